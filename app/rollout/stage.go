package rollout

import (
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// The kinds of what a roll-out is divided into.
const (
	WaveKind      record.Kind = "wave"
	PilotKind     record.Kind = "pilot"
	CriterionKind record.Kind = "criterion"
)

// PilotLetter stands before a pilot's number.
const PilotLetter = "P"

func inOrder(field string, from, to date.Day) error {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return fault.Field(field, "fault.field.gtefield")
	}
	return nil
}

// Wave is a part of the organisation that goes live together.
type Wave struct {
	record.Row `gorm:"embedded"`
	Name       string   `json:"name"`
	StartOn    date.Day `json:"start_on"`
	EndOn      date.Day `json:"end_on"`
	Note       string   `json:"note"`
}

// TableName tells GORM.
func (Wave) TableName() string { return "wave" }

// RecordKind tells package record.
func (Wave) RecordKind() record.Kind { return WaveKind }

// Label is the name.
func (w Wave) Label() string { return w.Name }

// Named is the name as a phrase.
func (w Wave) Named() i18n.Phrase { return w.Phrase("name", w.Name) }

// WaveDraft is what is typed of a wave.
type WaveDraft struct {
	Name    string   `form:"name" validate:"required,max=120,oneline"`
	StartOn date.Day `form:"start_on"`
	EndOn   date.Day `form:"end_on"`
	Note    string   `form:"note" validate:"max=10000"`
	Version int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d WaveDraft) BasedOn() int64 { return d.Version }

// Valid checks the order of the days.
func (d WaveDraft) Valid(project.Scope) error { return inOrder("end_on", d.StartOn, d.EndOn) }

// Apply copies the draft onto a wave.
func (d WaveDraft) Apply(w *Wave, key project.Scope) {
	w.Keep(key.Text,
		record.Words{Field: "name", Stored: &w.Name, Typed: strings.TrimSpace(d.Name)},
		record.Words{Field: "note", Stored: &w.Note, Typed: d.Note},
	)
	w.StartOn, w.EndOn = d.StartOn, d.EndOn
}

// Drafted is the wave as its form shows it to a reader.
func (w Wave) Drafted(t *i18n.Text) any { return w.Draft(t) }

// Draft is the wave as its form shows it to a reader.
func (w Wave) Draft(t *i18n.Text) WaveDraft {
	return WaveDraft{Name: w.Named().In(t), StartOn: w.StartOn, EndOn: w.EndOn, Note: w.Phrase("note", w.Note).In(t), Version: w.Version}
}

// Outcome is what was decided after a pilot.
type Outcome string

// The outcomes; "" while the pilot has not been judged.
const (
	Go     Outcome = "go"
	Adjust Outcome = "adjust"
	Stop   Outcome = "stop"
)

// Outcomes lists the outcomes.
func Outcomes() []Outcome { return []Outcome{Go, Adjust, Stop} }

// Pilot is a trial at one site before a wave, judged by criteria that were set
// in advance.
type Pilot struct {
	record.Row    `gorm:"embedded"`
	WaveID        *string  `json:"wave_id"`
	Name          string   `json:"name"`
	Site          string   `json:"site"`
	StartOn       date.Day `json:"start_on"`
	EndOn         date.Day `json:"end_on"`
	Outcome       Outcome  `json:"outcome"`
	OutcomeReason string   `json:"outcome_reason"`
	OutcomeOn     date.Day `json:"outcome_on"`
}

// TableName tells GORM.
func (Pilot) TableName() string { return "pilot" }

// RecordKind tells package record.
func (Pilot) RecordKind() record.Kind { return PilotKind }

// Label is the name.
func (p Pilot) Label() string { return p.Name }

// Named is the name as a phrase.
func (p Pilot) Named() i18n.Phrase { return p.Phrase("name", p.Name) }

// PilotDraft is what is typed of a pilot.
type PilotDraft struct {
	WaveID        string   `form:"wave_id" validate:"max=36"`
	Name          string   `form:"name" validate:"required,max=120,oneline"`
	Site          string   `form:"site" validate:"max=120,oneline"`
	StartOn       date.Day `form:"start_on"`
	EndOn         date.Day `form:"end_on"`
	Outcome       Outcome  `form:"outcome" validate:"omitempty,oneof=go adjust stop"`
	OutcomeReason string   `form:"outcome_reason" validate:"required_with=Outcome,max=10000"`
	Version       int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d PilotDraft) BasedOn() int64 { return d.Version }

