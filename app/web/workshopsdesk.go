package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/workshops"
)

// deskRoutes are the addresses of whoever leads a workshop.
func (s *server) deskRoutes(p fiber.Router) {
	p.Get("/workshops/:id/desk", s.inProject(s.desk))
	p.Get("/workshops/:id/desk/pulse", s.inProject(s.deskPulse))
	p.Post("/workshops/:id/desk/begin", s.inProject(s.ordered(s.beginRoom)))
	p.Post("/workshops/:id/desk/code", s.inProject(s.ordered(s.renewCode)))
	p.Post("/workshops/:id/desk/lock", s.inProject(s.ordered(s.lockRoom)))
	p.Post("/workshops/:id/desk/end", s.inProject(s.ordered(s.endRoom)))
	p.Post("/workshops/:id/desk/show", s.inProject(s.ordered(s.showInRoom)))
	p.Post("/workshops/:id/desk/turn", s.inProject(s.ordered(s.turnActivity)))
	p.Post("/workshops/:id/desk/time", s.inProject(s.ordered(s.setTime)))
	p.Post("/workshops/:id/desk/cards", s.inProject(s.ordered(s.sortCards)))
	p.Post("/workshops/:id/desk/place", s.inProject(s.ordered(s.placeCard)))
	p.Post("/workshops/:id/desk/card", s.inProject(s.ordered(s.writeCard)))
	p.Post("/workshops/:id/desk/people", s.inProject(s.ordered(s.addProxy)))
	p.Get("/workshops/:id/desk/people", s.inProject(s.peopleInRoom))
	p.Get("/workshops/:id/desk/people/latest", s.inProject(s.foldedPeople))
	p.Post("/workshops/:id/desk/people/dismiss", s.inProject(s.dismissPicked))
	p.Post("/workshops/:id/desk/dismiss", s.inProject(s.ordered(s.dismissSomebody)))
	p.Post("/workshops/:id/desk/votes", s.inProject(s.ordered(s.speakFor)))
	p.Post("/workshops/:id/desk/agree", s.inProject(s.ordered(s.agree)))
	p.Post("/workshops/:id/desk/choose", s.inProject(s.ordered(s.chooseCard)))
	p.Post("/workshops/:id/desk/tables", s.inProject(s.ordered(s.divideRoom)))
	p.Post("/workshops/:id/desk/seat", s.inProject(s.ordered(s.seatSomebody)))
	p.Post("/workshops/:id/desk/apart", s.inProject(s.ordered(s.workApart)))
	p.Post("/workshops/:id/desk/gather", s.inProject(s.ordered(s.gatherTables)))
	p.Post("/workshops/:id/desk/merge", s.inProject(s.ordered(s.mergeCards)))
	p.Get("/workshops/:id/screen", s.inProject(s.screen))
	p.Get("/workshops/:id/events", s.inProject(s.deskEvents))
}

// order is what whoever leads asks for, as the forms of the desk send it.
type order struct {
	Activity    string         `form:"activity"`
	Participant string         `form:"participant"`
	Card        string         `form:"card"`
	Subject     string         `form:"subject"`
	Phase       workshop.Phase `form:"phase"`
	From        string         `form:"from"` // the phase, or what was on, as it was seen
	Do          string         `form:"do"`
	Cluster     string         `form:"cluster"`
	Text        string         `form:"text"`
	Name        string         `form:"name"`
	Role        workshop.Role  `form:"role"`
	Dissent     string         `form:"dissent"`
	DissentRole workshop.Role  `form:"dissent_role"`
	DissentAt   int            `form:"dissent_level"`
	Pick        []string       `form:"pick"`
	Vote        map[string]int `form:"vote"`
	Value       int            `form:"value"`
	Minutes     int            `form:"minutes"`
	Column      int            `form:"column"`
	Line        int            `form:"line"`
	On          bool           `form:"on"`
	Fold        bool           `form:"fold"` // was asked for in the folded list of people
	Table       int            `form:"table"`
	workshop.DivisionDraft
}

// ordered reads an order, has it done and shows the desk again.
func (s *server) ordered(do func(*fiber.Ctx, project.Scope, string, order) error) func(*fiber.Ctx, project.Scope) error {
	return func(c *fiber.Ctx, key project.Scope) error {
		if err := key.Require(project.Assess); err != nil {
			return err
		}
		var o order
		err := parse(c, &o)
		if err == nil {
			err = do(c, key, c.Params("id"), o)
		}
		if err != nil {
			return s.again(c, err, func(f partial.Form) error { return s.showDesk(c, key, f) })
		}
		desk := projectPath(key, "workshops", c.Params("id"), "desk")
		if o.Fold {
			desk += "?people=1#everybody"
		}
		return c.Redirect(desk, fiber.StatusSeeOther)
	}
}

func (s *server) desk(c *fiber.Ctx, key project.Scope) error {
	return s.showDesk(c, key, partial.Form{})
}

func (s *server) showDesk(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	p, err := s.deskOf(c, key, typed)
	if err != nil {
		return err
	}
	w := p.Table.Workshop
	return s.page(c, inWorkshops(key, w.Titled().In(key.Text), key.Text.T("workshop.desk.purpose"), layout.Crumb{Label: w.Titled().In(key.Text), Href: p.Home}), workshops.Desk(p))
}

