package outlook

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"stegvis/app/platform/i18n"
)

// Clause is half a sentence about what is wrong: a figure, or the reason that
// somebody gave for a colour.
type Clause struct {
	Figure Figure      `json:"figure"`
	Reason i18n.Phrase `json:"reason"` // counts instead of the figure when it is there
}

func (c Clause) in(t *i18n.Text) string {
	if c.Reason != (i18n.Phrase{}) {
		return strings.TrimRight(strings.TrimSpace(c.Reason.In(t)), ".")
	}
	return c.Figure.says(t)
}

// says is the figure as half a sentence.
func (f Figure) says(t *i18n.Text) string {
	key := "health.says." + string(f.Name)
	switch f.Unit {
	case Days:
		return t.N(key, int(f.Value))
	case Count:
		return t.N(key, int(f.Value), "words", spelled(t, f.Value))
	}
	return t.T(key, "value", f.Shown(t))
}

// spelled is a small number in letters, as it is read within a sentence.
func spelled(t *i18n.Text, n int64) string {
	if n >= 2 && n <= 12 {
		return t.T("health.spelled.n" + strconv.FormatInt(n, 10))
	}
	return t.Number(n)
}

// most is how many things a sentence tells.
const most = 2

// Clauses are the worst things that a health is made of, for its sentence: from
// each dimension that is not green the worst figure, and from a single such
// dimension the worst two. A dimension in whose place somebody has put a colour
// gives their reason, or nothing when that colour is green.
func (h Health) Clauses() []Clause {
	var figures []Figure
	var reasons []Clause
	alone := 0
	for _, v := range h.Dimensions {
		switch {
		case !v.Colour.Worse(Green):
			continue
		case v.Overridden():
			reasons = append(reasons, Clause{Reason: v.Reason})
		default:
			figures = append(figures, v.Figures[0])
		}
		alone++
	}
	if alone == 1 {
		figures = append(figures, h.second()...)
	}
	clauses := reasons
	for _, f := range worstFirst(figures) {
		clauses = append(clauses, Clause{Figure: f})
	}
	return clauses[:min(len(clauses), most)]
}

// second is the second figure of the only dimension that is not green.
func (h Health) second() []Figure {
	for _, v := range h.Dimensions {
		if v.Colour.Worse(Green) && !v.Overridden() && len(v.Figures) > 1 && v.Figures[1].Colour.Worse(Green) {
			return v.Figures[1:2]
		}
	}
	return nil
}

// Basis is what the sentence about a health is made of. It is kept beside a
// colour, so that any past one can be told in any language.
type Basis struct {
	Figures  []Figure    `json:"figures"`
	Clauses  []Clause    `json:"clauses"`
	Unjudged []Dimension `json:"unjudged"`
	Reason   i18n.Phrase `json:"reason"` // of an override of the whole
}

// Basis is what the health's sentence is made of.
func (h Health) Basis() Basis {
	b := Basis{Clauses: h.Clauses(), Reason: h.Overall.Reason}
	for _, v := range h.Dimensions {
		if v.Colour == Unknown {
			b.Unjudged = append(b.Unjudged, v.Dimension)
		}
	}
	return b
}

// Sentence is the health in one sentence: the reason that somebody gave for
// overriding it, else what the rule finds.
func (h Health) Sentence(t *i18n.Text) string { return h.Basis().Sentence(t) }

// RuleSentence is what the rule finds, in one sentence, whatever anybody has put
// in its place.
func (h Health) RuleSentence(t *i18n.Text) string {
	b := h.Basis()
	b.Reason = i18n.Phrase{}
	return b.Sentence(t)
}

// Sentence is the basis told in a language.
func (b Basis) Sentence(t *i18n.Text) string {
	if b.Reason != (i18n.Phrase{}) {
		return sentence(Clause{Reason: b.Reason}.in(t))
	}
	var parts []string
	for _, c := range b.Clauses {
		parts = append(parts, c.in(t))
	}
	switch {
	case len(parts) > 0:
		return sentence(strings.Join(parts, "; "))
	case len(b.Unjudged) == len(Dimensions()):
		return t.T("health.sentence.unknown")
	case len(b.Unjudged) > 0:
		return t.T("health.sentence.partly")
	}
	return t.T("health.sentence.good")
}

// OfSide is the basis of one dimension told in a language: the reason of an override,
// or the figures that are beyond their limits, the worst first.
func (b Basis) OfSide(t *i18n.Text) string {
	if b.Reason != (i18n.Phrase{}) {
		return sentence(Clause{Reason: b.Reason}.in(t))
	}
	var parts []string
	for _, f := range worstFirst(slices.Clone(b.Figures)) {
		if f.Colour.Worse(Green) && len(parts) < most {
			parts = append(parts, Clause{Figure: f}.in(t))
		}
	}
	if len(parts) == 0 {
		return t.T("health.within")
	}
	return sentence(strings.Join(parts, "; "))
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.ContainsAny(s[len(s)-1:], ".!?…") {
		return s
	}
	return s + "."
}

// Sentence says why a dimension has its colour.
func (v Verdict) Sentence(t *i18n.Text) string {
	if v.Overridden() {
		return sentence(Clause{Reason: v.Reason}.in(t))
	}
	return v.RuleSentence(t)
}

// RuleSentence says why the rule gives a dimension its colour: the worst two of
// its figures that are not green.
func (v Verdict) RuleSentence(t *i18n.Text) string {
	var parts []string
	for _, f := range v.Figures {
		if f.Colour.Worse(Green) && len(parts) < most {
			parts = append(parts, f.says(t))
		}
	}
	switch {
	case len(parts) > 0:
		return sentence(strings.Join(parts, "; "))
	case v.RuleColour == Unknown:
		return t.T("health.missing." + string(v.Dimension))
	}
	return t.T("health.within")
}
