package decisions

import (
	"context"
	"net/url"

	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

func statuses(ctx context.Context) []partial.Option {
	return partial.Options(decision.Statuses(), func(s decision.Status) string { return i18n.T(ctx, "decision.status."+string(s)) })
}

func filterForm(f decision.Filter) partial.Form {
	return partial.Form{ID: "filter-", Values: url.Values{
		"q": {f.Words}, "status": {string(f.Status)}, "kotter_step": {f.KotterStep}, "gartner_step": {f.GartnerStep}, "late": {partial.Ticked(f.Late)},
	}}
}

func emptySentence(ctx context.Context, filtered bool) string {
	if filtered {
		return i18n.T(ctx, "decision.empty_filtered")
	}
	return i18n.T(ctx, "decision.empty")
}

func tone(s decision.Status) partial.Tone {
	switch s {
	case decision.Decided:
		return partial.Good
	case decision.Asked:
		return partial.Active
	}
	return partial.Idle
}

// waiting says how long an open question can still wait.
func waiting(t *i18n.Text, d decision.Decision, today date.Day) string {
	switch days := d.Days(today); {
	case days < 0:
		return t.N("decision.overdue", -days)
	case days == 0:
		return t.T("decision.due_today")
	default:
		return t.N("decision.due", days)
	}
}
