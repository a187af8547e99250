package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// hands is somebody who has a keyboard and nothing else: all that this does goes
// through keys that are pressed, and looks at the page only to see.
type hands struct {
	*browsertest.Window
	t *testing.T
}

// far is how many Tabs somebody may need to what a page is for.
const far = 60

// tabTo presses Tab until the focus is on what a selector finds, in sight.
func (h hands) tabTo(selector string) {
	h.t.Helper()
	h.Wait(selector)
	for range far {
		if browsertest.Eval[bool](h.Window, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			h.seen()
			return
		}
		h.Press(kb.Tab)
	}
	h.t.Fatalf("%s: %s is not reached by %d Tabs; the focus is on %s", h.Path(), selector, far, h.at())
}

// at is where the focus is.
func (h hands) at() string {
	return focused(h.Window, `e.tagName + "#" + e.id + "." + e.className + " " + (e.innerText ?? "").slice(0, 60)`)
}

// seen fails the test when the focus is out of sight, or is not marked.
func (h hands) seen() {
	h.t.Helper()
	if !browsertest.Eval[bool](h.Window, `(e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e);
		return r.bottom > 0 && r.top < innerHeight && (s.outlineStyle !== "none" || s.boxShadow !== "none") })(document.activeElement)`) {
		h.t.Errorf("%s: the focus is not seen on %s", h.Path(), h.at())
	}
}

// write types into a field, in the place of what stands there: who comes by Tab
// has it marked.
func (h hands) write(field, text string) {
	h.t.Helper()
	h.tabTo(field)
	h.Press(text)
}

// choose goes down a list to one of its values.
func (h hands) choose(field, value string) {
	h.t.Helper()
	h.tabTo(field)
	h.Press(kb.Home)
	for range browsertest.Eval[int](h.Window, `document.activeElement.options.length`) {
		if focused(h.Window, "e.value") == value {
			return
		}
		h.Press(kb.ArrowDown)
	}
	h.t.Fatalf("%s: %s has no %q", h.Path(), field, value)
}

// save sends the form in which the focus is, and waits until that is said; the
// focus is then still somewhere from where one goes on.
func (h hands) save() {
	h.t.Helper()
	browsertest.Eval[bool](h.Window, `document.querySelector(".flash")?.remove(), true`)
	h.Press(kb.Enter, chromedp.KeyModifiers(2)) // Ctrl
	h.Wait(".flash")
	h.WaitFor(`document.activeElement !== document.body && document.activeElement.checkVisibility()`)
}

// room goes to a room of the demo by its two keys, from wherever the focus is.
func (h hands) room(letter, path string) {
	h.t.Helper()
	h.Press("g" + letter)
	h.WaitFor(fmt.Sprintf(`location.pathname === %q && !!document.querySelector("[data-keys]:not([hidden])")`, demoHome+path))
}

// follow takes the overview's advice, mends what it says, and comes back to an
// overview that no longer gives it.
func (h hands) follow(title string, mend func()) {
	h.t.Helper()
	link := browsertest.Eval[string](h.Window, fmt.Sprintf(`[...document.querySelectorAll(".next .advice a")].find(a => a.innerText === %q)?.getAttribute("href") ?? ""`, title))
	if link == "" {
		h.t.Fatalf("the overview does not advise %q", title)
	}
	h.tabTo(fmt.Sprintf(".next .advice a[href=%q]", link))
	h.Press(kb.Enter)
	h.WaitFor(fmt.Sprintf(`location.pathname + location.search + location.hash === %q && document.readyState === "complete"`, link))
	mend()
	h.room("o", "")
	if got := h.Text(".next .advice"); strings.Contains(got, title) {
		h.t.Errorf("%q is still advised: %s", title, got)
	}
}

func TestAWholeMondayIsWorkedByTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		h := hands{browsertest.Open(t, site.Listen(t)), t}
		for _, s := range demoSignIns(t, site) {
			if s[0] == "lead" {
				h.comeIn(s[1], s[2])
			}
		}
		h.follow("Keep the promise, or say why not", func() {
			h.choose("#open [name=status]", "delivered")
			h.save()
		})
		h.follow("Give the high risk an owner", func() {
			h.tabTo("main [name=owner_id]")
			h.Press(kb.ArrowDown)
			h.save()
		})
		h.follow("Ask the committee for money, or for less scope", func() {
			h.write("#open [name=question]", askedFor)
			h.save()
		})
		h.moveTask()
		h.scoreRisk()
		h.print()
	})
}

// askedFor is what the committee is asked on that Monday.
const askedFor = "May we spend more on the training?"

