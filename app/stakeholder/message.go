package stakeholder

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// MessageKind names messages in addresses, tags and the log.
const MessageKind record.Kind = "message"

// MessageLetter stands before a message's number.
const MessageLetter = "M"

// Channel is how a message reaches people.
type Channel string

// The channels, those where people can answer first.
const (
	Workshop Channel = "workshop"
	Seminar  Channel = "seminar"
	Meeting  Channel = "meeting"
	OneToOne Channel = "one_to_one"
	Mail     Channel = "mail"
	Intranet Channel = "intranet"
)

// Channels lists the channels.
func Channels() []Channel { return []Channel{Workshop, Seminar, Meeting, OneToOne, Mail, Intranet} }

// MessageStatus says what has become of a message.
type MessageStatus string

// What may become of a message.
const (
	MessagePlanned   MessageStatus = "planned"
	MessageSent      MessageStatus = "sent"
	MessageCancelled MessageStatus = "cancelled"
)

// MessageStatuses lists them.
func MessageStatuses() []MessageStatus {
	return []MessageStatus{MessagePlanned, MessageSent, MessageCancelled}
}

// Message is something that a group of people is told about the change.
type Message struct {
	record.Row  `gorm:"embedded"`
	record.Tags `gorm:"embedded"`
	Subject     string        `json:"subject"`
	SubjectFold string        `json:"-"`
	Body        string        `json:"body"`
	Audience    string        `json:"audience"`
	Channel     Channel       `json:"channel"`
	SenderID    *string       `json:"sender_id"` // who says it
	PlannedOn   date.Day      `json:"planned_on"`
	SentOn      date.Day      `json:"sent_on"`
	Status      MessageStatus `json:"status"`
	Reach       int64         `json:"reach"` // how many people it came to
}

// TableName tells GORM.
func (Message) TableName() string { return "message" }

// RecordKind tells package record.
func (Message) RecordKind() record.Kind { return MessageKind }

// Label is the subject.
func (m Message) Label() string { return m.Subject }

// Code is the number as people name it.
func (m Message) Code() string { return m.Coded(MessageLetter) }

// Titled is the subject as a phrase.
func (m Message) Titled() i18n.Phrase { return m.Phrase("text", m.Subject) }

// For is the audience as a phrase.
func (m Message) For() i18n.Phrase { return m.Phrase("audience", m.Audience) }

// Sender is the id of who says it, "" for nobody.
func (m Message) Sender() string { return record.Given(m.SenderID) }

// Overdue reports whether the message should have been sent by now.
func (m Message) Overdue(today date.Day) bool {
	return overdue(m.Status == MessagePlanned, m.PlannedOn, today)
}

// MessageDraft is what is typed of a message.
type MessageDraft struct {
	Subject   string        `form:"subject" validate:"required,max=200,oneline"`
	Body      string        `form:"body" validate:"max=10000"`
	Audience  string        `form:"audience" validate:"required,max=200,oneline"`
	Channel   Channel       `form:"channel" validate:"required,oneof=workshop seminar meeting one_to_one mail intranet"`
	SenderID  string        `form:"sender_id" validate:"max=36"`
	PlannedOn date.Day      `form:"planned_on"`
	SentOn    date.Day      `form:"sent_on"`
	Status    MessageStatus `form:"status" validate:"required,oneof=planned sent cancelled"`
	Reach     int64         `form:"reach" validate:"min=0,max=10000000"`
	Version   int64         `form:"version"`
	record.Tags
	record.Proposal
}

// FreshMessage is a draft with the values that a new message usually begins with.
func FreshMessage() MessageDraft {
	d := MessageDraft{Channel: Workshop, Status: MessagePlanned}
	d.Tags = d.suggested()
	d.Proposal = d.Tags.Proposed()
	return d
}

// suggested are the tags of a message: it communicates, about what its subject
// tells of.
func (d MessageDraft) suggested() record.Tags {
	return record.Tags{KotterStep: "communicate", GartnerStep: record.Suggest(d.Subject, record.Tags{KotterStep: "communicate"}).GartnerStep}
}

// BasedOn is the version that the person saw.
func (d MessageDraft) BasedOn() int64 { return d.Version }

