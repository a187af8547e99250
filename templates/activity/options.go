package activity

import (
	"context"

	"stegvis/app/platform/i18n"
)

func emptySentence(ctx context.Context, p Page) string {
	if p.Filtered {
		return i18n.T(ctx, "activity.empty_filtered")
	}
	return i18n.T(ctx, "activity.empty")
}

// brief is the first of the changes in one line, for where there is no room for
// more.
func brief(l Line) string {
	c := l.Changes[0]
	words := c.Field + " " + orDash(c.Before) + " → " + orDash(c.After)
	if len(l.Changes) > 1 {
		words += " …"
	}
	return words
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
