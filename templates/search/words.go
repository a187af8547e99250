package search

import (
	"context"
	"strings"

	"stegvis/app/platform/i18n"
)

// facts are what tells a hit from others besides its title.
func facts(ctx context.Context, h Hit) []string {
	all := []string{kindOf(ctx, h)}
	for _, one := range []string{on(ctx, h), stateOf(ctx, h), h.Owner} {
		if one != "" {
			all = append(all, one)
		}
	}
	return all
}

// about is what a hit hangs on, where it stands and whose it is, in one line.
func about(ctx context.Context, h Hit) string { return strings.Join(facts(ctx, h)[1:], " · ") }

// said is what a screen reader hears of the dialog's list.
func said(ctx context.Context, q Quick) string {
	if q.empty() {
		return i18n.T(ctx, "search.said_none")
	}
	return i18n.N(ctx, "search.said", len(q.Hits)+len(q.Places))
}
