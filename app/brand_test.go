package app_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

const brandOf = "/organisations/fjord-son/brand"

// logoOf is a logo as somebody has it: a JPEG that says more than its pixels.
func logoOf(t *testing.T, c color.Color) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, 900, 150))
	for i := range 900 * 150 {
		p.Set(i%900, i/900, c)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, nil); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes()[:2:2], append([]byte("\xff\xfe\x00\x0csecret/../"), b.Bytes()[2:]...)...)
}

func sendLogo(b *apptest.Browser, version string, file []byte) apptest.Answer {
	return b.Send(brandOf+"/logo", b.Token(), url.Values{"version": {version}}, map[string][]byte{"logo": file})
}

func TestAnOwnerSetsTheLogoOfTheReportsAndTakesItAway(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := site.SetUp(t)
		const logo = "/organisations/fjord-son/logo.png"
		owner.Get(logo).Must(http.StatusNotFound)
		if n := owner.Get(brandOf).Must(http.StatusOK).Doc().Find(".specimen img").Length(); n != 0 {
			t.Error("a logo is shown before there is one")
		}
		green := color.NRGBA{0, 100, 0, 255}
		if got := sendLogo(owner, "0", logoOf(t, green)).Must(http.StatusSeeOther).Location; got != brandOf {
			t.Errorf("it leads to %s", got)
		}
		shown, _ := owner.Get(brandOf).Must(http.StatusOK).Doc().Find(".specimen img").Attr("src")
		got := owner.Get(shown).Must(http.StatusOK)
		if got.Type != "image/png" || got.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(got.Header.Get("Cache-Control"), "private") ||
			!strings.Contains(got.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("the logo is sent as %v", got.Header)
		}
		size, err := png.DecodeConfig(bytes.NewReader(got.Body))
		if err != nil || size.Width != 600 || size.Height != 100 || bytes.Contains(got.Body, []byte("secret")) {
			t.Errorf("%d × %d, %v", size.Width, size.Height, err)
		}
		r, _ := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+logo, nil)
		r.Header.Set("If-None-Match", got.Header.Get("ETag"))
		if a := owner.Do(r); a.Status != http.StatusNotModified || len(a.Body) > 0 {
			t.Errorf("what a browser has is sent again: %d, %d bytes", a.Status, len(a.Body))
		}

		page := owner.Get(brandOf)
		version, _ := page.Doc().Find("form[action$='/logo/delete'] input[name=version]").Attr("value")
		owner.Post(brandOf+"/logo/delete", url.Values{"version": {"0"}}).Must(http.StatusConflict)
		owner.Post(brandOf+"/logo/delete", url.Values{"version": {version}}).Must(http.StatusSeeOther)
		owner.Get(logo).Must(http.StatusNotFound)
	})
}

func TestALogoThatCannotBePrintedIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := site.SetUp(t)
		for words, file := range map[string][]byte{
			"Choose a picture":      nil,
			"neither a PNG nor":     []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"),
			"cannot be read":        logoOf(t, color.Black)[:2000],
			"would not be seen":     logoOf(t, color.White),
			"something else behind": append(logoOf(t, color.Black), "PK\x03\x04"...),
		} {
			if said := sendLogo(owner, "0", file).Must(http.StatusUnprocessableEntity).Text("form[action$='/brand/logo'] .wrong"); !strings.Contains(said, words) {
				t.Errorf("it says %q, want %q", said, words)
			}
		}
		owner.Lang = "sv"
		owner.Post("/me", url.Values{"name": {"Åsa"}, "email": {asa}, "language": {"sv"}, "theme": {"auto"}})
		if said := sendLogo(owner, "0", nil).Must(http.StatusUnprocessableEntity).Text(".wrong"); !strings.Contains(said, "Välj en bild") {
			t.Errorf("in Swedish it says %q", said)
		}
	})
}

func TestAnAccentMustStandOutFromPaperAndTheNearestThatDoesIsOffered(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := site.SetUp(t)
		set := func(accent, version string) apptest.Answer {
			return owner.Post(brandOf, url.Values{"accent": {accent}, "version": {version}})
		}
		if said := set("green", "0").Must(http.StatusUnprocessableEntity).Text(".wrong"); !strings.Contains(said, "#1d5c4b") {
			t.Errorf("of a word it says %q", said)
		}
		page := set("#777777", "0").Must(http.StatusUnprocessableEntity)
		if said := page.Text(".wrong"); !strings.Contains(said, "4.4:1") || !strings.Contains(said, "4.5:1") || !strings.Contains(said, "#767676") {
			t.Errorf("of a pale one it says %q", said)
		}
		if typed, _ := page.Doc().Find("#f-accent-accent").Attr("value"); typed != "#777777" {
			t.Errorf("what was typed is %q", typed)
		}
		offered, _ := page.Doc().Find("input[type=hidden][name=accent]").Attr("value")
		set(offered, "0").Must(http.StatusSeeOther)
		set(" 5E1F47 ", "1").Must(http.StatusSeeOther)
		if drawn := owner.Get(brandOf).Doc().Find(".specimen rect[fill='#5e1f47']").Length(); drawn == 0 {
			t.Error("the preview is in another colour")
		}
		late := set("#003366", "1").Must(http.StatusConflict)
		if theirs := late.Text(".theirs"); !strings.Contains(theirs, "#5e1f47") {
			t.Errorf("what is stored is said to be %q", theirs)
		}
		set("", "2").Must(http.StatusSeeOther)
		if drawn := owner.Get(brandOf).Doc().Find(".specimen rect[fill='#1d5c4b']").Length(); drawn == 0 {
			t.Error("without an accent the house's is not shown")
		}
	})
}

func TestOnlyOwnersSetHowReportsLookAndStrangersDoNotSeeTheLogo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		sendLogo(owner, "0", logoOf(t, color.Black)).Must(http.StatusSeeOther)
		member := join(t, site, owner, "Maren", "maren@firm.example", "lead")
		member.Get(brandOf).Must(http.StatusForbidden)
		member.Post(brandOf, url.Values{"accent": {"#000000"}, "version": {"1"}}).Must(http.StatusForbidden)
		sendLogo(member, "1", logoOf(t, color.Black)).Must(http.StatusForbidden)
		member.Post(brandOf+"/logo/delete", url.Values{"version": {"1"}}).Must(http.StatusForbidden)
		member.Get("/organisations/fjord-son/logo.png").Must(http.StatusOK)
		if n := member.Get("/organisations/fjord-son").Must(http.StatusOK).Doc().Find("a[href$='/brand']").Length(); n != 0 {
			t.Error("a member is led where they may not go")
		}
		site.Browser(t).Get("/organisations/fjord-son/logo.png").Must(http.StatusSeeOther) // to sign in
		if n := owner.Get("/organisations/fjord-son").Doc().Find("a[href$='/brand']").Length(); n != 1 {
			t.Error("an owner is not led there")
		}
	})
}
