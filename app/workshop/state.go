package workshop

import (
	"cmp"
	"context"
	"slices"
	"strconv"

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

	Table     int        // whose eyes these are: a breakout table's, or 0 for those of all
	Mates     []string   // the names of those who sit at that table, "" for who gave none
	Breakouts []Breakout // the tables of a divided room
	merged    map[string]string
}

// Breakout is one table of a divided room.
type Breakout struct {
	Number int
	People int
	Voted  int // of them, have said something in what is on
	Cards  int // that were written there
	Names  []string
}

// Result is what the votes on a subject came to.
type Result struct {
	Subject string
	Sum     int
	Ballots []Ballot // in no order that would tell whose they are
	Agreed  Agreed   // by the group, zero before
}

// Ballot is one voice. Groups with few voices are merged before they are shown.
type Ballot struct {
	Role  Role // "" where tables worked apart
	Table int  // of an activity that was worked on at tables, else 0
	Value int
}

// Group is within which group a voice is told of: its role or, where tables worked
// apart, its table. It is never both, for who knows of the one could take it from the
// other until single voices are left.
func (b Ballot) Group() string {
	if b.Table > 0 {
		return TableGroup + strconv.Itoa(b.Table)
	}
	return string(b.Role)
}

// TableGroup stands before a table's number where it names a group of voices.
const TableGroup = "table "

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
func (s *Workshops) On(ctx context.Context, workshopID string, table int) (State, error) {
	return s.state(ctx, workshopID, func(state *State, _ *gorm.DB) error { state.Table = table; return nil })
}

// Shown is a room as phones show it; the hub reads it once for all of them. Phones of a
// breakout table see only what is said there, until the tables are brought together.
// Where people stand is not on it.
func (s *Workshops) Shown(ctx context.Context, workshopID string, table int) (State, error) {
	at := func(state *State, tx *gorm.DB) error { return state.sit(tx, table) }
	return s.state(ctx, workshopID, (*State).fill, (*State).unmapped, at)
}

// unmapped leaves the cards of a map out.
func (s *State) unmapped(*gorm.DB) error {
	if s.Activity != nil && s.Activity.Kind == Map {
		s.Cards = nil
	}
	return nil
}

// Wall is a room as all see it on its wall: of tables that work apart how far each has
// come, and nothing of what is said there.
func (s *Workshops) Wall(ctx context.Context, workshopID string) (State, error) {
	return s.state(ctx, workshopID, (*State).fill, (*State).heads, (*State).part, (*State).name)
}

// Room is a room with all its tables, with how many are in it and how many of them
// have said something, for whoever leads.
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
	if a.Rules().Cards {
		if err := tx.Where("activity_id = ? AND hidden = ?", a.ID, false).Order("created_at, id").Find(&s.Cards).Error; err != nil {
			return err
		}
	}
	if s.merge(); a.Phase != Revealed {
		return nil
	}
	return s.count(tx)
}

// sit looks with the eyes of a table.
func (s *State) sit(tx *gorm.DB, table int) error {
	s.Table = table
	if err := s.part(tx); err != nil || !s.Workshop.Live.Divided() {
		return err
	}
	if table > 0 {
		err := tx.Model(&Participant{}).Where("workshop_id = ? AND left_at IS NULL AND table_number = ?", s.Workshop.ID, table).Order("seat").Pluck("name", &s.Mates).Error
		if err != nil {
			return err
		}
	}
	if !s.Workshop.Live.Chooses() {
		return nil
	}
	people, err := headsAt(tx, s.Workshop.ID)
	s.breakOut(people, nil)
	return err
}

// part leaves out what a table does not see of others.
func (s *State) part(*gorm.DB) error {
	if s.Activity != nil {
		s.Cards = slices.DeleteFunc(s.Cards, func(c Card) bool { return !s.Activity.shows(c, s.Table) })
	}
	return nil
}

// heads counts the people in the room and at its tables, and those of them who have
// said something in what is on.
func (s *State) heads(tx *gorm.DB) error {
	people, err := headsAt(tx, s.Workshop.ID)
	if err != nil {
		return err
	}
	voted := map[int]int{}
	if s.Activity != nil {
		if voted, err = votedAt(tx, s.Workshop.ID, s.Activity.ID); err != nil {
			return err
		}
	}
	for table, n := range people {
		s.People, s.Voted = s.People+n, s.Voted+voted[table]
	}
	s.breakOut(people, voted)
	return nil
}

// name tells who sits at each table, while people look for theirs.
func (s *State) name(tx *gorm.DB) error {
	if len(s.Breakouts) == 0 || s.Activity != nil && s.Activity.Phase != Waiting {
		return nil
	}
	people, err := seatedPeople(tx, s.Workshop.ID)
	for _, p := range people {
		if p.Group > 0 && p.Group <= len(s.Breakouts) {
			b := &s.Breakouts[p.Group-1]
			b.Names = append(b.Names, p.Name)
		}
	}
	return err
}

// breakOut tells of the tables of a divided room.
func (s *State) breakOut(people, voted map[int]int) {
	if !s.Workshop.Live.Divided() {
		return
	}
	for n := 1; n <= s.Workshop.Live.Tables; n++ {
		b := Breakout{Number: n, People: people[n], Voted: voted[n]}
		for _, c := range s.Cards {
			if c.Table == n {
				b.Cards++
			}
		}
		s.Breakouts = append(s.Breakouts, b)
	}
}

// votedAt is how many at each table have said something in an activity.
func votedAt(tx *gorm.DB, workshopID, activityID string) (map[int]int, error) {
	var all []struct{ TableNumber, People int }
	err := tx.Raw(`SELECT p.table_number, COUNT(*) AS people FROM workshop_participant AS p WHERE p.workshop_id = ? AND p.left_at IS NULL AND
		(EXISTS (SELECT 1 FROM workshop_vote AS v WHERE v.participant_id = p.id AND v.activity_id = ? AND v.value > 0)
		OR EXISTS (SELECT 1 FROM workshop_card AS c WHERE c.activity_id = ? AND c.participant_id = p.id)) GROUP BY p.table_number`, workshopID, activityID, activityID).Scan(&all).Error
	at := map[int]int{}
	for _, one := range all {
		at[one.TableNumber] = one.People
	}
	return at, err
}

func (s *State) count(tx *gorm.DB) error {
	ballots, err := countedBallots(tx, *s.Activity)
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
		if r := results[cmp.Or(s.merged[b.Subject], b.Subject)]; r != nil { // those on a card that was taken away do not count
			r.Sum += b.Voices * b.Value
			one := Ballot{b.Role, b.TableNumber, b.Value}
			if s.Activity.AtTables {
				one.Role = ""
			}
			r.Ballots = append(r.Ballots, slices.Repeat([]Ballot{one}, b.Voices)...)
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
		var votes []struct {
			Subject string
			Value   int
			Sent    int64
		}
		if err := tx.Raw(`SELECT COALESCE(NULLIF(c.merged_into, ''), v.subject) AS subject, v.sent, CASE WHEN c.hidden THEN 0 ELSE v.value END AS value
			FROM workshop_vote AS v LEFT JOIN workshop_card AS c ON c.id = v.subject WHERE v.activity_id = ? AND v.participant_id = ?`, activityID, p.ID).Scan(&votes).Error; err != nil {
			return err
		}
		for _, v := range votes {
			own.Votes[v.Subject] += v.Value
			own.Sent = max(own.Sent, v.Sent)
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
