package app_test

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/maturity"
	"stegvis/app/platform/config"
	"stegvis/app/workshop"
)

// session is a workshop as its people have it before them: whoever leads it at a
// desk, the wall, and the phones of the room, each a browser of its own.
type session struct {
	t      *testing.T
	desk   *browsertest.Window
	wall   *browsertest.Window
	phones []*browsertest.Window
	home   string // address of the project
	at     string // of the workshop
	code   string
}

func TestSevenBrowsersRunAWorkshopWhoseResultsLandInTheRegisters(t *testing.T) {
	t.Parallel()
	var door net.Listener // the code on the wall leads to it
	settings := func(t *testing.T) config.Settings {
		door = free(t)
		return config.Settings{PublicURL: "http://" + door.Addr().String()}
	}
	apptest.EachWith(t, settings, func(t *testing.T, site *apptest.Site) {
		s := &session{t: t, home: strings.TrimSuffix(site.SetUp(t).Begin("Vår CRM", "small"), "/")}
		base := serveOn(t, site, door)
		s.plan(base)
		s.open(base)
		s.score()
		s.brainstorm()
		s.close()
		s.harvest()
	})
}

// unfolded opens a form that stands folded.
func unfolded(w *browsertest.Window, details string) {
	w.Wait(details)
	if !browsertest.Eval[bool](w, fmt.Sprintf(`document.querySelector(%q).open`, details)) {
		w.Click(details + " > summary")
	}
}

// plan makes the workshop and its agenda on the page.
func (s *session) plan(base string) {
	s.desk = browsertest.Open(s.t, base)
	enter(s.desk)
	add(s.desk, s.home+"/workshops", "The agenda is empty", "title", "Where we stand", "naming", "either")
	s.at = s.desk.Path()
	for _, fields := range [][]string{
		{"kind", "scoring", "title", "How mature we are", "minutes", "20"},
		{"kind", "risks", "title", "What could go wrong", "minutes", "15", "prompt", "One risk a card.", "dots", "3"},
	} {
		form := `details.unfold:has(form[action$="/activities"])`
		unfolded(s.desk, form)
		fill(s.desk, form, fields...)
		s.desk.Click(form + " button.primary")
		s.desk.WaitFor(fmt.Sprintf(`document.querySelector(".agenda")?.innerText.includes(%q)`, fields[3]))
	}
}

// open opens the room, and five people come in: one by the picture's address, the
// others by the code, one of them without a name.
func (s *session) open(base string) {
	s.desk.Click(`main a[href$="/desk"], header a[href$="/desk"]`)
	s.desk.Click(`form[action$="/desk/begin"] button`)
	s.desk.Wait(".code")
	s.wall = browsertest.Open(s.t, base)
	s.wall.Size(1920, 1080)
	enter(s.wall)
	s.wall.Go(s.at + "/screen")
	s.code = s.wall.Text(".screen-code")
	label := browsertest.Eval[string](s.wall, `document.querySelector(".qr").getAttribute("aria-label")`)
	_, address, _ := strings.Cut(label, "leads to ")
	host, path, _ := strings.Cut(address, "/")
	if !strings.HasSuffix(base, host) || s.code != s.desk.Text(".code") {
		s.t.Fatalf("the wall says %q and %s, the desk %s", label, s.code, s.desk.Text(".code"))
	}
	s.joins("/"+path, "Maja", "sales")
	s.joins("/join", "Olle", "sales")
	s.joins("/join", "Tuva", "sales")
	s.joins("/join", "Rune", "it")
	s.joins("/join", "", "")
	s.wall.WaitFor(`document.querySelector(".screen-voted").innerText.startsWith("5 ")`)
}

// phone is one more telephone at the door, with the code typed where it has to be.
func (s *session) phone(path string) *browsertest.Window {
	w := browsertest.Open(s.t, s.desk.Base)
	w.Phone()
	w.Go(path)
	if path == "/join" {
		w.Type("#f-code", strings.ToLower(s.code[:3]+" "+s.code[3:]))
		w.Click("main form .button.primary")
	}
	return w
}

