package app_test

import (
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

func TestALeadInvitesSomebodyWhoJoinsInTheirOwnBrowser(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	begun(t, site)
	at := site.Listen(t)
	w := browsertest.Open(t, at)
	enter(w)
	w.Go(vart + "/members")
	w.Accessible()
	w.Click("details.add > summary")
	w.Type("#f-invite-email", "maren@firm.example")
	w.Click("details.add button.primary")
	w.Wait(".copyable")
	w.Accessible()
	if got := w.Path(); got != vart+"/members" {
		t.Errorf("the address is %s", got)
	}
	link := linkIn(t, browsertest.Eval[string](w, `document.querySelector(".copyable").innerText`), "invitation")

	guest := browsertest.Open(t, at)
	guest.Size(390, 844)
	guest.Go(link)
	guest.Accessible()
	guest.Type("#f-name", "Maren Solhaugen")
	guest.Type("#f-password", "long enough to keep")
	guest.Click("button.primary")
	guest.Wait("nav.rail")
	guest.WaitFor(`document.querySelector("main").innerText.includes("Vårt CRM")`)

	w.Go(vart + "/members")
	w.WaitFor(`document.querySelector("tbody").innerText.includes("Maren Solhaugen")`)
	for _, page := range []string{vart + "/settings", "/organisations", "/organisations/fjord-son", "/admin/accounts", "/me"} {
		w.Go(page)
		w.Accessible()
	}
}

func TestAWrongFormKeepsTheAddressOfItsPage(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	begun(t, site)
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(vart + "/settings")
	w.Click("#remove summary")
	w.Type("#f-remove-confirm", "Something else")
	w.Click("#remove button.danger")
	w.Wait("#f-remove-confirm-wrong")
	if got := w.Path(); !strings.HasSuffix(got, "/settings") {
		t.Errorf("the address is %s, which cannot be loaded again", got)
	}
}
