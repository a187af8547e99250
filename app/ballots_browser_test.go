package app_test

import (
	"net/http"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// TestAQuestionIsAnsweredOnAPhoneByLinkAndTheAnswerChanged goes the way of somebody
// without an account, with a thumb, until a lead closes the question.
func TestAQuestionIsAnsweredOnAPhoneByLinkAndTheAnswerChanged(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Nordvik CRM", "small")
	seats(b, home, "Ingrid Solvang")
	at := circulated(b, home, "Byter vi leverantör innan den andra vågen börjar?")
	link := ballotOf(t, b, at, "Ingrid")
	phone := browsertest.Open(t, site.Listen(t))
	phone.Phone()
	looks := func() {
		t.Helper()
		for _, dark := range []bool{false, true} {
			phone.Dark(dark)
			phone.Fits()
			phone.Accessible()
			phone.Readable()
		}
	}
	phone.Go(link)
	looks()
	phone.Click(".reach a[href='#answer']")
	phone.Click("#answer label:has([value='2'])")
	phone.Type("#answer textarea", "Vi hinner före sommaren.")
	phone.Click("#answer button.primary")
	phone.Wait("#answered")
	if got := phone.Text("#answered"); !strings.Contains(got, "Answered by Ingrid Solvang") || !strings.Contains(got, "B. Börja i januari") {
		t.Errorf("it says %q", got)
	}
	looks()
	phone.Click("#answer label:has([value='1'])")
	phone.Click("#answer button.primary")
	phone.WaitFor(`document.querySelector("#answered").textContent.includes("A. Vänta till mars")`)
	b.Post(at+"/close", version(2)).Must(http.StatusSeeOther)
	phone.Go(link)
	if got := phone.Text("main"); !strings.Contains(got, "No more answers are taken here") || !strings.Contains(got, "1 for, 0 against") {
		t.Errorf("closed, it says %q", got)
	}
	looks()
	if said := phone.Console(); len(said) > 0 {
		t.Errorf("the browser said %q", said)
	}
}
