package report

import (
	"fmt"
	"slices"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
	"stegvis/app/workshop"
)

// The sections of one workshop, and of all that were held since the report before.
const (
	workshopPart  = "workshop"
	workshopsPart = "workshops"
)

// setWorkshop is the agenda with how much came of it, each activity with what the room
// said, and at the end what went into the project.
func setWorkshop(s *setting, w Workshop) []pdf.Block {
	blocks := []pdf.Block{s.heading(workshopPart), s.message(s.heldWords(w))}
	if w.Rehearsal {
		blocks = append(blocks, pdf.Text(s.strong(), s.t.T("workshop.result.rehearsal")))
	}
	if len(w.Activities) == 0 {
		return append(blocks, pdf.Text(s.body(), s.t.T("report.workshop.no_agenda")))
	}
	blocks = append(blocks, s.sub(s.t.T("workshop.result.agenda")), s.agenda(w))
	for _, a := range w.Activities {
		blocks = append(blocks, s.activity(a)...)
	}
	return append(append(blocks, s.sub(s.t.T("workshop.result.actions"))), s.harvest(w)...)
}

// heldWords is when the workshop was held and by how many, and what went on from it;
// before its day, when it is to be.
func (s *setting) heldWords(w Workshop) string {
	if w.People == 0 && w.HeldOn.After(s.in.Day) {
		return s.t.T("report.workshop.planned", "code", w.Code, "day", s.t.Day(w.HeldOn))
	}
	said := s.t.T("report.workshop.held", "code", w.Code, "day", s.t.Day(w.HeldOn))
	if w.People > 0 {
		said = s.t.N("report.workshop.held_by", w.People, "code", w.Code, "day", s.t.Day(w.HeldOn))
	}
	if grown := s.grownWords(w.grown()); grown != "" {
		said += " " + s.t.T("report.workshop.went_on", "what", grown)
	}
	return said
}

// grown are the rows that came of the workshop, each once.
func (w Workshop) grown() []Grown {
	var all []Grown
	add := func(g *Grown) {
		if g != nil && !slices.Contains(all, *g) {
			all = append(all, *g)
		}
	}
	for _, a := range w.Activities {
		add(a.Became)
		for _, i := range a.Items {
			add(i.Became)
		}
	}
	return all
}

// agenda is a row for each activity: how long it took, how much was said in it, and how
// much of that went on.
func (s *setting) agenda(w Workshop) pdf.Block {
	table := s.table(18, 0, 56, 56, 72)
	table.Aligns = []pdf.Align{2: pdf.End, 3: pdf.End, 4: pdf.End}
	table.Head = []pdf.Paragraph{label(""), label(s.t.T("workshop.result.column.activity")), label(s.t.T("report.workshop.time")), label(s.t.T("report.workshop.said")), label(s.t.T("report.workshop.on"))}
	for _, a := range w.Activities {
		one := Workshop{Activities: []WorkshopActivity{a}}
		said := s.number(len(a.Items))
		if !a.Revealed {
			said = pdf.Text(quiet, s.t.T("report.workshop.not_revealed"))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(quiet, s.t.Number(int64(a.Place))), pdf.Text(s.strong(), a.Title.In(s.t)),
			pdf.Text(s.body(), s.t.T("workshop.agenda.length.m", "m", a.Minutes)), said, s.number(len(one.grown())),
		})
	}
	return table
}

// activity is what the room said in one, in pictures and in its own words.
func (s *setting) activity(a WorkshopActivity) []pdf.Block {
	const highest = 40 * pdf.Grid // of a picture
	title, kind := a.Title.In(s.t), s.t.T("workshop.result.kind."+string(a.Kind))
	blocks := []pdf.Block{s.sub(fmt.Sprintf("%d. %s", a.Place, title))}
	if title != kind {
		blocks[0] = s.noted(fmt.Sprintf("%d. %s", a.Place, title), kind)
	}
	if standing := a.Standing(s.t); standing != "" {
		blocks = append(blocks, pdf.Text(s.body(), standing))
	}
	for _, d := range a.Spreads(s.t) {
		blocks = append(blocks, pdf.Picture{Drawing: d, Most: highest, Least: 6})
	}
	if len(a.Items) > 0 {
		blocks = append(blocks, s.items(a.Items))
	}
	if a.Became != nil {
		became := s.became(*a.Became)
		became.Runs = append([]pdf.Run{{Text: s.t.T("workshop.result.column.became") + ": ", Style: quiet}}, became.Runs...)
		blocks = append(blocks, became)
	}
	return blocks
}

