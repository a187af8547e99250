package overview

import (
	"context"

	"stegvis/app/guide"
	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

func dimensionOptions(ctx context.Context) []partial.Option {
	all := append([]outlook.Dimension{outlook.Overall}, outlook.Dimensions()...)
	return partial.Options(all, func(d outlook.Dimension) string { return d.Named(i18n.From(ctx)) })
}

func colourOptions(ctx context.Context) []partial.Option {
	return partial.Options(outlook.Colours(), func(c outlook.Colour) string { return c.Word(i18n.From(ctx)) })
}

func parts(ctx context.Context) []partial.Option {
	return partial.Options(guide.Parts(), func(p guide.Part) string { return i18n.T(ctx, "guide.part."+string(p)) })
}

func trackOptions(ctx context.Context) []partial.Option {
	return partial.Options([]string{record.Kotter, record.Gartner}, func(track string) string { return i18n.T(ctx, "guide.track."+track) })
}