func (s *session) joins(path, name, role string) {
	w := s.phone(path)
	if name != "" {
		w.Type("#f-name", name)
	}
	w.Set("#f-role", role)
	w.Click("main form .button.primary")
	w.WaitFor(`document.querySelector(".live h1")?.innerText === "Welcome"`)
	s.phones = append(s.phones, w)
}

// turn brings what is on to a phase, and waits until the whole room is there.
func (s *session) turn(to workshop.Phase) {
	button := fmt.Sprintf(`form[action$="/desk/turn"]:has([name=phase][value=%s])`, to)
	s.presses(button + " button")
	s.desk.WaitFor(fmt.Sprintf(`!document.querySelector(%q)`, button))
	s.everyPhone(fmt.Sprintf(`document.querySelector("#on")?.dataset.on.includes(" %s ")`, to))
}

// presses presses a button of the desk once it has stood for as long as it has to.
func (s *session) presses(button string) {
	s.t.Helper()
	s.desk.Wait(button)
	s.desk.WaitFor(`!document.querySelector("#desk[aria-busy]")`)
	s.desk.Click(button)
}

func (s *session) everyPhone(expression string) {
	s.t.Helper()
	for _, w := range s.phones {
		w.WaitFor(expression)
	}
}

// telling is everything by which a page could tell what people said before it is revealed.
const telling = `[...document.querySelectorAll(".voices, .bars, .tally, .weight, .results, dl.facts")].map(e => e.className)`

// blind fails the test when the wall or a phone tells what is hidden, or who is there.
func (s *session) blind(when string) {
	s.t.Helper()
	for i, w := range append(slices.Clone(s.phones), s.wall) {
		if told := browsertest.Eval[[]string](w, telling); len(told) > 0 {
			s.t.Errorf("%s, screen %d tells it by %q", when, i+1, told)
		}
		page := browsertest.Eval[string](w, `document.documentElement.outerHTML`)
		for n, name := range []string{"Maja", "Olle", "Tuva", "Rune"} {
			if n != i && strings.Contains(page, name) {
				s.t.Errorf("%s, screen %d names %s", when, i+1, name)
			}
		}
	}
}

// score judges the eight dimensions blind; the spread shows, and the group agrees.
func (s *session) score() {
	s.desk.Click(`section form[action$="/desk/show"] button`)
	s.everyPhone(`document.querySelector("h1").innerText === "How mature we are" && !document.querySelector("#on input")`)
	s.turn(workshop.Open)
	for i, w := range s.phones {
		for n := range maturity.Dimensions() {
			level := 2 + i%2
			if n == 0 {
				level = i + 1
			}
			w.Click(fmt.Sprintf(`#on fieldset[data-subject]:nth-of-type(%d) label:has(input[value="%d"])`, n+1, level))
		}
		w.WaitFor(`!JSON.stringify(localStorage).includes("vote")`)
	}
	s.wall.WaitFor(`document.querySelector(".screen-voted").innerText.includes("5 of 5")`)
	s.blind("while they score")
	if own := browsertest.Eval[int](s.phones[4], `document.querySelectorAll("#on input:checked").length`); own != 8 {
		s.t.Errorf("the fifth phone has %d of its own answers marked, want 8", own)
	}
	s.turn(workshop.Closed)
	s.blind("once closed")
	s.turn(workshop.Revealed)
	s.wall.WaitFor(`document.querySelectorAll(".voices").length === 8`)
	if got := s.wall.Text(".results li"); !contains(got, "Middle voice 3", "half of them from 2 to 4", "5 voices") {
		s.t.Errorf("the wall shows %q", got)
	}
	s.everyPhone(`document.querySelectorAll("dl.facts").length === 8`)
	for n, dimension := range maturity.Dimensions() {
		s.agree(dimension, 2+n%2)
	}
	s.again()
}

