package decision

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Filter narrows the list; empty fields do not.
type Filter struct {
	Status  Status `form:"status"`
	Stage   Stage  `form:"stage"`
	Late    bool   `form:"late"`    // only what is overdue
	Meeting string `form:"meeting"` // id of the meeting in which it was decided
	OwnerID string `form:"owner"`
	Words   string `form:"q"`
	Sort    string `form:"sort"`
	Desc    bool   `form:"desc"`
	record.Tags
	record.Page
	open bool // only what asks for something
}

// byStage orders by how far decisions have come.
const byStage = "CASE WHEN status = 'asked' THEN 0 WHEN status = 'withdrawn' THEN 3 WHEN done_on IS NULL THEN 1 ELSE 2 END"

// orders are the columns that a list may be sorted by.
func orders() map[string]string {
	return map[string]string{"number": "number", "question": "question_fold", "status": byStage, "stage": byStage, "deadline": "deadline",
		"awaited": awaited, "due": "due_on", "decided": "decided_on", "done": "done_on", "cost": "cost_minor", "owner": record.NameOf("decision", "owner_id")}
}

func (f Filter) order() string {
	column, known := orders()[f.Sort]
	switch {
	case !known:
		return byStage + ", " + awaited + " IS NULL, " + awaited + ", decided_on IS NULL, decided_on DESC, number DESC"
	case f.Desc:
		return column + " IS NULL, " + column + " DESC, number DESC"
	}
	return column + " IS NULL, " + column + ", number"
}

func (f Filter) narrow(q *gorm.DB, today date.Day) *gorm.DB {
	for column, value := range map[string]string{"status": string(f.Status), "meeting_id": f.Meeting,
		"kotter_step": f.KotterStep, "gartner_step": f.GartnerStep} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if f.Stage != "" {
		q = q.Where(f.Stage.holds())
	}
	if f.open {
		q = q.Where("(status = 'asked' OR " + undone + ")")
	}
	if f.Late {
		q = q.Where(late, today, today)
	}
	if f.Words != "" {
		q = q.Where("question_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(f.Words))+"%")
	}
	return record.OwnedBy(q, f.OwnerID)
}

// List is a page of the decisions: first those that wait for the committee, then
// those that are carried out, of each the most pressing at the head, and then what
// was decided last.
func (s *Register) List(ctx context.Context, key project.Scope, f Filter) (record.Paged[Decision], error) {
	var found record.Paged[Decision]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Decision{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
		var err error
		found, err = record.Fetch[Decision](f.narrow(q, key.Today()), f.order(), f.Page)
		return err
	})
	return found, err
}

// Waiting are the open questions, the most pressing first.
func (s *Register) Waiting(ctx context.Context, key project.Scope, n int) ([]Decision, error) {
	list, err := s.List(ctx, key, Filter{Status: Asked, Sort: "deadline", Page: record.Page{Size: n}})
	return list.Rows, err
}

// Pressing are the decisions that are to be made or to be done, what presses most
// first.
func (s *Register) Pressing(ctx context.Context, key project.Scope, n int) ([]Decision, error) {
	list, err := s.List(ctx, key, Filter{open: true, Sort: "awaited", Page: record.Page{Size: n}})
	return list.Rows, err
}

// Overdue are the questions that wait beyond their deadline and the decisions that
// are not done beyond their day, the longest overdue first.
func (s *Register) Overdue(ctx context.Context, key project.Scope, at record.Page) (record.Paged[Decision], error) {
	return s.List(ctx, key, Filter{Late: true, Sort: "awaited", Page: at})
}
