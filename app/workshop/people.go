package workshop

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// PeopleFilter narrows the people in a room; empty fields do not.
type PeopleFilter struct {
	Words string `form:"q"`
	Role  Role   `form:"role"`
	database.Order
	record.Page
}

// FindPeople is a page of the people in a room, those who came last first.
func (s *Workshops) FindPeople(ctx context.Context, key project.Scope, id string, f PeopleFilter) (Workshop, record.Paged[Participant], error) {
	var w Workshop
	var found record.Paged[Participant]
	if err := key.Require(project.Assess); err != nil {
		return w, found, err
	}
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if w, err = s.One(ctx, key, id); err != nil {
			return err
		}
		q := tx.Model(&Participant{}).Where("workshop_id = ? AND project_id = ? AND left_at IS NULL", id, key.ProjectID)
		if f.Role != "" {
			q = q.Where("role = ?", f.Role)
		}
		if strings.TrimSpace(f.Words) != "" {
			ids, err := s.called(ctx, key, id, text.Plain(f.Words))
			if err != nil {
				return err
			}
			q = q.Where("id IN ?", append(ids, ""))
		}
		order := f.By(map[string]string{"seat": "seat", "name": "NULLIF(LOWER(name), '')", "role": "NULLIF(role, '')"}, "seat DESC", "seat")
		found, err = record.Fetch[Participant](q, order, f.Page)
		return err
	})
	return w, found, err
}

// called are the ids of those in a room whose name has some plain words in it. A room
// holds few enough people for their names to be compared here, where å is no other
// letter than Å on either database.
func (s *Workshops) called(ctx context.Context, key project.Scope, id, words string) ([]string, error) {
	people, err := s.People(ctx, key, id)
	var ids []string
	for _, p := range people {
		if words != "" && strings.Contains(text.Plain(p.Name), words) {
			ids = append(ids, p.ID)
		}
	}
	return ids, err
}

// Dismiss ends the seats of some participants together; who has lost theirs already is
// passed over. Their cards stay. Their votes that the room has not seen are taken back;
// those that it has seen stay, for the difference would tell what they were.
func (s *Workshops) Dismiss(ctx context.Context, key project.Scope, id string, ids []string) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		var people []Participant
		if err := tx.Where("workshop_id = ? AND id IN ?", id, ids).Order("seat").Find(&people).Error; err != nil {
			return err
		}
		if len(people) == 0 || len(people) < len(ids) {
			return fault.Missing()
		}
		people = slices.DeleteFunc(people, func(p Participant) bool { return p.LeftAt != nil })
		if len(people) == 0 {
			return nil
		}
		return s.dismiss(ctx, tx, key, *w, people)
	})
}

// dismiss ends the seats of people who have one, and tells the room once.
func (s *Workshops) dismiss(ctx context.Context, tx *gorm.DB, key project.Scope, w Workshop, people []Participant) error {
	if w.Live.Stage() != Running {
		return fault.New(fault.Refused, "workshop.fault.not_running")
	}
	at, ids := database.Instant(s.now()), make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	if err := tx.Model(&Participant{}).Where("id IN ?", ids).Update("left_at", at).Error; err != nil {
		return err
	}
	err := tx.Exec(`UPDATE workshop_vote SET value = 0, updated_at = ? WHERE participant_id IN ? AND value > 0 AND EXISTS (SELECT 1 FROM workshop_activity AS a
		WHERE a.id = workshop_vote.activity_id AND a.phase <> ? AND (a.revealed_at IS NULL OR a.revealed_at < workshop_vote.updated_at))`, at, ids, Revealed).Error
	if err != nil {
		return err
	}
	for _, p := range people { // each seat has its line in the log
		if err := record.Log(ctx, tx, key, audit.Changed, record.Ref{Kind: Kind, ID: w.ID}, w.Label(), seatOf{}, seatOf{p.Seat}); err != nil {
			return err
		}
	}
	return parted(ctx, tx, w.ProjectID, w.ID)
}
