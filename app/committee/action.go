package committee

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// ActionKind names actions in the log.
const ActionKind record.Kind = "meeting_action"

// Action is what somebody has to do after a meeting, by a day. It becomes a task of
// the roll-out, once.
type Action struct {
	record.Row `gorm:"embedded"`
	MeetingID  string   `json:"meeting_id"`
	ItemID     string   `json:"item_id"`
	Title      string   `json:"title"`
	OwnerID    *string  `json:"owner_id"`
	DueOn      date.Day `json:"due_on"`
	TaskID     string   `json:"task_id"` // "" until it is a task
}

// TableName tells GORM.
func (Action) TableName() string { return "meeting_action" }

// RecordKind tells package record.
func (Action) RecordKind() record.Kind { return ActionKind }

// Label is the title.
func (a Action) Label() string { return a.Title }

// Titled is the title as a phrase.
func (a Action) Titled() i18n.Phrase { return a.Phrase("title", a.Title) }

// Owner is who does it, "" for nobody.
func (a Action) Owner() string { return record.Given(a.OwnerID) }

// ActionDraft is what is typed of an action.
type ActionDraft struct {
	Title     string   `form:"title" validate:"required,max=200,oneline"`
	OwnerID   string   `form:"owner_id" validate:"max=36"`
	DueOn     date.Day `form:"due_on"`
	Version   int64    `form:"version"`
	MeetingID string   `form:"-"`
	ItemID    string   `form:"-"`
}

// BasedOn is the version that the person saw.
func (d ActionDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto an action.
func (d ActionDraft) Apply(a *Action, key project.Scope) {
	if a.ItemID == "" {
		a.MeetingID, a.ItemID = d.MeetingID, d.ItemID
	}
	a.Keep(key.Text, record.Words{Field: "title", Stored: &a.Title, Typed: strings.TrimSpace(d.Title)})
	a.OwnerID, a.DueOn = record.Optional(d.OwnerID), d.DueOn
}

// Drafted is Draft, for a form that is shown again.
func (a Action) Drafted(t *i18n.Text) any { return a.Draft(t) }

// Draft is the action as its form shows it to a reader.
func (a Action) Draft(t *i18n.Text) ActionDraft {
	return ActionDraft{Title: a.Titled().In(t), OwnerID: a.Owner(), DueOn: a.DueOn, Version: a.Version}
}

// checkAction sees to it that the action is one of a point of an open meeting.
func checkAction(tx *gorm.DB, key project.Scope, a *Action) error {
	if err := open(tx, key, a.MeetingID); err != nil {
		return err
	}
	if err := project.CheckPeople(tx, key, map[string]string{"owner_id": a.Owner()}); err != nil {
		return err
	}
	var n int64
	err := rows[Item](tx, key).Where("meeting_id = ? AND id = ?", a.MeetingID, a.ItemID).Count(&n).Error
	if err == nil && n == 0 {
		err = fault.Missing()
	}
	return err
}

// keepAction keeps what is a task: that is changed in the roll-out.
func keepAction(tx *gorm.DB, key project.Scope, a *Action) error {
	if a.TaskID != "" {
		return fault.Broken("meeting.fault.task")
	}
	return open(tx, key, a.MeetingID)
}

// mostActions is how many actions a meeting has at most.
const mostActions = 200

// ActionsOf are the actions of a meeting, in the order in which they were noted.
func (s *Committees) ActionsOf(ctx context.Context, key project.Scope, meetingID string) ([]Action, error) {
	var all []Action
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return rows[Action](tx, key).Where("meeting_id = ?", meetingID).Order("number").Limit(mostActions).Find(&all).Error
	})
	return all, err
}
