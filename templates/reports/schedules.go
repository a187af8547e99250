package reports

import (
	"context"
	"slices"
	"time"

	"stegvis/app/dispatch"
	"stegvis/app/platform/i18n"
	"stegvis/app/report"
	"stegvis/templates/partial"
)

// SchedulesPage is what goes out by itself, and the form for more.
type SchedulesPage struct {
	Home string // address of the schedules
	All  []dispatch.Listed
	Form partial.Form
	Choices
}

// SchedulePage is one schedule with its form and what became of it.
type SchedulePage struct {
	Room         string // address of the reports
	Schedule     dispatch.Listed
	Form, Delete partial.Form
	Past         []dispatch.Occasion
	Pages        partial.Pages
	Choices
}

// Choices are what the form of a schedule offers, and what its words need.
type Choices struct {
	Kinds     []report.Kind
	Variants  []report.Variant
	Languages []partial.Option
	People    []partial.Option // who can be reached by mail
	Zone      *time.Location
	Mails     bool // there is a server that takes letters
}

// called is which report a schedule sends, in words.
func called(ctx context.Context, s dispatch.Schedule, variants []report.Variant) string {
	i := slices.IndexFunc(variants, func(v report.Variant) bool { return v.ID == s.VariantID })
	if i >= 0 {
		return variants[i].Named().In(i18n.From(ctx))
	}
	return i18n.T(ctx, "report.kind."+string(s.ReportKind))
}

// what are the reports to choose from.
func (c Choices) what(ctx context.Context) []partial.Option {
	options := partial.Options(c.Kinds, func(k report.Kind) string { return i18n.T(ctx, "report.kind."+string(k)) })
	for _, v := range c.Variants {
		options = append(options, partial.Option{Value: dispatch.VariantChoice(v.ID), Label: v.Named().In(i18n.From(ctx))})
	}
	return options
}

func ways(ctx context.Context) []partial.Option {
	return partial.Options(dispatch.Ways(), func(w dispatch.Way) string { return i18n.T(ctx, "schedule.way."+string(w)) })
}

// rhythm is when a schedule's report goes out, in words.
func rhythm(ctx context.Context, s dispatch.Schedule) string {
	switch {
	case s.Way == dispatch.BeforeMeeting:
		return i18n.T(ctx, "schedule.rhythm.meeting")
	case s.MonthDay == 31:
		return i18n.T(ctx, "schedule.rhythm.last", "time", s.AtTime)
	}
	return i18n.T(ctx, "schedule.rhythm.monthly", "day", s.MonthDay, "time", s.AtTime)
}

func (c Choices) at(ctx context.Context, moment time.Time) string {
	return i18n.From(ctx).Instant(moment, c.Zone)
}

func turnColumns(ctx context.Context) []partial.Column {
	return []partial.Column{{Label: i18n.T(ctx, "schedule.prepared")}, {Label: i18n.T(ctx, "schedule.mailed")}, {Label: i18n.T(ctx, "schedule.due")}}
}

func pastColumns(ctx context.Context) []partial.Column {
	return []partial.Column{{Label: i18n.T(ctx, "schedule.due")}, {Label: i18n.T(ctx, "schedule.became")}, {Label: i18n.T(ctx, "report.name")}}
}

func stateTone(s dispatch.State) partial.Tone {
	switch s {
	case dispatch.Drafted:
		return partial.Active
	case dispatch.Issued:
		return partial.Good
	case dispatch.Held:
		return partial.Warn
	case dispatch.Missed:
		return partial.Bad
	}
	return partial.Idle
}

// Sent is to whom a report went.
type Sent struct {
	All      []dispatch.Sending
	MayIssue bool
	Mails    bool
	Zone     *time.Location
	Send     partial.Form
	Again    partial.Form
}

// waits reports whether something is to be sent and there is no server that takes it.
func (s Sent) waits() bool {
	return !s.Mails && slices.ContainsFunc(s.All, func(one dispatch.Sending) bool { return one.State == dispatch.Waiting })
}
