package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/rollout"
)

func (s *server) waveList(c *fiber.Ctx, key project.Scope) error {
	return s.showWaves(c, key, s.blank(c, c.Path(), rollout.WaveDraft{}))
}

func (s *server) showWaves(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	stages, filter, err := s.stages(c, key)
	if err != nil {
		return err
	}
	stages = stages.NarrowWaves(filter, key.Text)
	if name := c.Query("export"); name != "" {
		return exportStages(c, key, stages, name)
	}
	of := waveTable(stages)
	stages.Waves = arrange(c, key.Text, of, stages.Waves)
	drawn, err := s.timeline(c, key)
	if err != nil {
		return err
	}
	page := inRoom(key, "rollout", key.Text.T("rollout.view.waves"), key.Text.T("rollout.wave.purpose"), roomCrumb(key))
	return s.page(c, page, views.Waves(views.WavesPage{
		Home: projectPath(key, "rollout"), Stages: stages, List: waveListing(c, key.Text, of, stages), Form: f, Timeline: drawn, MayEdit: key.Allows(project.EditRegisters),
	}))
}

func waveListing(c *fiber.Ctx, t *i18n.Text, of table[rollout.Wave], stages rollout.Stages) partial.Listing {
	list := listing(c, t, of, entire(stages.Waves), narrowing(c, words(t)))
	list.Empty, list.Pages.Export = t.T("rollout.wave.empty"), withQuery(c, "export", "waves")
	return list
}

// stages are the waves and pilots, and how the address narrows them.
func (s *server) stages(c *fiber.Ctx, key project.Scope) (rollout.Stages, rollout.StageFilter, error) {
	var f rollout.StageFilter
	if err := decode(query(c), &f); err != nil {
		return rollout.Stages{}, f, err
	}
	stages, err := s.Rollout.Stages(c.UserContext(), key)
	return stages, f, err
}

// timeline draws the milestones of the next 90 days.
func (s *server) timeline(c *fiber.Ctx, key project.Scope) (string, error) {
	tasks, err := s.Rollout.Milestones(c.UserContext(), key, key.Today(), key.Today().AddDays(rollout.TimelineDays))
	ahead := make([]rollout.Milestone, len(tasks))
	for i, t := range tasks {
		ahead[i] = t.AsMilestone()
	}
	return chart.SVG(rollout.Timeline(key.Text, ahead, key.Today()), "timeline"), err
}

func (s *server) createWave(c *fiber.Ctx, key project.Scope) error {
	var d rollout.WaveDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Waves.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showWaves(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "rollout.said.wave")
}

func (s *server) wavePage(c *fiber.Ctx, key project.Scope) error {
	w, err := s.Rollout.Waves.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showWave(c, key, s.filled(c, c.Path(), w.Draft(key.Text), w.Version))
}

func (s *server) showWave(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	w, err := s.Rollout.Waves.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	stages, err := s.Rollout.Stages(c.UserContext(), key)
	if err != nil {
		return err
	}
	home := projectPath(key, "rollout")
	pilot := s.blank(c, home+"/pilots", rollout.PilotDraft{WaveID: w.ID})
	pilot.ID = "pilot-"
	page := inRoom(key, "rollout", w.Named().In(key.Text), key.Text.T("rollout.wave.kind"), roomCrumb(key),
		layout.Crumb{Label: key.Text.T("rollout.view.waves"), Href: home + "/waves"})
	return s.page(c, page, views.Wave(views.WavePage{
		Home: home, Wave: w, Stages: stages, Form: f, Pilot: pilot, Waves: waveOptions(stages, key.Text),
		Delete: s.filled(c, home+"/waves/"+w.ID+"/delete", nil, w.Version), MayEdit: key.Allows(project.EditRegisters),
	}))
}

func (s *server) saveWave(c *fiber.Ctx, key project.Scope) error {
	var d rollout.WaveDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Waves.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showWave(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "rollout", "waves"), "common.saved")
}

// deleteWave shows the wave with the reason when something still stands in it.
func (s *server) deleteWave(c *fiber.Ctx, key project.Scope) error {
	home := projectPath(key, "rollout", "waves")
	err := remove(s, c, key, home, s.Rollout.Waves.Delete)
	return s.again(c, err, func(f partial.Form) error {
		w, err := s.Rollout.Waves.One(c.UserContext(), key, c.Params("id"))
		if err != nil {
			return err
		}
		return s.showWave(c, key, whole(f, home+"/"+w.ID, w.Draft(key.Text)))
	})
}

func (s *server) pilotList(c *fiber.Ctx, key project.Scope) error {
	return s.showPilots(c, key, s.blank(c, c.Path(), rollout.PilotDraft{}))
}

