package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/grid"
	"stegvis/templates/layout"
	"stegvis/templates/overview"
	"stegvis/templates/partial"
)

// gridLinks are where the parts of a project's grid lead.
func gridLinks(key project.Scope) *outlook.GridLinks {
	return &outlook.GridLinks{
		Step: func(at framework.Place) string { return stepPath(key, at) },
		List: func(kotter, gartner string) string { return cellPath(key, kotter, gartner) },
	}
}

// cellPath is the address of what has some tags; "" is any step of a track.
func cellPath(key project.Scope, kotter, gartner string) string {
	return projectPath(key, "grid", "list") + "?kotter=" + kotter + "&gartner=" + gartner
}

func (s *server) grid(c *fiber.Ctx, key project.Scope) error {
	g, err := s.Outlook.Grid(c.UserContext(), key)
	if err != nil {
		return err
	}
	links := gridLinks(key)
	t := key.Text
	return s.page(c, inRoom(key, "grid", t.T("grid.title"), t.T("grid.purpose")), grid.Show(grid.Page{
		Home: projectPath(key), Grid: g, Picture: chart.SVG(g.Picture(t, links), "grid"), Links: links, MayEdit: key.Allows(project.EditRegisters),
	}))
}

// fillGrid draws the small grid of the overview, over the tracks that were read for
// it.
func (s *server) fillGrid(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	g, err := s.Outlook.GridOver(c.UserContext(), key, p.State.Tracks)
	p.Grid = chart.SVG(g.Thumbnail(key.Text, gridLinks(key)), "grid")
	return err
}

func (s *server) gridList(c *fiber.Ctx, key project.Scope) error {
	var f outlook.GridFilter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	if !knownStep(record.Kotter, f.Kotter) || !knownStep(record.Gartner, f.Gartner) {
		return fault.Missing()
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	of := placedTable(key.Text, people, f)
	return answered(c, key, of, f.Page, func(at record.Page) (record.Paged[outlook.Placed], error) {
		f.Page = at
		return s.Outlook.Placed(c.UserContext(), key, f)
	}, func(found record.Paged[outlook.Placed]) error {
		return s.showCell(c, key, f, people, found.Rows, listing(c, key.Text, of, found, gridNarrowing(c, key, f)))
	})
}

// showCell shows what stands in a cell, and why it should not be empty where it is.
func (s *server) showCell(c *fiber.Ctx, key project.Scope, f outlook.GridFilter, people known, found []outlook.Placed, list partial.Listing) error {
	g, err := s.Outlook.Grid(c.UserContext(), key)
	if err != nil {
		return err
	}
	t := key.Text
	list.Label, list.Empty = t.T("grid.list.row"), t.T("grid.list.empty")
	page := grid.ListPage{Home: projectPath(key), Filter: f, Cell: g.At(tagsOf(f)), List: list, MayEdit: key.Allows(project.EditRegisters)}
	for _, row := range found {
		page.Rows = append(page.Rows, grid.Row{Placed: row, Owner: people.names[row.Owner()], Href: placedPath(key, row)})
	}
	crumb := layout.Crumb{Label: t.T("grid.title"), Href: projectPath(key, "grid")}
	return s.page(c, inRoom(key, "grid", grid.Named(t, f), t.T("grid.list.purpose"), crumb), grid.List(page))
}

// gridNarrowing narrows what stands in the grid. Its steps say which cell it is, so
// that without the rest of the filter they stay.
func gridNarrowing(c *fiber.Ctx, key project.Scope, f outlook.GridFilter) partial.Narrow {
	t := key.Text
	step := func(track string) partial.Field {
		none := partial.Option{Value: outlook.NoStep, Label: t.T("grid.list.none")}
		return choose(t, track, "grid.list."+track, append(partial.Steps(t, track), none))
	}
	n := narrowing(c, step(record.Kotter), step(record.Gartner),
		choice(t, "kind", "grid.list.kind", outlook.GridKinds(), "grid.kind."),
		choice(t, "state", "grid.list.state", []string{"open", "done", "high"}, "grid.state."))
	n.Clear, n.Narrowed = cellPath(key, f.Kotter, f.Gartner), f.Kind != "" || f.State != ""
	return n
}

// placedTable is the rows of a cell; a step that all of them have is no column.
func placedTable(t *i18n.Text, people known, f outlook.GridFilter) table[outlook.Placed] {
	type r = outlook.Placed
	step := func(track, step string) any { return grid.StepName(t, track, step) }
	columns := []column[r]{
		{head: "grid.list.kind", sort: "kind", cell: func(r r) any { return t.T("grid.kind." + string(r.Kind)) }},
		{head: "grid.list.row", sort: "row", cell: func(r r) any { return r.Titled() }},
		{head: "grid.list.state", sort: "state", cell: func(r r) any { return t.T("grid.state." + r.State()) }},
		{head: "common.owner", cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "grid.list.day", sort: "day", cell: func(r r) any { return r.Day }},
		{head: "grid.list.kotter", extra: f.Kotter != "", cell: func(r r) any { return step(record.Kotter, r.Kotter) }},
		{head: "grid.list.gartner", extra: f.Gartner != "", cell: func(r r) any { return step(record.Gartner, r.Gartner) }},
	}
	return table[r]{"grid", columns}
}

func knownStep(track, step string) bool {
	return step == "" || step == outlook.NoStep || slices.Contains(record.Steps(track), step)
}

// tagsOf are the tags of the one cell that a filter names.
func tagsOf(f outlook.GridFilter) record.Tags {
	return record.Tags{KotterStep: f.Kotter, GartnerStep: f.Gartner}
}

// placedPath is the address of a row of any sort.
func placedPath(key project.Scope, row outlook.Placed) string {
	switch row.Kind {
	case framework.WinKind:
		return stepPath(key, winsStep()) + "#w-" + row.ID
	case framework.DeliverableKind:
		return stepPath(key, row.Place()) + "#d-" + row.ID
	}
	return pathOf(key, record.Ref{Kind: row.Kind, ID: row.ID})
}
