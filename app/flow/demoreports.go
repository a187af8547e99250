package flow

import (
	"context"

	"stegvis/app/dispatch"
	"stegvis/app/project"
	"stegvis/app/report"
)

// plotReport is a report as it was issued on its day; the later ones of a kind tell
// what moved.
type plotReport struct {
	Key    string      `yaml:"key"`
	Kind   report.Kind `yaml:"kind"`
	At     int         `yaml:"at"`
	Asked  *int        `yaml:"asked"` // when the committee was asked to sign it; nil for never
	Signed []plotSign  `yaml:"signed"`
}

// plotSchedule is a report that goes out each month on the day of the month that a
// day ahead has.
type plotSchedule struct {
	Kind  report.Kind `yaml:"kind"`
	At    int         `yaml:"at"`
	On    int         `yaml:"on"`
	Time  string      `yaml:"time"`
	Ahead int64       `yaml:"ahead"`
}

// report prepares a report and issues it.
func (r *replay) report(p plotReport) {
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
		d, err := r.Reports.Drafts.Create(ctx, k, report.DraftForm{Kind: p.Kind, Lang: k.Text.Lang(), Comment: r.word("demo.report."+p.Key, "comment")})
		if err != nil {
			return err
		}
		issued, err := r.Reports.Issue(ctx, k, d, k.Text)
		r.noted(report.IssuedKind, p.Key, issued.ID)
		return err
	})
	if p.Asked != nil {
		r.review(p)
	}
}

// send has a report sent to the committee.
func (r *replay) send(p plotSchedule) {
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
		day := on(r.today(), p.On).Time().Day()
		_, err := r.Post.Schedules.Create(ctx, k, dispatch.Draft{What: string(p.Kind), Lang: k.Text.Lang(),
			Rhythm: dispatch.Rhythm{Way: dispatch.Monthly, MonthDay: int64(day), AtTime: p.Time, DaysAhead: p.Ahead}})
		return err
	})
}
