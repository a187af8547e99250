// Package assessments holds the pages of maturity: where the organisation
// stands, one assessment, and the form that makes a new one.
package assessments

import (
	"context"
	"strconv"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// RoomPage is where the organisation stands and how it came there.
type RoomPage struct {
	Home      string
	Tracks    string // address of the CRM track, whose steps the dimensions are
	Latest    *maturity.Assessment
	Before    *maturity.Assessment
	History   []maturity.Assessment
	Radar     string
	MayAssess bool
	Checks    string // address of the questionnaires
	Report    string // address of the report
}

// OnePage is one assessment as it was made.
type OnePage struct {
	Assessment maturity.Assessment
	Before     *maturity.Assessment
	Radar      string
	Delete     partial.Form
	MayAssess  bool
	Tracks     string
}

// NewPage makes an assessment.
type NewPage struct {
	Form partial.Form
	Back string
}

func mean(t *i18n.Text, a maturity.Assessment) string { return t.Decimal(float64(a.Mean())/10, 1) }

// moved is how a mean has changed since another, with its sign.
func moved(t *i18n.Text, now, before maturity.Assessment) string {
	by := now.Mean() - before.Mean()
	if by > 0 {
		return "+" + t.Decimal(float64(by)/10, 1)
	}
	return t.Decimal(float64(by)/10, 1)
}

// message says in one line what an assessment shows.
func message(t *i18n.Text, a maturity.Assessment) string {
	gaps := a.Gaps()
	if len(gaps) == 0 {
		return t.T("maturity.message.even")
	}
	return t.T("maturity.message.widest", "dimension", t.T("maturity.short."+gaps[0].Dimension))
}

func scope(t *i18n.Text, a maturity.Assessment) string {
	if a.Unit == "" {
		return t.T("maturity.whole")
	}
	return a.Phrase("scope", a.Unit).In(t)
}

// anchor is the description of a level of a dimension.
func anchor(t *i18n.Text, dimension string, level int) string {
	return t.T("domain.maturity." + dimension + ".l" + strconv.Itoa(level))
}

// short says how much is missing to the target.
func short(ctx context.Context, one maturity.Answer) string {
	if one.Missing()%10 == 0 {
		return i18n.N(ctx, "maturity.widest_levels", one.Missing()/10)
	}
	return i18n.T(ctx, "practice.short", "levels", i18n.From(ctx).Decimal(float64(one.Missing())/10, 1))
}

// next is the level above the present one.
func next(a maturity.Answer) int { return min(a.Current+1, maturity.Levels) }

func levels() []int { return []int{1, 2, 3, 4, 5} }

func targets(ctx context.Context) []partial.Option {
	options := []partial.Option{{Value: "", Label: i18n.T(ctx, "maturity.choose")}}
	for _, n := range levels() {
		options = append(options, partial.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n) + " – " + i18n.T(ctx, "domain.level.l"+strconv.Itoa(n))})
	}
	return options
}

func in(field, dimension string) string { return field + "[" + dimension + "]" }

func sentence(ctx context.Context, p RoomPage) string {
	if p.MayAssess {
		return i18n.T(ctx, "maturity.empty")
	}
	return i18n.T(ctx, "maturity.empty_viewer")
}
