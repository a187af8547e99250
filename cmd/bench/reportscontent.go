package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	reports "stegvis/app/report"
	"stegvis/app/risk"
)

// How much the long report holds.
const (
	statusRows   = 880
	statusCharts = 20
	statusPages  = 30
)

// paper is a report that is drawn again and again.
type paper struct {
	name  string
	pages int // that it must have
	rows  []string
	draw  func(t *i18n.Text, faces *pdf.Faces) ([]byte, error)
}

// papers are the steering committee's page, and a status of all that a large project
// holds. Rows are words that each of a table's rows begins with.
func papers() []paper {
	var rows []string
	for i := range statusRows {
		rows = append(rows, riskName(i))
	}
	return []paper{{"steering page", 1, []string{"Customer records cleaned", "Pilot Umeå judged", "Sellers go back", "Training clashes"}, drawSteeringPage}, {"status", statusPages, rows, drawStatusReport}}
}

func paperOf(name string) (paper, error) {
	all := papers()
	i := slices.IndexFunc(all, func(p paper) bool { return p.name == name })
	if i < 0 {
		return paper{}, fmt.Errorf("there is no paper %q", name)
	}
	return all[i], nil
}

// stationery are the words and faces of the source.
func stationery(source string) (*i18n.Text, *pdf.Faces, error) {
	texts, err := i18n.Load(os.DirFS(filepath.Join(source, "seeds/texts")))
	if err != nil {
		return nil, nil, err
	}
	faces, err := pdf.LoadFaces(os.DirFS(filepath.Join(source, "static/fonts")))
	return texts.For(i18n.Fallback), faces, err
}

func riskName(i int) string { return fmt.Sprintf("R-%04d", i+1) }

// drawStatusReport sets twenty chapters, each with a picture as pages and reports show
// it and a table of 44 rows with six cells.
func drawStatusReport(t *i18n.Text, faces *pdf.Faces) ([]byte, error) {
	d := faces.Begin(pdf.Meta{Title: "Status", Author: "Fjord & Søn AB", Lang: "en", Made: benchDay(0).Time()})
	style := pdf.Style{Face: pdf.Sans, Size: 9, Colour: chart.Ink}
	blocks := []pdf.Block{pdf.Text(pdf.Style{Face: pdf.Serif, Size: 15, Colour: chart.Ink}, "Status of the roll-out"), pdf.Contents{Style: style}, pdf.PageBreak{}}
	for n := range statusCharts {
		title := fmt.Sprintf("%d. Region %d", n+1, n+1)
		blocks = append(blocks,
			pdf.Heading{Title: title, Block: pdf.Paragraph{Runs: []pdf.Run{{Text: title, Style: style.As(pdf.Semibold).In(chart.Accent)}}, Leading: 1.5 * pdf.Grid}},
			pdf.Picture{Drawing: pictured(t, n), Most: float64(18+n%7/6*8) * pdf.Grid, Align: pdf.Middle}, register(t, n, style))
	}
	blocks = append(blocks, pdf.PageBreak{}, pdf.Text(style, "What each region's lead adds stands in the minutes of the steering committee."))
	pdf.Flow{
		Head: func(int, int) pdf.Block { return pdf.Text(style, "Fjord & Søn AB · Nordvik CRM") },
		Foot: func(page, of int) pdf.Block {
			return pdf.Text(style, t.T("report.page", "page", page, "of", of)).Aligned(pdf.End)
		},
		Gap: pdf.Grid / 2,
	}.Draw(d, blocks)
	return d.Bytes()
}

// pictured is one of three pictures in turns, each with figures of its own.
func pictured(t *i18n.Text, n int) chart.Drawing {
	switch n % 3 {
	case 0:
		var cells []risk.Cell
		for i := range 25 {
			cells = append(cells, risk.Cell{Likelihood: i/5 + 1, Impact: i%5 + 1, Count: (i*7 + n) % 9})
		}
		return risk.Matrix(t, cells, nil)
	case 1:
		before := assessed(n, -90)
		return maturity.Radar(t, assessed(n+3, 0), &before)
	}
	return maturity.Trend(t, []maturity.Assessment{assessed(n, -180), assessed(n+1, -90), assessed(n+2, -30), assessed(n+3, 0)})
}

func assessed(n, day int) maturity.Assessment {
	a := maturity.Assessment{AssessedOn: benchDay(day)}
	for i, name := range maturity.Dimensions() {
		a.Answers = append(a.Answers, maturity.Answer{Dimension: name, Current: 1 + (n+i)%4, Target: 4})
	}
	return a
}

func register(t *i18n.Text, n int, style pdf.Style) pdf.Table {
	table := pdf.Table{Widths: []float64{36, 0, 84, 36, 48, 54}, Aligns: []pdf.Align{3: pdf.End, 4: pdf.End, 5: pdf.End}, Apart: pdf.Grid / 8}
	for _, name := range []string{"Number", "Risk", "Owner", "Score", "Due", "Cost"} {
		table.Head = append(table.Head, pdf.Text(pdf.Style{Face: pdf.Sans, Size: 7.5, Colour: chart.Grey1}, name))
	}
	owners := []string{"Åsa Lindqvist", "Jørgen Østby", "Łucja Nowak", "Maja Sørli", "Eino Hämäläinen"}
	for i := n * statusRows / statusCharts; i < (n+1)*statusRows/statusCharts; i++ {
		what := fmt.Sprintf("Records of region %d are moved after wave %d", i%37, i%11)
		if i%4 == 0 {
			what += ", and the supplier answers in spring only"
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(style, riskName(i)), pdf.Text(style, what), pdf.Text(style, owners[i%len(owners)]),
			{Runs: []pdf.Run{{Mark: pdf.Warn, Style: style}, {Text: fmt.Sprint(" ", i%25+1), Style: style.As(pdf.Semibold)}}},
			pdf.Text(style, t.DayShort(benchDay(i%60))), pdf.Text(style, t.Number(int64(i*977%90_000+1000))),
		})
	}
	return table
}

