package workshop

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
)

// ActivityKind is what a room does for a while.
type ActivityKind string

// The kinds of activity.
const (
	Scoring  ActivityKind = "scoring"  // maturity, blind, practice by practice
	Risks    ActivityKind = "risks"    // what could go wrong, and what of it weighs most
	Pains    ActivityKind = "pains"    // where the shoe pinches, by role
	Drivers  ActivityKind = "drivers"  // what drives our interest
	Map      ActivityKind = "map"      // whom the change touches: influence and support
	Vision   ActivityKind = "vision"   // mission of today, vision of tomorrow: drafts, votes, one chosen
	Pitfalls ActivityKind = "pitfalls" // how well we keep out of the usual traps
	Talk     ActivityKind = "talk"     // customers by value and loyalty
	Cards    ActivityKind = "cards"    // free cards and groups
	Motion   ActivityKind = "decision" // yes, no or abstain
)

// ActivityKinds lists the kinds.
func ActivityKinds() []ActivityKind {
	return []ActivityKind{Scoring, Risks, Pains, Drivers, Map, Vision, Pitfalls, Talk, Cards, Motion}
}

// Catalogued reports whether the catalogue has a list for a kind, which is offered
// beside one's own words.
func (k ActivityKind) Catalogued() bool { return k == Pains || k == Drivers || k == Pitfalls }

// Parts are what a card of a kind may be of, the kind's own first; none where a card
// is of nothing in particular.
func (k ActivityKind) Parts() []string {
	switch k {
	case Risks:
		return []string{"technical", "organisational", "personnel", "project"}
	case Vision:
		return []string{"mission", "vision"}
	}
	return nil
}

// Voting is how a kind of activity is voted on.
type Voting string

// The ways of voting.
const (
	NoVote Voting = ""
	Scale  Voting = "scale"  // one value for each of the subjects
	Dots   Voting = "dots"   // a number of dots spread over the subjects
	Choice Voting = "choice" // yes, no or abstain
)

// The values of a Choice.
const (
	Yes     = 1
	No      = 2
	Abstain = 3
)

// Rules say what participants may do in a kind of activity.
type Rules struct {
	Cards  bool   // write cards
	Voting Voting // and vote this way, on the cards or on what was offered
	Top    int    // the highest value of a Scale, which begins at 1
	Wide   int    // columns of the field on which cards are placed, 0 for none
	High   int    // its rows
}

// Rules are those of a kind.
func (k ActivityKind) Rules() Rules {
	switch k {
	case Scoring:
		return Rules{Voting: Scale, Top: 5}
	case Pitfalls:
		return Rules{Voting: Scale, Top: 3}
	case Map:
		return Rules{Cards: true, Wide: 5, High: 5}
	case Talk:
		return Rules{Cards: true, Wide: 3, High: 3}
	case Motion:
		return Rules{Voting: Choice, Top: Abstain}
	}
	return Rules{Cards: true, Voting: Dots}
}

// Phase is how far an activity has come. It goes back as well as forward: what was
// revealed is hidden again then.
type Phase string

// The phases.
const (
	Waiting  Phase = "waiting"
	Open     Phase = "open"     // cards and votes are taken
	Closed   Phase = "closed"   // no longer
	Revealed Phase = "revealed" // the room sees what came of it
)

// Phases lists the phases in their order.
func Phases() []Phase { return []Phase{Waiting, Open, Closed, Revealed} }

// Option is something that is offered to be voted on: a practice, a pain, a driver, a
// question. A catalogue's has the key of its text. One of a questionnaire says under
// which of its sections it stands and what each of its values stands for.
type Option struct {
	Key        string `json:"key"`
	TextKey    string `json:"text_key,omitempty"`
	Text       string `json:"text,omitempty"`
	Role       Role   `json:"role,omitempty"` // whose it is
	SectionKey string `json:"section_key,omitempty"`
	Section    string `json:"section,omitempty"`
	Steps      []Step `json:"steps,omitempty"` // the values that can be chosen; none where the kind of activity says them
}

