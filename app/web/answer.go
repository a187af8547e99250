package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/plain"
)

// buffers hold pages while they are rendered, so that nothing is sent of a page
// that fails half-way.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(c *fiber.Ctx, page templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := page.Render(c.UserContext(), b); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Response().SetBody(b.Bytes()) // a copy: the buffer is another page's before this one is sent
	return nil
}

// page shows a body in the frame.
func (s *server) page(c *fiber.Ctx, p layout.Page, body templ.Component) error {
	return s.framed(c, p, layout.Shell, body)
}

// bare shows a body to somebody who is not inside.
func (s *server) bare(c *fiber.Ctx, p layout.Page, body templ.Component) error {
	return s.framed(c, p, layout.Bare, body)
}

func (s *server) framed(c *fiber.Ctx, p layout.Page, frame func(layout.Page) templ.Component, body templ.Component) error {
	v := visitOf(c)
	p.CSRF, p.Path, p.Version = v.csrf, c.Path(), s.static.Version()
	if v.signed != nil {
		p.Reader = &layout.Reader{Name: v.signed.Account.Name, Theme: v.signed.Account.Theme, Mark: mark(v.signed.Account.ID)}
	}
	p.Flash = s.takeFlash(c, v, p)
	if err := s.markHealth(c, v, p.Project); err != nil {
		return err
	}
	c.SetUserContext(templ.WithChildren(c.UserContext(), body))
	return render(c, frame(p))
}

// mark names an account to its own browser, where drafts are kept by it.
func mark(account string) string {
	sum := sha256.Sum256([]byte("draft " + account))
	return hex.EncodeToString(sum[:8])
}

// inRoom begins a page of a project.
func inRoom(key project.Scope, room, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	home := projectPath(key)
	return layout.Page{
		Title: title, Purpose: purpose, Room: room, Rooms: rooms(key),
		Project: &layout.Project{Name: key.Project.Named().In(key.Text), Slug: key.Project.Slug, Organisation: key.Organisation},
		Crumbs:  append([]layout.Crumb{{Label: key.Organisation}, {Label: key.Project.Named().In(key.Text), Href: home}}, crumbs...),
	}
}

func projectPath(key project.Scope, rest ...string) string {
	return "/projects/" + key.Project.Slug + strings.Join(append([]string{""}, rest...), "/")
}

// said leads on after a change, with a quiet word.
func (s *server) said(c *fiber.Ctx, to, key string) error { return s.leadOn(c, to, key, 0) }

// saidUndo is said with the offer to take the change back.
func (s *server) saidUndo(c *fiber.Ctx, to, key string) error {
	return s.leadOn(c, to, key, visitOf(c).left.Seq)
}

// saidMany is saidUndo of a change of many rows, whose number it says.
func (s *server) saidMany(c *fiber.Ctx, to, key string, n int) error {
	return s.leadOn(c, to, key+"#"+strconv.Itoa(n), visitOf(c).left.Seq)
}

func (s *server) leadOn(c *fiber.Ctx, to, key string, seq int64) error {
	s.leave(c, key+"|"+strconv.FormatInt(seq, 10))
	return c.Redirect(asLeft(c, to), fiber.StatusSeeOther)
}

// asLeft is a page's address with the filter under which it was left: a change
// that is made in a list leaves it as it stood. A form that the address asked for
// has been saved and is shut.
func asLeft(c *fiber.Ctx, to string) string {
	from, err := url.Parse(cmp.Or(c.Get("HX-Current-URL"), c.Get(fiber.HeaderReferer)))
	if err != nil || from.Path != to || from.RawQuery == "" {
		return to
	}
	query := from.Query()
	if !query.Has("open") {
		return to + "?" + from.RawQuery
	}
	query.Del("open")
	return strings.TrimSuffix(to+"?"+query.Encode(), "?")
}

// say leaves a quiet word for the next page, wherever that is.
func (s *server) say(c *fiber.Ctx, key string) { s.leave(c, key+"|0") }

