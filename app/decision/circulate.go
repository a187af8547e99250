package decision

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// VoteKind names answers by circulation in the log.
const VoteKind record.Kind = "decision_vote"

// ActByLink says in the log that somebody without an account answered.
const ActByLink audit.Action = "answered_by_link"

// Abstained is the choice of who takes part and is for no option.
const Abstained = 0

// Vote is what a member of the committee answered by circulation. Votes are appended
// and never changed: the latest of a member counts, by its number, whatever the clock
// says. Choice is an option's number from
// 1, or Abstained; PersonID is the member's, whoever answered in their place.
type Vote struct {
	ID             string      `json:"id" gorm:"primaryKey"`
	OrganisationID string      `json:"organisation_id"`
	ProjectID      string      `json:"project_id"`
	DecisionID     string      `json:"decision_id"`
	Round          int         `json:"round"`  // of the question
	Number         int         `json:"number"` // from 1, of all answers to the question
	PersonID       string      `json:"person_id"`
	Choice         int         `json:"choice"`
	Reason         string      `json:"reason"`
	ByID           string      `json:"by_id"` // the person who answered, "" of answers that were given before that was kept
	MadeBy         string      `json:"made_by"`
	Via            project.Via `json:"via"`
	LinkID         string      `json:"link_id"`
	MadeAt         time.Time   `json:"made_at"`
}

// InPlace reports whether somebody answered in the place of a member, who has a name.
func (v Vote) InPlace(member string) bool {
	if v.ByID == "" {
		return v.MadeBy != member
	}
	return v.ByID != v.PersonID
}

// TableName tells GORM.
func (Vote) TableName() string { return "decision_vote" }

// Ballot is what is typed of a vote: an option's number, "0" to abstain. Version is that
// of the question as it was read, 0 for any: the options of a later round may be others.
type Ballot struct {
	Choice  string `form:"choice" validate:"chosen,max=3"`
	Reason  string `form:"reason" validate:"max=4000"`
	Version int64  `form:"version"`
}

// Circulating reports whether the members are answering the question now.
func (d Decision) Circulating() bool { return d.Status == Asked && d.CirculatedAt != nil }

// Circulate puts a question to the members outside of a meeting. From then on it
// stays as it is asked.
func (s *Register) Circulate(ctx context.Context, key project.Scope, id string, version int64) (Decision, error) {
	var put Decision
	if err := key.Require(s.May); err != nil {
		return put, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody answers meanwhile
			return err
		}
		last, err := lastVote(tx, key, id)
		if err != nil {
			return err
		}
		put, err = s.Change(ctx, key, id, version, func(d *Decision) error { return d.circulate(key, last.Round) })
		return err
	})
	return put, err
}

// circulate begins a round. The last of which there are answers may be ahead of the
// question's own, when circulating it was undone.
func (d *Decision) circulate(key project.Scope, answered int) error {
	switch {
	case d.Status != Asked:
		return fault.Broken("decision.fault.closed")
	case d.CirculatedAt != nil:
		return fault.Broken("decision.fault.circulating")
	case len(d.Choices(key.Text)) < 2:
		return fault.Broken("decision.fault.options_needed")
	}
	at := database.Instant(key.Now())
	d.CirculatedAt, d.Round = &at, max(d.Round, answered)+1
	return nil
}

// lastVote is how far the answers to a question have come: the last round and number,
// 0 without any.
func lastVote(tx *gorm.DB, key project.Scope, id string) (Vote, error) {
	var last Vote
	err := tx.Model(&Vote{}).Select("COALESCE(MAX(round), 0) AS round, COALESCE(MAX(number), 0) AS number").
		Where("project_id = ? AND decision_id = ?", key.ProjectID, id).Scan(&last).Error
	return last, err
}

// Recall takes a question back from circulation; what was answered counts no more.
func (s *Register) Recall(ctx context.Context, key project.Scope, id string, version int64) (Decision, error) {
	return s.Change(ctx, key, id, version, func(d *Decision) error {
		if !d.Circulating() {
			return fault.Broken("decision.fault.not_circulating")
		}
		d.CirculatedAt = nil
		return nil
	})
}

// same reports whether another answer says the same by the same voice.
func (v Vote) same(other Vote) bool {
	return v.Round == other.Round && v.Choice == other.Choice && v.Reason == other.Reason && v.MadeBy == other.MadeBy && v.LinkID == other.LinkID
}

// Vote appends the answer of a member, given by them or by who stands in for them; the
// caller has looked who has that seat. The same said again is no second answer.
func (s *Register) Vote(ctx context.Context, key project.Scope, id, member string, b Ballot) error {
	if err := errors.Join(key.Require(project.Read), validate.Draft(b)); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody closes it meanwhile
			return err
		}
		if err := key.OpenStill(tx); err != nil {
			return err
		}
		var d Decision
		if err := record.Take(tx, key, id, &d); err != nil {
			return err
		}
		if !d.Circulating() {
			return fault.Broken("decision.fault.not_circulating")
		}
		if b.Version != 0 && b.Version != d.Version {
			return fault.Stale(&d)
		}
		choice, err := strconv.Atoi(b.Choice)
		if err != nil || choice < Abstained || choice > len(d.Choices(key.Text)) {
			return fault.Field("choice", "fault.field.oneof")
		}
		last, err := lastVote(tx, key, d.ID)
		if err != nil {
			return err
		}
		v := Vote{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, DecisionID: d.ID, PersonID: member,
			Round: d.Round, Number: last.Number + 1, Choice: choice, Reason: strings.TrimSpace(b.Reason), ByID: key.PersonID, MadeBy: key.Actor().Name, MadeAt: database.Instant(key.Now())}
		v.Via, v.LinkID = key.Via()
		var before Vote
		if err := tx.Where("project_id = ? AND decision_id = ? AND person_id = ?", key.ProjectID, d.ID, member).Order("number DESC").Limit(1).Find(&before).Error; err != nil {
			return err
		}
		if v.same(before) {
			return nil
		}
		if err := tx.Create(&v).Error; err != nil {
			return err
		}
		act := audit.Created
		if v.Via == project.ByLink {
			act = ActByLink
		}
		return record.Log(ctx, tx, key, act, record.Ref{Kind: VoteKind, ID: d.ID}, d.Question, nil, map[string]string{"text_key": d.TextKey})
	})
}

// Votes are those that count of a question that is or was circulated: of each member
// the latest, in the order in which they were given.
func (s *Register) Votes(ctx context.Context, key project.Scope, d Decision) ([]Vote, error) {
	if err := key.Require(project.Read); err != nil || d.CirculatedAt == nil {
		return nil, err
	}
	var all []Vote
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND decision_id = ? AND round = ?", key.ProjectID, d.ID, d.Round).Order("number").Find(&all).Error
	})
	latest := map[string]string{}
	for _, v := range all {
		latest[v.PersonID] = v.ID
	}
	return slices.DeleteFunc(all, func(v Vote) bool { return latest[v.PersonID] != v.ID }), err
}

// Settle writes down what the members have answered by circulation.
func (s *Register) Settle(ctx context.Context, key project.Scope, id string, version int64, v Verdict) (Decision, error) {
	return s.verdicts.Change(ctx, key, id, version, func(d *Decision) error {
		if !d.Circulating() {
			return fault.Broken("decision.fault.not_circulating")
		}
		v.How, v.DecidedOn, v.ByCommittee = Circulation, key.Today(), true
		return d.decide(v, key, "")
	})
}
