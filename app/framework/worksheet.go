package framework

import (
	"maps"
	"strconv"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// WorksheetKind names worksheets in addresses and the log.
const WorksheetKind record.Kind = "worksheet"

// WorksheetLetter stands before a worksheet's number.
const WorksheetLetter = "W"

// Readiness says whether a worksheet may be shown.
type Readiness string

// How ready a worksheet is.
const (
	Rough Readiness = "draft"
	Ready Readiness = "ready"
)

// Readinesses lists them.
func Readinesses() []Readiness { return []Readiness{Rough, Ready} }

// The most that a worksheet takes.
const (
	LongestAnswer = 10_000 // of a text
	LongestCell   = 2_000  // of a short text, and of a table's cell
	MostRows      = 60     // of a table
)

// Worksheet is a template as a project has filled it in. A project has one of
// each; before anybody has saved it, it has no row, is empty and of version 0.
type Worksheet struct {
	record.Row `gorm:"embedded"`
	Sheet      string    `json:"sheet"` // key of the template
	OwnerID    *string   `json:"owner_id"`
	State      Readiness `json:"state"`
	ReadyOn    date.Day  `json:"ready_on"`
	Answers    Answers   `json:"answers" gorm:"type:jsonb;serializer:json"`
}

// TableName tells GORM.
func (Worksheet) TableName() string { return "worksheet" }

// RecordKind tells package record.
func (Worksheet) RecordKind() record.Kind { return WorksheetKind }

// Label is the key of the template's name, so that the log can show it in the
// reader's language.
func (w Worksheet) Label() string { return SheetTitle(w.Sheet).Key }

// Code is the number as people name it.
func (w Worksheet) Code() string { return w.Coded(WorksheetLetter) }

// Owner is the owner's id, "" for nobody.
func (w Worksheet) Owner() string { return record.Given(w.OwnerID) }

// Begun reports whether anything stands in it.
func (w Worksheet) Begun() bool { return len(w.Answers) > 0 }

// Said is what stands in a field or a cell, as a phrase.
func (w Worksheet) Said(key string) i18n.Phrase { return w.Phrase(key, w.Answers[key]) }

// Parts is how many of a template's fields are filled in, and how many there are
// to fill in.
func (w Worksheet) Parts(s Sheet) (filled, all int) {
	for _, f := range s.asked() {
		all++
		if w.Answers.Filled(f) {
			filled++
		}
	}
	return filled, all
}

// WorksheetDraft is what is typed of a worksheet. Drop names rows to leave out,
// as Row does. TextKey, for imports, makes the answers a catalogue's.
type WorksheetDraft struct {
	OwnerID string            `form:"owner_id" validate:"max=36"`
	State   Readiness         `form:"state" validate:"required,oneof=draft ready"`
	Cell    map[string]string `form:"cell" validate:"max=2000,dive,max=10000"`
	Drop    map[string]bool   `form:"drop" validate:"max=500"`
	Version int64             `form:"version"`
	TextKey string            `form:"-"`
	sheet   Sheet
}

// BasedOn is the version that the person saw.
func (d WorksheetDraft) BasedOn() int64 { return d.Version }

// Valid checks lengths by what the template asks for, and that what is ready says
// something.
func (d WorksheetDraft) Valid(project.Scope) error {
	wrong := map[string]fault.Text{}
	for _, f := range d.sheet.asked() {
		f.check(d.Cell, wrong)
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	if d.State == Ready && len(d.sheet.tidy(d.Cell, d.Drop)) == 0 {
		return fault.Field("state", "worksheet.fault.empty")
	}
	return nil
}

// check notes what of a field cannot be kept.
func (f SheetAsk) check(typed map[string]string, wrong map[string]fault.Text) {
	short := func(key string) {
		if n := len([]rune(typed[key])); n > LongestCell {
			wrong["cell["+key+"]"] = fault.Text{Key: "fault.field.max_length", Args: []any{"limit", strconv.Itoa(LongestCell)}}
		}
	}
	switch f.Kind {
	case Short:
		short(f.Key)
	case Table:
		rows := rowsTyped(typed, f.Key)
		if len(rows) > MostRows {
			wrong["cell["+f.Key+"]"] = fault.Text{Key: "worksheet.fault.rows", Args: []any{"limit", strconv.Itoa(MostRows)}}
		}
		for _, row := range rows {
			for _, column := range f.Columns {
				short(Cell(f.Key, row, column))
			}
		}
	}
}

// Apply copies the draft onto a worksheet. What is ready carries the day since
// when it is.
func (d WorksheetDraft) Apply(w *Worksheet, key project.Scope) {
	answers := d.sheet.tidy(d.Cell, d.Drop)
	if w.TextKey == "" || !w.says(answers, key.Text) {
		w.Answers, w.TextKey = answers, d.TextKey
	}
	w.Sheet, w.OwnerID, w.State = d.sheet.Key, record.Optional(d.OwnerID), d.State
	switch {
	case w.State != Ready:
		w.ReadyOn = date.Day{}
	case w.ReadyOn.IsZero():
		w.ReadyOn = key.Today()
	}
}

// says reports whether a worksheet whose words are a catalogue's reads just so.
func (w Worksheet) says(typed Answers, t *i18n.Text) bool {
	return maps.Equal(typed, w.in(t))
}

// in is what stands in the worksheet, in the reader's words.
func (w Worksheet) in(t *i18n.Text) Answers {
	a := make(Answers, len(w.Answers))
	for key := range w.Answers {
		a[key] = w.Said(key).In(t)
	}
	return a
}

// Drafted is Draft, for a form that is shown again.
func (w Worksheet) Drafted(t *i18n.Text) any { return w.Draft(t) }

// Draft is the worksheet as its form shows it to a reader.
func (w Worksheet) Draft(t *i18n.Text) WorksheetDraft {
	return WorksheetDraft{OwnerID: w.Owner(), State: w.State, Cell: w.in(t), Version: w.Version}
}
