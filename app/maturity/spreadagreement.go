package maturity

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// AgreementKind names agreements in the log.
const AgreementKind record.Kind = "agreement"

// Agreement is the level that a group agreed on for a practice of an assessment,
// with the blind votes that the talk began with and with whoever still sees it
// otherwise. A group that comes back to a practice agrees anew: the latest counts,
// and those before it stay.
type Agreement struct {
	record.Row    `gorm:"embedded"`
	record.Origin `gorm:"embedded"` // the workshop's activity
	AssessmentID  string            `json:"assessment_id"`
	Practice      string            `json:"practice"`
	Level         int               `json:"level"`
	MadeBy        string            `json:"made_by"`
	Dissents      []Dissent         `json:"dissents" gorm:"-"`
	Votes         []Vote            `json:"-" gorm:"-"` // never in the log: whoever reads it would count them
}

// TableName tells GORM.
func (Agreement) TableName() string { return "agreement" }

// RecordKind tells package record.
func (Agreement) RecordKind() record.Kind { return AgreementKind }

// Label is the practice and its level.
func (a Agreement) Label() string { return a.Practice + ": " + strconv.Itoa(a.Level) }

// Spread is what is told of the votes.
func (a Agreement) Spread() Spread { return SpreadOf(a.Votes) }

// Dissent is what somebody keeps to who sees it otherwise: out of which role, at
// which level (0 for none said), and why. A role that the votes do not tell apart
// is kept as Others, since a dissent of a role of one is that voice's vote.
type Dissent struct {
	Role   string `json:"role" validate:"max=40"`
	Level  int    `json:"level" validate:"min=0,max=5"`
	Reason string `json:"reason" validate:"required,max=2000"`
}

// AgreementDraft is what a group agreed on. It comes from a workshop, so its votes
// are plain values.
type AgreementDraft struct {
	AssessmentID string    `validate:"required,max=36"`
	Practice     string    `validate:"required,max=80,oneline"`
	Level        int       `validate:"min=1,max=5"`
	Votes        []Vote    `validate:"max=2000"`
	Dissents     []Dissent `validate:"max=50,dive"`
}

// BasedOn is always zero: agreements are not changed.
func (AgreementDraft) BasedOn() int64 { return 0 }

// Valid asks for votes on the scale.
func (d AgreementDraft) Valid(project.Scope) error {
	for _, v := range d.Votes {
		if v.Level < 1 || v.Level > Levels || len(v.Role) > 40 {
			return fault.Field("votes", "fault.field.wrong")
		}
	}
	return nil
}

// Apply copies the draft onto an agreement.
func (d AgreementDraft) Apply(a *Agreement, key project.Scope) {
	a.AssessmentID, a.Practice, a.Level, a.Votes, a.MadeBy = d.AssessmentID, d.Practice, d.Level, d.Votes, key.Actor().Name
	spread := SpreadOf(d.Votes)
	a.Dissents = slices.Clone(d.Dissents)
	for i := range a.Dissents {
		a.Dissents[i].Role = spread.Named(a.Dissents[i].Role)
	}
}

// Drafted is the agreement as it is looked over when it is brought back.
func (a Agreement) Drafted(*i18n.Text) any {
	return AgreementDraft{AssessmentID: a.AssessmentID, Practice: a.Practice, Level: a.Level, Dissents: a.Dissents}
}

// Agreements keeps what groups agreed on. Its Create joins the caller's
// transaction, so that a workshop's result is kept whole or not at all.
type Agreements struct {
	record.Register[Agreement, *Agreement, AgreementDraft]
}

// NewAgreements takes the database.
func NewAgreements(db *database.DB) *Agreements {
	return &Agreements{record.Register[Agreement, *Agreement, AgreementDraft]{DB: db, May: project.Assess, Check: ofAssessment, Then: keepSaid, Load: loadSaid}}
}

// ofAssessment asks for an assessment of this project.
func ofAssessment(tx *gorm.DB, key project.Scope, a *Agreement) error {
	return record.Take(tx, key, a.AssessmentID, &Assessment{})
}

type agreementVote struct {
	AgreementID    string
	Role           string
	Level          int
	OrganisationID string
	ProjectID      string
	Voices         int
}

