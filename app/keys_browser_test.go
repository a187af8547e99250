package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// cursor is where the focus is: an id, or words.
func cursor(w *browsertest.Window) string {
	return browsertest.Eval[string](w, `document.activeElement.id || document.activeElement.innerText`)
}

func TestSearchIsOpenedTypedIntoAndFollowedByTheKeyboard(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Zebran rymmer")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Zebran sover")).Must(http.StatusSeeOther)
		w := browsertest.Open(t, site.Listen(t))
		enter(w)
		w.Go(home + "/costs")
		w.Wait("[data-keys]")
		w.Strike("/")
		w.Wait("dialog.search[open] [role=option]")
		if got := cursor(w); got != "search-words" {
			t.Errorf("the cursor is in %q", got)
		}
		w.Accessible()
		w.Type("#search-words", "ZEBRAN")
		w.WaitFor(`document.querySelectorAll("#search-list [role=option] mark").length === 2`)
		w.Accessible()
		w.Dark(true)
		w.Readable()
		if got := browsertest.Eval[string](w, `document.querySelector("dialog.search [role=status]").innerText`); got != "2 found" {
			t.Errorf("a screen reader hears %q", got)
		}
		w.Press(kb.ArrowDown)
		if got := browsertest.Eval[string](w, `document.getElementById(document.querySelector("#search-words").getAttribute("aria-activedescendant")).innerText`); !strings.Contains(got, "Zebran rymmer") {
			t.Errorf("chosen is %q", got)
		}
		w.Press(kb.Escape)
		w.WaitFor(`!document.querySelector("dialog.search").open`)
		w.Strike("/") // while the field that has gone still holds the focus
		w.WaitFor(`document.activeElement.id === "search-words"`)
		if got := w.Text("#search-list [aria-selected=true]"); !strings.Contains(got, "Zebran rymmer") {
			t.Errorf("opened again, chosen is %q", got)
		}
		w.Strike(kb.Enter)
		w.WaitFor(`document.querySelector("h1")?.innerText === "Zebran rymmer"`)
		w.Size(390, 844)
		w.Click("[data-find]")
		w.Type("#search-words", "xyzzy")
		w.WaitFor(`document.querySelector("dialog.search [data-none]").innerText.includes("Nothing holds")`)
		w.Accessible()
		w.Strike(kb.Enter) // without a choice the page of all hits says what was searched
		w.WaitFor(`location.pathname.endsWith("/search") && document.querySelector("main").innerText.includes("Searched:")`)
		w.Accessible()
	})
}

func TestSearchWorksWithoutScripts(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	w.Scripts(false)
	enter(w)
	w.Go(home + "/costs")
	w.Click(".find")
	w.Wait("#q")
	w.Type("#q", "licens")
	w.Click("main form button")
	w.Wait(".found mark, .found a")
}

func TestKeysGoThroughAListAndFromRoomToRoom(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/")
	w.Wait("[data-keys]")
	w.Strike("g")
	w.Strike("r")
	w.WaitFor(`location.pathname.endsWith("/risks") && document.readyState === "complete"`) // only then do keys mean something
	titles := texts(b.Get(home+"/risks").Must(http.StatusOK), "tbody td.title a")
	for _, step := range []struct {
		key  string
		want int
	}{{"j", 0}, {"j", 1}, {"j", 2}, {"k", 1}, {"k", 0}, {"k", 0}} {
		w.Strike(step.key)
		if got := cursor(w); got != titles[step.want] {
			t.Errorf("%s leads to %q, want %q", step.key, got, titles[step.want])
		}
	}
	w.Strike("f")
	if browsertest.Eval[string](w, `document.activeElement.name`) != "q" {
		t.Errorf("f leads to %q", cursor(w))
	}
	w.Press("gojk?n") // is typed
	if got := browsertest.Eval[string](w, `document.activeElement.value`); got != "gojk?n" {
		t.Errorf("in a field the keys do something: %q", got)
	}
	browsertest.Eval[bool](w, `document.activeElement.blur(), true`)
	w.Strike("n")
	w.WaitFor(`document.activeElement.id === "f-title"`)
	w.Press(kb.Escape)
	browsertest.Eval[bool](w, `document.activeElement.blur(), true`)
	w.Strike("?")
	w.Wait("dialog.keys[open]")
	w.Accessible()
	if got := w.Text("dialog.keys"); !strings.Contains(got, "Next and previous row") || !strings.Contains(got, "Money") || !strings.Contains(got, "Select the row") {
		t.Errorf("the keys are %q", got)
	}
	w.Click("[data-keys-off]")
	w.Press(kb.Escape)
	w.Strike("g")
	w.Strike("m")
	w.Strike("?")
	if got := w.Path(); got != home+"/risks" || browsertest.Eval[bool](w, `document.querySelector("dialog.keys").open`) {
		t.Errorf("keys that are off lead to %s", got)
	}
	w.Click("[data-keys]")
	w.Click("[data-keys-off]")
	w.Press(kb.Escape)
	w.Strike("j")
	w.Strike(kb.Enter)
	w.WaitFor(`(document.querySelector("#panel-title") ?? document.querySelector("h1"))?.innerText === ` + strconv.Quote(titles[0]))
}
