package decision

import (
	"context"
	"errors"
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
	answered record.Register[Decision, *Decision, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	questions := record.Register[Decision, *Decision, Draft]{DB: db, May: project.EditRegisters, Check: fold, Keep: keepDecided}
	verdicts := questions
	verdicts.May = project.Decide
	answered := verdicts
	answered.Keep = nil
	return &Register{questions, verdicts, answered}
}

func fold(_ *gorm.DB, _ project.Scope, d *Decision) error {
	d.QuestionFold = text.Fold(d.Question)
	return nil
}

// keepDecided keeps what has been decided from being removed.
func keepDecided(_ *gorm.DB, _ project.Scope, d *Decision) error {
	if d.Status == Decided {
		return fault.Broken("decision.fault.kept")
	}
	return nil
}

// Save changes a question that has not been decided: what the committee answered
// stays what it was asked.
func (s *Register) Save(ctx context.Context, key project.Scope, id string, d Draft) (Decision, error) {
	var after Decision
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		before, err := s.One(ctx, key, id)
		if err == nil && before.Status == Decided {
			err = fault.Broken("decision.fault.closed")
		}
		if err == nil {
			after, err = s.Register.Save(ctx, key, id, d)
		}
		return err
	})
	return after, err
}

// Verdict is what is typed when something is decided: one of the options, or
// words of one's own.
type Verdict struct {
	Choice    string   `form:"choice" validate:"required_without=Own,max=4000"`
	Own       string   `form:"own" validate:"max=2000"`
	Reason    string   `form:"reason" validate:"max=10000"`
	DecidedOn date.Day `form:"decided_on"`
	Version   int64    `form:"version"`
}

// Valid refuses an option beside words of one's own, since nobody could say which
// was meant, and a day that has not come.
func (v Verdict) Valid(key project.Scope) error {
	switch {
	case strings.TrimSpace(v.Choice) != "" && strings.TrimSpace(v.Own) != "":
		return fault.Field("own", "decision.fault.both")
	case v.DecidedOn.After(key.Today()):
		return fault.Field("decided_on", "fault.field.ahead")
	}
	return nil
}

// Decide answers a question; who decides is whoever does this. A decision is
// made once: to change it, a new question is asked.
func (s *Register) Decide(ctx context.Context, key project.Scope, id string, v Verdict) (Decision, error) {
	if err := key.Require(project.Decide); err != nil {
		return Decision{}, err
	}
	if err := errors.Join(validate.Draft(v), v.Valid(key)); err != nil {
		return Decision{}, err
	}
	return s.verdicts.Change(ctx, key, id, v.Version, func(d *Decision) error { return d.decide(v, key) })
}

// Filter narrows the list; empty fields do not.
type Filter struct {
	Status Status `form:"status"`
	Late   bool   `form:"late"` // only what waits beyond its deadline
	Words  string `form:"q"`
	Sort   string `form:"sort"`
	Desc   bool   `form:"desc"`
	record.Tags
	record.Page
}

func (f Filter) order() string {
	column, known := map[string]string{"number": "number", "question": "question_fold", "status": statusOrder, "deadline": "deadline", "decided": "decided_on"}[f.Sort]
	switch {
	case !known:
		return statusOrder + ", CASE status WHEN 'asked' THEN deadline END IS NULL, CASE status WHEN 'asked' THEN deadline END, decided_on IS NULL, decided_on DESC, number DESC"
	case f.Desc:
		return column + " IS NULL, " + column + " DESC, number DESC"
	}
	return column + " IS NULL, " + column + ", number"
}

const statusOrder = "CASE status WHEN 'asked' THEN 0 WHEN 'decided' THEN 1 ELSE 2 END"

// List is a page of the decisions: the open ones first, the most pressing of them
// at the head, then what was decided last.
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
		if f.Late {
			q = q.Where("status = ? AND deadline < ?", Asked, key.Today())
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
