package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/stakeholder"
	"stegvis/templates/worksheets"
)

// mostShown is how many rows of a register a worksheet shows.
const mostShown = 20

// registers are what the registers that a worksheet shows hold, by its fields.
func (s *server) registers(c *fiber.Ctx, key project.Scope, at framework.Place, paper framework.Paper, people known) (map[string]worksheets.Register, error) {
	all := map[string]worksheets.Register{}
	for _, f := range paper.Fields {
		if f.Kind != framework.Shown {
			continue
		}
		one, err := s.register(c, key, at, f.From, people)
		if err != nil {
			return nil, err
		}
		all[f.Key] = one
	}
	return all, nil
}

func (s *server) register(c *fiber.Ctx, key project.Scope, at framework.Place, name string, people known) (worksheets.Register, error) {
	switch name {
	case "coalition":
		return s.coalitionShown(c, key, people)
	case "vision":
		v, err := s.Tracks.Vision(c.UserContext(), key)
		return worksheets.Register{Text: v.Told().In(key.Text), Href: stepPath(key, visionStep())}, err
	case "messages":
		return s.messagesShown(c, key, people)
	case "risks":
		return s.risksShown(c, key, at, people)
	}
	return s.winsShown(c, key, people)
}

// heads are column heads by their keys.
func heads(key project.Scope, keys ...string) []string {
	words := make([]string, len(keys))
	for i, k := range keys {
		words[i] = key.Text.T(k)
	}
	return words
}

func (s *server) coalitionShown(c *fiber.Ctx, key project.Scope, people known) (worksheets.Register, error) {
	t := key.Text
	r := worksheets.Register{Href: projectPath(key, "coalition"), Heads: heads(key, "stakeholder.field.person", "stakeholder.field.part", "stakeholder.field.joined_on")}
	all, err := s.Involved.Coalition(c.UserContext(), key)
	for _, m := range all.Active(key.Today()) {
		r.Rows = append(r.Rows, []string{people.names[m.PersonID], t.T("stakeholder.part." + string(m.Part)), t.Day(m.JoinedOn)})
	}
	var missing []string
	for _, p := range all.Missing(key.Today()) {
		missing = append(missing, t.T("stakeholder.part."+string(p)))
	}
	if len(missing) > 0 {
		r.Note = t.T("worksheet.register.missing", "parts", strings.Join(missing, ", "))
	}
	return r, err
}

func (s *server) messagesShown(c *fiber.Ctx, key project.Scope, people known) (worksheets.Register, error) {
	t := key.Text
	r := worksheets.Register{Href: projectPath(key, "messages"),
		Heads: heads(key, "stakeholder.field.subject", "stakeholder.field.audience", "stakeholder.field.channel", "stakeholder.field.sender", "stakeholder.field.planned_on", "stakeholder.field.status")}
	found, err := s.Involved.FindMessages(c.UserContext(), key, stakeholder.MessageFilter{Page: record.Page{Size: mostShown}})
	for _, m := range found.Rows {
		r.Rows = append(r.Rows, []string{m.Titled().In(t), m.For().In(t), t.T("stakeholder.channel." + string(m.Channel)), people.names[m.Sender()], t.Day(m.PlannedOn), t.T("stakeholder.message_status." + string(m.Status))})
	}
	return withMore(key, r, found.Total), err
}

func (s *server) risksShown(c *fiber.Ctx, key project.Scope, at framework.Place, people known) (worksheets.Register, error) {
	t := key.Text
	r := worksheets.Register{Href: projectPath(key, "risks") + "?status=open&" + at.Track + "_step=" + at.StepKey, Heads: heads(key, "common.number", "risk.field.title", "risk.field.score", "common.owner")}
	found, err := s.Risks.List(c.UserContext(), key, risk.Filter{Status: risk.Open, Tags: at.Tags(), Page: record.Page{Size: mostShown}})
	for _, one := range found.Rows {
		r.Rows = append(r.Rows, []string{one.Code(), one.Phrase("title", one.Title).In(t), t.Number(int64(one.Score)), people.names[one.Owner()]})
	}
	return withMore(key, r, found.Total), err
}

func (s *server) winsShown(c *fiber.Ctx, key project.Scope, people known) (worksheets.Register, error) {
	t := key.Text
	r := worksheets.Register{Href: stepPath(key, winsStep()), Heads: heads(key, "track.win.field.title", "track.win.field.measure", "common.owner", "track.win.field.promised_on", "track.field.status")}
	all, err := s.Tracks.AllWins(c.UserContext(), key)
	for _, w := range all[:min(len(all), mostShown)] {
		r.Rows = append(r.Rows, []string{w.Titled().In(t), w.Measured().In(t), people.names[w.Owner()], t.Day(w.PromisedOn), t.T("track.win.status." + string(w.Status))})
	}
	return withMore(key, r, int64(len(all))), err
}

// withMore says how many rows are not shown.
func withMore(key project.Scope, r worksheets.Register, total int64) worksheets.Register {
	if more := int(total) - len(r.Rows); more > 0 {
		r.Note = key.Text.N("worksheet.register.more", more)
	}
	return r
}
