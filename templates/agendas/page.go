package agendas

import (
	"context"

	"stegvis/app/flow"
	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// ListPage is a person's own agendas.
type ListPage struct {
	Rows  []Row
	Pages partial.Pages
}

// Row is one agenda with what can be done to it.
type Row struct {
	workshop.Agenda
	Rename partial.Form
	Delete partial.Form
}

// SavePage is what would be kept of a workshop's agenda.
type SavePage struct {
	Points    []workshop.Point
	Save      partial.Form
	Rehearsal bool
	Running   bool
	Voices    partial.Form
	Discard   partial.Form
}

// Choice is the field in which a new workshop's agenda is chosen.
func Choice(ctx context.Context, offered []flow.Offer) partial.Field {
	t := i18n.From(ctx)
	options := []partial.Option{{Label: t.T("agenda.none")}}
	for _, o := range offered {
		label := o.Name.In(t) + " · " + Length(t, o.Minutes)
		if o.Own {
			label += " · " + t.T("agenda.own")
		}
		options = append(options, partial.Option{Value: o.Key, Label: label})
	}
	return partial.Field{Name: "agenda", Label: t.T("agenda.choose"), Input: partial.Choice, Options: options}
}

// Length is a time in hours and minutes.
func Length(t *i18n.Text, minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return t.T("workshop.agenda.length.m", "m", m)
	case m == 0:
		return t.T("workshop.agenda.length.h", "h", h)
	}
	return t.T("workshop.agenda.length.hm", "h", h, "m", m)
}

func titled(ctx context.Context, p workshop.Point) string {
	if title := p.Titled().In(i18n.From(ctx)); title != "" {
		return title
	}
	return i18n.T(ctx, "agenda.untitled")
}
