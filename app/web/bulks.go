package web

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/templates/bulk"
	"stegvis/templates/partial"
)

// registered fills in of a list what its register does, and how one of its rows is
// named.
func registered[T any, P record.Entry[T], D record.Draft[T], C any](c *fiber.Ctx, key project.Scope, m many, of record.Register[T, P, D],
	name func(P) bulk.Row, change func(context.Context, project.Scope, []record.Picked, C) (int, error)) many {
	ctx := c.UserContext()
	m.named = func(ids []string) (map[string]bulk.Row, error) {
		found, err := of.Some(ctx, key, ids)
		rows := make(map[string]bulk.Row, len(found))
		for id, row := range found {
			one := name(row)
			one.Version = row.Base().Version
			rows[id] = one
		}
		return rows, err
	}
	m.change = func(picks []record.Picked) (int, error) {
		var typed C
		if err := parse(c, &typed); err != nil {
			return 0, err
		}
		return change(ctx, key, picks, typed)
	}
	m.remove = func(picks []record.Picked) (int, error) { return of.DeleteMany(ctx, key, picks) }
	return m
}

// everyOne are the rows that a filtered list finds, as far as they may be changed
// at once.
func everyOne[T any, P record.Entry[T]](list func(record.Page) (record.Paged[T], error)) func() ([]record.Picked, int64, error) {
	return func() ([]record.Picked, int64, error) {
		found, err := list(record.Page{Number: 1, Size: record.MostAtOnce})
		picks := make([]record.Picked, len(found.Rows))
		for i := range found.Rows {
			base := P(&found.Rows[i]).Base()
			picks[i] = record.Picked{ID: base.ID, Version: base.Version}
		}
		return picks, found.Total, err
	}
}

// leave puts the choice to leave a value as it is first.
func leave(t *i18n.Text, name, label string, options ...partial.Option) partial.Field {
	return partial.Field{Name: name, Label: t.T(label), Input: partial.Choice, Options: partial.WithNone(t.T("common.pick.leave"), options)}
}

// owners are the choices of an owner: nobody, or a person.
func owners(t *i18n.Text, people known) partial.Field {
	return leave(t, "owner_id", "common.owner", append([]partial.Option{{Value: record.Nobody, Label: t.T("common.nobody")}}, people.options...)...)
}

// steps are the choices of a step on either track.
func steps(t *i18n.Text) []partial.Field {
	none := partial.Option{Value: record.Nobody, Label: t.T("common.none")}
	return []partial.Field{
		leave(t, "kotter_step", "common.track.kotter", append([]partial.Option{none}, partial.Steps(t, record.Kotter)...)...),
		leave(t, "gartner_step", "common.track.gartner", append([]partial.Option{none}, partial.Steps(t, record.Gartner)...)...),
	}
}

func shift(t *i18n.Text, name, label string) partial.Field {
	return partial.Field{Name: name, Label: t.T(label), Input: partial.Whole, Hint: t.T("common.pick.shift_help")}
}

func named[T ~string](t *i18n.Text, values []T, key string) []partial.Option {
	return partial.Options(values, func(v T) string { return t.T(key + string(v)) })
}

func (s *server) manyRisks(c *fiber.Ctx, key project.Scope) (many, error) {
	var f risk.Filter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	people, err := s.people(c, key)
	t := key.Text
	m := many{list: "risks", rows: "risks", room: "risks", title: t.T("risk.title"), fields: append([]partial.Field{
		owners(t, people),
		leave(t, "status", "risk.field.status", named(t, risk.Statuses(), "risk.status.")...),
		leave(t, "category", "risk.field.category", named(t, risk.Categories(), "risk.category.")...),
		shift(t, "shift", "risk.shift")}, steps(t)...)}
	m.every = everyOne[risk.Risk](func(at record.Page) (record.Paged[risk.Risk], error) {
		f.Page = at
		return s.Risks.List(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Risks.Register, func(r *risk.Risk) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Phrase("title", r.Title)}
	}, s.Risks.ChangeMany), err
}

func (s *server) manyTasks(c *fiber.Ctx, key project.Scope) (many, error) {
	var f rollout.Filter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	p, err := s.plan(c, key)
	t := key.Text
	m := many{list: "rollout", rows: "rollout/tasks", room: "rollout", title: t.T("rollout.title"), fields: append([]partial.Field{
		owners(t, p.people),
		leave(t, "status", "rollout.field.status", named(t, rollout.Statuses(), "rollout.status.")...),
		leave(t, "wave_id", "rollout.field.wave", append([]partial.Option{{Value: record.Nobody, Label: t.T("common.none")}}, p.waves()...)...),
		shift(t, "shift", "rollout.shift"),
		{Name: "reason", Label: t.T("rollout.field.forecast_reason"), Input: partial.Line},
		shift(t, "plan_shift", "rollout.shift_plan")}, steps(t)...)}
	m.every = everyOne[rollout.Task](func(at record.Page) (record.Paged[rollout.Task], error) {
		f.Page = at
		return s.Rollout.Find(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Rollout.Tasks, func(r *rollout.Task) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Titled()}
	}, s.Rollout.ChangeMany), err
}

func (s *server) manyDecisions(c *fiber.Ctx, key project.Scope) (many, error) {
	var f decision.Filter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	people, err := s.people(c, key)
	t := key.Text
	m := many{list: "decisions", rows: "decisions", room: "decisions", title: t.T("decision.title"), fields: append([]partial.Field{
		owners(t, people),
		leave(t, "status", "decision.field.status", named(t, []decision.Status{decision.Asked, decision.Withdrawn}, "decision.status.")...),
		shift(t, "shift", "decision.shift")}, steps(t)...)}
	m.every = everyOne[decision.Decision](func(at record.Page) (record.Paged[decision.Decision], error) {
		f.Page = at
		return s.Decisions.List(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Decisions.Register, func(r *decision.Decision) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Asks()}
	}, s.Decisions.ChangeMany), err
}

func (s *server) manyCosts(c *fiber.Ctx, key project.Scope) (many, error) {
	people, err := s.people(c, key)
	t := key.Text
	m := many{list: "costs", rows: "costs", room: "costs", title: t.T("cost.title"), fields: append([]partial.Field{
		owners(t, people),
		leave(t, "cost", "cost.field.cost", partial.Options(businesscase.Costs(), func(v businesscase.Cost) string { return t.T("domain.cost." + string(v) + ".name") })...),
	}, steps(t)...)}
	m.every = everyOne[businesscase.Line](func(record.Page) (record.Paged[businesscase.Line], error) {
		all, err := s.Costs.Case(c.UserContext(), key)
		if err != nil {
			return record.Paged[businesscase.Line]{}, err
		}
		narrowed, err := narrowCase(c, key, people, all)
		return record.Paged[businesscase.Line]{Rows: narrowed.Lines, Total: int64(len(narrowed.Lines))}, err
	})
	return registered(c, key, m, s.Costs.Register, func(r *businesscase.Line) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Phrase("name", r.Name)}
	}, s.Costs.ChangeMany), err
}
