package workshop

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

const (
	// dissentMost is how long the words are at most of somebody who could not agree.
	dissentMost = 1000
	// dissentsMost is how many see one subject otherwise at most.
	dissentsMost = 20
)

// Agree keeps the score that the group agreed on for a subject. Who sees it otherwise
// is added to those who did before.
func (s *Workshops) Agree(ctx context.Context, key project.Scope, id, activityID, subject string, level Agreed) error {
	return s.decided(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity, o *Outcome) error {
		option, offered := a.Settings().Option(subject)
		if a.Rules().Voting != Scale {
			return fault.New(fault.Refused, "workshop.fault.no_levels")
		}
		if !offered {
			return fault.Missing()
		}
		levels := option.Levels(a.Rules().Top)
		if !slices.Contains(levels, level.Value) {
			return fault.Field("value", "workshop.fault.agreed", "levels", InLine(levels))
		}
		before := o.Agreed[subject]
		kept := Agreed{Value: level.Value, Dissents: slices.Clone(before.Dissents)}
		for _, d := range level.Dissents {
			if err := kept.add(d, levels); err != nil {
				return err
			}
		}
		if o.Agreed == nil {
			o.Agreed = map[string]Agreed{}
		}
		o.Agreed[subject] = kept
		return acted(ctx, tx, key, audit.Changed, a, option.Phrase().In(key.Text), before.told(), kept.told())
	})
}

// told is what the log tells of it: no role and no level of a dissent, which might be
// a voice's.
func (a Agreed) told() agreed {
	reasons := make([]string, len(a.Dissents))
	for i, d := range a.Dissents {
		reasons[i] = d.Reason
	}
	return agreed{a.Value, strings.Join(reasons, "; ")}
}

// add takes a dissent up, unless it is there already.
func (a *Agreed) add(d Dissent, levels []int) error {
	d.Reason = strings.TrimSpace(d.Reason)
	switch {
	case d.Reason == "":
		return fault.Field("dissent", "workshop.fault.reason")
	case len([]rune(d.Reason)) > dissentMost:
		return fault.Field("dissent", "fault.field.max_length", "limit", dissentMost)
	case d.Role != "" && !slices.Contains(Roles(), d.Role):
		return fault.Field("dissent_role", "fault.field.wrong")
	case d.Level != 0 && !slices.Contains(levels, d.Level):
		return fault.Field("dissent_level", "workshop.fault.agreed", "levels", InLine(levels))
	case slices.Contains(a.Dissents, d):
		return nil
	case len(a.Dissents) >= dissentsMost:
		return fault.Field("dissent", "workshop.fault.dissents", "most", dissentsMost)
	}
	a.Dissents = append(a.Dissents, d)
	return nil
}

// Reconcile takes a dissent on a subject away: its words were wrong, or who saw it
// otherwise no longer does.
func (s *Workshops) Reconcile(ctx context.Context, key project.Scope, id, activityID, subject string, d Dissent) error {
	return s.decided(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity, o *Outcome) error {
		before := o.Agreed[subject]
		if !slices.Contains(before.Dissents, d) {
			return fault.Missing()
		}
		kept := Agreed{Value: before.Value, Dissents: slices.DeleteFunc(slices.Clone(before.Dissents), func(have Dissent) bool { return have == d })}
		o.Agreed[subject] = kept
		option, _ := a.Settings().Option(subject)
		return acted(ctx, tx, key, audit.Changed, a, option.Phrase().In(key.Text), before.told(), kept.told())
	})
}
