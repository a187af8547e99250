package workshop

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// cardsMost is how many cards a participant writes in one activity at most.
const cardsMost = 50

// Put keeps a participant's card: a new one, or, sent again or changed, the one that
// has its id.
func (s *Workshops) Put(ctx context.Context, guest project.Guest, activityID string, d CardDraft) error {
	return s.heard(ctx, guest, activityID, d, func(tx *gorm.DB, a Activity, p Participant) error { return s.put(tx, a, p, d) })
}

// PutFor is Put by the facilitator: for somebody without a phone, or, without a
// participant, as the room's own.
func (s *Workshops) PutFor(ctx context.Context, key project.Scope, id, activityID, participantID string, d CardDraft) error {
	return s.spoken(ctx, key, id, activityID, participantID, d, func(tx *gorm.DB, a Activity, p Participant) error { return s.put(tx, a, p, d) })
}

func (s *Workshops) put(tx *gorm.DB, a Activity, p Participant, d CardDraft) error {
	rules := a.Rules()
	if !rules.Cards {
		return fault.New(fault.Refused, "workshop.fault.no_cards")
	}
	if d.Column > rules.Wide || d.Line > rules.High {
		return fault.Field("column", "workshop.fault.place")
	}
	c := Card{
		ID: strings.ToLower(d.ID), ActivityID: a.ID, WorkshopID: a.WorkshopID, OrganisationID: a.OrganisationID, ProjectID: a.ProjectID, ParticipantID: p.ID,
		Text: strings.TrimSpace(d.Text), Part: d.Part, Column: d.Column, Line: d.Line, Table: a.tableOf(p), CreatedAt: database.Instant(s.now()),
	}
	if c.Text == "" {
		return fault.Field("text", "fault.field.required")
	}
	if c.Part != "" && !slices.Contains(a.Kind.Parts(), c.Part) {
		return fault.Field("part", "fault.field.oneof")
	}
	var n int64
	if err := tx.Model(&Card{}).Where("activity_id = ? AND participant_id = ? AND id <> ?", a.ID, p.ID, c.ID).Count(&n).Error; err != nil {
		return err
	}
	if n >= cardsMost && p.ID != "" {
		return fault.New(fault.Refused, "workshop.fault.cards", "most", cardsMost)
	}
	if err := changes(tx, c); err != nil {
		return err
	}
	done := tx.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"text", "part", "col", "line"}),
		Where: clause.Where{Exprs: []clause.Expression{clause.Expr{
			SQL: "workshop_card.participant_id = ? AND workshop_card.activity_id = ?", Vars: []any{p.ID, a.ID}}}},
	}).Create(&c)
	if done.Error == nil && done.RowsAffected == 0 { // somebody else's
		return fault.Missing()
	}
	return done.Error
}

// changes lets a card whose words or part become others stand for itself, and those for
// which it stood, too.
func changes(tx *gorm.DB, c Card) error {
	return tx.Exec(`UPDATE workshop_card SET merged_into = '' WHERE activity_id = @activity AND merged_into <> '' AND (id = @card OR merged_into = @card)
		AND EXISTS (SELECT 1 FROM workshop_card AS before WHERE before.id = @card AND before.participant_id = @by AND (before.text <> @text OR before.part <> @part))`,
		map[string]any{"activity": c.ActivityID, "card": c.ID, "by": c.ParticipantID, "text": c.Text, "part": c.Part}).Error
}

// Withdraw takes a participant's own card away again, unless it stands for others or
// another for it: the dots on it are then not on it alone.
func (s *Workshops) Withdraw(ctx context.Context, guest project.Guest, activityID, cardID string) error {
	return s.heard(ctx, guest, activityID, nil, func(tx *gorm.DB, a Activity, p Participant) error {
		var together int64
		if err := tx.Model(&Card{}).Where("activity_id = ? AND merged_into <> '' AND (id = ? AND participant_id = ? OR merged_into = ?)", a.ID, cardID, p.ID, cardID).Count(&together).Error; err != nil {
			return err
		}
		if together > 0 {
			return fault.New(fault.Refused, "table.fault.together")
		}
		done := tx.Where("activity_id = ? AND id = ? AND participant_id = ?", a.ID, cardID, p.ID).Delete(&Card{})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error // taken away already, perhaps by the first of two tries
		}
		return tx.Where("activity_id = ? AND subject = ?", a.ID, cardID).Delete(&Vote{}).Error
	})
}

// votesMost is how many votes are taken at once: on all that an activity offers.
const votesMost = optionsMost

