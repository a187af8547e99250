package web

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/projects"
)

const pageSize = 100

func (s *server) portfolio(c *fiber.Ctx, who account.Account) error {
	number := max(c.QueryInt("page", 1), 1)
	found, total, err := s.Projects.Portfolio(c.UserContext(), who, (number-1)*pageSize, pageSize)
	if err != nil {
		return err
	}
	mine, err := s.Accounts.Belongings(c.UserContext(), who)
	if err != nil {
		return err
	}
	t := visitOf(c).text
	page := layout.Page{Title: t.T("project.portfolio.title"), Purpose: t.T("project.portfolio.purpose"), Room: "projects", Rooms: outerRooms(who)}
	if len(owned(mine)) > 0 {
		page.Action = &layout.Action{Label: t.T("project.portfolio.new"), Href: "/projects/new"}
	}
	return s.page(c, page, projects.Portfolio(projects.PortfolioPage{Projects: found, Pages: pages(c, number, pageSize, total)}))
}

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

// pages says where a page stands and how to get to its neighbours, keeping the
// filter that is in the address.
func pages(c *fiber.Ctx, number, size int, total int64) partial.Pages {
	return pagesBy(c, "page", number, size, total)
}

// pagesOf is pages for one of several lists on a page: it says what is listed, and
// the part of the query that counts its pages has a name of its own.
func pagesOf[T any](c *fiber.Ctx, name, of string, list database.Paged[T]) partial.Pages {
	p := pagesBy(c, name, list.Page.Number, list.Page.Size, list.Total)
	p.Of = of
	return p
}

func pagesBy(c *fiber.Ctx, name string, number, size int, total int64) partial.Pages {
	p := partial.Pages{Number: number, Size: size, Total: total}
	if number > 1 {
		p.Prev = withQuery(c, name, strconv.Itoa(number-1))
	}
	if int64(number)*int64(size) < total {
		p.Next = withQuery(c, name, strconv.Itoa(number+1))
	}
	return p
}

// withQuery is this page's address with one part of its query replaced.
func withQuery(c *fiber.Ctx, pairs ...string) string {
	values := query(c)
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		}
	}
	if len(values) == 0 {
		return c.Path()
	}
	return c.Path() + "?" + values.Encode()
}

func query(c *fiber.Ctx) url.Values {
	values := url.Values{}
	c.Context().QueryArgs().VisitAll(func(k, v []byte) { values.Add(string(k), string(v)) })
	return values
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
	key, err := s.Projects.OpenOrganisation(c.UserContext(), who, c.FormValue("organisation"), visitOf(c).text)
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
	return s.said(c, projectPath(in), "project.new.created")
}
