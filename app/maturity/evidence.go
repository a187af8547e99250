package maturity

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// EvidenceKind names evidence in addresses and the log.
const EvidenceKind record.Kind = "evidence"

// Evidence shows that a practice stands where it was judged to stand: in words,
// by a link, by a file, or by several of them. It belongs to the assessment for
// which it was given, and to each later one that it still holds for.
type Evidence struct {
	record.Row   `gorm:"embedded"`
	AssessmentID string        `json:"assessment_id"` // for which it was given
	Practice     string        `json:"practice"`
	Note         string        `json:"note"`
	Web          string        `json:"web"` // address
	Files        []record.File `json:"-" gorm:"-"`
	upload       record.Upload
}

// TableName tells GORM.
func (Evidence) TableName() string { return "evidence" }

// RecordKind tells package record.
func (Evidence) RecordKind() record.Kind { return EvidenceKind }

// Label is the beginning of what it says.
func (e Evidence) Label() string {
	words := []rune(firstLine(e.Note, e.Web))
	if len(words) > 80 {
		return string(words[:79]) + "…"
	}
	return string(words)
}

func firstLine(texts ...string) string {
	for _, one := range texts {
		if line, _, _ := strings.Cut(strings.TrimSpace(one), "\n"); line != "" {
			return line
		}
	}
	return ""
}

// Says is what it says, as a phrase.
func (e Evidence) Says() i18n.Phrase { return e.Phrase("note", e.Note) }

// Found is what those who search see of it.
func (e Evidence) Found() record.Found {
	return record.Found{Title: i18n.Phrase{Text: e.Label()}, Body: []i18n.Phrase{e.Says(), {Text: e.Web}}, Place: "maturity/" + e.AssessmentID + "#p-" + e.Practice}
}

// Drafted is the evidence as a form shows it.
func (e Evidence) Drafted(t *i18n.Text) any {
	return EvidenceDraft{AssessmentID: e.AssessmentID, Practice: e.Practice, Note: e.Says().In(t), Web: e.Web, Version: e.Version}
}

// EvidenceDraft is what is typed of evidence.
type EvidenceDraft struct {
	AssessmentID string        `form:"-"`
	Practice     string        `form:"practice" validate:"required,max=60,oneline"`
	Note         string        `form:"note" validate:"max=2000"`
	Web          string        `form:"web" validate:"omitempty,max=500,oneline,web"`
	Version      int64         `form:"version"`
	Upload       record.Upload `form:"-" validate:"-"`
}

// BasedOn is the version that the person saw.
func (d EvidenceDraft) BasedOn() int64 { return d.Version }

// Valid asks for something that shows it.
func (d EvidenceDraft) Valid(project.Scope) error {
	if strings.TrimSpace(d.Note) == "" && d.Web == "" && len(d.Upload.Body) == 0 && d.Upload.Name == "" {
		return fault.Field("note", "practice.fault.no_evidence")
	}
	return nil
}

// Apply copies the draft onto evidence. A file alone is named by its name.
func (d EvidenceDraft) Apply(e *Evidence, _ project.Scope) {
	e.AssessmentID, e.Practice, e.Note, e.Web, e.upload = d.AssessmentID, d.Practice, d.Note, d.Web, d.Upload
	if strings.TrimSpace(e.Note) == "" && e.Web == "" {
		e.Note = strings.TrimSpace(d.Upload.Name)
	}
}

// checkEvidence lets evidence be given only for a practice that its assessment
// judged.
func (s *Register) checkEvidence(tx *gorm.DB, key project.Scope, e *Evidence) error {
	var n int64
	err := tx.Table("assessment_practice AS p").Joins("JOIN assessment AS a ON a.id = p.assessment_id AND a.deleted_at IS NULL").
		Where("p.project_id = ? AND p.assessment_id = ? AND p.practice = ?", key.ProjectID, e.AssessmentID, e.Practice).Count(&n).Error
	if err == nil && n == 0 {
		err = fault.Missing()
	}
	return err
}

