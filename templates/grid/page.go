// Package grid holds the picture of a whole project, and the list of what stands
// in a cell of it.
package grid

import (
	"context"
	"net/url"
	"strconv"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// Page is the grid.
type Page struct {
	Home    string // address of the project
	Grid    outlook.Grid
	Picture string // SVG
	Links   *outlook.GridLinks
	MayEdit bool
}

// ListPage is what stands in a cell, in a row, in a column or on the whole grid.
type ListPage struct {
	Home    string
	Filter  outlook.GridFilter
	Cell    outlook.Measure // of the one cell, when it is one
	Rows    []Row
	List    partial.Listing
	MayEdit bool
}

// Row is one row of any sort.
type Row struct {
	outlook.Placed
	Owner string
	Href  string
}

// cell is a cell as the list by step tells it.
type cell struct {
	outlook.Measure
	Name string
	Href string
}

// cells are the cells of a column that hold something or should.
func (p Page) cells(t *i18n.Text, k int) []cell {
	var all []cell
	for n, row := range p.Grid.Cells {
		if m := row[k]; !m.Empty() || m.Gap != "" {
			gartner, name := outlook.NoStep, t.T("grid.picture.no_gartner")
			if n < len(p.Grid.Gartner) {
				gartner, name = p.Grid.Gartner[n].StepKey, numbered(t, p.Grid.Gartner[n].Place)
			}
			all = append(all, cell{m, name, p.Links.List(p.kotter(k), gartner)})
		}
	}
	return all
}

func (p Page) kotter(k int) string {
	if k < len(p.Grid.Kotter) {
		return p.Grid.Kotter[k].StepKey
	}
	return outlook.NoStep
}

func numbered(t *i18n.Text, at framework.Place) string {
	return strconv.Itoa(at.Ordinal()) + " " + at.Named().In(t)
}

// Named is what a list is called: the steps that it is of.
func Named(t *i18n.Text, f outlook.GridFilter) string {
	if f.Kotter == "" && f.Gartner == "" {
		return t.T("grid.list.all")
	}
	name := func(track, step string) string {
		switch step {
		case "":
			return t.T("grid.any." + track)
		case outlook.NoStep:
			return t.T("grid.picture.no_" + track)
		}
		return numbered(t, framework.Place{Track: track, StepKey: step})
	}
	return t.T("grid.list.title", "kotter", name(record.Kotter, f.Kotter), "gartner", name(record.Gartner, f.Gartner))
}

// headMark is how a step stands, as a tone and a word.
func headMark(ctx context.Context, h outlook.Head) (partial.Tone, string) {
	if h.Late {
		return partial.Warn, i18n.T(ctx, "track.late")
	}
	word := i18n.T(ctx, "track.status."+string(h.Status))
	switch h.Status {
	case framework.Done:
		return partial.Good, word
	case framework.Active:
		return partial.Active, word
	}
	return partial.Idle, word
}

// mark is how a row stands: done, open, or why it must be looked at now.
func mark(ctx context.Context, r Row) (partial.Tone, string) {
	switch {
	case r.High && r.Kind == "risk":
		return partial.Bad, i18n.T(ctx, "grid.high."+string(r.Kind))
	case r.High:
		return partial.Warn, i18n.T(ctx, "grid.high."+string(r.Kind))
	case r.Done:
		return partial.Good, i18n.T(ctx, "grid.state.done")
	}
	return partial.Active, i18n.T(ctx, "grid.state.open")
}

// adding is the address of a room's form with a cell's tags chosen.
func adding(home, room string, tags record.Tags) string {
	chosen := url.Values{"add": {"open"}}
	if tags.KotterStep != "" && tags.KotterStep != outlook.NoStep {
		chosen.Set("tag_kotter", tags.KotterStep)
	}
	if tags.GartnerStep != "" && tags.GartnerStep != outlook.NoStep {
		chosen.Set("tag_gartner", tags.GartnerStep)
	}
	return home + "/" + room + "?" + chosen.Encode()
}

func (p ListPage) tags() record.Tags {
	return record.Tags{KotterStep: p.Filter.Kotter, GartnerStep: p.Filter.Gartner}
}

// StepName is a step with its number, "" for none.
func StepName(t *i18n.Text, track, step string) string {
	if step == "" {
		return ""
	}
	return numbered(t, framework.Place{Track: track, StepKey: step})
}
