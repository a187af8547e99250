package maturity

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the assessments of all projects.
type Register struct {
	record.Register[Assessment, *Assessment, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	return &Register{record.Register[Assessment, *Assessment, Draft]{DB: db, May: project.Assess, Then: keepAnswers, Load: loadAnswers}}
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
	return tx.Create(&a.Answers).Error
}

func loadAnswers(tx *gorm.DB, key project.Scope, a *Assessment) error {
	all := []Assessment{*a}
	err := attach(tx, key, all)
	*a = all[0]
	return err
}

// attach reads the answers of several assessments in one query.
func attach(tx *gorm.DB, key project.Scope, all []Assessment) error {
	ids := make([]string, len(all))
	at := map[string]int{}
	for i, a := range all {
		ids[i], at[a.ID] = a.ID, i
	}
	var answers []Answer
	if err := tx.Where("project_id = ? AND assessment_id IN ?", key.ProjectID, ids).Find(&answers).Error; err != nil {
		return err
	}
	byDimension := map[string]map[string]Answer{}
	for _, one := range answers {
		if byDimension[one.AssessmentID] == nil {
			byDimension[one.AssessmentID] = map[string]Answer{}
		}
		byDimension[one.AssessmentID][one.Dimension] = one
	}
	for id, i := range at {
		all[i].Answers = nil
		for _, dimension := range Dimensions() {
			if one, ok := byDimension[id][dimension]; ok {
				one.commentKey = all[i].Phrase("comment."+dimension, "").Key
				all[i].Answers = append(all[i].Answers, one)
			}
		}
	}
	return nil
}

// History is a project's assessments with their answers, the latest first.
func (s *Register) History(ctx context.Context, key project.Scope) ([]Assessment, error) {
	return s.Latest(ctx, key, 100)
}

// Before is the assessment made before one of a history that begins with the
// latest, nil for the first.
func Before(history []Assessment, id string) *Assessment {
	for i := range len(history) - 1 {
		if history[i].ID == id {
			return &history[i+1]
		}
	}
	return nil
}

// Latest are the last n assessments with their answers, the latest first.
func (s *Register) Latest(ctx context.Context, key project.Scope, n int) ([]Assessment, error) {
	var all []Assessment
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("assessed_on DESC, number DESC").Limit(n).Find(&all).Error
		if err != nil || len(all) == 0 {
			return err
		}
		return attach(tx, key, all)
	})
	return all, err
}
