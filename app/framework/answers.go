package framework

import (
	"slices"
	"strconv"
	"strings"

	"stegvis/app/platform/i18n"
)

// Answers are what stands in a worksheet: by the key of a field or, in a table,
// of a cell, as Cell makes it. Fields that nobody has filled in are left out.
type Answers map[string]string

// Cell is the key of a table's cell; rows count from 0.
func Cell(field string, row int, column string) string {
	return field + "-" + strconv.Itoa(row) + "-" + column
}

// Row is the key of a table's row, as Drop names it.
func Row(field string, row int) string { return field + "-" + strconv.Itoa(row) }

// Rows is how many rows a table has.
func (a Answers) Rows(field string) int {
	n := 0
	for key := range a {
		if row, ok := rowOf(key, field); ok {
			n = max(n, row+1)
		}
	}
	return n
}

// Filled reports whether anything stands in a field.
func (a Answers) Filled(f SheetAsk) bool {
	if f.Kind == Table {
		return a.Rows(f.Key) > 0
	}
	return a[f.Key] != ""
}

// rowOf is the row in which a table's cell stands.
func rowOf(key, field string) (int, bool) {
	rest, ok := strings.CutPrefix(key, field+"-")
	digits, _, cell := strings.Cut(rest, "-")
	row, err := strconv.Atoi(digits)
	return row, ok && cell && err == nil && row >= 0
}

// tidy is what was typed without what the template does not ask for: rows that
// were dropped or are blank are closed up.
func (s Sheet) tidy(typed map[string]string, drop map[string]bool) Answers {
	a := Answers{}
	for _, f := range s.asked() {
		if f.Kind != Table {
			a.set(f.Key, typed[f.Key])
			continue
		}
		next := 0
		for _, row := range rowsTyped(typed, f.Key) {
			if drop[Row(f.Key, row)] || f.blank(typed, row) {
				continue
			}
			for _, column := range f.Columns {
				a.set(Cell(f.Key, next, column), typed[Cell(f.Key, row, column)])
			}
			next++
		}
	}
	return a
}

func (a Answers) set(key, text string) {
	if text = strings.TrimSpace(text); text != "" {
		a[key] = text
	}
}

// rowsTyped are the rows of a table of which something was sent, in their order.
func rowsTyped(typed map[string]string, field string) []int {
	seen := map[int]bool{}
	var rows []int
	for key := range typed {
		if row, ok := rowOf(key, field); ok && !seen[row] {
			seen[row] = true
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	return rows
}

// blank reports whether nothing was typed in a row.
func (f SheetAsk) blank(typed map[string]string, row int) bool {
	return !slices.ContainsFunc(f.Columns, func(column string) bool {
		return strings.TrimSpace(typed[Cell(f.Key, row, column)]) != ""
	})
}

// offered are the rows with which a template begins, in the reader's words.
func (s Sheet) offered(t *i18n.Text) Answers {
	a := Answers{}
	for _, f := range s.Fields {
		for row, offer := range f.Offers {
			a[Cell(f.Key, row, f.Columns[0])] = t.T(s.Word("o_" + offer))
		}
	}
	return a
}
