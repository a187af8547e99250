package framework

import (
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// WinKind names short-term wins in addresses and the log.
const WinKind record.Kind = "win"

// Outcome says what became of a promise.
type Outcome string

// The outcomes.
const (
	Promised  Outcome = "promised"
	Delivered Outcome = "delivered"
	Missed    Outcome = "missed"
)

// Outcomes lists the outcomes.
func Outcomes() []Outcome { return []Outcome{Promised, Delivered, Missed} }

// winStep is the step of Kotter's track that wins belong to.
const winStep = "wins"

// Win is an early result that people were promised, and can see. It belongs to
// the step of short-term wins, and is tagged with the CRM step that it shows in use.
type Win struct {
	record.Row  `gorm:"embedded"`
	record.Tags `gorm:"embedded"`
	Title       string   `json:"title"`
	Measure     string   `json:"measure"`
	OwnerID     *string  `json:"owner_id"`
	PromisedOn  date.Day `json:"promised_on"` // the day for which it was promised
	DeliveredOn date.Day `json:"delivered_on"`
	Status      Outcome  `json:"status"`
}

// TableName tells GORM.
func (Win) TableName() string { return "win" }

// RecordKind tells package record.
func (Win) RecordKind() record.Kind { return WinKind }

// Label is the title.
func (w Win) Label() string { return w.Title }

// Titled is the title as a phrase.
func (w Win) Titled() i18n.Phrase { return w.Phrase("title", w.Title) }

// Measured is how people see it, as a phrase.
func (w Win) Measured() i18n.Phrase { return w.Phrase("measure", w.Measure) }

// Owner is the owner's id, "" for nobody.
func (w Win) Owner() string { return record.Given(w.OwnerID) }

// Late reports whether the promise is still open beyond its day.
func (w Win) Late(today date.Day) bool {
	return w.Status == Promised && !w.PromisedOn.IsZero() && w.PromisedOn.Before(today)
}

// WinDraft is what is typed of a win.
type WinDraft struct {
	Title       string   `form:"title" validate:"required,max=200,oneline"`
	Measure     string   `form:"measure" validate:"max=2000"`
	OwnerID     string   `form:"owner_id" validate:"max=36"`
	PromisedOn  date.Day `form:"promised_on"`
	DeliveredOn date.Day `form:"delivered_on"`
	Status      Outcome  `form:"status" validate:"required,oneof=promised delivered missed"`
	Version     int64    `form:"version"`
	record.Tags
	record.Proposal
}

// FreshWin is a draft that leaves its tags to its words.
func FreshWin() WinDraft { return WinDraft{Status: Promised, Proposal: record.Tags{}.Proposed()} }

// suggested are the tags of a win: an early result, of what its title tells of.
func (d WinDraft) suggested() record.Tags {
	return record.Tags{KotterStep: winStep, GartnerStep: record.Suggest(d.Title, record.Tags{KotterStep: winStep}).GartnerStep}
}

// BasedOn is the version that the person saw.
func (d WinDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a win. What is delivered carries the day: today
// when none was typed; anything else has none.
func (d WinDraft) Apply(w *Win, key project.Scope) {
	w.Keep(key.Text,
		record.Words{Field: "title", Stored: &w.Title, Typed: strings.TrimSpace(d.Title)},
		record.Words{Field: "measure", Stored: &w.Measure, Typed: d.Measure},
	)
	w.OwnerID, w.PromisedOn, w.DeliveredOn, w.Status, w.Tags = record.Optional(d.OwnerID), d.PromisedOn, d.DeliveredOn, d.Status, d.Settle(d.Tags, d.suggested())
	switch {
	case w.Status != Delivered:
		w.DeliveredOn = date.Day{}
	case w.DeliveredOn.IsZero():
		w.DeliveredOn = key.Today()
	}
}

// Drafted is Draft, for a form that is shown again.
func (w Win) Drafted(t *i18n.Text) any { return w.Draft(t) }

// Draft is the win as its form shows it to a reader.
func (w Win) Draft(t *i18n.Text) WinDraft {
	return WinDraft{
		Title: w.Titled().In(t), Measure: w.Measured().In(t), OwnerID: w.Owner(), PromisedOn: w.PromisedOn,
		DeliveredOn: w.DeliveredOn, Status: w.Status, Version: w.Version, Tags: w.Tags,
	}
}
