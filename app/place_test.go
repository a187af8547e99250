package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// stand is where the window and the page's own heading stand.
type stand struct{ Window, Heading int }

func standing(w *browsertest.Window) stand {
	at := browsertest.Eval[[]int](w, `new Promise(r => requestAnimationFrame(() => setTimeout(() => r([scrollY, document.querySelector("main h1").getBoundingClientRect().top].map(Math.round)))))`)
	return stand{at[0], at[1]}
}

// stays fails the test when a page has jumped, or what is above has moved, since it stood
// in a place. What is beneath a form that closes may move.
func stays(t *testing.T, w *browsertest.Window, what string, before stand) {
	t.Helper()
	if after := standing(w); after != before {
		t.Errorf("%s: the page stood at %+v, and now at %+v", what, before, after)
	}
	if got := focused(w, "e.tagName"); got == "BODY" {
		t.Errorf("%s: nothing has the focus", what)
	}
}

// goTo brings what a selector finds to the lower edge of the window, and gives where the
// page stands then.
func goTo(w *browsertest.Window, selector string) stand {
	w.Wait(selector)
	browsertest.Eval[bool](w, fmt.Sprintf(`(document.querySelector(%q).scrollIntoView({block: "end"}), true)`, selector))
	return standing(w)
}

// late lets answers come later than a blink.
const late = `window.line ??= window.fetch, window.fetch = (...a) => new Promise(r => setTimeout(r, 220)).then(() => window.line(...a)), true`

func TestASaveInPlaceMovesNothing(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	who := demoSignIns(t, site)[0]
	w := browsertest.Open(t, site.Listen(t))
	enterAs(w, who[1], who[2])
	step := "/projects/demo/tracks/kotter/wins"
	w.Go(step)
	browsertest.Eval[bool](w, `document.fonts.ready.then(() => true)`)
	browsertest.Eval[bool](w, late)

	one := "li.deliverable:last-child"
	goTo(w, one+" summary")
	w.Click("li.deliverable:first-child summary") // stands open all the while
	goTo(w, one+" summary")
	w.Click(one + " summary")
	fill(w, one+" form", "evidence_text", "Minutes of the tenth meeting")
	before := goTo(w, one+" form .actions button")
	w.Click(one + " form .actions button")
	w.Wait(one + " form .actions button[aria-busy=true]")
	w.Wait(".flash")
	stays(t, w, "a deliverable's evidence", before)
	if browsertest.Eval[bool](w, fmt.Sprintf(`document.querySelector(%q).open`, one+" details")) {
		t.Error("the form that was saved stays open")
	}
	if !browsertest.Eval[bool](w, `document.querySelector("li.deliverable:first-child details").open`) {
		t.Error("the form that was not saved has closed")
	}
	if browsertest.Eval[int](w, `document.querySelectorAll("[aria-busy]").length`) != 0 {
		t.Error("something still says that it works")
	}

	before = standing(w)
	w.Click(".flash button")
	w.WaitFor(`document.querySelector(".flash")?.innerText.includes("Taken back")`)
	stays(t, w, "Undo", before)
	w.Accessible()
}

func TestAListIsFoundAsItWasLeft(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	w, _, home := atWork(t, site)
	w.Go(home + "/risks?category=personnel&sort=title")
	n := browsertest.Eval[int](w, `history.length`)
	w.Click("details.add > summary")
	fill(w, "details.add form", "title", "Aldrig utbildade", "category", "personnel")
	w.Click("details.add form button.primary")
	w.Wait(".flash")
	if got := w.Path(); got != home+"/risks?category=personnel&sort=title" {
		t.Errorf("the list is found as %s", got)
	}
	if got := browsertest.Eval[int](w, `history.length`); got != n {
		t.Errorf("one save made %d steps to go back", got-n)
	}
	if got := w.Text("tr.fresh"); !strings.Contains(got, "Aldrig utbildade") {
		t.Errorf("the row that is new is shown as %q", got)
	}
	if got := focused(w, "e.tagName"); got != "SUMMARY" {
		t.Errorf("after a save in place the focus is on %s", got)
	}

	w.Size(1000, 800) // too narrow for a panel
	w.Click("tr.fresh a")
	w.Wait("#f-plan")
	fill(w, "main form", "plan", "En dag i veckan")
	w.Click("main form button.primary")
	w.Wait(".flash")
	if got := focused(w, "e.innerText"); got != "Aldrig utbildade" {
		t.Errorf("after a save that leads back to the list the focus is on %q", got)
	}
}

func TestWhatIsRefusedIsSaidWhereItWasPressed(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/risks")
	w.Click("details.add > summary")
	w.Type("#f-title", "Ingen tar emot")
	b.Post(home+"/settings/delete", url.Values{"confirm": {"Vår CRM"}}).Must(http.StatusSeeOther)
	w.Click("details.add form button.primary")
	w.Wait("#refused")
	if got := browsertest.Eval[string](w, `document.querySelector("#f-title").value`); got != "Ingen tar emot" || w.Path() != home+"/risks" {
		t.Errorf("the form holds %q on %s", got, w.Path())
	}
	w.Accessible()
	w.Click("#refused [data-close]")
	w.WaitFor(`!document.querySelector("#refused").checkVisibility()`)
}

func TestSeveralMistakesAreListedAndLeadToTheirFields(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/risks")
	w.Click("details.add > summary")
	fill(w, "details.add form", "title", "", "likelihood", "9")
	w.Click("details.add form button.primary")
	w.Wait(".faults a")
	if got := focused(w, `e.className`); !strings.Contains(got, "faults") {
		t.Errorf("after two mistakes the focus is on %q", got)
	}
	w.Accessible()
	w.Click(".faults a")
	if got := focused(w, "e.id"); got != "f-title" {
		t.Errorf("the first mistake leads to %q", got)
	}
}

func TestAProjectThatIsBeingMadeSaysWhatIsFilledIn(t *testing.T) {
	t.Parallel()
	w, _, _ := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go("/projects/new")
	fill(w, "main form", "name", "Ännu ett")
	browsertest.Eval[bool](w, late)
	w.Click("main form button.primary")
	if got := w.Text("#working"); !strings.Contains(got, "risks") || !strings.Contains(got, "tasks") {
		t.Errorf("while it is made it says %q", got)
	}
	w.WaitFor(`document.title.includes("Ännu ett")`)
	if browsertest.Eval[bool](w, `document.querySelector("#working").checkVisibility()`) {
		t.Error("what is done still says that it works")
	}
}

// scripts is what a page's scripts weigh as they are sent, modules included.
const scripts = `performance.getEntriesByType("resource").filter(e => new URL(e.name).pathname.endsWith(".js")).reduce((sum, e) => sum + e.encodedBodySize, 0)`

func TestTheScriptsOfAPageStaySmall(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	for _, page := range []string{home, home + "/risks", home + "/rollout", home + "/tracks/kotter/urgency"} {
		w.Go(page)
		w.WaitFor(`document.readyState === "complete" && !document.querySelector("[data-module=board]:not(.ready)") && (!document.querySelector("a[data-panel]") || performance.getEntriesByName(new URL("/static/js/panel.js" + new URL(document.querySelector("script[type=module]").src).search, location)).length > 0)`)
		got := browsertest.Eval[int](w, `new Promise(r => setTimeout(() => r(`+scripts+`), 100))`)
		t.Logf("%s: %d bytes of scripts", page, got)
		if got == 0 || got >= 40<<10 {
			t.Errorf("%s: %d bytes of scripts", page, got)
		}
	}
}
