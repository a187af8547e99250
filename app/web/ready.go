package web

import (
	"bytes"
	"container/list"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/audit"
	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// pageMemory holds pages as they were last sent, so that a page that would come
// out the same is not made again. The database stays the only truth: with every
// request it is asked who comes, as what, and how far the project has come, and a
// page is sent again only if it was made for the very same answer.
type pageMemory struct {
	mu     sync.Mutex
	pages  map[string]*list.Element // of remembered
	recent *list.List               // the one used last in front
	bytes  int
}

// remembered is a page that was made for one browser at one address. It holds
// for as long as its proof is that of the request.
type remembered struct {
	name  string
	proof proof
	body  []byte
	until time.Time
}

const (
	memoryBytes = 16 << 20         // of all pages together
	largestPage = memoryBytes / 16 // no single one pushes the others out
	pageLife    = 30 * time.Second // what comes of the time of day, such as an invitation that runs out, waits no longer
)

// perPage is about what is kept of a page besides its name and its body.
const perPage = 512

func (p *remembered) size() int { return len(p.name) + len(p.body) + perPage }

func newPageMemory() *pageMemory {
	return &pageMemory{pages: map[string]*list.Element{}, recent: list.New()}
}

// find gives a page that was made with this proof, nil when there is none.
func (m *pageMemory) find(name string, proof proof, now time.Time) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	at, ok := m.pages[name]
	if !ok {
		return nil
	}
	p := at.Value.(*remembered)
	if p.proof != proof || !now.Before(p.until) {
		return nil
	}
	m.recent.MoveToFront(at)
	return p.body
}

// keep puts a page in the place of the one that had its name. The body must not
// change afterwards.
func (m *pageMemory) keep(name string, proof proof, body []byte, now time.Time) {
	p := &remembered{name, proof, body, now.Add(pageLife)}
	if p.size() > largestPage {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if at, ok := m.pages[name]; ok {
		m.drop(at)
	}
	m.pages[name] = m.recent.PushFront(p)
	for m.bytes += p.size(); m.bytes > memoryBytes; {
		m.drop(m.recent.Back())
	}
}

func (m *pageMemory) drop(at *list.Element) {
	p := m.recent.Remove(at).(*remembered)
	delete(m.pages, p.name)
	m.bytes -= p.size()
}

// remembering answers with the page as it was sent last when nothing has changed
// since, else makes it.
func (s *server) remembering(c *fiber.Ctx, key project.Scope, make func() error) error {
	v := visitOf(c)
	if c.Method() != fiber.MethodGet || v.flash != "" || strings.HasSuffix(c.Path(), "/hints") || strings.Contains(c.Path(), "/workshops/") || strings.HasSuffix(c.Path(), "/review") { // what is typed in a search is new each time, and a room or a letter tells the log nothing
		return make()
	}
	name, proof := v.signed.Session.TokenHash+" "+c.OriginalURL(), proofOf(v, key)
	if body := s.memory.find(name, proof, key.Now()); body != nil {
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		c.Response().SetBodyRaw(body)
		return nil
	}
	err := make()
	if err == nil && memorable(c) && !v.fleeting {
		s.memory.keep(name, proof, bytes.Clone(c.Response().Body()), key.Now())
	}
	return err
}

// proof is all that a page of a project is made of, as the access check has just
// read it: the reader's account and their part in the project, the language, the
// project itself and what has been written in it, and the day.
type proof struct {
	account  string
	version  int64
	role     project.Role
	person   string
	language string
	project  string
	edition  int64
	stamp    audit.Stamp
	day      date.Day
}

func proofOf(v *visit, key project.Scope) proof {
	who := v.signed.Account
	return proof{who.ID, who.Version, key.Role, key.PersonID, v.text.Lang(), key.ProjectID, key.Project.Version, key.Stamp, key.Today()}
}

// memorable reports whether an answer is a page that may be sent again: whole, and
// without a word to the browser that is said once.
func memorable(c *fiber.Ctx) bool {
	answer := &c.Response().Header
	return answer.StatusCode() == fiber.StatusOK && strings.HasPrefix(string(answer.ContentType()), fiber.MIMETextHTML) &&
		len(answer.Peek(fiber.HeaderSetCookie)) == 0
}
