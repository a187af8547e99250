package decision

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the decisions of all projects.
type Register struct {
	record.Register[Decision, *Decision, Draft]
	verdicts record.Register[Decision, *Decision, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	fold := func(_ *gorm.DB, _ project.Scope, d *Decision) error {
		d.QuestionFold = text.Fold(d.Question)
		return nil
	}
	return &Register{
		Register: record.Register[Decision, *Decision, Draft]{DB: db, May: project.EditRegisters, Check: fold},
		verdicts: record.Register[Decision, *Decision, Draft]{DB: db, May: project.Decide, Check: fold},
	}
}

// Verdict is what is typed when something is decided.
type Verdict struct {
	Choice    string   `form:"choice" validate:"required,max=2000"`
	Reason    string   `form:"reason" validate:"max=10000"`
	DecidedOn date.Day `form:"decided_on"`
	Version   int64    `form:"version"`
}

// Decide answers a question; who decides is whoever does this. A decision is
// made once: to change it, a new question is asked.
func (s *Register) Decide(ctx context.Context, key project.Scope, id string, v Verdict) (Decision, error) {
	if err := key.Require(project.Decide); err != nil {
		return Decision{}, err
	}
	if err := validate.Draft(v); err != nil {
		return Decision{}, err
	}
	return s.verdicts.Change(ctx, key, id, v.Version, func(d *Decision) error {
		if d.Status != Asked {
			return fault.Broken("decision.fault.closed")
		}
		if v.DecidedOn.IsZero() {
			v.DecidedOn = key.Today()
		}
		d.Status, d.Choice, d.Reason = Decided, strings.TrimSpace(v.Choice), v.Reason
		d.DecidedOn, d.DecidedBy = v.DecidedOn, key.Actor().Name
		return nil
	})
}

// Recall records a decision that somebody made at an earlier moment, for imports.
func (s *Register) Recall(ctx context.Context, key project.Scope, id string, v Verdict, by string) (Decision, error) {
	return s.verdicts.Change(ctx, key, id, v.Version, func(d *Decision) error {
		d.Status, d.Choice, d.Reason, d.DecidedOn, d.DecidedBy = Decided, v.Choice, v.Reason, v.DecidedOn, by
		return nil
	})
}

// Filter narrows the list; empty fields do not.
type Filter struct {
	Status Status `form:"status"`
	Words  string `form:"q"`
	Sort   string `form:"sort"`
	Desc   bool   `form:"desc"`
	record.Tags
	record.Page
}

func (f Filter) order() string {
	column, known := map[string]string{"number": "number", "question": "question_fold", "deadline": "deadline", "decided": "decided_on"}[f.Sort]
	switch {
	case !known:
		return "CASE status WHEN 'asked' THEN 0 ELSE 1 END, COALESCE(decided_on, deadline) DESC, id DESC"
	case f.Desc:
		return column + " DESC, id DESC"
	}
	return column + ", id"
}

// List is a page of the decisions, the open ones first.
func (s *Register) List(ctx context.Context, key project.Scope, f Filter) (record.Paged[Decision], error) {
	var found record.Paged[Decision]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Decision{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
		for column, value := range map[string]string{"status": string(f.Status), "kotter_step": f.KotterStep, "gartner_step": f.GartnerStep} {
			if value != "" {
				q = q.Where(column+" = ?", value)
			}
		}
		if f.Words != "" {
			q = q.Where("question_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(f.Words))+"%")
		}
		var err error
		found, err = record.Fetch[Decision](q, f.order(), f.Page)
		return err
	})
	return found, err
}

// Waiting are the open questions, the most pressing first.
func (s *Register) Waiting(ctx context.Context, key project.Scope, n int) ([]Decision, error) {
	list, err := s.List(ctx, key, Filter{Status: Asked, Sort: "deadline", Page: record.Page{Size: n}})
	return list.Rows, err
}