func (agreementVote) TableName() string { return "agreement_vote" }

type agreementDissent struct {
	AgreementID    string
	Place          int
	OrganisationID string
	ProjectID      string
	Dissent        `gorm:"embedded"`
}

func (agreementDissent) TableName() string { return "agreement_dissent" }

// keepSaid writes the votes, counted, and the dissents of a new agreement.
func keepSaid(_ context.Context, tx *gorm.DB, key project.Scope, before, a *Agreement) error {
	if before != nil {
		return nil
	}
	counted := map[Vote]int{}
	for _, v := range a.Votes {
		counted[v]++
	}
	var votes []agreementVote
	for v, n := range counted {
		votes = append(votes, agreementVote{a.ID, v.Role, v.Level, key.OrganisationID, key.ProjectID, n})
	}
	if len(votes) > 0 {
		if err := tx.Create(&votes).Error; err != nil {
			return err
		}
	}
	var dissents []agreementDissent
	for i, d := range a.Dissents {
		dissents = append(dissents, agreementDissent{a.ID, i, key.OrganisationID, key.ProjectID, d})
	}
	if len(dissents) == 0 {
		return nil
	}
	return tx.Create(&dissents).Error
}

func loadSaid(tx *gorm.DB, key project.Scope, a *Agreement) error {
	all := []Agreement{*a}
	err := attachSaid(tx, key, all)
	*a = all[0]
	return err
}

// attachSaid reads the votes and dissents of several agreements in two queries.
func attachSaid(tx *gorm.DB, key project.Scope, all []Agreement) error {
	ids := make([]string, len(all))
	at := map[string]*Agreement{}
	for i := range all {
		all[i].Votes, all[i].Dissents = nil, nil
		ids[i], at[all[i].ID] = all[i].ID, &all[i]
	}
	var votes []agreementVote
	if err := tx.Where("project_id = ? AND agreement_id IN ?", key.ProjectID, ids).Order("role, level").Find(&votes).Error; err != nil {
		return err
	}
	for _, v := range votes {
		of := at[v.AgreementID]
		of.Votes = append(of.Votes, slices.Repeat([]Vote{{Role: v.Role, Level: v.Level}}, v.Voices)...)
	}
	var dissents []agreementDissent
	if err := tx.Where("project_id = ? AND agreement_id IN ?", key.ProjectID, ids).Order("place").Find(&dissents).Error; err != nil {
		return err
	}
	for _, d := range dissents {
		of := at[d.AgreementID]
		of.Dissents = append(of.Dissents, d.Dissent)
	}
	return nil
}

// Of are the latest agreements of an assessment, one for each practice, in the
// order in which the group came to the practices.
func (s *Agreements) Of(ctx context.Context, key project.Scope, assessment string) ([]Agreement, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	latest := map[string]Agreement{}
	var of []Agreement
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []Agreement
		err := tx.Where("project_id = ? AND assessment_id = ? AND deleted_at IS NULL", key.ProjectID, assessment).Order("number").Find(&all).Error
		if err != nil || len(all) == 0 {
			return err
		}
		for _, a := range all {
			latest[a.Practice] = a
		}
		of = slices.SortedFunc(maps.Values(latest), func(a, b Agreement) int { return cmp.Compare(a.Number, b.Number) })
		return attachSaid(tx, key, of)
	})
	return of, err
}

// Last is the latest of a history, which begins with the latest, in which a room
// agreed on anything, and what it agreed on; nil when none ever did.
func (s *Agreements) Last(ctx context.Context, key project.Scope, history []Assessment) (*Assessment, []Agreement, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(history))
	for i, a := range history {
		ids[i] = a.ID
	}
	var agreed []string
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Agreement{}).Where("project_id = ? AND assessment_id IN ? AND deleted_at IS NULL", key.ProjectID, ids).Distinct().Pluck("assessment_id", &agreed).Error
	})
	if err != nil {
		return nil, nil, err
	}
	for i, a := range history {
		if slices.Contains(agreed, a.ID) {
			all, err := s.Of(ctx, key, a.ID)
			return &history[i], all, err
		}
	}
	return nil, nil, nil
}
