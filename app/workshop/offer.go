package workshop

import (
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Dimensions are the eight of maturity as options, for a scoring that names none of
// its own.
func Dimensions() []Option {
	var all []Option
	for _, step := range record.Steps(record.Gartner) {
		all = append(all, Option{Key: step, TextKey: "domain.gartner." + step + ".name"})
	}
	return all
}

// Draft is the activity as its form shows it: its own options, one a line, without
// those of a catalogue.
func (a Activity) Draft(t *i18n.Text) ActivityDraft {
	s, catalogue := a.Settings(), false
	var lines []string
	for _, o := range s.Options {
		catalogue = catalogue || o.Catalogued()
		if !o.Catalogued() && o.Key != motion {
			lines = append(lines, o.Text)
		}
	}
	return ActivityDraft{
		Kind: a.Kind, Title: a.Titled().In(t), Minutes: a.Minutes, Prompt: s.Asked().In(t), Options: strings.Join(lines, "\n"), Dots: s.Dots, Questionnaire: s.Questionnaire, Catalogue: catalogue, Version: a.Version, AtTables: a.AtTables,
	}
}

// Drafted is Draft, for a form that is shown again.
func (a Activity) Drafted(t *i18n.Text) any { return a.Draft(t) }

// Named is what the activity is called: its title, else its kind.
func (a Activity) Named(t *i18n.Text) string {
	if title := a.Titled().In(t); title != "" {
		return title
	}
	return t.T("workshop.kind." + string(a.Kind))
}

// Minutes is how long an agenda takes.
func Minutes(agenda []Activity) int {
	n := 0
	for _, a := range agenda {
		n += a.Minutes
	}
	return n
}

// In finds an activity on an agenda.
func In(agenda []Activity, id string) (Activity, bool) {
	if i := at(agenda, id); i >= 0 {
		return agenda[i], true
	}
	return Activity{}, false
}
