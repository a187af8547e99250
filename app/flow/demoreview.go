package flow

import (
	"context"

	"stegvis/app/committee"
	"stegvis/app/project"
	"stegvis/app/report"
)

// plotSign is a member's signature under a report.
type plotSign struct {
	At      int               `yaml:"at"`
	By      string            `yaml:"by"`
	Verdict committee.Verdict `yaml:"verdict"`
	Remark  bool              `yaml:"remark"` // and says something of its risks first
}

// review puts a report before the committee, and lets some of them sign.
func (r *replay) review(p plotReport) {
	id := func() string { return r.refs[string(report.IssuedKind)+"."+p.Key].ID }
	r.at(*p.Asked, "lead", func(ctx context.Context, k project.Scope) error {
		of, err := r.Reports.One(ctx, k, id())
		if err == nil {
			_, err = r.Committee.Ask(ctx, k, committee.Report{ID: of.ID, Title: of.Title(k.Text), SHA256: of.SHA256})
		}
		return err
	})
	for _, s := range p.Signed {
		r.at(s.At, s.By, func(ctx context.Context, k project.Scope) error {
			k = r.seat(k, s.By)
			if s.Remark {
				if _, err := r.Committee.Say(ctx, k, id(), []string{"risks"}, committee.RemarkDraft{Section: "risks", Text: r.word("demo.report."+p.Key, "remark")}); err != nil {
					return err
				}
			}
			_, err := r.Committee.Sign(ctx, k, id(), committee.SignDraft{Verdict: s.Verdict})
			return err
		})
	}
}
