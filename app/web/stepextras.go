package web

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/templates/partial"
	"stegvis/templates/tracks"
)

// The steps that have rows of their own.
func visionStep() framework.Place {
	return framework.Place{Track: record.Kotter, StepKey: "vision"}
}

func crmVisionStep() framework.Place {
	return framework.Place{Track: record.Gartner, StepKey: "vision"}
}

func winsStep() framework.Place { return framework.Place{Track: record.Kotter, StepKey: "wins"} }

// stepExtras are the rows that only one step has, nil for most. typed is the
// form of the page that is shown again: each form takes it by among.
func (s *server) stepExtras(c *fiber.Ctx, key project.Scope, at framework.Place, typed partial.Form) (templ.Component, error) {
	switch at {
	case visionStep():
		return s.visionPart(c, key, typed)
	case crmVisionStep():
		return s.visionSeen(c, key)
	case winsStep():
		return s.winsPart(c, key, typed)
	case coalitionStep():
		return s.coalitionPart(c, key)
	case communicateStep():
		return s.messagesPart(c, key)
	case enableStep():
		return s.trainingsPart(c, key)
	}
	return nil, nil
}

func (s *server) visionPart(c *fiber.Ctx, key project.Scope, typed partial.Form) (templ.Component, error) {
	v, err := s.Tracks.Vision(c.UserContext(), key)
	if err != nil {
		return nil, err
	}
	form := s.filled(c, stepPath(key, visionStep(), "text"), v.Draft(key.Text), v.Version)
	from, err := s.cameFromWorkshops(c, key, record.Ref{Kind: framework.VisionKind, ID: v.ID})
	return tracks.Vision(tracks.VisionPart{
		Vision: v, Form: among(typed, form, "vision"), MayEdit: key.Allows(project.EditRegisters), From: from,
	}), err
}

// visionSeen is the vision on the CRM track, whose first step begins from it.
func (s *server) visionSeen(c *fiber.Ctx, key project.Scope) (templ.Component, error) {
	v, err := s.Tracks.Vision(c.UserContext(), key)
	if err != nil {
		return nil, err
	}
	from, err := s.cameFromWorkshops(c, key, record.Ref{Kind: framework.VisionKind, ID: v.ID})
	return tracks.Vision(tracks.VisionPart{Vision: v, From: from, Home: stepPath(key, visionStep())}), err
}

func (s *server) saveVision(c *fiber.Ctx, key project.Scope) error {
	var d framework.VisionDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.SaveVision(c.UserContext(), key, d)
	}
	return s.changed(c, key, visionStep(), err, "common.saved")
}

func (s *server) winsPart(c *fiber.Ctx, key project.Scope, typed partial.Form) (templ.Component, error) {
	found, people, err := s.wins(c, key)
	if err != nil {
		return nil, err
	}
	home := stepPath(key, winsStep(), "promises")
	part := tracks.WinsPart{
		List:   winListing(c, key, people, found),
		Add:    among(typed, s.blank(c, home, framework.FreshWin()), "win"),
		People: people.options, MayEdit: key.Allows(project.EditRegisters), Today: key.Today(),
	}
	ids := make([]string, len(found))
	for i, w := range found {
		ids[i] = w.ID
	}
	from, err := s.origins(c, key, framework.WinKind, ids...)
	if err != nil {
		return nil, err
	}
	for _, w := range found {
		own := home + "/" + w.ID
		part.Wins = append(part.Wins, tracks.Win{
			Win: w, Owner: people.names[w.Owner()], Form: among(typed, s.filled(c, own, w.Draft(key.Text), w.Version), w.ID),
			Delete: s.filled(c, own+"/delete", nil, w.Version), From: from(w.ID),
		})
	}
	return tracks.Wins(part), nil
}

// wins are those that the address asks for, in its order, and the people who may own them.
func (s *server) wins(c *fiber.Ctx, key project.Scope) ([]framework.Win, known, error) {
	var f framework.WinFilter
	if err := decode(query(c), &f); err != nil {
		return nil, known{}, err
	}
	all, err := s.Tracks.AllWins(c.UserContext(), key)
	if err != nil {
		return nil, known{}, err
	}
	people, err := s.people(c, key)
	return arrange(c, key.Text, winTable(key.Text, people), f.Of(all, key.Text)), people, err
}

// winListing is what stands around the wins on their step's page, which is also
// shown again at the address of a form.
func winListing(c *fiber.Ctx, key project.Scope, people known, found []framework.Win) partial.Listing {
	t, at, of := key.Text, stepPath(key, winsStep()), winTable(key.Text, people)
	n := narrowing(c, words(t), choice(t, "status", "track.field.status", framework.Outcomes(), "track.win.status."))
	n.Home, n.Clear = at, at
	list := listing(c, t, of, entire(found), n)
	list.Columns, list.Empty = of.headsAt(c, t, at), t.T("track.win.empty")
	list.Pages.Export = at + strings.TrimPrefix(list.Pages.Export, c.Path())
	return list
}

// exportWins answers with the wins as a file.
func (s *server) exportWins(c *fiber.Ctx, key project.Scope) error {
	found, people, err := s.wins(c, key)
	if err != nil {
		return err
	}
	return export(c, key, winTable(key.Text, people), every(found))
}

func (s *server) createWin(c *fiber.Ctx, key project.Scope) error {
	var d framework.WinDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.Wins.Create(c.UserContext(), key, d)
	}
	return s.changed(c, key, winsStep(), err, "common.created")
}

func (s *server) saveWin(c *fiber.Ctx, key project.Scope) error {
	var d framework.WinDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.Wins.Save(c.UserContext(), key, c.Params("id"), d)
	}
	return s.changed(c, key, winsStep(), err, "common.saved")
}

func (s *server) deleteWin(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, stepPath(key, winsStep()), s.Tracks.Wins.Delete)
}

// linked counts what elsewhere is tagged with a step; each count opens the rows
// that it counts.
func (s *server) linked(c *fiber.Ctx, key project.Scope, at framework.Place) ([]tracks.Linked, error) {
	tags, one := at.Tags(), record.Page{Size: 1}
	tagged := "?" + at.Track + "_step=" + at.StepKey
	risks, err := s.Risks.List(c.UserContext(), key, risk.Filter{Status: risk.Open, Tags: tags, Page: one})
	if err != nil {
		return nil, err
	}
	tasks, err := s.Rollout.Find(c.UserContext(), key, rollout.Filter{Tags: tags, Page: one})
	if err != nil {
		return nil, err
	}
	decisions, err := s.Decisions.List(c.UserContext(), key, decision.Filter{Status: decision.Asked, Tags: tags, Page: one})
	return []tracks.Linked{
		{Text: key.Text.N("track.linked_risks", int(risks.Total)), Href: projectPath(key, "risks") + tagged + "&status=" + string(risk.Open)},
		{Text: key.Text.N("track.linked_tasks", int(tasks.Total)), Href: projectPath(key, "rollout") + tagged + "&view=list"},
		{Text: key.Text.N("track.linked_decisions", int(decisions.Total)), Href: projectPath(key, "decisions") + tagged + "&stage=" + string(decision.Waiting)},
	}, err
}
