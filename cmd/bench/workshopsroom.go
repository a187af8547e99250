package main

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// practices is how many questions the room is asked at a time: a dimension of
// maturity has four to six.
const practices = 6

// activities is how many it takes for each vote to be one of its own.
func (g gathering) activities() int {
	each := g.participants * practices
	return (g.ballots() + each - 1) / each
}

// room is a workshop that the owner leads.
type room struct {
	path       string     // of the workshop
	activities []activity // the last is on
	phones     []phone
}

// activity is a point of its agenda, with what is voted on.
type activity struct {
	id       string
	subjects []string
}

// on is what the room sees.
func (r *room) on() string { return r.activities[len(r.activities)-1].id }

var (
	subjectField = regexp.MustCompile(`data-subject="([^"]+)"`)
	activityLink = regexp.MustCompile(`/activities/([0-9a-f-]{36})`)
)

// openRoom begins a workshop, lets everybody in and asks them for their scores.
func (b *bench) openRoom(ctx context.Context) (*room, error) {
	project, err := b.owner.begin("Measured workshop " + b.at.name)
	if err != nil {
		return nil, err
	}
	r := new(room)
	if r.path, err = b.owner.post(project+"/workshops", url.Values{"title": {"A full hall"}, "held_on": {"2030-01-01"}, "naming": {"anonymous"}, "ask_role": {"true"}}); err != nil {
		return nil, err
	}
	if err := b.plan(r); err != nil {
		return nil, err
	}
	if _, err := b.owner.post(r.path+"/desk/begin", url.Values{}); err != nil {
		return nil, err
	}
	code, err := b.codeOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if r.phones, err = comeIn(b.node.base, code, b.scale.room.participants); err != nil {
		return nil, err
	}
	return r, b.ask(r)
}

// plan puts the questions on the agenda.
func (b *bench) plan(r *room) error {
	var questions []string
	for i := range practices {
		questions = append(questions, fmt.Sprintf("How well do we do practice %d?", i+1))
	}
	form := url.Values{"kind": {"scoring"}, "title": {"Where we stand"}, "minutes": {"60"}, "options": {strings.Join(questions, "\n")}}
	for range b.scale.room.activities() {
		if _, err := b.owner.post(r.path+"/activities", form); err != nil {
			return err
		}
	}
	agenda, err := b.owner.page(r.path)
	if err != nil {
		return err
	}
	for _, link := range activityLink.FindAllSubmatch(agenda, -1) {
		if id := string(link[1]); !slices.ContainsFunc(r.activities, func(a activity) bool { return a.id == id }) {
			r.activities = append(r.activities, activity{id: id})
		}
	}
	if len(r.activities) != b.scale.room.activities() {
		return fmt.Errorf("the agenda shows %d activities", len(r.activities))
	}
	return nil
}

// ask opens one activity after another and learns from a phone what is voted on.
func (b *bench) ask(r *room) error {
	for i := range r.activities {
		a := &r.activities[i]
		if err := b.turn(r, a.id, "open"); err != nil {
			return err
		}
		look := ask{address: b.node.base + "/room", cookie: r.phones[0].cookie, right: func(_ int, page []byte) error {
			for _, subject := range subjectField.FindAllSubmatch(page, -1) {
				a.subjects = append(a.subjects, string(subject[1]))
			}
			if len(a.subjects) != practices {
				return fmt.Errorf("asks %d questions", len(a.subjects))
			}
			return nil
		}}
		if err := look.once(); err != nil {
			return err
		}
	}
	return nil
}

// codeOf is what the screen on the wall shows.
func (b *bench) codeOf(ctx context.Context, r *room) (code string, err error) {
	err = b.look(ctx, func(tx *gorm.DB) error {
		return tx.Table("workshop_live").Where("workshop_id = ?", path.Base(r.path)).Pluck("code", &code).Error
	})
	return code, err
}

// look reads the node's database.
func (b *bench) look(ctx context.Context, fn func(tx *gorm.DB) error) error {
	db, err := b.at.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Read(ctx, func(_ context.Context, tx *gorm.DB) error { return fn(tx) })
}

func (r *room) cookies() []string {
	cookies := make([]string, len(r.phones))
	for i, p := range r.phones {
		cookies[i] = p.cookie
	}
	return cookies
}

// mark is what tells the picture of a phase of what is on from others.
func (r *room) mark(phase string) string { return `data-on="` + r.on() + " " + phase + " " }

// turn is the order to bring an activity to a phase.
func (b *bench) turn(r *room, activity, phase string) error {
	_, err := b.owner.post(r.path+"/desk/turn", url.Values{"activity": {activity}, "phase": {phase}})
	return err
}