const dissent = "Rune: the figures are older than that"

// agree keeps the group's level of a dimension: where the middle voice is right by one
// press, of the first with who sees it otherwise.
func (s *session) agree(dimension string, level int) {
	kept := fmt.Sprintf(`document.querySelector("li:has([value=%s])").innerText.includes("Agreed: %d")`, dimension, level)
	if dimension != maturity.Dimensions()[0] && level == 2 {
		s.desk.Click(fmt.Sprintf(`form.inline[action$="/desk/agree"]:has([value=%s]) button`, dimension))
		s.desk.WaitFor(kept)
		return
	}
	form := fmt.Sprintf(`details:has(form[action$="/desk/agree"] [value=%s])`, dimension)
	unfolded(s.desk, form)
	fields := []string{"value", fmt.Sprint(level)}
	if dimension == maturity.Dimensions()[0] {
		fields = append(fields, "dissent", dissent)
	}
	fill(s.desk, form, fields...)
	s.desk.Click(form + " .actions .button")
	s.desk.WaitFor(kept)
}

// again goes back a step, which hides what was shown, and on again, which loses nothing.
func (s *session) again() {
	s.wall.WaitFor(fmt.Sprintf(`document.querySelector(".results").innerText.includes(%q)`, dissent))
	s.wall.WaitFor(`document.querySelectorAll(".results .strong").length === 16`) // a middle voice and a level of each
	if cut := browsertest.Eval[int](s.wall, `[...document.querySelectorAll(".results > li > *")].filter(e => e.getBoundingClientRect().bottom > document.querySelector(".screen-main").getBoundingClientRect().bottom).length`); cut > 0 {
		s.t.Errorf("%d lines of what came of it are not on the wall", cut)
	}
	s.turn(workshop.Closed)
	s.wall.WaitFor(`!document.querySelector(".voices")`)
	s.blind("after a step back")
	for _, w := range append(slices.Clone(s.phones), s.wall, s.desk) {
		if strings.Contains(browsertest.Eval[string](w, `document.body.innerText`), dissent) {
			s.t.Error("what was taken back is still read")
		}
	}
	s.turn(workshop.Revealed)
	s.everyPhone(fmt.Sprintf(`document.querySelector("#on").innerText.includes(%q)`, dissent))
}

// sendsCard sends a card from a phone.
func sendsCard(w *browsertest.Window, text string) {
	w.Type("[data-write] textarea", text)
	w.Click("[data-write] .button")
}

// cardOn is the id of a card on a phone, once it is there.
func cardOn(w *browsertest.Window, text string) string {
	find := fmt.Sprintf(`[...document.querySelectorAll("#on li[data-subject]")].find(li => li.innerText.includes(%q))?.dataset.subject`, text)
	w.WaitFor("!!" + find)
	return browsertest.Eval[string](w, find)
}

// gives puts a phone's dots on a card.
func gives(w *browsertest.Window, card string, dots int) {
	for range dots {
		w.Click(fmt.Sprintf(`#on li[data-subject=%q] [data-step="1"]`, card))
	}
}

const (
	mostFeared = "No time for training"
	lessFeared = "The old customer list is wrong"
	lateCard   = "Two systems for a year"
	nonsense   = "Lunch is late"
)

