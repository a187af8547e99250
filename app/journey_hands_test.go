package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// atWork is a person in a project begun from the small template.
func atWork(t *testing.T, site *apptest.Site) (w *browsertest.Window, base, home string) {
	t.Helper()
	home = site.SetUp(t).Begin("Vår CRM", "small")
	base = site.Listen(t)
	w = browsertest.Open(t, base)
	enter(w)
	return w, base, home
}

// focused is what an expression in JavaScript says of the element with the focus.
func focused(w *browsertest.Window, expression string) string {
	return browsertest.Eval[string](w, `(e => String(`+expression+`))(document.activeElement)`)
}

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/risks")

	w.Press(kb.Tab)
	if got := focused(w, `e.className + " " + (e.getBoundingClientRect().top >= 0)`); got != "skip true" {
		t.Errorf("the first Tab reaches %q, and not the way past the rail", got)
	}
	w.Press(kb.Enter)
	if got := focused(w, "e.id"); got != "main" {
		t.Errorf("the way past the rail ends at %q", got)
	}
	w.Press(kb.Tab)
	if got := focused(w, `getComputedStyle(e).outlineStyle + " " + parseFloat(getComputedStyle(e).outlineWidth)`); got != "solid 3" {
		t.Errorf("the focus is seen as %q", got)
	}

	w.Press("?")
	w.Wait("dialog.keys[open]")
	w.Press(kb.Escape)
	w.WaitFor(`!document.querySelector("dialog.keys[open]")`)

	w.Press("n")
	w.WaitFor(`document.activeElement.name === "title"`)
	w.Press("Leverantören säger upp avtalet")
	w.Press(kb.Enter, chromedp.KeyModifiers(2)) // Ctrl
	w.Wait(".flash")
	w.WaitFor(`document.querySelector("tbody").innerText.includes("Leverantören säger upp avtalet")`)

	w.Press("n")
	w.WaitFor(`document.activeElement.name === "title"`)
	w.Press(kb.Escape)
	w.WaitFor(`!document.querySelector("details.add").open`)
	if got := focused(w, "e.tagName"); got != "SUMMARY" {
		t.Errorf("after Escape the focus is on %s", got)
	}
	w.Press("f")
	w.WaitFor(`document.activeElement.name === "q"`)
}

func TestATaskIsMovedOnTheBoardByTheKeyboard(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/rollout")
	title := w.Text(".card .card-title")
	browsertest.Eval[bool](w, `document.querySelector(".card .move > summary").focus(), true`)
	w.Press(kb.Enter)
	w.Wait(".card .move[open] select, .card .move[open] button")
	w.Press(kb.Tab)
	if focused(w, "e.tagName") == "SELECT" {
		w.Press(kb.ArrowDown)
		w.Press(kb.Tab)
	}
	if got := focused(w, "e.tagName"); got != "BUTTON" {
		t.Fatalf("the form of a card leads to %s", got)
	}
	w.Press(kb.Enter)
	w.WaitFor(fmt.Sprintf(`[...document.querySelectorAll(".lane:nth-child(2) .card-title")].some(a => a.innerText === %q)`, title))
}

func TestADoubleClickMakesOneRow(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	for _, list := range []string{"/risks", "/decisions"} {
		name := map[string]string{"/risks": "title", "/decisions": "question"}[list]
		w.Go(home + list)
		w.Click("details.add > summary")
		fill(w, "details.add form", name, "En gång räcker")
		browsertest.Eval[bool](w, `(b => { b.click(); b.click(); return true })(document.querySelector("details.add form button.primary"))`)
		w.Wait(".flash")
		w.Go(home + list + "?q=räcker")
		if got := browsertest.Eval[int](w, `document.querySelectorAll("tbody tr").length`); got != 1 {
			t.Errorf("%s: %d rows", list, got)
		}
	}
}

func TestOfTwoWhoEditOneRowTheSecondSeesBoth(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	first, base, home := atWork(t, site)
	second := browsertest.Open(t, base)
	enter(second)
	add(first, home+"/risks", "Datan är smutsig", "title", "Datan är smutsig")
	risk := browsertest.Eval[string](first, `[...document.querySelectorAll("tbody a")].find(a => a.innerText === "Datan är smutsig").getAttribute("href")`)
	first.Go(risk)
	second.Go(risk)

	fill(first, "main form", "title", "Datan är gammal", "cause", "Tio års register")
	first.Click("main form button.primary")
	first.Wait(".flash")

	fill(second, "main form", "title", "Datan är dubbel", "effect", "Kunden får två brev")
	second.Click("main form button.primary")
	second.Wait("#f-title-theirs")
	if got := second.Text("#f-title-theirs"); !strings.Contains(got, "Datan är gammal") {
		t.Errorf("what is stored is shown as %q", got)
	}
	if got := browsertest.Eval[string](second, `document.querySelector("#f-title").value + ", " + document.querySelector("#f-effect").value`); got != "Datan är dubbel, Kunden får två brev" {
		t.Errorf("what was typed has become %q", got)
	}
	second.Accessible()
	second.Type("#f-cause", "Tio års register") // taken over from what is stored
	second.Click("main form button.primary")
	second.Wait(".flash")
	first.Go(risk)
	if got := browsertest.Eval[string](first, `["title", "cause", "effect"].map(n => document.getElementById("f-" + n).value).join(", ")`); got != "Datan är dubbel, Tio års register, Kunden får två brev" {
		t.Errorf("in the end the risk is %q", got)
	}
}

