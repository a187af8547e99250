package workshop_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// tables are the people of each table, by number.
func (s stage) tables() map[int][]workshop.Participant {
	s.t.Helper()
	people, err := s.People(s.t.Context(), s.key, s.id)
	s.must(err)
	at := map[int][]workshop.Participant{}
	for _, p := range people {
		at[p.Group] = append(at[p.Group], p)
	}
	return at
}

func (s stage) sizes() string {
	at := s.tables()
	var sizes []int
	for n := 0; n <= workshop.TablesMost; n++ {
		if len(at[n]) > 0 || n > 0 && n <= s.room().Workshop.Live.Tables {
			sizes = append(sizes, len(at[n]))
		}
	}
	return fmt.Sprint(sizes)
}

func (s stage) divides(tables int, by workshop.Dividing, lot string) {
	s.t.Helper()
	s.must(s.Divide(s.t.Context(), s.key, s.id, workshop.DivisionDraft{Tables: tables, By: by, Lot: lot}))
}

// writes puts a card and gives its id.
func (s stage) writes(g project.Guest, activity, text string) string {
	s.t.Helper()
	id := database.NewID()
	s.must(s.Put(s.t.Context(), g, activity, workshop.CardDraft{ID: id, Text: text}))
	return id
}

// reads are the words of the cards that a table's phones see.
func (s stage) reads(table int) []string {
	s.t.Helper()
	state, err := s.Shown(s.t.Context(), s.id, table)
	s.must(err)
	var all []string
	for _, c := range state.Cards {
		all = append(all, c.Text)
	}
	return all
}

func TestARoomIsDividedEvenlyAndTheSameLotTwiceMovesNobody(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		for i := range 11 {
			s.joins("", workshop.Roles()[i%3])
		}
		s.divides(4, workshop.ByChance, "first")
		if got := s.sizes(); got != "[3 3 3 2]" {
			t.Errorf("the tables are %s", got)
		}
		before := fmt.Sprint(s.tables())
		s.divides(4, workshop.ByChance, "first")
		if fmt.Sprint(s.tables()) != before {
			t.Error("the same form sent twice moved somebody")
		}
		s.divides(4, workshop.ByChance, "second")
		if fmt.Sprint(s.tables()) == before {
			t.Error("another lot moved nobody")
		}
		s.joins("Late", workshop.IT)
		if got := s.sizes(); got != "[3 3 3 3]" {
			t.Errorf("who came late makes them %s", got)
		}
		for what, d := range map[string]workshop.DivisionDraft{"one table": {Tables: 1, By: workshop.ByChance}, "too many": {Tables: 21, By: workshop.ByChance}, "no way": {Tables: 2, By: "fate"}} {
			s.refused(s.Divide(t.Context(), s.key, s.id, d), fault.Invalid, what)
		}
		s.must(s.Rejoin(t.Context(), s.key, s.id))
		if got := s.tables(); len(got[0]) != 12 {
			t.Errorf("one room again: %v", got)
		}
		sits, err := s.Sits(t.Context(), s.id)
		s.must(err)
		for _, table := range sits {
			if table != 0 {
				t.Errorf("a phone looks from table %d of an undivided room", table)
			}
		}
	})
}

func TestMixedByRoleEachRoleIsAtAsManyTablesAsCanBe(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		for role, n := range map[workshop.Role]int{workshop.Sales: 6, workshop.IT: 4, workshop.Finance: 2} {
			for range n {
				s.joins("", role)
			}
		}
		s.divides(4, workshop.ByRoles, "lot")
		spread := map[workshop.Role]map[int]bool{}
		for table, people := range s.tables() {
			if len(people) != 3 {
				t.Errorf("%d at table %d", len(people), table)
			}
			for _, p := range people {
				if spread[p.Role] == nil {
					spread[p.Role] = map[int]bool{}
				}
				spread[p.Role][table] = true
			}
		}
		if len(spread[workshop.Sales]) != 4 || len(spread[workshop.IT]) != 4 || len(spread[workshop.Finance]) != 2 {
			t.Errorf("roles sit at %v", spread)
		}
	})
}

