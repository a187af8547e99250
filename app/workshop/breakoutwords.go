package workshop

import (
	"slices"
	"strconv"
	"strings"

	"stegvis/app/platform/i18n"
)

// TablesNamed are tables in a reader's words, "" for none.
func TablesNamed(t *i18n.Text, tables []int) string {
	switch len(tables) {
	case 0:
		return ""
	case 1:
		return t.T("table.named", "n", tables[0])
	}
	return t.T("table.several", "list", InLine(tables))
}

// InLine are numbers one after another.
func InLine(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// namesMost is how many of those at a table are named before the others are counted.
const namesMost = 12

// Together are names in one line; those who gave none are counted, and so are the last
// of many.
func Together(t *i18n.Text, names []string) string {
	said := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "" })
	unnamed := len(names) - len(said)
	if more := len(said) - namesMost; more > 0 {
		said = append(said[:namesMost:namesMost], t.N("table.others", more))
	}
	switch {
	case unnamed > 0 && len(said) == 0:
		return t.N("table.people", unnamed)
	case unnamed > 0:
		said = append(said, t.N("table.unnamed", unnamed))
	}
	return strings.Join(said, ", ")
}

// Marked is at which tables a card was written, in a reader's words, once tables that
// worked apart have come together; else "".
func (s State) Marked(t *i18n.Text, c Card) string {
	if s.Activity == nil || !s.Activity.AtTables || s.Activity.Apart() {
		return ""
	}
	return TablesNamed(t, c.Tables)
}

// AtWork reports whether what is on is being worked on at tables that are still apart.
func (s State) AtWork() bool {
	return s.Activity != nil && s.Activity.Apart() && s.Activity.OpenedAt != nil
}

// Chooses reports whether people choose their tables just now.
func (s State) Chooses() bool {
	return s.Workshop.Live.Stage() == Running && s.Workshop.Live.Chooses() && !s.AtWork()
}

// Gathered are the cards of each table that wrote any, once the tables have come
// together; the room's own stand first. It is nil where tables did not work apart.
func (s State) Gathered() []GatheredCards {
	if s.Activity == nil || !s.Activity.AtTables || s.Activity.Apart() {
		return nil
	}
	var all []GatheredCards
	for n := 0; n <= TablesMost; n++ {
		var of []Card
		for _, c := range s.Cards {
			if c.Table == n {
				of = append(of, c)
			}
		}
		if len(of) > 0 {
			all = append(all, GatheredCards{n, of})
		}
	}
	return all
}

// GatheredCards are what one table wrote; table 0 is the room itself.
type GatheredCards struct {
	Table int
	Cards []Card
}
