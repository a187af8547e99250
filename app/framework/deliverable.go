package framework

import (
	"cmp"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// DeliverableKind names deliverables in addresses, tags and the log.
const DeliverableKind record.Kind = "deliverable"

// Deliverable is something that a step must bring about, with the evidence that
// it did: a text, a link, a file, a worksheet. SettledOn and SettledBy say since when and
// through whom nothing is owed any more. EvidenceKey is to the evidence and the
// reason what TextKey is to the name: evidence is a project's own while the name
// may still be the catalogue's. Its tags are its own step and, perhaps, one of the
// other track that it helps.
type Deliverable struct {
	record.Row    `gorm:"embedded"`
	record.Tags   `gorm:"embedded"`
	Place         `gorm:"embedded"`
	Position      int64    `json:"position"`
	Name          string   `json:"name"`
	EvidenceKey   string   `json:"evidence_key"`
	EvidenceText  string   `json:"evidence_text"`
	EvidenceLink  string   `json:"evidence_link"`
	FileID        *string  `json:"file_id"`
	Sheet         string   `json:"sheet"` // key of the worksheet that is the evidence, "" for none
	NotApplicable bool     `json:"not_applicable"`
	Reason        string   `json:"reason"` // why it does not apply
	SettledOn     date.Day `json:"settled_on"`
	SettledBy     string   `json:"settled_by"`
}

// TableName tells GORM.
func (Deliverable) TableName() string { return "deliverable" }

// RecordKind tells package record.
func (Deliverable) RecordKind() record.Kind { return DeliverableKind }

// Label is the name.
func (d Deliverable) Label() string { return d.Name }

// Called is the name as a phrase; Named is that of its step.
func (d Deliverable) Called() i18n.Phrase { return d.Phrase("name", d.Name) }

// Hint is what the catalogue says would show it; empty for a deliverable of the
// project's own.
func (d Deliverable) Hint() i18n.Phrase { return d.Phrase("hint", "") }

// Evidence is the evidence's text as a phrase.
func (d Deliverable) Evidence() i18n.Phrase { return d.evidenced().Phrase("evidence", d.EvidenceText) }

// Because is why it does not apply, as a phrase.
func (d Deliverable) Because() i18n.Phrase { return d.evidenced().Phrase("reason", d.Reason) }

// evidenced is a row whose key is that of the evidence.
func (d Deliverable) evidenced() *record.Row { return &record.Row{TextKey: d.EvidenceKey} }

// Settled reports whether nothing is owed: there is evidence, or a reason why it
// does not apply here.
func (d Deliverable) Settled() bool {
	if d.NotApplicable {
		return d.Reason != ""
	}
	return d.EvidenceText != "" || d.EvidenceLink != "" || d.FileID != nil || d.Sheet != ""
}

// settle notes since when and through whom nothing is owed, or that something is.
func (d *Deliverable) settle(on date.Day, by string) {
	switch {
	case !d.Settled():
		d.SettledOn, d.SettledBy = date.Day{}, ""
	case d.SettledOn.IsZero():
		d.SettledOn, d.SettledBy = on, by
	}
}

// DeliverableDraft is what is typed of a deliverable. Upload is a file that comes
// as evidence, without a name when none does; only SaveDeliverable keeps it. For
// imports, SettledOn and SettledBy say when evidence was given before and by whom,
// and EvidenceKey makes evidence and reason a catalogue's.
type DeliverableDraft struct {
	record.Tags
	record.Proposal
	Place
	Name          string        `form:"name" validate:"required,max=200,oneline"`
	EvidenceText  string        `form:"evidence_text" validate:"max=10000"`
	EvidenceLink  string        `form:"evidence_link" validate:"omitempty,max=2000,web"`
	NotApplicable bool          `form:"not_applicable"`
	Reason        string        `form:"reason" validate:"required_if=NotApplicable true,max=2000"`
	RemoveFile    bool          `form:"remove_file"`
	RemoveSheet   bool          `form:"remove_sheet"`
	Version       int64         `form:"version"`
	Upload        record.Upload `form:"-"`
	SettledOn     date.Day      `form:"-"`
	SettledBy     string        `form:"-"`
	EvidenceKey   string        `form:"-"`
	fileID        string        // of the upload, once it is kept
}

// FreshDeliverable is a draft for a step, with the step of the other track that
// usually goes with it.
func FreshDeliverable(at Place) DeliverableDraft {
	d := DeliverableDraft{Place: at}
	d.Tags = d.suggested()
	d.Proposal = d.Tags.Proposed()
	return d
}

// suggested are its own step, and the one of the other track that its name tells of.
func (d DeliverableDraft) suggested() record.Tags {
	return d.Place.own(record.Suggest(d.Name, d.Place.Tags()))
}

// BasedOn is the version that the person saw.
func (d DeliverableDraft) BasedOn() int64 { return d.Version }

// Valid checks that the step exists, and that a reason says something.
func (d DeliverableDraft) Valid(project.Scope) error {
	switch {
	case !d.Known():
		return fault.Missing()
	case d.NotApplicable && strings.TrimSpace(d.Reason) == "":
		return fault.Field("reason", "fault.field.required")
	}
	return nil
}

// Apply copies the draft onto a deliverable.
func (d DeliverableDraft) Apply(row *Deliverable, key project.Scope) {
	row.Keep(key.Text, record.Words{Field: "name", Stored: &row.Name, Typed: strings.TrimSpace(d.Name)})
	evidence := row.evidenced()
	evidence.Keep(key.Text,
		record.Words{Field: "evidence", Stored: &row.EvidenceText, Typed: strings.TrimSpace(d.EvidenceText)},
		record.Words{Field: "reason", Stored: &row.Reason, Typed: strings.TrimSpace(d.Reason)},
	)
	row.EvidenceKey = cmp.Or(d.EvidenceKey, evidence.TextKey)
	row.Tags, row.Place, row.EvidenceLink, row.NotApplicable = d.Settle(d.Place.own(d.Tags), d.suggested()), d.Place, strings.TrimSpace(d.EvidenceLink), d.NotApplicable
	if d.RemoveFile {
		row.FileID = nil
	}
	if d.RemoveSheet {
		row.Sheet = ""
	}
	if d.fileID != "" {
		row.FileID = &d.fileID
	}
	row.settle(d.SettledOn, d.SettledBy)
}

// Drafted is Draft, for a form that is shown again.
func (d Deliverable) Drafted(t *i18n.Text) any { return d.Draft(t) }

// Draft is the deliverable as its form shows it to a reader.
func (d Deliverable) Draft(t *i18n.Text) DeliverableDraft {
	return DeliverableDraft{
		Tags: d.Tags, Place: d.Place, Name: d.Called().In(t), EvidenceText: d.Evidence().In(t), EvidenceLink: d.EvidenceLink,
		NotApplicable: d.NotApplicable, Reason: d.Because().In(t), Version: d.Version,
	}
}