// Valid refuses a message without words, or sent on a day to come.
func (d MessageDraft) Valid(key project.Scope) error {
	if err := written(map[string]string{"subject": d.Subject, "audience": d.Audience}); err != nil {
		return err
	}
	return notAhead("sent_on", d.Status == MessageSent, d.SentOn, key)
}

// Apply copies the draft onto a message. One that is sent carries the day: today
// when none was typed; any other has none, and has reached nobody.
func (d MessageDraft) Apply(m *Message, key project.Scope) {
	m.Keep(key.Text,
		record.Words{Field: "text", Stored: &m.Subject, Typed: strings.TrimSpace(d.Subject)},
		record.Words{Field: "body", Stored: &m.Body, Typed: d.Body},
		record.Words{Field: "audience", Stored: &m.Audience, Typed: strings.TrimSpace(d.Audience)},
	)
	m.Channel, m.SenderID, m.PlannedOn, m.Status, m.Tags = d.Channel, record.Optional(d.SenderID), d.PlannedOn, d.Status, d.Settle(d.Tags, d.suggested())
	sent := d.Status == MessageSent
	m.SentOn, m.Reach = happened(sent, d.SentOn, key.Today()), 0
	if sent {
		m.Reach = d.Reach
	}
}

// Drafted is Draft, for a form that is shown again.
func (m Message) Drafted(t *i18n.Text) any { return m.Draft(t) }

// Draft is the message as its form shows it to a reader.
func (m Message) Draft(t *i18n.Text) MessageDraft {
	return MessageDraft{
		Subject: m.Titled().In(t), Body: m.Phrase("body", m.Body).In(t), Audience: m.For().In(t),
		Channel: m.Channel, SenderID: m.Sender(), PlannedOn: m.PlannedOn, SentOn: m.SentOn, Status: m.Status, Reach: m.Reach,
		Version: m.Version, Tags: m.Tags,
	}
}

// MessageFilter narrows the messages; empty fields do not.
type MessageFilter struct {
	Status   MessageStatus `form:"status"`
	Channel  Channel       `form:"channel"`
	SenderID string        `form:"sender"`
	Overdue  bool          `form:"overdue"`
	Words    string        `form:"q"`
	Sort     string        `form:"sort"`
	Desc     bool          `form:"desc"`
	record.Tags
	record.Page
}

// FindMessages is a page of the messages: what is planned by its day, then the
// rest from the latest.
func (s *Stakeholders) FindMessages(ctx context.Context, key project.Scope, f MessageFilter) (record.Paged[Message], error) {
	columns := map[string]string{"number": "number", "subject": "subject_fold", "planned": "planned_on", "sent": "sent_on", "status": "status", "reach": "reach",
		"channel": "channel", "sender": record.NameOf("message", "sender_id")}
	return find[Message](ctx, s.db, key, func(q *gorm.DB) *gorm.DB {
		return planned(equal(q, map[string]string{"status": string(f.Status), "channel": string(f.Channel), "sender_id": f.SenderID,
			"kotter_step": f.KotterStep, "gartner_step": f.GartnerStep}), key, f.Overdue, "subject_fold", f.Words)
	}, order(columns, f.Sort, f.Desc, plannedFirst("sent_on")), f.Page)
}

// planned narrows a query to what is overdue, and to words in a folded column.
func planned(q *gorm.DB, key project.Scope, overdue bool, column, words string) *gorm.DB {
	if overdue {
		q = q.Where("status = 'planned' AND planned_on < ?", key.Today())
	}
	if words = strings.TrimSpace(words); words != "" {
		q = q.Where(column+" LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(words))+"%")
	}
	return q
}

// plannedFirst is the usual order of what is planned and then comes about on the
// day in a column; what was cancelled stands last.
func plannedFirst(column string) string {
	return "CASE status WHEN 'planned' THEN 0 WHEN 'cancelled' THEN 2 ELSE 1 END, " +
		"CASE WHEN status = 'planned' AND planned_on IS NULL THEN 1 ELSE 0 END, CASE WHEN status = 'planned' THEN planned_on END, " + column + " DESC, number DESC"
}
