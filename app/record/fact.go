package record

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Fact is something that the guidance must know of a project: of one row, or of
// several of which one is named. What Begin, End, Of and Count mean is said where
// the fact is asked for.
type Fact struct {
	Name    string
	ID      string
	TextKey string // of Text, with the field's name, while it is a catalogue's
	Text    string
	State   string
	Of      string `gorm:"column:of_id"`
	Begin   date.Day
	End     date.Day
	Count   int
}

// Words is the text as a phrase.
func (f Fact) Words() i18n.Phrase { return i18n.Phrase{Key: f.TextKey, Text: f.Text} }

// Columns are what the columns of a fact are read from; "" leaves one empty.
type Columns struct{ ID, Text, Field, State, Of, Begin, End, Count string }

// Asking is a query for facts. Each slice asks about its own tables; all queries
// are sent as one.
type Asking = clause.Expr

// Ask is a query for facts of one name: rest is what follows the columns.
func Ask(name string, c Columns, rest string, args ...any) Asking {
	or := func(column, none string) string {
		if column == "" {
			return none
		}
		return column
	}
	const noDay = "CAST(NULL AS DATE)"
	key := "''"
	if c.Field != "" {
		key = "CASE WHEN text_key = '' THEN '' ELSE text_key || '." + c.Field + "' END"
	}
	return gorm.Expr(fmt.Sprintf("SELECT '%s' AS name, %s AS id, %s AS text_key, %s AS text, %s AS state, %s AS of_id, %s AS begin_on, %s AS end_on, %s AS n %s", name,
		or(c.ID, "''"), key, or(c.Text, "''"), or(c.State, "''"), or(c.Of, "''"), or(c.Begin, noDay), or(c.End, noDay), or(c.Count, "CAST(0 AS BIGINT)"), rest), args...)
}

// Facts sends all queries as one and gives what they find, each query's facts in
// its own order.
func Facts(_ context.Context, tx *gorm.DB, key project.Scope, asked []Asking) ([]Fact, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var all strings.Builder
	args := make([]any, len(asked))
	for i, a := range asked {
		if i > 0 {
			all.WriteString(" UNION ALL ")
		}
		fmt.Fprintf(&all, "SELECT * FROM (?) AS f%d", i)
		args[i] = a
	}
	var found []struct {
		Fact    `gorm:"embedded"`
		BeginOn date.Day
		EndOn   date.Day
		N       int
	}
	err := tx.Raw(all.String(), args...).Scan(&found).Error
	facts := make([]Fact, len(found))
	for i, f := range found {
		f.Begin, f.End, f.Count = f.BeginOn, f.EndOn, f.N
		facts[i] = f.Fact
	}
	return facts, err
}
