package workshop

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Stages lists the stages in their order.
func Stages() []Stage { return []Stage{Planned, Running, Ended} }

// Filter narrows the list; empty fields do not.
type Filter struct {
	Stage Stage  `form:"stage"`
	Words string `form:"q"`
	Sort  string `form:"sort"`
	Desc  bool   `form:"desc"`
	record.Page
}

func (f Filter) order() string {
	column, known := map[string]string{"number": "number", "title": "LOWER(title)", "held": "held_on"}[f.Sort]
	switch {
	case !known:
		return "held_on DESC, number DESC"
	case f.Desc:
		return column + " DESC, number DESC"
	}
	return column + ", number"
}

// at are the conditions under which a room is in a stage.
func (s Stage) at() string {
	switch s {
	case Planned:
		return "opened_at IS NULL AND ended_at IS NULL"
	case Running:
		return "opened_at IS NOT NULL AND ended_at IS NULL"
	case Ended:
		return "ended_at IS NOT NULL"
	}
	return "FALSE"
}

// List is a page of a project's workshops, the latest first.
func (s *Workshops) List(ctx context.Context, key project.Scope, f Filter) (record.Paged[Workshop], error) {
	var found record.Paged[Workshop]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		q := tx.Model(&Workshop{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
		if f.Stage != "" {
			q = q.Where("id IN (SELECT workshop_id FROM workshop_live WHERE project_id = ? AND "+f.Stage.at()+")", key.ProjectID)
		}
		switch words := text.Plain(f.Words); {
		case words == "" && strings.TrimSpace(f.Words) != "":
			q = q.Where("1 = 0") // signs that nothing is found by
		case words != "":
			q = q.Where("id IN (SELECT object_id FROM finding WHERE project_id = ? AND kind = ? AND title_fold LIKE ? ESCAPE '!')",
				key.ProjectID, Kind, "%"+text.Like(words)+"%")
		}
		if found, err = record.Fetch[Workshop](q, f.order(), f.Page); err != nil {
			return err
		}
		return attachLive(tx, key, found.Rows)
	})
	return found, err
}
