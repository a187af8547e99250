// Package web is the only place that knows HTTP: routes, cookies, status codes,
// forms in and pages out. It holds no rules of the business.
package web

import (
	"log/slog"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/flow"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/once"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// Settings are what the web layer needs to know of where it runs.
type Settings struct {
	PublicURL      string   // as people type it, without a slash at the end
	TrustedProxies []string // whose X-Forwarded-For is believed
	BodyLimit      int      // bytes that any request may carry at most
}

// Rooms are the doors that handlers knock at.
type Rooms struct {
	DB        *database.DB
	Bus       *bus.Bus
	Texts     *i18n.Bundle
	Accounts  *account.Accounts
	Projects  *project.Projects
	Begin     *flow.Begin
	Risks     *risk.Register
	Causes    *flow.Causes
	Costs     *businesscase.Register
	Maturity  *maturity.Register
	Agreed    *maturity.Agreements
	Gaps      *flow.Gaps
	Targets   *maturity.Targets
	Tracks    *framework.Framework
	Outlook   *outlook.Outlook
	Guide     *guide.Guide
	Attached  *record.Attachments
	Rollout   *rollout.Plan
	Decisions *decision.Register
	Committee *committee.Committees
	Meetings  *flow.Meetings
	Reports   *report.Reports
	Post      *dispatch.Post
	Journal   *record.Journal
	Finder    *record.Finder
	Undo      *flow.Undo
	Involved  *stakeholder.Stakeholders
	Workshops *workshop.Workshops
	Library   *workshop.Library
	Agendas   *flow.Agendas
	Deciding  *flow.Deciding
	Reviews   *flow.Reviews
	Doors     *flow.Doors
	Harvest   *flow.Harvest
	Forms     *once.Forms
	Now       func() time.Time
}

// Ready answers whether the node can serve.
type Ready struct {
	Migrated func() bool  // there is a database, and its schema is up to date
	Database func() error // it can be reached
}

type server struct {
	Rooms
	settings Settings
	ready    Ready
	static   *assets
	secure   bool
	memory   *pageMemory
	hub      *workshop.Hub
}

// Site answers requests; it is Fiber's own, by a name that spares other rooms
// from knowing Fiber.
type Site = fiber.App

// New is the whole site.
func New(settings Settings, rooms Rooms, static *Assets, ready Ready) *Site {
	s := &server{Rooms: rooms, settings: settings, ready: ready, static: static, memory: newPageMemory()}
	if u, err := url.Parse(settings.PublicURL); err == nil {
		s.secure = u.Scheme == "https"
	}
	app := fiber.New(fiber.Config{
		AppName:                 "Stegvis",
		Immutable:               true,
		DisableStartupMessage:   true,
		BodyLimit:               settings.BodyLimit,
		ErrorHandler:            s.answerFault,
		ReadTimeout:             30 * time.Second,
		IdleTimeout:             2 * time.Minute,
		EnableTrustedProxyCheck: true,
		TrustedProxies:          settings.TrustedProxies,
	})
	app.Server().HeaderReceived = s.limitBody
	s.hub = workshop.NewHub(rooms.Bus, s.draw, rooms.Workshops.Sits)
	app.Hooks().OnShutdown(func() error { s.hub.Stop(); return nil })
	app.Use(requestid.New())
	app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: logPanic}))
	app.Use(s.guardHeaders)
	app.Get("/healthz", s.alive)
	app.Get("/readyz", s.isReady)
	app.Get("/static/*", s.serveStatic)
	app.Use(s.hold)
	app.Use(weigh)
	app.Use(s.meet)
	app.Use(s.once)
	s.routes(app)
	app.Use(s.nowhere)
	return app
}

func logPanic(c *fiber.Ctx, reason any) {
	slog.Error("web: a handler panicked", "reason", reason, "path", c.Route().Path, "request", requestID(c), "stack", string(debug.Stack()))
}

// guardHeaders are the same on every answer. Nothing inline runs or styles, and
// nobody may frame a page.
func (s *server) guardHeaders(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'")
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	if s.secure {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
	return c.Next()
}

func (s *server) alive(c *fiber.Ctx) error { return c.SendString("alive\n") }

func (s *server) isReady(c *fiber.Ctx) error {
	if s.ready.Migrated() {
		err := s.ready.Database()
		if err == nil {
			return c.SendString("ready\n")
		}
		slog.Warn("web: the database does not answer", "error", err)
	}
	return c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
}

// hold lets nobody in while the schema is being brought up to date.
func (s *server) hold(c *fiber.Ctx) error {
	if s.ready.Migrated() {
		return c.Next()
	}
	c.Set(fiber.HeaderRetryAfter, "5")
	return fault.New(fault.Unready, "fault.unready")
}
