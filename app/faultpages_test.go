package app_test

import (
	"net/http"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

func TestThePagesOfThoseWhoAreNotInAreEasyToUseForAnybody(t *testing.T) {
	t.Parallel()
	empty := apptest.Open(t, sqliteSettings(t))
	token, err := empty.OfferSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first := browsertest.Open(t, empty.Listen(t))
	first.Go("/set-up?token=" + token)
	examine(t, first)
	first.Go("/set-up?token=wrong")
	examine(t, first)

	site := apptest.OpenDemo(t, sqliteSettings(t))
	var viewer []string
	for _, who := range demoSignIns(t, site) {
		if who[0] == "viewer" {
			viewer = who[:]
		}
	}
	w := browsertest.Open(t, site.Listen(t))
	for range 12 { // wrong passwords: first the form again, then the answer that it is enough for now
		w.Go("/sign-in")
		w.Type("#f-email", "nobody@nordvik.example")
		w.Type("#f-password", "not the password")
		browsertest.Eval[bool](w, `window.asked = true`)
		w.Click("button.primary")
		w.WaitFor(`window.asked === undefined && document.readyState === "complete"`)
	}
	examine(t, w)
	enterAs(w, viewer[1], viewer[2])
	b := site.Browser(t)
	comeIn(b, viewer[1], viewer[2]).Must(http.StatusSeeOther)
	b.Get("/projects/demo/settings").Must(http.StatusForbidden)
	for _, path := range []string{"/projects/demo/settings", "/projects/demo/risks/nothing", "/projects/none"} {
		w.Go(path)
		examine(t, w)
	}
}
