// Package reports holds the pages of what is issued, prepared and put together.
package reports

import (
	"context"
	"strings"

	"stegvis/app/committee"
	"stegvis/app/dispatch"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/report"
	"stegvis/templates/partial"
)

// RoomPage is the reports of a project.
type RoomPage struct {
	Home      string // address of the room
	Issued    []report.Issued
	Reviews   map[string]committee.Review // by report
	Pages     partial.Pages
	Drafts    []report.Draft
	Of        map[string]i18n.Phrase // what drafts are of, by its id
	Workshops string                 // address of those that reports are made of
	Variants  []report.Variant
	Kinds     []report.Kind
	Languages []Language // the reader’s first
	MayIssue  bool
	Prepare   partial.Form
	Scheduled []dispatch.Listed
	Choices   Choices // what the words about schedules need
}

// called is what a draft is of, in words.
func (p RoomPage) called(ctx context.Context, d report.Draft) string {
	for _, v := range p.Variants {
		if v.ID == d.VariantID {
			return v.Named().In(i18n.From(ctx))
		}
	}
	return report.Input{Kind: d.Kind, Subject: report.Subject{Name: p.Of[d.SubjectID]}}.Titled(i18n.From(ctx))
}

// begun is the day on which a draft was begun.
func (p RoomPage) begun(ctx context.Context, d report.Draft) string {
	return i18n.From(ctx).Day(date.Of(d.CreatedAt, p.Choices.Zone))
}

// Language is one in which a report can be read.
type Language struct {
	Tag  string
	Name string // in the language itself
	Own  bool   // the reader's, or of an issued report its own
}

// DraftPage is a report being prepared.
type DraftPage struct {
	Draft               report.Draft
	Form, Issue, Delete partial.Form
	Home                string
	IssuesAt            string       // when it is issued by itself, "" for never
	Sheets              []pdf.Screen // as it will print
	Languages           []partial.Option
	Pages               int
	Lists               []report.Shortened
	Cut                 []string // how texts begin that are shortened
}

// Whole reports whether everything fits.
func (p DraftPage) Whole() bool { return len(p.Lists)+len(p.Cut) == 0 }

// IssuedPage is a report that was issued.
type IssuedPage struct {
	Report    report.Issued
	Before    *report.Issued
	Home      string // its own address
	When      string
	Sheets    []pdf.Screen // as it was issued
	Languages []Language   // its own first
	Sent      Sent
	Review    committee.Review // without an id when nobody was asked
	Ask       partial.Form
	MayIssue  bool
	Zone      Zone
}

// Room is the address of all reports.
func (p IssuedPage) Room() string { return strings.TrimSuffix(p.Home, "/"+p.Report.ID) }

// compared is where the report is compared with the one that it goes on from, or else
// with the one before it.
func (p IssuedPage) compared() string {
	at := p.Room() + "/compare?b=" + p.Report.ID
	if p.Before != nil {
		at += "&a=" + p.Before.ID
	}
	return at
}

// VariantsPage is the reports that were put together.
type VariantsPage struct {
	Home     string
	All      []report.Variant
	Form     partial.Form
	Sections []string // keys to choose from
}

// VariantPage is one of them.
type VariantPage struct {
	Variant      report.Variant
	Form, Delete partial.Form
	Sections     []string
}

func issuedColumns(ctx context.Context, reviewed bool) []partial.Column {
	columns := []partial.Column{
		{Label: i18n.T(ctx, "report.number"), Num: true}, {Label: i18n.T(ctx, "report.name")}, {Label: i18n.T(ctx, "report.day")}, {Label: i18n.T(ctx, "report.by")},
	}
	if reviewed {
		columns = append(columns, partial.Column{Label: i18n.T(ctx, "review.title")})
	}
	return append(columns, partial.Column{Label: i18n.T(ctx, "report.pdf")})
}

// listed names the sections of a variant.
func listed(ctx context.Context, v report.Variant) string {
	var names []string
	for _, key := range v.Keys() {
		names = append(names, i18n.T(ctx, "report.section."+key+".title"))
	}
	return strings.Join(names, " · ")
}
