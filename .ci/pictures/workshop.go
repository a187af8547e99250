package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"stegvis/app/platform/database"
)

// hall is a workshop that people have come to, led by somebody from its desk.
type hall struct {
	lead   *person
	home   string // address of the workshop
	points []point
	phones []*person
}

// point is an activity of its agenda.
type point struct{ id, kind string }

// kinds are the activities that the pictured workshop goes through.
func kinds() []string {
	return []string{"scoring", "risks", "pains", "map", "vision", "talk", "decision"}
}

// gather plans a workshop, opens its room and lets people come in with their phones.
func (p *person) gather(project, title string, people int) (*hall, error) {
	home, err := p.post(project+"/workshops", project+"/workshops", url.Values{"title": {title}, "held_on": {"2026-12-01"}, "naming": {"either"}, "ask_role": {"true"}})
	if err != nil {
		return nil, err
	}
	h := &hall{lead: p, home: home}
	for _, kind := range kinds() {
		form := url.Values{"kind": {kind}, "minutes": {"25"}, "prompt": {"What do we know, and what do we only believe?"}}
		if kind == "decision" {
			form.Set("options", "We begin in March\n"+long)
		}
		if _, err := p.post(home, home+"/activities", form); err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
	}
	page, err := p.get(home, "en")
	if err != nil {
		return nil, err
	}
	for i, link := range regexp.MustCompile(`href="[^"]+/activities/([0-9a-f-]{36})"`).FindAllStringSubmatch(page.body, len(kinds())) {
		h.points = append(h.points, point{link[1], kinds()[i]})
	}
	if err := h.order("begin"); err != nil {
		return nil, err
	}
	return h, h.fill(people)
}

// order does something at the desk.
func (h *hall) order(what string, pairs ...string) error {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	_, err := h.lead.post(h.home+"/desk", h.home+"/desk/"+what, form)
	return err
}

var codeOnDesk = regexp.MustCompile(`class="code">([A-Z]{6})<`)

// fill lets people come in, from every department.
func (h *hall) fill(people int) error {
	desk, err := h.lead.get(h.home+"/desk", "en")
	if err != nil {
		return err
	}
	code := codeOnDesk.FindStringSubmatch(desk.body)
	if code == nil {
		return fmt.Errorf("the room of %s has no code", h.home)
	}
	for i := range people {
		phone, err := h.lead.site.stranger()
		if err != nil {
			return err
		}
		role := []string{"management", "marketing", "sales", "service", "it"}[i%5]
		if _, err := phone.post("/join/"+code[1], "/join", url.Values{"code": {code[1]}, "name": {fmt.Sprintf("Saga Lind %d", i+1)}, "role": {role}}); err != nil {
			return err
		}
		h.phones = append(h.phones, phone)
	}
	return nil
}

var subjectOn = regexp.MustCompile(`data-subject="([^"]+)"`)

// speak lets the room take an activity and everybody say something in it.
func (h *hall) speak(at point) error {
	if err := h.order("turn", "activity", at.id, "phase", "open"); err != nil {
		return err
	}
	for i, phone := range h.phones {
		if at.kind == "scoring" || at.kind == "decision" {
			continue
		}
		card := url.Values{"activity": {at.id}, "id": {database.NewID()}, "text": {[]string{long, wide, "No time for training"}[i%3]}}
		if at.kind == "map" || at.kind == "talk" {
			card.Set("column", strconv.Itoa(i%3+1))
			card.Set("line", strconv.Itoa(i*2%3+1))
		}
		if _, err := phone.post("/room", "/room/cards", card); err != nil {
			return err
		}
	}
	return h.vote(at)
}

