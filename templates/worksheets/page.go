// Package worksheets holds the pages of templates that steps offer to fill in.
package worksheets

import (
	"context"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"stegvis/app/framework"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/templates/partial"
)

// Page is one worksheet: its form, or as it reads.
type Page struct {
	Key       project.Scope
	Home      string // address of the worksheet
	Paper     framework.Paper
	Owner     string
	People    []partial.Option
	Form      partial.Form
	Editing   bool
	MayEdit   bool
	Rows      map[string]int      // how many rows the form shows of each table
	Registers map[string]Register // by the field that shows them
	Evidence  []Evidence
}

// Register is what a register of the project holds, as a worksheet shows it.
type Register struct {
	Heads []string
	Rows  [][]string
	Text  string // of a register that is one text
	Note  string // what is missing, or how much more there is; "" for neither
	Href  string // of the register
}

// Evidence is a deliverable of the step for which the worksheet is or could be
// the evidence.
type Evidence struct {
	framework.Deliverable
	Given bool
	Href  string
	Give  partial.Form
}

// Line is a worksheet as its step lists it.
type Line struct {
	framework.Paper
	Href  string
	Owner string
}

// Mark is how ready a worksheet is, as a tone and a word.
func Mark(ctx context.Context, w framework.Worksheet) (partial.Tone, string) {
	switch {
	case !w.Begun():
		return partial.Idle, i18n.T(ctx, "worksheet.state.none")
	case w.State == framework.Ready:
		return partial.Good, i18n.T(ctx, "worksheet.state.ready")
	}
	return partial.Active, i18n.T(ctx, "worksheet.state.draft")
}

func parts(ctx context.Context, p framework.Paper) string {
	filled, all := p.Parts()
	return i18n.T(ctx, "worksheet.parts", "filled", filled, "all", all)
}

// label and hint are a field's words; a hint may be missing.
func label(ctx context.Context, p Page, f framework.SheetAsk) string {
	return p.Key.Text.T(p.Paper.Word("f_" + f.Key))
}

func hint(ctx context.Context, p Page, f framework.SheetAsk) string {
	if key := p.Paper.Word("h_" + f.Key); i18n.From(ctx).Has(key) {
		return i18n.T(ctx, key)
	}
	return ""
}

func column(ctx context.Context, name string) string {
	return i18n.T(ctx, "domain.worksheet_column."+name)
}

// named is the name of an answer among the form's fields.
func named(key string) string { return "cell[" + key + "]" }

func said(ctx context.Context, p Page, key string) string {
	if p.Paper.Worksheet.Answers[key] == "" {
		return ""
	}
	return p.Paper.Worksheet.Said(key).In(i18n.From(ctx))
}

func readinesses(ctx context.Context) []partial.Option {
	return partial.Options(framework.Readinesses(), func(r framework.Readiness) string { return i18n.T(ctx, "worksheet.state."+string(r)) })
}

// cellLabel names a cell for those who hear a table one cell at a time.
func cellLabel(ctx context.Context, name string, row int) string {
	return column(ctx, name) + ", " + i18n.T(ctx, "worksheet.row", "n", strconv.Itoa(row+1))
}

// described is the id of the message by a cell, "" for none.
func described(f partial.Form, name string) string {
	ids := ""
	if f.Error(name) != "" {
		ids = "f-" + name + "-wrong"
	}
	if _, stale := f.Stored(name); stale {
		ids += " f-" + name + "-theirs"
	}
	return ids
}

// invalid are the attributes of a cell that needs another look.
func invalid(f partial.Form, name string) templ.Attributes {
	a := templ.Attributes{}
	if f.Error(name) != "" {
		a["aria-invalid"] = "true"
	}
	if ids := described(f, name); ids != "" {
		a["aria-describedby"] = ids
	}
	return a
}

func heads(ctx context.Context, f framework.SheetAsk) []partial.Column {
	names := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		names[i] = column(ctx, c)
	}
	return plainHeads(names)
}

func plainHeads(names []string) []partial.Column {
	columns := make([]partial.Column, len(names))
	for i, name := range names {
		columns[i] = partial.Column{Label: name}
	}
	return columns
}

// typed reports whether anything stands in a row of the form.
func typed(f partial.Form, ask framework.SheetAsk, row int) bool {
	return slices.ContainsFunc(ask.Columns, func(c string) bool { return f.Value(named(framework.Cell(ask.Key, row, c))) != "" })
}
