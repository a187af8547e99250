package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/workshop"
)

// ends waits until a stream ends, and reports whether it said before that the seat or
// the right to look is gone.
func ends(t *testing.T, events <-chan string) (told bool) {
	t.Helper()
	for patience := time.After(15 * time.Second); ; {
		select {
		case event, on := <-events:
			if !on {
				return told
			}
			told = told || strings.Contains(event, "event: gone")
		case <-patience:
			t.Fatal("the stream goes on")
		}
	}
}

func TestAPhoneThatIsTakenOutOfTheRoomIsToldSoAndHearsNoMore(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		base := serve(t, site)
		h := newHall(t, site, strings.TrimPrefix(vart, "/projects/"))
		maja, olle := site.Browser(t), site.Browser(t)
		h.lets(maja, "Maja", "finance")
		h.lets(olle, "Olle", "finance")
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Go on?", Options: "Go on to wave two"})
		h.turns(a, workshop.Open)
		yes := url.Values{"activity": {a}, "on-" + h.option(a, 0): {"1"}, "sent": {"1"}}
		maja.Post("/room/votes", yes).Must(http.StatusSeeOther)
		gone, stays := hears(t.Context(), t, maja.Client(), base+"/room/events"), hears(t.Context(), t, olle.Client(), base+"/room/events")
		<-gone
		people, err := h.rooms.Workshops.People(h.ctx, h.key, h.id)
		h.must(err)
		lead.Post(vart+"/workshops/"+h.id+"/desk/dismiss", url.Values{"participant": {people[0].ID}}).Must(http.StatusSeeOther)
		if !ends(t, gone) {
			t.Error("the phone is not told that its seat is gone")
		}
		if got := maja.Get("/room").Must(http.StatusNotFound).Text("[role=alert]"); !strings.Contains(got, "This phone has no seat") {
			t.Errorf("its page says %q", got)
		}
		maja.Get("/room/events").Must(http.StatusNotFound)
		maja.Get("/room/own").Must(http.StatusNotFound)
		maja.Post("/room/votes", yes).Must(http.StatusNotFound)
		h.turns(a, workshop.Revealed)
		if err := (live{stays, func(event string) (string, error) { return event, nil }}).shows(a + " revealed "); err != nil {
			t.Error(err)
		}
		h.lets(maja, "Maja", "finance") // who was taken out by mistake comes in again
		maja.Get("/room").Must(http.StatusOK)
	})
}

func TestTheStreamOfWhoLeadsEndsWithTheirRightToLead(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		base := serve(t, site)
		h := newHall(t, site, strings.TrimPrefix(vart, "/projects/"))
		at := base + vart + "/workshops/" + h.id + "/events"
		stays := hears(t.Context(), t, lead.Client(), at)
		for what, loses := range map[string]func(b *apptest.Browser, person string){
			"viewer now": func(_ *apptest.Browser, person string) {
				lead.Post(person+"/role", url.Values{"role": {"viewer"}, "version": {"1"}}).Must(http.StatusSeeOther)
			},
			"no member any more": func(_ *apptest.Browser, person string) {
				lead.Post(person+"/leave", nil).Must(http.StatusSeeOther)
			},
			"signed out": func(b *apptest.Browser, _ string) { b.Post("/sign-out", url.Values{}).Must(http.StatusSeeOther) },
		} {
			name := strings.ToUpper(what[:1]) + what[1:]
			b := join(t, site, lead, name, strings.ReplaceAll(what, " ", "-")[:6]+"@firm.example", "consultant")
			events := hears(t.Context(), t, b.Client(), at)
			<-events
			loses(b, personAt(t, lead, name))
			if !ends(t, events) {
				t.Errorf("%s: the stream ends without a word", what)
			}
		}
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Cards, Title: "Talk"})
		h.turns(a, workshop.Open)
		if err := (live{stays, func(event string) (string, error) { return event, nil }}).shows("event: changed"); err != nil {
			t.Error(err)
		}
	})
}
