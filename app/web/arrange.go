package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

// arrange brings a list that was read whole, since it is short by nature, into the
// order that the address asks for. What has no value stands last either way.
func arrange[T any](c *fiber.Ctx, t *i18n.Text, of table[T], rows []T) []T {
	at := slices.IndexFunc(of.columns, func(one column[T]) bool { return one.sort != "" && one.sort == c.Query("sort") })
	if at < 0 || of.columns[at].cell == nil {
		return rows
	}
	cell, desc, letters := of.columns[at].cell, c.Query("desc") == "true", collate.New(language.Make(t.Lang()))
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(x, y T) int {
		a, b := cell(x), cell(y)
		if n := cmp.Compare(rank(t, a), rank(t, b)); n != 0 {
			return n
		}
		n := compare(t, letters, a, b)
		if desc {
			return -n
		}
		return n
	})
	return rows
}

// rank puts what has no value behind what has one.
func rank(t *i18n.Text, cell any) int {
	if day, is := cell.(date.Day); is && day.IsZero() || written(t, cell) == "" {
		return 1
	}
	return 0
}

// compare orders two cells of one column: words as a reader's language has them,
// figures by what they come to.
func compare(t *i18n.Text, letters *collate.Collator, a, b any) int {
	switch a := a.(type) {
	case int:
		return cmp.Compare(a, b.(int))
	case int64:
		return cmp.Compare(a, b.(int64))
	case money.Amount:
		return cmp.Compare(a.Minor, b.(money.Amount).Minor)
	case string:
		return letters.CompareString(a, b.(string))
	case i18n.Phrase:
		return letters.CompareString(a.In(t), b.(i18n.Phrase).In(t))
	}
	return strings.Compare(written(t, a), written(t, b)) // days, months and moments, as they are written
}
