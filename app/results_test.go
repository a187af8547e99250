package app_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
)

// What somebody writes on a phone to do harm, and what they may simply write.
const (
	scripted = "<script>alert(1)</script> & \"quoted\" costs"
	formula  = "=HYPERLINK(\"https://elsewhere.example\",\"Click\")"
	turned   = "Too \u202Eetal 👩🏽‍🚀 🎉"
	named    = "Zefyrine Morkfeldt"
)

// held is a workshop in a project that a phone has joined over HTTP.
type held struct {
	t          *testing.T
	lead       *apptest.Browser
	phone      *apptest.Browser
	others     []*apptest.Browser // in the room with the phone: enough voices for counts to be told
	home, at   string
	activities map[string]string
}

// convene opens a workshop with an activity of each kind named, and lets a phone in.
func convene(t *testing.T, site *apptest.Site, kinds ...string) *held {
	t.Helper()
	h := &held{t: t, lead: site.SetUp(t), phone: site.Browser(t), activities: map[string]string{}}
	h.home = h.lead.Begin("Vårt CRM", "small")
	h.at = plans(h.lead, h.home, "Session")
	for _, kind := range kinds {
		h.activities[kind] = adds(h.lead, h.at, kind, "Activity "+kind, "")
	}
	orders(h.lead, h.at, "begin").Must(http.StatusSeeOther)
	code := h.lead.Get(h.at + "/screen").Must(http.StatusOK).Text(".screen-code")
	h.others = []*apptest.Browser{site.Browser(t), site.Browser(t)}
	for _, b := range append(h.others, h.phone) {
		b.Post("/join", url.Values{"code": {code}, "name": {"Maja"}, "role": {"sales"}}).Must(http.StatusSeeOther)
	}
	return h
}

func (h *held) turns(kind, phase string) {
	h.t.Helper()
	orders(h.lead, h.at, "turn", "activity", h.activities[kind], "phase", phase).Must(http.StatusSeeOther)
}

// says sends a card from the phone and gives its id.
func (h *held) says(kind, words string) string {
	h.t.Helper()
	id := database.NewID()
	h.phone.Post("/room/cards", url.Values{"activity": {h.activities[kind]}, "id": {id}, "text": {words}}).Must(http.StatusSeeOther)
	return id
}

func (h *held) votes(by *apptest.Browser, kind, subject, value, sent string) {
	h.t.Helper()
	by.Post("/room/votes", url.Values{"activity": {h.activities[kind]}, "vote": {subject + ":" + value}, "sent": {sent}}).Must(http.StatusSeeOther)
}

func (h *held) takes(kind, into string, subjects ...string) apptest.Answer {
	h.t.Helper()
	return h.lead.Post(h.at+"/results", url.Values{"activity": {h.activities[kind]}, "subject": subjects, "into": {into}})
}

// files are the four files of the results.
func (h *held) files() map[string]string {
	h.t.Helper()
	all := map[string]string{}
	all["pdf"] = read(h.t, h.lead.Get(h.home+"/reports/workshop.pdf?subject="+h.at[strings.LastIndex(h.at, "/")+1:]).Must(http.StatusOK).Body)
	for sort, kind := range map[string]string{"csv": "text/csv", "json": "application/json", "md": "text/markdown"} {
		got := h.lead.Get(h.at + "/results." + sort).Must(http.StatusOK)
		if !strings.HasPrefix(got.Header.Get("Content-Type"), kind) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			h.t.Errorf("the %s file is sent as %q, %q", sort, got.Header.Get("Content-Type"), got.Header.Get("Content-Disposition"))
		}
		all[sort] = string(got.Body)
	}
	return all
}

func TestAWorkshopHeldOverHTTPLandsInTheRegistersWithItsOrigin(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "risks", "cards", "vision", "decision")
		h.turns("risks", "open")
		risk := h.says("risks", "Nobody has time for the training")
		h.votes(h.phone, "risks", risk, "2", "1")
		h.takes("risks", "risk", risk).Must(http.StatusUnprocessableEntity) // hidden so far
		h.turns("risks", "revealed")
		h.turns("cards", "open")
		win, task := h.says("cards", "One list of customers by spring"), h.says("cards", "Ask the vendor for a date")
		h.turns("cards", "revealed")
		refused := h.takes("cards", "vision", task).Must(http.StatusUnprocessableEntity).Doc()
		if ticked := refused.Find("main input[name=subject][checked]"); ticked.Length() != 1 || ticked.AttrOr("value", "") != task {
			t.Errorf("after a refusal %d cards are ticked", ticked.Length())
		}
		h.turns("vision", "open")
		vision := h.says("vision", "We answer the same day")
		h.turns("vision", "revealed")
		h.turns("decision", "open")
		for _, b := range append(h.others, h.phone) {
			h.votes(b, "decision", "motion", "1", "2")
		}
		h.turns("decision", "revealed")
		for into, of := range map[string][2]string{"risk": {"risks", risk}, "win": {"cards", win}, "task": {"cards", task}, "vision": {"vision", vision}, "decision": {"decision", "motion"}} {
			h.takes(of[0], into, of[1]).Must(http.StatusSeeOther)
			h.takes(of[0], into, of[1]).Must(http.StatusUnprocessableEntity) // a second time
		}
		page := h.lead.Get(h.at + "/results").Must(http.StatusOK)
		for words, want := range map[string]string{"Nobody has time": "2 dots", "One list of customers": "", "Ask the vendor": "", "Activity decision": "3 yes, 0 no, 0 abstained"} {
			link, _ := page.Doc().Find("main .log a:contains('" + words + "')").Attr("href")
			at, mark, _ := strings.Cut(link, "#")
			body := h.lead.Get(at).Must(http.StatusOK).Doc().Find("main")
			if mark != "" {
				body = body.Find("#" + mark)
			}
			if origin := body.Find(".origin").Text(); !strings.Contains(origin, "From workshop W1") || !strings.Contains(origin, want) || !strings.Contains(origin, words) {
				t.Errorf("%s at %q came from %q", words, link, origin)
			}
		}
		for _, step := range []string{"kotter", "gartner"} {
			if got := h.lead.Get(h.home + "/tracks/" + step + "/vision").Must(http.StatusOK); !strings.Contains(got.Text("blockquote"), "We answer the same day") || !strings.Contains(got.Text(".origin"), "W1") {
				t.Errorf("step vision of %s shows %q from %q", step, got.Text("blockquote"), got.Text(".origin"))
			}
		}
		if got := h.lead.Get(h.home + "/decisions?status=decided").Must(http.StatusOK).Text("tbody"); !strings.Contains(got, "Activity decision") || !strings.Contains(got, "The participants of workshop W1") {
			t.Errorf("decided: %q", got)
		}
	})
}