func (h *hall) vote(at point) error {
	if at.kind == "map" || at.kind == "talk" {
		return nil
	}
	for i, phone := range h.phones {
		room, err := phone.get("/room", "en")
		if err != nil {
			return err
		}
		for j, subject := range subjectOn.FindAllStringSubmatch(room.body, 4) {
			value := strconv.Itoa((i+j)%3 + 1)
			if at.kind != "scoring" && at.kind != "decision" {
				value = "1"
			}
			if _, err := phone.post("/room", "/room/votes", url.Values{"activity": {at.id}, "vote": {subject[1] + ":" + value}, "sent": {strconv.Itoa(j + 1)}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// workshops pictures the rooms in each of which another activity is on: the desk, the
// wall and a phone while people answer and once they see what came of it. A scene is
// taken long after it is prepared, so that each has a room of its own.
func (p *play) workshops(lead *person) error {
	if err := p.before(lead); err != nil {
		return err
	}
	for i, kind := range kinds() {
		for _, phase := range []string{"open", "revealed"} {
			h, err := lead.gather("/projects/demo", strings.ToUpper(kind[:1])+kind[1:]+" with the after-sales organisation", 5)
			if err != nil {
				return err
			}
			if err := h.speak(h.points[i]); err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
			if err := h.order("turn", "activity", h.points[i].id, "phase", phase); err != nil {
				return err
			}
			name := "workshop-" + kind + "-" + phase
			p.add(name+"-desk", lead, h.home+"/desk", "")
			p.add(name+"-wall", lead, h.home+"/screen", "")
			p.add(name+"-room", h.phones[0], "/room", "")
		}
	}
	return p.after(lead)
}

// before are a workshop's pages before anybody has come, and the doors to it.
func (p *play) before(lead *person) error {
	h, err := lead.gather("/projects/demo", "Kick-off", 1)
	if err != nil {
		return err
	}
	desk, err := lead.get(h.home+"/desk", "en")
	if err != nil {
		return err
	}
	stranger, err := lead.site.stranger()
	if err != nil {
		return err
	}
	code := codeOnDesk.FindStringSubmatch(desk.body)[1]
	p.add("workshop-join", stranger, "/join", "")
	p.add("workshop-join-who", stranger, "/join/"+code, "")
	p.add("workshop-welcome-room", h.phones[0], "/room", "")
	p.add("workshop-welcome-desk", lead, h.home+"/desk", "")
	p.add("workshop-welcome-wall", lead, h.home+"/screen", "")
	planned, err := lead.post("/projects/demo/workshops", "/projects/demo/workshops", url.Values{"title": {"A risk session"}, "held_on": {"2026-12-03"}, "naming": {"named"}, "agenda": {"risks"}})
	p.add("workshop-planned", lead, planned, "")
	p.add("workshop-planned-desk", lead, planned+"/desk", "")
	p.add("workshop-planned-wall", lead, planned+"/screen", "")
	return err
}

// after are the pages of a workshop that is over, with its agenda kept.
func (p *play) after(lead *person) error {
	h, err := lead.gather("/projects/demo", "All that a room can do", 8)
	if err != nil {
		return err
	}
	for _, at := range h.points {
		if err := h.speak(at); err != nil {
			return fmt.Errorf("%s: %w", at.kind, err)
		}
		if err := h.order("turn", "activity", at.id, "phase", "revealed"); err != nil {
			return err
		}
	}
	p.add("workshop-point", lead, h.home+"/activities/"+h.points[0].id, "")
	p.add("workshop-results", lead, h.home+"/results", "")
	p.prints = append(p.prints, scene{name: "workshop-results", who: lead, path: "/projects/demo/reports/workshop.pdf?subject=" + h.home[strings.LastIndex(h.home, "/")+1:]})
	if err := h.order("end"); err != nil {
		return err
	}
	draft, err := lead.post("/projects/demo/reports", "/projects/demo/reports/drafts", url.Values{"kind": {"workshop"}, "subject": {h.home[strings.LastIndex(h.home, "/")+1:]}, "lang": {"sv"}})
	if err != nil {
		return err
	}
	p.add("workshop-report-draft", lead, draft, "")
	p.add("workshop-over-room", h.phones[0], "/room", "")
	p.add("workshop-over-desk", lead, h.home+"/desk", "")
	if _, err := lead.post(h.home+"/agenda", h.home+"/agenda", url.Values{"name": {"All that a room can do"}}); err != nil {
		return err
	}
	p.add("my-agendas", lead, "/me/agendas", "")
	return p.rehearsal(lead)
}

// rehearsal is a room of made-up voices.
func (p *play) rehearsal(lead *person) error {
	list := "/projects/demo/workshops"
	home, err := lead.post(list, list, url.Values{"title": {"A rehearsal"}, "held_on": {"2026-12-02"}, "naming": {"either"}, "agenda": {"kickoff"}, "rehearsal": {"true"}})
	if err != nil {
		return err
	}
	if _, err := lead.post(home+"/desk", home+"/desk/begin", url.Values{}); err != nil {
		return err
	}
	p.add("workshop-rehearsal", lead, home+"/agenda", "")
	return nil
}
