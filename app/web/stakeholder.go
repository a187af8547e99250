package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholder"
)

// The steps under which people are gathered, told and trained.
func coalitionStep() framework.Place {
	return framework.Place{Track: record.Kotter, StepKey: "coalition"}
}

func communicateStep() framework.Place {
	return framework.Place{Track: record.Kotter, StepKey: "communicate"}
}

func enableStep() framework.Place { return framework.Place{Track: record.Kotter, StepKey: "enable"} }

// belowStep begins a page of rows that belong to a step of the change.
func belowStep(key project.Scope, at framework.Place, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	t := key.Text
	way := []layout.Crumb{
		{Label: t.T("track." + at.Track + ".title"), Href: projectPath(key, "tracks", at.Track)},
		{Label: strconv.Itoa(at.Ordinal()) + " " + at.Named().In(t), Href: stepPath(key, at)},
	}
	return inRoom(key, at.Track, title, purpose, append(way, crumbs...)...)
}

// nearby leads on after something was added: to the step when the form stood
// there, else to the list.
func (s *server) nearby(c *fiber.Ctx, key project.Scope, list string, at framework.Place, word string) error {
	to := projectPath(key, list)
	if from, _, _ := strings.Cut(s.cameFrom(c, key), "?"); from == stepPath(key, at) {
		to = from
	}
	return s.saidUndo(c, to, word)
}

// listed is what the pages of members, messages and trainings have in common.
func (s *server) listed(c *fiber.Ctx, key project.Scope, list string, people known, f partial.Form, around partial.Listing) views.List {
	of := strings.TrimSuffix(list, "s")
	around.Label, around.Empty, around.Pick = key.Text.T("stakeholder."+of+".title"), key.Text.T("stakeholder."+of+".empty"), picking(c, key, list)
	return views.List{
		Home: projectPath(key, list), List: around, People: people.options, Form: f, MayEdit: key.Allows(project.EditRegisters), Today: key.Today(),
	}
}

// single is what the pages of one row have in common.
func (s *server) single(c *fiber.Ctx, key project.Scope, list, id string, version int64, f partial.Form) views.Single {
	back := projectPath(key, list)
	return views.Single{
		Form: f, Delete: s.filled(c, back+"/"+id+"/delete", nil, version), MayEdit: key.Allows(project.EditRegisters),
		Back: back, Today: key.Today(),
	}
}

// extra is what the parts of a step have in common. The form is told apart from
// the page's others by id.
func (s *server) extra(c *fiber.Ctx, key project.Scope, list, id string, people known, fresh any) views.Extra {
	home := projectPath(key, list)
	return views.Extra{
		Home: home, Add: among(partial.Form{}, s.blank(c, home, fresh), id), People: people.options,
		MayEdit: key.Allows(project.EditRegisters), Today: key.Today(),
	}
}

// shortly is how many rows a step shows of a list.
const shortly = 6

func (s *server) coalitionPart(c *fiber.Ctx, key project.Scope) (templ.Component, error) {
	all, err := s.Involved.Coalition(c.UserContext(), key)
	if err != nil {
		return nil, err
	}
	people, err := s.people(c, key)
	return views.CoalitionOfStep(views.CoalitionPart{
		Extra: s.extra(c, key, "coalition", "member", people, freshMember(key)), Coalition: all, Stakeholders: projectPath(key, "stakeholders"),
	}), err
}

func (s *server) messagesPart(c *fiber.Ctx, key project.Scope) (templ.Component, error) {
	sum, err := s.Involved.Told(c.UserContext(), key)
	if err != nil {
		return nil, err
	}
	found, err := s.Involved.FindMessages(c.UserContext(), key, stakeholder.MessageFilter{Page: record.Page{Size: shortly}})
	if err != nil {
		return nil, err
	}
	people, err := s.people(c, key)
	return views.MessagesOfStep(views.MessagesPart{
		Extra: s.extra(c, key, "messages", "message", people, stakeholder.FreshMessage()), Messages: messageRows(found.Rows, people), Sum: sum,
	}), err
}

func (s *server) trainingsPart(c *fiber.Ctx, key project.Scope) (templ.Component, error) {
	sum, err := s.Involved.Trained(c.UserContext(), key)
	if err != nil {
		return nil, err
	}
	found, err := s.Involved.FindTrainings(c.UserContext(), key, stakeholder.TrainingFilter{Page: record.Page{Size: shortly}})
	return views.TrainingsOfStep(views.TrainingsPart{
		Extra: s.extra(c, key, "trainings", "training", known{}, stakeholder.FreshTraining()), Trainings: found.Rows, Sum: sum,
	}), err
}