func TestPeopleChooseTheirTablesUntilTheTablesAreAtWork(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, AtTables: true})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		s.refused(s.ChooseTable(t.Context(), maja, 1), fault.Refused, "a table in an undivided room")
		s.refused(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open), fault.Refused, "tables at work in an undivided room")
		s.divides(3, workshop.ByChoice, "lot")
		if got := len(s.tables()[0]); got != 2 {
			t.Errorf("%d sit nowhere before they choose", got)
		}
		for range 2 {
			s.must(s.ChooseTable(t.Context(), maja, 2))
		}
		s.refused(s.ChooseTable(t.Context(), maja, 4), fault.Refused, "a table that is not there")
		s.divides(3, workshop.ByChoice, "lot")
		if got := s.tables()[2]; len(got) != 1 || got[0].Name != "Maja" {
			t.Errorf("divided once more, table 2 is %v", got)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		if got := s.tables(); len(got[0]) != 0 || len(got[1]) != 1 || got[1][0].Name != "Olle" {
			t.Errorf("who had not chosen sits at %v", got)
		}
		s.refused(s.ChooseTable(t.Context(), olle, 2), fault.Refused, "another table while they are at work")
		s.refused(s.Rejoin(t.Context(), s.key, s.id), fault.Refused, "one room while tables are at work")
	})
}

func TestATableSeesNothingOfAnotherUntilTheyComeTogether(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, AtTables: true})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		s.divides(2, workshop.ByChoice, "lot")
		s.must(s.ChooseTable(t.Context(), maja, 1))
		s.must(s.ChooseTable(t.Context(), olle, 2))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		mine, his := s.writes(maja, a, "No time"), s.writes(olle, a, "no  TIME ")
		s.must(s.PutFor(t.Context(), s.key, s.id, a, "", workshop.CardDraft{ID: database.NewID(), Text: "The room's own"}))
		for table, want := range map[int][]string{1: {"No time", "The room's own"}, 2: {"no  TIME", "The room's own"}, 0: {"The room's own"}} {
			if got := s.reads(table); !slices.Equal(got, want) {
				t.Errorf("table %d sees %q", table, got)
			}
		}
		wall, err := s.Wall(t.Context(), s.id)
		s.must(err)
		if len(wall.Cards) != 1 || len(wall.Breakouts) != 2 || wall.Breakouts[0].Cards != 1 || wall.Breakouts[1].Voted != 1 || len(wall.Alike()) != 0 {
			t.Errorf("the wall tells %+v of %v", wall.Breakouts, wall.Cards)
		}
		s.must(s.votes(maja, a, mine, 2, 1))
		s.must(s.votes(olle, a, his, 1, 1))
		s.refused(s.votes(maja, a, his, 1, 2), fault.NotFound, "a dot on another table's card")
		s.refused(s.Merge(t.Context(), s.key, s.id, a, []string{mine, his}), fault.Refused, "one card of two tables that are apart")
		for range 2 {
			s.must(s.Gather(t.Context(), s.key, s.id, a))
		}
		if got := s.reads(1); len(got) != 3 {
			t.Errorf("together table 1 sees %q", got)
		}
		s.must(s.votes(maja, a, his, 1, 2))
		alike := s.room().Alike()
		if len(alike) != 1 || len(alike[0]) != 2 || alike[0][0].ID != mine {
			t.Fatalf("alike are %+v", alike)
		}
		for range 2 {
			s.must(s.MergeAlike(t.Context(), s.key, s.id, a))
		}
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if own.Votes[mine] != 3 || own.Spent() != 3 {
			t.Errorf("what she gave to both cards is %v", own.Votes)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Closed))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		state := s.room()
		if r := state.ResultOf(mine); r.Sum != 4 || len(state.Cards) != 2 || !slices.Equal(state.Cards[0].Tables, []int{1, 2}) || state.Cards[0].Merged != 1 {
			t.Errorf("one card with %d dots of tables %v, in all %d", r.Sum, state.Cards[0].Tables, len(state.Cards))
		}
		s.must(s.Unmerge(t.Context(), s.key, s.id, a, mine))
		if state = s.room(); state.ResultOf(mine).Sum != 2 || state.ResultOf(his).Sum != 2 {
			t.Errorf("taken apart: %+v", state.Results)
		}
	})
}

