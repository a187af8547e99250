package app_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestALeadIssuesTheReportOfAWorkshopFromItsResults(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "risks", "decision")
		h.turns("risks", "open")
		card := h.says("risks", "Nobody has time for the training")
		h.turns("risks", "revealed")
		h.turns("decision", "open")
		h.votes(h.phone, "decision", "motion", "1", "2")
		h.turns("decision", "revealed")
		h.takes("risks", "risk", card).Must(http.StatusSeeOther)
		form := h.lead.Get(h.at + "/results").Must(http.StatusOK).Doc().Find("main form[action$='/reports/drafts']")
		draft := h.lead.Post(form.AttrOr("action", ""), filled(form)).Must(http.StatusSeeOther).Location
		if said := read(t, h.lead.Get(draft+"/report.pdf").Must(http.StatusOK).Body); !strings.Contains(said, "Draft") || !strings.Contains(said, "Nobody has time") {
			t.Errorf("the draft says %q", said)
		}
		if room := h.lead.Get(h.home + "/reports").Must(http.StatusOK).Text("main"); !strings.Contains(room, "Workshop report: Session") {
			t.Errorf("the draft is not in the reports' room: %q", room)
		}
		issued := h.lead.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
		first := h.lead.Get(issued + "/report.pdf").Must(http.StatusOK).Body
		said := read(t, first)
		for _, want := range []string{"Workshop report 1: Session", "by 3 people", "1 risk", "R1", "Too few votes to show", "seal"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		if strings.Contains(said, "1 yes") || strings.Contains(said, "Maja") {
			t.Errorf("it tells a voice: %q", said)
		}
		h.turns("risks", "open")
		h.says("risks", "Something came later")
		if again := h.lead.Get(issued + "/report.pdf").Must(http.StatusOK).Body; !bytes.Equal(again, first) {
			t.Error("the issued file has changed")
		}
		for _, at := range []string{h.home + "/reports", h.at + "/results"} {
			if link := h.lead.Get(at).Must(http.StatusOK).Doc().Find("main a[href='" + issued + "']"); link.Length() != 1 {
				t.Errorf("%s leads to it %d times", at, link.Length())
			}
		}
	})
}

func TestAReportOfNoWorkshopOrOfARehearsalIsNotPrepared(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vårt CRM", "small")
		b.Get(home + "/reports/workshop.pdf").Must(http.StatusNotFound)
		b.Get(home + "/reports/workshop.pdf?subject=nothing").Must(http.StatusNotFound)
		for _, subject := range []string{"", "nothing"} {
			b.Post(home+"/reports/drafts", url.Values{"kind": {"workshop"}, "subject": {subject}}).Must(http.StatusNotFound)
		}
		at := b.Post(home+"/workshops", with(workshopForm("Rehearsed"), "rehearsal", "true")).Must(http.StatusSeeOther).Location
		id := at[strings.LastIndex(at, "/")+1:]
		if strings.Contains(at, "/agenda") {
			id = strings.Split(at, "/")[4]
		}
		b.Post(home+"/reports/drafts", url.Values{"kind": {"workshop"}, "subject": {id}}).Must(http.StatusUnprocessableEntity)
		b.Post(home+"/reports/drafts", url.Values{"kind": {"minutes"}, "subject": {id}}).Must(http.StatusNotFound)
		b.Post(home+"/reports/drafts", url.Values{"kind": {"portfolio"}}).Must(http.StatusNotFound)
	})
}

func TestAStatusReportTellsOfWorkshopsSinceTheOneBefore(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "risks")
		status := func() string {
			draft := h.lead.Post(h.home+"/reports/drafts", url.Values{"kind": {"status"}}).Must(http.StatusSeeOther).Location
			issued := h.lead.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
			return read(t, h.lead.Get(issued+"/report.pdf").Must(http.StatusOK).Body)
		}
		h.turns("risks", "open")
		card := h.says("risks", "Nobody has time for the training")
		h.turns("risks", "revealed")
		h.takes("risks", "risk", card).Must(http.StatusSeeOther)
		if said := status(); strings.Contains(said, "took part") {
			t.Errorf("of a workshop that runs it says %q", said)
		}
		orders(h.lead, h.at, "end").Must(http.StatusSeeOther)
		if said := status(); !strings.Contains(said, "One workshop was held; 3 took part.") || !strings.Contains(said, "1 risk: R1") {
			t.Errorf("after the workshop it says %q", said)
		}
		if said := status(); strings.Contains(said, "took part") {
			t.Errorf("a report later it says it again: %q", said)
		}
	})
}
