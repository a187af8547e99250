// Package guide reads how a project stands and says the next best steps: what to
// do, why, who says so, how long it takes, and where it is done.
package guide

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// Slices are what the guidance asks beyond the outlook.
type Slices struct {
	Plan      *rollout.Plan
	Risks     *risk.Register
	Tracks    *framework.Framework
	Decisions *decision.Register
	Involved  *stakeholder.Stakeholders
}

// Guide advises on all projects.
type Guide struct {
	db         *database.DB
	outlook    *outlook.Outlook
	slices     Slices
	Dismissals record.Register[Dismissal, *Dismissal, DismissalDraft]
}

// New takes the database, the outlook and the slices.
func New(db *database.DB, look *outlook.Outlook, s Slices) *Guide {
	return &Guide{
		db: db, outlook: look, slices: s,
		Dismissals: record.Register[Dismissal, *Dismissal, DismissalDraft]{DB: db, May: project.Manage, Check: checkDismissal},
	}
}

// Guidance is what there is to say about a project at a moment.
type Guidance struct {
	Open     []Advice // what presses most first
	Resting  []Advice // dismissed for a while
	Followed int      // in the last FollowedDays
}

// FollowedDays is for how long what was followed is counted.
const FollowedDays = 30

// Look gives advice on a project whose outlook was read already, in one query: all
// that the person may know.
func (g *Guide) Look(ctx context.Context, key project.Scope, seen outlook.State) (Guidance, error) {
	all, err := g.look(ctx, key, seen)
	return all.For(key), err
}

// look is Look with what not everybody may know.
func (g *Guide) look(ctx context.Context, key project.Scope, seen outlook.State) (Guidance, error) {
	var facts []record.Fact
	err := g.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		facts, err = record.Facts(ctx, tx, key, append(g.asks(key), adviceFacts(key)...))
		return err
	})
	return adviceOf(seen, key.Project.StartOn, facts, key.Today()), err
}

// asks are all queries that the rules need.
func (g *Guide) asks(key project.Scope) []record.Asking {
	return slices.Concat(g.slices.Plan.Facts(key), g.slices.Risks.Facts(key), g.slices.Tracks.Facts(key),
		g.slices.Decisions.Facts(key), g.slices.Involved.Facts(key), ownFacts(key))
}

// The facts about advice itself.
const (
	factResting  = "resting"  // each dismissal that holds: State is its rule, Of its object
	factFollowed = "followed" // Count is how much was followed in the last FollowedDays
)

func adviceFacts(key project.Scope) []record.Asking {
	return []record.Asking{
		record.Ask(factResting, record.Columns{ID: "id", State: "rule", Of: "object"},
			"FROM advice_dismissal WHERE project_id = ? AND deleted_at IS NULL AND returns_on > ?", key.ProjectID, key.Today()),
		record.Ask(factFollowed, record.Columns{Count: "COUNT(*)"}, "FROM advice WHERE project_id = ? AND ending = ? AND ended_at >= ? AND rule NOT IN ?",
			key.ProjectID, Followed, followedSince(key), closedRules(key)),
	}
}

func followedSince(key project.Scope) time.Time {
	return database.Instant(key.Now().AddDate(0, 0, -FollowedDays))
}

// adviceOf puts what the rules find apart from what rests.
func adviceOf(seen outlook.State, start date.Day, facts []record.Fact, today date.Day) Guidance {
	var all Guidance
	rests := map[id]bool{}
	for _, f := range facts {
		switch f.Name {
		case factResting:
			rests[id{f.State, f.Of}] = true
		case factFollowed:
			all.Followed = f.Count
		}
	}
	for _, a := range Advise(stateOf(seen, start, facts), today) {
		if rests[a.id()] {
			all.Resting = append(all.Resting, a)
			continue
		}
		all.Open = append(all.Open, a)
	}
	return all
}
