package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/tracks"
)

// place is the step that an address names.
func place(c *fiber.Ctx) framework.Place {
	return framework.Place{Track: c.Params("track"), StepKey: c.Params("step")}
}

func stepPath(key project.Scope, at framework.Place, rest ...string) string {
	return projectPath(key, append([]string{"tracks", at.Track, at.StepKey}, rest...)...)
}

func (s *server) track(c *fiber.Ctx, key project.Scope) error {
	track := c.Params("track")
	if record.Steps(track) == nil {
		return fault.Missing()
	}
	if exporting(c) {
		all, err := s.Tracks.AllDeliverables(c.UserContext(), key, track)
		if err != nil {
			return err
		}
		return export(c, key, deliverableTable(key.Text), every(all))
	}
	return s.showTrack(c, key, track)
}

func (s *server) showTrack(c *fiber.Ctx, key project.Scope, track string) error {
	all, err := s.Tracks.Tracks(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	page := tracks.TrackPage{Track: track, Home: projectPath(key, "tracks", track), Finished: all.Finished(track), Today: key.Today()}
	if current, open := all.Current(track); open {
		page.Current = current.StepKey
	}
	for _, standing := range all.Of(track) {
		page.Steps = append(page.Steps, tracks.Row{Standing: standing, Owner: people.names[standing.Owner()]})
	}
	t := key.Text
	return s.page(c, inRoom(key, track, t.T("track."+track+".title"), t.T("track."+track+".purpose")), tracks.Track(page))
}

func (s *server) step(c *fiber.Ctx, key project.Scope) error {
	if exporting(c) && place(c) == winsStep() {
		return s.exportWins(c, key)
	}
	return s.showStep(c, key, place(c), partial.Form{})
}

// insideStep leads from the address of something on a step to the step's page.
func (s *server) insideStep(c *fiber.Ctx, key project.Scope) error {
	at := place(c)
	if !at.Known() {
		return fault.Missing()
	}
	to := stepPath(key, at)
	if id, ok := strings.CutPrefix(c.Params("*"), "deliverables/"); ok {
		to += "#d-" + id
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

// showStep shows a step with all its forms; typed is the one that is shown again.
func (s *server) showStep(c *fiber.Ctx, key project.Scope, at framework.Place, typed partial.Form) error {
	work, err := s.Tracks.Work(c.UserContext(), key, at)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	page := s.stepPage(c, key, work, typed)
	page.Owner, page.People = people.names[work.Step.Owner()], people.options
	if page.Worksheets, err = s.worksheetLines(c, key, at, people); err != nil {
		return err
	}
	if err := s.besideStep(c, key, at, typed, &page); err != nil {
		return err
	}
	t := key.Text
	purpose := t.T("domain." + at.Track + "." + at.StepKey + ".purpose")
	crumb := layout.Crumb{Label: t.T("track." + at.Track + ".title"), Href: projectPath(key, "tracks", at.Track)}
	return s.page(c, inRoom(key, at.Track, strconv.Itoa(at.Ordinal())+" "+at.Named().In(t), purpose, crumb), tracks.Step(page))
}

// besideStep adds what stands beside the step's own work: what is tagged with it,
// the rows that it alone has, and advice.
func (s *server) besideStep(c *fiber.Ctx, key project.Scope, at framework.Place, typed partial.Form, page *tracks.StepPage) error {
	var err error
	if page.Linked, err = s.linked(c, key, at); err != nil {
		return err
	}
	if page.Extras, err = s.stepExtras(c, key, at, typed); err != nil {
		return err
	}
	page.Advice, err = s.stepAdvice(c, key, at)
	return err
}

func (s *server) stepPage(c *fiber.Ctx, key project.Scope, work framework.Work, typed partial.Form) tracks.StepPage {
	step, home := work.Step, stepPath(key, work.Step.Place)
	p := tracks.StepPage{
		Key: key, Home: home, Standing: work.Standing(), Forecasts: work.Forecasts, Today: key.Today(), MayEdit: key.Allows(project.EditRegisters),
		Form:   among(typed, s.filled(c, home, step.Draft(key.Text), step.Version), "step"),
		Finish: among(typed, s.filled(c, home+"/finish", nil, step.Version), "finish"),
		Reopen: among(typed, s.filled(c, home+"/reopen", nil, step.Version), "reopen"),
		Add:    among(typed, s.blank(c, home+"/deliverables", framework.FreshDeliverable(step.Place)), "add"),
	}
	for _, d := range work.Deliverables {
		own := home + "/deliverables/" + d.ID
		file := work.Files[record.Given(d.FileID)]
		one := tracks.Deliverable{
			Deliverable: d, File: file.Name, FileHref: projectPath(key, "files", file.ID), Form: among(typed, s.filled(c, own, d.Draft(key.Text), d.Version), d.ID),
			Delete: s.filled(c, own+"/delete", nil, d.Version),
		}
		if d.Sheet != "" {
			one.Sheet, one.SheetAt = framework.SheetTitle(d.Sheet).In(key.Text), worksheetPath(key, step.Place, d.Sheet)
		}
		p.Deliverables = append(p.Deliverables, one)
	}
	p.Before, p.After = neighbour(key, step.Place, -1), neighbour(key, step.Place, +1)
	return p
}

// neighbour is the step so many steps away, nil beyond the track's ends.
func neighbour(key project.Scope, at framework.Place, away int) *tracks.Neighbour {
	steps := record.Steps(at.Track)
	n := at.Ordinal() - 1 + away
	if n < 0 || n >= len(steps) {
		return nil
	}
	at.StepKey = steps[n]
	return &tracks.Neighbour{Place: at, Href: stepPath(key, at)}
}

func (s *server) saveStep(c *fiber.Ctx, key project.Scope) error {
	d := framework.StepDraft{Place: place(c)}
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.SaveStep(c.UserContext(), key, d)
	}
	return s.changed(c, key, place(c), err, "common.saved")
}

func (s *server) finishStep(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Tracks.Finish(c.UserContext(), key, place(c), version)
	}
	return s.changed(c, key, place(c), err, "track.said.finished")
}

func (s *server) reopenStep(c *fiber.Ctx, key project.Scope) error {
	var d framework.Reopening
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.Reopen(c.UserContext(), key, place(c), d)
	}
	return s.changed(c, key, place(c), err, "track.said.reopened")
}

