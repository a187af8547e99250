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

// paid is how much of a sum is paid, in words.
func paid(ctx context.Context, c businesscase.Case, s businesscase.Sum) string {
	t := i18n.From(ctx)
	if s == (businesscase.Sum{}) {
		return t.T("cost.split_none")
	}
	return t.T("cost.split_paid", "actual", t.MoneyShort(c.Money(s.Actual)), "forecast", t.MoneyShort(c.Money(s.Forecast())))
}
