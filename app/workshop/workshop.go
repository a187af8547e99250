// Package workshop runs live sessions: a facilitator leads a room through
// activities, participants send cards and votes from their phones, and what they
// said stays hidden until it is revealed. It knows nothing of HTTP.
package workshop

import (
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Kind names workshops in addresses and the log.
const Kind record.Kind = "workshop"

// Letter stands before a workshop's number.
const Letter = "W"

// Naming is whether participants give a name.
type Naming string

// The ways of naming.
const (
	Named     Naming = "named"
	Anonymous Naming = "anonymous"
	Either    Naming = "either" // as each likes
)

// Namings lists the ways of naming.
func Namings() []Naming { return []Naming{Named, Anonymous, Either} }

// Workshop is one session with its agenda. What changes while it runs is its Live.
type Workshop struct {
	record.Row `gorm:"embedded"`
	Title      string   `json:"title"`
	HeldOn     date.Day `json:"held_on"`
	Naming     Naming   `json:"naming"`
	AskRole    bool     `json:"ask_role"`  // participants choose their role
	Tables     int      `json:"tables"`    // breakout tables, 0 for none
	Rehearsal  bool     `json:"rehearsal"` // its voices are made up, and nothing of it is kept
	Live       Live     `json:"-" gorm:"-"`
}

// TableName tells GORM.
func (Workshop) TableName() string { return "workshop" }

// RecordKind tells package record.
func (Workshop) RecordKind() record.Kind { return Kind }

// Label is the title.
func (w Workshop) Label() string { return w.Title }

// Titled is the title as a phrase.
func (w Workshop) Titled() i18n.Phrase { return w.Phrase("title", w.Title) }

// Code is the letter and number by which people name it.
func (w Workshop) Code() string { return w.Row.Coded(Letter) }

// Found is what those who search see of a workshop.
func (w Workshop) Found() record.Found {
	return record.Found{Code: w.Code(), Title: w.Titled()}
}

// Draft is what is typed of a workshop.
type Draft struct {
	Title     string   `form:"title" validate:"required,max=200,oneline"`
	HeldOn    date.Day `form:"held_on" validate:"required"`
	Naming    Naming   `form:"naming" validate:"required,oneof=named anonymous either"`
	AskRole   bool     `form:"ask_role"`
	Tables    int      `form:"tables" validate:"min=0,max=20"`
	Rehearsal bool     `form:"rehearsal"`
	Version   int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a workshop. A rehearsal stays one.
func (d Draft) Apply(w *Workshop, key project.Scope) {
	w.Keep(key.Text, record.Words{Field: "title", Stored: &w.Title, Typed: strings.TrimSpace(d.Title)})
	w.HeldOn, w.Naming, w.AskRole, w.Tables = d.HeldOn, d.Naming, d.AskRole, d.Tables
	if w.ID == "" {
		w.Rehearsal = d.Rehearsal
	}
}

// Drafted is Draft, for a form that is shown again.
func (w Workshop) Drafted(t *i18n.Text) any { return w.Draft(t) }

// Draft is the workshop as its form shows it to a reader.
func (w Workshop) Draft(t *i18n.Text) Draft {
	return Draft{Title: w.Titled().In(t), HeldOn: w.HeldOn, Naming: w.Naming, AskRole: w.AskRole, Tables: w.Tables, Rehearsal: w.Rehearsal, Version: w.Version}
}
