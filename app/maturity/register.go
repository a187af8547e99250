package maturity

import (
	"cmp"
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the assessments of all projects, with what they are made by.
type Register struct {
	record.Register[Assessment, *Assessment, Draft]
	Evidence record.Register[Evidence, *Evidence, EvidenceDraft]
	shelf    Shelf
}

// New takes the database and the catalogue's questionnaires.
func New(db *database.DB, shelf Shelf) *Register {
	s := &Register{shelf: shelf}
	s.Register = record.Register[Assessment, *Assessment, Draft]{DB: db, May: project.Assess, Check: spellUnit, Then: keepAnswers, Load: load}
	s.Evidence = record.Register[Evidence, *Evidence, EvidenceDraft]{DB: db, May: project.Assess, Check: s.checkEvidence, Then: keepEvidence}
	return s
}

// Create keeps an assessment by the questionnaire that its draft names.
func (s *Register) Create(ctx context.Context, key project.Scope, d Draft) (Assessment, error) {
	return s.CreateFrom(ctx, key, d, "", record.Origin{})
}

// CreateFrom is Create with a catalogue's words, or from another row.
func (s *Register) CreateFrom(ctx context.Context, key project.Scope, d Draft, textKey string, from record.Origin) (Assessment, error) {
	var made Assessment
	if err := key.Require(project.Assess); err != nil {
		return made, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		q, err := s.current(tx, key, cmp.Or(d.Questionnaire, CRM))
		if err != nil {
			return err
		}
		d = d.By(q)
		if made, err = s.Register.CreateFrom(ctx, key, d, textKey, from); err != nil {
			return err
		}
		return s.prove(ctx, tx, key, made, d)
	})
	return made, err
}

// spellUnit gives a unit the spelling under which it was assessed before, so that
// one unit stays one.
func spellUnit(tx *gorm.DB, key project.Scope, a *Assessment) error {
	if a.Unit == "" {
		return nil
	}
	known, err := units(tx, key)
	for _, one := range known {
		if text.Fold(one) == text.Fold(a.Unit) {
			a.Unit = one
			break
		}
	}
	return err
}

// units are the names of the units that a project has assessed.
func units(tx *gorm.DB, key project.Scope) ([]string, error) {
	var names []string
	err := tx.Model(&Assessment{}).Where("project_id = ? AND deleted_at IS NULL AND unit <> ''", key.ProjectID).
		Distinct("unit").Order("unit").Limit(200).Pluck("unit", &names).Error
	return names, err
}

// Units are the names of the units that a project has assessed, in their order.
func (s *Register) Units(ctx context.Context, key project.Scope) ([]string, error) {
	var names []string
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		names, err = units(tx, key)
		return err
	})
	return names, err
}

// keepAnswers writes the answers of a new assessment; those of an old one stand.
func keepAnswers(_ context.Context, tx *gorm.DB, key project.Scope, before, a *Assessment) error {
	if before != nil {
		return nil
	}
	for i := range a.Answers {
		one := &a.Answers[i]
		one.AssessmentID, one.ProjectID, one.OrganisationID = a.ID, key.ProjectID, key.OrganisationID
	}
	if err := tx.Create(&a.Answers).Error; err != nil || len(a.Practices) == 0 {
		return err
	}
	for i := range a.Practices {
		one := &a.Practices[i]
		one.AssessmentID, one.ProjectID, one.OrganisationID = a.ID, key.ProjectID, key.OrganisationID
	}
	return tx.CreateInBatches(&a.Practices, 100).Error
}

// load reads the answers and practices of one assessment.
func load(tx *gorm.DB, key project.Scope, a *Assessment) error {
	all := []Assessment{*a}
	if err := attach(tx, key, all); err != nil {
		return err
	}
	*a = all[0]
	a.Practices = nil
	err := tx.Where("project_id = ? AND assessment_id = ?", key.ProjectID, a.ID).Order("place").Find(&a.Practices).Error
	for i := range a.Practices {
		one := &a.Practices[i]
		one.commentKey = a.Phrase("why."+one.Practice, "").Key
	}
	return err
}

