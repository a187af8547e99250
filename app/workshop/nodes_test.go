package workshop_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/workshop"
)

// otherNode tells this program, started again, that it is another node: the address
// of the database, the activity, its question and the seats for which it votes.
const otherNode = "STEGVIS_TEST_OTHER_NODE"

func TestMain(m *testing.M) {
	if asked := os.Getenv(otherNode); asked != "" {
		voteUntilKilled(strings.Fields(asked))
	}
	os.Exit(m.Run())
}

// voteUntilKilled votes for each seat over and over, and prints each vote that was
// acknowledged: the seat's place and the phone's counter.
func voteUntilKilled(asked []string) {
	ctx := context.Background()
	db, err := database.Open(ctx, asked[0], "")
	if err != nil {
		fmt.Println("fault", err)
		os.Exit(1)
	}
	accounts := account.New(db, account.Letters{}, time.Now)
	s := workshop.New(db, accounts, time.Now)
	var all sync.WaitGroup
	for i, token := range asked[3:] {
		all.Go(func() {
			link, err := accounts.LinkByToken(ctx, account.Seat, token)
			for sent := int64(1); err == nil; sent++ {
				err = s.Vote(ctx, project.Guest{Link: link, Now: time.Now()}, asked[1], workshop.VoteDraft{Subject: asked[2], Value: int(sent%3) + 1, Sent: sent})
				if err == nil {
					fmt.Println("vote", i, sent)
				}
			}
			fmt.Println("fault", err)
		})
	}
	all.Wait()
	os.Exit(1)
}

func TestOfTwoNodesOneIsKilledAmidAVoteAndNoVoteIsLostOrDoubled(t *testing.T) {
	url := databasetest.URL(t)
	db, err := database.Open(t.Context(), url, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	texts, err := i18n.Open(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	accounts := account.New(db, account.Letters{}, time.Now)
	s := stage{Workshops: workshop.New(db, accounts, time.Now), t: t, key: projecttest.Open(t, db, texts.For("en"), date.New(2026, 11, 25)), accounts: accounts}
	w, err := s.Create(t.Context(), s.key, workshop.Draft{Title: "Go or no-go", HeldOn: date.New(2026, 11, 25), Naming: workshop.Anonymous})
	s.must(err)
	s.id = w.ID
	activity := s.adds(workshop.ActivityDraft{Kind: workshop.Motion, Options: "Go on"})
	s.must(s.Begin(t.Context(), s.key, s.id))
	_, all, err := s.Agenda(t.Context(), s.key, s.id)
	s.must(err)
	question := all[0].Settings().Options[0].Key
	s.must(s.Turn(t.Context(), s.key, s.id, activity, "", workshop.Open))
	tokens := make([]string, 24)
	for i := range tokens {
		_, tokens[i], err = s.Join(t.Context(), workshop.Entry{Code: s.code()}, "10.0.0.1")
		s.must(err)
	}
	there, here := tokens[:12], tokens[12:]
	frames := s.watches(db)

	acknowledged := s.killsTheOther(append([]string{url, activity, question}, there...), func(i int) {
		s.must(s.votes(s.guest(here[i%len(here)]), activity, question, workshop.Yes, int64(i+1)))
	})
	for i, token := range there { // each phone sends again what it has no answer for
		sent := acknowledged[i] + 1
		s.must(s.votes(s.guest(token), activity, question, int(sent%3)+1, sent))
	}
	s.must(s.Turn(t.Context(), s.key, s.id, activity, "", workshop.Revealed))
	result := s.room().ResultOf(question)
	if got := result.Count(workshop.Yes) + result.Count(workshop.No) + result.Count(workshop.Abstain); got != len(tokens) || len(result.Ballots) != len(tokens) {
		t.Errorf("%d voices count of %d: %+v", got, len(tokens), result.Ballots)
	}
	if result.Count(workshop.Yes) < len(here) {
		t.Errorf("votes that this node acknowledged are gone: %+v", result.Ballots)
	}
	want := fmt.Sprintf("revealed %d", len(tokens))
	for deadline := time.After(15 * time.Second); ; {
		select {
		case frame := <-frames:
			if string(frame) == want {
				return
			}
		case <-deadline:
			t.Fatalf("the screens of the other node never show %q", want)
		}
	}
}

func (s stage) guest(token string) project.Guest {
	s.t.Helper()
	link, err := s.accounts.LinkByToken(s.t.Context(), account.Seat, token)
	s.must(err)
	return project.Guest{Link: link, Now: time.Now()}
}

// watches gives what the screens of this node are shown: the phase, and how many
// voices are seen.
func (s stage) watches(db *database.DB) <-chan []byte {
	b := bus.New()
	ready, stop := b.Subscribe(func(bus.Event) bool { return true })
	go b.Listen(s.t.Context(), db)
	<-ready // the connection stands
	stop()
	hub := workshop.NewHub(b, func(ctx context.Context, v workshop.View) ([]byte, error) {
		state, err := s.Room(ctx, v.WorkshopID)
		if err != nil || state.Activity == nil {
			return nil, err
		}
		seen := state.Voted
		if len(state.Results) > 0 {
			seen = len(state.Results[0].Ballots)
		}
		return fmt.Appendf(nil, "%s %d", state.Activity.Phase, seen), nil
	}, s.Sits)
	l := hub.Look(workshop.View{WorkshopID: s.id, For: workshop.Leads, Lang: "en"}, workshop.Pass{})
	s.t.Cleanup(hub.Stop)
	return l.Frames()
}

// killsTheOther starts another node, votes through this one meanwhile, kills the other
// amid its votes, and gives the last vote of each seat that it acknowledged.
func (s stage) killsTheOther(asked []string, meanwhile func(i int)) map[int]int64 {
	s.t.Helper()
	node := exec.Command(os.Args[0])
	node.Env = append(os.Environ(), otherNode+"="+strings.Join(asked, " "))
	out, err := node.StdoutPipe()
	s.must(err)
	s.must(node.Start())
	acknowledged := map[int]int64{}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		var i int
		var sent int64
		if _, err := fmt.Sscanf(lines.Text(), "vote %d %d", &i, &sent); err != nil {
			s.t.Fatalf("the other node says %q", lines.Text())
		}
		acknowledged[i] = max(acknowledged[i], sent)
		if n < 60 {
			meanwhile(n)
		}
		if n == 150 {
			s.must(node.Process.Kill())
		}
	}
	_ = node.Wait() // it was killed
	s.stands(asked, acknowledged)
	return acknowledged
}

// stands looks that each acknowledged vote, or a later one, is there exactly once.
func (s stage) stands(asked []string, acknowledged map[int]int64) {
	s.t.Helper()
	for i, token := range asked[3:] {
		var sent []int64
		s.must(s.DB.Read(s.t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Raw("SELECT sent FROM workshop_vote WHERE activity_id = ? AND participant_id = ?", asked[1], s.guest(token).Link.ObjectID).Scan(&sent).Error
		}))
		if acknowledged[i] > 0 && (len(sent) != 1 || sent[0] < acknowledged[i]) {
			s.t.Errorf("seat %d: vote %d was acknowledged, and there are %v", i, acknowledged[i], sent)
		}
	}
}
