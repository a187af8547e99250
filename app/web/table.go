package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// table is a list described once: its page has its heads and orders from it, and
// its file the columns.
type table[T any] struct {
	name    string // of its file
	columns []column[T]
}

// column is one of a list. Without a cell it stands on the page alone.
type column[T any] struct {
	head   string // key of its text
	sort   string // of the order, as the address has it; "" for none
	num    bool
	extra  bool // stands in the file alone
	unseen bool // of its head nothing is shown
	cell   func(T) any
}

// heads are those of the page, each leading to the list in its order, or in the
// reverse when it stands in that order already. Page is the part of the address
// that counts the list's pages.
func (of table[T]) heads(c *fiber.Ctx, t *i18n.Text, page string) []partial.Column {
	sort := partial.Sort{Key: c.Query("sort"), Desc: c.Query("desc") == "true"}
	var heads []partial.Column
	for _, one := range of.columns {
		if one.extra {
			continue
		}
		head := partial.Column{Label: t.T(one.head), Key: one.sort, Num: one.num, Unseen: one.unseen, Sort: sort}
		desc := ""
		if sort.Key == one.sort && !sort.Desc {
			desc = "true"
		}
		head.Href = withQuery(c, "sort", one.sort, "desc", desc, page, "")
		heads = append(heads, head)
	}
	return heads
}

// headsAt are heads for a page that stands at another address than the one that was
// asked for, as where a form is shown again.
func (of table[T]) headsAt(c *fiber.Ctx, t *i18n.Text, path string) []partial.Column {
	heads := of.heads(c, t, "page")
	for i := range heads {
		heads[i].Href = path + strings.TrimPrefix(heads[i].Href, c.Path())
	}
	return heads
}

// filed are the columns of the file.
func (of table[T]) filed() []column[T] {
	var filed []column[T]
	for _, one := range of.columns {
		if one.cell != nil {
			filed = append(filed, one)
		}
	}
	return filed
}

// listing is what a page shows around a list's rows.
func listing[T, R any](c *fiber.Ctx, t *i18n.Text, of table[T], found record.Paged[R], narrow partial.Narrow) partial.Listing {
	p := pages(c, found)
	p.Export = withQuery(c, "export", "csv", "page", "")
	return partial.Listing{Columns: of.heads(c, t, "page"), Pages: p, Narrow: narrow}
}

// entire is a list that was read whole as the one page that it has.
func entire[T any](rows []T) record.Paged[T] {
	return record.Paged[T]{Rows: rows, Total: int64(len(rows)), Page: record.Page{Number: 1, Size: max(len(rows), 1)}}
}

// listingOne is listing for one of several lists on a page: its pages are counted in
// a part of the address of their own, and its file is asked for by its name.
func listingOne[T, R any](c *fiber.Ctx, t *i18n.Text, of table[T], page string, found record.Paged[R], narrow partial.Narrow) partial.Listing {
	p := pagesOf(c, page, narrow.Of, found)
	p.Export = withQuery(c, "export", of.name, page, "")
	return partial.Listing{Label: narrow.Of, Columns: of.heads(c, t, page), Pages: p, Narrow: narrow}
}

// answered is a list as a file, where the address asks for one, or as the page that
// show makes of some of its rows.
func answered[T any](c *fiber.Ctx, key project.Scope, of table[T], at record.Page, read func(record.Page) (record.Paged[T], error), show func(record.Paged[T]) error) error {
	if exporting(c) {
		return export(c, key, of, read)
	}
	found, err := read(at)
	if err != nil {
		return err
	}
	return show(found)
}

// narrowing is the form that narrows the list in the address by some fields.
func narrowing(c *fiber.Ctx, fields ...partial.Field) partial.Narrow {
	return partial.Narrow{
		Home: c.Path(), Clear: c.Path(), Form: partial.Form{ID: "filter-", Values: query(c)}, Fields: fields, Narrowed: filtered(c),
	}
}

// narrowingOne is narrowing for one of several lists on a page: of is what it lists,
// page the part of the address that counts its pages. The others stay as they are.
func narrowingOne(c *fiber.Ctx, of, page string, fields ...partial.Field) partial.Narrow {
	n := narrowing(c, fields...)
	n.Of, n.Narrowed = of, false
	kept, clear := query(c), []string{page, ""}
	for _, f := range fields {
		n.Narrowed = n.Narrowed || kept.Get(f.Name) != ""
		clear = append(clear, f.Name, "")
		kept.Del(f.Name)
	}
	kept.Del(page)
	kept.Del("open")
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		n.Kept = append(n.Kept, partial.Option{Value: name, Label: kept.Get(name)})
	}
	n.Clear = withQuery(c, clear...)
	return n
}

// words is the field for words of a list's texts.
func words(t *i18n.Text) partial.Field {
	return partial.Field{Name: "q", Label: t.T("common.filter_text"), Input: partial.Searched}
}

// choice is a field of a filter by one of some values, each named by a key.
func choice[T ~string](t *i18n.Text, name, label string, values []T, key string) partial.Field {
	return choose(t, name, label, partial.Options(values, func(v T) string { return t.T(key + string(v)) }))
}

func choose(t *i18n.Text, name, label string, options []partial.Option) partial.Field {
	return partial.Field{Name: name, Label: t.T(label), Input: partial.Choice, Options: partial.WithNone(t.T("common.all"), options)}
}

// byOwner is the field of a filter by owner: a person, or nobody.
func byOwner(t *i18n.Text, people known) partial.Field {
	return choose(t, "owner", "common.owner", append([]partial.Option{{Value: record.Nobody, Label: t.T("common.nobody")}}, people.options...))
}

// only is a box of a filter.
func only(t *i18n.Text, name, label string) partial.Field {
	return partial.Field{Name: name, Label: t.T(label), Input: partial.Box}
}

// onSteps are the fields of a filter by the steps of both tracks.
func onSteps(t *i18n.Text) []partial.Field {
	return []partial.Field{
		choose(t, "kotter_step", "common.track.kotter", partial.Steps(t, record.Kotter)),
		choose(t, "gartner_step", "common.track.gartner", partial.Steps(t, record.Gartner)),
	}
}

// tagged are the columns of the steps that a row is tagged with.
func tagged[T any](t *i18n.Text, tags func(T) record.Tags) []column[T] {
	name := func(track, step string) string {
		if step == "" {
			return ""
		}
		return t.T("domain." + track + "." + step + ".name")
	}
	return []column[T]{
		{head: "common.track.kotter", extra: true, cell: func(row T) any { return name(record.Kotter, tags(row).KotterStep) }},
		{head: "common.track.gartner", extra: true, cell: func(row T) any { return name(record.Gartner, tags(row).GartnerStep) }},
	}
}
