package workshop

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// State is a room at a moment, as everybody in it may see it. What is hidden is not
// in it.
type State struct {
	Workshop Workshop
	Activity *Activity // what is on, nil before the first
	Of       int       // how many activities the agenda has
	People   int       // in the room
	Voted    int       // of them, have said something in what is on
	Cards    []Card    // that are not taken away, in the order of their coming
	Results  []Result  // once revealed, the strongest first for dots
}

// Result is what the votes on a subject came to.
type Result struct {
	Subject string
	Sum     int
	Ballots []Ballot // in no order that would tell whose they are
	Agreed  Agreed   // by the group, zero before
}

// Ballot is one voice. Roles with few voices are merged before they are shown.
type Ballot struct {
	Role  Role
	Value int
}

// Values are a result's values, rising.
func (r Result) Values() []int {
	values := make([]int, len(r.Ballots))
	for i, b := range r.Ballots {
		values[i] = b.Value
	}
	slices.Sort(values)
	return values
}

// Count is how many chose a value.
func (r Result) Count(value int) int {
	n := 0
	for _, b := range r.Ballots {
		if b.Value == value {
			n++
		}
	}
	return n
}

// Enough voices are told of apart; what fewer say would tell who said it.
const Enough = 3

// Silent reports whether somebody voted, but too few for their votes to be counted
// before others.
func (r Result) Silent() bool { return len(r.Ballots) > 0 && len(r.Ballots) < Enough }

// ResultOf is the result of a subject.
func (s State) ResultOf(subject string) Result {
	for _, r := range s.Results {
		if r.Subject == subject {
			return r
		}
	}
	return Result{Subject: subject}
}

// On is what is on in a room, without what people said.
func (s *Workshops) On(ctx context.Context, workshopID string) (State, error) {
	return s.state(ctx, workshopID)
}

// Shown is a room as phones show it; the hub reads it once for all of them. Where
// people stand is not on it.
func (s *Workshops) Shown(ctx context.Context, workshopID string) (State, error) {
	return s.state(ctx, workshopID, (*State).fill, (*State).unmapped)
}

// unmapped leaves the cards of a map out.
func (s *State) unmapped(*gorm.DB) error {
	if s.Activity != nil && s.Activity.Kind == Map {
		s.Cards = nil
	}
	return nil
}

// Room is Shown, with how many are in the room and how many of them have said
// something, for the screen and whoever leads.
func (s *Workshops) Room(ctx context.Context, workshopID string) (State, error) {
	return s.state(ctx, workshopID, (*State).fill, (*State).heads)
}

// state reads what is on in a room, and of it what is asked for.
func (s *Workshops) state(ctx context.Context, workshopID string, parts ...func(*State, *gorm.DB) error) (State, error) {
	var state State
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		w := &state.Workshop
		if err := tx.Where("id = ? AND deleted_at IS NULL", workshopID).Take(w).Error; err != nil {
			return orMissing(err)
		}
		if err := tx.Where("workshop_id = ?", workshopID).Take(&w.Live).Error; err != nil {
			return err
		}
		all, err := activities(tx, workshopID)
		if err != nil {
			return err
		}
		state.Of = len(all)
		if i := at(all, w.Live.ActivityID); i >= 0 {
			state.Activity = &all[i]
			state.Activity.hide()
		}
		for _, part := range parts {
			if err := part(&state, tx); err != nil {
				return err
			}
		}
		return nil
	})
	return state, err
}

// hide leaves out what came of an activity, unless it is revealed.
func (a *Activity) hide() {
	if a.Phase != Revealed {
		a.OutcomeJSON = "{}" // of a reveal that was taken back
	}
}

// Came is an activity with all that came of it, once it is revealed.
func (s *Workshops) Came(ctx context.Context, key project.Scope, id, activityID string) (State, error) {
	var state State
	if err := key.Require(project.Read); err != nil {
		return state, err
	}
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if state.Workshop, err = s.One(ctx, key, id); err != nil {
			return err
		}
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		if a.Phase != Revealed {
			return fault.New(fault.Refused, "workshop.fault.hidden")
		}
		state.Activity = &a
		if err := state.fill(tx); err != nil {
			return err
		}
		state.confide(key)
		return nil
	})
	return state, err
}

// confide leaves out where people stand, for whom that is not.
func (s *State) confide(key project.Scope) {
	if s.Activity.Kind == Map && !key.Allows(project.Confide) {
		s.Cards = nil
	}
}

