package qr_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"stegvis/app/platform/qr"
)

func TestACodeIsOnePictureWithAQuietZoneAndALabel(t *testing.T) {
	svg, err := qr.SVG("https://crm.firm.example/join/ABCDEF", `Join <here> & "now"`)
	if err != nil {
		t.Fatal(err)
	}
	var picture struct {
		Label string `xml:"aria-label,attr"`
		Box   string `xml:"viewBox,attr"`
		Path  []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(svg), &picture); err != nil {
		t.Fatal(err)
	}
	if picture.Label != `Join <here> & "now"` {
		t.Errorf("the label is %q", picture.Label)
	}
	if picture.Box != "0 0 37 37" { // version 3: 29 modules and the quiet zone on both sides
		t.Errorf("the box is %q", picture.Box)
	}
	if len(picture.Path) != 2 || !strings.HasPrefix(picture.Path[1].D, "M4 4h7v1h-7z") { // the first row of the corner's eye
		t.Errorf("the code begins %.20s", picture.Path[1].D)
	}
}

func TestTheSameAddressIsAlwaysTheSameCode(t *testing.T) {
	one, _ := qr.SVG("https://a.example/join/ABCDEF", "a")
	other, _ := qr.SVG("https://a.example/join/ABCDEF", "a")
	if one != other {
		t.Error("two drawings of one address differ")
	}
}

func TestATextThatNoCodeHoldsIsRefused(t *testing.T) {
	if _, err := qr.SVG(strings.Repeat("a", 4000), ""); err == nil {
		t.Error("it was drawn")
	}
}