func (s *server) leave(c *fiber.Ctx, word string) {
	visitOf(c).said = word
	s.setCookie(c, "flash", word, 0)
}

func (s *server) takeFlash(c *fiber.Ctx, v *visit, p layout.Page) *layout.Flash {
	key, seq, found := strings.Cut(v.flash, "|")
	if !found {
		return nil
	}
	s.dropCookie(c, "flash")
	key, count, many := strings.Cut(key, "#")
	if !v.text.Has(key) {
		return nil
	}
	f := &layout.Flash{Text: v.text.T(key)}
	if n, err := strconv.Atoi(count); many && err == nil {
		f.Text = v.text.N(key, n)
	}
	if p.Project != nil && seq != "0" {
		f.Undo, f.Seq = "/projects/"+p.Project.Slug+"/undo", seq
	}
	return f
}

// status is the one place where kinds of fault become status codes.
func status(kind fault.Kind) int {
	switch kind {
	case fault.Invalid, fault.Refused:
		return fiber.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return fiber.StatusUnauthorized
	case fault.Forbidden:
		return fiber.StatusForbidden
	case fault.NotFound:
		return fiber.StatusNotFound
	case fault.Conflict:
		return fiber.StatusConflict
	case fault.TooLarge:
		return fiber.StatusRequestEntityTooLarge
	case fault.TooMany:
		return fiber.StatusTooManyRequests
	case fault.Unready:
		return fiber.StatusServiceUnavailable
	}
	return fiber.StatusInternalServerError
}

// answerFault is Fiber's error handler: expected faults say what they are, all
// else is logged whole and shown by its number alone.
func (s *server) answerFault(c *fiber.Ctx, err error) error {
	c.SetUserContext(context.WithoutCancel(c.UserContext())) // an answer is due, though the request's time is over
	if c.Locals(visitKey) == nil {
		v := &visit{text: s.Texts.For(s.Texts.Match(c.Get(fiber.HeaderAcceptLanguage)))}
		c.Locals(visitKey, v)
		s.speak(c, v, v.text.Lang())
	}
	f := s.expected(c, err)
	if f.Kind == fault.Unauthenticated && c.Method() == fiber.MethodGet {
		return c.Redirect("/sign-in?next="+url.QueryEscape(c.OriginalURL()), fiber.StatusSeeOther)
	}
	if f.Kind == fault.Unauthenticated && keepable(c) {
		return s.keepForm(c)
	}
	t := visitOf(c).text
	messages := []string{t.T(f.Text.Key, f.Text.Args...)}
	for _, text := range f.Fields {
		messages = append(messages, t.T(text.Key, text.Args...))
	}
	code := status(f.Kind)
	c.Status(code)
	return s.bare(c, layout.Page{Title: t.T(titleOf(f, code))}, plain.Fault(messages))
}

// titleOf is the key of what stands over a fault. Whoever comes by a spent link
// has not lost the way: it says that the link is spent.
func titleOf(f *fault.Fault, code int) string {
	if f.Text.Key == account.SpentLink {
		return "plain.fault.link"
	}
	return "plain.fault.s" + strconv.Itoa(code)
}

// expected turns any error into a fault that can be shown.
func (s *server) expected(c *fiber.Ctx, err error) *fault.Fault {
	if f, ok := fault.As(err); ok {
		return f
	}
	var own *fiber.Error
	if errors.As(err, &own) {
		switch {
		case own.Code == fiber.StatusRequestEntityTooLarge:
			limit := strconv.Itoa(s.bodyLimit(c)>>20) + " MiB"
			return fault.New(fault.TooLarge, "fault.too_large", "limit", limit)
		case own.Code < 500:
			return fault.Missing()
		}
	}
	slog.Error("web: a request failed", "error", err, "method", c.Method(), "path", c.Route().Path, "request", requestID(c))
	return fault.New(0, "fault.unexpected_id", "request", requestID(c))
}

func (s *server) nowhere(*fiber.Ctx) error { return fault.Missing() }
