package workshop

import (
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Past is how a planned workshop went that was held without phones: who was there,
// nobody by name, and what they said.
type Past struct {
	Began  time.Time
	Ended  time.Time
	People []Role
	Said   map[string]Said // by activity; the others were left out
}

// Said is what the people said in an activity, in their order, of each subject that it
// offers (0 for nothing), and what they agreed on.
type Said struct {
	Voices map[string][]int
	Agreed map[string]Agreed
}

// Hold writes down at once how a planned workshop went, as it stands after its end:
// what was said is revealed, and nobody comes in.
func (s *Workshops) Hold(ctx context.Context, key project.Scope, id string, p Past) error {
	return s.noted(ctx, key, id, func(_ context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Planned {
			return fault.New(fault.Refused, "workshop.fault.running")
		}
		began, ended := database.Instant(p.Began), database.Instant(p.Ended)
		w.Live.OpenedAt, w.Live.EndedAt = &began, &ended
		people := p.seated(*w)
		if len(people) > 0 {
			if err := tx.CreateInBatches(&people, 200).Error; err != nil {
				return err
			}
		}
		if votes := p.votes(*w, people); len(votes) > 0 {
			if err := tx.CreateInBatches(&votes, 200).Error; err != nil {
				return err
			}
		}
		for activity, said := range p.Said {
			shown := Activity{Phase: Revealed, OpenedAt: &began, RevealedAt: &ended, OutcomeJSON: written(Outcome{Agreed: said.Agreed})}
			err := tx.Model(&Activity{}).Where("workshop_id = ? AND id = ?", w.ID, activity).Select("phase", "opened_at", "revealed_at", "outcome").Updates(shown).Error
			if err != nil {
				return err
			}
		}
		return saveLive(tx, w.Live)
	})
}

// seated are the people on their seats.
func (p Past) seated(w Workshop) []Participant {
	people := make([]Participant, len(p.People))
	for i, role := range p.People {
		people[i] = Participant{ID: database.NewID(), WorkshopID: w.ID, OrganisationID: w.OrganisationID, ProjectID: w.ProjectID,
			Role: role, Seat: i + 1, Proxy: true, JoinedAt: database.Instant(p.Began)}
	}
	return people
}

// votes are what each of the people said.
func (p Past) votes(w Workshop, people []Participant) []Vote {
	var all []Vote
	for _, activity := range slices.Sorted(maps.Keys(p.Said)) {
		voices := p.Said[activity].Voices
		for _, subject := range slices.Sorted(maps.Keys(voices)) {
			for i, value := range voices[subject] {
				if value > 0 && i < len(people) {
					all = append(all, Vote{ActivityID: activity, Subject: subject, ParticipantID: people[i].ID, WorkshopID: w.ID, OrganisationID: w.OrganisationID,
						ProjectID: w.ProjectID, Role: people[i].Role, Value: value, Sent: 1, UpdatedAt: database.Instant(p.Began)})
				}
			}
		}
	}
	return all
}
