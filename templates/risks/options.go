package risks

import (
	"context"
	"strconv"

	"stegvis/app/platform/i18n"
	"stegvis/app/risk"
	"stegvis/templates/partial"
)

func categories(ctx context.Context) []partial.Option {
	return named(ctx, "category", risk.Categories())
}
func responses(ctx context.Context) []partial.Option { return named(ctx, "response", risk.Responses()) }
func statuses(ctx context.Context) []partial.Option  { return named(ctx, "status", risk.Statuses()) }

func named[T ~string](ctx context.Context, group string, values []T) []partial.Option {
	return partial.Options(values, func(v T) string { return i18n.T(ctx, "risk."+group+"."+string(v)) })
}

// scale are the five steps of likelihood or impact, each with its word.
func scale(ctx context.Context, of string) []partial.Option {
	options := make([]partial.Option, 5)
	for i := range options {
		n := strconv.Itoa(i + 1)
		options[i] = partial.Option{Value: n, Label: n + " – " + i18n.T(ctx, "risk."+of+".s"+n)}
	}
	return options
}
