package report

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
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

// Comparison is what moved from one issued report to a later one.
type Comparison struct {
	From, To Issued
	Moved    []Move
}

// Between compares two issued reports of a project, whatever their kinds, from the
// one with the lower number to the other; NotFound when it has not both.
func (r *Reports) Between(ctx context.Context, key project.Scope, a, b string) (Comparison, error) {
	if err := key.Require(project.Read); err != nil {
		return Comparison{}, err
	}
	found, err := r.bound(ctx, key, 2, "report.id IN ?", []string{a, b})
	if err != nil {
		return Comparison{}, err
	}
	if a == b && len(found) == 1 {
		found = append(found, found[0])
	}
	if len(found) != 2 {
		return Comparison{}, fault.Missing()
	}
	from, to := found[1], found[0]
	return Comparison{From: from.Issued, To: to.Issued, Moved: Compare(from.state(), to.state())}, nil
}