// comeIn signs in and opens the demo from the portfolio.
func (h hands) comeIn(email, password string) {
	h.t.Helper()
	h.Go("/sign-in")
	h.WaitFor(`document.activeElement.id === "f-email"`)
	h.Press(email)
	h.write("#f-password", password)
	h.Press(kb.Enter)
	h.Wait("nav.rail")
	h.tabTo(fmt.Sprintf("main a[href=%q]", demoHome))
	h.Press(kb.Enter)
	h.Wait(".next .advice")
}

// moveTask moves the board's first card to what is being done, by the card's own form.
func (h hands) moveTask() {
	h.t.Helper()
	h.room("t", "/rollout")
	h.tabTo(".card .move > summary")
	card := focused(h.Window, `e.closest(".card").id`)
	h.Press(kb.Enter)
	h.tabTo("#" + card + " .move[open] [value=doing]")
	h.Press(kb.Enter)
	h.WaitFor(fmt.Sprintf(`!!document.querySelector("[data-lane=doing] #%s") && document.getElementById(%q).contains(document.activeElement)`, card, card))
	h.seen()
}

// scoreRisk opens the list's second risk beside its list and makes it the worst there is.
func (h hands) scoreRisk() {
	h.t.Helper()
	h.room("r", "/risks")
	browsertest.Eval[bool](h.Window, `import("/static/js/panel.js" + new URL(document.querySelector("script[type=module]").src).search).then(() => true)`) // a hand is slower than that
	h.Press("jj")
	risk := focused(h.Window, `e.getAttribute("href")`)
	h.Press(kb.Enter)
	h.Wait(".panel #panel-title")
	h.choose(".panel [name=likelihood]", "5")
	h.choose(".panel [name=impact]", "5")
	h.save()
	h.WaitFor(fmt.Sprintf(`document.querySelector("tbody tr:has(a[href='%s']) td[data-label=Score]").innerText === "25"`, risk))
	h.Press(kb.Escape)
	h.WaitFor(`!document.querySelector(".panel")`)
	if got := focused(h.Window, `e.getAttribute("href")`); got != risk {
		h.t.Errorf("the panel gives the focus back to %s, want %s", got, risk)
	}
}

// print goes the way to the committee's file, and prints the overview itself, on
// which the day's work is seen.
func (h hands) print() {
	h.t.Helper()
	h.room("o", "")
	h.tabTo("main .head a[href*='steering.pdf']")
	if got := browsertest.Eval[string](h.Window, `fetch(document.activeElement.href).then(a => a.text()).then(file => file.slice(0, 5))`); got != "%PDF-" {
		h.t.Errorf("the committee's file begins with %q", got)
	}
	printed := read(h.t, h.Print())
	for _, want := range []string{"Nordvik CRM", "Next best steps", "An open risk scores 25 of 25", askedFor} {
		if !strings.Contains(printed, want) {
			h.t.Errorf("the printed overview lacks %q: %s", want, printed)
		}
	}
}

func TestThePictureOfTheGridIsOneStopAndArrowsGoThroughIt(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	h := hands{browsertest.Open(t, site.Listen(t)), t}
	lead := demoSignIns(t, site)[1]
	h.comeIn(lead[1], lead[2])
	if n := browsertest.Eval[int](h.Window, `document.querySelectorAll("[data-module=cells] svg a:not([tabindex='-1'])").length`); n != 1 {
		t.Errorf("the picture has %d stops", n)
	}
	h.tabTo("[data-module=cells] svg a")
	where := func() [2]float64 {
		return browsertest.Eval[[2]float64](h.Window, `(r => [r.x, r.y])(document.activeElement.getBoundingClientRect())`)
	}
	from := where()
	h.Press(kb.ArrowRight)
	right := where()
	h.Press(kb.ArrowDown)
	down := where()
	if right[0] <= from[0] || right[1] != from[1] || down[1] <= right[1] || down[0] != right[0] {
		t.Errorf("the arrows lead from %v to %v and %v", from, right, down)
	}
	h.Press(kb.ArrowLeft)
	h.Press(kb.ArrowUp)
	if got := where(); got != from {
		t.Errorf("the way back ends at %v, want %v", got, from)
	}
	h.Press(kb.ArrowRight)
	h.Press(kb.Tab)
	h.Press(kb.Tab, chromedp.KeyModifiers(8)) // Shift
	if got := where(); got != right {
		t.Errorf("who comes back is at %v, and was at %v", got, right)
	}
	cell := focused(h.Window, `e.getAttribute("href")`)
	h.Press(kb.Enter)
	h.WaitFor(fmt.Sprintf(`location.pathname + location.search + location.hash === %q`, cell))
}
