package stakeholder

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// TrainingKind names trainings in addresses, tags and the log.
const TrainingKind record.Kind = "training"

// TrainingLetter stands before a training's number.
const TrainingLetter = "TR"

// TrainingStatus says what has become of a training.
type TrainingStatus string

// What may become of a training.
const (
	TrainingPlanned   TrainingStatus = "planned"
	TrainingHeld      TrainingStatus = "held"
	TrainingCancelled TrainingStatus = "cancelled"
)

// TrainingStatuses lists them.
func TrainingStatuses() []TrainingStatus {
	return []TrainingStatus{TrainingPlanned, TrainingHeld, TrainingCancelled}
}

// Training is one occasion on which people learn the new way of working.
type Training struct {
	record.Row  `gorm:"embedded"`
	record.Tags `gorm:"embedded"`
	Topic       string         `json:"topic"`
	TopicFold   string         `json:"-"`
	Audience    string         `json:"audience"`
	Trainer     string         `json:"trainer"` // often from outside, so a name and no person of the project
	Note        string         `json:"note"`
	PlannedOn   date.Day       `json:"planned_on"`
	HeldOn      date.Day       `json:"held_on"`
	Minutes     int64          `json:"minutes"`
	Places      int64          `json:"places"`
	Attended    int64          `json:"attended"`
	Status      TrainingStatus `json:"status"`
}

// TableName tells GORM.
func (Training) TableName() string { return "training" }

// RecordKind tells package record.
func (Training) RecordKind() record.Kind { return TrainingKind }

// Label is the topic.
func (t Training) Label() string { return t.Topic }

// Code is the number as people name it.
func (t Training) Code() string { return t.Coded(TrainingLetter) }

// Titled is the topic as a phrase.
func (t Training) Titled() i18n.Phrase { return t.Phrase("topic", t.Topic) }

// For is the audience as a phrase.
func (t Training) For() i18n.Phrase { return t.Phrase("audience", t.Audience) }

// Led is who trains, as a phrase.
func (t Training) Led() i18n.Phrase { return t.Phrase("trainer", t.Trainer) }

// Overdue reports whether the training should have been held by now.
func (t Training) Overdue(today date.Day) bool {
	return overdue(t.Status == TrainingPlanned, t.PlannedOn, today)
}

// TrainingDraft is what is typed of a training.
type TrainingDraft struct {
	Topic     string         `form:"topic" validate:"required,max=200,oneline"`
	Audience  string         `form:"audience" validate:"required,max=200,oneline"`
	Trainer   string         `form:"trainer" validate:"max=200,oneline"`
	Note      string         `form:"note" validate:"max=10000"`
	PlannedOn date.Day       `form:"planned_on"`
	HeldOn    date.Day       `form:"held_on"`
	Minutes   int64          `form:"minutes" validate:"min=0,max=60000"`
	Places    int64          `form:"places" validate:"min=0,max=100000"`
	Attended  int64          `form:"attended" validate:"min=0,max=100000"`
	Status    TrainingStatus `form:"status" validate:"required,oneof=planned held cancelled"`
	Version   int64          `form:"version"`
	record.Tags
	record.Proposal
}

// FreshTraining is a draft with the values that a new training usually begins
// with.
func FreshTraining() TrainingDraft {
	d := TrainingDraft{Status: TrainingPlanned, Minutes: 120, Places: 12}
	d.Tags = d.suggested()
	d.Proposal = d.Tags.Proposed()
	return d
}

// suggested are the tags of a training: it enables, for what its topic tells of.
func (d TrainingDraft) suggested() record.Tags {
	return record.Tags{KotterStep: "enable", GartnerStep: record.Suggest(d.Topic, record.Tags{KotterStep: "enable"}).GartnerStep}
}

// BasedOn is the version that the person saw.
func (d TrainingDraft) BasedOn() int64 { return d.Version }

// Valid refuses a training without words, or held on a day to come.
func (d TrainingDraft) Valid(key project.Scope) error {
	if err := written(map[string]string{"topic": d.Topic, "audience": d.Audience}); err != nil {
		return err
	}
	return notAhead("held_on", d.Status == TrainingHeld, d.HeldOn, key)
}

// Apply copies the draft onto a training. One that was held carries the day: today
// when none was typed; any other has none, and nobody attended.
func (d TrainingDraft) Apply(t *Training, key project.Scope) {
	t.Keep(key.Text,
		record.Words{Field: "topic", Stored: &t.Topic, Typed: strings.TrimSpace(d.Topic)},
		record.Words{Field: "audience", Stored: &t.Audience, Typed: strings.TrimSpace(d.Audience)},
		record.Words{Field: "trainer", Stored: &t.Trainer, Typed: strings.TrimSpace(d.Trainer)},
		record.Words{Field: "note", Stored: &t.Note, Typed: d.Note},
	)
	t.PlannedOn, t.Minutes, t.Places, t.Status, t.Tags = d.PlannedOn, d.Minutes, d.Places, d.Status, d.Settle(d.Tags, d.suggested())
	held := d.Status == TrainingHeld
	t.HeldOn, t.Attended = happened(held, d.HeldOn, key.Today()), 0
	if held {
		t.Attended = d.Attended
	}
}

// Drafted is Draft, for a form that is shown again.
func (t Training) Drafted(text *i18n.Text) any { return t.Draft(text) }

// Draft is the training as its form shows it to a reader.
func (t Training) Draft(text *i18n.Text) TrainingDraft {
	return TrainingDraft{
		Topic: t.Titled().In(text), Audience: t.For().In(text),
		Trainer: t.Led().In(text), Note: t.Phrase("note", t.Note).In(text),
		PlannedOn: t.PlannedOn, HeldOn: t.HeldOn, Minutes: t.Minutes, Places: t.Places, Attended: t.Attended, Status: t.Status,
		Version: t.Version, Tags: t.Tags,
	}
}

// TrainingFilter narrows the trainings; empty fields do not.
type TrainingFilter struct {
	Status  TrainingStatus `form:"status"`
	Overdue bool           `form:"overdue"`
	Words   string         `form:"q"`
	Sort    string         `form:"sort"`
	Desc    bool           `form:"desc"`
	record.Tags
	record.Page
}

// FindTrainings is a page of the trainings: what is planned by its day, then the
// rest from the latest.
func (s *Stakeholders) FindTrainings(ctx context.Context, key project.Scope, f TrainingFilter) (record.Paged[Training], error) {
	columns := map[string]string{"number": "number", "topic": "topic_fold", "planned": "planned_on", "held": "held_on", "status": "status", "attended": "attended", "length": "minutes"}
	return find[Training](ctx, s.db, key, func(q *gorm.DB) *gorm.DB {
		return planned(equal(q, map[string]string{"status": string(f.Status), "kotter_step": f.KotterStep, "gartner_step": f.GartnerStep}),
			key, f.Overdue, "topic_fold", f.Words)
	}, order(columns, f.Sort, f.Desc, plannedFirst("held_on")), f.Page)
}
