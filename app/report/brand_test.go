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
