package overview

import (
	"context"

	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

func dimensionOptions(ctx context.Context) []partial.Option {
	all := append([]outlook.Dimension{outlook.Overall}, outlook.Dimensions()...)
	return partial.Options(all, func(d outlook.Dimension) string { return d.Named(i18n.From(ctx)) })
}

func colourOptions(ctx context.Context) []partial.Option {
	return partial.Options(outlook.Colours(), func(c outlook.Colour) string { return c.Word(i18n.From(ctx)) })
}