// brainstorm writes what could go wrong on phones, where all see it, and weighs it.
func (s *session) brainstorm() {
	maja, olle, tuva, rune, fifth := s.phones[0], s.phones[1], s.phones[2], s.phones[3], s.phones[4]
	s.presses(`section form[action$="/desk/show"] button.primary`)
	s.turn(workshop.Open)
	sendsCard(maja, mostFeared)
	sendsCard(tuva, lessFeared)
	sendsCard(fifth, nonsense)
	for _, w := range s.phones {
		cardOn(w, mostFeared)
		cardOn(w, lessFeared)
	}
	most, less := cardOn(rune, mostFeared), cardOn(rune, lessFeared)
	s.takeAway(cardOn(maja, nonsense))
	s.turn(workshop.Waiting) // a step back and on again
	s.blind("before it opens")
	s.turn(workshop.Open)
	s.everyPhone(`document.querySelectorAll("#on li[data-subject]").length === 2`)

	olle.Offline(true)
	gives(olle, most, 2)
	sendsCard(olle, lateCard)
	olle.WaitFor(`!document.querySelector("#room-line").hidden && document.querySelectorAll("#pending li").length === 1`)
	gives(maja, most, 3)
	gives(tuva, less, 2)
	gives(rune, most, 1)
	olle.Offline(false)
	late := cardOn(fifth, lateCard)
	gives(fifth, late, 1)
	olle.WaitFor(`document.querySelector("#room-line").hidden && document.querySelector("#pending").hidden && document.querySelector("[data-left]").innerText === "1"`)
	s.wall.WaitFor(fmt.Sprintf(`document.querySelector(".screen-voted").innerText.includes("5 of 5") && document.querySelector(".slips").innerText.includes(%q)`, lateCard))
	s.blind("while they vote")
	if got := browsertest.Eval[string](rune, fmt.Sprintf(`document.querySelector('li[data-subject="%s"] output').innerText`, most)); got != "1" {
		s.t.Errorf("a phone shows %s dots of its own on the card, want 1", got)
	}
	s.refuse()
	s.turn(workshop.Closed)
	s.blind("once closed")
	s.turn(workshop.Revealed)
	s.wall.WaitFor(`document.querySelectorAll(".results li").length === 3`)
	if got := s.wall.Text(".results"); !contains(got, mostFeared+" 6 dots", lessFeared+" 2 dots", lateCard+" 1 dot") {
		s.t.Errorf("the wall shows %q", got)
	}
	s.everyPhone(`document.querySelectorAll(".bars").length === 3`)
}

// takeAway takes a card away from the room, from the desk.
func (s *session) takeAway(card string) {
	s.desk.Click(fmt.Sprintf(`#c-%s label`, card))
	s.desk.Click(`#sorting [value=hide]`)
	s.everyPhone(fmt.Sprintf(`!document.querySelector('[data-subject="%s"]')`, card))
}

// refuse lets nobody else in, and a sixth phone is told so.
func (s *session) refuse() {
	s.desk.Click(`form[action$="/desk/lock"] button`)
	s.wall.WaitFor(`!document.querySelector(".qr")`)
	if got := s.phone("/join").Text("[role=alert]"); !strings.Contains(got, "Nobody else can come in now") {
		s.t.Errorf("a sixth phone reads %q", got)
	}
}

// close ends the workshop, on all screens.
func (s *session) close() {
	s.desk.Click(`form[action$="/desk/end"] button`)
	s.everyPhone(`document.querySelector("h1").innerText === "The workshop is over"`)
	s.wall.WaitFor(`document.querySelector("h1").innerText.startsWith("Thank you")`)
}

// harvest takes a risk and the assessment over, each by one tap, and looks where
// they came from.
func (s *session) harvest() {
	s.desk.Click(`main a[href$="/results"]`)
	risk := fmt.Sprintf(`li:has(button[aria-label*=%q])`, mostFeared)
	s.desk.Click(risk + " button")
	s.comesFrom(`main .results a[href*="/risks/"]`, mostFeared, "From workshop W1", "6 dots", "place 1 of 3")
	s.desk.Go(s.at + "/results")
	s.desk.Click(`section:has([value=assessment]) form > .row > .button`)
	s.comesFrom(`main .results a[href*="/maturity/"]`, "How mature we are", "From workshop W1", dissent)
}

// comesFrom follows a result to what it became, which says where it came from.
func (s *session) comesFrom(link string, want ...string) {
	s.t.Helper()
	s.desk.Click(link)
	s.desk.Wait(".origin")
	if got := s.desk.Text("main"); !contains(got, want...) {
		s.t.Errorf("%s says %q, want %q", s.desk.Path(), got, want)
	}
}
