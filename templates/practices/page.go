// Package practices holds the pages of questionnaires: the form that judges
// practices, an assessment as it reads, and the questionnaires themselves.
package practices

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// FormPage judges the practices of a questionnaire, all on a page or one section
// after another.
type FormPage struct {
	Asked   maturity.Questionnaire
	Form    partial.Form
	Back    string
	Quick   string // address of the form by dimension, "" where there is none
	Section string // the only one that is shown, "" for all
	Units   []string
	Proofs  map[string][]maturity.Evidence // of the assessment before, by practice
}

// ReadPage is an assessment by its practices.
type ReadPage struct {
	Asked      maturity.Questionnaire
	Assessment maturity.Assessment
	Proofs     map[string][]maturity.Evidence
	Project    string       // address
	Proof      partial.Form // gives evidence
	Remove     partial.Form // takes evidence away; its address ends in the evidence's
	MayAssess  bool
	Delete     *partial.Form
}

// AgreedPage is how far apart the voices of a room were, the levels that it agreed
// on, and who sees them otherwise.
type AgreedPage struct {
	Spread   string // the picture
	Dissents []Dissent
}

// Dissent is why somebody sees a level otherwise.
type Dissent struct {
	Of    string
	Level int    // that the group agreed on
	Said  string // whose it is as far as that is told, and why
}

// ListPage is every questionnaire that a project may be assessed by.
type ListPage struct {
	Home      string
	All       []maturity.Questionnaire
	MayManage bool
}

// OnePage is a questionnaire with what came of it.
type OnePage struct {
	Home      string
	Asked     maturity.Questionnaire
	History   []maturity.Assessment
	Latest    *ReadPage
	Project   string
	Copy      partial.Form
	Delete    partial.Form
	MayAssess bool
	MayManage bool
}

// EditPage is the source of an organisation's own questionnaire.
type EditPage struct {
	Form    partial.Form
	Back    string
	Example string
}

func named(field, key string) string { return field + "[" + key + "]" }

func itoa(n int) string { return strconv.Itoa(n) }

// shown reports whether the form shows a section.
func (p FormPage) shown(s maturity.Section) bool { return p.Section == "" || p.Section == s.Key }

// beside are the keys of the sections before and after the one that is shown.
func (p FormPage) beside() (before, after string) {
	for i, s := range p.Asked.Sections {
		if s.Key != p.Section {
			continue
		}
		if i > 0 {
			before = p.Asked.Sections[i-1].Key
		}
		if i+1 < len(p.Asked.Sections) {
			after = p.Asked.Sections[i+1].Key
		}
	}
	return before, after
}

// field is one field of a form that is not shown.
type field struct{ Name, Value string }

// carried are the fields of the sections that are not shown.
func (p FormPage) carried() []field {
	var all []field
	add := func(names ...string) {
		for _, name := range names {
			if value := p.Form.Value(name); value != "" {
				all = append(all, field{name, value})
			}
		}
	}
	for _, s := range p.Asked.Sections {
		if p.shown(s) {
			continue
		}
		add(named("target", s.Key), named("comment", s.Key))
		for _, one := range s.Practices {
			add(named("level", one.Key), named("wanted", one.Key), named("why", one.Key), named("proof", one.Key), named("web", one.Key))
			for _, e := range p.Proofs[one.Key] {
				add(named("still", e.ID))
			}
		}
	}
	return all
}

// judged counts the practices of a section that have a level in the form.
func (p FormPage) judged(s maturity.Section) int {
	n := 0
	for _, one := range s.Practices {
		if p.Form.Value(named("level", one.Key)) != "" {
			n++
		}
	}
	return n
}

// said is a level of a practice in words.
func said(t *i18n.Text, q maturity.Questionnaire, p maturity.Practice, level int) string {
	switch q.Kind {
	case maturity.Check:
		return t.T("practice.check.l" + itoa(level))
	case maturity.Slider:
		less, more := p.Poles()
		switch level {
		case 1:
			return less.In(t)
		case maturity.Levels:
			return more.In(t)
		}
		return t.T("practice.slider.l" + itoa(level))
	}
	return p.Anchor(level).In(t)
}

// tone is how a level of a check looks.
func tone(level int) partial.Tone {
	switch level {
	case maturity.Levels:
		return partial.Good
	case 1:
		return partial.Bad
	}
	return partial.Warn
}

func tenths(t *i18n.Text, n int) string { return t.Decimal(float64(n)/10, 1) }

// result is what an assessment came to: a percentage of a check, a mean of a
// ladder, a place between the poles of a slider.
func result(t *i18n.Text, q maturity.Questionnaire, a maturity.Assessment) string {
	switch q.Kind {
	case maturity.Check:
		return t.T("practice.result.check", "percent", maturity.Percentage(a.Mean()))
	case maturity.Slider:
		return t.T("practice.result.slider", "mean", tenths(t, a.Mean()))
	}
	return t.T("practice.result.ladder", "mean", tenths(t, a.Mean()), "percent", maturity.Percentage(a.Mean()))
}

// lacking is a practice that a check found missing, with its level.
type lacking struct {
	maturity.Practice
	Level int
}

// missing are the practices that are not wholly there, those that are not there
// at all first.
func missing(q maturity.Questionnaire, a maturity.Assessment) []lacking {
	var all []lacking
	for _, level := range []int{1, 3} {
		for _, s := range q.Sections {
			for _, p := range s.Practices {
				if j, ok := a.Judgement(p.Key); ok && j.Level == level {
					all = append(all, lacking{p, level})
				}
			}
		}
	}
	return all
}

func methods(ctx context.Context) []partial.Option {
	return partial.Options(maturity.Methods(), func(m maturity.Method) string { return i18n.T(ctx, "practice.method."+string(m)) })
}

func targets(ctx context.Context) []partial.Option {
	options := []partial.Option{{Value: "", Label: i18n.T(ctx, "maturity.choose")}}
	for n := 1; n <= maturity.Levels; n++ {
		options = append(options, partial.Option{Value: itoa(n), Label: itoa(n) + " – " + i18n.T(ctx, "domain.level.l"+itoa(n))})
	}
	return options
}

// places are where a slider may be wanted.
func places(ctx context.Context, q maturity.Questionnaire, p maturity.Practice) []partial.Option {
	options := []partial.Option{{Value: "", Label: i18n.T(ctx, "practice.wanted_here")}}
	for n := 1; n <= maturity.Levels; n++ {
		options = append(options, partial.Option{Value: itoa(n), Label: itoa(n) + " – " + said(i18n.From(ctx), q, p, n)})
	}
	return options
}

// faults are the lines of a source that cannot be read, in their order.
func faults(f partial.Form) []string {
	var lines []string
	for _, name := range sortedNames(f.Errors) {
		if strings.HasPrefix(name, "line ") {
			lines = append(lines, f.Errors[name])
		}
	}
	return lines
}

func sortedNames(of map[string]string) []string { return slices.Sorted(maps.Keys(of)) }
