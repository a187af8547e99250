package workshops

import (
	"context"
	"strconv"

	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
	"stegvis/templates/agendas"
	"stegvis/templates/partial"
)

func namings(ctx context.Context) []partial.Option {
	return partial.Options(workshop.Namings(), func(n workshop.Naming) string { return i18n.T(ctx, "workshop.naming."+string(n)) })
}

func kinds(ctx context.Context) []partial.Option {
	return partial.Options(workshop.ActivityKinds(), func(k workshop.ActivityKind) string { return i18n.T(ctx, "workshop.kind."+string(k)) })
}

// roles are those that a participant may have, after that of none.
func roles(ctx context.Context) []partial.Option {
	return partial.WithNone(role(ctx, ""), partial.Options(workshop.Roles(), func(r workshop.Role) string { return role(ctx, r) }))
}

func role(ctx context.Context, r workshop.Role) string {
	if r == "" {
		return i18n.T(ctx, "workshop.role.none")
	}
	return i18n.T(ctx, "workshop.role."+string(r))
}

// titleHint says what a title is for. A new workshop may take its agenda's name.
func titleHint(ctx context.Context, fresh bool) string {
	if fresh {
		return i18n.T(ctx, "workshop.list.hint.title_fresh")
	}
	return i18n.T(ctx, "workshop.list.hint.title")
}

func length(ctx context.Context, minutes int) string { return agendas.Length(i18n.From(ctx), minutes) }

func stageTone(s workshop.Stage) partial.Tone {
	return map[workshop.Stage]partial.Tone{workshop.Planned: partial.Idle, workshop.Running: partial.Active, workshop.Ended: partial.Good}[s]
}

func phaseTone(p workshop.Phase) partial.Tone {
	return map[workshop.Phase]partial.Tone{workshop.Waiting: partial.Idle, workshop.Open: partial.Active, workshop.Closed: partial.Warn, workshop.Revealed: partial.Good}[p]
}

func stage(ctx context.Context, w workshop.Workshop) string {
	return i18n.T(ctx, "workshop.list.stage."+string(w.Live.Stage()))
}

func phase(ctx context.Context, a workshop.Activity) string {
	return i18n.T(ctx, "workshop.phase."+string(a.Phase))
}

func named(ctx context.Context, a workshop.Activity) string { return a.Named(i18n.From(ctx)) }

// catalogued is how many choices of an activity are a catalogue's.
func catalogued(a workshop.Activity) int {
	n := 0
	for _, o := range a.Settings().Options {
		if o.Catalogued() {
			n++
		}
	}
	return n
}

func decimal(n int) string { return strconv.Itoa(n) }