// keepEvidence joins new evidence to its assessment and keeps its file.
func keepEvidence(ctx context.Context, tx *gorm.DB, key project.Scope, before, e *Evidence) error {
	if before != nil {
		return nil
	}
	if err := tx.Create(&held{AssessmentID: e.AssessmentID, EvidenceID: e.ID, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID}).Error; err != nil {
		return err
	}
	if e.upload.Name == "" && len(e.upload.Body) == 0 {
		return nil
	}
	_, err := record.KeepFile(ctx, tx, key, record.Ref{Kind: EvidenceKind, ID: e.ID}, e.upload)
	return err
}

// held joins evidence to an assessment that it holds for.
type held struct {
	AssessmentID   string `gorm:"primaryKey"`
	EvidenceID     string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
}

// TableName tells GORM.
func (held) TableName() string { return "assessment_evidence" }

// prove joins to a new assessment what still holds of the evidence of earlier
// ones, and keeps what was given with it.
func (s *Register) prove(ctx context.Context, tx *gorm.DB, key project.Scope, a Assessment, d Draft) error {
	if err := s.carryOver(tx, key, a, d); err != nil {
		return err
	}
	for _, one := range a.Practices {
		given := EvidenceDraft{AssessmentID: a.ID, Practice: one.Practice, Note: d.Proof[one.Practice], Web: d.Web[one.Practice]}
		if strings.TrimSpace(given.Note) == "" && given.Web == "" {
			continue
		}
		textKey := ""
		if a.TextKey != "" && given.Web == "" {
			textKey = a.TextKey + ".evidence." + one.Practice
		}
		if _, err := s.Evidence.CreateFrom(ctx, key, given, textKey, record.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// carryOver takes only evidence of the project for practices that were judged
// again by the same questionnaire.
func (s *Register) carryOver(tx *gorm.DB, key project.Scope, a Assessment, d Draft) error {
	var ids []string
	for id, still := range d.Still {
		if still {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var known []string
	err := tx.Table("evidence AS e").Joins("JOIN assessment AS b ON b.id = e.assessment_id AND b.questionnaire = ?", a.Questionnaire).
		Joins("JOIN assessment_practice AS p ON p.assessment_id = ? AND p.practice = e.practice", a.ID).
		Where("e.project_id = ? AND e.id IN ? AND e.deleted_at IS NULL", key.ProjectID, ids).Order("e.id").Pluck("e.id", &known).Error
	if err != nil || len(known) == 0 {
		return err
	}
	joins := make([]held, len(known))
	for i, id := range known {
		joins[i] = held{AssessmentID: a.ID, EvidenceID: id, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID}
	}
	return tx.Create(&joins).Error
}

// Proofs are the evidence of an assessment by practice, with their files, in two
// queries.
func (s *Register) Proofs(ctx context.Context, key project.Scope, assessmentID string) (map[string][]Evidence, error) {
	var all []Evidence
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Model(&Evidence{}).Joins("JOIN assessment_evidence AS h ON h.evidence_id = evidence.id AND h.assessment_id = ?", assessmentID).
			Where("evidence.project_id = ? AND evidence.deleted_at IS NULL", key.ProjectID).Order("evidence.number").Limit(2000).Find(&all).Error
		if err != nil || len(all) == 0 {
			return err
		}
		return withFiles(tx, key, all)
	})
	proofs := map[string][]Evidence{}
	for _, one := range all {
		proofs[one.Practice] = append(proofs[one.Practice], one)
	}
	return proofs, err
}

func withFiles(tx *gorm.DB, key project.Scope, all []Evidence) error {
	ids, at := make([]string, len(all)), map[string]int{}
	for i, one := range all {
		ids[i], at[one.ID] = one.ID, i
	}
	var files []record.File
	err := tx.Omit("body").Where("project_id = ? AND kind = ? AND object_id IN ? AND deleted_at IS NULL", key.ProjectID, EvidenceKind, ids).Order("created_at, id").Find(&files).Error
	for _, f := range files {
		one := &all[at[f.ObjectID]]
		one.Files = append(one.Files, f)
	}
	return err
}