// Valid checks the order of the days.
func (d PilotDraft) Valid(project.Scope) error { return inOrder("end_on", d.StartOn, d.EndOn) }

// Apply copies the draft onto a pilot; an outcome carries the day it was given.
func (d PilotDraft) Apply(p *Pilot, key project.Scope) {
	p.Keep(key.Text,
		record.Words{Field: "name", Stored: &p.Name, Typed: strings.TrimSpace(d.Name)},
		record.Words{Field: "site", Stored: &p.Site, Typed: strings.TrimSpace(d.Site)},
		record.Words{Field: "outcome_reason", Stored: &p.OutcomeReason, Typed: d.OutcomeReason},
	)
	p.WaveID, p.StartOn, p.EndOn = record.Optional(d.WaveID), d.StartOn, d.EndOn
	if d.Outcome != p.Outcome {
		p.Outcome, p.OutcomeOn = d.Outcome, date.Day{}
		if d.Outcome != "" {
			p.OutcomeOn = key.Today()
		}
	}
}

// Drafted is the pilot as its form shows it to a reader.
func (p Pilot) Drafted(t *i18n.Text) any { return p.Draft(t) }

// Draft is the pilot as its form shows it to a reader.
func (p Pilot) Draft(t *i18n.Text) PilotDraft {
	return PilotDraft{WaveID: record.Given(p.WaveID), Name: p.Named().In(t), Site: p.Phrase("site", p.Site).In(t), StartOn: p.StartOn, EndOn: p.EndOn,
		Outcome: p.Outcome, OutcomeReason: p.Phrase("outcome_reason", p.OutcomeReason).In(t), Version: p.Version}
}

// Verdict says whether a criterion was met.
type Verdict string

// The verdicts.
const (
	Open   Verdict = "open"
	Met    Verdict = "met"
	Missed Verdict = "missed"
)

// Verdicts lists the verdicts.
func Verdicts() []Verdict { return []Verdict{Open, Met, Missed} }

// Criterion is one thing that a pilot must show.
type Criterion struct {
	record.Row `gorm:"embedded"`
	PilotID    string  `json:"pilot_id"`
	Name       string  `json:"name"`
	Target     string  `json:"target"`
	Result     string  `json:"result"`
	Verdict    Verdict `json:"verdict"`
}

// TableName tells GORM.
func (Criterion) TableName() string { return "criterion" }

// RecordKind tells package record.
func (Criterion) RecordKind() record.Kind { return CriterionKind }

// Label is the name.
func (c Criterion) Label() string { return c.Name }

// CriterionDraft is what is typed of a criterion.
type CriterionDraft struct {
	PilotID string  `form:"pilot_id" validate:"required,max=36"`
	Name    string  `form:"name" validate:"required,max=200,oneline"`
	Target  string  `form:"target" validate:"required,max=200,oneline"`
	Result  string  `form:"result" validate:"max=200,oneline"`
	Verdict Verdict `form:"verdict" validate:"required,oneof=open met missed"`
	Version int64   `form:"version"`
}

// BasedOn is the version that the person saw.
func (d CriterionDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a criterion.
func (d CriterionDraft) Apply(c *Criterion, key project.Scope) {
	c.Keep(key.Text,
		record.Words{Field: "name", Stored: &c.Name, Typed: strings.TrimSpace(d.Name)},
		record.Words{Field: "target", Stored: &c.Target, Typed: d.Target},
		record.Words{Field: "result", Stored: &c.Result, Typed: d.Result},
	)
	c.PilotID, c.Verdict = d.PilotID, d.Verdict
}

// Drafted is the criterion as its form shows it to a reader.
func (c Criterion) Drafted(t *i18n.Text) any { return c.Draft(t) }

// Draft is the criterion as its form shows it to a reader.
func (c Criterion) Draft(t *i18n.Text) CriterionDraft {
	return CriterionDraft{PilotID: c.PilotID, Name: c.Phrase("name", c.Name).In(t), Target: c.Phrase("target", c.Target).In(t),
		Result: c.Phrase("result", c.Result).In(t), Verdict: c.Verdict, Version: c.Version}
}