// Step is a value of an option with what it stands for.
type Step struct {
	Value   int    `json:"value"`
	TextKey string `json:"text_key,omitempty"`
	Text    string `json:"text,omitempty"`
}

// Phrase is what the step stands for.
func (s Step) Phrase() i18n.Phrase { return i18n.Phrase{Key: s.TextKey, Text: s.Text} }

// Phrase is the option's words.
func (o Option) Phrase() i18n.Phrase { return i18n.Phrase{Key: o.TextKey, Text: o.Text} }

// Under is the section under which the option stands, empty for none.
func (o Option) Under() i18n.Phrase { return i18n.Phrase{Key: o.SectionKey, Text: o.Section} }

// Catalogued reports whether the option was taken from a catalogue or a questionnaire
// and not typed.
func (o Option) Catalogued() bool { return o.TextKey != "" || len(o.Steps) > 0 }

// Means is what a value of the option stands for, false where only the kind of
// activity says it.
func (o Option) Means(value int) (i18n.Phrase, bool) {
	for _, s := range o.Steps {
		if s.Value == value {
			return s.Phrase(), true
		}
	}
	return i18n.Phrase{}, false
}

// Levels are the values that can be chosen on an option of a Scale of so many: its
// own, else all.
func (o Option) Levels(top int) []int {
	var all []int
	for n := range top {
		if o.takes(n + 1) {
			all = append(all, n+1)
		}
	}
	return all
}

// takes reports whether a value can be chosen on the option; 0 takes a vote back.
func (o Option) takes(value int) bool {
	_, known := o.Means(value)
	return known || value == 0 || len(o.Steps) == 0
}

// Settings are what a kind of activity needs besides its title.
type Settings struct {
	Prompt        string   `json:"prompt,omitempty"`     // what the room is asked
	PromptKey     string   `json:"prompt_key,omitempty"` // while that is a catalogue's own
	Options       []Option `json:"options,omitempty"`    // what is offered
	Dots          int      `json:"dots,omitempty"`       // how many each has
	Questionnaire string   `json:"questionnaire,omitempty"`
}

// Asked is what the room is asked.
func (s Settings) Asked() i18n.Phrase { return i18n.Phrase{Key: s.PromptKey, Text: s.Prompt} }

// Outcome is what the room agreed on, by subject.
type Outcome struct {
	Agreed  map[string]Agreed `json:"agreed,omitempty"`  // of a Scale
	Chosen  []string          `json:"chosen,omitempty"`  // cards, such as the vision
	Written map[string]string `json:"written,omitempty"` // "KIND/ID" of the rows that a card or option has become, by subject
}

// Agreed is a score that the group agreed on, and who could not.
type Agreed struct {
	Value    int       `json:"value"`
	Dissents []Dissent `json:"dissents,omitempty"`
}

// Dissent is why somebody sees a score otherwise. Its Role is kept only where the
// votes tell that role apart, since else it would tell a voice.
type Dissent struct {
	Role   Role   `json:"role,omitempty"`
	Level  int    `json:"level,omitempty"` // that they would give, 0 for none said
	Reason string `json:"reason"`
}

// UnmarshalJSON also reads the one text that was kept before there were several.
func (a *Agreed) UnmarshalJSON(raw []byte) error {
	var kept struct {
		Value    int
		Dissents []Dissent
		Dissent  string
	}
	if err := json.Unmarshal(raw, &kept); err != nil {
		return err
	}
	a.Value, a.Dissents = kept.Value, kept.Dissents
	if kept.Dissent != "" {
		a.Dissents = append(a.Dissents, Dissent{Reason: kept.Dissent})
	}
	return nil
}

// Activity is one point of a workshop's agenda.
type Activity struct {
	ID             string `gorm:"primaryKey"`
	WorkshopID     string
	OrganisationID string
	ProjectID      string
	Place          int // in the agenda, from 1
	Kind           ActivityKind
	Title          string
	TextKey        string // while the title is a catalogue's own
	Minutes        int
	Phase          Phase
	SettingsJSON   string `gorm:"column:settings"`
	OutcomeJSON    string `gorm:"column:outcome"`
	OpenedAt       *time.Time
	RevealedAt     *time.Time
	Version        int64      // of what was typed of it
	AtTables       bool       // breakout tables work on it apart
	GatheredAt     *time.Time // when they were brought together
}

