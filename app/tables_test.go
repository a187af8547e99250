package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// desk is the address of a hall's desk.
func (h *hall) desk() string {
	return "/projects/" + h.key.Project.Slug + "/workshops/" + h.id + "/desk"
}

func TestAFacilitatorDividesARoomAndBringsItsTablesTogetherByPlainForms(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		h := newHall(t, site, strings.Trim(strings.TrimPrefix(lead.Begin("Vår CRM", "small"), "/projects/"), "/"))
		maja, olle := site.Browser(t), site.Browser(t)
		h.lets(maja, "Maja", "sales")
		h.lets(olle, "Olle", "it")
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Dots: 3})
		post := func(what string, form url.Values) apptest.Answer {
			return lead.Post(h.desk()+"/"+what, form)
		}
		post("show", url.Values{"activity": {a}}).Must(http.StatusSeeOther)
		post("apart", url.Values{"activity": {a}, "on": {"true"}}).Must(http.StatusSeeOther)
		if got := post("turn", url.Values{"activity": {a}, "phase": {"open"}}).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "Divide the room first") {
			t.Errorf("tables at work in an undivided room: %q", got)
		}
		if got := post("tables", url.Values{"tables": {"40"}, "by": {"chance"}}).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "20") {
			t.Error("forty tables are refused without a word")
		}
		post("tables", url.Values{"tables": {"2"}, "by": {"choice"}, "lot": {"lot"}}).Must(http.StatusSeeOther)
		home, _, _ := strings.Cut(h.desk(), "/workshops")
		if got := lead.Get(home + "/activity?kind=workshop").Must(http.StatusOK).Text(".log"); !strings.Contains(got, "How people come to their tables") || !strings.Contains(got, "By choice on the phone") {
			t.Errorf("the log says %q of how the room is divided", got)
		}
		if got := maja.Get("/room").Text("#my-table"); !strings.Contains(got, "Choose your table") {
			t.Errorf("the phone says %q", got)
		}
		for phone, table := range map[*apptest.Browser]string{maja: "1", olle: "2"} {
			phone.Post("/room/table", url.Values{"table": {table}}).Must(http.StatusSeeOther)
			phone.Post("/room/table", url.Values{"table": {table}}).Must(http.StatusSeeOther)
			phone.Post("/room/table", url.Values{"table": {"7"}}).Must(http.StatusUnprocessableEntity)
		}
		post("turn", url.Values{"activity": {a}, "phase": {"open"}}).Must(http.StatusSeeOther)
		writes := func(b *apptest.Browser, text string) {
			b.Post("/room/cards", url.Values{"activity": {a}, "id": {database.NewID()}, "text": {text}}).Must(http.StatusSeeOther)
		}
		writes(maja, "No time for training")
		writes(olle, "no time  for Training")
		writes(olle, "Old data")
		if got := maja.Get("/room").Text("main"); !strings.Contains(got, "Your table: 1") || !strings.Contains(got, "Here: Maja") || strings.Contains(got, "Olle") || strings.Contains(got, "Old data") {
			t.Errorf("at table 1 the phone shows %q", got)
		}
		if got := string(olle.Get("/room/events").Must(http.StatusOK).Body); strings.Contains(got, "No time for training") || !strings.Contains(got, "Old data") {
			t.Error("table 2 hears of table 1")
		}
		wall := lead.Get(strings.TrimSuffix(h.desk(), "/desk") + "/screen").Must(http.StatusOK).Text(".screen-main")
		if strings.Contains(wall, "Old data") || !strings.Contains(wall, "2 cards") || !strings.Contains(wall, "1 of 1 have answered") {
			t.Errorf("the wall tells %q", wall)
		}
		maja.Post("/room/table", url.Values{"table": {"2"}}).Must(http.StatusUnprocessableEntity)
		for range 2 {
			post("gather", url.Values{"activity": {a}}).Must(http.StatusSeeOther)
		}
		if got := maja.Get("/room").Text("#now"); !strings.Contains(got, "Old data") || !strings.Contains(got, "Table 2") {
			t.Errorf("together the phone shows %q", got)
		}
		desk := lead.Get(h.desk()).Must(http.StatusOK)
		if got := desk.Text("#pulse"); !strings.Contains(got, "Cards that say the same") || !strings.Contains(got, "Tables 1, 2") {
			t.Errorf("the desk shows %q", got)
		}
		picks := url.Values{"activity": {a}}
		for _, c := range h.state().Alike()[0] {
			picks.Add("pick", c.ID)
		}
		for range 2 {
			post("merge", picks).Must(http.StatusSeeOther)
		}
		for n, phone := range []*apptest.Browser{maja, olle} {
			plus, _ := phone.Get("/room").Doc().Find("#now li[data-subject]").First().Find("button[data-step='1']").Attr("value")
			phone.Post("/room/votes", url.Values{"activity": {a}, "vote": {plus}, "sent": {"1"}}).Must(http.StatusSeeOther)
			if n == 1 {
				post("turn", url.Values{"activity": {a}, "phase": {"closed"}}).Must(http.StatusSeeOther)
			}
		}
		if got := maja.Get("/room").Text("#now"); !strings.Contains(got, "What the tables wrote") {
			t.Errorf("closed, the phone shows %q", got)
		}
		post("turn", url.Values{"activity": {a}, "phase": {"revealed"}}).Must(http.StatusSeeOther)
		results := strings.TrimSuffix(h.desk(), "/desk") + "/results"
		page := lead.Get(results).Must(http.StatusOK)
		if got := page.Text("main"); !strings.Contains(got, "Tables 1, 2") || !strings.Contains(got, "2 dots") {
			t.Errorf("the results show %q", got)
		}
		for _, file := range []string{".csv", ".json", ".md"} {
			body := string(lead.Get(results + file).Must(http.StatusOK).Body)
			if want := map[string]string{".csv": "\"1, 2\"", ".json": "\"tables\": [", ".md": "Tables 1, 2"}[file]; !strings.Contains(body, want) {
				t.Errorf("%s lacks %s:\n%s", file, want, body)
			}
		}
	})
}