// Vote keeps what a participant says of subjects, all of it or nothing. Of two votes
// on one subject the one that was sent later stands, whichever arrives first, and who
// sent the other is told; sent twice, it counts once.
func (s *Workshops) Vote(ctx context.Context, guest project.Guest, activityID string, votes ...VoteDraft) error {
	if len(votes) > votesMost {
		return fault.New(fault.Refused, "workshop.fault.votes", "most", votesMost)
	}
	for _, d := range votes {
		if err := validate.Draft(d); err != nil {
			return err
		}
	}
	return s.heard(ctx, guest, activityID, nil, func(tx *gorm.DB, a Activity, p Participant) error {
		for _, d := range votes {
			if err := s.vote(tx, a, p, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// VoteFor is Vote for somebody without a phone.
func (s *Workshops) VoteFor(ctx context.Context, key project.Scope, id, activityID, participantID string, d VoteDraft) error {
	return s.spoken(ctx, key, id, activityID, participantID, d, func(tx *gorm.DB, a Activity, p Participant) error {
		if p.ID == "" {
			return fault.Missing()
		}
		return s.vote(tx, a, p, d)
	})
}

func (s *Workshops) vote(tx *gorm.DB, a Activity, p Participant, d VoteDraft) error {
	if err := together(tx, a, p, d); err != nil {
		return err
	}
	if err := allows(tx, a, p, d); err != nil {
		return err
	}
	v := Vote{
		ActivityID: a.ID, Subject: d.Subject, ParticipantID: p.ID, WorkshopID: a.WorkshopID, OrganisationID: a.OrganisationID, ProjectID: a.ProjectID,
		Role: p.Role, Table: a.tableOf(p), Value: d.Value, Sent: d.Sent, UpdatedAt: database.Instant(s.now()),
	}
	done := tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "activity_id"}, {Name: "subject"}, {Name: "participant_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"value", "sent", "updated_at", "table_number"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "excluded.sent > workshop_vote.sent"}}},
	}).Create(&v)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	return said(tx, v)
}

// said reports whether a vote that came before is what was said now: the same one sent
// twice, or else another page of the same phone has said something later, which stands.
func said(tx *gorm.DB, v Vote) error {
	var have Vote
	err := tx.Where("activity_id = ? AND subject = ? AND participant_id = ?", v.ActivityID, v.Subject, v.ParticipantID).Take(&have).Error
	if err == nil && have.Value != v.Value {
		return fault.New(fault.Conflict, "workshop.fault.later")
	}
	return err
}

// allows checks a vote against the rules of its activity.
func allows(tx *gorm.DB, a Activity, p Participant, d VoteDraft) error {
	rules := a.Rules()
	if rules.Voting == NoVote {
		return fault.New(fault.Refused, "workshop.fault.no_votes")
	}
	if rules.Voting != Dots && d.Value > rules.Top {
		return fault.Field("value", "workshop.fault.value", "top", rules.Top)
	}
	option, offered := a.Settings().Option(d.Subject)
	if !option.takes(d.Value) {
		return fault.Field("value", "workshop.fault.value", "top", rules.Top)
	}
	if !offered {
		c, err := card(tx, a.ID, d.Subject)
		if err != nil {
			return err
		}
		if rules.Voting != Dots || (c.Hidden || !a.shows(c, p.Group)) && d.Value > 0 {
			return fault.Missing()
		}
	}
	if rules.Voting != Dots {
		return nil
	}
	var spent int
	err := tx.Model(&Vote{}).Where("activity_id = ? AND participant_id = ? AND subject <> ?", a.ID, p.ID, d.Subject).
		Where("subject NOT IN (SELECT id FROM workshop_card WHERE activity_id = ? AND hidden = ?)", a.ID, true).
		Select("COALESCE(SUM(value), 0)").Scan(&spent).Error
	if dots := a.Settings().Each(); err == nil && spent+d.Value > dots {
		return fault.Field("value", "workshop.fault.dots", "dots", dots)
	}
	return err
}

// heard runs fn for the participant of a phone, while the activity takes cards and
// votes, and tells the room.
func (s *Workshops) heard(ctx context.Context, guest project.Guest, activityID string, d any, fn func(tx *gorm.DB, a Activity, p Participant) error) error {
	if d != nil {
		if err := validate.Draft(d); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		p, w, err := seated(tx, guest)
		if err != nil {
			return err
		}
		return s.take(ctx, tx, w, activityID, p, fn)
	})
}

// spoken is heard, by the facilitator for a participant without a phone.
func (s *Workshops) spoken(ctx context.Context, key project.Scope, id, activityID, participantID string, d any, fn func(tx *gorm.DB, a Activity, p Participant) error) error {
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		var p Participant
		if participantID != "" {
			if err := tx.Where("workshop_id = ? AND id = ? AND proxy AND left_at IS NULL", id, participantID).Take(&p).Error; err != nil {
				return orMissing(err)
			}
		}
		return s.take(ctx, tx, *w, activityID, p, fn)
	})
}

func (s *Workshops) take(ctx context.Context, tx *gorm.DB, w Workshop, activityID string, p Participant, fn func(tx *gorm.DB, a Activity, p Participant) error) error {
	if w.Live.Stage() != Running {
		return fault.New(fault.Refused, "workshop.fault.not_running")
	}
	if err := s.share(tx, activityID, p.ID); err != nil {
		return err
	}
	a, err := one(tx, w.ID, activityID)
	if err != nil {
		return err
	}
	if a.Phase != Open {
		return fault.New(fault.Refused, "workshop.fault.closed")
	}
	if err := fn(tx, a, p); err != nil {
		return err
	}
	return tell(ctx, tx, w.ProjectID, w.ID)
}

// share keeps the activity from being closed, and the participant from being heard by
// another phone or dismissed, until the transaction ends.
func (s *Workshops) share(tx *gorm.DB, activityID, participantID string) error {
	if !s.DB.Postgres() {
		return nil
	}
	if err := tx.Exec("SELECT 1 FROM workshop_activity WHERE id = ? FOR SHARE", activityID).Error; err != nil {
		return err
	}
	if participantID == "" {
		return nil
	}
	var sits bool
	err := tx.Raw("SELECT left_at IS NULL FROM workshop_participant WHERE id = ? FOR UPDATE", participantID).Scan(&sits).Error
	if err == nil && !sits { // dismissed since their seat was looked up
		return fault.Missing()
	}
	return err
}
