package workshop

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// TakenKind names what was taken over into the project, as the origin of a row and in
// the log.
const TakenKind record.Kind = "workshop_taken"

// Taken is what a card, an option or a whole activity has become in the project, with
// its words and votes as they were when it was taken over.
type Taken struct {
	ID             string      `json:"id" gorm:"primaryKey"`
	OrganisationID string      `json:"organisation_id"`
	ProjectID      string      `json:"project_id"`
	WorkshopID     string      `json:"workshop_id"`
	ActivityID     string      `json:"activity_id"`
	Subject        string      `json:"subject"` // an option's key, a card's id, or the activity's
	Kind           record.Kind `json:"kind"`
	RowID          string      `json:"row_id"`
	Words          string      `json:"words"`
	Votes          `gorm:"embedded"`
	TakenAt        time.Time `json:"taken_at"`
}

// TableName tells GORM.
func (Taken) TableName() string { return "workshop_taken" }

// Votes are what a room said of a subject, in figures that tell nobody's voice.
type Votes struct {
	Voting  Voting `json:"voting,omitempty"`
	Dots    int    `json:"dots,omitempty"`
	Place   int    `json:"place,omitempty"` // by dots, from 1
	Among   int    `json:"among,omitempty"` // that have any
	Yes     int    `json:"yes,omitempty"`
	No      int    `json:"no,omitempty"`
	Abstain int    `json:"abstain,omitempty"`
	Agreed  int    `json:"agreed,omitempty"`          // the level that the room agreed on
	Silent  bool   `json:"silent,omitempty" gorm:"-"` // there are votes, of which too few for their counts to be told
}

// Answer is what a Choice came to, 0 when the room did not agree: it agrees once more
// than half of all who voted say the same, those who abstained among them.
func (v Votes) Answer() int {
	voted := v.Yes + v.No + v.Abstain
	switch {
	case v.Yes*2 > voted:
		return Yes
	case v.No*2 > voted:
		return No
	}
	return 0
}

// VotesOn are a subject's votes.
func (s State) VotesOn(subject string) Votes {
	r, v := s.ResultOf(subject), Votes{Voting: s.Activity.Rules().Voting}
	switch v.Voting {
	case Dots:
		v.Dots = r.Sum
		v.Place, v.Among = s.Place(subject)
	case Choice:
		if v.Silent = r.Silent(); !v.Silent {
			v.Yes, v.No, v.Abstain = r.Count(Yes), r.Count(No), r.Count(Abstain)
		}
	case Scale:
		v.Agreed = r.Agreed.Value
	}
	return v
}

// Take notes what a subject has become, in the transaction in which that row is
// made; a second time is refused. Its line in the log takes the note back with the row.
func (s *Workshops) Take(ctx context.Context, key project.Scope, t Taken) error {
	if err := s.Write(ctx, key, t.WorkshopID, t.ActivityID, t.Subject, string(t.Kind)+"/"+t.RowID); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		t.OrganisationID, t.ProjectID, t.TakenAt = key.OrganisationID, key.ProjectID, database.Instant(s.now())
		if err := tx.Create(&t).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, audit.Created, record.Ref{Kind: TakenKind, ID: t.ID}, t.Words, nil, t)
	})
}

// UndoTaken takes back that something was taken over, so that it can be again.
func (s *Workshops) UndoTaken(ctx context.Context, key project.Scope, e audit.Entry) error {
	var t Taken
	if err := json.Unmarshal([]byte(e.AfterImage), &t); err != nil {
		return fmt.Errorf("workshop: the log's image cannot be read: %w", err)
	}
	return s.GiveBack(ctx, key, t)
}

// GiveBack forgets what a subject had become, such as a row that is no longer there.
func (s *Workshops) GiveBack(ctx context.Context, key project.Scope, t Taken) error {
	return s.decided(ctx, key, t.WorkshopID, t.ActivityID, func(_ context.Context, tx *gorm.DB, _ Activity, o *Outcome) error {
		delete(o.Written, t.Subject)
		done := tx.Where("project_id = ? AND id = ?", key.ProjectID, t.ID).Delete(&Taken{})
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Missing()
		}
		return done.Error
	})
}

// TakenOf is what was taken over from some workshops, in the order in which it was.
func (s *Workshops) TakenOf(ctx context.Context, key project.Scope, ids ...string) ([]Taken, error) {
	var all []Taken
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND workshop_id IN ?", key.ProjectID, ids).Order("taken_at, id").Find(&all).Error
	})
	return all, err
}

// Source is where a row came from: what was taken over, and in which workshop.
type Source struct {
	Taken
	Number int64 // of the workshop
}

// Sources are the workshops that a row came from, the latest last; most have none.
func (s *Workshops) Sources(ctx context.Context, key project.Scope, ref record.Ref) ([]Source, error) {
	all, err := s.SourcesOf(ctx, key, ref.Kind, []string{ref.ID})
	return all[ref.ID], err
}

// sourcesMost is how many sources are told of at once.
const sourcesMost = 400

// SourcesOf are the workshops that rows of a kind came from, by the rows' ids.
func (s *Workshops) SourcesOf(ctx context.Context, key project.Scope, kind record.Kind, ids []string) (map[string][]Source, error) {
	if err := key.Require(project.Read); err != nil || len(ids) == 0 {
		return nil, err
	}
	of := map[string][]Source{}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []Source
		err := tx.Model(&Taken{}).Select("workshop_taken.*, w.number").Joins("JOIN workshop AS w ON w.id = workshop_taken.workshop_id").
			Where("workshop_taken.project_id = ? AND workshop_taken.kind = ? AND workshop_taken.row_id IN ?", key.ProjectID, kind, ids).
			Order("workshop_taken.taken_at, workshop_taken.id").Limit(sourcesMost).Scan(&all).Error
		for _, one := range all {
			of[one.RowID] = append(of[one.RowID], one)
		}
		return err
	})
	return of, err
}

// Code is the workshop's, as people name it.
func (s Source) Code() string { return (&record.Row{Number: s.Number}).Coded(Letter) }
