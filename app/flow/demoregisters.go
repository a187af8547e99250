package flow

import (
	"context"
	"strconv"

	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// risk notes a risk, scores it anew and closes it.
func (r *replay) risk(p plotRisk) {
	var row risk.Risk
	key := "demo.risk." + p.Key
	r.at(p.At, p.By, func(ctx context.Context, k project.Scope) (err error) {
		d := risk.Draft{
			Title: r.word(key, "title"), Cause: r.word(key, "cause"), Effect: r.word(key, "effect"), Plan: r.word(key, "response"),
			Category: p.Category, Likelihood: p.Likelihood, Impact: p.Impact, OwnerID: r.people[p.Owner], Response: p.Response,
			ReviewOn: perhaps(r.today(), p.Review), Status: risk.Open, Tags: p.tags(),
		}
		return r.from(ctx, k, p.Workshop, p.Key, func(from record.Origin) (ref record.Ref, err error) {
			row, err = r.Risks.CreateFrom(ctx, k, d, key, from)
			ref = record.Ref{Kind: risk.Kind, ID: row.ID}
			r.refs["risk."+p.Key] = ref
			return ref, err
		})
	})
	change := func(day int, edit func(*risk.Draft)) {
		r.at(day, p.By, func(ctx context.Context, k project.Scope) (err error) {
			d := row.Draft(k.Text)
			edit(&d)
			row, err = r.Risks.Save(ctx, k, row.ID, d)
			return err
		})
	}
	for _, s := range p.Rescored {
		change(s.At, func(d *risk.Draft) { d.Likelihood, d.Impact = s.Likelihood, s.Impact })
	}
	if p.Occurred != nil {
		change(*p.Occurred, func(d *risk.Draft) { d.Status = risk.Occurred })
	}
	if p.Closed != nil {
		change(*p.Closed, func(d *risk.Draft) { d.Status = risk.Closed })
	}
}

// cost budgets a line and, month by month, enters what was paid.
func (r *replay) cost(cost businesscase.Cost, p plotCost) {
	var row businesscase.Line
	key := "domain.cost." + string(cost)
	first := r.base.Project.StartOn.Month()
	months := func(amounts []int64) map[string]string {
		typed := map[string]string{}
		for i, thousands := range amounts {
			typed[first.Add(i).String()] = strconv.FormatInt(thousands*1000, 10)
		}
		return typed
	}
	planned := p.Planned
	if planned == nil {
		planned = p.Approved
	}
	r.at(-183, "lead", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Costs.CreateFrom(ctx, k, businesscase.Draft{
			Cost: cost, Name: r.word(key, "name"), Note: r.word(key, "note"), OwnerID: r.people[p.Owner],
			Approved: months(p.Approved), Planned: months(planned), Tags: cost.Tags(),
		}, key, record.Origin{})
		return err
	})
	for n := 2; n <= len(p.Actual); n += 2 { // entered every other month
		r.at(r.paid(n), "contributor", func(ctx context.Context, k project.Scope) (err error) {
			d := row.Draft(k.Text)
			d.Actual = months(p.Actual[:n])
			row, err = r.Costs.Save(ctx, k, row.ID, d)
			return err
		})
	}
}

// paid is the day on which the first n months' payments are entered.
func (r *replay) paid(n int) int {
	first := r.base.Project.StartOn.Month()
	return min(first.Add(n).First().AddDays(4).Sub(r.today()), -1)
}

func (r *replay) assess(p plotAssessment) {
	key := "demo.assessment." + p.Key
	d := maturity.Draft{AssessedOn: on(r.today(), p.At), Note: r.word(key, "note"), Current: p.Now, Level: p.Levels, Target: map[string]int{}, Comment: map[string]string{}, Proof: map[string]string{}}
	for practice := range p.Levels {
		d.Proof[practice] = r.word(key+".evidence."+practice, "note")
	}
	for _, dimension := range maturity.Dimensions() {
		d.Target[dimension] = p.Target
		d.Comment[dimension] = r.word(key+".comment", dimension)
	}
	r.at(p.At, p.By, func(ctx context.Context, k project.Scope) error {
		if p.Workshop != "" {
			return r.agreed(ctx, k, p.Workshop, d, key)
		}
		_, err := r.Maturity.CreateFrom(ctx, k, d, key, record.Origin{})
		return err
	})
}
