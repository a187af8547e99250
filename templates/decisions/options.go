package decisions

import (
	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

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
