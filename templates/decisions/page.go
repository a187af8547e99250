// Package decisions holds the pages of what the steering committee is asked.
package decisions

import (
	"context"
	"slices"
	"strings"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/flow"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/templates/letters"
	"stegvis/templates/partial"
)

// Row is a decision with the name of who carries it out.
type Row struct {
	decision.Decision
	Owner string
}

// ListPage is all questions.
type ListPage struct {
	Home     string
	Rows     []Row
	List     partial.Listing
	Form     partial.Form
	MayAsk   bool
	Currency string
	Today    date.Day
}

// OnePage is a question with what was answered and what came of it, or the forms to
// take it further.
type OnePage struct {
	Decision  decision.Decision
	AskedOn   date.Day
	Owner     string       // who carries it out
	Form      partial.Form // of the question
	Verdict   partial.Form
	Carry     partial.Form // who carries it out, and by when
	Finish    partial.Form
	Reopen    partial.Form
	Delete    partial.Form
	People    []partial.Option
	Meetings  []partial.Option // in which it may have been decided
	Meeting   *Link            // in which it was
	Tally     flow.Tally       // of what the members answer by circulation
	Circulate partial.Form
	Recall    partial.Form
	Ballot    partial.Form
	Close     partial.Form
	Voices    []committee.Asked // who answer by a link
	Silent    []committee.Asked // who were asked so, and have no say any more
	Roll      letters.Roll      // of these
	MayClose  bool
	MaySee    bool // who answered what
	MayAsk    bool
	MayDecide bool
	Deciders  string // the roles that may decide
	Currency  string
	Today     date.Day
}

// Link is something that stands on a page of its own.
type Link struct {
	Label string
	Href  string
}

// voting reports whether the form to answer by circulation is shown.
func (p OnePage) voting() bool { return p.Decision.Circulating() && p.Tally.Seat != "" }

// voices are those of whom a lead is shown the links: while it circulates all who answer
// by one, besides those whose link still opens the question.
func (p OnePage) voices() []committee.Asked {
	var all []committee.Asked
	if p.Decision.Circulating() {
		all = append(all, p.Voices...)
	}
	for _, a := range slices.Concat(p.Voices, p.Silent) {
		if p.Roll.HasOpen(a) && !slices.ContainsFunc(all, a.SamePerson) {
			all = append(all, a)
		}
	}
	return all
}

// rollOf is how somebody stands in the roll; who has no say any more is not asked again.
func (p OnePage) rollOf(a committee.Asked) letters.Roll {
	r := p.Roll
	r.Over = r.Over || slices.ContainsFunc(p.Silent, a.SamePerson)
	return r
}

// deciding reports whether the form to decide is shown.
func (p OnePage) deciding() bool { return p.MayDecide && p.Decision.Status == decision.Asked }

// changing reports whether the form of the question is shown.
func (p OnePage) changing() bool {
	return p.MayAsk && p.Decision.Status != decision.Decided && !p.Decision.Circulating()
}

// carrying reports whether the forms of carrying it out are shown.
func (p OnePage) carrying() bool {
	return p.MayAsk && p.Decision.Status == decision.Decided && p.Decision.Open()
}

// Refused is why a write of what is shown was refused, when no form shows it.
func (p OnePage) Refused() string {
	why := p.Reopen.Error("") + p.Circulate.Error("") + p.Recall.Error("") + p.Close.Error("")
	if len(p.voices()) == 0 {
		why += p.Roll.Again.Error("")
	}
	if !p.voting() {
		why += p.Ballot.Error("")
	}
	if !p.changing() {
		why += p.Form.Error("")
	}
	if !p.deciding() {
		why += p.Verdict.Error("")
	}
	if !p.carrying() {
		why += p.Carry.Error("") + p.Finish.Error("")
	}
	return why
}

// costs is what the decision costs, "" where nobody said.
func (p OnePage) costs(t *i18n.Text) string {
	if p.Decision.Cost == nil {
		return ""
	}
	return t.Money(money.New(*p.Decision.Cost, p.Currency))
}

// recommended is the recommendation as an option would read.
func (p OnePage) recommended(t *i18n.Text) string {
	return strings.TrimSpace(p.Decision.Recommends().In(t))
}

// ways are the ways in which something is decided.
func ways(ctx context.Context) []partial.Option {
	t := i18n.From(ctx)
	return partial.WithNone(t.T("decision.decided_how.unsaid"), partial.Options([]decision.How{decision.Meeting}, func(h decision.How) string { return t.T("decision.decided_how." + string(h)) }))
}
