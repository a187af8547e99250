package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"
)

// gathering is how large a workshop is, and what happens in it.
type gathering struct {
	participants int
	votes        int // in a second
	lasts        time.Duration
	reveals      int
}

// ballots is how many votes are cast in all.
func (g gathering) ballots() int { return int(g.lasts.Seconds() * float64(g.votes)) }

// hall is a server with its audience.
type hall struct {
	*audience
	each   float64 // bytes resident for each participant
	took   []time.Duration
	length int // of the picture that is revealed
}

// measureWorkshops fills a room with participants who come in by its code and
// listen, lets them vote, and reveals what came of it, in turns with a server that
// does nothing but hand the very same pictures to as many who listen.
func (b *bench) measureWorkshops(ctx context.Context) (err error) {
	r, err := b.openRoom(ctx)
	if err != nil {
		return err
	}
	ours, err := b.seat(ctx, b.node.cmd.Process.Pid, b.node.settle, b.node.base+"/room/events", r.cookies())
	if err != nil {
		return err
	}
	defer ours.leave()
	if err := b.castVotes(ctx, r); err != nil {
		return err
	}
	hidden, err := ours.see(ctx, r.mark("closed"), func() error { return b.turn(r, r.on(), "closed") })
	if err != nil {
		return err
	}
	server, err := startBareEvents(ctx, b.programs.events)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	if err := server.show(hidden.picture); err != nil {
		return err
	}
	bare, err := b.seat(ctx, server.cmd.Process.Pid, server.settle, server.base+"/events", r.cookies())
	if err != nil {
		return err
	}
	defer bare.leave()
	for range b.scale.room.reveals {
		if err := b.reveal(ctx, r, ours, server, bare); err != nil {
			return err
		}
	}
	b.showRoom(ours, bare)
	return nil
}

// seat lets an audience come, and sees what a server then holds for each of them.
func (b *bench) seat(ctx context.Context, pid int, settle func() error, address string, cookies []string) (*hall, error) {
	if err := settle(); err != nil {
		return nil, err
	}
	before := residentOf(pid)
	a, err := attend(ctx, address, cookies)
	if err != nil {
		return nil, err
	}
	time.Sleep(time.Second)
	if err := settle(); err != nil {
		return nil, err
	}
	return &hall{audience: a, each: float64(residentOf(pid)-before) / float64(len(cookies))}, nil
}

// castVotes lets all phones vote, each on each question once, and looks that every
// vote is there afterwards.
func (b *bench) castVotes(ctx context.Context, r *room) error {
	asks := make([]ask, b.scale.room.ballots())
	for i := range asks {
		question := i / len(r.phones)
		a := r.activities[question/practices]
		asks[i] = r.phones[i%len(r.phones)].ballot(b.node.base, a.id, a.subjects[question%practices], i*7%5+1)
	}
	s, err := b.node.crowd(waiters).pour(ctx, asks, b.scale.room.votes)
	if err != nil {
		return err
	}
	cast, err := s.result()
	if err != nil {
		return err
	}
	var rows int64
	if err := b.look(ctx, func(tx *gorm.DB) error {
		return tx.Table("workshop_vote").Where("workshop_id = ? AND value > 0", path.Base(r.path)).Count(&rows).Error
	}); err != nil {
		return err
	}
	b.report.in("Votes of a full hall, all acknowledged, while everybody listens", "database", "participants", "votes", "rows", "a second", "p50 ms", "p99 ms", "CPU ms").
		line(b.at.name, len(r.phones), len(asks), rows, cast)
	b.report.atLeast(b.at.name, "votes a second", "", cast.perSecond, 0.99*float64(b.scale.room.votes))
	b.report.atMost(b.at.name, "votes lost", "", float64(len(asks))-float64(rows), 0)
	return nil
}

// reveal reveals on each of the servers what is hidden, and hides it again. The bare
// one is given the pictures that Stegvis drew.
func (b *bench) reveal(ctx context.Context, r *room, ours *hall, server *bareEvents, bare *hall) error {
	for _, phase := range []string{"revealed", "closed"} {
		time.Sleep(calm)
		drawn, err := ours.see(ctx, r.mark(phase), func() error { return b.turn(r, r.on(), phase) })
		if err != nil {
			return fmt.Errorf("%s: %w", phase, err)
		}
		time.Sleep(calm)
		sent, err := bare.see(ctx, r.mark(phase), func() error { return server.show(drawn.picture) })
		if err != nil {
			return fmt.Errorf("bare, %s: %w", phase, err)
		}
		if !bytes.Equal(drawn.picture, sent.picture) {
			return errors.New("the bare server shows something else")
		}
		if phase == "revealed" {
			ours.took, bare.took = append(ours.took, drawn.after), append(bare.took, sent.after)
			ours.length, bare.length = len(drawn.picture), len(sent.picture)
		}
	}
	return nil
}

// calm is how long nothing happens before an order.
const calm = 300 * time.Millisecond

func (b *bench) showRoom(ours, bare *hall) {
	table := b.report.in("A reveal, until the last participant has the picture", "database", "server", "participants", "reveals", "KB", "ms (half of them)", "ms at the least", "ms at the most", "of the bare one's", "KB resident each", "of the bare one's")
	half := func(h *hall) time.Duration { return slices.Sorted(slices.Values(h.took))[len(h.took)/2] }
	for _, one := range []struct {
		name string
		*hall
	}{{"stegvis", ours}, {"bare events", bare}} {
		table.line(b.at.name, one.name, len(one.conns), len(one.took), kilobytes(one.length), half(one.hall), slices.Min(one.took), slices.Max(one.took),
			times(half(one.hall), half(bare)), kilobytes(int(one.each)), figure(one.each/bare.each)+" ×")
	}
	people := strconv.Itoa(len(ours.conns))
	b.report.atMost(b.at.name, "reveal to "+people+": time of a bare server of events", " ×", ratio(half(ours), half(bare)), 1.5)
	b.report.atMost(b.at.name, "memory of an idle participant: of a bare server of events'", " ×", ours.each/bare.each, 1.25)
}