// attach reads the answers of several assessments in one query.
func attach(tx *gorm.DB, key project.Scope, all []Assessment) error {
	ids := make([]string, len(all))
	at := map[string]int{}
	for i, a := range all {
		ids[i], at[a.ID] = a.ID, i
		all[i].Answers = nil
	}
	var answers []Answer
	if err := tx.Where("project_id = ? AND assessment_id IN ?", key.ProjectID, ids).Order("dimension").Find(&answers).Error; err != nil {
		return err
	}
	for _, one := range answers {
		a := &all[at[one.AssessmentID]]
		one.commentKey = a.Phrase("comment."+one.Dimension, "").Key
		a.Answers = append(a.Answers, one)
	}
	for i := range all {
		if all[i].OfCRM() {
			all[i].order(Dimensions())
		}
	}
	return nil
}

// order puts the answers into the order of their sections; those of other
// sections are left out.
func (a *Assessment) order(sections []string) {
	ordered := make([]Answer, 0, len(a.Answers))
	for _, section := range sections {
		if one := a.Of(section); one.Current > 0 {
			ordered = append(ordered, one)
		}
	}
	a.Answers = ordered
}

// Ordered is the assessment with its answers in the order of its questionnaire.
func (a Assessment) Ordered(q Questionnaire) Assessment {
	keys := make([]string, len(q.Sections))
	for i, s := range q.Sections {
		keys[i] = s.Key
	}
	a.order(keys)
	return a
}

// most is how many assessments a history shows.
const most = 100

// History is a project's assessments of the eight dimensions with their answers,
// of the whole organisation and of units, the latest first.
func (s *Register) History(ctx context.Context, key project.Scope) ([]Assessment, error) {
	return s.HistoryOf(ctx, key, CRM)
}

// HistoryOf is History by another questionnaire.
func (s *Register) HistoryOf(ctx context.Context, key project.Scope, questionnaire string) ([]Assessment, error) {
	return s.list(ctx, key, most, func(tx *gorm.DB) *gorm.DB { return tx.Where("questionnaire = ?", questionnaire) })
}

// Before is the assessment of the same unit made before one of a history that
// begins with the latest, nil for the first.
func Before(history []Assessment, id string) *Assessment {
	var of *Assessment
	for i := range history {
		switch {
		case history[i].ID == id:
			of = &history[i]
		case of != nil && history[i].Unit == of.Unit:
			return &history[i]
		}
	}
	return nil
}

// Leading are those of a history that say where the project stands: of the whole
// organisation or, when that was never assessed, of the unit that was assessed
// last.
func Leading(history []Assessment) []Assessment {
	unit, of := "", []Assessment{}
	if len(history) > 0 {
		unit = history[0].Unit
	}
	for _, a := range history {
		if a.Unit == "" {
			unit = ""
			break
		}
	}
	for _, a := range history {
		if a.Unit == unit {
			of = append(of, a)
		}
	}
	return of
}

// Latest are the last n assessments of the eight dimensions that say where the
// project stands, with their answers, the latest first.
func (s *Register) Latest(ctx context.Context, key project.Scope, n int) ([]Assessment, error) {
	return s.list(ctx, key, n, func(tx *gorm.DB) *gorm.DB {
		return tx.Where(`questionnaire = ? AND unit = (SELECT s.unit FROM assessment AS s WHERE s.project_id = ? AND s.questionnaire = ? AND s.deleted_at IS NULL
			ORDER BY CASE s.unit WHEN '' THEN 0 ELSE 1 END, s.assessed_on DESC, s.number DESC LIMIT 1)`, CRM, key.ProjectID, CRM)
	})
}

func (s *Register) list(ctx context.Context, key project.Scope, n int, narrow func(*gorm.DB) *gorm.DB) ([]Assessment, error) {
	var all []Assessment
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := narrow(tx).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("assessed_on DESC, number DESC").Limit(n).Find(&all).Error
		if err != nil || len(all) == 0 {
			return err
		}
		return attach(tx, key, all)
	})
	return all, err
}
