package partial

import (
	"context"
	"strconv"

	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// StepOptions are the eight steps of a track, numbered.
func StepOptions(ctx context.Context, track string) []Option { return Steps(i18n.From(ctx), track) }

// Steps are the eight steps of a track in a reader's language, numbered.
func Steps(t *i18n.Text, track string) []Option {
	options := make([]Option, 0, 8)
	for i, key := range record.Steps(track) {
		options = append(options, Option{key, strconv.Itoa(i+1) + " " + t.T("domain."+track+"."+key+".name")})
	}
	return options
}

// proposal says that the tags are proposed, "" where somebody has chosen them.
func proposal(ctx context.Context, f Form) string {
	if f.Value("proposed") == "" {
		return ""
	}
	return i18n.T(ctx, "common.proposed")
}