func (s *server) showPilots(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	stages, filter, err := s.stages(c, key)
	if err != nil {
		return err
	}
	stages = stages.NarrowPilots(filter, key.Text)
	if name := c.Query("export"); name != "" {
		return exportStages(c, key, stages, name)
	}
	of := pilotTable(key.Text, stages)
	stages.Pilots = arrange(c, key.Text, of, stages.Pilots)
	page := inRoom(key, "rollout", key.Text.T("rollout.view.pilots"), key.Text.T("rollout.pilot.purpose"), roomCrumb(key))
	return s.page(c, page, views.Pilots(views.PilotsPage{
		Home: projectPath(key, "rollout"), Stages: stages, List: pilotListing(c, key.Text, of, stages), Waves: waveOptions(stages, key.Text), Form: f, MayEdit: key.Allows(project.EditRegisters),
	}))
}

func pilotListing(c *fiber.Ctx, t *i18n.Text, of table[rollout.Pilot], stages rollout.Stages) partial.Listing {
	n := narrowing(c, words(t), choose(t, "wave", "rollout.field.wave", waveOptions(stages, t)),
		choice(t, "outcome", "rollout.field.outcome", append(rollout.Outcomes(), rollout.Unjudged), "rollout.outcome."))
	list := listing(c, t, of, entire(stages.Pilots), n)
	list.Label, list.Empty = t.T("rollout.view.pilots"), t.T("rollout.pilot.empty")
	list.Pages.Export = withQuery(c, "export", "pilots")
	list.Pages.Others = []partial.Option{{Value: c.Path() + "?export=criteria", Label: t.T("rollout.export_criteria")}}
	return list
}

func (s *server) createPilot(c *fiber.Ctx, key project.Scope) error {
	var d rollout.PilotDraft
	var made rollout.Pilot
	err := parse(c, &d)
	if err == nil {
		made, err = s.Rollout.Pilots.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showPilots(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "rollout", "pilots", made.ID), "rollout.said.pilot")
}

func (s *server) pilotPage(c *fiber.Ctx, key project.Scope) error {
	p, err := s.Rollout.Pilots.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showPilot(c, key, p.ID, s.filled(c, c.Path(), p.Draft(key.Text), p.Version), s.newCriterion(c, key))
}

// newCriterion is the form for one more thing that a pilot must show.
func (s *server) newCriterion(c *fiber.Ctx, key project.Scope) partial.Form {
	f := s.blank(c, projectPath(key, "rollout", "criteria"), rollout.CriterionDraft{Verdict: rollout.Open})
	f.ID = "criterion-"
	return f
}

func (s *server) showPilot(c *fiber.Ctx, key project.Scope, id string, f, criterion partial.Form) error {
	p, err := s.Rollout.Pilots.One(c.UserContext(), key, id)
	if err != nil {
		return err
	}
	stages, err := s.Rollout.Stages(c.UserContext(), key)
	if err != nil {
		return err
	}
	home, of := projectPath(key, "rollout"), criterionTable(key.Text, stages)
	page := inRoom(key, "rollout", p.Named().In(key.Text), key.Text.T("rollout.pilot.kind"), roomCrumb(key),
		layout.Crumb{Label: key.Text.T("rollout.view.pilots"), Href: home + "/pilots"})
	return s.withAttached(c, key, page, record.Ref{Kind: rollout.PilotKind, ID: p.ID}, views.Pilot(views.PilotPage{
		Home: home, Pilot: p, Wave: stages.WaveNamed(record.Given(p.WaveID)).In(key.Text), Tally: stages.OfPilot(p.ID), Form: f,
		Waves: waveOptions(stages, key.Text), Criterion: criterion,
		Criteria: arrange(c, key.Text, of, stages.Of(p.ID)), Heads: of.headsAt(c, key.Text, home+"/pilots/"+p.ID),
		Delete: s.filled(c, home+"/pilots/"+p.ID+"/delete", nil, p.Version), MayEdit: key.Allows(project.EditRegisters),
	}))
}

func (s *server) savePilot(c *fiber.Ctx, key project.Scope) error {
	var d rollout.PilotDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Pilots.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showPilot(c, key, c.Params("id"), f, s.newCriterion(c, key)) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

// deletePilot shows the pilot with the reason when tasks still stand in it.
func (s *server) deletePilot(c *fiber.Ctx, key project.Scope) error {
	home := projectPath(key, "rollout", "pilots")
	err := remove(s, c, key, home, s.Rollout.Pilots.Delete)
	return s.again(c, err, func(f partial.Form) error {
		p, err := s.Rollout.Pilots.One(c.UserContext(), key, c.Params("id"))
		if err != nil {
			return err
		}
		return s.showPilot(c, key, p.ID, whole(f, home+"/"+p.ID, p.Draft(key.Text)), s.newCriterion(c, key))
	})
}
