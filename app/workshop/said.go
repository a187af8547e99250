package workshop

import (
	"strings"

	"stegvis/app/platform/i18n"
)

// Called is an activity's title: its own, or that of its kind.
func (a Activity) Called() i18n.Phrase {
	if p := a.Titled(); p.Key != "" || strings.TrimSpace(p.Text) != "" {
		return p
	}
	return i18n.Phrase{Key: "workshop.result.kind." + string(a.Kind), Text: string(a.Kind)}
}

// Said puts a subject's votes into words, "" when there are none.
func (v Votes) Said(t *i18n.Text) string {
	switch {
	case v.Voting == Dots && v.Dots > 0 && v.Among > 1:
		return t.N("workshop.result.dots", v.Dots) + ", " + t.T("workshop.result.place", "place", v.Place, "among", v.Among)
	case v.Voting == Dots && v.Dots > 0:
		return t.N("workshop.result.dots", v.Dots)
	case v.Silent:
		return t.T("workshop.result.too_few")
	case v.Voting == Choice && v.Yes+v.No+v.Abstain > 0:
		return t.T("workshop.result.choice", "yes", v.Yes, "no", v.No, "abstain", v.Abstain)
	case v.Voting == Scale && v.Agreed > 0:
		return t.T("workshop.result.agreed", "level", v.Agreed)
	}
	return ""
}

// PartNamed is what a card or an option is part of, in a reader's words: the category
// of a risk, a role, mission or vision; what the program does not know stands as it was
// typed.
func PartNamed(t *i18n.Text, part string) string {
	for _, key := range []string{"risk.category." + part, "workshop.phone.role." + part, "workshop.phone.part." + part} {
		if part != "" && t.Has(key) {
			return t.T(key)
		}
	}
	return part
}
