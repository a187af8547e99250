package activity

import (
	"cmp"
	"context"

	"stegvis/app/platform/i18n"
)

func emptySentence(ctx context.Context, p Page) string {
	if p.List.Narrow.Narrowed {
		return i18n.T(ctx, "activity.empty_filtered")
	}
	return i18n.T(ctx, "activity.empty")
}

// brief is the first of the changes in one line, for where there is no room for
// more.
func brief(l Line) string {
	c := l.Changes[0]
	words := c.Field + " "
	if c.Before != "" {
		words += c.Before + " "
	}
	words += "→ " + cmp.Or(c.After, "–")
	if len(l.Changes) > 1 {
		words += " …"
	}
	return words
}
