package workshop

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// voicesMost is how many made-up voices a rehearsal has at most.
const voicesMost = 40

// VoicesDraft asks for made-up voices.
type VoicesDraft struct {
	People int `form:"people"`
}

// Rehearse seats made-up people until there are so many, and lets those who are there
// speak where the room is asked something. Two rehearsals of one agenda with as many
// voices hear the same.
func (s *Workshops) Rehearse(ctx context.Context, key project.Scope, id string, d VoicesDraft) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	if d.People < 1 || d.People > voicesMost {
		return fault.Field("people", "agenda.rehearsal.fault.people")
	}
	return s.running(ctx, key, id, func(tx *gorm.DB, w *Workshop) error {
		if err := rehearsal(w); err != nil {
			return err
		}
		people, err := s.madeUp(ctx, tx, *w, d.People, key.Text)
		if err != nil {
			return err
		}
		var open []Activity
		if err := tx.Where("workshop_id = ? AND phase = ?", id, Open).Order("place").Find(&open).Error; err != nil {
			return err
		}
		for _, a := range open {
			if err := s.speak(tx, a, people, key.Text); err != nil {
				return err
			}
		}
		return nil
	})
}

func rehearsal(w *Workshop) error {
	if !w.Rehearsal {
		return fault.New(fault.Refused, "agenda.rehearsal.fault.real")
	}
	return nil
}

// madeUp are the made-up people in a room, n of them at least.
func (s *Workshops) madeUp(ctx context.Context, tx *gorm.DB, w Workshop, n int, t *i18n.Text) ([]Participant, error) {
	var people []Participant
	if err := tx.Where("workshop_id = ? AND made_up = ? AND left_at IS NULL", w.ID, true).Order("seat").Find(&people).Error; err != nil {
		return nil, err
	}
	names := strings.Split(t.T("agenda.voices.names"), ", ")
	for i := len(people); i < n; i++ {
		p := Participant{MadeUp: true}
		if w.Naming != Anonymous {
			p.Name = names[i%len(names)]
		}
		if w.AskRole {
			p.Role = Roles()[i%len(Roles())]
		}
		if err := s.sit(ctx, tx, w, &p); err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	return people, nil
}

// speak writes what made-up people say in an activity. Who has spoken already says
// nothing more.
func (s *Workshops) speak(tx *gorm.DB, a Activity, people []Participant, t *i18n.Text) error {
	var heard []string
	err := tx.Raw(`SELECT participant_id FROM workshop_card WHERE activity_id = ? UNION SELECT participant_id FROM workshop_vote WHERE activity_id = ?`, a.ID, a.ID).Scan(&heard).Error
	if err != nil {
		return err
	}
	v := voices{activity: a, rules: a.Rules(), random: chance(a), at: database.Instant(s.now()), silent: map[string]bool{}}
	for _, id := range heard {
		v.silent[id] = true
	}
	v.write(people, t)
	var cards []Card
	if err := tx.Where("activity_id = ? AND hidden = ?", a.ID, false).Order("created_at, id").Find(&cards).Error; err != nil {
		return err
	}
	v.vote(people, append(cards, v.cards...))
	if len(v.cards) > 0 {
		if err := tx.Create(&v.cards).Error; err != nil {
			return err
		}
	}
	if len(v.votes) == 0 {
		return nil
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&v.votes, 200).Error
}

// chance is random, but the same for the same place of an agenda and the same matter.
func chance(a Activity) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(a.Kind))
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(a.Place)))
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}

// voices are what made-up people say in one activity.
type voices struct {
	activity Activity
	rules    Rules
	random   *rand.Rand
	at       time.Time
	silent   map[string]bool // who has spoken already
	cards    []Card
	votes    []Vote
}

