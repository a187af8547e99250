package report

import (
	"context"

	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

// portfolioPart is the section of an organisation's projects.
const portfolioPart = "portfolio"

// Portfolio is those projects of an organisation that its reader may open.
type Portfolio struct {
	Rows  []PortfolioRow `json:"rows"`
	Total int64          `json:"total"`
}

// PortfolioRow is one project and where it stands.
type PortfolioRow struct {
	Path     string         `json:"path"` // of its pages, below the installation's address
	Name     i18n.Phrase    `json:"name"`
	Aim      i18n.Phrase    `json:"aim"`
	Overall  outlook.Colour `json:"overall"`
	Basis    outlook.Basis  `json:"basis"`
	Sides    []ProjectSide  `json:"sides"`
	Planned  date.Day       `json:"planned"` // finish
	Expected date.Day       `json:"expected"`
	Currency string         `json:"currency"`
	Money    Sum            `json:"money"`
	Risks    int            `json:"risks"` // open
	High     int            `json:"high"`  // of those
	Waiting  int            `json:"waiting"`
	Overdue  int            `json:"overdue"`  // decisions
	Maturity int            `json:"maturity"` // mean in tenths, 0 for not assessed
	Assessed date.Day       `json:"assessed"`
	Tracks   []Track        `json:"tracks"`
}

// ProjectSide is a side of a project's health.
type ProjectSide struct {
	Dimension outlook.Dimension `json:"dimension"`
	Colour    outlook.Colour    `json:"colour"`
	Basis     outlook.Basis     `json:"basis"`
}

// notOfAProject is the reading of what no project holds by itself.
func notOfAProject(context.Context, *Reading) (Portfolio, error) {
	return Portfolio{}, fault.Missing()
}

// entered is a project of a portfolio as a report keeps it.
func entered(e outlook.Standing) PortfolioRow {
	whole := e.Health[outlook.Overall]
	row := PortfolioRow{Path: "/projects/" + e.Slug, Name: e.Named(), Aim: e.Aimed(), Overall: known(whole.Colour), Basis: whole.Basis, Planned: whole.Planned, Expected: whole.Expected,
		Currency: e.Currency, Money: summed(e.Money), Risks: e.Risks.Open, High: e.Risks.High, Waiting: e.Asked.Waiting, Overdue: e.Asked.Overdue}
	for _, d := range outlook.Dimensions() {
		row.Sides = append(row.Sides, ProjectSide{d, known(e.Health[d].Colour), e.Health[d].Basis})
	}
	if e.Assessment != nil {
		row.Maturity, row.Assessed = e.Assessment.Mean(), e.Assessment.AssessedOn
	}
	for _, name := range []string{record.Kotter, record.Gartner} {
		row.Tracks = append(row.Tracks, track(name, e.Tracks))
	}
	return row
}

// known is a colour, also of a project of which none has been written down yet.
func known(c outlook.Colour) outlook.Colour {
	if c == "" {
		return outlook.Unknown
	}
	return c
}

func setPortfolio(s *setting, v Portfolio) []pdf.Block {
	s.rules = s.colours()
	if len(v.Rows) == 0 {
		return []pdf.Block{s.heading(portfolioPart), pdf.Text(s.body(), s.t.T("report.portfolio.none"))}
	}
	blocks := []pdf.Block{s.heading(portfolioPart), s.atOnce(v.Rows)}
	if part := s.part(len(v.Rows), int(v.Total)); part != "" {
		blocks = append(blocks, pdf.Text(quiet, part))
	}
	for _, row := range v.Rows {
		blocks = append(blocks, s.half(row))
	}
	return blocks
}

// atOnce is a row a project.
func (s *setting) atOnce(rows []PortfolioRow) pdf.Block {
	table := s.table(markColumn, 74, 0, 48, 48, 66, 38, 60, 30)
	table.Aligns = []pdf.Align{3: pdf.End, 4: pdf.End, 5: pdf.End, 6: pdf.End, 7: pdf.End, 8: pdf.End}
	table.Head = []pdf.Paragraph{{}}
	for _, key := range []string{"project", "stands", "approved", "now", "money", "high", "overdue", "maturity"} {
		table.Head = append(table.Head, pdf.Text(quiet, s.t.T("report.portfolio."+key)))
	}
	for _, r := range rows {
		name := pdf.Run{Text: r.Name.In(s.t), Style: s.strong()}
		if s.in.Base != "" {
			name.Link = s.in.Base + r.Path
		}
		over := "–"
		if r.Money != (Sum{}) {
			over = s.t.MoneyShort(money.New(r.Money.Forecast, r.Currency)) + " / " + s.t.MoneyShort(money.New(r.Money.Approved, r.Currency))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: coloured(r.Overall), Style: s.body()}}}, {Runs: []pdf.Run{name}},
			pdf.Text(s.body(), r.Overall.Word(s.t)+". "+r.Basis.Sentence(s.t)), s.date(r.Planned), s.date(r.Expected),
			pdf.Text(s.body(), over).Within(pdf.Fit{Lines: 2, Least: 6}), s.unwished(r.High), s.unwished(r.Overdue), pdf.Text(s.body(), s.assessedAt(r)),
		})
	}
	return table
}

