package flow

import (
	"context"
	"time"

	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/app/workshop"
)

// Reported is what a report of a workshop says: what its results tell whoever they are
// handed to, and no more.
func (h *Harvest) Reported(ctx context.Context, key project.Scope, id string) (report.Workshop, error) {
	found, err := h.Read(ctx, key, id)
	if err != nil {
		return report.Workshop{}, err
	}
	heads, err := h.workshops.Heads(ctx, key, id)
	return found.Leaving().reported(heads[id]), err
}

// reported are results as a report keeps them.
func (r Results) reported(people int) report.Workshop {
	w := report.Workshop{ID: r.Workshop.ID, Code: r.Workshop.Code(), Title: r.Workshop.Titled(), HeldOn: r.Workshop.HeldOn, People: people, Rehearsal: r.Workshop.Rehearsal}
	for _, a := range r.Activities {
		w.Activities = append(w.Activities, a.reported())
	}
	return w
}

// reported is an activity as a report keeps it.
func (r Reaped) reported() report.WorkshopActivity {
	a := report.WorkshopActivity{Place: r.Activity.Place, Kind: r.Activity.Kind, Title: r.Activity.Called(), Minutes: r.Activity.Minutes,
		Revealed: r.Activity.Phase == workshop.Revealed, Confided: r.Confided, Top: r.Activity.Rules().Top, Became: r.Whole.grown()}
	for _, g := range r.Groups {
		for _, i := range g.Items {
			a.Items = append(a.Items, i.reported(g.Name))
		}
	}
	return a
}

// reported is an item of a group as a report keeps it.
func (i Item) reported(group string) report.WorkshopItem {
	said := report.WorkshopItem{Words: i.Words, Group: group, Part: i.Part, Tables: i.Tables, Chosen: i.Chosen, Votes: i.Votes, Dissents: i.Dissents, Became: i.Fate.grown()}
	if i.Votes.Voting == workshop.Scale {
		said.Spread = &i.Spread
	}
	return said
}

// grown is what something has become as a report keeps it, nil for nothing.
func (f Fate) grown() *report.Grown {
	if f.Became == nil {
		return nil
	}
	return &report.Grown{Kind: f.Became.Kind, Code: f.Became.Code, Title: f.Became.Title, Path: f.Became.Path}
}

// Outcomes are the workshops that ended after a moment, and what became of each.
func (h *Harvest) Outcomes(ctx context.Context, key project.Scope, after time.Time) ([]report.Outcome, error) {
	held, err := h.workshops.HeldSince(ctx, key, after)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	ids := make([]string, len(held))
	for i, w := range held {
		ids[i] = w.ID
	}
	heads, err := h.workshops.Heads(ctx, key, ids...)
	if err != nil {
		return nil, err
	}
	grown, err := h.grownOf(ctx, key, ids)
	all := make([]report.Outcome, len(held))
	for i, w := range held {
		all[i] = report.Outcome{ID: w.ID, Code: w.Code(), Title: w.Titled(), HeldOn: w.HeldOn, People: heads[w.ID], Became: grown[w.ID]}
	}
	return all, err
}

// grownOf is what became of some workshops, by their ids: each row once, and nobody by
// name.
func (h *Harvest) grownOf(ctx context.Context, key project.Scope, ids []string) (map[string][]report.Grown, error) {
	taken, err := h.workshops.TakenOf(ctx, key, ids...)
	if err != nil {
		return nil, err
	}
	became, err := h.Became(ctx, key, taken)
	all, known := map[string][]report.Grown{}, map[[2]string]bool{}
	for _, t := range taken {
		row, there := became[t.ID]
		if at := [2]string{t.WorkshopID, row.Path}; there && !row.Named && !known[at] {
			known[at] = true
			all[t.WorkshopID] = append(all[t.WorkshopID], *Fate{Became: &row}.grown())
		}
	}
	return all, err
}
