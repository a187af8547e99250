package web

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/secret"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// visit is what is known of one request.
type visit struct {
	text     *i18n.Text
	signed   *account.Signed // nil for a stranger
	token    string          // of the session, in clear
	csrf     string
	flash    string
	said     string          // the word that this answer leaves for the next page
	once     string          // tells the forms of this page from those of the next; "" until asked for
	left     *record.Receipt // of a write, for its Undo
	fleeting bool            // the page tells what the log does not, and is not remembered
	key      *project.Scope  // to the project in the address, nil elsewhere
}

const visitKey = "visit"

func visitOf(c *fiber.Ctx) *visit { return c.Locals(visitKey).(*visit) }

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals("requestid").(string)
	return id
}

// cookieName carries the __Host- prefix where the browser honours it.
func (s *server) cookieName(name string) string {
	if s.secure {
		return "__Host-" + name
	}
	return name
}

func (s *server) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/", HTTPOnly: true, Secure: s.secure,
		SameSite: fiber.CookieSameSiteLaxMode, MaxAge: int(life.Seconds()), SessionOnly: life == 0,
	})
}

func (s *server) dropCookie(c *fiber.Ctx, name string) {
	c.Cookie(&fiber.Cookie{
		Name: s.cookieName(name), Path: "/", HTTPOnly: true, Secure: s.secure,
		SameSite: fiber.CookieSameSiteLaxMode, Expires: time.Unix(0, 0), MaxAge: -1,
	})
}

// meet finds out who comes and in which language to speak, and turns away forms
// that did not come from here.
func (s *server) meet(c *fiber.Ctx) error {
	if text.Storable(c.Path()) != c.Path() { // no address of ours, and nothing to ask a database for
		return fault.Missing()
	}
	ctx, cancel := context.WithTimeout(bus.With(c.UserContext(), s.Bus), patience)
	defer cancel()
	c.SetUserContext(ctx)
	v := s.comeBy(c)
	err := s.recognise(c, v)
	s.speak(c, v, s.languageOf(c, v)) // also where the answer is that something failed
	if err != nil {
		return err
	}
	s.readCSRF(c, v)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderVary, fiber.HeaderCookie)
	if unsafe(c.Method()) && !s.fromHere(c, v) {
		return s.refuseForm(c, v)
	}
	return c.Next()
}

// comeBy begins a visit with what the browser brought. One that may change something
// keeps a receipt of the change.
func (s *server) comeBy(c *fiber.Ctx) *visit {
	v := &visit{token: c.Cookies(s.cookieName("session")), flash: c.Cookies(s.cookieName("flash"))}
	c.Locals(visitKey, v)
	if unsafe(c.Method()) {
		var ctx context.Context
		ctx, v.left = record.WithReceipt(c.UserContext())
		c.SetUserContext(ctx)
	}
	return v
}

// languageOf is the language that a person has chosen, or else the best of those
// that the browser asks for.
func (s *server) languageOf(c *fiber.Ctx, v *visit) string {
	if v.signed != nil && v.signed.Account.Language != "" {
		return v.signed.Account.Language
	}
	return s.Texts.Match(c.Get(fiber.HeaderAcceptLanguage))
}

// recognise finds whose session it is, if it is one.
func (s *server) recognise(c *fiber.Ctx, v *visit) error {
	if v.token == "" {
		return nil
	}
	signed, err := s.Accounts.BySession(c.UserContext(), v.token)
	if fault.Is(err, fault.Unauthenticated) {
		return nil
	}
	if err == nil {
		v.signed = &signed
	}
	return err
}

func (s *server) speak(c *fiber.Ctx, v *visit, lang string) {
	v.text = s.Texts.For(lang)
	c.SetUserContext(i18n.With(c.UserContext(), v.text))
}

// readCSRF takes the session's token or, for strangers, that of a cookie.
func (s *server) readCSRF(c *fiber.Ctx, v *visit) {
	if v.signed != nil {
		v.csrf = v.signed.Session.CSRF
		return
	}
	if v.csrf = c.Cookies(s.cookieName("csrf")); len(v.csrf) < 40 {
		v.csrf, _ = secret.Token()
		s.setCookie(c, "csrf", v.csrf, 0)
	}
}

func unsafe(method string) bool {
	return method != fiber.MethodGet && method != fiber.MethodHead && method != fiber.MethodOptions
}

// fromHere checks the form's token, and refuses what the browser itself calls a
// request from another site. No body is unpacked: a small one may become one that
// fills the memory, and no browser packs a form.
func (s *server) fromHere(c *fiber.Ctx, v *visit) bool {
	c.Request().Header.Del(fiber.HeaderContentEncoding)
	if site := c.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return false
	}
	return secret.Same(c.FormValue("csrf"), v.csrf)
}

// self is whoever is signed in.
func self(c *fiber.Ctx) (account.Account, error) {
	if v := visitOf(c); v.signed != nil {
		return v.signed.Account, nil
	}
	return account.Account{}, fault.New(fault.Unauthenticated, "account.fault.signed_out")
}

// signedIn wraps handlers that need somebody signed in.
func (s *server) signedIn(h func(*fiber.Ctx, account.Account) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who, err := self(c)
		if err != nil {
			return err
		}
		return s.reading(c, func() error { return h(c, who) })
	}
}

// inProject wraps handlers that need the key to the project in the address. The
// access check stands before everything; a page that is not remembered is then
// read in one snapshot.
func (s *server) inProject(h func(*fiber.Ctx, project.Scope) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who, err := self(c)
		if err != nil {
			return err
		}
		key, err := s.Projects.Open(c.UserContext(), who, c.Params("slug"), visitOf(c).text)
		if fault.Is(err, fault.NotFound) {
			return s.followRename(c, who, err)
		}
		if err != nil {
			return err
		}
		visitOf(c).key = &key
		err = s.remembering(c, key, func() error { return s.reading(c, func() error { return h(c, key) }) })
		if err == nil {
			s.keepHealth(c, key)
		}
		return err
	}
}

// followRename leads from a project's old address to its present one, but only
// those who may enter it.
func (s *server) followRename(c *fiber.Ctx, who account.Account, missing error) error {
	old := c.Params("slug")
	slug, err := s.Projects.Moved(c.UserContext(), old)
	if err != nil || unsafe(c.Method()) {
		return missing
	}
	if _, err := s.Projects.Open(c.UserContext(), who, slug, visitOf(c).text); err != nil {
		return missing
	}
	rest := strings.TrimPrefix(c.OriginalURL(), "/projects/"+url.PathEscape(old))
	return c.Redirect("/projects/"+slug+rest, fiber.StatusMovedPermanently)
}

// reading runs a page's handler in one read transaction; writes open their own.
func (s *server) reading(c *fiber.Ctx, h func() error) error {
	if unsafe(c.Method()) {
		return h()
	}
	return s.DB.Snapshot(c.UserContext(), func(ctx context.Context) error {
		c.SetUserContext(ctx)
		return h()
	})
}
