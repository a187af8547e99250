package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/decision"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

func (s *server) exportRisks(c *fiber.Ctx, key project.Scope) error {
	var f risk.Filter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	t := key.Text
	return export(c, key, sheet[risk.Risk]{
		name: "risks",
		heads: []string{"common.number", "risk.field.title", "risk.field.category", "risk.field.likelihood", "risk.field.impact", "risk.field.score", "risk.field.cause", "risk.field.effect",
			"risk.field.response", "risk.field.plan", "common.owner", "risk.field.review_on", "risk.field.status", "common.track.kotter", "common.track.gartner"},
		page: func(at record.Page) (record.Paged[risk.Risk], error) {
			f.Page = at
			return s.Risks.List(c.UserContext(), key, f)
		},
		cells: func(r risk.Risk) []any {
			d := r.Draft(t)
			kotter, gartner := stepNames(t, r.Tags)
			return []any{r.Number, d.Title, t.T("risk.category." + string(r.Category)), r.Likelihood, r.Impact, r.Score, d.Cause, d.Effect,
				t.T("risk.response." + string(r.Response)), d.Plan, people.names[r.Owner()], r.ReviewOn, t.T("risk.status." + string(r.Status)), kotter, gartner}
		},
	})
}

func (s *server) exportTasks(c *fiber.Ctx, key project.Scope) error {
	var f rollout.Filter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	p, err := s.plan(c, key)
	if err != nil {
		return err
	}
	t := key.Text
	return export(c, key, sheet[rollout.Task]{
		name: "tasks",
		heads: []string{"common.number", "rollout.field.title", "rollout.milestone", "rollout.field.status", "common.owner", "rollout.field.wave", "rollout.field.pilot", "rollout.field.planned_start",
			"rollout.field.planned_finish", "rollout.field.forecast_finish", "rollout.field.actual_finish", "rollout.field.slip", "rollout.field.effort_hours", "common.notes", "common.track.kotter", "common.track.gartner"},
		page: func(at record.Page) (record.Paged[rollout.Task], error) {
			f.Page = at
			return s.Rollout.Find(c.UserContext(), key, f)
		},
		cells: func(one rollout.Task) []any {
			d := one.Draft(t)
			kotter, gartner := stepNames(t, one.Tags)
			return []any{one.Number, d.Title, one.Milestone, t.T("rollout.status." + string(one.Status)), p.people.names[one.Owner()],
				p.stages.WaveNamed(one.Wave()).In(t), p.stages.PilotNamed(one.Pilot()).In(t), one.PlannedStart,
				one.PlannedFinish, one.ForecastFinish, one.ActualFinish, one.Slip(), d.EffortHours, d.Note, kotter, gartner}
		},
	})
}

func (s *server) exportDecisions(c *fiber.Ctx, key project.Scope) error {
	var f decision.Filter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	t := key.Text
	return export(c, key, sheet[decision.Decision]{
		name: "decisions",
		heads: []string{"common.number", "decision.field.question", "decision.field.status", "decision.field.context", "decision.field.options", "decision.field.recommendation", "decision.field.deadline",
			"decision.field.choice", "decision.field.reason", "decision.field.decided_by", "decision.field.decided_on", "common.track.kotter", "common.track.gartner"},
		page: func(at record.Page) (record.Paged[decision.Decision], error) {
			f.Page = at
			return s.Decisions.List(c.UserContext(), key, f)
		},
		cells: func(one decision.Decision) []any {
			d := one.Draft(t)
			kotter, gartner := stepNames(t, one.Tags)
			return []any{one.Number, d.Question, t.T("decision.status." + string(one.Status)), d.Context, d.Options, d.Recommendation, one.Deadline,
				one.Chose().In(t), one.Phrase("reason", one.Reason).In(t), one.DecidedBy, one.DecidedOn, kotter, gartner}
		},
	})
}
