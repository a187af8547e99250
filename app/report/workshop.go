package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// Harvest tells what came of workshops. It is read where rows of every sort are known,
// which is above this room, and handed down.
type Harvest interface {
	Reported(ctx context.Context, key project.Scope, id string) (Workshop, error)
	Outcomes(ctx context.Context, key project.Scope, after time.Time) ([]Outcome, error)
}

// Workshop is what a room said and what became of it, as far as that was revealed.
// Nobody's name and no single voice is in it.
type Workshop struct {
	ID         string             `json:"id"`
	Code       string             `json:"code"`
	Title      i18n.Phrase        `json:"title"`
	HeldOn     date.Day           `json:"held_on"`
	People     int                `json:"people"`
	Rehearsal  bool               `json:"rehearsal"`
	Activities []WorkshopActivity `json:"activities"`
}

// WorkshopActivity is a point of its agenda.
type WorkshopActivity struct {
	Place    int                   `json:"place"`
	Kind     workshop.ActivityKind `json:"kind"`
	Title    i18n.Phrase           `json:"title"`
	Minutes  int                   `json:"minutes"`
	Revealed bool                  `json:"revealed"` // without it there are no items
	Confided bool                  `json:"confided"` // what may name a person is left out
	Top      int                   `json:"top"`      // the highest level of a scale
	Items    []WorkshopItem        `json:"items"`
	Became   *Grown                `json:"became,omitempty"` // of the activity as a whole
}

// WorkshopItem is a card or an option, with what the room said of it.
type WorkshopItem struct {
	Words    i18n.Phrase        `json:"words"`
	Group    string             `json:"group"`
	Part     string             `json:"part"`
	Tables   []int              `json:"tables"` // at which it was written, where tables worked apart
	Chosen   bool               `json:"chosen"`
	Votes    workshop.Votes     `json:"votes"`
	Spread   *maturity.Spread   `json:"spread,omitempty"`
	Dissents []workshop.Dissent `json:"dissents"`
	Became   *Grown             `json:"became,omitempty"`
}

// Grown is a row of the project that something became.
type Grown struct {
	Kind  record.Kind `json:"kind"`
	Code  string      `json:"code"` // "" for what has none
	Title i18n.Phrase `json:"title"`
	Path  string      `json:"path"` // below the project's address
}

// Outcome is a workshop that was held, and what became of it.
type Outcome struct {
	ID     string      `json:"id"`
	Code   string      `json:"code"`
	Title  i18n.Phrase `json:"title"`
	HeldOn date.Day    `json:"held_on"`
	People int         `json:"people"`
	Became []Grown     `json:"became"`
}

// Told is what the room said of an item beside its words.
func (i WorkshopItem) Told(t *i18n.Text) string {
	var parts []string
	if i.Spread != nil {
		parts = append(parts, i.Spread.Said(t))
	}
	parts = append(parts, i.Votes.Said(t))
	if i.Chosen {
		parts = append(parts, t.T("workshop.result.chosen"))
	}
	for _, d := range i.Dissents {
		parts = append(parts, maturity.DissentSaid(t, string(d.Role), d.Level, d.Reason))
	}
	return sentences(parts...)
}

// Whole is Told, with the tables at which an item was written.
func (i WorkshopItem) Whole(t *i18n.Text) string {
	return sentences(workshop.TablesNamed(t, i.Tables), i.Told(t))
}

// sentences puts those of some texts that have words behind one another.
func sentences(all ...string) string {
	var said []string
	for _, one := range all {
		if one != "" {
			said = append(said, strings.TrimSuffix(one, "."))
		}
	}
	return strings.Join(said, ". ")
}

// Standing says why nothing, or not all, is told of an activity, "" when all is.
func (a WorkshopActivity) Standing(t *i18n.Text) string {
	switch {
	case !a.Revealed:
		return t.T("workshop.result.hidden")
	case a.Confided:
		return t.T("workshop.result.confided")
	case len(a.Items) == 0:
		return t.T("workshop.result.silent")
	}
	return ""
}

// spreadsAtOnce is how many subjects one picture of their spread shows, so that it fits
// on a page.
const spreadsAtOnce = 10

// Spreads draw how far apart the blind votes on an activity's subjects lay, none where
// nothing was scored.
func (a WorkshopActivity) Spreads(t *i18n.Text) []chart.Drawing {
	var voted []maturity.Voted
	for _, i := range a.Items {
		if i.Spread != nil && i.Spread.All.Voices > 0 {
			voted = append(voted, maturity.Voted{Name: i.Words.In(t), Agreed: i.Votes.Agreed, Spread: *i.Spread})
		}
	}
	var all []chart.Drawing
	for some := range slices.Chunk(voted, spreadsAtOnce) {
		all = append(all, maturity.SpreadPlotOf(t, some, a.Top))
	}
	return all
}

// composeWorkshop reads the workshop that the report is of.
func composeWorkshop(ctx context.Context, r *Reading) (Workshop, error) {
	if r.Subject == "" {
		return Workshop{}, fault.Missing()
	}
	w, err := r.From.Harvest.Reported(ctx, r.Key, r.Subject)
	r.about = Subject{ID: w.ID, Name: w.Title}
	return w, err
}

// composeWorkshops reads the workshops held since the report before.
func composeWorkshops(ctx context.Context, r *Reading) ([]Outcome, error) {
	return r.From.Harvest.Outcomes(ctx, r.Key, r.since)
}
