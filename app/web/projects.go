package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/projects"
)

// owned are the organisations in which somebody may begin projects.
func owned(mine []account.Belonging) []partial.Option {
	var options []partial.Option
	for _, b := range mine {
		if b.Role == account.Owner {
			options = append(options, partial.Option{Value: b.Slug, Label: b.Name})
		}
	}
	return options
}

func (s *server) newProject(c *fiber.Ctx, who account.Account) error {
	d := project.Draft{Template: "small", Currency: "SEK", TimeZone: "Europe/Stockholm", Country: "SE",
		Language: visitOf(c).text.Lang(), StartOn: date.Of(s.Now(), s.Now().Location())}
	return s.showNewProject(c, who, s.blank(c, "/projects", d).With("horizon_months", "").With("organisation", c.Query("organisation")))
}

func (s *server) showNewProject(c *fiber.Ctx, who account.Account, f partial.Form) error {
	mine, err := s.Accounts.Belongings(c.UserContext(), who)
	if err != nil {
		return err
	}
	options := owned(mine)
	if len(options) == 0 {
		return fault.New(fault.Forbidden, "fault.forbidden_owner")
	}
	t := visitOf(c).text
	page := layout.Page{Title: t.T("project.new.title"), Purpose: t.T("project.new.purpose"), Rooms: outerRooms(who), Room: "projects"}
	f.Action = "/projects"
	return s.page(c, page, projects.New(projects.NewPage{Form: f, Organisations: options, Languages: s.languages(), Contents: s.Begin.Contents()}))
}

func (s *server) languages() []partial.Option {
	var options []partial.Option
	for _, lang := range s.Texts.Languages() {
		options = append(options, partial.Option{Value: lang, Label: s.Texts.For(lang).T("format.language")})
	}
	return options
}

func (s *server) createProject(c *fiber.Ctx, who account.Account) error {
	key, err := s.Projects.OpenOrganisation(c.UserContext(), who, posted(c).Get("organisation"), visitOf(c).text)
	if err != nil {
		return err
	}
	var d project.Draft
	err = parse(c, &d)
	var in project.Scope
	if err == nil {
		in, err = s.Begin.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showNewProject(c, who, f) })
	}
	if err := s.said(c, projectPath(in), "project.new.created"); err != nil {
		return err
	}
	s.keepHealth(c, in)
	return nil
}
