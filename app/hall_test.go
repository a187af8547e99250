package app_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/web"
	"stegvis/app/workshop"
)

// hall is a workshop that a test leads from within, on the site's own node.
type hall struct {
	t     testing.TB
	rooms web.Rooms
	key   project.Scope
	ctx   context.Context
	id    string
	code  string
}

// newHall opens a workshop in a project. Participants may give a name and choose a role.
func newHall(t testing.TB, site *apptest.Site, slug string) *hall {
	t.Helper()
	h := &hall{t: t, rooms: site.Rooms()}
	h.ctx = bus.With(t.Context(), h.rooms.Bus)
	var err error
	h.key, err = h.rooms.Projects.BySlug(h.ctx, project.SystemScope{What: "test", Text: h.rooms.Texts.For("en"), Now: time.Now()}, slug)
	h.must(err)
	w, err := h.rooms.Workshops.Create(h.ctx, h.key, workshop.Draft{Title: "Kick-off <b>north</b>", HeldOn: date.New(2026, 11, 25), Naming: workshop.Either, AskRole: true})
	h.must(err)
	h.id = w.ID
	h.must(h.rooms.Workshops.Begin(h.ctx, h.key, h.id))
	w, _, err = h.rooms.Workshops.Agenda(h.ctx, h.key, h.id)
	h.must(err)
	h.code = *w.Live.Code
	return h
}

func (h *hall) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// adds puts an activity on the agenda and gives its id.
func (h *hall) adds(d workshop.ActivityDraft) string {
	h.t.Helper()
	d.Minutes = 10
	a, err := h.rooms.Workshops.Add(h.ctx, h.key, h.id, d, "", nil)
	h.must(err)
	return a.ID
}

func (h *hall) turns(activity string, to workshop.Phase) {
	h.t.Helper()
	h.must(h.rooms.Workshops.Turn(h.ctx, h.key, h.id, activity, "", to))
}

// lets brings somebody in by the code.
func (h *hall) lets(b *apptest.Browser, name, role string) {
	h.t.Helper()
	b.Post("/join", url.Values{"code": {h.code}, "name": {name}, "role": {role}}).Must(http.StatusSeeOther)
}

func (h *hall) state() workshop.State {
	h.t.Helper()
	state, err := h.rooms.Workshops.Room(h.ctx, h.id)
	h.must(err)
	return state
}

// option is the key of an activity's option.
func (h *hall) option(activity string, n int) string {
	h.t.Helper()
	_, all, err := h.rooms.Workshops.Agenda(h.ctx, h.key, h.id)
	h.must(err)
	for _, a := range all {
		if a.ID == activity {
			return a.Settings().Options[n].Key
		}
	}
	h.t.Fatal("no such activity")
	return ""
}
