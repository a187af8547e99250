package risk

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Filter narrows the list; empty fields do not.
type Filter struct {
	Category Category `form:"category"`
	Status   Status   `form:"status"`
	OwnerID  string   `form:"owner"`
	Level    Level    `form:"level"`
	Due      bool     `form:"due"` // open, and the review day has passed
	// Likelihood and Impact are 1 to 5, 0 for all.
	Likelihood int    `form:"likelihood"`
	Impact     int    `form:"impact"`
	Words      string `form:"q"`
	Sort       string `form:"sort"`
	Desc       bool   `form:"desc"`
	record.Tags
	record.Page
	today date.Day
}

// orders are the columns that a list may be sorted by.
func orders() map[string]string {
	return map[string]string{"number": "number", "title": "title_fold", "score": "score", "review": "review_on", "status": "status", "category": "category",
		"owner": record.NameOf("risk", "owner_id")}
}

// Order is the filter's order as SQL; by score from the highest when none is asked for.
func (f Filter) order() string {
	column, known := orders()[f.Sort]
	switch {
	case !known:
		return "score DESC, id DESC"
	case f.Desc:
		return column + " IS NULL, " + column + " DESC, id DESC"
	}
	return column + " IS NULL, " + column + ", id"
}

func (f Filter) narrow(q *gorm.DB) *gorm.DB {
	for column, value := range map[string]string{
		"category": string(f.Category), "status": string(f.Status),
		"kotter_step": f.KotterStep, "gartner_step": f.GartnerStep,
	} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	q = record.OwnedBy(q, f.OwnerID)
	if f.Due {
		q = q.Where("status = ? AND review_on < ?", Open, f.today)
	}
	for column, value := range map[string]int{"likelihood": f.Likelihood, "impact": f.Impact} {
		if value != 0 {
			q = q.Where(column+" = ?", value)
		}
	}
	switch f.Level {
	case High:
		q = q.Where("score >= ?", highFrom)
	case Middle:
		q = q.Where("score >= ? AND score < ?", middleFrom, highFrom)
	case Low:
		q = q.Where("score < ?", middleFrom)
	}
	if f.Words != "" {
		q = q.Where("title_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(strings.TrimSpace(f.Words)))+"%")
	}
	return q
}

// narrows reports whether the filter leaves anything out.
func (f Filter) narrows() bool {
	f.Sort, f.Desc, f.Page, f.today = "", false, record.Page{}, date.Day{}
	return f != Filter{}
}

// List is a page of the register.
func (s *Register) List(ctx context.Context, key project.Scope, f Filter) (record.Paged[Risk], error) {
	var found record.Paged[Risk]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	f.today = key.Today()
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := f.narrow(tx.Model(&Risk{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID))
		if f.narrows() {
			var err error
			found, err = record.Fetch[Risk](q, f.order(), f.Page)
			return err
		}
		n, err := total(tx, key.ProjectID)
		if err == nil {
			found, err = database.FetchOf[Risk](q, n, f.order(), f.Page)
		}
		return err
	})
	return found, err
}

// Scorings are all judgements of a risk, the latest first.
func (s *Register) Scorings(ctx context.Context, key project.Scope, id string) ([]Scoring, error) {
	var all []Scoring
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND risk_id = ?", key.ProjectID, id).Order("made_at DESC, id DESC").Limit(200).Find(&all).Error
	})
	return all, err
}

// Top are the open risks with the highest scores.
func (s *Register) Top(ctx context.Context, key project.Scope, n int) ([]Risk, error) {
	list, err := s.List(ctx, key, Filter{Status: Open, Page: record.Page{Size: n}})
	return list.Rows, err
}

// CameFrom are the ids of one kind that the project's risks came from.
func (s *Register) CameFrom(ctx context.Context, key project.Scope, kind record.Kind) (map[string]bool, error) {
	from := map[string]bool{}
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var ids []string
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Risk{}).Where("project_id = ? AND origin_kind = ? AND deleted_at IS NULL", key.ProjectID, kind).
			Distinct().Pluck("origin_id", &ids).Error
	})
	for _, id := range ids {
		from[id] = true
	}
	return from, err
}