func TestWhatWasTypedOutlivesTheSession(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("scripts %v", scripts), func(t *testing.T) {
			w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
			w.Scripts(scripts)
			w.Go(home + "/risks")
			w.Click("details.add > summary")
			fill(w, "details.add form", "title", "Skrivet för länge sedan", "category", "project")
			w.Scripts(true) // of the other tab; this page has loaded its own, or none
			elsewhere(w, "/sign-out", "")
			w.Scripts(scripts)
			w.Click("details.add form button.primary")
			w.Wait("#f-password")
			accessible(w, scripts)
			fill(w, "main form", "email", asa, "password", "not the password")
			w.Click("main form button.primary")
			w.Wait(".notice.bad")
			fill(w, "main form", "email", asa, "password", "correct horse battery")
			w.Click("main form button.primary")
			w.WaitFor(`document.querySelector("h1").innerText === "Save what you typed?"`)
			accessible(w, scripts)
			w.Click("main form button.primary")
			shows(w, "Skrivet för länge sedan")
			if got := w.Path(); got != home+"/risks" {
				t.Errorf("it ends on %s", got)
			}
		})
	}
}

// accessible asks axe-core, which is a script itself, where scripts run.
func accessible(w *browsertest.Window, scripts bool) {
	if scripts {
		w.Accessible()
	}
}

// elsewhere does in another tab of the same browser what ends a session, and
// signs in again when given a password.
func elsewhere(w *browsertest.Window, path, password string) {
	browsertest.Eval[bool](w, fmt.Sprintf(`(async () => {
		const form = new FormData(document.querySelector("form[action='/sign-out']"));
		await fetch(%q, {method: "POST", body: form});
		if (!%[2]q) return true;
		const page = new DOMParser().parseFromString(await (await fetch("/sign-in")).text(), "text/html");
		const again = new FormData(page.querySelector("form"));
		again.set("email", %[3]q); again.set("password", %[2]q);
		return (await fetch("/sign-in", {method: "POST", body: again})).ok;
	})()`, path, password, asa))
}

func TestWhatWasTypedOutlivesASessionThatWasChangedForAnother(t *testing.T) {
	t.Parallel()
	w, _, home := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go(home + "/risks")
	w.Click("details.add > summary")
	fill(w, "details.add form", "title", "Mellan två besök")
	elsewhere(w, "/sign-out", "correct horse battery")
	w.Click("details.add form button.primary")
	w.WaitFor(`document.querySelector("h1").innerText === "Save what you typed?"`)
	w.Click("main form button.primary")
	shows(w, "Mellan två besök")
}

func TestOnlyAFormOfThisSiteIsKept(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	for name, who := range map[string]*apptest.Browser{"signed in": b, "a stranger": site.Browser(t)} {
		for from, kept := range map[string]bool{"same-origin": true, "same-site": false, "cross-site": false, "none": false} {
			form := url.Values{"csrf": {"stolen"}, "title": {"Smuggled"}}
			r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080"+home+"/risks", strings.NewReader(form.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", from)
			a := who.Do(r)
			if got := strings.Contains(string(a.Body), "Smuggled"); got != kept || a.Status != http.StatusForbidden && a.Status != http.StatusUnauthorized {
				t.Errorf("%s, %s: kept %v, status %d", name, from, got, a.Status)
			}
		}
	}
	if got := b.Get(home + "/risks?q=Smuggled").Text("main"); strings.Contains(got, "R11") {
		t.Errorf("it was taken: %q", got)
	}
}

func TestThemeAndLanguageChangeAtOnce(t *testing.T) {
	t.Parallel()
	w, _, _ := atWork(t, apptest.Open(t, sqliteSettings(t)))
	w.Go("/me")
	light := browsertest.Eval[string](w, `getComputedStyle(document.body).backgroundColor`)
	browsertest.Eval[bool](w, `window.stayed = true`)
	fill(w, "main form", "language", "sv", "theme", "dark")
	w.Click("main form button.primary")
	w.WaitFor(`document.documentElement.lang === "sv" && document.querySelector("h1").innerText === "Mina inställningar"`)
	if got := browsertest.Eval[string](w, `getComputedStyle(document.body).backgroundColor`); got == light {
		t.Errorf("the page is still %s", got)
	}
	if !browsertest.Eval[bool](w, `window.stayed === true`) {
		t.Error("the page was loaded anew")
	}
	w.Accessible()
	w.Go("/projects")
	if got := w.Text("h1"); got != "Projekt" {
		t.Errorf("the next page speaks otherwise: %q", got)
	}
}
