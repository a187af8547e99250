package practices

import (
	"context"
	"slices"
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// told is evidence in one line.
func told(t *i18n.Text, e maturity.Evidence) string {
	parts := []string{}
	if note := strings.TrimSpace(e.Says().In(t)); note != "" {
		parts = append(parts, note)
	}
	if e.Web != "" {
		parts = append(parts, e.Web)
	}
	for _, f := range e.Files {
		if f.Name != e.Note {
			parts = append(parts, f.Name)
		}
	}
	return strings.Join(parts, " · ")
}

func unit(t *i18n.Text, a maturity.Assessment) string {
	if a.Unit == "" {
		return t.T("maturity.whole")
	}
	return a.Unit
}

func unitHint(ctx context.Context, known []string) string {
	hint := i18n.T(ctx, "practice.unit_hint")
	if len(known) == 0 {
		return hint
	}
	return hint + " " + i18n.T(ctx, "practice.units_known", "units", strings.Join(known, ", "))
}

// sectionResult is what a section came to.
func sectionResult(t *i18n.Text, q maturity.Questionnaire, a maturity.Answer) string {
	switch q.Kind {
	case maturity.Check:
		return t.T("practice.percent", "percent", maturity.Percentage(a.Level()))
	case maturity.Slider:
		return tenths(t, a.Level())
	}
	return t.T("practice.section", "level", tenths(t, a.Level()), "target", a.Target)
}

// place says where a slider stands and where it is wanted.
func place(t *i18n.Text, j maturity.Judged) string {
	if j.Wanted == 0 || j.Wanted == j.Level {
		return t.T("practice.place", "level", j.Level)
	}
	return t.T("practice.place_wanted", "level", j.Level, "wanted", j.Wanted)
}

// at is where a level lies on a slider's line.
func at(level int) string { return itoa(6 + 22*(level-1)) }

// proofForm is the form of evidence for one practice, told apart from its
// neighbours.
func proofForm(f partial.Form, practice string) partial.Form {
	f.ID = practice + "-"
	return f
}

func removal(f partial.Form, e maturity.Evidence) partial.Form {
	f.Action += "/" + e.ID + "/delete"
	f.Version = e.Version
	return f
}

func anyOwn(all []maturity.Questionnaire) bool {
	return slices.ContainsFunc(all, maturity.Questionnaire.Own)
}
