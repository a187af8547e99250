package flow

import (
	"cmp"
	"context"
	"slices"
	"strings"

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

// PartNamed is what an item is part of, in a reader's words: the category of a risk,
// a role, mission or vision; what the program does not know stands as it was typed.
func (r Reaped) PartNamed(t *i18n.Text, i Item) string {
	for _, key := range []string{"risk.category." + i.Part, "workshop.phone.role." + i.Part, "workshop.phone.part." + i.Part} {
		if i.Part != "" && t.Has(key) {
			return t.T(key)
		}
	}
	return i.Part
}

// atOnce is how many subjects one picture of their spread shows, so that it fits on a
// page.
const atOnce = 10

// Spreads draw how far apart the blind votes on an activity's subjects lay, none where
// nothing was scored.
func (r Reaped) Spreads(t *i18n.Text) []chart.Drawing {
	var voted []maturity.Voted
	for _, g := range r.Groups {
		for _, i := range g.Items {
			if i.Votes.Voting == workshop.Scale && i.Spread.All.Voices > 0 {
				voted = append(voted, maturity.Voted{Name: i.Words.In(t), Agreed: i.Votes.Agreed, Spread: i.Spread})
			}
		}
	}
	var all []chart.Drawing
	for some := range slices.Chunk(voted, atOnce) {
		all = append(all, maturity.SpreadPlotOf(t, some, r.Activity.Rules().Top))
	}
	return all
}

// SpreadSaid puts into words how blind votes spread, as far as that tells no voice.
func SpreadSaid(t *i18n.Text, s maturity.Spread) string {
	voices := t.N("workshop.result.voices", s.All.Voices)
	switch {
	case s.All.Voices == 0:
		return ""
	case s.Silent:
		return voices + ". " + t.T("workshop.result.few")
	}
	said := []string{voices, t.T("workshop.result.median", "median", LevelSaid(t, s.All.Median))}
	if s.All.Parted {
		said = append(said, t.T("workshop.result.middle", "lower", LevelSaid(t, s.All.Lower), "upper", LevelSaid(t, s.All.Upper)))
	} else {
		said = append(said, t.T("workshop.result.range", "least", s.Least, "most", s.Most))
	}
	for _, g := range s.Groups {
		said = append(said, maturity.RoleNamed(t, g.Role)+" "+LevelSaid(t, g.Median))
	}
	return strings.Join(said, ", ")
}

// LevelSaid is a level with as many decimals as it needs.
func LevelSaid(t *i18n.Text, h maturity.Hundredths) string {
	digits := 2
	switch {
	case h%100 == 0:
		digits = 0
	case h%10 == 0:
		digits = 1
	}
	return t.Decimal(float64(h)/100, digits)
}
