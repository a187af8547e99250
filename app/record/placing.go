package record

import (
	"cmp"
	"strings"
)

// Placing says in SQL where the rows of one sort stand on the two tracks and how
// they stand, so that counts and lists over all sorts are one query each. Its
// parts are written in the slices and hold nothing that anybody typed; @today and
// @month stand for the day and the month of the question, @projects for the ids of
// the projects that are asked about.
type Placing struct {
	Kind    Kind
	From    string // the table, with what it is joined to
	Table   string // the row's own
	Kotter  string // the step's key, '' for none
	Gartner string
	Done    string // holds for what asks for nothing any more
	High    string // holds for what must be looked at now
	Title   string
	Words   string // the catalogue's field that Title is
	Owner   string // the owner's id or NULL
	Day     string // on which it is due, or NULL
	Track   string // of the two, whose page the row stands on; '' for others
}

// Counted is the query of all rows that are not deleted: project_id, kotter,
// gartner, done and high, the latter two as 0 and 1.
func (p Placing) Counted() string {
	return "SELECT " + p.Table + ".project_id AS project_id, " + p.Kotter + " AS kotter, " + p.Gartner + " AS gartner, " +
		flag(p.Done) + " AS done, " + flag(p.High) + " AS high" + p.living()
}

// Listed is the query of the rows for which where holds: kind, id, number,
// text_key, title, words, owner_id, day, kotter, gartner, track, done and high.
func (p Placing) Listed(where string) string {
	return "SELECT '" + string(p.Kind) + "' AS kind, " + p.Table + ".id AS id, " + p.Table + ".number AS number, " + p.Table + ".text_key AS text_key, " +
		p.Title + " AS title, '" + p.Words + "' AS words, " + p.Owner + " AS owner_id, " + p.Day + " AS day, " +
		p.Kotter + " AS kotter, " + p.Gartner + " AS gartner, " + cmp.Or(p.Track, "''") + " AS track, " + flag(p.Done) + " AS done, " + flag(p.High) + " AS high" + p.living() +
		strings.NewReplacer("{kotter}", p.Kotter, "{gartner}", p.Gartner, "{done}", p.Done, "{high}", p.High).Replace(where)
}

func (p Placing) living() string {
	return " FROM " + p.From + " WHERE " + p.Table + ".project_id IN @projects AND " + p.Table + ".deleted_at IS NULL"
}

func flag(condition string) string { return "CASE WHEN " + condition + " THEN 1 ELSE 0 END" }