// items are what was said, a row each; a column of which every cell is empty is left
// out.
func (s *setting) items(all []WorkshopItem) pdf.Block {
	type column struct {
		key  string
		wide float64
		cell func(WorkshopItem) pdf.Paragraph
	}
	votes := 112.0
	if slices.ContainsFunc(all, func(i WorkshopItem) bool { return i.Spread != nil }) {
		votes = 0 // half of what is left, since spreads take many words
	}
	columns := []column{
		{"words", 0, func(i WorkshopItem) pdf.Paragraph {
			if i.Chosen {
				return pdf.Text(s.strong(), i.Words.In(s.t))
			}
			return pdf.Text(s.body(), i.Words.In(s.t))
		}},
		{"group", 76, func(i WorkshopItem) pdf.Paragraph { return pdf.Text(s.body(), i.Group) }},
		{"part", 60, func(i WorkshopItem) pdf.Paragraph { return pdf.Text(s.body(), workshop.PartNamed(s.t, i.Part)) }},
		{"votes", votes, func(i WorkshopItem) pdf.Paragraph { return pdf.Text(s.body(), i.Whole(s.t)) }},
		{"became", 50, func(i WorkshopItem) pdf.Paragraph {
			if i.Became == nil {
				return pdf.Paragraph{}
			}
			return s.becameShort(*i.Became)
		}},
	}
	columns = slices.DeleteFunc(columns, func(c column) bool {
		return !slices.ContainsFunc(all, func(i WorkshopItem) bool { return worded(c.cell(i)) })
	})
	widths := make([]float64, len(columns))
	for n, c := range columns {
		widths[n] = c.wide
	}
	table := s.table(widths...)
	for _, c := range columns {
		table.Head = append(table.Head, label(s.t.T("workshop.result.column."+c.key)))
	}
	for _, i := range all {
		row := make([]pdf.Paragraph, len(columns))
		for n, c := range columns {
			row[n] = c.cell(i)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// worded reports whether a paragraph has words.
func worded(p pdf.Paragraph) bool {
	return slices.ContainsFunc(p.Runs, func(r pdf.Run) bool { return r.Text != "" })
}

// became is a row with its number and title, which leads to its page.
func (s *setting) became(g Grown) pdf.Paragraph {
	style := s.body()
	title := pdf.Run{Text: g.Title.In(s.t), Style: style, Link: s.at("/" + g.Path)}
	if g.Code == "" {
		title.Style = style.In(chart.Accent)
		return pdf.Paragraph{Runs: []pdf.Run{title}}
	}
	return pdf.Paragraph{Runs: []pdf.Run{{Text: g.Code, Style: style.In(chart.Accent), Link: s.at("/" + g.Path)}, {Text: "\u00a0 ", Style: style}, title}}
}

// becameShort is a row by its number, or by its title where it has none.
func (s *setting) becameShort(g Grown) pdf.Paragraph {
	name := g.Code
	if name == "" {
		name = g.Title.In(s.t)
	}
	return pdf.Paragraph{Runs: []pdf.Run{{Text: name, Style: s.body().In(chart.Accent), Link: s.at("/" + g.Path)}}}
}

// harvest is what went into the project, by sort.
func (s *setting) harvest(w Workshop) []pdf.Block {
	grown := w.grown()
	if len(grown) == 0 {
		return []pdf.Block{pdf.Text(s.body(), s.t.T("workshop.result.no_actions"))}
	}
	table := s.table(110, 0)
	table.Head = []pdf.Paragraph{label(s.t.T("report.workshop.sort")), label(s.t.T("report.workshop.row"))}
	for _, sort := range sorted(grown) {
		for n, g := range sort {
			name := pdf.Paragraph{}
			if n == 0 {
				name = pdf.Text(s.strong(), s.manyOf(g.Kind, len(sort)))
			}
			table.Rows = append(table.Rows, []pdf.Paragraph{name, s.became(g)})
		}
	}
	return []pdf.Block{table}
}
