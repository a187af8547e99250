package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// beside opens the row of a list that a selector finds, and gives its address.
func beside(w *browsertest.Window, link string) string {
	w.Wait(link)
	href := browsertest.Eval[string](w, fmt.Sprintf(`document.querySelector(%q).getAttribute("href")`, link))
	w.Click(link)
	w.WaitFor(fmt.Sprintf(`location.pathname === %q && !!document.querySelector(".panel #panel-title")`, href))
	return href
}

func TestARowOpensBesideItsList(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/risks?sort=title")
	rows := `document.fonts.ready.then(() => [...document.querySelectorAll("main tbody td")].flatMap(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width] }))`
	before := browsertest.Eval[[]float64](w, rows)
	first := "tbody tr:nth-child(1) a"
	name := w.Text(first)
	at := beside(w, first)
	if got := w.Text("#panel-title"); got != name {
		t.Errorf("the panel is about %q, want %q", got, name)
	}
	if after := browsertest.Eval[[]float64](w, rows); len(before) == 0 || !slices.Equal(after, before) {
		t.Errorf("the list's cells stood at %v, and now at %v", before, after)
	}
	if got := focused(w, "e.className"); got != "panel" {
		t.Errorf("the focus is on %q", got)
	}
	w.Accessible()
	w.Dark(true)
	w.Readable()
	w.Dark(false)

	fill(w, ".panel form", "title", "")
	w.Click(".panel form button.primary")
	w.Wait("#panel-f-title-wrong")
	if got := focused(w, "e.id"); got != "panel-f-title" {
		t.Errorf("a mistake leads to %q", got)
	}
	w.Accessible()
	fill(w, ".panel form", "title", "Aldrig sett förut")
	w.Click(".panel form button.primary")
	w.Wait(".flash")
	w.WaitFor(`document.querySelector("tbody").innerText.includes("Aldrig sett förut") && document.querySelector("#panel-title").innerText === "Aldrig sett förut"`)
	if got := w.Path(); got != at {
		t.Errorf("after the save the address is %s, want %s", got, at)
	}

	w.Press(kb.Escape)
	w.WaitFor(`!document.querySelector(".panel")`)
	w.WaitFor(fmt.Sprintf(`location.pathname + location.search === %q`, home+"/risks?sort=title"))
	if got := focused(w, `e.getAttribute("href")`); got != at {
		t.Errorf("the panel gives the focus back to %s", got)
	}
}

func TestTheWayBackClosesThePanelAndAReloadIsTheRowsPage(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/risks?category=personnel")
	browsertest.Eval[bool](w, `window.stayed = true`)
	at := beside(w, "tbody tr:nth-child(1) a")
	browsertest.Eval[bool](w, `document.querySelector("[data-step='1']").click(), true`)
	w.WaitFor(fmt.Sprintf(`location.pathname !== %q`, at))
	second := w.Path()
	browsertest.Eval[bool](w, `document.querySelector(".panel").focus(), true`)
	w.Press("k")
	w.WaitFor(fmt.Sprintf(`location.pathname === %q`, at))
	w.Press("j")
	w.WaitFor(fmt.Sprintf(`location.pathname === %q`, second))

	browsertest.Eval[bool](w, `history.back(), true`)
	w.WaitFor(`!document.querySelector(".panel") && location.search === "?category=personnel"`)
	browsertest.Eval[bool](w, `history.forward(), true`)
	w.WaitFor(fmt.Sprintf(`location.pathname === %q && !!document.querySelector(".panel")`, second))
	if !browsertest.Eval[bool](w, `window.stayed === true`) {
		t.Error("the page was loaded anew")
	}
	w.Go(w.Path())
	w.Wait("main form #f-title")
	if browsertest.Eval[bool](w, `!!document.querySelector(".panel")`) {
		t.Error("a reload is not the row's own page")
	}
}

func TestTheFocusStaysInThePanelAndOtherClicksAreOrdinary(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/decisions")
	add(w, home+"/decisions", "Vem äger kunden?", "question", "Vem äger kunden?")
	beside(w, "tbody tr:nth-child(1) a")
	w.Press(kb.Tab, chromedp.KeyModifiers(8)) // Shift, from the panel itself to its last stop
	if !browsertest.Eval[bool](w, `document.querySelector(".panel").contains(document.activeElement)`) {
		t.Error("the focus has left the panel backwards")
	}
	w.Press(kb.Tab)
	if !browsertest.Eval[bool](w, `document.querySelector(".panel").contains(document.activeElement)`) {
		t.Error("the focus has left the panel forwards")
	}
	w.Click("[data-shut]")
	w.WaitFor(`!document.querySelector(".panel")`)

	if browsertest.Eval[bool](w, `(() => { const e = new MouseEvent("click", {bubbles: true, cancelable: true, ctrlKey: true}); let taken; addEventListener("click", e => { taken = e.defaultPrevented; e.preventDefault() }, {once: true}); document.querySelector("tbody a").dispatchEvent(e); return taken })()`) {
		t.Error("a click with Ctrl opens no tab")
	}
	w.Size(1000, 800)
	w.Click("tbody a")
	w.Wait("main form #f-question")
}

func TestWhatHangsOnARowIsChangedInThePanelAndARemovedRowClosesIt(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/rollout?view=list")
	name := w.Text("td.title a")
	at := beside(w, "td.title a")
	fill(w, ".panel form[action$='/comments']", "body", "Sagt vid sidan om")
	w.Click(".panel form[action$='/comments'] button")
	w.WaitFor(`document.querySelector(".panel #panel-comments")?.innerText.includes("Sagt vid sidan om")`)
	if got := w.Path(); got != at {
		t.Errorf("the address is %s", got)
	}
	w.Accessible()
	w.Click(".panel form[action$='/delete'] .danger")
	w.WaitFor(`!document.querySelector(".panel")`)
	w.WaitFor(fmt.Sprintf(`![...document.querySelectorAll("td.title a")].some(a => a.innerText === %q)`, name))
	w.WaitFor(`location.search === "?view=list"`)
	w.Click(".flash button")
	w.WaitFor(fmt.Sprintf(`[...document.querySelectorAll("td.title a")].some(a => a.innerText === %q)`, name))
}

func TestASessionThatEndsInThePanelAsksToSignInAndSends(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/risks")
	at := beside(w, "tbody tr:nth-child(1) a")
	fill(w, ".panel form", "plan", "Efter inloggningen")
	b.Post("/me/sign-out-everywhere", url.Values{}).Must(http.StatusSeeOther)
	w.Click(".panel form button.primary")
	fill(w, "main form", "email", asa, "password", "correct horse battery")
	w.Click("main form button.primary")
	w.WaitFor(`!!document.querySelector("main form[action*='/risks/'] button.primary")`)
	w.Click("main form button.primary")
	w.Wait(".flash")
	comeIn(b, asa, "correct horse battery").Must(http.StatusSeeOther)
	if got := b.Get(at).Text("#f-plan"); got != "Efter inloggningen" {
		t.Errorf("saved is %q", got)
	}
}
