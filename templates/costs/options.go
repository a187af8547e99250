package costs

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

func kinds(ctx context.Context) []partial.Option {
	return partial.Options(businesscase.Costs(), func(c businesscase.Cost) string { return i18n.T(ctx, "domain.cost."+string(c)+".name") })
}
