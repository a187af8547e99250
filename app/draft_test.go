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

// long is a text that nobody writes twice.
var long = strings.Repeat("Säljarna för in kunden först när affären är klar. ", 60)

// kept is how many drafts the browser holds.
func kept(w *browsertest.Window) int {
	return browsertest.Eval[int](w, `Object.keys(localStorage).filter(k => k.startsWith("stegvis.draft.")).length`)
}

// write begins a risk and types a long text into it, which nothing has saved yet.
func write(w *browsertest.Window, home, title string) {
	w.Go(home + "/risks")
	w.Click("details.add > summary")
	fill(w, "details.add form", "title", title)
	browsertest.Eval[bool](w, fmt.Sprintf(`(e => { e.focus(); document.execCommand("insertText", false, %q); return true })(document.querySelector("#f-plan"))`, long))
}

// risksCalled is how many risks have a title, by what the server says.
func risksCalled(b *apptest.Browser, home, title string) int {
	return b.Get(home + "/risks?q=" + url.QueryEscape(title)).Must(http.StatusOK).Doc().Find("tbody tr").Length()
}

func planOf(b *apptest.Browser, home, title string) string {
	link, _ := b.Get(home + "/risks?q=" + url.QueryEscape(title)).Doc().Find("tbody td.title a").Attr("href")
	return b.Get(link).Must(http.StatusOK).Doc().Find("#f-plan").Text()
}

func TestALongTextSurvivesANetworkThatGoesDuringTheSave(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	write(w, home, "Nätet gick")
	w.Offline(true)
	w.Click("details.add form button.primary")
	w.Wait("#unreachable")
	w.WaitFor(`!document.querySelector("form[data-sent]")`)
	if n := kept(w); n != 1 {
		t.Errorf("the browser keeps %d drafts", n)
	}
	w.Click("#unreachable [data-again]") // still gone
	w.WaitFor(`!document.querySelector("form[data-sent]") && document.querySelector("#unreachable").checkVisibility()`)
	w.Offline(false)
	w.Click("#unreachable [data-again]")
	w.Wait(".flash")
	if n := risksCalled(b, home, "Nätet gick"); n != 1 {
		t.Errorf("%d rows were made", n)
	}
	if got := planOf(b, home, "Nätet gick"); strings.TrimSpace(got) != strings.TrimSpace(long) {
		t.Errorf("of %d characters %d were saved", len(long), len(got))
	}
	w.WaitFor(`!Object.keys(localStorage).some(k => k.startsWith("stegvis.draft."))`)
}

func TestALongTextSurvivesTheEndOfItsSession(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	write(w, home, "Sessionen tog slut")
	b.Post("/me/sign-out-everywhere", url.Values{}).Must(http.StatusSeeOther)
	w.Click("details.add form button.primary")
	fill(w, "main form", "email", asa, "password", "correct horse battery")
	if n := kept(w); n != 1 {
		t.Errorf("the browser keeps %d drafts while nobody is signed in", n)
	}
	w.Accessible()
	w.Click("main form button.primary")
	w.WaitFor(`!!document.querySelector("main form[action$='/risks'] button.primary") && !document.querySelector("[type=password]")`)
	w.Click("main form button.primary")
	w.Wait(".flash")
	comeIn(b, asa, "correct horse battery").Must(http.StatusSeeOther)
	if n := risksCalled(b, home, "Sessionen tog slut"); n != 1 {
		t.Errorf("%d rows were made", n)
	}
	if got := planOf(b, home, "Sessionen tog slut"); strings.TrimSpace(got) != strings.TrimSpace(long) {
		t.Errorf("of %d characters %d were saved", len(long), len(got))
	}
	w.WaitFor(`!Object.keys(localStorage).some(k => k.startsWith("stegvis.draft."))`)
}

func TestATabThatIsClosedByMistakeLosesNothing(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	first := browsertest.Open(t, site.Listen(t))
	enter(first)
	tab := first.Tab()
	write(tab, home, "Stängde fliken")
	tab.Close()

	first.Go(home + "/risks")
	first.Click("details.add > summary")
	if got := first.Text(".draft p"); !strings.HasPrefix(got, "You were writing this on ") {
		t.Errorf("the draft is offered with %q", got)
	}
	first.Accessible()
	first.Size(390, 844)
	first.Accessible()
	first.Click("[data-take]")
	if got := browsertest.Eval[string](first, `document.querySelector("#f-title").value + "|" + document.querySelector("#f-plan").value`); got != "Stängde fliken|"+long {
		t.Errorf("what is taken back begins %.40q", got)
	}
	first.Click("details.add form button.primary")
	first.Wait(".flash")
	if n := kept(first); n != 0 {
		t.Errorf("after the save the browser keeps %d drafts", n)
	}

	write(first, home, "Ville inte")
	first.Go(home + "/risks")
	first.Click("details.add > summary")
	first.Click("[data-drop]")
	first.Go(home + "/risks")
	if n := kept(first); n != 0 {
		t.Errorf("of what was thrown away the browser keeps %d drafts", n)
	}
}

