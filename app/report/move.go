package report

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

// Sort is what a move is about.
type Sort string

// The sorts, in the order in which they are shown.
const (
	OfHealth    Sort = "health"
	OfDecision  Sort = "decision"
	OfMilestone Sort = "milestone"
	OfMoney     Sort = "money"
	OfRisk      Sort = "risk"
	OfStep      Sort = "step"
	OfMaturity  Sort = "maturity"
)

// Sorts lists the sorts in their order.
func Sorts() []Sort {
	return []Sort{OfHealth, OfDecision, OfMilestone, OfMoney, OfRisk, OfStep, OfMaturity}
}

// Turn is in which way something moved.
type Turn string

// The turns; Same is a move that is neither better nor worse.
const (
	Better Turn = "better"
	Worse  Turn = "worse"
	Added  Turn = "new"
	Closed Turn = "closed"
	Same   Turn = "same"
)

// Turns lists the turns, the gravest first.
func Turns() []Turn { return []Turn{Worse, Better, Added, Closed, Same} }

// Move is one thing that is not as it was in the report before, in no language yet.
// Key names its sentence, moved.say.KEY, and Args what the sentence is filled with;
// "name" is in each, and "was", "now" and "by" where there is such a thing.
type Move struct {
	Sort Sort            `json:"sort"`
	Mark Turn            `json:"mark"`
	Key  string          `json:"key"`
	Args map[string]Fact `json:"args"`
	Code string          `json:"code,omitempty"` // of the row, as people name it
	ID   string          `json:"id,omitempty"`   // of the row
}

// Says is the move as a sentence, which itself says which way it went. Days of
// another year than that of the day on which it is said are written with theirs.
func (m Move) Says(t *i18n.Text, on date.Day) string {
	return t.T("moved.say."+m.Key, m.filled(t, on)...)
}

// filled are the arguments of a sentence: quantities without their sign.
func (m Move) filled(t *i18n.Text, on date.Day) []any {
	args := make([]any, 0, 2*len(m.Args))
	for name, f := range m.Args {
		if name == "by" || name == "share" {
			f.N = max(f.N, -f.N)
		}
		args = append(args, name, lowered(f, f.In(t, on)))
	}
	return args
}

// Cell is one of the facts as it stands in a table, a dash when there is none.
func (m Move) Cell(t *i18n.Text, name string, on date.Day) string {
	f, there := m.Args[name]
	switch {
	case !there:
		return "–"
	case name == "by" && f.N > 0:
		return "+" + f.In(t, on)
	}
	return f.In(t, on)
}

// More is what a table says of a move beside its facts, "" for nothing: what was
// decided, by when, what the rule says.
func (m Move) More(t *i18n.Text, on date.Day) string {
	if key := "moved.more." + m.Key; t.Has(key) {
		return t.T(key, m.filled(t, on)...)
	}
	return ""
}

// Path is where the row is seen that moved, beneath the address of the project.
func (m Move) Path() string {
	switch m.Sort {
	case OfHealth:
		return "/health"
	case OfMoney:
		return "/costs"
	case OfMaturity:
		return "/maturity"
	case OfStep:
		return "/tracks/" + m.ID
	case OfRisk:
		return "/risks/" + m.ID
	case OfDecision:
		return "/decisions/" + m.ID
	}
	return "/rollout/tasks/" + m.ID
}

// Gone reports whether the row that moved is not there any more.
func (m Move) Gone() bool {
	return slices.Contains([]string{"milestone_gone", "risk_gone", "decision_gone"}, m.Key)
}

// Waits reports whether the move is that something is overdue, as it may have been
// before.
func (m Move) Waits() bool { return m.Key == "decision_overdue" || m.Key == "decision_late" }

// FactKind says what a fact is.
type FactKind string

// The kinds of facts.
const (
	AsPhrase FactKind = "phrase"
	AsDay    FactKind = "day"
	AsDays   FactKind = "days" // how many
	AsNumber FactKind = "number"
	AsTenths FactKind = "tenths" // of a level
	AsMoney  FactKind = "money"  // minor units of the currency that is the word
	AsShare  FactKind = "share"  // basis points
	AsColour FactKind = "colour" // the word
	AsWord   FactKind = "word"   // the same in every language
)

// Fact is one thing that a move names, in no language yet.
type Fact struct {
	As     FactKind    `json:"as"`
	Phrase i18n.Phrase `json:"phrase,omitzero"`
	Day    date.Day    `json:"day,omitzero"`
	N      int64       `json:"n,omitempty"`
	Word   string      `json:"word,omitempty"`
}

func said(p i18n.Phrase) Fact           { return Fact{As: AsPhrase, Phrase: p} }
func dated(d date.Day) Fact             { return Fact{As: AsDay, Day: d} }
func counted(as FactKind, n int) Fact   { return Fact{As: as, N: int64(n)} }
func colourOf(c outlook.Colour) Fact    { return Fact{As: AsColour, Word: string(c)} }
func sum(minor int64, code string) Fact { return Fact{As: AsMoney, N: minor, Word: code} }

// In is the fact in a language.
func (f Fact) In(t *i18n.Text, on date.Day) string {
	switch f.As {
	case AsPhrase:
		return f.Phrase.In(t)
	case AsDay:
		return f.day(t, on)
	case AsDays:
		return t.N("health.unit.days", int(f.N))
	case AsTenths:
		return t.Decimal(float64(f.N)/10, 1)
	case AsMoney:
		return t.MoneyShort(money.New(f.N, f.Word)) + "\u00a0" + f.Word
	case AsShare:
		return t.Percent(money.BasisPoints(f.N))
	case AsColour:
		return outlook.Colour(f.Word).Word(t)
	case AsWord:
		return f.Word
	}
	return t.Number(f.N)
}

func (f Fact) day(t *i18n.Text, on date.Day) string {
	if f.Day.Year() == on.Year() {
		return t.DayShort(f.Day)
	}
	return t.DayShort(f.Day) + "\u00a0" + strconv.Itoa(f.Day.Year())
}

// lowered is a colour's word as it stands within a sentence; any other fact stays.
func lowered(f Fact, word string) string {
	if f.As != AsColour {
		return word
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToLower(first)) + word[size:]
}
