package app_test

import (
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/config"
)

// enter signs the person of apptest's set-up in.
func enter(w *browsertest.Window) { enterAs(w, asa, "correct horse battery") }

func enterAs(w *browsertest.Window, email, password string) {
	w.Go("/sign-in")
	w.Type("#f-email", email)
	w.Type("#f-password", password)
	w.Click("button.primary")
	w.Wait("nav.rail")
}

func TestAFormIsAnsweredInPlace(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		w := browsertest.Open(t, site.Listen(t))
		enter(w)
		w.Go(home + "/risks")
		browsertest.Eval[bool](w, `window.stayed = true`)

		w.Click("details.add > summary")
		w.Click("details.add button.primary")
		w.Wait("#f-title-wrong")
		if got := browsertest.Eval[string](w, `document.activeElement.id`); got != "f-title" {
			t.Errorf("after a wrong form the cursor is in %q", got)
		}
		w.Accessible()

		w.Type("#f-title", "Säljarna fyller inte i")
		w.Click("details.add button.primary")
		w.Wait(".flash")
		w.WaitFor(`document.querySelector("tbody").innerText.includes("Säljarna fyller inte i")`)
		if got := browsertest.Eval[string](w, `document.querySelector("#f-title").value`); got != "" {
			t.Errorf("the form still holds %q", got)
		}
		if browsertest.Eval[bool](w, `document.querySelector("details.add").open`) {
			t.Error("the form stays open")
		}
		if !browsertest.Eval[bool](w, `window.stayed === true`) {
			t.Error("the page was loaded anew")
		}
		if got := w.Path(); got != home+"/risks" {
			t.Errorf("the address is %s", got)
		}
		w.Size(390, 844)
		w.Accessible()

		w.Click(".flash button")
		w.WaitFor(`!document.querySelector("main").innerText.includes("Säljarna fyller inte i")`)
	})
}

func TestWithoutNetworkNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/risks")
	w.Click("details.add > summary")
	w.Type("#f-title", "Nätet är nere")
	browsertest.Eval[bool](w, `window.line = window.fetch; window.fetch = () => Promise.reject(new TypeError("no network")); true`)
	w.Click("details.add button.primary")
	w.Wait("#unreachable")
	if got := browsertest.Eval[string](w, `document.querySelector("#f-title").value`); got != "Nätet är nere" {
		t.Errorf("the form holds %q", got)
	}
	w.Accessible()
	browsertest.Eval[bool](w, `window.fetch = window.line; true`)
	w.Click("details.add button.primary")
	w.WaitFor(`document.querySelector("tbody")?.innerText.includes("Nätet är nere")`)
	if browsertest.Eval[bool](w, `document.querySelector("#unreachable").checkVisibility()`) {
		t.Error("the page still says that nothing can be reached")
	}
}

func sqliteSettings(t *testing.T) config.Settings { return config.Settings{DataDir: t.TempDir()} }
