package outlook

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// placings are how the rows of all sorts stand on the grid, in the order in which
// a list tells their sorts.
func placings() []record.Placing {
	all := []record.Placing{risk.Placing(), rollout.Placing(), decision.Placing(), businesscase.Placing()}
	return append(append(all, framework.Placings()...), stakeholder.Placings()...)
}

// GridKinds are the sorts of rows that stand on the grid.
func GridKinds() []record.Kind {
	var kinds []record.Kind
	for _, p := range placings() {
		kinds = append(kinds, p.Kind)
	}
	return kinds
}

// Grid lays a project out as it stands now: three queries, however much there is.
func (o *Outlook) Grid(ctx context.Context, key project.Scope) (Grid, error) {
	tracks, err := o.slices.Tracks.Tracks(ctx, key)
	if err != nil {
		return Grid{}, err
	}
	return o.GridOver(ctx, key, tracks)
}

// GridOver is Grid for who has read where the tracks stand: one query.
func (o *Outlook) GridOver(ctx context.Context, key project.Scope, tracks framework.Tracks) (Grid, error) {
	var counted []Tally
	if err := key.Require(project.Read); err != nil {
		return Grid{}, err
	}
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		counted, err = tally(tx, []string{key.ProjectID}, key.Today())
		return err
	})
	return Lay(tracks, counted, key.Today()), err
}

// GridsOf is Grid for the projects of a portfolio at a moment, by their ids: three
// queries, and one more for each further day that it is somewhere among them. Who has
// the summaries was let in to those projects.
func (o *Outlook) GridsOf(ctx context.Context, all []project.Summary, now time.Time) (map[string]Grid, error) {
	grids := make(map[string]Grid, len(all))
	if len(all) == 0 {
		return grids, nil
	}
	ids, on := make([]string, len(all)), map[date.Day][]string{}
	for i, p := range all {
		today := date.Of(now, p.Zone())
		ids[i], on[today] = p.ID, append(on[today], p.ID)
	}
	tracks, err := o.slices.Tracks.TracksOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	err = o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		for today, some := range on {
			of, err := tallies(tx, some, today)
			if err != nil {
				return err
			}
			for _, id := range some {
				grids[id] = Lay(tracks[id], of[id], today)
			}
		}
		return nil
	})
	return grids, err
}

// tallies are the counts of some projects, by their ids.
func tallies(tx *gorm.DB, projects []string, today date.Day) (map[string][]Tally, error) {
	found, err := tally(tx, projects, today)
	of := make(map[string][]Tally, len(projects))
	for _, one := range found {
		of[one.ProjectID] = append(of[one.ProjectID], one)
	}
	return of, err
}

// tally counts the rows of some projects by their tags, in one query.
func tally(tx *gorm.DB, projects []string, today date.Day) ([]Tally, error) {
	var parts []string
	for _, p := range placings() {
		parts = append(parts, p.Counted())
	}
	var found []Tally
	err := tx.Raw("SELECT project_id, kotter, gartner, COUNT(*) AS total, SUM(done) AS done, SUM(high) AS high FROM ("+
		strings.Join(parts, " UNION ALL ")+") AS placed GROUP BY project_id, kotter, gartner", asked(projects, today)).Scan(&found).Error
	return found, err
}

// asked fills in what placings leave open.
func asked(projects []string, today date.Day) map[string]any {
	return map[string]any{"projects": projects, "today": today, "month": today.Month()}
}

// NoStep stands, in a filter, for rows without a step of a track.
const NoStep = "none"

// GridFilter narrows the rows of a grid. A step is a key, NoStep for rows
// without a step of that track, "" for all.
type GridFilter struct {
	Kotter  string      `form:"kotter"`
	Gartner string      `form:"gartner"`
	Kind    record.Kind `form:"kind"`
	State   string      `form:"state"` // "open", "done" or "high"
	Sort    string      `form:"sort"`
	Desc    bool        `form:"desc"`
	record.Page
}

// Placed is one row of any sort, as a cell lists it.
type Placed struct {
	Kind    record.Kind
	ID      string
	Number  int64
	TextKey string
	Title   string
	Words   string
	OwnerID *string
	Day     date.Day
	Kotter  string
	Gartner string
	Track   string // on whose page it stands, for a deliverable
	Done    bool
	High    bool
}

// Titled is what the row is called.
func (p Placed) Titled() i18n.Phrase {
	row := record.Row{TextKey: p.TextKey}
	return row.Phrase(p.Words, p.Title)
}

// State is how the row stands: done, open, or high when it must be looked at now.
func (p Placed) State() string {
	switch {
	case p.High:
		return "high"
	case p.Done:
		return "done"
	}
	return "open"
}

// Place is the step on whose page the row stands, for a deliverable.
func (p Placed) Place() framework.Place { return framework.Place{Track: p.Track, StepKey: p.StepKey()} }

// StepKey is the step of the row's own track.
func (p Placed) StepKey() string {
	if p.Track == record.Kotter {
		return p.Kotter
	}
	return p.Gartner
}

// Owner is the owner's id, "" for nobody or where a sort has none.
func (p Placed) Owner() string { return record.Given(p.OwnerID) }

// order is the filter's order as SQL.
func (f GridFilter) order() string {
	column, known := map[string]string{"kind": "kind", "row": "title", "state": "done", "day": "day"}[f.Sort]
	switch {
	case !known:
		return listedFirst
	case f.Desc:
		return " ORDER BY " + column + " IS NULL, " + column + " DESC, kind DESC, number DESC"
	}
	return " ORDER BY " + column + " IS NULL, " + column + ", kind, number"
}

// listedFirst puts what must be looked at first and what is done last.
const listedFirst = " ORDER BY done, high DESC, CASE WHEN day IS NULL THEN 1 ELSE 0 END, day, kind, number"

// Placed is a page of the rows of a grid, over all sorts, in two queries.
func (o *Outlook) Placed(ctx context.Context, key project.Scope, f GridFilter) (record.Paged[Placed], error) {
	found := record.Paged[Placed]{}
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	offset, limit := f.Bounds()
	found.Page = database.Page{Number: offset/limit + 1, Size: limit}
	rows := f.query()
	if rows == "" {
		return found, nil
	}
	args := asked([]string{key.ProjectID}, key.Today())
	args["kotter"], args["gartner"], args["offset"], args["limit"] = f.Kotter, f.Gartner, offset, limit
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Raw("SELECT COUNT(*) FROM ("+rows+") AS placed", args).Scan(&found.Total).Error; err != nil {
			return err
		}
		return tx.Raw("SELECT * FROM ("+rows+") AS placed"+f.order()+" LIMIT @limit OFFSET @offset", args).Scan(&found.Rows).Error
	})
	return found, err
}

// query is the union of all sorts that the filter lets through.
func (f GridFilter) query() string {
	where := ""
	for column, asked := range map[string]string{"kotter": f.Kotter, "gartner": f.Gartner} {
		switch asked {
		case "":
		case NoStep:
			where += " AND {" + column + "} = ''"
		default:
			where += " AND {" + column + "} = @" + column
		}
	}
	switch f.State {
	case "open":
		where += " AND NOT ({done})"
	case "done":
		where += " AND ({done})"
	case "high":
		where += " AND ({high})"
	}
	var parts []string
	for _, p := range placings() {
		if f.Kind == "" || f.Kind == p.Kind {
			parts = append(parts, p.Listed(where))
		}
	}
	return strings.Join(parts, " UNION ALL ")
}
