package workshop_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// leaves takes somebody out of the room.
func (s stage) leaves(who project.Guest) {
	s.t.Helper()
	s.must(s.Dismiss(s.t.Context(), s.key, s.id, []string{who.Link.ObjectID}))
}

// asks opens an activity and gives its id and its first option.
func (s stage) asks(d workshop.ActivityDraft) (activity, option string) {
	s.t.Helper()
	activity = s.adds(d)
	_, all, err := s.Agenda(s.t.Context(), s.key, s.id)
	s.must(err)
	s.must(s.Turn(s.t.Context(), s.key, s.id, activity, "", workshop.Open))
	a, _ := workshop.In(all, activity)
	return activity, a.Settings().Options[0].Key
}

func TestOfTheDismissedVotesThatTheRoomHasSeenStayAndOthersDoNotCount(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		var people []project.Guest
		for range 5 {
			people = append(people, s.joins("", workshop.Finance))
		}
		levels := func(activity, option string) (n, sum int) {
			s.t.Helper()
			s.must(s.Turn(t.Context(), s.key, s.id, activity, "", workshop.Revealed))
			for _, v := range s.room().ResultOf(option).Values() {
				n, sum = n+1, sum+v
			}
			return n, sum
		}
		seen, first := s.asks(workshop.ActivityDraft{Kind: workshop.Scoring, Options: "Vision"})
		for _, p := range people {
			s.must(s.votes(p, seen, first, 4, 1))
		}
		if n, sum := levels(seen, first); n != 5 || sum != 20 {
			t.Fatalf("%d voices, %d in all", n, sum)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, seen, "", workshop.Closed)) // hidden again, and yet seen
		unseen, second := s.asks(workshop.ActivityDraft{Kind: workshop.Scoring, Options: "Metrics"})
		dots, third := s.asks(workshop.ActivityDraft{Kind: workshop.Risks, Options: "Old data", Dots: 3})
		for _, p := range people {
			s.must(s.votes(p, unseen, second, 2, 1))
			s.must(s.votes(p, dots, third, 1, 1))
		}
		s.must(s.Put(t.Context(), people[0], dots, workshop.CardDraft{ID: database.NewID(), Text: "No time"}))
		s.leaves(people[0])
		if state := s.room(); state.People != 4 || state.Voted != 4 {
			t.Errorf("%d of %d have voted, want 4 of 4", state.Voted, state.People)
		}
		if n, sum := levels(unseen, second); n != 4 || sum != 8 {
			t.Errorf("not seen before: %d voices, %d in all", n, sum)
		}
		if n, sum := levels(dots, third); n != 4 || sum != 4 || len(s.room().Cards) != 1 {
			t.Errorf("dots: %d voices, %d in all, %d cards", n, sum, len(s.room().Cards))
		}
		if n, sum := levels(seen, first); n != 5 || sum != 20 {
			t.Errorf("seen before: %d voices, %d in all", n, sum)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, dots, "", workshop.Open)) // dots may be moved once more
		s.must(s.votes(people[1], dots, third, 3, 2))
		s.leaves(people[1])
		s.leaves(people[2])
		if n, sum := levels(dots, third); n != 3 || sum != 3 {
			t.Errorf("dots moved after they were seen: %d voices, %d in all", n, sum)
		}
	})
}

func TestAVoteThatComesWhileItsVoterIsDismissedIsNotHeard(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		a, option := s.asks(workshop.ActivityDraft{Kind: workshop.Motion, Options: "Go on"})
		voted := make(chan error, 1)
		s.must(s.DB.Write(t.Context(), func(ctx context.Context, _ *gorm.DB) error {
			s.must(s.Dismiss(ctx, s.key, s.id, []string{maja.Link.ObjectID}))
			go func() { voted <- s.votes(maja, a, option, workshop.Yes, 1) }()
			s.waits("workshop_participant", voted)
			return nil
		}))
		s.refused(<-voted, fault.NotFound, "a vote from no seat")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		if r := s.room().ResultOf(option); len(r.Ballots) != 0 {
			t.Errorf("counted: %+v", r)
		}
	})
}

func TestNobodySpeaksForWhoWasTakenOutOfTheRoom(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		a, option := s.asks(workshop.ActivityDraft{Kind: workshop.Motion, Options: "Go on"})
		p, err := s.AddProxy(t.Context(), s.key, s.id, workshop.Entry{Name: "Olle"})
		s.must(err)
		s.must(s.SpeakFor(t.Context(), s.key, s.id, a, p.ID, map[string]int{option: workshop.Yes}))
		s.must(s.Dismiss(t.Context(), s.key, s.id, []string{p.ID}))
		s.must(s.Dismiss(t.Context(), s.key, s.id, []string{p.ID})) // who has gone is passed over
		s.refused(s.SpeakFor(t.Context(), s.key, s.id, a, p.ID, map[string]int{option: workshop.No}), fault.NotFound, "a vote for nobody")
	})
}

