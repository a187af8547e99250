package framework

import (
	"cmp"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// VisionKind names the change vision in addresses and the log.
const VisionKind record.Kind = "vision"

// State says whether the vision has gone out.
type State string

// The states.
const (
	Drafting     State = "draft"
	Communicated State = "communicated"
)

// States lists the states.
func States() []State { return []State{Drafting, Communicated} }

// Vision is what will be different when the change has succeeded, as it is told.
// A project has one; before anybody has written it, it has no row, is empty and
// of version 0.
type Vision struct {
	record.Row     `gorm:"embedded"`
	Body           string   `json:"body"`
	State          State    `json:"state"`
	CommunicatedOn date.Day `json:"communicated_on"`
}

// TableName tells GORM.
func (Vision) TableName() string { return "vision" }

// RecordKind tells package record.
func (Vision) RecordKind() record.Kind { return VisionKind }

// Label is the beginning of the text.
func (v Vision) Label() string {
	const enough = 80
	if words := []rune(v.Body); len(words) > enough {
		return string(words[:enough]) + "…"
	}
	return v.Body
}

// Told is the text as a phrase.
func (v Vision) Told() i18n.Phrase { return v.Phrase("body", v.Body) }

// VisionDraft is what is typed of the vision. TextKey, for imports, makes the
// text a catalogue's.
type VisionDraft struct {
	Body           string   `form:"body" validate:"required_if=State communicated,max=4000"`
	State          State    `form:"state" validate:"required,oneof=draft communicated"`
	CommunicatedOn date.Day `form:"communicated_on"`
	Version        int64    `form:"version"`
	TextKey        string   `form:"-"`
}

// BasedOn is the version that the person saw.
func (d VisionDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto the vision. One that has gone out carries the day
// on which it did: today when none was typed.
func (d VisionDraft) Apply(v *Vision, key project.Scope) {
	v.Keep(key.Text, record.Words{Field: "body", Stored: &v.Body, Typed: strings.TrimSpace(d.Body)})
	v.TextKey = cmp.Or(d.TextKey, v.TextKey)
	v.State, v.CommunicatedOn = d.State, d.CommunicatedOn
	switch {
	case v.State != Communicated:
		v.CommunicatedOn = date.Day{}
	case v.CommunicatedOn.IsZero():
		v.CommunicatedOn = key.Today()
	}
}

// Drafted is Draft, for a form that is shown again.
func (v Vision) Drafted(t *i18n.Text) any { return v.Draft(t) }

// Draft is the vision as its form shows it to a reader.
func (v Vision) Draft(t *i18n.Text) VisionDraft {
	return VisionDraft{Body: v.Told().In(t), State: v.State, CommunicatedOn: v.CommunicatedOn, Version: v.Version}
}
