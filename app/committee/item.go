package committee

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// ItemKind names points of an agenda in addresses and the log.
const ItemKind record.Kind = "meeting_item"

// Sort says what a point of an agenda is about.
type Sort string

// The sorts.
const (
	OfReport   Sort = "report"   // to be reviewed
	OfDecision Sort = "decision" // that is asked
	OfGate     Sort = "gate"     // a pilot that waits for go, adjust or stop
	Free       Sort = "free"
)

// Sorts lists the sorts.
func Sorts() []Sort { return []Sort{OfReport, OfDecision, OfGate, Free} }

// Item is a point of a meeting's agenda, and what the minutes say of it. What it is
// about is known by id and by the title that it had.
type Item struct {
	record.Row     `gorm:"embedded"`
	MeetingID      string  `json:"meeting_id"`
	Place          int     `json:"-"` // from 1; the meeting's own, so that a point that comes back stays where it stood
	Kind           Sort    `json:"kind"`
	RefID          string  `json:"ref_id"` // "" of what is free
	Title          string  `json:"title"`
	Minutes        int     `json:"minutes"` // planned
	PresenterID    *string `json:"presenter_id"`
	Said           string  `json:"said"`
	DecisionID     string  `json:"decision_id"` // what was decided, "" for nothing
	VotesFor       int     `json:"votes_for"`
	VotesAgainst   int     `json:"votes_against"`
	VotesAbstained int     `json:"votes_abstained"`
}

// TableName tells GORM.
func (Item) TableName() string { return "meeting_item" }

// RecordKind tells package record.
func (Item) RecordKind() record.Kind { return ItemKind }

// Label is the title.
func (i Item) Label() string { return i.Title }

// Titled is the title as a phrase.
func (i Item) Titled() i18n.Phrase { return i.Phrase("title", i.Title) }

// Told is what was said, as a phrase.
func (i Item) Told() i18n.Phrase { return i.Phrase("said", i.Said) }

// Presenter is who presents it, "" for nobody.
func (i Item) Presenter() string { return record.Given(i.PresenterID) }

// Votes are those of what was decided; none where all agreed without a vote.
func (i Item) Votes(members int) Votes {
	return Votes{For: i.VotesFor, Against: i.VotesAgainst, Abstained: i.VotesAbstained, Members: members}
}

// ItemDraft is what is typed of a point, and of what was said at it.
type ItemDraft struct {
	Title       string `form:"title" validate:"required,max=300,oneline"`
	Minutes     int    `form:"minutes" validate:"min=0,max=600"`
	PresenterID string `form:"presenter_id" validate:"max=36"`
	Said        string `form:"said" validate:"max=10000"`
	Version     int64  `form:"version"`
	MeetingID   string `form:"-"`
	Kind        Sort   `form:"-" validate:"omitempty,oneof=report decision gate free"`
	RefID       string `form:"-" validate:"max=36"`
}

// BasedOn is the version that the person saw.
func (d ItemDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a point. What it is about is said once.
func (d ItemDraft) Apply(i *Item, key project.Scope) {
	if i.MeetingID == "" {
		i.MeetingID, i.Kind, i.RefID = d.MeetingID, d.Kind, d.RefID
		if i.Kind == "" {
			i.Kind = Free
		}
	}
	i.Keep(key.Text,
		record.Words{Field: "title", Stored: &i.Title, Typed: strings.TrimSpace(d.Title)},
		record.Words{Field: "said", Stored: &i.Said, Typed: strings.TrimSpace(d.Said)},
	)
	i.Minutes, i.PresenterID = d.Minutes, record.Optional(d.PresenterID)
}

// Drafted is Draft, for a form that is shown again.
func (i Item) Drafted(t *i18n.Text) any { return i.Draft(t) }

// Draft is the point as its form shows it to a reader.
func (i Item) Draft(t *i18n.Text) ItemDraft {
	return ItemDraft{Title: i.Titled().In(t), Minutes: i.Minutes, PresenterID: i.Presenter(), Said: i.Told().In(t), Version: i.Version}
}

// checkItem sees to it that the meeting is there and its minutes are open, and gives
// a new point its place at the end.
func checkItem(tx *gorm.DB, key project.Scope, i *Item) error {
	if err := open(tx, key, i.MeetingID); err != nil {
		return err
	}
	if err := project.CheckPeople(tx, key, map[string]string{"presenter_id": i.Presenter()}); err != nil {
		return err
	}
	if i.Place > 0 {
		return nil
	}
	var there []int
	if err := tx.Model(&Item{}).Where("id = ?", i.ID).Pluck("place", &there).Error; err != nil {
		return err
	}
	if len(there) > 0 {
		i.Place = there[0]
		return nil
	}
	var most struct{ Last, Size int }
	err := rows[Item](tx, key).Where("meeting_id = ?", i.MeetingID).Select("COALESCE(MAX(place), 0) AS last, COUNT(*) AS size").Scan(&most).Error
	if err == nil && most.Size >= mostItems {
		err = fault.Field("title", "meeting.fault.items", "most", mostItems)
	}
	i.Place = most.Last + 1
	return err
}

// mostItems is how many points an agenda has at most.
const mostItems = 60

// open is nil for a meeting of the project whose minutes are not closed. They stay
// open until the transaction ends.
func open(tx *gorm.DB, key project.Scope, meetingID string) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody closes them meanwhile
		return err
	}
	var m Meeting
	if err := record.Take(tx, key, meetingID, &m); err != nil {
		return err
	}
	return keepMinutes(tx, key, &m)
}

// keepItem keeps a point at which something was decided.
func keepItem(tx *gorm.DB, key project.Scope, i *Item) error {
	if i.DecisionID != "" {
		return fault.Broken("meeting.fault.decided")
	}
	return open(tx, key, i.MeetingID)
}

// Agenda are the points of a meeting in their order.
func (s *Committees) Agenda(ctx context.Context, key project.Scope, meetingID string) ([]Item, error) {
	var all []Item
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return rows[Item](tx, key).Where("meeting_id = ?", meetingID).Order("place, number").Limit(mostItems).Find(&all).Error
	})
	return all, err
}

// Move puts a point at another place of the agenda, counted from 1.
func (s *Committees) Move(ctx context.Context, key project.Scope, meetingID string, version int64, itemID string, place int) error {
	_, err := s.Meetings.Change(ctx, key, meetingID, version, func(m *Meeting) error {
		from := slices.Index(m.Order, itemID)
		if from < 0 {
			return fault.Missing()
		}
		order := slices.Delete(slices.Clone(m.Order), from, from+1)
		m.Order = slices.Insert(order, min(max(place-1, 0), len(order)), itemID)
		return nil
	})
	return err
}

// loadOrder reads the ids of a meeting's points in their order.
func loadOrder(tx *gorm.DB, key project.Scope, m *Meeting) error {
	return rows[Item](tx, key).Where("meeting_id = ?", m.ID).Order("place, number").Limit(mostItems).Pluck("id", &m.Order).Error
}

// keepOrder gives the points their places. What came onto the agenda since stands
// after them.
func keepOrder(tx *gorm.DB, key project.Scope, before, m *Meeting) error {
	if before == nil || slices.Equal(before.Order, m.Order) {
		return nil
	}
	for _, id := range before.Order {
		if !slices.Contains(m.Order, id) {
			m.Order = append(m.Order, id)
		}
	}
	for i, id := range m.Order {
		if err := rows[Item](tx, key).Where("meeting_id = ? AND id = ?", m.ID, id).Update("place", i+1).Error; err != nil {
			return err
		}
	}
	return nil
}
