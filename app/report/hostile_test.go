package report_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"stegvis/app/outlook"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// everywhere is one text wherever a portfolio and the minutes of a meeting have one, also
// in the heads of their pages.
func everywhere(t testing.TB, text string) map[string]report.Snapshot {
	t.Helper()
	of, minutes := whole(report.KindPortfolio), whole(report.KindMinutes)
	of.Project, of.Organisation, of.Base = words(""), text, "https://stegvis.example"
	minutes.Project, minutes.Organisation, minutes.Subject = words(text), text, report.Subject{ID: "m", Name: words(text)}
	return map[string]report.Snapshot{"portfolio": written(t, of, part{"portfolio", portfolioSaying(text)}), "minutes": frozen(t, minutes, "minutes", metSaying(text))}
}

// portfolioSaying is of two projects of which everything says one text.
func portfolioSaying(text string) report.Portfolio {
	one := row(text)
	one.Aim, one.Basis = words(text), outlook.Basis{Reason: words(text)}
	one.Sides[0].Basis, one.Tracks[0].Name, one.Risks, one.High, one.Money.Forecast = one.Basis, words(text), 9_999_999, 1_000_000, 9_000_000_000_000_000
	return report.Portfolio{Total: 1_000_000, Rows: []report.PortfolioRow{one, one}}
}

// metSaying are minutes in which everything says one text.
func metSaying(text string) report.Minutes {
	m, phrase := met(), words(text)
	m.Place, m.ClosedBy = phrase, text
	for i := range m.People {
		m.People[i].Name = text
		if m.People[i].For != "" {
			m.People[i].For = text
		}
	}
	for i := range m.Points {
		p := &m.Points[i]
		p.Title, p.Presenter, p.Said = phrase, text, phrase
		if p.Report != nil {
			p.Report.Name = report.Name{Variant: phrase, Subject: phrase}
		}
		if p.Decided != nil {
			p.Decided.Question, p.Decided.Choice, p.Decided.Reason = words(text+"?"), phrase, phrase
		}
		for j := range p.Actions {
			p.Actions[j].Title, p.Actions[j].Owner = phrase, text
		}
	}
	return m
}

func TestWhateverIsNotedPortfoliosAndMinutesStayWellSet(t *testing.T) {
	for name, text := range noted() {
		for kind, kept := range everywhere(t, text) {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				pdftest.WellSet(t, name, printed(t, "hostile-"+kind+"-"+strings.ReplaceAll(name, " ", "-"), "sv", kept), pdftest.Limits{Gaps: true, Most: 100})
			})
		}
	}
}

func TestNothingOfALongTextIsCutInPortfoliosAndMinutes(t *testing.T) {
	text := strings.Repeat("Kundregistret flyttas över ", 300) + "slutordet"
	for name, kept := range map[string]report.Snapshot{
		"portfolio": together(t, report.KindPortfolio, part{"portfolio", portfolioSaying(text)}), "minutes": together(t, report.KindMinutes, part{"minutes", metSaying(text)}),
	} {
		said := strings.Join(strings.Fields(pdftest.Said(t, printed(t, "uncut-"+name, "en", kept))), "")
		if strings.Contains(said, "…") || !strings.Contains(said, "slutordet") {
			t.Errorf("%s is cut", name)
		}
	}
}

func TestNothingAtAllIsAPageThatSaysSo(t *testing.T) {
	for kind, want := range map[report.Kind]struct {
		value any
		says  string
	}{
		report.KindPortfolio: {report.Portfolio{}, "no project here that you may open"},
		report.KindMinutes:   {report.Minutes{}, "Nobody is called yet"},
	} {
		in := report.Input{Version: report.InputVersion, Kind: kind}
		file := printed(t, "hostile-nothing-"+string(kind), "en", frozen(t, in, string(kind), want.value))
		pdftest.WellSet(t, string(kind), file, pdftest.Limits{Most: 1})
		if said := pdftest.Said(t, file); !strings.Contains(said, want.says) {
			t.Errorf("%s of nothing at all says %s", kind, said)
		}
	}
}

func TestPortfoliosOfTwoHundredProjectsAndMinutesOfSixtyPointsAreWhole(t *testing.T) {
	t.Parallel()
	v, m := report.Portfolio{Total: 200}, met()
	m.Points, m.People = nil, nil
	for i := range 200 {
		v.Rows = append(v.Rows, row(fmt.Sprintf("Project %d of many", i+1)))
		m.People = append(m.People, report.Attendant{Name: fmt.Sprintf("Person %d of many", i+1), Part: met().People[i%4].Part, For: met().People[i%4].For, Present: i%3 == 0})
	}
	for i := range 60 {
		p := met().Points[i%4]
		p.Title = words(fmt.Sprintf("Point %d of many", i+1))
		m.Points = append(m.Points, p)
	}
	m.Present, m.Members = 67, 200
	for _, c := range []struct {
		name, last string
		kept       report.Snapshot
		l          pdftest.Limits
	}{
		{"portfolio", "Project 200 of many", together(t, report.KindPortfolio, part{"portfolio", v}), pdftest.Limits{Least: 60, Most: 140}},
		{"minutes", "Point 60 of many", together(t, report.KindMinutes, part{"minutes", m}), pdftest.Limits{Least: 8, Most: 30}},
	} {
		file := printed(t, "hostile-many-"+c.name, "en", c.kept)
		pdftest.WellSet(t, c.name, file, c.l)
		said := strings.Join(strings.Fields(pdftest.Said(t, file)), " ")
		for _, want := range []string{c.last, map[string]string{"portfolio": "Project 1 of many", "minutes": "Person 200 of many"}[c.name]} {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not tell of %q", c.name, want)
			}
		}
	}
}

// logos are what may stand where an organisation's logo is kept.
func logos(t *testing.T) map[string][]byte {
	t.Helper()
	of := func(width, height int) []byte {
		p := image.NewNRGBA(image.Rect(0, 0, width, height))
		for i := range width * height {
			p.Set(i%width, i/width, color.NRGBA{200, 0, 0, uint8(i)})
		}
		var b bytes.Buffer
		if err := png.Encode(&b, p); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	square := of(100, 100)
	return map[string][]byte{
		"none": nil, "words": []byte("not a picture"), "half a picture": square[:len(square)/2], "a long one": of(2000, 2), "a high one": of(2, 2000), "a dot": of(1, 1),
		"the head of a huge one": []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00"),
	}
}

func TestNoLogoSpoilsAPortfolioOrMinutes(t *testing.T) {
	for name, logo := range logos(t) {
		for kind, value := range map[report.Kind]any{report.KindPortfolio: report.Portfolio{Total: 1, Rows: []report.PortfolioRow{row("Nordvik")}}, report.KindMinutes: met()} {
			in := whole(kind)
			in.Brand = report.Brand{Accent: "#8a1c4a", Logo: logo}
			file := printed(t, "hostile-logo-"+string(kind), "en", frozen(t, in, string(kind), value))
			pdftest.WellSet(t, string(kind)+" with a logo of "+name, file, pdftest.Limits{Most: 3})
		}
	}
}
