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

// advised puts findings with their addresses.
func advised(key project.Scope, all []guide.Finding) []partial.Advised {
	shown := make([]partial.Advised, len(all))
	for i, f := range all {
		shown[i] = partial.Advised{Finding: f, Href: placed(key, f.Place), Today: key.Today()}
	}
	return shown
}

// narrowed is what the address asks of all advice.
type narrowed struct {
	Part  guide.Part `form:"part"`
	Track string     `form:"track"`
}

func (n narrowed) keeps(f guide.Finding) bool {
	track := n.Track == "" || n.Track == record.Kotter && f.KotterStep != "" || n.Track == record.Gartner && f.GartnerStep != ""
	return track && (n.Part == "" || n.Part == f.Part())
}

func (s *server) next(c *fiber.Ctx, key project.Scope) error {
	return s.showNext(c, key, partial.Form{})
}

// showNext shows all advice; typed is the form of the one that was to be dismissed.
func (s *server) showNext(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	var filter narrowed
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
	p := overview.NextPage{Home: projectPath(key, "next"), Filter: partial.Form{ID: "filter-", Values: query(c)}, Filtered: filtered(c), Total: len(advice.Open)}
	for _, one := range advised(key, advice.Open) {
		if !filter.keeps(one.Finding) {
			continue
		}
		if key.Allows(project.Manage) {
			one.Dismiss = s.dismissal(c, key, one.Finding, typed)
		}
		p.Open = append(p.Open, one)
	}
	if err := s.fillPast(c, key, advice.Resting, &p); err != nil {
		return err
	}
	t := key.Text
	return s.page(c, inRoom(key, "overview", t.T("guide.title"), t.T("guide.purpose")), overview.Next(p))
}

// dismissal is the form that dismisses a finding.
func (s *server) dismissal(c *fiber.Ctx, key project.Scope, f guide.Finding, typed partial.Form) *partial.Form {
	form := s.blank(c, projectPath(key, "next"), guide.FreshDismissal(f, key.Today()))
	if typed.Action == form.Action && typed.Value("rule") == f.Rule && typed.Value("object") == f.Object {
		form = typed
	}
	form.ID = f.Rule + "-" + f.Object + "-"
	return &form
}

// fillPast adds what rests and what was followed.
func (s *server) fillPast(c *fiber.Ctx, key project.Scope, resting []guide.Finding, p *overview.NextPage) error {
	dismissed, err := s.Guide.Resting(c.UserContext(), key)
	if err != nil {
		return err
	}
	for _, d := range dismissed {
		one := overview.Resting{Dismissal: d}
		for _, f := range resting {
			if d.Dismisses(f) {
				one.About = f.Why(key.Text)
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
	var own []guide.Finding
	for _, k := range given {
		if k.Found.Of(at.Track, at.StepKey) {
			own = append(own, k.Found)
		}
	}
	return advised(key, own), err
}