func (s *server) deskOf(c *fiber.Ctx, key project.Scope, typed partial.Form) (workshops.DeskPage, error) {
	table, err := s.Workshops.Table(c.UserContext(), key, c.Params("id"))
	home := projectPath(key, "workshops", c.Params("id"))
	return workshops.DeskPage{Home: home, Unfolded: c.Query("people") != "", Table: table, Typed: typed, Blank: s.filled(c, "", nil, 0), Reach: s.reach(), Now: s.Now(), Lot: fmt.Sprint(key.Stamp)}, err
}

// deskPulse is the part of the desk that changes while people write and vote.
func (s *server) deskPulse(c *fiber.Ctx, key project.Scope) error {
	p, err := s.deskOf(c, key, partial.Form{})
	if err != nil {
		return err
	}
	return render(c, workshops.Pulse(p))
}

func (s *server) beginRoom(c *fiber.Ctx, key project.Scope, id string, _ order) error {
	return s.Workshops.Begin(c.UserContext(), key, id)
}

func (s *server) renewCode(c *fiber.Ctx, key project.Scope, id string, _ order) error {
	return s.Workshops.Renew(c.UserContext(), key, id)
}

func (s *server) lockRoom(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Lock(c.UserContext(), key, id, o.On)
}

func (s *server) endRoom(c *fiber.Ctx, key project.Scope, id string, _ order) error {
	return s.Workshops.End(c.UserContext(), key, id)
}

func (s *server) showInRoom(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Show(c.UserContext(), key, id, o.Activity, o.From)
}

func (s *server) turnActivity(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Turn(c.UserContext(), key, id, o.Activity, workshop.Phase(o.From), o.Phase)
}

func (s *server) setTime(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Time(c.UserContext(), key, id, o.Minutes)
}

// sortCards hides or groups the cards that are picked, or brings one back.
func (s *server) sortCards(c *fiber.Ctx, key project.Scope, id string, o order) error {
	switch o.Do {
	case "hide", "return":
		return s.Workshops.Hide(c.UserContext(), key, id, o.Activity, o.Pick, o.Do == "hide")
	case "group":
		return s.Workshops.Cluster(c.UserContext(), key, id, o.Activity, o.Cluster, o.Pick)
	}
	return fault.Missing()
}

func (s *server) placeCard(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Place(c.UserContext(), key, id, o.Activity, o.Card, o.Column, o.Line)
}

func (s *server) writeCard(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.PutFor(c.UserContext(), key, id, o.Activity, o.Participant, workshop.CardDraft{ID: database.NewID(), Text: o.Text})
}

func (s *server) addProxy(c *fiber.Ctx, key project.Scope, id string, o order) error {
	_, err := s.Workshops.AddProxy(c.UserContext(), key, id, workshop.Entry{Name: o.Name, Role: o.Role})
	return err
}

func (s *server) dismissSomebody(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Dismiss(c.UserContext(), key, id, []string{o.Participant})
}

func (s *server) speakFor(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.SpeakFor(c.UserContext(), key, id, o.Activity, o.Participant, o.Vote)
}

func (s *server) agree(c *fiber.Ctx, key project.Scope, id string, o order) error {
	d := workshop.Dissent{Role: o.DissentRole, Level: o.DissentAt, Reason: o.Dissent}
	if o.Do == "withdraw" {
		return s.Workshops.Reconcile(c.UserContext(), key, id, o.Activity, o.Subject, d)
	}
	agreed := workshop.Agreed{Value: o.Value}
	if d != (workshop.Dissent{}) {
		agreed.Dissents = append(agreed.Dissents, d)
	}
	return s.Harvest.Agree(c.UserContext(), key, id, o.Activity, o.Subject, agreed)
}

func (s *server) chooseCard(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Choose(c.UserContext(), key, id, o.Activity, o.Card, o.On)
}

// divideRoom divides a room into tables, or makes one room of them again.
func (s *server) divideRoom(c *fiber.Ctx, key project.Scope, id string, o order) error {
	if o.Do == "rejoin" {
		return s.Workshops.Rejoin(c.UserContext(), key, id)
	}
	return s.Workshops.Divide(c.UserContext(), key, id, o.DivisionDraft)
}

func (s *server) seatSomebody(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.SeatAt(c.UserContext(), key, id, o.Participant, o.Table)
}

func (s *server) workApart(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.AtTables(c.UserContext(), key, id, o.Activity, o.On)
}

func (s *server) gatherTables(c *fiber.Ctx, key project.Scope, id string, o order) error {
	return s.Workshops.Gather(c.UserContext(), key, id, o.Activity)
}

// mergeCards makes one of the cards that are picked, or of all that say the same; or
// takes one apart again.
func (s *server) mergeCards(c *fiber.Ctx, key project.Scope, id string, o order) error {
	switch o.Do {
	case "all":
		return s.Workshops.MergeAlike(c.UserContext(), key, id, o.Activity)
	case "apart":
		return s.Workshops.Unmerge(c.UserContext(), key, id, o.Activity, o.Card)
	}
	return s.Workshops.Merge(c.UserContext(), key, id, o.Activity, o.Pick)
}
