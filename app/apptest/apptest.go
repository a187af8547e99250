// Package apptest runs the whole application in a test and speaks to it as
// browsers do: cookies kept, tokens of forms found and sent along.
package apptest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gofiber/fiber/v2"

	"stegvis/app"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database/databasetest"
)

// Each runs a test against the application once on SQLite and once on
// PostgreSQL, each freshly migrated and empty.
func Each(t *testing.T, run func(t *testing.T, site *Site)) {
	t.Helper()
	EachWith(t, func(*testing.T) config.Settings { return config.Settings{} }, run)
}

// EachWith is Each with settings of the test's own, asked for once a database.
func EachWith(t *testing.T, settings func(t *testing.T) config.Settings, run func(t *testing.T, site *Site)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, Open(t, settings(t))) })
	t.Run("postgres", func(t *testing.T) {
		on := settings(t)
		on.DatabaseURL = databasetest.URL(t)
		run(t, Open(t, on))
	})
}

// Site is the application under test.
type Site struct {
	*app.App
	Settings config.Settings // with the address and the folder of its database
	web      *fiber.App
}

// Open starts the application on the given database; unset settings take what
// suits a test.
func Open(t *testing.T, settings config.Settings) *Site {
	t.Helper()
	settings.Addr, settings.BodyLimit = "127.0.0.1:8080", 2
	if settings.DataDir == "" {
		settings.DataDir = t.TempDir() // the demo keeps its sign-ins there, on either database
	}
	if settings.DatabaseURL == "" {
		databasetest.Fill(t, settings.DataDir)
	}
	a, err := app.Open(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := a.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &Site{App: a, Settings: settings, web: a.Handler()}
}

// Afresh is another node on the same database: one that remembers nothing yet.
func (s *Site) Afresh() *Site { return &Site{App: s.App, Settings: s.Settings, web: s.Handler()} }

// Listen serves the site on a free port of this machine until the test ends, for
// real browsers, and gives its address.
func (s *Site) Listen(t testing.TB) string {
	t.Helper()
	return Listen(t, s.web)
}

// Listen is Site.Listen of a site that was put together by the test.
func Listen(t testing.TB, web *fiber.App) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- web.Listener(listener) }()
	t.Cleanup(func() {
		if err := errors.Join(web.ShutdownWithTimeout(5*time.Second), <-served); err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String()
}

// Work does the site's background work until the test ends.
func (s *Site) Work(t testing.TB) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); s.App.Work(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
}

// Routes lists what the site answers, as Fiber knows it.
func (s *Site) Routes() []fiber.Route { return s.web.GetRoutes(true) }

// Browser is one person's browser.
type Browser struct {
	site *Site
	jar  http.CookieJar
	t    testing.TB
	Lang string // sent as Accept-Language
}

// Browser opens a browser without cookies.
func (s *Site) Browser(t testing.TB) *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Browser{site: s, jar: jar, t: t, Lang: "en"}
}

// On is the same browser, with the same cookies, at another node.
func (b *Browser) On(site *Site) *Browser {
	elsewhere := *b
	elsewhere.site = site
	return &elsewhere
}

// Client sends this browser's cookies over the network, to a site that listens; it
// does not follow redirects.
func (b *Browser) Client() *http.Client {
	return &http.Client{Jar: b.jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Answer is what came back.
type Answer struct {
	Status   int
	Location string
	Type     string
	Header   http.Header
	Body     []byte
	t        testing.TB
}

// Doc is the answer as HTML.
func (a Answer) Doc() *goquery.Document {
	a.t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(a.Body))
	if err != nil {
		a.t.Fatal(err)
	}
	return doc
}

// Text is what a CSS selector finds, as one line.
func (a Answer) Text(selector string) string {
	a.t.Helper()
	return strings.Join(strings.Fields(a.Doc().Find(selector).Text()), " ")
}

// Must fails the test when the status is another.
func (a Answer) Must(status int) Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d: %s", a.Status, status, a.Text("main"))
	}
	return a
}

const origin = "http://127.0.0.1:8080"

// Do sends a request as it is, with the browser's cookies.
func (b *Browser) Do(r *http.Request) Answer {
	b.t.Helper()
	u, err := url.Parse(origin)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.jar.Cookies(u) {
		r.AddCookie(c)
	}
	r.Header.Set("Accept-Language", b.Lang)
	resp, err := b.site.web.Test(r, 60_000)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	b.jar.SetCookies(u, resp.Cookies())
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return Answer{Status: resp.StatusCode, Location: resp.Header.Get("Location"), Type: resp.Header.Get("Content-Type"), Header: resp.Header, Body: body, t: b.t}
}

// Get asks for a page.
func (b *Browser) Get(path string) Answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, origin+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.Do(r)
}

// Token is the token that this browser's forms carry.
func (b *Browser) Token() string {
	b.t.Helper()
	for _, page := range []string{"/me", "/sign-in", "/set-up"} {
		if token, ok := b.Get(page).Doc().Find("input[name=csrf]").Attr("value"); ok {
			return token
		}
	}
	b.t.Fatal("no page shows a form's token")
	return ""
}

// Post sends a form with the browser's token.
func (b *Browser) Post(path string, form url.Values) Answer {
	b.t.Helper()
	return b.Send(path, b.Token(), form, nil)
}

// Send posts a form as multipart, as the site's forms do, with files by field.
func (b *Browser) Send(path, token string, form url.Values, files map[string][]byte) Answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	write := func(name, value string) {
		if err := w.WriteField(name, value); err != nil {
			b.t.Fatal(err)
		}
	}
	write("csrf", token)
	for name, values := range form {
		for _, v := range values {
			write(name, v)
		}
	}
	for name, content := range files {
		part, err := w.CreateFormFile(name, name+".txt")
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, origin+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.Do(r)
}

// SetUp makes the first account and organisation, and is signed in afterwards.
func (s *Site) SetUp(t testing.TB) *Browser {
	t.Helper()
	token, err := s.OfferSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := s.Browser(t)
	b.Post("/set-up", url.Values{"token": {token}, "name": {"Åsa Łukowska"}, "email": {"asa@firm.example"},
		"password": {"correct horse battery"}, "organisation": {"Fjord & Søn"}}).Must(http.StatusSeeOther)
	return b
}

// Begin creates a project from a template and gives the path of its overview.
func (b *Browser) Begin(name, template string) string {
	b.t.Helper()
	form := url.Values{"name": {name}, "template": {template}, "organisation": {"fjord-son"}, "currency": {"SEK"},
		"time_zone": {"Europe/Stockholm"}, "country": {"SE"}, "language": {"en"}, "start_on": {"2026-03-02"}, "horizon_months": {"12"}, "aim": {"Every customer is known."}}
	return b.Post("/projects", form).Must(http.StatusSeeOther).Location
}
