// Package gaps holds the pages of targets, of gaps and of what is made of them.
package gaps

import (
	"strconv"

	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// TargetsPage is what each dimension aims at, and in which order its gap is best
// closed.
type TargetsPage struct {
	Home     string // address of the maturity room
	Assessed bool
	Today    date.Day
	All      []maturity.Gap // in the order of the dimensions
	Open     []maturity.Gap // in the order in which they are best closed
	Target   partial.Form
	Eases    map[string]partial.Form // by dimension, for whoever may judge it
	Pictures []Picture
	Proof    ProofPart
	MaySet   bool
}

// Picture is a drawing with its heading and where it comes from.
type Picture struct {
	Title  string
	SVG    string
	Source string
}

// ProofPart is what moved the score between the two latest assessments.
type ProofPart struct {
	Project     string // address of the project
	Before, Now *maturity.Assessment
	Proofs      []flow.Proof
}

// GapPage is one gap and what can be made of it.
type GapPage struct {
	Project string // address of the project
	Back    string
	Gap     maturity.Gap
	Offer   flow.GapOffer
	Form    partial.Form
	People  []partial.Option
	MayMake bool
}

// left reports whether anything of the proposals has not been made.
func (p GapPage) left() bool {
	for _, one := range p.Offer.Proposals {
		if one.Made == nil {
			return true
		}
	}
	return false
}

func tenths(t *i18n.Text, n int) string { return t.Decimal(float64(n)/10, 1) }

// moved is a change in tenths of a level, with its sign.
func moved(t *i18n.Text, n int) string {
	if n > 0 {
		return "+" + tenths(t, n)
	}
	return tenths(t, n)
}

func due(t *i18n.Text, g maturity.Gap) string {
	if g.DueOn.IsZero() {
		return t.T("target.no_day")
	}
	return t.Day(g.DueOn)
}

func eases(t *i18n.Text) []partial.Option {
	return partial.Options(steps(), func(n string) string { return t.T("target.eases.s" + n) })
}

func dimensions(t *i18n.Text) []partial.Option {
	return partial.Options(maturity.Dimensions(), func(d string) string { return t.T("maturity.short." + d) })
}

func levels(t *i18n.Text) []partial.Option {
	return partial.Options(steps(), func(n string) string { return n + " – " + t.T("domain.level.l"+n) })
}

func steps() []string { return []string{"1", "2", "3", "4", "5"} }

func number(n int) string { return strconv.Itoa(n) }
