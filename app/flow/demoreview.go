package flow

import (
	"context"

	"stegvis/app/account"
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
		if err != nil {
			return err
		}
		asked, err := r.Committee.Ask(ctx, k, committee.Report{ID: of.ID, Title: of.Title(k.Text), SHA256: of.SHA256})
		if err != nil {
			return err
		}
		return r.handLinks(ctx, k, asked)
	})
	for _, s := range p.Signed {
		r.at(s.At, s.By, func(ctx context.Context, k project.Scope) error {
			k, err := r.reviewer(ctx, k, s.By)
			if err != nil {
				return err
			}
			if s.Remark {
				if _, err := r.Committee.Say(ctx, k, id(), []string{"risks"}, committee.RemarkDraft{Section: "risks", Text: r.word("demo.report."+p.Key, "remark")}); err != nil {
					return err
				}
			}
			_, err = r.Committee.Sign(ctx, k, id(), committee.SignDraft{Verdict: s.Verdict})
			return err
		})
	}
}

// handLinks gives each who was asked and has no account a link to the report.
func (r *replay) handLinks(ctx context.Context, k project.Scope, asked committee.Review) error {
	enters := map[string]bool{}
	for who := range r.accounts {
		enters[r.people[who]] = true
	}
	for _, a := range asked.Roll {
		if enters[a.PersonID] {
			continue
		}
		_, err := r.Committee.Make(ctx, k, a, "", func(ctx context.Context, l account.Link) (account.Link, string, error) {
			l.CreatedAt = k.Now()
			made, token, err := r.entrance.IssueLink(ctx, l, committee.PassLife)
			r.links[a.PersonID] = made
			return made, token, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// reviewer is the key of who signs a report: of a member without an account by the link
// that they were given, which is opened by that.
func (r *replay) reviewer(ctx context.Context, k project.Scope, who string) (project.Scope, error) {
	link, handed := r.links[r.people[who]]
	if !handed {
		return r.seat(k, who), nil
	}
	guest := project.Guest{Link: link, Text: k.Text, Now: k.Now()}
	key, err := r.projects.ByLink(ctx, guest, r.people[who], r.names[who])
	if err != nil {
		return key, err
	}
	return key, r.Committee.Entered(ctx, guest)
}
