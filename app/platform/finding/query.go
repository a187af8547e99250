package finding

import (
	"cmp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/text"
)

const (
	mostWords = 8   // of a query; further ones are not looked for
	longest   = 200 // signs of a query that are read
)

// Words are the plain words of what somebody typed.
func Words(typed string) []string {
	if runes := []rune(typed); len(runes) > longest {
		typed = string(runes[:longest])
	}
	words := strings.Fields(text.Plain(text.Storable(typed)))
	return words[:min(len(words), mostWords)]
}

// Query says what is looked for, and which part of what is found is wanted.
type Query struct {
	ProjectID string
	Words     []string // in plain form, each of which must be there
	Kind      string   // "" for all of them
	Closed    []string // what needs one of these is left out, with what hangs on it
	Offset    int
	Limit     int
}

// Place is a row that was found, and how well it fits.
type Place struct {
	Kind     string
	ObjectID string
	Fit      int
}

// Exact is the fit of a row whose number is what was typed.
const Exact = 0

// Found is one page of what was found, the best first, with how many there are of
// each kind, whichever was asked for.
type Found struct {
	Places []Place
	Counts map[string]int64
}

const order = "fit, changed_at DESC, object_id DESC"

// Search reads through the words of a project once.
func Search(tx *gorm.DB, q Query) (Found, error) {
	of := ""
	args := []any{matching(tx, q)}
	if q.Kind != "" {
		of, args = "WHERE kind = ?", append(args, q.Kind)
	}
	type row struct {
		Place
		N int64 // how many of its kind; of a place, which of all it is
	}
	var rows []row
	err := tx.Raw(`WITH m AS MATERIALIZED (?)
		SELECT kind, '' AS object_id, 0 AS fit, COUNT(*) AS n FROM m GROUP BY kind UNION ALL
		SELECT kind, object_id, fit, place FROM (SELECT kind, object_id, fit, ROW_NUMBER() OVER (ORDER BY `+order+`) AS place FROM m `+of+` ORDER BY place LIMIT ? OFFSET ?) AS page`,
		append(args, q.Limit, q.Offset)...).Scan(&rows).Error
	slices.SortFunc(rows, func(x, y row) int { return cmp.Compare(x.N, y.N) })
	found := Found{Counts: map[string]int64{}}
	for _, r := range rows {
		if r.ObjectID == "" {
			found.Counts[r.Kind] = r.N
		} else {
			found.Places = append(found.Places, r.Place)
		}
	}
	return found, err
}

// Nearest are the rows that fit best.
func Nearest(tx *gorm.DB, q Query) ([]Place, error) {
	var found []Place
	err := matching(tx, q).Order(order).Limit(q.Limit).Scan(&found).Error
	return found, err
}

// matching are the rows that hold each of the words somewhere and hang on nothing
// that is gone or closed.
func matching(tx *gorm.DB, q Query) *gorm.DB {
	fit, args := fit(q.Words)
	m := tx.Table("finding AS f").Select("f.kind, f.object_id, f.changed_at, "+fit+" AS fit", args...).Where("f.project_id = ?", q.ProjectID)
	for _, w := range q.Words {
		m = m.Where("f.words LIKE ? ESCAPE '!'", "%"+text.Like(w)+"%")
	}
	open, on, closed := m, "", []any{}
	if len(q.Closed) > 0 {
		open, on, closed = m.Where("f.needs NOT IN ?", q.Closed), " AND o.needs NOT IN ?", []any{q.Closed}
	}
	return open.Where("(f.on_id = '' OR EXISTS (SELECT 1 FROM finding AS o WHERE o.project_id = f.project_id AND o.kind = f.on_kind AND o.object_id = f.on_id"+on+"))", closed...)
}

// fit says how well the words fit a row: a number that is exactly what was typed,
// then titles that hold all words, then the rest.
func fit(words []string) (expression string, args []any) {
	titled := make([]string, len(words))
	args = append(args, strings.ToUpper(strings.Join(words, " ")))
	for i, w := range words {
		titled[i] = "f.title_fold LIKE ? ESCAPE '!'"
		args = append(args, "%"+text.Like(w)+"%")
	}
	return "CASE WHEN f.code = ? THEN 0 WHEN " + strings.Join(titled, " AND ") + " THEN 1 ELSE 2 END", args
}
