package flow

import (
	"context"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/project"
	"stegvis/app/record"
)

// plotCommittee is who is in the steering committee, and by which share of them it
// decides.
type plotCommittee struct {
	At       int          `yaml:"at"`
	Quorum   int          `yaml:"quorum"` // per cent
	Chair    string       `yaml:"chair"`
	Members  []string     `yaml:"members"`
	Deputies []plotDeputy `yaml:"deputies"`
}

// plotDeputy stands in for a member for some days.
type plotDeputy struct {
	For  string `yaml:"for"`
	By   string `yaml:"by"`
	At   int    `yaml:"at"`
	From int    `yaml:"from"`
	To   int    `yaml:"to"`
}

// board gives the committee its members, its rule and those who stand in.
func (r *replay) board(p plotCommittee) {
	for _, who := range p.Members {
		r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
			_, err := r.Committee.Members.Create(ctx, k, committee.MemberDraft{PersonID: r.people[who]})
			return err
		})
	}
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
		rule := committee.Rule{QuorumBy: committee.ByShare, Quorum: p.Quorum, Majority: committee.Simple}
		_, err := r.Committee.Set(ctx, k, committee.Draft{Rule: rule, ChairID: r.people[p.Chair]})
		return err
	})
	for _, d := range p.Deputies {
		r.at(d.At, "lead", func(ctx context.Context, k project.Scope) error {
			_, err := r.Committee.Deputies.Create(ctx, k, committee.DeputyDraft{
				MemberID: r.people[d.For], DeputyID: r.people[d.By], FromOn: on(r.today(), d.From), ToOn: on(r.today(), d.To)})
			return err
		})
	}
}

// seat is the key in a member's own seat; of one without an account the log has the
// name alone.
func (r *replay) seat(k project.Scope, who string) project.Scope {
	if _, enters := r.accounts[who]; !enters {
		k = r.system.As(k, account.Account{ID: r.people[who], Name: r.names[who]}, k.Now())
	}
	k.PersonID = r.people[who]
	return k
}

// circulate puts a question to the members, and lets some of them answer.
func (r *replay) circulate(p plotDecision) {
	id := func() string { return r.refs["decision."+p.Key].ID }
	r.at(*p.Circulated, p.By, func(ctx context.Context, k project.Scope) error {
		d, err := r.Decisions.One(ctx, k, id())
		if err == nil {
			_, err = r.Deciding.circulate(ctx, k, d.ID, d.Version)
		}
		return err
	})
	for _, v := range p.Votes {
		r.at(v.At, v.By, func(ctx context.Context, k project.Scope) error {
			return r.Deciding.Vote(ctx, r.seat(k, v.By), id(), v.ballot())
		})
	}
}

// noted is where the replay keeps which row something became.
func (r *replay) noted(kind record.Kind, key, id string) {
	r.refs[string(kind)+"."+key] = record.Ref{Kind: kind, ID: id}
}
