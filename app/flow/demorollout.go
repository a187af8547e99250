package flow

import (
	"context"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

// rollout plans waves, pilots and tasks, and plays what became of them.
func (r *replay) rollout(p plot) {
	waves, pilots := map[string]string{}, map[string]string{} // ids by key, once they are there
	for _, w := range p.Waves {
		key := "demo.wave." + w.Key
		r.at(-140, "lead", func(ctx context.Context, k project.Scope) error {
			row, err := r.Plan.Waves.CreateFrom(ctx, k, rollout.WaveDraft{
				Name: r.word(key, "name"), Note: r.word(key, "note"), StartOn: on(r.today(), w.From), EndOn: on(r.today(), w.To),
			}, key, record.Origin{})
			waves[w.Key] = row.ID
			return err
		})
	}
	for _, one := range p.Pilots {
		r.pilot(one, waves, pilots)
	}
	for _, t := range p.Tasks {
		r.task(t, waves, pilots)
	}
}

func (r *replay) pilot(p plotPilot, waves, pilots map[string]string) {
	var row rollout.Pilot
	key := "demo.pilot." + p.Key
	r.at(-138, "lead", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Plan.Pilots.CreateFrom(ctx, k, rollout.PilotDraft{
			WaveID: waves[p.Wave], Name: r.word(key, "name"), Site: r.word(key, "site"),
			StartOn: on(r.today(), p.From), EndOn: on(r.today(), p.To),
		}, key, record.Origin{})
		pilots[p.Key] = row.ID
		return err
	})
	for _, c := range p.Criteria {
		var criterion rollout.Criterion
		words := "demo.criterion." + c.Key
		r.at(-100, "consultant", func(ctx context.Context, k project.Scope) (err error) {
			criterion, err = r.Plan.Criteria.CreateFrom(ctx, k, rollout.CriterionDraft{
				PilotID: row.ID, Name: r.word(words, "name"), Target: r.word(words, "target"), Verdict: rollout.Open,
			}, words, record.Origin{})
			return err
		})
		if c.Verdict != "" {
			r.at(p.Judged, "consultant", func(ctx context.Context, k project.Scope) error {
				d := criterion.Draft(k.Text)
				d.Result, d.Verdict = r.word(words, "result"), c.Verdict
				_, err := r.Plan.Criteria.Save(ctx, k, criterion.ID, d)
				return err
			})
		}
	}
	if p.Outcome != "" {
		r.at(p.Judged, "lead", func(ctx context.Context, k project.Scope) error {
			d := row.Draft(k.Text)
			d.Outcome, d.OutcomeReason = p.Outcome, r.word(key, "outcome_reason")
			_, err := r.Plan.Pilots.Save(ctx, k, row.ID, d)
			return err
		})
	}
}

// task plans a task some weeks ahead, moves its forecasts, and finishes it or
// leaves it where it stands.
func (r *replay) task(p plotTask, waves, pilots map[string]string) {
	var row rollout.Task
	key := "demo.task." + p.Key
	today := r.today()
	begins := p.To
	if p.From != nil {
		begins = *p.From
	}
	r.at(max(min(begins-25, -45), -182), "lead", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Plan.Tasks.CreateFrom(ctx, k, rollout.TaskDraft{
			Title: r.word(key, "title"), Note: r.word(key, "note"), Milestone: p.Milestone, WaveID: waves[p.Wave], PilotID: pilots[p.Pilot],
			OwnerID: r.people[p.Owner], Status: rollout.Todo, PlannedStart: perhaps(today, p.From), PlannedFinish: on(today, p.To),
			EffortHours: p.Hours, Tags: p.tags(),
		}, key, record.Origin{})
		r.refs["task."+p.Key] = record.Ref{Kind: rollout.TaskKind, ID: row.ID}
		return err
	})
	change := func(day int, edit func(*rollout.TaskDraft)) {
		r.at(day, p.Owner, func(ctx context.Context, k project.Scope) (err error) {
			d := row.Draft(k.Text)
			edit(&d)
			row, err = r.Plan.Tasks.Save(ctx, k, row.ID, d)
			return err
		})
	}
	for _, f := range p.Moved {
		change(f.At, func(d *rollout.TaskDraft) {
			d.ForecastFinish, d.ForecastReason, d.ForecastKey = on(today, f.To), r.word("demo.reason", f.Reason), "demo.reason."+f.Reason
		})
	}
	switch {
	case p.Done != nil:
		change(*p.Done, func(d *rollout.TaskDraft) { d.Status, d.ActualFinish = rollout.Done, on(today, *p.Done) })
	case p.Status != "" && p.Status != rollout.Todo:
		change(min(begins, -1), func(d *rollout.TaskDraft) { d.Status = p.Status })
	}
}
