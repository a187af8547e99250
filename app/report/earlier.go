package report

import (
	"context"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// goOn puts into an input how the project stands, which report it goes on from, and
// what moved since: the latest that was issued of the same kind, variant and subject.
func (r *Reports) goOn(ctx context.Context, in *Input, reading *Reading, variant string) error {
	state, err := stateNow(ctx, reading)
	if err != nil {
		return err
	}
	in.State = state
	before, there, err := r.latest(ctx, reading.Key, in.Kind, variant, reading.Subject)
	if err != nil || !there {
		return err
	}
	in.Before = &Earlier{ID: before.ID, Number: before.Number, Day: before.Day}
	reading.since = before.IssuedAt
	in.Moved = Compare(before.state(), state)
	return nil
}

// bound is an issued report with what it was drawn from.
type bound struct {
	Issued
	Input string
}

// state is the state that the report carries; of none there is nothing to compare.
func (b bound) state() State {
	var in struct {
		State State `json:"state"`
	}
	if json.Unmarshal([]byte(b.Input), &in) != nil {
		return State{}
	}
	return in.State
}

// latest is the last report of its sort that was issued.
func (r *Reports) latest(ctx context.Context, key project.Scope, kind Kind, variant, subject string) (bound, bool, error) {
	all, err := r.bound(ctx, key, 1, "kind = ? AND variant_id = ? AND subject_id = ?", kind, variant, subject)
	if err != nil || len(all) == 0 {
		return bound{}, false, err
	}
	return all[0], true, nil
}

// bound reads some of a project's issued reports with their snapshots, the latest
// first.
func (r *Reports) bound(ctx context.Context, key project.Scope, most int, condition string, args ...any) ([]bound, error) {
	var all []bound
	err := r.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Issued{}).Select("report.*, report_body.input").Joins("JOIN report_body ON report_body.report_id = report.id").
			Where("stream = ?", key.ProjectID).Where(condition, args...).Order("number DESC").Limit(most).Find(&all).Error
	})
	return all, err
}

// Pair names two issued reports by their ids; what is not named is chosen.
type Pair struct {
	From string `form:"a"`
	To   string `form:"b"`
}

// among fills a pair from the reports that there are, the latest first: with the last
// one, and with the one before the other.
func (p Pair) among(all []Issued) Pair {
	at := func(id string) int { return slices.IndexFunc(all, func(r Issued) bool { return r.ID == id }) }
	if p.To == "" {
		p.To = all[0].ID
		if p.To == p.From {
			p.From = ""
		}
	}
	if p.From == "" {
		p.From = all[min(at(p.To)+1, len(all)-1)].ID
	}
	return p
}

// Comparison is what moved from one issued report to a later one.
type Comparison struct {
	From, To Issued
	Moved    []Move
}

// Foremost are the gravest moves, as many as a report tells in sentences.
func (c Comparison) Foremost() []Move { return Foremost(c.Moved, toldFirst) }

// About are the moves of a sort.
func (c Comparison) About(sort Sort) []Move { return about(c.Moved, sort) }

func about(moves []Move, sorts ...Sort) []Move {
	var all []Move
	for _, m := range moves {
		if slices.Contains(sorts, m.Sort) {
			all = append(all, m)
		}
	}
	return all
}

// mostCompared is how many reports, the latest, there are to choose from.
const mostCompared = 500

// Between compares two issued reports of a project, whatever their kinds, from the
// one with the lower number to the other, and gives those that there are to choose
// from; NotFound when one is named that it has not. Where there are not two, there is
// nothing to compare.
func (r *Reports) Between(ctx context.Context, key project.Scope, p Pair) (Comparison, []Issued, error) {
	var c Comparison
	var all []Issued
	err := r.db.Snapshot(ctx, func(ctx context.Context) error {
		found, err := r.List(ctx, key, Filter{Page: record.Page{Size: mostCompared}})
		if err != nil {
			return err
		}
		all = found.Rows
		if len(all) < 2 && p == (Pair{}) {
			return nil
		}
		if len(all) > 0 {
			p = p.among(all)
		}
		c, err = r.compared(ctx, key, p)
		return err
	})
	return c, all, err
}

func (r *Reports) compared(ctx context.Context, key project.Scope, p Pair) (Comparison, error) {
	found, err := r.bound(ctx, key, 2, "report.id IN ?", []string{p.From, p.To})
	if err != nil {
		return Comparison{}, err
	}
	if p.From == p.To && len(found) == 1 {
		return Comparison{From: found[0].Issued, To: found[0].Issued}, nil
	}
	if len(found) != 2 {
		return Comparison{}, fault.Missing()
	}
	from, to := found[1], found[0]
	return Comparison{From: from.Issued, To: to.Issued, Moved: Compare(from.state(), to.state())}, nil
}