func TestHostileWordsFromAPhoneComeThroughEveryFileBeforeAndAfterTheEnd(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "cards", "risks")
		h.turns("cards", "open")
		var cards []string
		for _, words := range []string{scripted, formula, turned} {
			cards = append(cards, h.says("cards", words))
		}
		long := h.phone.Post("/room/cards", url.Values{"activity": {h.activities["cards"]}, "id": {database.NewID()}, "text": {strings.Repeat("å", 10_000)}})
		long.Must(http.StatusUnprocessableEntity)
		for sort, file := range h.files() {
			if strings.Contains(file, "alert") || strings.Contains(file, "HYPERLINK") {
				t.Errorf("the %s file tells what is hidden", sort)
			}
		}
		h.turns("cards", "revealed")
		h.takes("cards", "task", cards...).Must(http.StatusSeeOther)
		for _, ended := range []bool{false, true} {
			if ended {
				orders(h.lead, h.at, "end").Must(http.StatusSeeOther)
			}
			page := h.lead.Get(h.at + "/results").Must(http.StatusOK)
			if page.Doc().Find("main script").Length() != 0 || !strings.Contains(page.Text("main"), scripted) || !strings.Contains(page.Text("main"), turned) {
				t.Errorf("ended %t: the page shows %q", ended, page.Text("main .log"))
			}
			files := h.files()
			if got := files["csv"]; !strings.Contains(got, "'=HYPERLINK") || !strings.Contains(got, turned) {
				t.Errorf("ended %t: the CSV file holds %q", ended, got)
			}
			if got := files["md"]; strings.Contains(got, "<script") || !strings.Contains(got, "Became T") {
				t.Errorf("ended %t: the Markdown file holds %q", ended, got)
			}
			if got := files["pdf"]; !strings.Contains(got, "<script>alert(1)") || !strings.Contains(got, "=HYPERLINK") || strings.Contains(got, "\u202E") {
				t.Errorf("ended %t: the PDF says %q", ended, got)
			}
			if !json.Valid([]byte(files["json"])) || strings.Contains(files["json"], "<script") {
				t.Errorf("ended %t: the JSON file holds %q", ended, files["json"])
			}
		}
	})
}

func TestNobodyOnAMapIsNamedInAFileOrToThoseToWhomItIsNotConfided(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "map")
		h.turns("map", "open")
		group, person, loose := h.says("map", "The sales staff"), h.says("map", named), h.says("map", "Morkfeldt again")
		h.turns("map", "revealed")
		h.takes("map", "stakeholder", group).Must(http.StatusSeeOther)
		h.takes("map", "person", person).Must(http.StatusSeeOther)
		if got := h.lead.Get(h.at + "/results").Must(http.StatusOK).Text("main"); !strings.Contains(got, named) || !strings.Contains(got, "Morkfeldt again") || loose == "" {
			t.Errorf("the lead sees %q", got)
		}
		for sort, file := range h.files() {
			if strings.Contains(file, "Morkfeldt") || !strings.Contains(file, "The sales staff") {
				t.Errorf("the %s file holds %q", sort, file)
			}
		}
		other := join(t, site, h.lead, "Runa", "runa@firm.example", "contributor")
		for _, at := range []string{h.at + "/results", h.at + "/results.json", h.at + "/results.md", h.at + "/results.csv", h.home + "/activity", h.home + "/activity?kind=workshop_taken", h.home + "/search?q=morkfeldt"} {
			if got := string(other.Get(at).Must(http.StatusOK).Body); strings.Contains(strings.ReplaceAll(got, "?q=morkfeldt", ""), "Morkfeldt") {
				t.Errorf("%s tells a contributor of a person on the map", at)
			}
		}
		if got := other.Get(h.at + "/results").Text("main"); !strings.Contains(got, "told to lead and consultant only") {
			t.Errorf("a contributor is told %q", got)
		}
	})
}