func TestADraftShowsWhatHasChangedSince(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	add(w, home+"/risks", "Datan är smutsig", "title", "Datan är smutsig", "plan", "Städa")
	w.Click("tr.fresh a")
	w.Wait(".panel #panel-f-plan")
	at := w.Path()
	w.Go(at)
	w.Type("#f-plan", "Städa två gånger")
	w.Go(home)
	risk := url.Values{"version": {"1"}, "title": {"Datan är gammal"}, "plan": {"Flytta"}, "category": {"technical"}, "likelihood": {"3"}, "impact": {"3"}, "response": {"reduce"}, "status": {"open"}}
	b.Post(at, risk).Must(http.StatusSeeOther)

	w.Go(at)
	got := w.Text(".draft dl")
	for _, want := range []string{"Stored now: Datan är gammal", "You wrote: Datan är smutsig", "Stored now: Flytta", "You wrote: Städa två gånger"} {
		if !strings.Contains(got, want) {
			t.Errorf("the differences say %q and not %q", got, want)
		}
	}
	w.Accessible()
	w.Click("[data-take]")
	w.Click("main form button.primary")
	w.Wait(".flash")
	if got := planOf(b, home, "smutsig"); strings.TrimSpace(got) != "Städa två gånger" {
		t.Errorf("saved is %q", got)
	}
}

func TestADraftIsNobodyElsesAndEndsWithTheSignOut(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	lines := demoSignIns(t, site)
	lead, other := lines[0], lines[1]
	w := browsertest.Open(t, site.Listen(t))
	enterAs(w, lead[1], lead[2])
	write(w, "/projects/demo", "Hemligt")
	w.Go("/projects/demo/decisions")
	if n := kept(w); n != 1 {
		t.Fatalf("the browser keeps %d drafts", n)
	}

	// The session ends without a sign-out, and somebody else sits down.
	b := site.Browser(t)
	comeIn(b, lead[1], lead[2]).Must(http.StatusSeeOther)
	b.Post("/me/sign-out-everywhere", url.Values{}).Must(http.StatusSeeOther)
	enterAs(w, other[1], other[2])
	w.Go("/projects/demo/risks")
	browsertest.Eval[bool](w, unfold)
	if browsertest.Eval[bool](w, `document.documentElement.innerHTML.includes("Hemligt") || !!document.querySelector(".draft")`) {
		t.Error("somebody else is shown what was written")
	}
	w.Click(".rail-foot form button")
	w.Wait("#f-password")
	if n := kept(w); n != 1 {
		t.Errorf("another's sign-out leaves %d drafts", n)
	}

	enterAs(w, lead[1], lead[2])
	w.Go("/projects/demo/risks")
	w.Click("details.add > summary")
	w.Wait(".draft")
	w.Click(".rail-foot form button")
	w.Wait("#f-password")
	if n := kept(w); n != 0 {
		t.Errorf("after one's own sign-out the browser keeps %d drafts", n)
	}
}

func TestABrowserThatKeepsNothingStillSaves(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Before(`Object.defineProperty(window, "localStorage", {get() { throw new DOMException("denied", "SecurityError") }})`)
	write(w, home, "Privat fönster")
	w.Click("details.add form button.primary")
	w.Wait(".flash")
}

func TestADraftIsForgottenAfterTwoWeeks(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	write(w, home, "Gammalt")
	w.Go(home)
	browsertest.Eval[bool](w, `Object.keys(localStorage).forEach(k => { const d = JSON.parse(localStorage[k]); d.at -= 15 * 864e5; localStorage[k] = JSON.stringify(d) }), true`)
	w.Go(home + "/risks")
	w.WaitFor(`!Object.keys(localStorage).some(k => k.startsWith("stegvis.draft."))`)
}

func TestEachOfSeveralFormsWithOneAddressHasADraftOfItsOwn(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	lead := demoSignIns(t, site)[0]
	w := browsertest.Open(t, site.Listen(t))
	enterAs(w, lead[1], lead[2])
	next := "/projects/demo/next"
	w.Go(next)
	browsertest.Eval[bool](w, unfold)
	ids := browsertest.Eval[[]string](w, `[...document.querySelectorAll("form[action$='/next'] [name=reason]")].map(e => e.id)`)
	if len(ids) < 3 {
		t.Fatalf("the demo has %d pieces of advice to dismiss", len(ids))
	}
	w.Type("#"+ids[0], "Säljchefen är sjuk")
	w.Type("#"+ids[1], "Väntar på avtalet")
	w.Go("/projects/demo/risks")
	if n := kept(w); n != 2 {
		t.Fatalf("the browser keeps %d drafts", n)
	}

	w.Go(next)
	browsertest.Eval[bool](w, unfold)
	w.Wait(".draft")
	if n := browsertest.Eval[int](w, `document.querySelectorAll(".draft").length`); n != 2 {
		t.Errorf("%d forms offer a draft", n)
	}
	form := func(id string) string { return fmt.Sprintf("form:has(#%s) ", id) }
	w.Click(form(ids[0]) + "[data-take]")
	if got := browsertest.Eval[string](w, fmt.Sprintf(`document.querySelector("#%s").value`, ids[0])); got != "Säljchefen är sjuk" {
		t.Errorf("the first form is given %q", got)
	}
	w.Set("#"+strings.Replace(ids[0], "reason", "returns_on", 1), inDays(10))
	w.Click(form(ids[0]) + ".actions .button")
	w.Wait(".flash")
	if n := kept(w); n != 1 {
		t.Errorf("after one was saved the browser keeps %d drafts", n)
	}
	w.Go(next)
	browsertest.Eval[bool](w, unfold)
	w.Click(form(ids[1]) + "[data-take]")
	if got := browsertest.Eval[string](w, fmt.Sprintf(`document.querySelector("#%s").value`, ids[1])); got != "Väntar på avtalet" {
		t.Errorf("the second form is given %q", got)
	}
}
