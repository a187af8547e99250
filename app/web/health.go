package web

import (
	"log/slog"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/outlook"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/overview"
	"stegvis/templates/partial"
)

// keepHealth writes the project's health and advice down after a change within it,
// so that the next page shows them. The change itself is committed by then and
// stands, whatever comes of this. What is ordered from a workshop's desk changes the
// room alone, which is being shown to everybody in it just then.
func (s *server) keepHealth(c *fiber.Ctx, key project.Scope) {
	if !unsafe(c.Method()) || c.Response().StatusCode() != fiber.StatusSeeOther || strings.Contains(c.Path(), "/desk/") {
		return
	}
	if err := s.Guide.Keep(c.UserContext(), key); err != nil {
		slog.Error("web: health and advice could not be kept", "error", err, "project", key.ProjectID, "request", requestID(c))
	}
}

// markHealth puts the project's health into the head of one of its pages: as it
// was last written down, which is one look at one row.
func (s *server) markHealth(c *fiber.Ctx, v *visit, p *layout.Project) error {
	if p == nil || v.key == nil || p.Health != "" {
		return nil
	}
	mark, err := s.Outlook.Mark(c.UserContext(), *v.key)
	if err == nil && mark.Colour != "" {
		p.Health, p.HealthWord = partial.ToneOf(mark.Colour), mark.Colour.Word(v.text)
	}
	return err
}

func (s *server) healthPage(c *fiber.Ctx, key project.Scope) error {
	return s.showHealth(c, key, s.blank(c, projectPath(key, "health"), outlook.OverrideDraft{Dimension: outlook.Overall, Colour: outlook.Amber}))
}

func (s *server) showHealth(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	state, health, err := s.Outlook.Look(c.UserContext(), key)
	if err != nil {
		return err
	}
	turns, err := s.Outlook.Turns(c.UserContext(), key)
	if err != nil {
		return err
	}
	past, err := s.Outlook.Past(c.UserContext(), key)
	if err != nil {
		return err
	}
	page := overview.HealthPage{Key: key, Past: past, Home: projectPath(key), Health: health, Behind: behindFigures(key), Form: f, Turns: turns,
		MayManage: key.Allows(project.Manage), Overrides: s.overridden(c, key, state.Overrides, health)}
	t := key.Text
	frame := inRoom(key, "overview", t.T("health.title"), t.T("health.purpose"))
	if page.MayManage {
		frame.Action = &layout.Action{Label: t.T("health.rules.edit"), Href: projectPath(key, "settings", "health")}
	}
	return s.page(c, frame, overview.Health(page))
}

// overridden are the overrides that hold, each with the form that ends it.
func (s *server) overridden(c *fiber.Ctx, key project.Scope, all []outlook.Override, health outlook.Health) []overview.Overridden {
	var holding []overview.Overridden
	for _, o := range all {
		if health.Of(o.Dimension).OverrideID == o.ID {
			end := s.filled(c, projectPath(key, "health", "overrides", o.ID, "delete"), nil, o.Version)
			holding = append(holding, overview.Overridden{Override: o, End: end})
		}
	}
	return holding
}

func (s *server) overrideHealth(c *fiber.Ctx, key project.Scope) error {
	var d outlook.OverrideDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Outlook.Override(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showHealth(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "health"), "health.said.overridden")
}

func (s *server) endOverride(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "health"), s.Outlook.Overrides.Delete)
}

func (s *server) healthRules(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Manage); err != nil {
		return err
	}
	rules, err := s.Outlook.Rules(c.UserContext(), key)
	if err != nil {
		return err
	}
	return s.showHealthRules(c, key, s.filled(c, c.Path(), rules.Draft(key.Text), rules.Version))
}

func (s *server) showHealthRules(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	t, back := key.Text, projectPath(key, "health")
	page := inRoom(key, "settings", t.T("health.rules.title"), t.T("health.rules.purpose"), layout.Crumb{Label: t.T("settings.title"), Href: projectPath(key, "settings")})
	return s.page(c, page, overview.Rules(overview.RulesPage{Form: f, Back: back}))
}

func (s *server) saveHealthRules(c *fiber.Ctx, key project.Scope) error {
	var d outlook.RulesDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Outlook.SaveRules(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showHealthRules(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "health"), "common.saved")
}