// unwished is how many of what nobody wishes for; any stand out.
func (s *setting) unwished(n int) pdf.Paragraph {
	style := s.body()
	if n > 0 {
		style = s.strong()
	}
	return pdf.Text(style, s.t.Number(int64(n)))
}

func (s *setting) assessedAt(r PortfolioRow) string {
	if r.Maturity == 0 {
		return "–"
	}
	return s.level(r.Maturity)
}

// half is half a page of a project: its sentence, its sides, and its figures.
func (s *setting) half(r PortfolioRow) pdf.Block {
	name := r.Name.In(s.t)
	return pdf.Together{
		pdf.Heading{Title: name, Level: 1, Block: pdf.Stack{
			pdf.Space(0.5 * pdf.Grid), pdf.Rule{Stroke: ruled(), High: 0.25 * pdf.Grid},
			pdf.Paragraph{Runs: []pdf.Run{{Text: name, Style: chapter}}, Leading: 1.5 * pdf.Grid},
		}},
		pdf.Paragraph{Runs: []pdf.Run{{Mark: coloured(r.Overall), Style: s.strong()}, {Text: "\u00a0" + r.Overall.Word(s.t) + ". ", Style: s.strong()}, {Text: r.Basis.Sentence(s.t), Style: s.body()}}},
		pdf.Stack(s.words(quiet, r.Aim.In(s.t))), pdf.Space(0.5 * pdf.Grid),
		s.sidesOf(r), pdf.Space(0.5 * pdf.Grid), s.figures(r),
	}
}

func (s *setting) sidesOf(r PortfolioRow) pdf.Block {
	table := s.table(72, 84, 0)
	table.Head = []pdf.Paragraph{label(s.t.T("report.summary.side")), label(s.t.T("report.summary.colour")), label(s.t.T("report.summary.rule"))}
	for _, side := range r.Sides {
		why := side.Basis.OfSide(s.t)
		if side.Colour == outlook.Unknown {
			why = s.t.T("report.summary.unjudged")
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{pdf.Text(s.strong(), side.Dimension.Named(s.t)),
			{Runs: []pdf.Run{{Mark: coloured(side.Colour), Style: s.body()}, {Text: "\u00a0" + side.Colour.Word(s.t), Style: s.body()}}}, pdf.Text(s.body(), why)})
	}
	return table
}

// figures are the project's in words, and where both tracks stand.
func (s *setting) figures(r PortfolioRow) pdf.Block {
	table := s.table(112, 0)
	add := func(key, value string) {
		table.Rows = append(table.Rows, []pdf.Paragraph{pdf.Text(s.strong(), s.t.T(key)), pdf.Text(s.body(), orDash(value))})
	}
	finish, slip := "", 0
	if !r.Expected.IsZero() {
		if !r.Planned.IsZero() {
			slip = r.Expected.Sub(r.Planned)
		}
		finish = joined(s.t.T("report.portfolio.finish", "planned", orDash(s.t.Day(r.Planned)), "now", s.t.Day(r.Expected)), rollout.SlipWords(s.t, slip))
	}
	of := Results{Money: r.Money, Currency: r.Currency}
	spent := s.ofMoney(of)
	add("report.closing.of.finish", finish)
	add("report.closing.of.money", joined(spent.aimed, spent.reached))
	add("report.portfolio.open_risks", s.t.N("report.portfolio.risks", r.Risks, "high", s.t.Number(int64(r.High))))
	add("report.portfolio.decisions", s.t.N("report.portfolio.waiting", r.Waiting, "overdue", s.t.Number(int64(r.Overdue))))
	if r.Maturity > 0 {
		add("report.maturity.title", joined(s.t.T("maturity.mean", "mean", s.level(r.Maturity)), s.t.Day(r.Assessed)))
	}
	for _, t := range r.Tracks {
		stands := s.t.T("report.all_steps")
		if t.Step > 0 {
			stands = joined(s.t.T("report.step", "step", t.Step, "of", len(t.Steps)), t.Name.In(s.t))
		}
		add("report.track."+t.Key, stands)
	}
	return table
}
