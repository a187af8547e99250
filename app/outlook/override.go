package outlook

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// OverrideKind names overrides in addresses and the log.
const OverrideKind record.Kind = "health_override"

// Override is a colour that somebody has put in the place of the rule's, with
// their reason. RuleColour is what the rule said then. A project has at most one
// for each dimension and one for the whole.
type Override struct {
	record.Row `gorm:"embedded"`
	Dimension  Dimension `json:"dimension"`
	Colour     Colour    `json:"colour"`
	RuleColour Colour    `json:"rule_colour"`
	Reason     string    `json:"reason"`
	UntilOn    date.Day  `json:"until_on"` // the last day; zero is until the rule's colour changes
	MadeBy     string    `json:"made_by"`
}

// TableName tells GORM.
func (Override) TableName() string { return "health_override" }

// RecordKind tells package record.
func (Override) RecordKind() record.Kind { return OverrideKind }

// Label is the key of the dimension's name, so that the log can show it in the
// reader's language.
func (o Override) Label() string { return "health.dimension." + string(o.Dimension) }

// Because is the reason as a phrase.
func (o Override) Because() i18n.Phrase { return o.Phrase("reason", o.Reason) }

// Holds reports whether the override still counts: until its last day or, without
// one, for as long as the rule says what it said when the override was made.
func (o Override) Holds(rule Colour, today date.Day) bool {
	if o.UntilOn.IsZero() {
		return rule == o.RuleColour
	}
	return !today.After(o.UntilOn)
}

// OverrideDraft is what is typed of an override.
type OverrideDraft struct {
	Dimension  Dimension `form:"dimension" validate:"required,oneof=time money risk people change capability overall"`
	Colour     Colour    `form:"colour" validate:"required,oneof=green amber red"`
	Reason     string    `form:"reason" validate:"required,max=300,oneline"`
	UntilOn    date.Day  `form:"until_on"`
	RuleColour Colour    `form:"-"`
	Version    int64     `form:"version"`
}

// BasedOn is the version that the person saw.
func (d OverrideDraft) BasedOn() int64 { return d.Version }

// Valid asks for a reason that says something and a day that is not over.
func (d OverrideDraft) Valid(key project.Scope) error {
	switch {
	case strings.TrimSpace(d.Reason) == "":
		return fault.Field("reason", "fault.field.required")
	case !d.UntilOn.IsZero() && d.UntilOn.Before(key.Today()):
		return fault.Field("until_on", "health.fault.past")
	}
	return nil
}

// Apply copies the draft onto an override.
func (d OverrideDraft) Apply(o *Override, key project.Scope) {
	o.Keep(key.Text, record.Words{Field: "reason", Stored: &o.Reason, Typed: strings.TrimSpace(d.Reason)})
	o.Dimension, o.Colour, o.RuleColour, o.UntilOn, o.MadeBy = d.Dimension, d.Colour, d.RuleColour, d.UntilOn, key.Actor().Name
}

// Drafted is the override as its form shows it to a reader.
func (o Override) Drafted(t *i18n.Text) any {
	return OverrideDraft{Dimension: o.Dimension, Colour: o.Colour, Reason: o.Because().In(t), UntilOn: o.UntilOn, Version: o.Version}
}

// only refuses a second override of one dimension.
func only(tx *gorm.DB, key project.Scope, o *Override) error {
	var n int64
	err := tx.Model(&Override{}).Where("project_id = ? AND dimension = ? AND id <> ? AND deleted_at IS NULL", key.ProjectID, o.Dimension, o.ID).
		Count(&n).Error
	if err == nil && n > 0 {
		return fault.Broken("health.fault.overridden")
	}
	return err
}

// Override puts a colour in the place of the rule's, and of an override that is
// there already.
func (o *Outlook) Override(ctx context.Context, key project.Scope, d OverrideDraft) (Override, error) {
	var made Override
	if err := key.Require(project.Manage); err != nil {
		return made, err
	}
	if err := validate.Draft(d); err != nil {
		return made, err
	}
	err := o.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		state, health, err := o.Look(ctx, key)
		if err != nil {
			return err
		}
		if d.RuleColour = health.Of(d.Dimension).RuleColour; d.RuleColour == d.Colour {
			return fault.Field("colour", "health.fault.same")
		}
		for _, there := range state.Overrides {
			if there.Dimension != d.Dimension {
				continue
			}
			if _, err := o.Overrides.Delete(ctx, key, there.ID, there.Version); err != nil {
				return err
			}
		}
		made, err = o.Overrides.Create(ctx, key, d)
		return err
	})
	return made, err
}
