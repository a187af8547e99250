package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/bulk"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

// many is a list whose rows can be changed many at a time.
type many struct {
	list   string // its address below the project's
	rows   string // that of its rows
	room   string
	title  string
	fields []partial.Field
	// every are all rows that the filter in the address finds, as far as they may be
	// changed at once, and how many there are.
	every func() ([]record.Picked, int64, error)
	// named are the names of those of some rows that are there.
	named  func(ids []string) (map[string]bulk.Row, error)
	change func([]record.Picked) (int, error)
	remove func([]record.Picked) (int, error)
}

// manyOf is what a handler needs to know of a list for one request.
type manyOf func(*fiber.Ctx, project.Scope) (many, error)

// picking offers a list's rows to be picked, to those who may change them.
func picking(c *fiber.Ctx, key project.Scope, list string) *partial.Picking {
	if !key.Allows(project.EditRegisters) {
		return nil
	}
	return &partial.Picking{Action: withQueryOf(c, projectPath(key, list, "pick")), CSRF: visitOf(c).csrf, Most: record.MostAtOnce}
}

// withQueryOf is another address with the filter of this one.
func withQueryOf(c *fiber.Ctx, path string) string {
	values := query(c)
	values.Del("page")
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// pick asks what to do to the rows that were picked.
func (s *server) pick(of manyOf) func(*fiber.Ctx, project.Scope) error {
	return func(c *fiber.Ctx, key project.Scope) error {
		m, err := s.open(c, key, of)
		if err != nil {
			return err
		}
		picks, err := picked(c)
		if c.FormValue("every") != "" {
			var total int64
			if picks, total, err = m.every(); err == nil && total > record.MostAtOnce {
				return fault.Broken("fault.too_many_picked", "most", record.MostAtOnce, "count", total)
			}
		}
		if err != nil {
			return err
		}
		if len(picks) == 0 {
			return s.said(c, withQueryOf(c, projectPath(key, m.list)), "common.pick.said.nothing")
		}
		c.Set("HX-Push-Url", "false")
		f := s.blank(c, withQueryOf(c, projectPath(key, m.list, "bulk")), nil)
		return s.reading(c, func() error { return s.ask(c, key, m, picks, f, nil) })
	}
}

// bulk does what was asked for, to all of the rows or to none.
func (s *server) bulk(of manyOf) func(*fiber.Ctx, project.Scope) error {
	return func(c *fiber.Ctx, key project.Scope) error {
		m, err := s.open(c, key, of)
		if err != nil {
			return err
		}
		picks, err := picked(c)
		if err != nil {
			return err
		}
		do, word := m.change, "common.pick.said.changed"
		if c.FormValue("do") == "delete" {
			do, word = m.remove, "common.pick.said.removed"
		}
		n, err := do(picks)
		if err != nil {
			return s.againMany(c, key, m, picks, err)
		}
		to := withQueryOf(c, projectPath(key, m.list))
		if n == 0 {
			return s.said(c, to, "common.pick.said.same")
		}
		return s.saidMany(c, to, word, n)
	}
}

func (s *server) open(c *fiber.Ctx, key project.Scope, of manyOf) (many, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return many{}, err
	}
	return of(c, key)
}

// againMany asks once more, and says which rows stood in the way. The next try is
// based on those as they are now, and leaves out what is there no more.
func (s *server) againMany(c *fiber.Ctx, key project.Scope, m many, picks []record.Picked, err error) error {
	f, expected := fault.As(err)
	obstacles, blocked := record.Obstacles(nil), false
	if expected {
		obstacles, blocked = f.Current.(record.Obstacles)
	}
	if blocked {
		form := partial.Form{Action: c.OriginalURL(), CSRF: visitOf(c).csrf, Once: visitOf(c).onceKey(), Values: posted(c)}
		c.Status(fiber.StatusConflict)
		c.Set("HX-Push-Url", "false")
		return s.ask(c, key, m, picks, form, obstacles)
	}
	return s.again(c, err, func(form partial.Form) error {
		form.Action = c.OriginalURL()
		return s.ask(c, key, m, picks, form, nil)
	})
}

func (s *server) ask(c *fiber.Ctx, key project.Scope, m many, picks []record.Picked, f partial.Form, obstacles record.Obstacles) error {
	p := bulk.Page{Form: f, Fields: m.fields, Remove: c.FormValue("do") == "delete", Back: withQueryOf(c, projectPath(key, m.list))}
	if err := m.fill(key, picks, obstacles, &p); err != nil {
		return err
	}
	title := key.Text.N("common.pick.title", len(picks))
	return s.page(c, inRoom(key, m.room, title, key.Text.T("common.pick.purpose"), layout.Crumb{Label: m.title, Href: p.Back}), bulk.Ask(p))
}

// fill names the rows that were picked, each with what stands in its way. Where
// something does, the next try is based on the row as it is now.
func (m many) fill(key project.Scope, picks []record.Picked, obstacles record.Obstacles, p *bulk.Page) error {
	ids := make([]string, len(picks))
	for i, one := range picks {
		ids[i] = one.ID
	}
	named, err := m.named(ids)
	if err != nil {
		return err
	}
	why := map[string]string{}
	for _, o := range obstacles {
		why[o.ID] = key.Text.T(o.Why.Key, o.Why.Args...)
	}
	for _, one := range picks {
		row, there := named[one.ID]
		row.Why = why[one.ID]
		if !there {
			row.Code = key.Text.T("common.pick.gone")
			p.Rows = append(p.Rows, row)
			continue
		}
		row.Href = projectPath(key, m.rows, one.ID)
		if row.Why != "" {
			one.Version = row.Version
		}
		p.Picks, p.Rows = append(p.Picks, partial.Picked(one.ID, one.Version)), append(p.Rows, row)
	}
	return nil
}

// picked are the rows that a form names, each by its id and the version that was
// seen, and each once.
func picked(c *fiber.Ctx) ([]record.Picked, error) {
	var picks []record.Picked
	seen := map[string]bool{}
	for _, one := range posted(c)["pick"] {
		for part := range strings.SplitSeq(one, ",") {
			id, version, _ := strings.Cut(part, ":")
			n, err := strconv.ParseInt(version, 10, 64)
			if err != nil || len(id) > 36 {
				return nil, fault.Missing()
			}
			if !seen[id] {
				picks = append(picks, record.Picked{ID: id, Version: n})
			}
			seen[id] = true
		}
	}
	if len(picks) > record.MostAtOnce {
		return nil, fault.Broken("fault.too_many_picked", "most", record.MostAtOnce, "count", len(picks))
	}
	return picks, nil
}
