package committee

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// Came is the meeting, and the point of its agenda, that something came from.
type Came struct {
	Meeting Meeting
	ItemID  string
}

// TaskCameFrom are the meetings at which a task was agreed on as an action.
func (s *Committees) TaskCameFrom(ctx context.Context, key project.Scope, taskID string) ([]Came, error) {
	return s.came(ctx, key, "SELECT meeting_id, item_id FROM meeting_action WHERE project_id = ? AND task_id = ? AND deleted_at IS NULL ORDER BY number", taskID)
}

// DecisionCameFrom are the meetings at which a decision was made.
func (s *Committees) DecisionCameFrom(ctx context.Context, key project.Scope, decisionID string) ([]Came, error) {
	return s.came(ctx, key, "SELECT meeting_id, id AS item_id FROM meeting_item WHERE project_id = ? AND decision_id = ? AND deleted_at IS NULL ORDER BY number", decisionID)
}

func (s *Committees) came(ctx context.Context, key project.Scope, query, id string) ([]Came, error) {
	var all []Came
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var at []struct{ MeetingID, ItemID string }
		if err := tx.Raw(query, key.ProjectID, id).Scan(&at).Error; err != nil || len(at) == 0 {
			return err
		}
		ids := make([]string, len(at))
		for i, one := range at {
			ids[i] = one.MeetingID
		}
		var meetings []Meeting
		err := rows[Meeting](tx, key).Where("id IN ?", ids).Find(&meetings).Error
		for _, one := range at {
			for _, m := range meetings {
				if m.ID == one.MeetingID {
					all = append(all, Came{m, one.ItemID})
				}
			}
		}
		return err
	})
	return all, err
}