func TestARoomIsNotSeatedAnewWhileTablesWorkOnSomethingThatIsNotBeforeIt(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a, next := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, AtTables: true}), s.adds(workshop.ActivityDraft{Kind: workshop.Cards})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		s.divides(2, workshop.ByChoice, "lot")
		s.must(s.ChooseTable(t.Context(), maja, 1))
		s.must(s.ChooseTable(t.Context(), olle, 2))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		card := s.writes(maja, a, "No time")
		s.must(s.votes(maja, a, card, 2, 1))
		s.must(s.Show(t.Context(), s.key, s.id, next, ""))
		s.refused(s.Rejoin(t.Context(), s.key, s.id), fault.Refused, "one room again")
		s.refused(s.Divide(t.Context(), s.key, s.id, workshop.DivisionDraft{Tables: 3, By: workshop.ByChance}), fault.Refused, "dividing anew")
		s.refused(s.ChooseTable(t.Context(), olle, 1), fault.Refused, "walking to another table")
		s.must(s.Gather(t.Context(), s.key, s.id, a))
		s.must(s.Rejoin(t.Context(), s.key, s.id))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		if sum := s.room().ResultOf(card).Sum; sum != 2 {
			t.Errorf("%d dots are left", sum)
		}
	})
}

func TestWhoIsMovedTakesTheirDotsBackAndTheirVotesAlong(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		risks := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, AtTables: true, Options: "Too few people"})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.joins("Olle", "")
		s.divides(2, workshop.ByChoice, "lot")
		s.must(s.ChooseTable(t.Context(), maja, 1))
		s.must(s.Turn(t.Context(), s.key, s.id, risks, "", workshop.Open))
		card := s.writes(maja, risks, "No time")
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		option := all[0].Settings().Options[0].Key
		s.must(s.votes(maja, risks, card, 2, 1))
		s.must(s.votes(maja, risks, option, 3, 2))
		for range 2 {
			s.must(s.SeatAt(t.Context(), s.key, s.id, maja.Link.ObjectID, 2))
		}
		own, err := s.Own(t.Context(), maja, risks)
		s.must(err)
		if own.Spent() != 3 || len(own.Cards) != 1 {
			t.Errorf("moved, she has %v and %d cards", own.Votes, len(own.Cards))
		}
		if got := s.reads(1); len(got) != 1 {
			t.Errorf("her card left table 1, which sees %q", got)
		}
		s.refused(s.SeatAt(t.Context(), s.key, s.id, maja.Link.ObjectID, 3), fault.Invalid, "a table that is not there")
		s.refused(s.SeatAt(t.Context(), s.key, s.id, database.NewID(), 1), fault.NotFound, "nobody")
	})
}

func TestVoicesAreToldByTableAndNotByRoleWhereTablesWorkedApart(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Options: "A vision that all know", AtTables: true})
		s.must(s.Begin(t.Context(), s.key, s.id))
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		question := all[0].Settings().Options[0].Key
		s.divides(2, workshop.ByChance, "lot")
		var phones []project.Guest
		for range 6 {
			phones = append(phones, s.joins("", workshop.Sales))
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		for i, g := range phones {
			s.must(s.votes(g, a, question, 1+i%5, 1))
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Closed))
		if !s.room().Activity.Apart() {
			t.Error("closing brought the tables together")
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		groups := map[string]int{}
		for _, b := range s.room().ResultOf(question).Ballots {
			groups[b.Group()]++
		}
		if fmt.Sprint(groups) != "map[table 1:3 table 2:3]" {
			t.Errorf("told of as %v", groups)
		}
		_, states, err := s.Results(t.Context(), s.key, s.id)
		s.must(err)
		if got := states[0].ResultOf(question); len(got.Ballots) != 6 || got.Ballots[0].Table == 0 || states[0].Activity.Apart() {
			t.Errorf("the results tell %+v", got)
		}
		s.refused(s.AtTables(t.Context(), s.key, s.id, a, false), fault.Refused, "one room after it began")
	})
}

func TestTheLogTellsWhetherAnActivityIsWorkedOnAtTablesAndADeskFollows(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, AtTables: true})
		version := func() int64 {
			t.Helper()
			_, all, err := s.Agenda(t.Context(), s.key, s.id)
			s.must(err)
			return all[0].Version
		}
		before := version()
		for range 2 {
			s.must(s.AtTables(t.Context(), s.key, s.id, a, false))
		}
		if now := version(); now != before+1 {
			t.Errorf("version %d came after %d", now, before)
		}
		var lines []audit.Entry
		s.must(s.DB.Ask(t.Context(), func(tx *gorm.DB) error { return tx.Where("object_id = ?", a).Order("seq").Find(&lines).Error }))
		if len(lines) != 2 || !strings.Contains(lines[0].AfterImage, `"at_tables":true`) || !strings.Contains(lines[1].AfterImage, `"at_tables":false`) {
			t.Errorf("the log tells %+v", lines)
		}
	})
}
