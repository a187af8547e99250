package framework

import (
	"slices"
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
)

// WinFilter narrows the wins; empty fields do not.
type WinFilter struct {
	Status Outcome `form:"status"`
	Words  string  `form:"q"` // in the title or the measure, as a reader sees them
}

// Of are the wins that fit the filter.
func (f WinFilter) Of(all []Win, t *i18n.Text) []Win {
	words := text.Plain(f.Words)
	return slices.DeleteFunc(slices.Clone(all), func(w Win) bool {
		return f.Status != "" && w.Status != f.Status ||
			!strings.Contains(text.Plain(w.Titled().In(t)), words) && !strings.Contains(text.Plain(w.Measured().In(t)), words)
	})
}
