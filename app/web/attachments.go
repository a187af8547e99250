package web

import (
	"io"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/attached"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

// attached is what hangs on a row, for the foot of its page.
func (s *server) attached(c *fiber.Ctx, key project.Scope, ref record.Ref) (templ.Component, error) {
	all, err := s.Attached.Of(c.UserContext(), key, ref, c.QueryInt("comments"))
	if err != nil {
		return nil, err
	}
	section := attached.Section{
		Attached: all, Project: projectPath(key), Zone: key.Project.Zone(), Remove: s.blank(c, "", nil),
		Comment: s.blank(c, onRow(key, ref, "comments"), nil), File: s.blank(c, onRow(key, ref, "files"), nil), Link: s.blank(c, onRow(key, ref, "links"), nil),
		MayComment: key.Allows(project.Comment), MayEdit: key.Allows(project.EditRegisters), Removable: map[string]bool{},
		Pages: pagesOf(c, "comments", "", all.Comments), Largest: s.largestFile(),
	}
	section.Comment.ID, section.File.ID, section.Link.ID = "comment-", "file-", "link-" // beside the row's own fields
	for _, one := range all.Comments.Rows {
		section.Removable[one.ID] = one.Removable(key)
	}
	for _, one := range all.Files {
		section.Removable[one.ID] = one.Removable(key)
	}
	return attached.Of(section), nil
}

// largestFile is how many MB a file may have here.
func (s *server) largestFile() int { return min(record.LargestFile, s.settings.BodyLimit) >> 20 }

// withAttached shows a row's page with what hangs on the row beneath.
func (s *server) withAttached(c *fiber.Ctx, key project.Scope, p layout.Page, ref record.Ref, body templ.Component) error {
	hung, err := s.attached(c, key, ref)
	if err != nil {
		return err
	}
	all, err := s.withOrigin(c, key, ref, body, hung)
	if err != nil {
		return err
	}
	return s.page(c, p, all)
}

func onRow(key project.Scope, ref record.Ref, what string) string {
	return projectPath(key, "on", string(ref.Kind), ref.ID, what)
}

func hung(c *fiber.Ctx) record.Ref {
	return record.Ref{Kind: record.Kind(c.Params("kind")), ID: c.Params("id")}
}

// backToRow leads to the page of the row that something was hung on.
func (s *server) backToRow(c *fiber.Ctx, key project.Scope, part, word string) error {
	named, err := s.Attached.Name(c.UserContext(), key, hung(c))
	if err != nil {
		return err
	}
	return s.saidUndo(c, projectPath(key, named.Path)+"#"+part, word)
}

// hangAgain shows a form that needs another look on a page of its own.
func (s *server) hangAgain(c *fiber.Ctx, key project.Scope, err error, form func(partial.Form) templ.Component) error {
	return s.again(c, err, func(f partial.Form) error {
		named, err := s.Attached.Name(c.UserContext(), key, hung(c))
		if err != nil {
			return err
		}
		title := named.Title.In(key.Text)
		page := inRoom(key, "", title, "", layout.Crumb{Label: named.Code + " " + title, Href: projectPath(key, named.Path)})
		return s.page(c, page, form(f))
	})
}

func (s *server) comment(c *fiber.Ctx, key project.Scope) error {
	var d record.CommentDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Attached.Comment(c.UserContext(), key, hung(c), d)
	}
	if err != nil {
		return s.hangAgain(c, key, err, attached.CommentForm)
	}
	return s.backToRow(c, key, "comments", "attached.said.comment")
}

func (s *server) attachFile(c *fiber.Ctx, key project.Scope) error {
	upload, err := uploaded(c)
	if err == nil {
		_, err = s.Attached.Attach(c.UserContext(), key, hung(c), upload)
	}
	if err != nil {
		return s.hangAgain(c, key, err, func(f partial.Form) templ.Component { return attached.FileForm(f, s.largestFile()) })
	}
	return s.backToRow(c, key, "files", "attached.said.file")
}

// uploaded is the file of a form, empty when none was chosen.
func uploaded(c *fiber.Ctx) (record.Upload, error) {
	name, body, err := sentFile(c, "file", record.LargestFile)
	return record.Upload{Name: name, Body: body}, err
}

// sentFile is the file in a field of a form. What is over the limit is read no further
// than it takes to see that; no file at all is none, of which the slice tells.
func sentFile(c *fiber.Ctx, field string, limit int64) (string, []byte, error) {
	header, err := c.FormFile(field)
	if err != nil {
		return "", nil, nil
	}
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, limit+1))
	return header.Filename, body, err
}

func (s *server) link(c *fiber.Ctx, key project.Scope) error {
	var d record.LinkDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Attached.Link(c.UserContext(), key, hung(c), d)
	}
	if err != nil {
		return s.hangAgain(c, key, err, attached.LinkForm)
	}
	return s.backToRow(c, key, "links", "attached.said.link")
}

// file sends a file. Nothing in it can act on this site: pictures and PDF are
// shown under a policy that allows nothing, all else is saved.
func (s *server) file(c *fiber.Ctx, key project.Scope) error {
	f, err := s.Attached.File(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	how := "attachment"
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	if f.Shown() {
		how = "inline"
		c.Set(fiber.HeaderContentType, f.MediaType)
	}
	c.Set(fiber.HeaderContentDisposition, how+"; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(f.Name), "+", "%20"))
	c.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(f.Body)
}

func (s *server) removeComment(c *fiber.Ctx, key project.Scope) error {
	if err := s.Attached.RemoveComment(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.saidUndo(c, s.cameFrom(c, key), "common.deleted")
}

func (s *server) removeFile(c *fiber.Ctx, key project.Scope) error {
	if err := s.Attached.RemoveFile(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.saidUndo(c, s.cameFrom(c, key), "common.deleted")
}

func (s *server) unlink(c *fiber.Ctx, key project.Scope) error {
	if err := s.Attached.Unlink(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.saidUndo(c, s.cameFrom(c, key), "attached.said.unlinked")
}
