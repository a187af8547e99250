package app_test

import (
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// enter signs the person of apptest's set-up in.
func enter(w *browsertest.Window) {
	w.Go("/sign-in")
	w.Type("#f-email", "asa@firm.example")
	w.Type("#f-password", "correct horse battery")
	w.Click("button.primary")
	w.Wait("nav.rail")
}

func TestABrowserAddsARisk(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		w := browsertest.Open(t, site.Listen(t))
		enter(w)
		w.Go(home + "/risks")
		w.Click("details.add > summary")
		w.Type("#f-title", "Säljarna fyller inte i")
		w.Click("details.add button.primary")
		w.Wait(".flash")
		if got := w.Text("tbody tr td.title"); got != "Säljarna fyller inte i" {
			t.Errorf("the list shows %q", got)
		}
		w.Accessible()
		w.Size(390, 844)
		w.Accessible()
	})
}