// fill reads the cards and, once revealed, the votes of what is on.
func (s *State) fill(tx *gorm.DB) error {
	a := s.Activity
	if a == nil {
		return nil
	}
	if err := tx.Where("activity_id = ? AND hidden = ?", a.ID, false).Order("created_at, id").Find(&s.Cards).Error; err != nil || a.Phase != Revealed {
		return err
	}
	return s.count(tx)
}

// heads counts the people in the room, and those of them who have said something in
// what is on.
func (s *State) heads(tx *gorm.DB) error {
	var people int64
	if err := tx.Model(&Participant{}).Where("workshop_id = ? AND left_at IS NULL", s.Workshop.ID).Count(&people).Error; err != nil {
		return err
	}
	s.People = int(people)
	if s.Activity == nil {
		return nil
	}
	return tx.Raw(`SELECT COUNT(*) FROM workshop_participant AS p WHERE p.workshop_id = ? AND p.left_at IS NULL AND
		(EXISTS (SELECT 1 FROM workshop_vote AS v WHERE v.participant_id = p.id AND v.activity_id = ? AND v.value > 0)
		OR EXISTS (SELECT 1 FROM workshop_card AS c WHERE c.activity_id = ? AND c.participant_id = p.id))`, s.Workshop.ID, s.Activity.ID, s.Activity.ID).Scan(&s.Voted).Error
}

func (s *State) count(tx *gorm.DB) error {
	ballots, err := countedBallots(tx, s.Activity.ID)
	s.tally(ballots)
	return err
}

// tally puts the votes of what is on by what they were cast on.
func (s *State) tally(ballots []cast) {
	results := map[string]*Result{}
	for _, subject := range s.subjects() {
		results[subject] = &Result{Subject: subject, Agreed: s.Activity.Outcome().Agreed[subject]}
	}
	for _, b := range ballots {
		if r := results[b.Subject]; r != nil { // those on a card that was taken away do not count
			r.Sum += b.Voices * b.Value
			r.Ballots = append(r.Ballots, slices.Repeat([]Ballot{{b.Role, b.Value}}, b.Voices)...)
		}
	}
	for _, subject := range s.subjects() {
		s.Results = append(s.Results, *results[subject])
	}
	if s.Activity.Rules().Voting == Dots {
		slices.SortStableFunc(s.Results, func(x, y Result) int { return cmp.Compare(y.Sum, x.Sum) })
	}
}

// subjects are what is voted on: what was offered and, for dots, the cards.
func (s *State) subjects() []string {
	var subjects []string
	for _, o := range s.Activity.Settings().Options {
		subjects = append(subjects, o.Key)
	}
	if s.Activity.Rules().Voting == Dots {
		for _, c := range s.Cards {
			subjects = append(subjects, c.ID)
		}
	}
	return subjects
}

// Own is what a participant said in what is on. Dots on a card that was taken away are
// not in it.
type Own struct {
	Votes map[string]int
	Cards []Card
	Sent  int64 // the highest counter of their votes
}

// Spent is how many dots they have put.
func (o Own) Spent() int {
	n := 0
	for _, value := range o.Votes {
		n += value
	}
	return n
}

// Own reads what a participant said in an activity, so that a phone that was reloaded
// shows it again.
func (s *Workshops) Own(ctx context.Context, guest project.Guest, activityID string) (Own, error) {
	own := Own{Votes: map[string]int{}}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		p, _, err := seated(tx, guest)
		if err != nil {
			return err
		}
		var votes []Vote
		if err := tx.Raw(`SELECT subject, sent, CASE WHEN subject IN (SELECT id FROM workshop_card WHERE activity_id = ? AND hidden = ?) THEN 0 ELSE value END AS value
			FROM workshop_vote WHERE activity_id = ? AND participant_id = ?`, activityID, true, activityID, p.ID).Scan(&votes).Error; err != nil {
			return err
		}
		for _, v := range votes {
			own.Votes[v.Subject], own.Sent = v.Value, max(own.Sent, v.Sent)
		}
		return tx.Model(&Card{}).Where("activity_id = ? AND participant_id = ? AND hidden = ?", activityID, p.ID, false).Order("created_at, id").Find(&own.Cards).Error
	})
	return own, err
}

// People are those in the room, in the order of their coming, for whoever leads it.
func (s *Workshops) People(ctx context.Context, key project.Scope, id string) ([]Participant, error) {
	var people []Participant
	if err := key.Require(project.Assess); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if _, err := s.One(ctx, key, id); err != nil {
			return err
		}
		return tx.Where("workshop_id = ? AND project_id = ? AND left_at IS NULL", id, key.ProjectID).Order("seat").Find(&people).Error
	})
	return people, err
}
