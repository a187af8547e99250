package guide

import (
	"context"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
)

// KeptKind names advice in the log.
const KeptKind record.Kind = "advice"

// Ending is why advice is not given any more.
type Ending string

// The endings; "" while it is given.
const (
	Followed  Ending = "followed"  // its reason is gone
	Dismissed Ending = "dismissed" // a lead does not want it for a while
)

// Jobs is whom the log names when no person's change ended advice, but the passing
// of days.
const Jobs = "health"

// ActFollowed is what the log calls it when the reason for advice is gone.
const ActFollowed audit.Action = "followed"

// Kept is advice as it was last written down: since when it is given and, later,
// how it ended. A rule that fires again makes a new row.
type Kept struct {
	ID             string     `json:"id" gorm:"primaryKey"`
	OrganisationID string     `json:"organisation_id"`
	ProjectID      string     `json:"project_id"`
	Rule           string     `json:"rule"`
	Object         string     `json:"object"`
	Found          Advice     `json:"found" gorm:"serializer:json"`
	GivenAt        time.Time  `json:"given_at"`
	EndedAt        *time.Time `json:"ended_at"`
	Ending         Ending     `json:"ending"`
	EndedBy        string     `json:"ended_by"` // whose change ended it
}

// TableName tells GORM.
func (Kept) TableName() string { return "advice" }

// Keep writes a project's health down and, beside it, the advice that is given: what
// is new, what has changed, and what is not given any more. Advice whose reason is
// gone counts as followed, and the log says so; that it was dismissed does not. The
// web layer calls it after each change within a project and an hourly job for all;
// a page that only reads never does.
func (g *Guide) Keep(ctx context.Context, key project.Scope) error {
	seen, err := g.outlook.Keep(ctx, key)
	if err != nil {
		return err
	}
	now, err := g.look(ctx, key, seen)
	if err != nil {
		return err
	}
	before, err := g.given(ctx, key)
	if err != nil {
		return err
	}
	if turned(before, now).empty() {
		return nil
	}
	return g.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Touch(tx, key.ProjectID); err != nil { // others wait here, and then look
			return err
		}
		seen, _, err := g.outlook.Look(ctx, key)
		if err != nil {
			return err
		}
		if now, err = g.look(ctx, key, seen); err != nil {
			return err
		}
		if before, err = g.given(ctx, key); err != nil {
			return err
		}
		return turned(before, now).write(ctx, tx, key)
	})
}

// Given is the advice that is given, as it was last written down and as far as the
// person may know of it: for pages that show a part of it and do not look at
// everything for that.
func (g *Guide) Given(ctx context.Context, key project.Scope) ([]Kept, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	all, err := g.given(ctx, key)
	return slices.DeleteFunc(all, func(k Kept) bool { return !mayKnow(key, k.Rule) }), err
}

// given is Given with what not everybody may know.
func (g *Guide) given(ctx context.Context, key project.Scope) ([]Kept, error) {
	var all []Kept
	err := g.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND ended_at IS NULL", key.ProjectID).Order("given_at, id").Find(&all).Error
	})
	revive(all)
	return all, err
}

// Followed is the advice that was followed in the last FollowedDays, the latest
// first.
func (g *Guide) Followed(ctx context.Context, key project.Scope) ([]Kept, error) {
	var all []Kept
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := g.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND ending = ? AND ended_at >= ? AND rule NOT IN ?", key.ProjectID, Followed, followedSince(key), closedRules(key)).
			Order("ended_at DESC, id DESC").Limit(200).Find(&all).Error
	})
	revive(all)
	return all, err
}

// revive gives advice that was written down its rule again.
func revive(all []Kept) {
	for i := range all {
		if r, is := known(all[i].Rule); is {
			all[i].Found.belongs(r, 0)
		}
	}
}

// turn is what differs between what is written down and what is found.
type turn struct {
	begun   []Advice
	changed []Kept
	ended   []Kept
}

func (t turn) empty() bool { return len(t.begun)+len(t.changed)+len(t.ended) == 0 }

func turned(before []Kept, now Guidance) turn {
	var t turn
	open, rests := byID(now.Open), byID(now.Resting)
	for _, k := range before {
		at := id{k.Rule, k.Object}
		f, still := open[at]
		delete(open, at)
		_, dismissed := rests[at]
		switch {
		case still && !k.Found.same(f):
			k.Found = f
			t.changed = append(t.changed, k)
		case still:
		case dismissed:
			k.Ending = Dismissed
			t.ended = append(t.ended, k)
		default:
			k.Ending = Followed
			t.ended = append(t.ended, k)
		}
	}
	for _, f := range now.Open {
		if _, new := open[f.id()]; new {
			t.begun = append(t.begun, f)
		}
	}
	return t
}

func byID(all []Advice) map[id]Advice {
	at := make(map[id]Advice, len(all))
	for _, f := range all {
		at[f.id()] = f
	}
	return at
}

// same reports whether two pieces of advice by one rule say the same.
func (a Advice) same(g Advice) bool {
	a.rule, a.nth, g.rule, g.nth = Rule{}, 0, Rule{}, 0
	return reflect.DeepEqual(a, g)
}

// write brings the table up to date. Two who do so at once write each line once:
// the second one finds it there, or ended already.
func (t turn) write(ctx context.Context, tx *gorm.DB, key project.Scope) error {
	at := database.Instant(key.Now())
	for _, f := range t.begun {
		k := Kept{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Rule: f.Rule, Object: f.Object, Found: f, GivenAt: at}
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&k).Error; err != nil {
			return err
		}
	}
	for _, k := range t.changed {
		if err := tx.Model(&k).Where("ended_at IS NULL").Select("found").Updates(&k).Error; err != nil {
			return err
		}
	}
	for _, k := range t.ended {
		if err := k.end(ctx, tx, key, at); err != nil {
			return err
		}
	}
	return nil
}

func (k Kept) end(ctx context.Context, tx *gorm.DB, key project.Scope, at time.Time) error {
	k.EndedAt, k.EndedBy = &at, key.Actor().Name
	done := tx.Model(&k).Where("ended_at IS NULL").Select("ended_at", "ending", "ended_by").Updates(&k)
	if done.Error != nil || done.RowsAffected == 0 || k.Ending != Followed {
		return done.Error
	}
	return record.Log(record.Needing(ctx, needs(k.Rule)), tx, key, ActFollowed, record.Ref{Kind: KeptKind, ID: k.ID}, titleKey(k.Rule), nil, nil)
}
