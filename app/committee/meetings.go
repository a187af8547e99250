package committee

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// MeetingFilter narrows the list; empty fields do not.
type MeetingFilter struct {
	Status Status `form:"status"`
	Words  string `form:"q"`
	Sort   string `form:"sort"`
	Desc   bool   `form:"desc"`
	record.Page
}

func (f MeetingFilter) order() string {
	column, known := map[string]string{"number": "number", "title": "title_fold", "day": "held_on", "status": statusOrder}[f.Sort]
	switch {
	case !known:
		return statusOrder + ", CASE status WHEN 'planned' THEN held_on END, held_on DESC, number DESC"
	case f.Desc:
		return column + " DESC, number DESC"
	}
	return column + ", number"
}

const statusOrder = "CASE status WHEN 'planned' THEN 0 WHEN 'held' THEN 1 ELSE 2 END"

// List is a page of the meetings: those that are planned first, the next of them at
// the head, then those that were held, the latest first.
func (s *Committees) List(ctx context.Context, key project.Scope, f MeetingFilter) (record.Paged[Meeting], error) {
	var found record.Paged[Meeting]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := rows[Meeting](tx, key)
		if f.Status != "" {
			q = q.Where("status = ?", f.Status)
		}
		if f.Words != "" {
			q = q.Where("title_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(f.Words))+"%")
		}
		var err error
		found, err = record.Fetch[Meeting](q, f.order(), f.Page)
		return err
	})
	return found, err
}
