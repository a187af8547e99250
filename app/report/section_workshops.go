package report

import (
	"slices"
	"strings"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
)

// setWorkshops is a row for each workshop that was held since the report before: its
// name, its day, how many took part, and what came of it. Without any it is not there.
func setWorkshops(s *setting, held []Outcome) []pdf.Block {
	if len(held) == 0 {
		return nil
	}
	table := s.table(26, 0, 64, 46, 0)
	table.Aligns = []pdf.Align{3: pdf.End}
	table.Head = []pdf.Paragraph{label(""), label(s.t.T("report.workshop.name")), label(s.t.T("report.workshop.day")), label(s.t.T("report.workshop.people")), label(s.t.T("report.workshop.came"))}
	people, grown := 0, []Grown(nil)
	for _, w := range held {
		people, grown = people+w.People, append(grown, w.Became...)
		came := s.codes(w.Became)
		if len(w.Became) == 0 {
			came = pdf.Text(quiet, s.t.T("report.workshop.nothing"))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{s.coded(w.Code, "workshops", w.ID+"/results"), pdf.Text(s.strong(), w.Title.In(s.t)), s.day(s.t.Day(w.HeldOn)), s.number(w.People), came})
	}
	words := s.t.N("report.workshop.were_held", len(held), "people", people)
	if what := s.grownWords(grown); what != "" {
		words += " " + s.t.T("report.workshop.went_on", "what", what)
	}
	return []pdf.Block{s.heading(workshopsPart), s.message(words), table}
}

// codes are rows by sort, each of a sort by its number, where it has one.
func (s *setting) codes(all []Grown) pdf.Paragraph {
	var p pdf.Paragraph
	for n, sort := range sorted(all) {
		if n > 0 {
			p.Runs = append(p.Runs, pdf.Run{Text: "; ", Style: s.body()})
		}
		p.Runs = append(p.Runs, pdf.Run{Text: s.manyOf(sort[0].Kind, len(sort)), Style: s.body()})
		lead := ": "
		for _, g := range sort {
			if g.Code != "" {
				p.Runs = append(p.Runs, pdf.Run{Text: lead, Style: s.body()}, pdf.Run{Text: g.Code, Style: s.body().In(chart.Accent), Link: s.at("/" + g.Path)})
				lead = ", "
			}
		}
	}
	return p
}

// sorted are rows by sort, in the order in which each sort comes first.
func sorted(all []Grown) [][]Grown {
	var by [][]Grown
	for _, g := range all {
		i := slices.IndexFunc(by, func(sort []Grown) bool { return sort[0].Kind == g.Kind })
		if i < 0 {
			i, by = len(by), append(by, nil)
		}
		by[i] = append(by[i], g)
	}
	return by
}

// grownWords counts rows of each sort in a sentence's words, "" for none.
func (s *setting) grownWords(all []Grown) string {
	var words []string
	for _, sort := range sorted(all) {
		words = append(words, s.manyOf(sort[0].Kind, len(sort)))
	}
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return s.t.T("report.workshop.and", "first", strings.Join(words[:len(words)-1], ", "), "last", words[len(words)-1])
}

// manyOf is how many rows of a sort there are.
func (s *setting) manyOf(kind record.Kind, n int) string {
	return s.t.N("report.workshop.of."+string(kind), n)
}
