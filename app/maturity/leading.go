package maturity

import (
	"context"

	"gorm.io/gorm"
)

// LeadingOf is, for some projects by their ids, the latest assessment that says where
// each stands, with its answers, in two queries. Who has the ids was let in to those
// projects.
func (s *Register) LeadingOf(ctx context.Context, projects []string) (map[string]Assessment, error) {
	of := make(map[string]Assessment, len(projects))
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []Assessment
		if err := tx.Where("project_id IN ? AND questionnaire = ? AND deleted_at IS NULL", projects, CRM).Order("assessed_on DESC, number DESC").Find(&all).Error; err != nil {
			return err
		}
		histories := map[string][]Assessment{}
		for _, a := range all {
			histories[a.ProjectID] = append(histories[a.ProjectID], a)
		}
		project, ids := map[string]string{}, []string(nil)
		for id, history := range histories {
			a := Leading(history)[0]
			of[id], project[a.ID] = a, id
			ids = append(ids, a.ID)
		}
		var answers []Answer
		err := tx.Where("assessment_id IN ?", ids).Find(&answers).Error
		for _, one := range answers {
			a := of[project[one.AssessmentID]]
			a.Answers = append(a.Answers, one)
			of[a.ProjectID] = a
		}
		return err
	})
	return of, err
}
