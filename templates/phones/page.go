// Package phones holds what participants of a workshop see in their hands.
package phones

import (
	"encoding/json"

	"context"
	"github.com/a-h/templ"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// JoinPage asks for a code and, once it is known what it opens, for who comes.
type JoinPage struct {
	Form     partial.Form
	Workshop *workshop.Workshop // nil before the code is known
	Admits   bool
}

func (p JoinPage) asksName() bool { return p.Workshop.Naming != workshop.Anonymous }

// Page is a participant's page: the room as everybody sees it, and themselves.
type Page struct {
	Picture Picture
	Who     workshop.Participant
	CSRF    string
	NewID   string // of the next card
}

// Picture is what is on in a room. Drawn for all, it has nobody's own words in it.
type Picture struct {
	State workshop.State
	Now   time.Time
	Own   *workshop.Own // nil when it is drawn for all
	CSRF  string
	NewID string
	Fault string     // why what was sent was not taken
	Typed url.Values // as it was sent
}

func (p Picture) activity() *workshop.Activity { return p.State.Activity }

func (p Picture) rules() workshop.Rules { return p.activity().Rules() }

// key tells the script whether another activity is on, or another phase of it.
func (p Picture) key() string {
	if p.activity() == nil {
		return ""
	}
	key := p.activity().ID + " " + string(p.activity().Phase) + " " + string(p.State.Workshop.Live.Stage())
	if p.activity().AtTables {
		key += " " + strconv.Itoa(p.State.Table) + " " + strconv.FormatBool(p.activity().Apart())
	}
	return key
}

// takes reports whether cards and votes are taken now.
func (p Picture) takes() bool {
	return p.State.Workshop.Live.Stage() == workshop.Running && p.activity() != nil && p.activity().Phase == workshop.Open
}

func (p Picture) until() string {
	return strconv.FormatInt(p.State.Workshop.Live.TimerUntil.UnixMilli(), 10)
}

// left are the whole minutes that are left of the time, the one under way included.
func (p Picture) left() int {
	return max(0, int((p.State.Workshop.Live.TimerUntil.Sub(p.Now)+time.Minute-1)/time.Minute))
}

// next is the counter of the participant's next vote.
func (p Picture) next() string { return strconv.FormatInt(p.Own.Sent+1, 10) }

func (p Picture) mine(subject string) int {
	if p.Own == nil {
		return 0
	}
	return p.Own.Votes[subject]
}

func (p Picture) dotsLeft() int {
	dots := p.activity().Settings().Each()
	if p.Own != nil {
		dots -= p.Own.Spent()
	}
	return max(dots, 0)
}

// subject is something that is voted on.
type subject struct {
	key     string
	words   string
	part    string // what sort of card, or whose
	stands  int    // for how many other cards
	table   string // at which tables it was written, once they have come together
	section string // of its questionnaire
	option  workshop.Option
}

// subjects are what is voted on, in the order in which it came.
func (p Picture) subjects(ctx context.Context) []subject {
	var all []subject
	t := i18n.From(ctx)
	for _, o := range p.activity().Settings().Options {
		s := subject{key: o.Key, words: o.Phrase().In(t), section: o.Under().In(t), option: o}
		if o.Role != "" {
			s.part = t.T("workshop.phone.role." + string(o.Role))
		}
		all = append(all, s)
	}
	if p.rules().Voting == workshop.Dots {
		for _, c := range p.State.Cards {
			all = append(all, subject{key: c.ID, words: c.Text, part: partOf(t, c), table: p.State.Marked(t, c), stands: c.Merged})
		}
	}
	return all
}

func partOf(t *i18n.Text, c workshop.Card) string {
	if key := "workshop.phone.part." + c.Part; c.Part != "" && t.Has(key) {
		return t.T(key)
	}
	return c.Cluster
}

// level is one value of a scale with what it stands for.
type level struct {
	value string
	word  string
	n     int
}

// levels are the values of what is voted on.
func (p Picture) levels(ctx context.Context, s subject) []level {
	var all []level
	for n := 1; n <= p.rules().Top; n++ {
		if _, known := s.option.Means(n); known || len(s.option.Steps) == 0 {
			all = append(all, level{value: strconv.Itoa(n), word: p.word(ctx, s, n), n: n})
		}
	}
	return all
}

// oneByOne reports whether subjects are answered one after another, each with what its
// own levels stand for.
func (p Picture) oneByOne() bool {
	options := p.activity().Settings().Options
	return p.rules().Voting == workshop.Scale && len(options) > 1 && len(options[0].Steps) > 0
}

// numbered reports whether a level is told by its number, as steps from 1 upward are.
func (s subject) numbered() bool { return len(s.option.Steps) != 3 }

// answered is how many of the subjects the participant has answered.
func (p Picture) answered(all []subject) int {
	n := 0
	for _, s := range all {
		if p.mine(s.key) > 0 {
			n++
		}
	}
	return n
}

// first is the first subject that the participant has not answered, "" when there is
// none.
func (p Picture) first(all []subject) string {
	for _, s := range all {
		if p.mine(s.key) == 0 {
			return s.key
		}
	}
	return ""
}

// answer is what the participant answered, in words, "" before.
func (p Picture) answer(ctx context.Context, s subject) string {
	if n := p.mine(s.key); n > 0 {
		return p.word(ctx, s, n)
	}
	return ""
}

// opens reports whether a section begins with the subject at a place of several.
func opens(all []subject, i int) bool {
	return all[i].section != "" && all[0].section != all[len(all)-1].section && (i == 0 || all[i-1].section != all[i].section)
}

// word is what a value of a subject stands for.
func (p Picture) word(ctx context.Context, s subject, value int) string {
	if said, known := s.option.Means(value); known {
		return said.In(i18n.From(ctx))
	}
	n := strconv.Itoa(value)
	switch {
	case p.rules().Voting == workshop.Choice:
		return i18n.T(ctx, "workshop.phone.choice.v"+n)
	case p.activity().Kind == workshop.Scoring:
		return i18n.T(ctx, "domain.level.l"+n)
	}
	return i18n.T(ctx, "workshop.phone.kept_out.v"+n)
}

// parts are what a card of this activity may be of.
func (p Picture) parts() []string { return p.activity().Kind.Parts() }

// axis is one direction of a field on which cards are placed.
type axis struct {
	field  string
	name   string
	low    string
	high   string
	places int
}

func (p Picture) axes(ctx context.Context) []axis {
	r := p.rules()
	if r.Wide == 0 {
		return nil
	}
	kind := string(p.activity().Kind)
	of := func(field string, n int) axis {
		key := "workshop.phone.axis." + kind + "_" + field
		return axis{field, i18n.T(ctx, key+".name"), i18n.T(ctx, key+".low"), i18n.T(ctx, key+".high"), n}
	}
	return []axis{of("column", r.Wide), of("line", r.High)}
}

// of is where a card stands on an axis; 0 for nowhere.
func (a axis) of(c workshop.Card) int {
	if a.field == "column" {
		return c.Column
	}
	return c.Line
}

// typed is a card as it was sent and not taken, for its form.
func (p Picture) typed(id string) workshop.Card {
	if p.Typed == nil || p.Typed.Get("id") != id && id != "" {
		return workshop.Card{}
	}
	c := workshop.Card{Text: p.Typed.Get("text"), Part: p.Typed.Get("part")}
	c.Column, _ = strconv.Atoi(p.Typed.Get("column"))
	c.Line, _ = strconv.Atoi(p.Typed.Get("line"))
	return c
}

func level1(ctx context.Context, h maturity.Hundredths) string {
	return h.In(i18n.From(ctx))
}

func groupName(ctx context.Context, role string) string {
	if strings.HasPrefix(role, workshop.TableGroup) {
		return maturity.RoleNamed(i18n.From(ctx), role)
	}
	return i18n.T(ctx, "workshop.phone.role."+role)
}

// chosen reports whether the room chose a card.
func (p Picture) chosen(subject string) bool {
	return slices.Contains(p.activity().Outcome().Chosen, subject)
}

// most is the highest of the sums, for bars.
func (p Picture) most() int {
	most := 1
	for _, r := range p.State.Results {
		most = max(most, r.Sum)
	}
	return most
}

// wordsOf are the words of a subject.
func (p Picture) wordsOf(ctx context.Context) map[string]subject {
	all := map[string]subject{}
	for _, s := range p.subjects(ctx) {
		all[s.key] = s
	}
	return all
}

// placed are the cards on a place of the field.
func (p Picture) placed(column, line int) []workshop.Card {
	var there []workshop.Card
	for _, c := range p.State.Cards {
		if c.Column == column && c.Line == line {
			there = append(there, c)
		}
	}
	return there
}

// seats are the tables that somebody may choose.
func (p Picture) seats() []workshop.Breakout {
	if !p.State.Chooses() {
		return nil
	}
	return p.State.Breakouts
}

// mates are the names of those at the table, in one line.
func (p Picture) mates(ctx context.Context) string {
	return workshop.Together(i18n.From(ctx), p.State.Mates)
}

// gathered are the cards of all tables before they are revealed, of what shows cards
// at all.
func (p Picture) gathered() []workshop.GatheredCards {
	if p.activity().Kind == workshop.Map {
		return nil
	}
	return p.State.Gathered()
}

// title is what stands over a room in which nothing is on.
func (p Picture) title(ctx context.Context) string {
	if p.State.Workshop.Live.Stage() == workshop.Ended {
		return i18n.T(ctx, "workshop.phone.ended_title")
	}
	return i18n.T(ctx, "workshop.phone.welcome")
}

// whoIs is how a participant is called.
func whoIs(ctx context.Context, w workshop.Participant) string {
	called := w.Name
	if called == "" {
		called = i18n.T(ctx, "workshop.phone.seat", "n", w.Seat)
	}
	if w.Role != "" {
		called += " · " + i18n.T(ctx, "workshop.phone.role."+string(w.Role))
	}
	return called
}

// ownVotes are a participant's votes as the script reads them.
func ownVotes(p Page) templ.Attributes {
	raw, err := json.Marshal(p.Picture.Own.Votes)
	if err != nil {
		panic(err) // numbers by text
	}
	return templ.Attributes{"data-votes": string(raw)}
}

// placeName says in words where on the field cards stand.
func placeName(ctx context.Context, p Picture, column, line int) string {
	axes := p.axes(ctx)
	return axes[0].name + " " + strconv.Itoa(column) + " · " + axes[1].name + " " + strconv.Itoa(line)
}
