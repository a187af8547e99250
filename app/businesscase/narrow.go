package businesscase

import (
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/record"
)

// Filter narrows the lines of a case; empty fields do not.
type Filter struct {
	Group   Group  `form:"group"`
	Cost    Cost   `form:"cost"`
	OwnerID string `form:"owner"`
	Over    bool   `form:"over"` // the forecast exceeds what was approved
	Words   string `form:"q"`
	record.Tags
}

// Narrow is the case with the lines that fit a filter. Its words are looked for in
// the names as a reader sees them.
func (c Case) Narrow(f Filter, t *i18n.Text) Case {
	words := text.Fold(strings.TrimSpace(f.Words))
	var lines []Line
	for _, l := range c.Lines {
		if f.fits(l) && (!f.Over || l.Sum(c.From).Variance() < 0) && strings.Contains(text.Fold(l.Phrase("name", l.Name).In(t)), words) {
			lines = append(lines, l)
		}
	}
	c.Lines = lines
	return c
}

func (f Filter) fits(l Line) bool {
	return (f.Group == "" || l.Cost.Group() == f.Group) && (f.Cost == "" || l.Cost == f.Cost) &&
		(f.OwnerID == "" || l.Owner() == f.OwnerID || f.OwnerID == record.Nobody && l.OwnerID == nil) &&
		(f.KotterStep == "" || l.KotterStep == f.KotterStep) && (f.GartnerStep == "" || l.GartnerStep == f.GartnerStep)
}
