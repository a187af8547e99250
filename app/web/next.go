package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/overview"
	"stegvis/templates/partial"
)

// placed is the address of the place where something is mended.
func placed(key project.Scope, p guide.Place) string {
	rooms := map[guide.Page]string{
		guide.TasksPage: "rollout", guide.WavesPage: "rollout/waves", guide.PilotsPage: "rollout/pilots",
		guide.AssessmentPage: "maturity/new", guide.StepPage: "tracks",
	}
	room, other := rooms[p.Page]
	if !other {
		room = string(p.Page)
	}
	if p.Page == guide.TasksPage && p.ID != "" {
		room += "/tasks"
	}
	at := projectPath(key, room)
	if p.ID != "" {
		at += "/" + p.ID
	}
	query, anchor := url.Values{}, p.Anchor
	for name, value := range p.Query {
		query.Set(name, value)
		if name == "open" && anchor == "" {
			anchor = "open"
		}
	}
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	if anchor != "" {
		at += "#" + anchor
	}
	return at
}

// advised puts advice with their addresses.
func advised(key project.Scope, all []guide.Advice) []partial.Advised {
	shown := make([]partial.Advised, len(all))
	for i, a := range all {
		shown[i] = partial.Advised{Advice: a, Href: placed(key, a.Place), Today: key.Today()}
	}
	return shown
}

func (s *server) next(c *fiber.Ctx, key project.Scope) error {
	return s.showNext(c, key, partial.Form{})
}

// showNext shows all advice; typed is the form of the one that was to be dismissed.
func (s *server) showNext(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	var filter guide.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	seen, _, err := s.Outlook.Look(c.UserContext(), key)
	if err != nil {
		return err
	}
	advice, err := s.Guide.Look(c.UserContext(), key, seen)
	if err != nil {
		return err
	}
	t := key.Text
	p := overview.NextPage{Total: len(advice.Open), Open: s.openAdvice(c, key, advice.Open, filter, typed), Narrow: narrowing(c,
		choice(t, "part", "guide.field.part", guide.Parts(), "guide.part."),
		choice(t, "track", "guide.field.track", []string{record.Kotter, record.Gartner}, "guide.track."))}
	if err := s.fillPast(c, key, advice.Resting, &p); err != nil {
		return err
	}
	return s.page(c, inRoom(key, "overview", t.T("guide.title"), t.T("guide.purpose")), overview.Next(p))
}

// openAdvice is the advice that fits a filter, each with the form that dismisses it
// for who may.
func (s *server) openAdvice(c *fiber.Ctx, key project.Scope, open []guide.Advice, filter guide.Filter, typed partial.Form) []partial.Advised {
	var shown []partial.Advised
	for _, one := range advised(key, open) {
		if !filter.Keeps(one.Advice) {
			continue
		}
		if key.Allows(project.Manage) {
			one.Dismiss = s.dismissal(c, key, one.Advice, typed)
		}
		shown = append(shown, one)
	}
	return shown
}

// dismissal is the form that dismisses advice.
func (s *server) dismissal(c *fiber.Ctx, key project.Scope, a guide.Advice, typed partial.Form) *partial.Form {
	form := s.blank(c, projectPath(key, "next"), guide.FreshDismissal(a, key.Today()))
	if typed.Action == form.Action && typed.Value("rule") == a.Rule && typed.Value("object") == a.Object {
		form = typed
	}
	form.ID = a.Rule + "-" + a.Object + "-"
	return &form
}

// fillPast adds what rests and what was followed.
func (s *server) fillPast(c *fiber.Ctx, key project.Scope, resting []guide.Advice, p *overview.NextPage) error {
	dismissed, err := s.Guide.Resting(c.UserContext(), key)
	if err != nil {
		return err
	}
	for _, d := range dismissed {
		one := overview.Resting{Dismissal: d}
		for _, a := range resting {
			if d.Dismisses(a) {
				one.About = a.Why(key.Text)
			}
		}
		if key.Allows(project.Manage) {
			form := s.filled(c, projectPath(key, "next", d.ID, "delete"), nil, d.Version)
			one.Back = &form
		}
		p.Resting = append(p.Resting, one)
	}
	followed, err := s.Guide.Followed(c.UserContext(), key)
	for _, k := range followed {
		p.Followed = append(p.Followed, overview.Followed{Kept: k, On: date.Of(*k.EndedAt, key.Project.Zone())})
	}
	return err
}

func (s *server) dismiss(c *fiber.Ctx, key project.Scope) error {
	var d guide.DismissalDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Guide.Dismissals.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showNext(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "next"), "guide.said.dismissed")
}

func (s *server) giveAgain(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "next"), s.Guide.Dismissals.Delete)
}

// stepAdvice is the advice that belongs to a step, as it was last written down.
func (s *server) stepAdvice(c *fiber.Ctx, key project.Scope, at framework.Place) ([]partial.Advised, error) {
	given, err := s.Guide.Given(c.UserContext(), key)
	var own []guide.Advice
	for _, k := range given {
		if k.Found.Of(at.Track, at.StepKey) {
			own = append(own, k.Found)
		}
	}
	return advised(key, own), err
}