func benchDay(n int) date.Day { return date.New(2026, 11, 23).AddDays(n) }

// drawSteeringPage draws a report for a steering committee as it was frozen.
func drawSteeringPage(t *i18n.Text, faces *pdf.Faces) ([]byte, error) {
	in := reports.Input{Version: reports.InputVersion, Kind: reports.KindSteering, Lang: t.Lang(), Number: 7, Organisation: "Fjord & Søn AB", Project: literal("Nordvik CRM"), Day: benchDay(0)}
	in, err := in.With("steering", halfway())
	if err != nil {
		return nil, err
	}
	frozen, err := in.Freeze()
	if err != nil {
		return nil, err
	}
	drawn, err := reports.Draw(frozen, t, faces)
	return drawn.PDF, err
}

func literal(text string) i18n.Phrase { return i18n.Phrase{Text: text} }

// halfway is what a project says of itself when it is half done.
func halfway() reports.Steering {
	s := reports.Steering{
		Health: &reports.Health{Overall: outlook.Amber, Basis: outlook.Basis{Clauses: []outlook.Clause{{Figure: outlook.Figure{Name: outlook.FinishSlip, Value: 12, Unit: outlook.Days, Amber: 5, Red: 20, Colour: outlook.Amber}}}}},
		Tracks: []reports.Track{
			{Key: "kotter", Step: 4, Name: i18n.Phrase{Key: "domain.kotter.communicate.name"}, Steps: []reports.Tone{reports.Good, reports.Good, reports.Good, reports.Active, "", "", "", ""}},
			{Key: "gartner", Step: 3, Name: i18n.Phrase{Key: "domain.gartner.experience.name"}, Steps: []reports.Tone{reports.Good, reports.Good, reports.Active, reports.Active, "", "", "", ""}},
		},
		Decisions: reports.Decisions{Total: 2, Rows: []reports.Decision{
			{Question: literal("Shall the second wave begin before the integration is in place?"), Options: literal("Begin with manual transfer\nWait until 1 March"), Recommendation: literal("Wait"), Deadline: benchDay(9)},
			{Question: literal("Who owns customer data when the project ends?"), Options: literal("Sales\nCustomer service\nA data office"), Recommendation: literal("A data office"), Deadline: benchDay(23)},
		}},
		Milestones: reports.Milestones{Days: 90, Total: 5},
		Risks:      reports.Risks{Total: 23, Cells: []reports.Cell{{Likelihood: 2, Impact: 3, Count: 3}, {Likelihood: 3, Impact: 3, Count: 5}, {Likelihood: 4, Impact: 4, Count: 1}, {Likelihood: 4, Impact: 5, Count: 1}}},
		Maturity:   &reports.Maturity{Day: benchDay(-21)},
		Money:      &reports.Money{Currency: "SEK", From: date.NewMonth(2026, 11)},
		Work:       reports.Work{Days: 30},
	}
	for _, d := range outlook.Dimensions() {
		s.Health.Sides = append(s.Health.Sides, reports.Side{Dimension: d, Colour: outlook.Green})
	}
	for i, title := range []string{"Customer records cleaned", "Integration approved", "Pilot Umeå judged", "Pilot Tromsø judged", "Wave 1 live"} {
		s.Milestones.Rows = append(s.Milestones.Rows, reports.Milestone{Title: literal(title), Planned: benchDay(12 * i), Forecast: benchDay(14 * i), Slip: 2 * i})
	}
	for i, title := range []string{"The order system has no interface that the CRM can use", "Sellers go back to their own spreadsheets", "The sponsor leaves", "Records are duplicated in three registers", "Training clashes with the Christmas trade"} {
		s.Risks.Rows = append(s.Risks.Rows, reports.Risk{Title: literal(title), Score: 20 - 2*i, Owner: "Åsa Łukowska", Response: "reduce", Plan: literal("One at a time, from the first week on.")})
	}
	for i, name := range maturity.Dimensions() {
		s.Maturity.Levels = append(s.Maturity.Levels, reports.Level{Dimension: name, Current: 1 + i%4, Target: 4})
	}
	for i, name := range strings.Fields("infrastructure services indirect") {
		sum := reports.Sum{Approved: int64(i+1) * 80_000_000, Actual: int64(i+1) * 40_000_000, Forecast: int64(i+1) * 84_000_000, Variance: int64(i+1) * -4_000_000}
		s.Money.Groups = append(s.Money.Groups, reports.Group{Key: name, Sum: sum})
	}
	s.Money.Total = reports.Sum{Approved: 480_000_000, Actual: 240_000_000, Forecast: 504_000_000, Variance: -24_000_000}
	for i := range 12 {
		s.Money.Months = append(s.Money.Months, reports.Month{Month: date.NewMonth(2026, 5).Add(i), Approved: 40_000_000, Planned: 42_000_000, Actual: int64(max(6-i, 0)) * 8_000_000})
	}
	for i := range 6 {
		task := reports.Task{Title: literal(fmt.Sprintf("Training day %d of the pilot group", i+1)), Owner: "Bjørn Ødegård", Day: benchDay(5 * (i - 2))}
		s.Work.Done.Rows, s.Work.Next.Rows = append(s.Work.Done.Rows, task), append(s.Work.Next.Rows, task)
	}
	s.Work.Done.Total, s.Work.Next.Total = 6, 6
	return s
}
