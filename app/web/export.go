package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// exported is how many rows a file holds at most.
const exported = 10_000

// exporting reports whether a list is asked for as a file.
func exporting(c *fiber.Ctx) bool { return c.Query("export") == "csv" }

// withExport offers the list that is shown, as it is filtered, as a file.
func withExport(c *fiber.Ctx, p partial.Pages) partial.Pages {
	p.Export = withQuery(c, "export", "csv", "page", "")
	return p
}

// sheet is a list as a file: the keys of its heads, where its rows come from, and
// the cells of one.
type sheet[T any] struct {
	name  string
	heads []string
	page  func(record.Page) (record.Paged[T], error)
	cells func(T) []any
}

// export answers with a list, as it is filtered, as comma-separated values that
// a spreadsheet opens with its letters right.
func export[T any](c *fiber.Ctx, key project.Scope, of sheet[T]) error {
	var b bytes.Buffer
	b.WriteString("\ufeff") // by which spreadsheets know UTF-8
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = separator(key.Text), true
	heads := make([]any, len(of.heads))
	for i, head := range of.heads {
		heads[i] = key.Text.T(head)
	}
	if err := w.Write(written(heads)); err != nil {
		return err
	}
	for at := (record.Page{Number: 1, Size: 500}); at.Number*at.Size <= exported; at.Number++ {
		found, err := of.page(at)
		if err != nil {
			return err
		}
		for _, row := range found.Rows {
			if err := w.Write(written(of.cells(row))); err != nil {
				return err
			}
		}
		if len(found.Rows) < at.Size {
			break
		}
	}
	w.Flush()
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s-%s-%s.csv"`, key.Project.Slug, of.name, key.Today()))
	return c.Send(b.Bytes())
}

// separator is what a spreadsheet of the reader's language expects: where decimals
// stand after a comma, cells are parted by semicolons.
func separator(t *i18n.Text) rune {
	if strings.Contains(t.Decimal(0.5, 1), ",") {
		return ';'
	}
	return ','
}

// written are cells as text: days as 2026-11-23, yes as 1.
func written(cells []any) []string {
	line := make([]string, len(cells))
	for i, cell := range cells {
		switch cell := cell.(type) {
		case string:
			line[i] = defused(cell)
		case date.Day:
			line[i] = cell.String()
		case bool:
			if cell {
				line[i] = "1"
			}
		default:
			line[i] = fmt.Sprint(cell)
		}
	}
	return line
}

// defused keeps a spreadsheet from reckoning with what somebody typed: text that
// begins like a formula is marked as text.
func defused(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// stepNames are the steps of both tracks that a row is tagged with.
func stepNames(t *i18n.Text, tags record.Tags) (kotter, gartner string) {
	if tags.KotterStep != "" {
		kotter = t.T("domain.kotter." + tags.KotterStep + ".name")
	}
	if tags.GartnerStep != "" {
		gartner = t.T("domain.gartner." + tags.GartnerStep + ".name")
	}
	return kotter, gartner
}
