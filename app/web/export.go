package web

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
)

// batch is how many rows of a file are in memory at once.
const batch = record.Batch

// exporting reports whether a list is asked for as a file.
func exporting(c *fiber.Ctx) bool { return c.Query("export") == "csv" }

// export answers with all rows of a project's list, as it is filtered.
func export[T any](c *fiber.Ctx, key project.Scope, of table[T], page func(record.Page) (record.Paged[T], error)) error {
	return exportAs(c, key.Text, key.Project.Slug+"-"+of.name+"-"+key.Today().String(), of, page)
}

// every is a list that was read at once, as batches.
func every[T any](rows []T) func(record.Page) (record.Paged[T], error) {
	return func(at record.Page) (record.Paged[T], error) {
		if at.Number > 1 {
			rows = nil
		}
		return record.Paged[T]{Rows: rows}, nil
	}
}

// exportAs answers with a list as comma-separated values that a spreadsheet opens
// with its letters right. Its rows are read in batches, of one moment, since a page
// is read in one snapshot.
func exportAs[T any](c *fiber.Ctx, t *i18n.Text, name string, of table[T], page func(record.Page) (record.Paged[T], error)) error {
	file := &spool{}
	if err := write(file, t, of.filed(), page); err != nil {
		_ = file.Close() // the failure that is answered is the first
		return err
	}
	stamp(c)
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s.csv"`, name))
	return file.send(c)
}

// stamp tells the page that asked for a file, by the ticket that it gave, that the
// file is there.
func stamp(c *fiber.Ctx) {
	ticket := c.Query("ticket")
	if ticket == "" || len(ticket) > 32 || strings.Trim(ticket, "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		return
	}
	c.Cookie(&fiber.Cookie{Name: "ticket", Value: ticket, Path: "/", MaxAge: 60, SameSite: fiber.CookieSameSiteLaxMode})
}

func write[T any](to io.Writer, t *i18n.Text, columns []column[T], page func(record.Page) (record.Paged[T], error)) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil { // by which spreadsheets know UTF-8
		return err
	}
	w := csv.NewWriter(to)
	w.Comma, w.UseCRLF = separator(t), true
	line := make([]string, len(columns))
	for i, one := range columns {
		line[i] = defused(t.T(one.head))
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for at := (record.Page{Number: 1, All: true}); ; at.Number++ {
		found, err := page(at)
		if err != nil {
			return err
		}
		for _, row := range found.Rows {
			for i, one := range columns {
				line[i] = written(t, one.cell(row))
			}
			if err := w.Write(line); err != nil {
				return err
			}
		}
		if len(found.Rows) != batch {
			break
		}
	}
	w.Flush()
	return w.Error()
}

// separator is what a spreadsheet of the reader's language expects: where decimals
// stand after a comma, cells are parted by semicolons.
func separator(t *i18n.Text) rune {
	if decimalComma(t) {
		return ';'
	}
	return ','
}

func decimalComma(t *i18n.Text) bool { return strings.Contains(t.Decimal(0.5, 1), ",") }

// written is a cell as text: days as 2026-11-23, moments as 2026-11-23 09:30, yes
// as 1, amounts without their currency and with nothing between thousands.
func written(t *i18n.Text, cell any) string {
	switch cell := cell.(type) {
	case string:
		return defused(cell)
	case i18n.Phrase:
		return defused(cell.In(t))
	case date.Day:
		return cell.String()
	case date.Month:
		return cell.String()
	case time.Time:
		if cell.IsZero() {
			return ""
		}
		return cell.Format("2006-01-02 15:04")
	case money.Amount:
		if decimalComma(t) {
			return strings.Replace(cell.Plain(), ".", ",", 1)
		}
		return cell.Plain()
	case bool:
		if cell {
			return "1"
		}
		return ""
	}
	return fmt.Sprint(cell)
}

// defused keeps a spreadsheet from reckoning with what somebody typed: text that
// begins like a formula, be it after spaces, is marked as text.
func defused(s string) string {
	begins := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	if begins != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(begins)[0]) || s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
