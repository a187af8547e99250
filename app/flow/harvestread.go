package flow

import (
	"cmp"
	"context"
	"slices"

	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// Results are what a workshop has revealed, with what became of it.
type Results struct {
	Workshop   workshop.Workshop
	Activities []Reaped
	Vision     framework.Vision // as it is now, for who would put another in its place
}

// Reaped is an activity with what came of it; nothing while it is not revealed.
type Reaped struct {
	Activity *workshop.Activity
	Groups   []Cluster
	Most     int  // dots of the strongest
	Voted    int  // voices on what was voted on most
	Confided bool // not all is told here, since it says where people stand
	Whole    Fate // of the activity itself
}

// Cluster is what the room put together; the last may have no name.
type Cluster struct {
	Name  string
	Items []Item
}

// Item is an option or a card.
type Item struct {
	Subject  string
	Words    i18n.Phrase
	Part     string
	Tables   []int // at which it was written, where tables worked apart
	Column   int
	Line     int
	Votes    workshop.Votes
	Spread   maturity.Spread // of a scale
	Dissents []workshop.Dissent
	Chosen   bool
	Fate     Fate
}

// Fate is what something has become: nothing, a row, or a row that is no longer there.
type Fate struct {
	Taken  bool
	Became *Became
}

// Gone reports whether the row is no longer there.
func (f Fate) Gone() bool { return f.Taken && f.Became == nil }

// Read reads a workshop's results, for everybody who may read the project.
func (h *Harvest) Read(ctx context.Context, key project.Scope, id string) (Results, error) {
	var r Results
	w, states, err := h.workshops.Results(ctx, key, id)
	if err != nil {
		return r, err
	}
	taken, err := h.workshops.TakenOf(ctx, key, id)
	if err != nil {
		return r, err
	}
	became, err := h.Became(ctx, key, taken)
	if err != nil {
		return r, err
	}
	fates := map[[2]string]Fate{}
	for _, t := range taken {
		fate := Fate{Taken: true}
		if row, there := became[t.ID]; there {
			fate.Became = &row
		}
		fates[[2]string{t.ActivityID, t.Subject}] = fate
	}
	r.Workshop = w
	for _, state := range states {
		one := reaped(state, fates)
		one.Confided = state.Activity.Kind == workshop.Map && one.Activity.Phase == workshop.Revealed && !key.Allows(project.Confide)
		r.Activities = append(r.Activities, one)
	}
	r.Vision, err = h.into.Tracks.Vision(ctx, key)
	return r, err
}

// reaped puts what came of an activity into its groups: those with a name in the
// order of their first item, then what is in none.
func reaped(state workshop.State, fates map[[2]string]Fate) Reaped {
	a := state.Activity
	r := Reaped{Activity: a, Whole: fates[[2]string{a.ID, a.ID}]}
	if a.Phase != workshop.Revealed {
		return r
	}
	at, rest := map[string]int{}, []Item(nil)
	for _, one := range said(state) {
		i := one.item
		i.Fate = fates[[2]string{a.ID, i.Subject}]
		r.Most, r.Voted = max(r.Most, i.Votes.Dots), max(r.Voted, one.voices)
		if one.cluster == "" {
			rest = append(rest, i)
			continue
		}
		if _, known := at[one.cluster]; !known {
			at[one.cluster] = len(r.Groups)
			r.Groups = append(r.Groups, Cluster{Name: one.cluster})
		}
		g := &r.Groups[at[one.cluster]]
		g.Items = append(g.Items, i)
	}
	if len(rest) > 0 {
		r.Groups = append(r.Groups, Cluster{Items: rest})
	}
	return r
}

type heard struct {
	item    Item
	cluster string
	voices  int
}

// said are the options and cards of an activity: what the room chose, then what was
// voted on in the order of the results, then the cards that nobody votes on. A mission
// stands after the visions.
func said(state workshop.State) []heard {
	var all []heard
	listed := map[string]bool{}
	add := func(subject string) {
		option, card, known := state.Offered(subject)
		if !known || listed[subject] {
			return
		}
		listed[subject] = true
		r := state.ResultOf(subject)
		i := Item{Subject: subject, Words: option.Phrase(), Part: string(option.Role), Votes: state.VotesOn(subject), Dissents: Dissents(r), Chosen: state.IsChosen(subject)}
		if card.ID != "" {
			i.Words, i.Part, i.Column, i.Line = i18n.Phrase{Text: card.Text}, card.Part, card.Column, card.Line
			if state.Activity.AtTables {
				i.Tables = card.Tables
			}
		}
		if i.Votes.Voting == workshop.Scale {
			i.Spread = SpreadOf(r)
		}
		all = append(all, heard{i, card.Cluster, len(r.Ballots)})
	}
	for _, r := range state.Results {
		add(r.Subject)
	}
	for _, c := range state.Cards {
		add(c.ID)
	}
	slices.SortStableFunc(all, func(a, b heard) int {
		return cmp.Or(before(a.item.Chosen, b.item.Chosen), before(a.item.Part != missionPart, b.item.Part != missionPart))
	})
	return all
}

// Spreads draw how far apart the blind votes on an activity's subjects lay, none where
// nothing was scored.
func (r Reaped) Spreads(t *i18n.Text) []chart.Drawing { return r.reported().Spreads(t) }