// shown is a hub whose pictures are the number of people in the room, which hears what
// the database tells.
func (s *stage) shown() (*workshop.Hub, context.Context) {
	s.t.Helper()
	b := bus.New()
	ctx := bus.With(s.t.Context(), b)
	ready, stop := b.Subscribe(func(bus.Event) bool { return true })
	go b.Listen(ctx, s.DB)
	if s.DB.Postgres() {
		<-ready // the connection stands
	}
	stop()
	hub := workshop.NewHub(b, func(ctx context.Context, v workshop.View) ([]byte, error) {
		if v.For == workshop.Gone {
			return []byte("gone"), nil
		}
		state, err := s.Room(ctx, v.WorkshopID)
		return []byte{byte('0' + state.People)}, err
	}, s.Sits)
	s.t.Cleanup(hub.Stop)
	return hub, ctx
}

// sees waits for the pictures of a screen to be so, the last of them "" when it ends.
func (s stage) sees(l *workshop.Listener, pictures ...string) {
	s.t.Helper()
	late := time.After(10 * time.Second)
	for i := 0; i < len(pictures); {
		select {
		case frame := <-l.Frames(): // a picture may be seen again, and is not counted then
			if string(frame) == pictures[i] {
				i++
			} else if i == 0 || string(frame) != pictures[i-1] {
				s.t.Fatalf("a screen shows %q, want %q", frame, pictures[i])
			}
		case <-late:
			s.t.Fatalf("a screen never shows %q", pictures[i])
		}
	}
}

func TestWhoLosesTheirSeatIsToldAtOnceAndSeesNoMore(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.rehearses()
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		hub, ctx := s.shown()
		view := workshop.View{WorkshopID: s.id, For: workshop.Phones, Lang: "en"}
		looks := func(who project.Guest) *workshop.Listener {
			l, err := hub.Watch(view, workshop.Pass{Seat: who.Link.ObjectID})
			s.must(err)
			return l
		}
		first, second := looks(maja), looks(olle)
		s.sees(first, "2")
		s.sees(second, "2")
		began := time.Now()
		s.must(s.Dismiss(ctx, s.key, s.id, []string{maja.Link.ObjectID}))
		s.sees(first, "gone", "")
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("after %s", took)
		}
		s.sees(second, "1")
		first.Close()
		s.must(s.Discard(ctx, s.key, s.id))
		s.sees(second, "gone", "")
		second.Close()
	})
}

func TestASeatHasAFewScreensAndTheOldestMakesRoomForANewOne(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		hub, _ := s.shown()
		looks := func(who project.Guest, lang string) *workshop.Listener {
			l, err := hub.Watch(workshop.View{WorkshopID: s.id, For: workshop.Phones, Lang: lang}, workshop.Pass{Seat: who.Link.ObjectID})
			s.must(err)
			s.sees(l, "2")
			return l
		}
		first, other := looks(maja, "en"), looks(olle, "en")
		second := looks(maja, "sv")
		for range 3 {
			looks(maja, "en")
		}
		second.Close()
		looks(maja, "en") // in its place
		if len(first.Frames()) != 0 {
			t.Fatal("the first of five is sent away")
		}
		looks(maja, "en")
		s.sees(first, "")
		select {
		case frame := <-other.Frames():
			t.Errorf("somebody else's screen shows %q", frame)
		default:
		}
	})
}

func TestSeveralAreTakenOutOfTheRoomTogetherAndWhoHasGoneIsPassedOver(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle, ebba, nils := s.joins("Maja", ""), s.joins("Olle", ""), s.joins("Ebba", ""), s.joins("Nils", "")
		a, option := s.asks(workshop.ActivityDraft{Kind: workshop.Motion, Options: "Go on"})
		for _, p := range []project.Guest{maja, olle, ebba, nils} {
			s.must(s.votes(p, a, option, workshop.Yes, 1))
		}
		s.leaves(maja)
		b := bus.New()
		events, stop := b.Subscribe(func(e bus.Event) bool { return e.Kind == workshop.Parted && e.ID == s.id })
		defer stop()
		go b.Listen(t.Context(), s.DB)
		if s.DB.Postgres() {
			<-events // the connection stands
		}
		all := []string{maja.Link.ObjectID, olle.Link.ObjectID, ebba.Link.ObjectID}
		s.refused(s.Dismiss(t.Context(), s.key, s.id, append(slices.Clone(all), database.NewID())), fault.NotFound, "somebody who never was there")
		if n := s.room().People; n != 3 {
			t.Errorf("%d are left after nobody was taken out", n)
		}
		for range 2 {
			s.must(s.Dismiss(bus.With(t.Context(), b), s.key, s.id, all))
		}
		select {
		case <-events:
		case <-time.After(10 * time.Second):
			t.Fatal("nobody is told")
		}
		time.Sleep(100 * time.Millisecond)
		if more := len(events); more != 0 {
			t.Errorf("told %d times more", more)
		}
		if state := s.room(); state.People != 1 || state.Voted != 1 {
			t.Errorf("%d of %d have voted", state.Voted, state.People)
		}
		var lines int64
		s.must(s.DB.Ask(t.Context(), func(tx *gorm.DB) error {
			return tx.Model(&audit.Entry{}).Where("object_id = ? AND after_image LIKE ?", s.id, "%dismissed_seat%").Count(&lines).Error
		}))
		if lines != 3 {
			t.Errorf("the log tells of %d seats", lines)
		}
	})
}
