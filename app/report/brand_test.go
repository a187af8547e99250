package report_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// logo is a picture of so many pixels.
func logo(t *testing.T, w, h int) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		if x, y := i%w, i/w; (x/20+y/20)%2 == 0 {
			p.Set(x, y, color.NRGBA{94, 31, 71, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestALongNameStandsInFullOnTheFirstPage(t *testing.T) {
	long := strings.Repeat("Nordvik Vattenteknik och Fjärrvärme ", 3)
	for name, draw := range map[string]func(report.Input) []byte{
		"steering": func(in report.Input) []byte {
			page := sample()
			page.Organisation, page.Project = in.Organisation, in.Project
			return drawn(t, "named", "en", page)
		},
		"risks": func(in report.Input) []byte {
			return printed(t, "named-risks", "en", frozen(t, in, "risks", riskLog()))
		},
	} {
		for project, whose := range map[string]string{"Kundrelationer i hela koncernen": long, "Nordvik CRM": "Fjord"} {
			in := whole(report.KindRisk)
			in.Organisation, in.Project = whose, words(project)
			file := draw(in)
			pdftest.WellSet(t, name, file, pdftest.Limits{Most: 6})
			if text := pdftest.Pages(t, file)[0].Says(); strings.Count(text, project) != 1 { // and not twice where the head holds it
				t.Errorf("%s: %q stands %d times on the first page: %s", name, project, strings.Count(text, project), text)
			}
		}
	}
}

// TestALongTitleHasTheRoomThatNamesLeaveInTheHead and is on no list of what does not fit,
// where the first page has it whole.
func TestALongTitleHasTheRoomThatNamesLeaveInTheHead(t *testing.T) {
	texts, faces := loaded(t)
	in := whole(report.KindRisk)
	in.Organisation, in.Project = "Fjord", words("CRM")
	for title, times := range map[string]int{"Every risk of the pilots in Umeå and Tromsø": 2, strings.Repeat("Every risk of the pilots ", 5) + "there": 1} {
		in.Name = words(title)
		page, err := report.Draw(frozen(t, in, "risks", riskLog()), texts.For("en"), faces)
		if err != nil || len(page.Cut) > 0 {
			t.Fatalf("%q: %v is told to be cut, %v", title, page.Cut, err)
		}
		text := strings.Join(strings.Fields(pdftest.Pages(t, page.PDF)[0].Says()), " ")
		if got := strings.Count(text, title); got != times {
			t.Errorf("%q stands %d times on the first page, want %d: %s", title, got, times, text)
		}
	}
}

func TestAReportCarriesItsOrganisationsLogoAndAccentOnEachPage(t *testing.T) {
	plain := drawn(t, "unbranded", "sv", sample())
	for name, size := range map[string][2]int{"wide": {600, 50}, "usual": {600, 200}, "square": {200, 200}, "high": {20, 200}} {
		in := sample()
		in.Organisation, in.Project = strings.Repeat("Nordvik Vattenteknik och Fjärrvärme ", 3), words("Kundrelationer i hela koncernen")
		in.Brand = report.Brand{Accent: "#5e1f47", Logo: logo(t, size[0], size[1])}
		file := drawn(t, "branded-"+name, "sv", in)
		pdftest.WellSet(t, name, file, pdftest.Limits{Most: 2})
		if n := bytes.Count(file, []byte("/SMask")); n != 1 {
			t.Errorf("%s: %d pictures", name, n)
		}
		if again := drawn(t, "again", "sv", in); !bytes.Equal(again, file) {
			t.Errorf("%s: drawn again it is another file", name)
		}
	}
	if bytes.Contains(plain, []byte("/Subtype /Image")) {
		t.Error("a report without a logo holds a picture")
	}
}
