// Package framework keeps the two tracks of a project: Kotter's eight steps of
// change and Gartner's eight CRM steps, what each of them must bring about, and
// the evidence that it did.
package framework

import (
	"cmp"
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// StepKind names steps in addresses, tags and the log.
const StepKind record.Kind = "step"

// Place is where on the tracks something belongs.
type Place struct {
	Track   string `json:"track" form:"-"`
	StepKey string `json:"step_key" form:"-"`
}

// Known reports whether there is such a step.
func (p Place) Known() bool { return slices.Contains(record.Steps(p.Track), p.StepKey) }

// Ordinal is the step's number on its track, from 1.
func (p Place) Ordinal() int { return slices.Index(record.Steps(p.Track), p.StepKey) + 1 }

// Named is the step's name.
func (p Place) Named() i18n.Phrase {
	key := "domain." + p.Track + "." + p.StepKey + ".name"
	return i18n.Phrase{Key: key, Text: p.Track + " " + p.StepKey}
}

// Other is the other track.
func (p Place) Other() string {
	if p.Track == record.Kotter {
		return record.Gartner
	}
	return record.Kotter
}

// other tags something with a step of the other track.
func (p Place) other(step string) record.Tags { return Place{p.Other(), step}.Tags() }

// own puts the step itself into tags; that of the other track stays.
func (p Place) own(tags record.Tags) record.Tags {
	if p.Track == record.Kotter {
		tags.KotterStep = p.StepKey
	} else {
		tags.GartnerStep = p.StepKey
	}
	return tags
}

// Tags are those of rows that belong to this step.
func (p Place) Tags() record.Tags {
	if p.Track == record.Kotter {
		return record.Tags{KotterStep: p.StepKey}
	}
	return record.Tags{GartnerStep: p.StepKey}
}

// Status is where a step stands.
type Status string

// The statuses.
const (
	Idle   Status = "idle"
	Active Status = "active"
	Done   Status = "done"
)

// Step is one of the sixteen steps as a project goes through it. Every project
// has all of them: one that nobody has touched has no row, is idle, and is of
// version 0. ForecastFinish is the latest forecast; earlier ones are kept beside.
type Step struct {
	record.Row     `gorm:"embedded"`
	Place          `gorm:"embedded"`
	OwnerID        *string     `json:"owner_id"`
	PlannedStart   date.Day    `json:"planned_start"`
	PlannedFinish  date.Day    `json:"planned_finish"`
	ForecastFinish date.Day    `json:"forecast_finish"`
	ActualFinish   date.Day    `json:"actual_finish"`
	Status         Status      `json:"status"`
	Notes          string      `json:"notes"`
	ReopenedReason string      `json:"reopened_reason"` // why it is not done any more, "" when it never was
	forecastReason i18n.Phrase // of a save, for the forecast that it brings
}

// TableName tells GORM.
func (Step) TableName() string { return "step" }

// RecordKind tells package record.
func (Step) RecordKind() record.Kind { return StepKind }

// Label is the key of the step's name, so that the log can show it in the
// reader's language.
func (s Step) Label() string { return s.Named().Key }

// Owner is the owner's id, "" for nobody.
func (s Step) Owner() string { return record.Given(s.OwnerID) }

// Noted is what was noted, as a phrase.
func (s Step) Noted() i18n.Phrase { return s.Phrase("notes", s.Notes) }

// Expected is the day on which the step was finished, else is expected to be:
// the forecast when there is one, else the plan.
func (s Step) Expected() date.Day {
	switch {
	case !s.ActualFinish.IsZero():
		return s.ActualFinish
	case !s.ForecastFinish.IsZero():
		return s.ForecastFinish
	}
	return s.PlannedFinish
}

// Slip is how many days later than planned the step is or was finished; negative
// when earlier, zero when nothing was planned.
func (s Step) Slip() int {
	if s.PlannedFinish.IsZero() {
		return 0
	}
	return s.Expected().Sub(s.PlannedFinish)
}

// Late reports whether the step should have been finished by now and is not.
func (s Step) Late(today date.Day) bool {
	return s.Status != Done && !s.Expected().IsZero() && s.Expected().Before(today)
}

// settle keeps the actual day to what the status says: a step that is done has
// one, today when none is known; any other has none.
func (s *Step) settle(today date.Day) {
	switch {
	case s.Status != Done:
		s.ActualFinish = date.Day{}
	case s.ActualFinish.IsZero():
		s.ActualFinish = today
	}
}

// StepDraft is what is typed of a step. ForecastReason goes with a forecast that
// moves. TextKey, for imports, makes the notes a catalogue's.
type StepDraft struct {
	Place
	OwnerID        string   `form:"owner_id" validate:"max=36"`
	PlannedStart   date.Day `form:"planned_start"`
	PlannedFinish  date.Day `form:"planned_finish"`
	ForecastFinish date.Day `form:"forecast_finish"`
	ForecastReason string   `form:"forecast_reason" validate:"max=300,oneline"`
	ForecastKey    string   `form:"-"` // of the reason, for imports
	ActualFinish   date.Day `form:"actual_finish"`
	Status         Status   `form:"status" validate:"required,oneof=idle active done"`
	Notes          string   `form:"notes" validate:"max=10000"`
	Version        int64    `form:"version"`
	TextKey        string   `form:"-"`
}

// BasedOn is the version that the person saw.
func (d StepDraft) BasedOn() int64 { return d.Version }

// Valid checks the order of the days, and that what is done was done by today.
func (d StepDraft) Valid(key project.Scope) error {
	switch {
	case !d.PlannedStart.IsZero() && !d.PlannedFinish.IsZero() && d.PlannedFinish.Before(d.PlannedStart):
		return fault.Field("planned_finish", "fault.field.gtefield")
	case d.ActualFinish.After(key.Today()):
		return fault.Field("actual_finish", "track.fault.future")
	}
	return nil
}

// Apply copies the draft onto a step. A step that is done stays done: only
// Reopen, which asks for a reason, opens it again.
func (d StepDraft) Apply(s *Step, key project.Scope) {
	s.Keep(key.Text, record.Words{Field: "notes", Stored: &s.Notes, Typed: d.Notes})
	s.TextKey = cmp.Or(d.TextKey, s.TextKey)
	s.OwnerID, s.forecastReason = record.Optional(d.OwnerID), i18n.Phrase{Key: d.ForecastKey, Text: d.ForecastReason}
	s.PlannedStart, s.PlannedFinish, s.ForecastFinish, s.ActualFinish = d.PlannedStart, d.PlannedFinish, d.ForecastFinish, d.ActualFinish
	if s.Status != Done {
		s.Status = d.Status
	}
	s.settle(key.Today())
}

// Drafted is Draft, for a form that is shown again.
func (s Step) Drafted(t *i18n.Text) any { return s.Draft(t) }

// Draft is the step as its form shows it to a reader.
func (s Step) Draft(t *i18n.Text) StepDraft {
	return StepDraft{
		Place: s.Place, OwnerID: s.Owner(), PlannedStart: s.PlannedStart, PlannedFinish: s.PlannedFinish, ForecastFinish: s.ForecastFinish,
		ActualFinish: s.ActualFinish, Status: s.Status, Notes: s.Noted().In(t), Version: s.Version,
	}
}
