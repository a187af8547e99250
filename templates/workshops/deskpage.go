package workshops

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// DeskPage is what whoever leads a workshop sees.
type DeskPage struct {
	Home  string // address of the workshop
	Table workshop.Table
	Typed partial.Form // that is shown again
	Blank partial.Form
	Reach Reach
	Now   time.Time
	Lot   string // by which a room is divided next

	Unfolded bool // the list of who is in the room
}

// form is one of the desk's forms; as it was typed when it is the one that was sent
// of what, its subject, card or participant.
func (p DeskPage) form(action, field, of string) partial.Form {
	f := p.Blank
	f.Action = p.Home + "/desk/" + action
	if p.Typed.Action == f.Action && (field == "" || p.Typed.Value(field) == of) {
		f = p.Typed
	}
	f.ID = action + "-" + of + "-"
	f.Version = 0
	return f
}

// unrevealed are the activities in which people took part and whose answers nobody
// has seen.
func (p DeskPage) unrevealed() []workshop.Activity {
	return slices.DeleteFunc(slices.Clone(p.Table.Agenda), func(a workshop.Activity) bool { return a.Phase != workshop.Closed && a.Phase != workshop.Open })
}

// key is another whenever the desk has other buttons or results than before, so that the
// script knows when somebody at another desk has done something.
func (p DeskPage) key() string {
	h, live := fnv.New64a(), p.Table.Workshop.Live
	fmt.Fprint(h, live.Stage(), live.Locked, live.ActivityID, live.TimerUntil == nil, live.Tables, live.TablesBy, len(p.Table.Taken), len(p.Table.Proxies()))
	if live.Code != nil {
		fmt.Fprint(h, *live.Code)
	}
	for _, a := range p.Table.Agenda {
		fmt.Fprint(h, a.ID, a.Phase, a.Version, a.Apart())
	}
	if p.on() != nil {
		fmt.Fprint(h, p.on().OutcomeJSON)
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// before is what is on, as a form says it.
func (p DeskPage) before() string {
	if p.on() == nil {
		return workshop.Nothing
	}
	return p.on().ID
}

func (p DeskPage) on() *workshop.Activity { return p.Table.Activity }

func (p DeskPage) stage() workshop.Stage { return p.Table.Workshop.Live.Stage() }

// refused is why the order that was sent could not be done.
func (p DeskPage) refused() string { return p.Typed.Error("") }

// agreeing is the form in which the group's level of a subject is kept.
func (p DeskPage) agreeing(r workshop.Result) partial.Form {
	f := p.form("agree", "subject", r.Subject)
	if f.Values.Get("subject") != "" {
		return f
	}
	return f.With("value", strconv.Itoa(cmp.Or(r.Agreed.Value, p.middle(r))))
}

// middle is that of a subject's levels that is nearest to the middle voice, the higher
// of two; 0 while too little is told of the voices.
func (p DeskPage) middle(r workshop.Result) int {
	s := flow.SpreadOf(r)
	if s.Silent || s.All.Voices == 0 {
		return 0
	}
	off := func(level int) maturity.Hundredths {
		return max(maturity.Whole(level)-s.All.Median, s.All.Median-maturity.Whole(level))
	}
	return slices.MinFunc(p.steps(r.Subject), func(x, y int) int { return cmp.Or(cmp.Compare(off(x), off(y)), cmp.Compare(y, x)) })
}

// told are the roles that the votes on a subject tell apart, for a dissent to name.
func (p DeskPage) told(ctx context.Context, r workshop.Result) []partial.Option {
	var all []workshop.Role
	for _, g := range flow.SpreadOf(r).Groups {
		if g.Role != maturity.Others {
			all = append(all, workshop.Role(g.Role))
		}
	}
	return partial.WithNone(i18n.T(ctx, "workshop.desk.dissent_untold"), partial.Options(all, func(r workshop.Role) string { return role(ctx, r) }))
}

// steps are the levels that a subject has.
func (p DeskPage) steps(subject string) []int {
	option, _ := p.on().Settings().Option(subject)
	return option.Levels(p.on().Rules().Top)
}

// said is what somebody without a phone said of a subject.
func (p DeskPage) said(participant, subject string) string {
	if n := p.Table.Spoken[participant][subject]; n > 0 {
		return strconv.Itoa(n)
	}
	return "0"
}

// subjects are what somebody can vote on now.
func (p DeskPage) subjects() []string {
	var all []string
	for _, o := range p.on().Settings().Options {
		all = append(all, o.Key)
	}
	if p.on().Rules().Voting == workshop.Dots {
		for _, c := range p.Table.Cards {
			all = append(all, c.ID)
		}
	}
	return all
}

// values are the answers that can be given on a subject, none first.
func (p DeskPage) values(ctx context.Context, subject string) []partial.Option {
	none := partial.Option{Value: "0", Label: i18n.T(ctx, "workshop.desk.choice.c0")}
	switch rules := p.on().Rules(); rules.Voting {
	case workshop.Scale:
		return append([]partial.Option{none}, p.levels(ctx, subject)...)
	case workshop.Choice:
		return append([]partial.Option{none}, numbered(p.steps(subject), func(n int) string { return i18n.T(ctx, "workshop.desk.choice.c"+strconv.Itoa(n)) })...)
	}
	dots := make([]int, p.on().Settings().Each()+1)
	for n := range dots {
		dots[n] = n
	}
	return numbered(dots, strconv.Itoa)
}

// levels are those of a subject, each with what it stands for where the question says it.
func (p DeskPage) levels(ctx context.Context, subject string) []partial.Option {
	option, _ := p.on().Settings().Option(subject)
	return numbered(p.steps(subject), func(n int) string {
		if words, known := option.Means(n); known {
			return strconv.Itoa(n) + " · " + words.In(i18n.From(ctx))
		}
		return strconv.Itoa(n)
	})
}

func numbered(numbers []int, label func(int) string) []partial.Option {
	all := make([]partial.Option, len(numbers))
	for i, n := range numbers {
		all[i] = partial.Option{Value: strconv.Itoa(n), Label: label(n)}
	}
	return all
}

// cardHint is what a card is to hold, "" where it may hold anything.
func (p DeskPage) cardHint(ctx context.Context) string {
	if p.on().Kind == workshop.Map {
		return i18n.T(ctx, "workshop.phone.map_hint")
	}
	return ""
}

// whose is what a participant is called.
func whose(ctx context.Context, p workshop.Participant) string {
	if p.Name != "" {
		return p.Name
	}
	return i18n.T(ctx, "workshop.desk.unnamed", "seat", p.Seat)
}

// speakers are for whom a card can be written: the room itself, or somebody without a
// phone.
func speakers(ctx context.Context, people []workshop.Participant) []partial.Option {
	all := []partial.Option{{Value: "", Label: i18n.T(ctx, "workshop.desk.for_room")}}
	for _, p := range people {
		all = append(all, partial.Option{Value: p.ID, Label: whose(ctx, p)})
	}
	return all
}

// Clock is how long is left at a moment.
type Clock struct {
	Until time.Time // zero when no time is set
	Now   time.Time
}

func clock(l workshop.Live, now time.Time) Clock {
	c := Clock{Now: now}
	if l.TimerUntil != nil {
		c.Until = *l.TimerUntil
	}
	return c
}

// left is minutes and seconds, 0:00 when the time is up.
func (c Clock) left() string {
	n := max(int(c.Until.Sub(c.Now).Round(time.Second)/time.Second), 0)
	seconds := strconv.Itoa(n % 60)
	if n%60 < 10 {
		seconds = "0" + seconds
	}
	return strconv.Itoa(n/60) + ":" + seconds
}

func (c Clock) over() bool { return !c.Until.After(c.Now) }

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// ScreenPage is what the room sees on the wall.
type ScreenPage struct {
	Home    string
	State   workshop.State
	Now     time.Time
	Light   bool
	Address string // where people join, "" while they cannot
	Host    string // it, as people type it
	QR      string // it with the code, as a picture
}

// screenCards is how many cards are on the wall at once: those that came last.
const screenCards = 10

// latest are the cards that are on the wall.
func (p ScreenPage) latest() []workshop.Card {
	cards := p.State.Cards
	return cards[max(len(cards)-screenCards, 0):]
}

func (p ScreenPage) unseen() int { return len(p.State.Cards) - len(p.latest()) }

// strongest are the results that are on the wall, the first of them.
func (p ScreenPage) strongest() []workshop.Result {
	return p.State.Results[:min(len(p.State.Results), 8)]
}

// at are the cards on a place of the field as the wall has room for them, and how
// many more there are.
func (p ScreenPage) at(column, line int) (there []workshop.Card, more int) {
	for _, c := range p.State.Cards {
		if c.Column == column && c.Line == line {
			there = append(there, c)
		}
	}
	room := 3
	if p.State.Activity.Rules().High == 3 {
		room = 5
	}
	if len(there) <= room {
		return there, 0
	}
	return there[:room-1], len(there) - room + 1
}

// unplaced is how many cards stand nowhere on the field.
func (p ScreenPage) unplaced() int {
	n := 0
	for _, c := range p.State.Cards {
		if c.Column == 0 || c.Line == 0 {
			n++
		}
	}
	return n
}

func (p ScreenPage) themed() string {
	if p.Light {
		return p.Home + "/screen?light=1"
	}
	return p.Home + "/screen"
}

// nextClass makes the next activity the one thing to do once this one is done.
func nextClass(p DeskPage) string {
	if a := p.on(); a == nil || a.Phase == workshop.Revealed || a.Rules() == (workshop.Rules{}) {
		return "primary"
	}
	return ""
}

// minutesOf offers the time that the agenda gives to what is on.
func minutesOf(f partial.Form, p DeskPage) partial.Form {
	if f.Value("minutes") != "" {
		return f
	}
	return f.With("minutes", strconv.Itoa(p.on().Minutes))
}

// short is the beginning of some words.
func short(words string) string {
	const enough = 40
	if runes := []rune(words); len(runes) > enough {
		return string(runes[:enough-1]) + "…"
	}
	return words
}
