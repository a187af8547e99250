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
		label := o.Name.In(t) + " · " + t.N("agenda.minutes", o.Minutes)
		if o.Own {
			label += " · " + t.T("agenda.own")
		}
		options = append(options, partial.Option{Value: o.Key, Label: label})
	}
	return partial.Field{Name: "agenda", Label: t.T("agenda.choose"), Input: partial.Choice, Options: options}
}

func titled(ctx context.Context, p workshop.Point) string {
	if title := p.Titled().In(i18n.From(ctx)); title != "" {
		return title
	}
	return i18n.T(ctx, "agenda.untitled")
}
