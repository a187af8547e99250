package flow

import (
	"context"
	"strconv"

	"stegvis/app/decision"
	"stegvis/app/project"
	"stegvis/app/record"
)

// decide asks the steering committee and, when it has, records what it decided, who
// carries that out, and that it is done.
func (r *replay) decide(p plotDecision) {
	var row decision.Decision
	key := "demo.decision." + p.Key
	r.at(p.At, p.By, func(ctx context.Context, k project.Scope) (err error) {
		d := decision.Draft{
			Question: r.word(key, "question"), Context: r.word(key, "context"), Options: r.word(key, "options"),
			Recommendation: r.word(key, "recommendation"), Deadline: on(r.today(), p.Deadline), Tags: p.tags(),
		}
		if p.Cost != 0 {
			d.Cost = strconv.FormatInt(p.Cost*1000, 10)
		}
		row, err = r.Decisions.CreateFrom(ctx, k, d, key, record.Origin{})
		r.noted(decision.Kind, p.Key, row.ID)
		return err
	})
	if p.Circulated != nil {
		r.circulate(p)
	}
	if p.Decided == nil {
		return
	}
	if p.Meeting == "" {
		r.at(*p.Decided, "committee", func(ctx context.Context, k project.Scope) error {
			_, err := r.Decisions.Decide(ctx, k, row.ID, decision.Verdict{
				Choice: r.word(key, "choice"), Reason: r.word(key, "reason"), DecidedOn: on(r.today(), *p.Decided), How: p.How, Version: row.Version,
			})
			return err
		})
	}
	if p.Owner != "" {
		r.at(*p.Decided+1, "lead", func(ctx context.Context, k project.Scope) (err error) {
			if row, err = r.Decisions.One(ctx, k, row.ID); err != nil {
				return err
			}
			row, err = r.Decisions.Carry(ctx, k, row.ID, decision.Carrying{OwnerID: r.people[p.Owner], DueOn: on(r.today(), p.Due), Version: row.Version})
			return err
		})
	}
	if p.Done != nil {
		r.at(*p.Done, p.Owner, func(ctx context.Context, k project.Scope) (err error) {
			row, err = r.Decisions.Finish(ctx, k, row.ID, decision.Ending{DoneOn: on(r.today(), *p.Done), Outcome: r.word(key, "outcome"), Version: row.Version})
			return err
		})
	}
}
