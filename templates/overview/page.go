// Package overview holds the pages that show a project as a whole: the overview
// and its health.
package overview

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/guide"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/risk"
	"stegvis/templates/activity"
	"stegvis/templates/partial"
)

// Page is what a project shows first. Pictures are SVG, "" where there is nothing
// to draw.
type Page struct {
	Key       project.Scope
	Home      string // address of the project
	State     outlook.State
	Health    outlook.Health
	Behind    map[outlook.Name]string // addresses of what a figure sums
	Past      outlook.Past
	Timeline  string
	Curve     string
	Matrix    string
	Radar     string
	Grid      string            // the small grid of both tracks
	Next      []partial.Advised // what to do next, the most pressing first
	Advice    int               // how much advice there is in all
	Followed  int               // how much was followed of late
	Top       []Risk
	Decided   decision.Standing
	Waiting   []decision.Decision // for the committee, or for whoever carries them out
	Latest    []activity.Line     // nil for those who may not read the log
	MayManage bool
}

// Risk is one of the top risks.
type Risk struct {
	risk.Risk
	Owner string
}

// total is what the business case comes to.
func (p Page) total() businesscase.Sum { return p.State.Case.All() }

// readsLog reports whether the reader may know who did what.
func (p Page) readsLog() bool { return p.Key.Allows(project.ReadActivity) }

// verdict is a colour as a tone and a word.
func verdict(ctx context.Context, c outlook.Colour) (partial.Tone, string) {
	return partial.ToneOf(c), c.Word(i18n.From(ctx))
}

// since says since when a colour is what it is, "" when nobody has written it
// down yet.
func since(ctx context.Context, v outlook.Verdict, key project.Scope) string {
	if v.Since.IsZero() {
		return ""
	}
	return i18n.T(ctx, "health.since", "day", i18n.From(ctx).Day(date.Of(v.Since, key.Project.Zone())))
}

// until says how long an override holds.
func until(ctx context.Context, v outlook.Verdict) string {
	if v.Until.IsZero() {
		return i18n.T(ctx, "health.until_change", "name", v.By)
	}
	return i18n.T(ctx, "health.until_day", "name", v.By, "day", i18n.From(ctx).Day(v.Until))
}

// HealthPage is the health with its rules, its history and what leads may change.
type HealthPage struct {
	Key       project.Scope
	Home      string
	Health    outlook.Health
	Behind    map[outlook.Name]string
	Past      outlook.Past
	Overrides []Overridden
	Form      partial.Form
	Turns     []outlook.Turn
	MayManage bool
}

// Overridden is an override in force, and the form that ends it.
type Overridden struct {
	outlook.Override
	End partial.Form
}

// NextPage is all advice on a project.
type NextPage struct {
	Narrow   partial.Narrow
	Total    int // unfiltered
	Open     []partial.Advised
	Resting  []Resting
	Followed []Followed
}

// Resting is advice that was dismissed: About is why it is given, "" when its reason
// is gone; Back the form that has it given again, nil for those who may not.
type Resting struct {
	guide.Dismissal
	About string
	Back  *partial.Form
}

// Followed is advice whose reason is gone since a day.
type Followed struct {
	guide.Kept
	On date.Day
}

// by is whose change it was.
func (f Followed) by(ctx context.Context) string {
	if f.EndedBy == guide.Jobs {
		return i18n.T(ctx, "activity.system")
	}
	return f.EndedBy
}

// RulesPage are the thresholds of a project.
type RulesPage struct {
	Form partial.Form
	Back string
}
