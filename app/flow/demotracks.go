package flow

import (
	"context"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
)

// step plans a step, moves its forecasts, gives evidence and finishes it.
func (r *replay) step(at string, p plotStep) {
	track, stepKey, _ := strings.Cut(at, ".")
	place := framework.Place{Track: track, StepKey: stepKey}
	today := r.today()
	r.edit(place, -183, "lead", func(d *framework.StepDraft) {
		d.OwnerID, d.PlannedStart, d.PlannedFinish = r.people[p.Owner], on(today, p.From), on(today, p.To)
	})
	if p.From < 0 {
		r.edit(place, p.From, p.Owner, func(d *framework.StepDraft) {
			d.Status = framework.Active
			if key := "demo.step." + at; r.word(key, "notes") != "" {
				d.Notes, d.TextKey = r.word(key, "notes"), key
			}
		})
	}
	for _, f := range p.Forecasts {
		r.edit(place, f.At, "lead", func(d *framework.StepDraft) {
			d.ForecastFinish, d.ForecastReason, d.ForecastKey = on(today, f.To), r.word("demo.reason", f.Reason), "demo.reason."+f.Reason
		})
	}
	r.evidence(place, p)
	if p.Done != nil {
		r.at(*p.Done, p.Owner, func(ctx context.Context, key project.Scope) error {
			w, err := r.Tracks.Work(ctx, key, place)
			if err != nil {
				return err
			}
			_, err = r.Tracks.Finish(ctx, key, place, w.Step.Version)
			return err
		})
	}
}

// edit changes a step's plan as its form would.
func (r *replay) edit(place framework.Place, day int, who string, change func(*framework.StepDraft)) {
	r.at(day, who, func(ctx context.Context, key project.Scope) error {
		w, err := r.Tracks.Work(ctx, key, place)
		if err != nil {
			return err
		}
		d := w.Step.Draft(key.Text)
		change(&d)
		_, err = r.Tracks.SaveStep(ctx, key, d)
		return err
	})
}

// evidence settles the first deliverables of a step one after the other, from
// its beginning on; all of them when the step is done.
func (r *replay) evidence(place framework.Place, p plotStep) {
	const most = 12
	n, end := p.Settled, -2
	if p.Done != nil {
		n, end = most, *p.Done
	}
	for i := range n {
		day := p.From + (end-p.From)*(i+1)/(n+1)
		r.at(day, p.Owner, func(ctx context.Context, key project.Scope) error {
			w, err := r.Tracks.Work(ctx, key, place)
			if err != nil || i >= len(w.Deliverables) {
				return err
			}
			one := w.Deliverables[i]
			d := one.Draft(key.Text)
			d.EvidenceKey = "demo.evidence." + place.Track + "." + place.StepKey
			d.EvidenceText = r.word(d.EvidenceKey, "evidence")
			_, err = r.Tracks.Deliverables.Save(ctx, key, one.ID, d)
			return err
		})
	}
}

func (r *replay) vision(p plot) {
	save := func(day int, state framework.State) {
		r.at(day, "committee", func(ctx context.Context, key project.Scope) error {
			now, err := r.Tracks.Vision(ctx, key)
			if err != nil {
				return err
			}
			d := now.Draft(key.Text)
			d.Body, d.TextKey, d.State = r.word("demo.vision", "body"), "demo.vision", state
			_, err = r.Tracks.SaveVision(ctx, key, d)
			return err
		})
	}
	save(p.Vision.At, framework.Drafting)
	save(p.Vision.Communicated, framework.Communicated)
}

func (r *replay) win(p plotWin) {
	var row framework.Win
	key := "demo.win." + p.Key
	r.at(-110, "lead", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Tracks.Wins.CreateFrom(ctx, k, framework.WinDraft{
			Title: r.word(key, "title"), Measure: r.word(key, "measure"), OwnerID: r.people[p.Owner],
			PromisedOn: on(r.today(), p.Promised), Status: framework.Promised, Tags: p.tags(),
		}, key, record.Origin{})
		return err
	})
	if p.Delivered != nil {
		r.at(*p.Delivered, p.Owner, func(ctx context.Context, k project.Scope) error {
			d := row.Draft(k.Text)
			d.Status = framework.Delivered
			_, err := r.Tracks.Wins.Save(ctx, k, row.ID, d)
			return err
		})
	}
}
