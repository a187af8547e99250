package workshop

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// Table is all that whoever leads a workshop has before them.
type Table struct {
	State
	Agenda []Activity
	People []Participant             // in the order of their coming
	Taken  []Card                    // that were taken away from the room
	Spoken map[string]map[string]int // what those without a phone said in what is on: participant → subject → value
}

// Proxies are the people without a phone.
func (t Table) Proxies() []Participant {
	return slices.DeleteFunc(slices.Clone(t.People), func(p Participant) bool { return !p.Proxy })
}

// MadeUp is how many of those in the room are made up for a rehearsal.
func (t Table) MadeUp() int {
	n := 0
	for _, p := range t.People {
		if p.MadeUp {
			n++
		}
	}
	return n
}

// Next is the activity after what is on, the first before anything is, nil after the last.
func (t Table) Next() *Activity {
	i := 0
	if t.Activity != nil {
		i = t.Activity.Place
	}
	if i >= len(t.Agenda) {
		return nil
	}
	return &t.Agenda[i]
}

// Back is the phase before one, "" before the first.
func (p Phase) Back() Phase {
	if i := slices.Index(Phases(), p); i > 0 {
		return Phases()[i-1]
	}
	return ""
}

// Table reads what whoever leads a workshop has before them. What is hidden from the
// room is hidden from them too.
func (s *Workshops) Table(ctx context.Context, key project.Scope, id string) (Table, error) {
	var t Table
	if err := key.Require(project.Assess); err != nil {
		return t, err
	}
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if _, t.Agenda, err = s.Agenda(ctx, key, id); err != nil {
			return err
		}
		if t.State, err = s.Room(ctx, id); err != nil {
			return err
		}
		if t.People, err = s.People(ctx, key, id); err != nil || t.Activity == nil {
			return err
		}
		if err := tx.Where("activity_id = ? AND hidden = ? AND merged_into = ''", t.Activity.ID, true).Order("created_at, id").Find(&t.Taken).Error; err != nil {
			return err
		}
		return t.listen(tx)
	})
	return t, err
}

// listen reads what those without a phone said, of a card that stands for others all
// that they said of these.
func (t *Table) listen(tx *gorm.DB) error {
	var votes []Vote
	err := tx.Where("activity_id = ? AND participant_id IN (SELECT id FROM workshop_participant WHERE workshop_id = ? AND proxy = ?)", t.Activity.ID, t.Activity.WorkshopID, true).
		Find(&votes).Error
	t.Spoken = map[string]map[string]int{}
	for _, v := range votes {
		if t.Spoken[v.ParticipantID] == nil {
			t.Spoken[v.ParticipantID] = map[string]int{}
		}
		t.Spoken[v.ParticipantID][cmp.Or(t.merged[v.Subject], v.Subject)] += v.Value
	}
	return err
}

// SpeakFor keeps all that somebody without a phone says in an activity, by subject;
// dots that they move are taken back before they are given anew.
func (s *Workshops) SpeakFor(ctx context.Context, key project.Scope, id, activityID, participantID string, votes map[string]int) error {
	sent := s.now().UnixMilli()
	drafts := make([]VoteDraft, 0, 2*len(votes))
	for _, subject := range slices.Sorted(maps.Keys(votes)) {
		drafts = append(drafts, VoteDraft{Subject: subject, Sent: sent})
	}
	for _, subject := range slices.Sorted(maps.Keys(votes)) {
		drafts = append(drafts, VoteDraft{Subject: subject, Value: votes[subject], Sent: sent + 1})
	}
	return s.DB.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		for _, d := range drafts {
			if err := s.VoteFor(ctx, key, id, activityID, participantID, d); err != nil {
				return err
			}
		}
		return nil
	})
}
