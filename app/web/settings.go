package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/templates/partial"
	"stegvis/templates/projects"
)

func (s *server) projectSettings(c *fiber.Ctx, key project.Scope) error {
	return s.showSettings(c, key, partial.Form{})
}

func (s *server) showSettings(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	if err := key.Require(project.Manage); err != nil {
		return err
	}
	t, at := key.Text, projectPath(key, "settings")
	p := projects.SettingsPage{Project: key.Project, Languages: s.languages(),
		Form: s.filled(c, at, key.Project.Draft(t), key.Project.Version), Remove: s.filled(c, at+"/delete", nil, key.Project.Version)}
	p.Place(typed)
	return s.page(c, inRoom(key, "settings", t.T("settings.title"), t.T("settings.purpose")), projects.Settings(p))
}

func (s *server) saveSettings(c *fiber.Ctx, key project.Scope) error {
	var d project.Draft
	err := parse(c, &d)
	var after project.Project
	if err == nil {
		after, err = s.Projects.Save(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSettings(c, key, f) })
	}
	return s.said(c, "/projects/"+after.Slug+"/settings", "common.saved")
}

func (s *server) deleteProject(c *fiber.Ctx, key project.Scope) error {
	var d project.Removal
	err := parse(c, &d)
	if err == nil {
		err = s.Projects.Remove(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSettings(c, key, f) })
	}
	return s.said(c, "/projects", "settings.said.removed")
}