func TestTwoTablesWorkApartOnTheirPhonesAndComeTogetherOnTheWall(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		base := serve(t, site)
		h := newHall(t, site, strings.Trim(strings.TrimPrefix(home, "/projects/"), "/"))
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Dots: 3, AtTables: true})
		maja, olle := phoneIn(t, base, h, "Maja", "sales"), phoneIn(t, base, h, "Olle", "it")
		desk, wall := leads(t, base, home, h)
		h.must(h.rooms.Workshops.Divide(h.ctx, h.key, h.id, workshop.DivisionDraft{Tables: 2, By: workshop.ByChoice, Lot: "lot"}))
		const limit = 3 * time.Second
		for w, table := range map[*browsertest.Window]string{maja: "1", olle: "2"} {
			within(t, w, limit, `document.querySelector("#my-table button") !== null`)
			w.Accessible()
			w.Fits()
			w.Click("#my-table button[value='" + table + "']")
			within(t, w, limit, `document.querySelector("#my-table")?.dataset.table === "`+table+`"`)
		}
		reads(wall, "Maja")
		h.turns(a, workshop.Open)
		for _, w := range []*browsertest.Window{maja, olle} {
			within(t, w, limit, `document.querySelector("[data-write]") !== null`)
		}
		maja.Type("[data-write] textarea", "No time for training")
		maja.Click("[data-write] .button")
		olle.Type("[data-write] textarea", "no time for TRAINING")
		olle.Click("[data-write] .button")
		for _, w := range []*browsertest.Window{maja, olle} {
			w.WaitFor(`document.querySelectorAll("#on [data-subject]").length === 1 && document.querySelectorAll("#mine .own-card").length === 1`)
			w.Click("#on [data-subject] [data-step='1']")
			w.WaitFor(`document.querySelector("#on [data-subject] output").innerText === "1"`)
			w.Accessible()
			w.Fits()
		}
		wall.WaitFor(`document.querySelectorAll(".breakouts > li").length === 2 && document.querySelector(".breakouts").innerText.includes("1 card") && !document.body.innerText.includes("No time")`)
		wall.Accessible()

		h.must(h.rooms.Workshops.SeatAt(h.ctx, h.key, h.id, h.seatOf("Olle"), 1)) // and back
		within(t, olle, limit, `document.querySelector("#my-table").dataset.table === "1" && document.querySelector("#on [data-subject] p").innerText.includes("No time") && document.querySelector("#on [data-subject] output").innerText === "0"`)
		h.must(h.rooms.Workshops.SeatAt(h.ctx, h.key, h.id, h.seatOf("Olle"), 2))
		within(t, olle, limit, `document.querySelector("#on [data-subject] p").innerText.includes("TRAINING")`)
		olle.Click("#on [data-subject] [data-step='1']")

		desk.WaitFor(`document.querySelectorAll("#pulse .slips > li").length === 2`)
		desk.Go(h.desk())
		desk.Accessible()
		desk.Click("form[action$='/desk/gather'] .button")
		for _, w := range []*browsertest.Window{maja, olle} {
			within(t, w, limit, `document.querySelectorAll("#on [data-subject]").length === 2 && document.querySelector("#on").innerText.includes("Table 2")`)
			w.Accessible()
			w.Fits()
		}
		wall.WaitFor(`document.querySelectorAll(".gathered > section").length === 2`)
		wall.Accessible()
		desk.Click("form[action$='/desk/merge'] .button")
		within(t, maja, limit, `document.querySelectorAll("#on [data-subject]").length === 1 && document.querySelector("#on [data-subject] .tag").innerText === "Tables 1, 2"`)
		h.turns(a, workshop.Closed)
		h.turns(a, workshop.Revealed)
		within(t, olle, limit, `document.querySelector(".bars")?.innerText.includes("2")`)
		reads(wall, "Tables 1, 2")
		if state := h.state(); len(state.Cards) != 1 || state.Results[0].Sum != 2 {
			t.Errorf("together: %d cards, %+v", len(state.Cards), state.Results)
		}
		desk.Go(h.desk())
		desk.Accessible()
		desk.Dark(true)
		desk.Accessible()
		desk.Size(390, 844)
		desk.Fits()
	})
}

// seatOf is the participant of a name.
func (h *hall) seatOf(name string) string {
	h.t.Helper()
	people, err := h.rooms.Workshops.People(h.ctx, h.key, h.id)
	h.must(err)
	for _, p := range people {
		if p.Name == name {
			return p.ID
		}
	}
	h.t.Fatal("nobody is called " + name)
	return ""
}