// TableName tells GORM.
func (Activity) TableName() string { return "workshop_activity" }

// Rules are those of its kind.
func (a Activity) Rules() Rules { return a.Kind.Rules() }

// Seen reports whether the room has been shown blind votes, of which it may then take
// no others.
func (a Activity) Seen() bool {
	voting := a.Rules().Voting
	return a.RevealedAt != nil && (voting == Scale || voting == Choice)
}

// Titled is the title as a phrase.
func (a Activity) Titled() i18n.Phrase { return i18n.Phrase{Key: a.TextKey, Text: a.Title} }

// Settings are what was set; a row that cannot be read has none.
func (a Activity) Settings() Settings { return read[Settings](a.SettingsJSON) }

// Outcome is what was agreed so far.
func (a Activity) Outcome() Outcome { return read[Outcome](a.OutcomeJSON) }

func read[T any](raw string) (v T) {
	_ = json.Unmarshal([]byte(raw), &v) // we wrote it
	return v
}

func written(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // of our own types
	}
	return string(raw)
}

// Each is how many dots each participant has.
func (s Settings) Each() int {
	if s.Dots > 0 {
		return s.Dots
	}
	return 5
}

// Offers reports whether a key is one of the options.
func (s Settings) Offers(key string) bool {
	_, offered := s.Option(key)
	return offered
}

// Option is the option of that key.
func (s Settings) Option(key string) (Option, bool) {
	if i := slices.IndexFunc(s.Options, func(o Option) bool { return o.Key == key }); i >= 0 {
		return s.Options[i], true
	}
	return Option{}, false
}

// ActivityDraft is what is typed of an activity. Options stand one a line.
type ActivityDraft struct {
	Kind          ActivityKind `form:"kind" validate:"required,oneof=scoring risks pains drivers map vision pitfalls talk cards decision"`
	Title         string       `form:"title" validate:"max=200,oneline"`
	Minutes       int          `form:"minutes" validate:"min=1,max=480"`
	Prompt        string       `form:"prompt" validate:"max=1000"`
	Options       string       `form:"options" validate:"max=20000"`
	Dots          int          `form:"dots" validate:"min=0,max=20"`
	Questionnaire string       `form:"questionnaire" validate:"max=80"`
	Catalogue     bool         `form:"catalogue"` // what the catalogue has for the kind is offered too
	Version       int64        `form:"version"`
	AtTables      bool         `form:"at_tables"`
}

// optionsMost is how many options an activity offers at most: as many as a
// questionnaire has practices.
const optionsMost = 100

// settings are the draft's; offered are a catalogue's options, kept while the lines
// were not touched.
func (d ActivityDraft) settings(offered []Option) (Settings, error) {
	s := Settings{Prompt: strings.TrimSpace(d.Prompt), Options: offered, Dots: d.Dots, Questionnaire: d.Questionnaire}
	for line := range strings.Lines(d.Options) {
		if o := (Option{Key: own(line), Text: strings.TrimSpace(line)}); o.Text != "" && !s.Offers(o.Key) {
			s.Options = append(s.Options, o)
		}
	}
	if asked := strings.TrimSpace(cmp.Or(s.Prompt, d.Title)); d.Kind == Motion && len(s.Options) == 0 && asked != "" {
		s.Options = []Option{{Key: motion, Text: asked}}
	}
	switch voting := d.Kind.Rules().Voting; {
	case len(s.Options) > optionsMost:
		return s, fault.Field("options", "workshop.fault.options", "most", optionsMost)
	case len(s.Options) == 0 && (voting == Scale || voting == Choice):
		return s, fault.Field("options", "workshop.agenda.needs_options")
	}
	return s, nil
}

// own is the key of an option that was typed: the same for two lines that differ only
// in their letters' case, which are one option.
func own(line string) string { return "own-" + digest(strings.TrimSpace(line)) }

// motion is the key of a decision's only option, which is its own question.
const motion = "motion"
