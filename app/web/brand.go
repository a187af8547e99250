package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/organisations"
	"stegvis/templates/partial"
)

func brandPath(key project.OrgScope, rest string) string {
	return organisationPath(key) + "/brand" + rest
}

// brand is the page on which an owner sets how the organisation's reports look.
func (s *server) brand(c *fiber.Ctx, key project.OrgScope) error {
	return s.showBrand(c, key, partial.Form{})
}

func (s *server) showBrand(c *fiber.Ctx, key project.OrgScope, typed partial.Form) error {
	b, err := s.Projects.Branding(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := organisations.BrandPage{
		Brand: b, Organisation: key.Organisation.Name, Home: organisationPath(key), Logo: organisationPath(key) + "/logo.png", Day: s.Now(), Largest: project.LargestLogo >> 20,
		Accent: among(typed, s.filled(c, brandPath(key, ""), b.Drafted(key.Text), b.Version), "accent"),
		Upload: among(typed, s.filled(c, brandPath(key, "/logo"), nil, b.Version), "logo"),
		Remove: among(typed, s.filled(c, brandPath(key, "/logo/delete"), nil, b.Version), "remove"),
		Use:    s.filled(c, brandPath(key, ""), nil, b.Version),
	}
	p.Nearest = project.ReadableAccent(p.Accent.Value("accent"))
	t := key.Text
	return s.page(c, layout.Page{Title: t.T("brand.title"), Purpose: t.T("brand.purpose"), Room: "organisations", Rooms: outerRooms(key.Account),
		Crumbs: []layout.Crumb{{Label: t.T("organisation.title"), Href: "/organisations"}, {Label: key.Organisation.Name, Href: p.Home}}}, organisations.Brand(p))
}

func (s *server) againBrand(c *fiber.Ctx, key project.OrgScope, err error) error {
	return s.again(c, err, func(f partial.Form) error { return s.showBrand(c, key, f) })
}

func (s *server) setAccent(c *fiber.Ctx, key project.OrgScope) error {
	var d project.AccentDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Projects.SetAccent(c.UserContext(), key, d)
	}
	if err != nil {
		return s.againBrand(c, key, err)
	}
	return s.said(c, brandPath(key, ""), "common.saved")
}

func (s *server) setLogo(c *fiber.Ctx, key project.OrgScope) error {
	version, err := seen(c)
	var file []byte
	if err == nil {
		_, file, err = sentFile(c, "logo", project.LargestLogo)
	}
	if err == nil {
		err = s.Projects.SetLogo(c.UserContext(), key, project.LogoDraft{File: file, Version: version})
	}
	if err != nil {
		return s.againBrand(c, key, err)
	}
	return s.said(c, brandPath(key, ""), "brand.said.logo")
}

func (s *server) removeLogo(c *fiber.Ctx, key project.OrgScope) error {
	version, err := seen(c)
	if err == nil {
		err = s.Projects.RemoveLogo(c.UserContext(), key, version)
	}
	if err != nil {
		return s.againBrand(c, key, err)
	}
	return s.said(c, brandPath(key, ""), "brand.said.removed")
}

// logo sends the organisation's logo to whoever may see the organisation. Its address
// carries the version, so a browser may keep it.
func (s *server) logo(c *fiber.Ctx, key project.OrgScope) error {
	b, err := s.Projects.Logo(c.UserContext(), key)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, `"`+b.LogoSHA256+`"`)
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	c.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if c.Get(fiber.HeaderIfNoneMatch) == `"`+b.LogoSHA256+`"` {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(b.Logo)
}
