package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// keyLike is what shows when a text is missing: its key, as in "risk.field.title".
var keyLike = regexp.MustCompile(`^[a-z]\w*(\.[a-z]\w*)+$`)

// looked is how a page was found to be made.
type looked struct {
	H1        int
	Primaries []string // that are visible; what unfolds a form is none while the form is open
	Nameless  []string // fields without a label
	Twice     []string // ids that stand on more than one element
	Texts     []string // words that a person meets, in text or in a label
}

// look reads a page. Fields are looked at whether their form is open or not.
const look = `(() => {
	const seen = (e) => e.checkVisibility({visibilityProperty: true});
	const words = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) words.push(...walk.currentNode.data.split(/\s+/));
	for (const e of document.querySelectorAll("[aria-label],[title],[placeholder]"))
		words.push(e.getAttribute("aria-label"), e.title, e.getAttribute("placeholder"));
	return {
		H1: document.querySelectorAll("h1").length,
		Primaries: [...document.querySelectorAll(".button.primary:not(details[open] > summary)")].filter(seen).map(e => e.innerText),
		Nameless: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
			.filter(e => !(e.labels?.length || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby"))).map(e => e.outerHTML),
		Twice: Object.entries(Object.groupBy(document.querySelectorAll("[id]"), e => e.id)).filter(([, all]) => all.length > 1).map(([id]) => id),
		Texts: words.filter(s => s && s.includes(".")),
	};
})()`

// wellMade fails the test for what no page may have, in any theme and at any size.
func wellMade(t *testing.T, w *browsertest.Window) {
	t.Helper()
	at, page := w.Path(), browsertest.Eval[looked](w, look)
	if page.H1 != 1 {
		t.Errorf("%s has %d headings of the first rank", at, page.H1)
	}
	if len(page.Primaries) > 1 {
		t.Errorf("%s has more than one primary button: %q", at, page.Primaries)
	}
	for _, field := range page.Nameless {
		t.Errorf("%s: a field without a label: %s", at, field)
	}
	for _, id := range page.Twice {
		t.Errorf("%s: the id %s stands there twice", at, id)
	}
	for _, text := range page.Texts {
		if keyLike.MatchString(text) && inTexts(text) {
			t.Errorf("%s shows the key %s", at, text)
		}
	}
}

// inTexts says whether something begins as the keys of texts do. Addresses and
// the names of files have dots, too.
func inTexts(word string) bool {
	namespaces := []string{"account", "admin", "attached", "common", "cost", "decision", "demo", "domain", "fault", "format", "grid", "health",
		"layout", "mail", "maturity", "member", "moved", "organisation", "plain", "project", "report", "review", "risk", "rollout", "schedule", "settings", "stakeholder", "track", "verify", "worksheet"}
	first, _, _ := strings.Cut(word, ".")
	return slices.Contains(namespaces, first)
}

// unfold opens what is closed, so that forms are looked at as well.
const unfold = `document.querySelectorAll("main details").forEach(d => d.open = true), true`

// examine looks at the page that is open, in light and dark, at the width of a
// desk and of a telephone, closed and unfolded.
func examine(t *testing.T, w *browsertest.Window) {
	t.Helper()
	w.Dark(false)
	w.Size(1440, 900)
	wellMade(t, w)
	w.Fits()
	browsertest.Eval[bool](w, unfold)
	w.Accessible()
	w.Dark(true)
	w.Readable()
	w.Size(390, 844)
	w.Accessible()
	w.Dark(false)
	w.Readable()
}

func TestNoPageIsHardToUseForAnybody(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	who := demoSignIns(t, site)[0] // leads the project, owns its organisation, administers the installation
	b := site.Browser(t)
	comeIn(b, who[1], who[2]).Must(http.StatusSeeOther)
	made := things(b, "/projects/demo")
	invited := b.Post("/projects/demo/members", url.Values{"email": {"new@nordvik.example"}, "name": {"Ny Granlund"}, "role": {"viewer"}}).Must(http.StatusOK)

	base := site.Listen(t)
	w := browsertest.Open(t, base)
	for _, path := range []string{"/sign-in", "/forgot", linkIn(t, invited.Text(".copyable"), "invitation"), reviewLink(t, b, "/projects/demo"), ballotLink(t, b, "/projects/demo"), "/nowhere", "/reset/used-up"} {
		w.Go(path)
		examine(t, w)
	}
	within := func(t *testing.T) *browsertest.Window {
		w := browsertest.Open(t, base)
		enterAs(w, who[1], who[2])
		return w
	}
	all := pages(b, made)
	t.Run("English", func(t *testing.T) { shared(t, all, within, examine) })
	b.Post("/me", url.Values{"name": {"Ylva Stenhagen"}, "language": {"sv"}, "theme": {"auto"}}).Must(http.StatusSeeOther)
	t.Run("Swedish", func(t *testing.T) { // which has the longer words
		shared(t, all, within, func(t *testing.T, w *browsertest.Window) {
			t.Helper()
			wellMade(t, w)
			browsertest.Eval[bool](w, unfold)
			w.Fits()
		})
	})
}

// shared has every page looked at, by a few windows at the same time: it is the
// browser that takes long, and one window keeps one core busy.
func shared(t *testing.T, paths []string, open func(*testing.T) *browsertest.Window, look func(*testing.T, *browsertest.Window)) {
	const windows = 4
	for n := range windows {
		t.Run(fmt.Sprintf("window %d", n+1), func(t *testing.T) {
			t.Parallel()
			w := open(t)
			for i := n; i < len(paths); i += windows {
				w.Go(paths[i])
				look(t, w)
			}
		})
	}
}

// pages are the addresses of the site that answer with a page, as the demo's
// lead meets them, and the views that an address has besides its first. What a
// script fetches to put into a page, without a document around it, is looked at there.
func pages(b *apptest.Browser, made map[string]string) []string {
	found := []string{"/projects/demo/rollout?view=list", "/projects/demo/tracks/kotter/vision", "/projects/demo/tracks/kotter/wins",
		"/projects/demo/tracks/kotter/coalition", "/projects/demo/tracks/gartner/processes", "/projects/demo/tracks/kotter/enable/worksheets/obstacles?edit=1",
		"/projects/demo/risks?q=nothing-has-this-name"}
	for _, d := range doors() {
		method, route := d.parts()
		path := d.at("demo", made)
		if method != http.MethodGet || strings.Contains(route, ":token") || slices.Contains(found, path) {
			continue
		}
		if a := b.Get(path); a.Status == http.StatusOK && strings.HasPrefix(a.Type, "text/html") && bytes.Contains(a.Body, []byte("<html")) {
			found = append(found, path)
		}
	}
	return found
}
