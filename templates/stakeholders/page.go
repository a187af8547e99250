// Package stakeholders holds the pages of the stakeholder register and its map.
package stakeholders

import (
	"context"
	"strconv"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/stakeholder"
	"stegvis/templates/partial"
)

// ListPage is the register beneath its map.
type ListPage struct {
	Home     string // address of the list
	Map      string // SVG; "" while there is nobody to show
	Headline string // what the map says
	Rest     int64  // how many the map has no room for
	Rows     []Row
	List     partial.Listing
	Form     partial.Form
	People   []partial.Option
	MayEdit  bool
	Confided bool // the reader sees named persons
	Today    date.Day
}

// Row is one line of the register.
type Row struct {
	stakeholder.Party
	Owner string // who talks to them
}

// OnePage is a stakeholder with its form and where it has stood.
type OnePage struct {
	Party   stakeholder.Party
	Owner   string
	Form    partial.Form
	Delete  partial.Form
	People  []partial.Option
	Stands  []stakeholder.Stand
	Key     project.Scope
	MayEdit bool
	Back    string
}

// support is the tone and the word of an attitude.
func support(ctx context.Context, n int) (partial.Tone, string) {
	word := i18n.T(ctx, stakeholder.SupportKey(n))
	switch {
	case n < 0:
		return partial.Bad, word
	case n > 0:
		return partial.Good, word
	}
	return partial.Idle, word
}

// Attitudes are the five attitudes by their words.
func Attitudes(t *i18n.Text) []partial.Option {
	var all []partial.Option
	for n := stakeholder.MostSupport; n >= -stakeholder.MostSupport; n-- {
		all = append(all, partial.Option{Value: strconv.Itoa(n), Label: t.T(stakeholder.SupportKey(n))})
	}
	return all
}

// Influences are the five degrees of influence by their words.
func Influences(t *i18n.Text) []partial.Option {
	var all []partial.Option
	for n := stakeholder.MostInfluence; n >= 1; n-- {
		word := strconv.Itoa(n)
		all = append(all, partial.Option{Value: word, Label: t.T("stakeholder.influence.s" + word)})
	}
	return all
}

func sorts(ctx context.Context) []partial.Option {
	return partial.Options(stakeholder.Sorts(), func(s stakeholder.Sort) string { return i18n.T(ctx, "stakeholder.sort."+string(s)) })
}

// scored is a degree of influence in words.
func scored(ctx context.Context, n int) string {
	return i18n.T(ctx, "stakeholder.influence.s"+strconv.Itoa(n))
}

// nameHint is the key of what to write as a name.
func nameHint(person bool) string {
	if person {
		return "stakeholder.hint.name_either"
	}
	return "stakeholder.hint.name_group"
}
