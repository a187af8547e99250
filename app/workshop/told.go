package workshop

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// hung leads a line of the log about an activity to its workshop.
type hung struct {
	Kind     record.Kind `json:"kind"`
	ObjectID string      `json:"object_id"`
}

// planned is what the log tells of an activity as it stands on the agenda.
type planned struct {
	hung
	Title   string `json:"title"`
	Minutes int    `json:"minutes"`
	Prompt  string `json:"prompt"`
	Options string `json:"options"`
	Dots    int    `json:"dots"`
	Apart   bool   `json:"at_tables"`
}

func plannedOf(a Activity, t *i18n.Text) planned {
	d := a.Draft(t)
	return planned{hung{Kind, a.WorkshopID}, d.Title, d.Minutes, d.Prompt, strings.ReplaceAll(d.Options, "\n", "; "), d.Dots, d.AtTables}
}

// What the log tells of what whoever leads does with an activity. Votes are not in it,
// nor who cast them.
type (
	moved struct {
		Place int `json:"place"`
	}
	turned struct {
		Phase Phase `json:"phase"`
	}
	agreed struct {
		Level   int    `json:"level,omitempty"`
		Dissent string `json:"dissent,omitempty"`
	}
	chosen struct {
		Chosen bool `json:"chosen"`
	}
	takenAway struct {
		Away bool `json:"taken_away"`
	}
	grouped struct {
		Cluster string `json:"cluster"`
	}
	placed struct {
		Column int `json:"column,omitempty"`
		Line   int `json:"line,omitempty"`
	}
)

// seatOf is what the log tells of somebody's coming and going: the seat, and no name.
type seatOf struct {
	Dismissed int `json:"dismissed_seat,omitempty"`
}

// acted leaves a line in the log of what whoever leads did with an activity or with
// something in it, whose words are given. What is done with the cards of a map is read
// only by those who may know where people stand.
func acted(ctx context.Context, tx *gorm.DB, key project.Scope, action audit.Action, a Activity, words string, before, after any) error {
	label := a.Named(key.Text)
	if words != "" {
		label += ": " + words
		if a.Kind == Map {
			ctx = record.Needing(ctx, project.Confide)
		}
	}
	return record.Log(ctx, tx, key, action, record.Ref{Kind: AgendaPoint, ID: a.ID}, label, before, after)
}

// wordsMost is how much of several cards' words a line of the log holds, in characters.
const wordsMost = 200

// wordsOf are the words of cards, one after another.
func wordsOf(cards []Card) string {
	texts := make([]string, len(cards))
	for i, c := range cards {
		texts[i] = c.Text
	}
	words := []rune(strings.Join(texts, "; "))
	if len(words) > wordsMost {
		return string(words[:wordsMost]) + "…"
	}
	return string(words)
}
