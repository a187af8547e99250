package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/phones"
)

// said is the answer to the script of a phone: why something was not taken, and
// whether its seat is gone.
type said struct {
	Said string `json:"said"`
	Gone bool   `json:"gone,omitempty"`
}

// scripted reports whether the script of a phone asks, and not a form.
func scripted(c *fiber.Ctx) bool { return c.Get(fiber.HeaderAccept) == fiber.MIMEApplicationJSON }

// room is a participant's page.
func (s *server) room(c *fiber.Ctx, guest project.Guest) error {
	page, err := s.seat(c, guest, s.Workshops.Shown)
	if err != nil {
		return err
	}
	return s.showRoom(c, page)
}

// seat is what somebody sees from their seat: as much of the room as read tells, and
// what they said themselves.
func (s *server) seat(c *fiber.Ctx, guest project.Guest, read func(ctx context.Context, workshopID string, table int) (workshop.State, error)) (phones.Page, error) {
	var p phones.Page
	who, w, err := s.Workshops.Seated(c.UserContext(), guest)
	if err != nil {
		return p, err
	}
	p.Who, p.CSRF, p.NewID = who, visitOf(c).csrf, database.NewID()
	p.Picture.Now = s.Now()
	if p.Picture.State, err = read(c.UserContext(), w.ID, who.Group); err != nil {
		return p, err
	}
	p.Picture.CSRF, p.Picture.NewID = p.CSRF, p.NewID
	p.Picture.Own = &workshop.Own{}
	if a := p.Picture.State.Activity; a != nil {
		own, err := s.Workshops.Own(c.UserContext(), guest, a.ID)
		p.Picture.Own = &own
		return p, err
	}
	return p, nil
}

func (s *server) showRoom(c *fiber.Ctx, p phones.Page) error {
	v := visitOf(c)
	page := layout.Page{Title: p.Picture.State.Workshop.Titled().In(v.text), CSRF: v.csrf, Path: c.Path(), Version: s.static.Version()}
	return s.framed(c, page, layout.Phone, phones.Room(p))
}

// ownInRoom is what a participant said in what is on, for the script to mark. All
// phones ask for it at once when something else is on.
func (s *server) ownInRoom(c *fiber.Ctx, guest project.Guest) error {
	p, err := s.seat(c, guest, s.Workshops.On)
	if err != nil {
		return err
	}
	return render(c, phones.Mine(p))
}

// putCard keeps a card, new or changed.
func (s *server) putCard(c *fiber.Ctx, guest project.Guest) error {
	var d workshop.CardDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Workshops.Put(c.UserContext(), guest, c.FormValue("activity"), d)
	}
	return s.heard(c, guest, err)
}

// chooseTable seats a participant at a table that they chose.
func (s *server) chooseTable(c *fiber.Ctx, guest project.Guest) error {
	table, err := strconv.Atoi(c.FormValue("table"))
	if err != nil {
		return s.heard(c, guest, fault.New(fault.Refused, "table.fault.unknown"))
	}
	return s.heard(c, guest, s.Workshops.ChooseTable(c.UserContext(), guest, table))
}

// withdrawCard takes a card back.
func (s *server) withdrawCard(c *fiber.Ctx, guest project.Guest) error {
	return s.heard(c, guest, s.Workshops.Withdraw(c.UserContext(), guest, c.FormValue("activity"), c.Params("id")))
}

// vote keeps a form of votes, or the one whose button was pressed.
func (s *server) vote(c *fiber.Ctx, guest project.Guest) error {
	votes, err := votesIn(c)
	if err == nil {
		err = s.Workshops.Vote(c.UserContext(), guest, c.FormValue("activity"), votes...)
	}
	return s.heard(c, guest, err)
}

// votesIn are the votes of a form: fields "on-SUBJECT" with their values, and
// buttons "vote" with "SUBJECT:VALUE".
func votesIn(c *fiber.Ctx) ([]workshop.VoteDraft, error) {
	var votes []workshop.VoteDraft
	typed := posted(c)
	sent, err := strconv.ParseInt(typed.Get("sent"), 10, 64)
	add := func(subject, value string) {
		n, wrong := strconv.Atoi(value)
		if wrong != nil {
			err = wrong
		}
		votes = append(votes, workshop.VoteDraft{Subject: subject, Value: n, Sent: sent})
	}
	for name, values := range typed {
		if subject, is := strings.CutPrefix(name, "on-"); is {
			add(subject, values[0])
		}
	}
	for _, pressed := range typed["vote"] {
		subject, value, _ := strings.Cut(pressed, ":")
		add(subject, value)
	}
	if err != nil {
		return nil, fault.Field("value", "fault.field.whole")
	}
	if len(votes) == 0 {
		return nil, fault.New(fault.Refused, "workshop.phone.nothing_said")
	}
	return votes, nil
}

// heard answers what somebody sent: a form with the page, a script with a word.
func (s *server) heard(c *fiber.Ctx, guest project.Guest, err error) error {
	if err == nil && scripted(c) {
		return c.SendStatus(fiber.StatusNoContent)
	}
	if err == nil {
		return c.Redirect("/room", fiber.StatusSeeOther)
	}
	f, ok := fault.As(err)
	if !ok {
		return err
	}
	if _, _, gone := s.Workshops.Seated(c.UserContext(), guest); gone != nil {
		return gone
	}
	words := wordsOf(c, f)
	c.Status(status(f.Kind))
	if scripted(c) {
		return c.JSON(said{Said: words})
	}
	p, err := s.seat(c, guest, s.Workshops.Shown)
	if err != nil {
		return err
	}
	p.Picture.Fault, p.Picture.Typed = words, posted(c)
	return s.showRoom(c, p)
}

// wordsOf are a fault's words in one line: of its first field, if it has any.
func wordsOf(c *fiber.Ctx, f *fault.Fault) string {
	for _, field := range []string{"text", "value", "column", "line", "id", "subject", "part", "sent"} {
		if text, wrong := f.Fields[field]; wrong {
			return i18n.T(c.UserContext(), text.Key, text.Args...)
		}
	}
	if f.Kind == fault.NotFound {
		return i18n.T(c.UserContext(), "workshop.phone.unknown")
	}
	return i18n.T(c.UserContext(), f.Text.Key, f.Text.Args...)
}