// write hands out the cards of the catalogue, one to each until none are left.
func (v *voices) write(people []Participant, t *i18n.Text) {
	if !v.rules.Cards {
		return
	}
	lines := strings.Split(strings.TrimSpace(t.T("agenda.voices."+string(v.activity.Kind))), "\n")
	for i, line := range lines {
		if i >= len(people) || v.silent[people[i].ID] {
			continue
		}
		a := v.activity
		c := Card{ID: database.NewID(), ActivityID: a.ID, WorkshopID: a.WorkshopID, OrganisationID: a.OrganisationID, ProjectID: a.ProjectID, ParticipantID: people[i].ID, Text: line, Table: v.activity.tableOf(people[i]), CreatedAt: v.at}
		if v.rules.Wide > 0 {
			c.Column, c.Line = 1+v.random.IntN(v.rules.Wide), 1+v.random.IntN(v.rules.High)
		}
		v.cards = append(v.cards, c)
	}
}

// vote lets each vote as the activity's rules allow.
func (v *voices) vote(people []Participant, cards []Card) {
	settings := v.activity.Settings()
	var subjects []string
	for _, o := range settings.Options {
		subjects = append(subjects, o.Key)
	}
	if v.rules.Voting == Dots {
		for _, c := range cards {
			subjects = append(subjects, c.ID)
		}
	}
	if len(subjects) == 0 || v.rules.Voting == NoVote {
		return
	}
	for _, p := range people {
		switch {
		case v.silent[p.ID]:
		case v.rules.Voting == Dots:
			v.spread(p, subjects, settings.Each())
		default:
			for i, subject := range subjects {
				v.say(p, subject, settings.nearest(subject, v.value(i)))
			}
		}
	}
}

// spread puts a participant's dots down one by one; the first subjects draw more.
func (v *voices) spread(p Participant, subjects []string, dots int) {
	given := map[string]int{}
	for range dots {
		given[subjects[min(v.random.IntN(len(subjects)), v.random.IntN(len(subjects)))]]++
	}
	for _, subject := range subjects {
		if given[subject] > 0 {
			v.say(p, subject, given[subject])
		}
	}
}

// value is a level around a middle of the subject's own, or a choice, more often yes.
func (v *voices) value(subject int) int {
	if v.rules.Voting == Choice {
		return []int{Yes, Yes, Yes, No, Abstain}[v.random.IntN(5)]
	}
	middle := 1 + (subject*2+1)%v.rules.Top
	return min(max(middle-1+v.random.IntN(3), 1), v.rules.Top)
}

// nearest is the value of a subject that can be chosen and is nearest to one.
func (s Settings) nearest(subject string, value int) int {
	option, _ := s.Option(subject)
	if len(option.Steps) == 0 {
		return value
	}
	away := func(step Step) int { return max(step.Value-value, value-step.Value) }
	return slices.MinFunc(option.Steps, func(x, y Step) int { return away(x) - away(y) }).Value
}

func (v *voices) say(p Participant, subject string, value int) {
	a := v.activity
	v.votes = append(v.votes, Vote{
		ActivityID: a.ID, Subject: subject, ParticipantID: p.ID, WorkshopID: a.WorkshopID, OrganisationID: a.OrganisationID, ProjectID: a.ProjectID,
		Role: p.Role, Table: v.activity.tableOf(p), Value: value, Sent: 1, UpdatedAt: v.at,
	})
}

// Discard throws a rehearsal away: voices, cards and votes go, and the agenda waits
// as before.
func (s *Workshops) Discard(ctx context.Context, key project.Scope, id string) error {
	return s.noted(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if err := rehearsal(w); err != nil {
			return err
		}
		for _, of := range []any{&Vote{}, &Card{}, &Participant{}} {
			if err := tx.Where("workshop_id = ? AND project_id = ?", id, key.ProjectID).Delete(of).Error; err != nil {
				return err
			}
		}
		if err := database.Restart(tx, seats(id)); err != nil {
			return err
		}
		err := tx.Model(&Activity{}).Where("workshop_id = ?", id).
			Updates(map[string]any{"phase": Waiting, "outcome": "{}", "opened_at": nil, "revealed_at": nil, "gathered_at": nil}).Error
		if err != nil {
			return err
		}
		w.Live = Live{WorkshopID: w.ID, OrganisationID: w.OrganisationID, ProjectID: w.ProjectID}
		if err := saveLive(tx, w.Live); err != nil {
			return err
		}
		return parted(ctx, tx, w.ProjectID, id)
	})
}