func (s *server) createDeliverable(c *fiber.Ctx, key project.Scope) error {
	d := framework.DeliverableDraft{Place: place(c)}
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.Deliverables.Create(c.UserContext(), key, d)
	}
	return s.changed(c, key, place(c), err, "common.created")
}

func (s *server) saveDeliverable(c *fiber.Ctx, key project.Scope) error {
	d := framework.DeliverableDraft{Place: place(c)}
	err := parse(c, &d)
	if err == nil {
		d.Upload, err = uploaded(c)
	}
	if err == nil {
		_, err = s.Tracks.SaveDeliverable(c.UserContext(), key, c.Params("id"), d)
	}
	return s.changed(c, key, place(c), err, "common.saved")
}

func (s *server) deleteDeliverable(c *fiber.Ctx, key project.Scope) error {
	at := place(c)
	return remove(s, c, key, stepPath(key, at), func(ctx context.Context, key project.Scope, id string, version int64) (framework.Deliverable, error) {
		return s.Tracks.RemoveDeliverable(ctx, key, at, id, version)
	})
}

// changed answers a form of a step: back to the step with a word, or the step
// once more with the form as it was typed.
func (s *server) changed(c *fiber.Ctx, key project.Scope, at framework.Place, err error, word string) error {
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showStep(c, key, at, f) })
	}
	return s.saidUndo(c, stepPath(key, at), word)
}
