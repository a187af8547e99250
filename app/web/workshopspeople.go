package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/workshops"
)

func inRoomTable() table[workshop.Participant] {
	return table[workshop.Participant]{"in-the-room", []column[workshop.Participant]{
		{head: "workshop.people.seat", sort: "seat", num: true},
		{head: "workshop.desk.name", sort: "name"},
		{head: "workshop.desk.role", sort: "role"},
		{head: "workshop.people.came"},
		{head: "workshop.people.how"},
	}}
}

// peopleInRoom lists everybody who has a seat, for whoever leads.
func (s *server) peopleInRoom(c *fiber.Ctx, key project.Scope) error {
	var f workshop.PeopleFilter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	w, found, err := s.Workshops.FindPeople(c.UserContext(), key, c.Params("id"), f)
	if err != nil {
		return err
	}
	home, t := projectPath(key, "workshops", w.ID), key.Text
	list := partial.Listing{
		Label: t.T("workshop.people.title"), Empty: t.T("workshop.people.empty"), Columns: inRoomTable().heads(c, t, "page"), Pages: pages(c, found),
		Narrow: narrowing(c, words(t), choice(t, "role", "workshop.desk.role", workshop.Roles(), "workshop.role.")),
		Pick:   s.dismissing(c, t, w, home),
	}
	page := inWorkshops(key, t.T("workshop.people.title"), t.T("workshop.people.purpose"), layout.Crumb{Label: w.Titled().In(t), Href: home}, layout.Crumb{Label: t.T("workshop.desk.title"), Href: home + "/desk"})
	return s.page(c, page, workshops.InRoom(workshops.PeoplePage{Home: home, Workshop: w, Rows: found.Rows, List: list, Zone: key.Project.Zone()}))
}

// dismissing offers people to be picked and taken out of a room that runs.
func (s *server) dismissing(c *fiber.Ctx, t *i18n.Text, w workshop.Workshop, home string) *partial.Picking {
	if w.Live.Stage() != workshop.Running {
		return nil
	}
	return &partial.Picking{Action: withQueryOf(c, home+"/desk/people/dismiss"), CSRF: visitOf(c).csrf, Most: record.MostAtOnce, Only: t.T("workshop.desk.dismiss")}
}

// dismissPicked takes those who are picked out of the room.
func (s *server) dismissPicked(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	back := withQueryOf(c, projectPath(key, "workshops", c.Params("id"), "desk", "people"))
	picks, err := picked(c)
	if err == nil && len(picks) == 0 {
		return s.said(c, back, "common.pick.said.nothing")
	}
	ids := make([]string, len(picks))
	for i, p := range picks {
		ids[i] = p.ID
	}
	if err == nil {
		err = s.Workshops.Dismiss(c.UserContext(), key, c.Params("id"), ids)
	}
	if err != nil {
		return err
	}
	return c.Redirect(back, fiber.StatusSeeOther)
}

// foldedPeople is the desk's list of who is in the room, as they are when it is unfolded.
func (s *server) foldedPeople(c *fiber.Ctx, key project.Scope) error {
	p, err := s.deskOf(c, key, partial.Form{})
	if err != nil {
		return err
	}
	return render(c, workshops.LatestPeople(p))
}
