package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/flow"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// resultFiles are the files in which a workshop's results are taken along: its report as
// it would be issued now, and what other programs read.
func resultFiles(key project.Scope, home, id string) []partial.Option {
	t := key.Text
	all := []partial.Option{{Value: reportPath(key, string(report.KindWorkshop)+".pdf?subject="+id), Label: t.T("workshop.result.file.pdf")}}
	for _, sort := range []string{"csv", "json", "md"} {
		all = append(all, partial.Option{Value: home + "." + sort, Label: t.T("workshop.result.file." + sort)})
	}
	return all
}

// resultFile hands a workshop's results over as a file.
func (s *server) resultFile(sort string) func(*fiber.Ctx, project.Scope) error {
	return func(c *fiber.Ctx, key project.Scope) error { return s.handOverAs(c, key, sort) }
}

func (s *server) handOverAs(c *fiber.Ctx, key project.Scope, sort string) error {
	found, err := s.Harvest.Read(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	found = found.Leaving()
	sorted := "-workshop-"
	if found.Workshop.Rehearsal {
		sorted = "-rehearsal-"
	}
	name := key.Project.Slug + sorted + strings.ToLower(found.Workshop.Code()) + "-" + key.Today().String()
	switch sort {
	case "json":
		raw, err := found.JSON(key.Text)
		if err != nil {
			return err
		}
		return handOver(c, "application/json", name+".json", raw)
	case "md":
		return handOver(c, "text/markdown; charset=utf-8", name+".md", found.Markdown(key.Text))
	}
	return exportAs(c, key.Text, name, resultTable(key.Text), every(listed(found)))
}

func handOver(c *fiber.Ctx, kind, name string, raw []byte) error {
	stamp(c)
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(raw)
}

// told is an item with where it stands.
type told struct {
	of    flow.Reaped
	group string
	flow.Item
}

func listed(r flow.Results) []told {
	var all []told
	for _, a := range r.Activities {
		for _, g := range a.Groups {
			for _, i := range g.Items {
				all = append(all, told{a, g.Name, i})
			}
		}
	}
	return all
}

func resultTable(t *i18n.Text) table[told] {
	return table[told]{"results", []column[told]{
		{head: "workshop.result.column.activity", cell: func(r told) any { return r.of.Activity.Called() }},
		{head: "workshop.result.column.group", cell: func(r told) any { return r.group }},
		{head: "workshop.result.column.words", cell: func(r told) any { return r.Words }},
		{head: "workshop.result.column.part", cell: func(r told) any { return workshop.PartNamed(t, r.Part) }},
		{head: "table.desk.title", cell: func(r told) any { return workshop.InLine(r.Tables) }},
		{head: "workshop.result.column.votes", cell: func(r told) any { return r.Told(t) }},
		{head: "workshop.result.column.dots", cell: func(r told) any { return r.Votes.Dots }},
		{head: "workshop.result.yes", cell: func(r told) any { return r.Votes.Yes }},
		{head: "workshop.result.no", cell: func(r told) any { return r.Votes.No }},
		{head: "workshop.result.column.abstain", cell: func(r told) any { return r.Votes.Abstain }},
		{head: "workshop.result.column.agreed", cell: func(r told) any { return r.Votes.Agreed }},
		{head: "workshop.result.column.became", cell: func(r told) any { return r.Fate.Named(t) }},
	}}
}
