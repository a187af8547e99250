package rollout

import (
	"context"
	"strconv"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/rollout"
	"stegvis/templates/partial"
)

func named[T ~string](ctx context.Context, group string, values []T) []partial.Option {
	return partial.Options(values, func(v T) string { return i18n.T(ctx, "rollout."+group+"."+string(v)) })
}

func statuses(ctx context.Context) []partial.Option { return named(ctx, "status", rollout.Statuses()) }

func outcomes(ctx context.Context) []partial.Option {
	return partial.WithNone(i18n.T(ctx, "rollout.outcome.none"), named(ctx, "outcome", rollout.Outcomes()))
}

func verdicts(ctx context.Context) []partial.Option { return named(ctx, "verdict", rollout.Verdicts()) }

func statusTone(s rollout.Status) partial.Tone {
	switch s {
	case rollout.Doing:
		return partial.Active
	case rollout.Blocked:
		return partial.Bad
	case rollout.Done:
		return partial.Good
	}
	return partial.Idle
}

func outcomeTone(o rollout.Outcome) partial.Tone {
	switch o {
	case rollout.Go:
		return partial.Good
	case rollout.Adjust:
		return partial.Warn
	case rollout.Stop:
		return partial.Bad
	}
	return partial.Idle
}

func outcomeWord(ctx context.Context, o rollout.Outcome) string {
	if o == "" {
		return i18n.T(ctx, "rollout.outcome.none")
	}
	return i18n.T(ctx, "rollout.outcome."+string(o))
}

func verdictTone(v rollout.Verdict) partial.Tone {
	switch v {
	case rollout.Met:
		return partial.Good
	case rollout.Missed:
		return partial.Bad
	}
	return partial.Idle
}

// others are the lanes that a task can be moved to.
func others(status rollout.Status) []rollout.Status {
	var to []rollout.Status
	for _, s := range rollout.Statuses() {
		if s != status {
			to = append(to, s)
		}
	}
	return to
}

// period is "3 Mar – 14 April 2026", as far as it is known.
func period(t *i18n.Text, from, to date.Day) string {
	switch {
	case from.IsZero() && to.IsZero():
		return t.T("rollout.undated")
	case to.IsZero():
		return t.T("rollout.from_day", "day", t.Day(from))
	case from.IsZero():
		return t.T("rollout.to_day", "day", t.Day(to))
	case from.Year() != to.Year():
		return dated(t, from) + " – " + dated(t, to)
	}
	return t.DayShort(from) + " – " + dated(t, to)
}

// dated is a day with its year, as short as it can be, for a day beside another.
func dated(t *i18n.Text, d date.Day) string {
	return t.DayShort(d) + "\u00a0" + strconv.Itoa(d.Year())
}

// tallied says how many tasks are done and late.
func tallied(t *i18n.Text, n rollout.Tally) string {
	if n.Total == 0 {
		return t.T("rollout.no_tasks")
	}
	words := t.N("rollout.tally", n.Total, "done", n.Done)
	if n.Late > 0 {
		words += ", " + t.N("rollout.tally_late", n.Late)
	}
	return words
}

// judged says how many criteria are met, missed and open.
func judged(t *i18n.Text, criteria rollout.Judged) string {
	if len(criteria) == 0 {
		return t.T("rollout.no_criteria")
	}
	var parts []string
	for _, v := range []rollout.Verdict{rollout.Met, rollout.Missed, rollout.Open} {
		if n := criteria.Count(v); n > 0 {
			parts = append(parts, t.N("rollout.judged."+string(v), n))
		}
	}
	return strings.Join(parts, ", ")
}

// day is a day or a dash.
func day(t *i18n.Text, d date.Day) string {
	if d.IsZero() {
		return "–"
	}
	return t.DayShort(d)
}
