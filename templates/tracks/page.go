// Package tracks holds the pages of the two tracks and of their steps.
package tracks

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/partial"
	"stegvis/templates/worksheets"
)

// TrackPage is one track: its eight steps in their order.
type TrackPage struct {
	Track    string
	Home     string // address of the track
	Steps    []Row
	Finished int
	Current  string // key of the first step that is not done, "" when all are
	Today    date.Day
}

// Row is one step as the track lists it.
type Row struct {
	framework.Standing
	Owner string
}

// StepPage is one step: the guidance beside the work.
type StepPage struct {
	Key          project.Scope
	Home         string // address of the step
	Standing     framework.Standing
	Owner        string
	People       []partial.Option
	Deliverables []Deliverable
	Forecasts    []record.Forecast
	Linked       []Linked
	Advice       []partial.Advised // what to do next on this step
	Extras       templ.Component   // rows that only some steps have; nil for none
	Worksheets   []worksheets.Line
	Before       *Neighbour
	After        *Neighbour
	MayEdit      bool
	Today        date.Day

	Form, Add, Finish, Reopen partial.Form
}

// Deliverable is one deliverable with its forms.
type Deliverable struct {
	framework.Deliverable
	File     string // the evidence's name, "" for none
	FileHref string
	Sheet    string // the worksheet's name that is the evidence, "" for none
	SheetAt  string // its address
	Form     partial.Form
	Delete   partial.Form
}

// Linked are rows elsewhere that are tagged with the step.
type Linked struct {
	Text string
	Href string
}

// Neighbour is the step before or after.
type Neighbour struct {
	Place framework.Place
	Href  string
}

// VisionPart is the change vision on its step.
type VisionPart struct {
	Vision  framework.Vision
	Form    partial.Form
	MayEdit bool
	From    templ.Component // the workshops that it came from
	Home    string          // where it is written, "" on that page itself
}

// WinsPart are the short-term wins on their step.
type WinsPart struct {
	List    partial.Listing
	Wins    []Win
	Add     partial.Form
	People  []partial.Option
	MayEdit bool
	Today   date.Day
}

// Win is one win with its forms.
type Win struct {
	framework.Win
	Owner  string
	Form   partial.Form
	Delete partial.Form
	From   templ.Component // the workshops that it came from
}

// mark is how a step stands, as a tone and a word.
func mark(ctx context.Context, s framework.Standing, today date.Day) (partial.Tone, string) {
	if s.Late(today) {
		return partial.Warn, i18n.T(ctx, "track.late")
	}
	word := i18n.T(ctx, "track.status."+string(s.State()))
	switch s.State() {
	case framework.Done:
		return partial.Good, word
	case framework.Active:
		return partial.Active, word
	}
	return partial.Idle, word
}

// settled is how a deliverable stands, as a tone and a word.
func settled(ctx context.Context, d framework.Deliverable) (partial.Tone, string) {
	switch {
	case !d.Settled():
		return partial.Idle, i18n.T(ctx, "track.deliverable.owed")
	case d.NotApplicable:
		return partial.Good, i18n.T(ctx, "track.deliverable.not_applicable")
	}
	return partial.Good, i18n.T(ctx, "track.deliverable.settled")
}

func winMark(ctx context.Context, w framework.Win, today date.Day) (partial.Tone, string) {
	word := i18n.T(ctx, "track.win.status."+string(w.Status))
	switch {
	case w.Status == framework.Delivered:
		return partial.Good, word
	case w.Status == framework.Missed:
		return partial.Bad, word
	case w.Late(today):
		return partial.Warn, i18n.T(ctx, "track.late")
	}
	return partial.Active, word
}

func visionMark(ctx context.Context, v framework.Vision) (partial.Tone, string) {
	switch {
	case v.Body == "":
		return partial.Idle, i18n.T(ctx, "track.vision.state.none")
	case v.State == framework.Communicated:
		return partial.Good, i18n.T(ctx, "track.vision.state.communicated")
	}
	return partial.Active, i18n.T(ctx, "track.vision.state.draft")
}

// guidance is one text of the catalogue on a step, "" where it has none.
func guidance(ctx context.Context, at framework.Place, name string) string {
	key := "domain." + at.Track + "." + at.StepKey + "." + name
	if !i18n.From(ctx).Has(key) {
		return ""
	}
	return i18n.T(ctx, key)
}

// points are the texts that a step's catalogue numbers from 1.
func points(ctx context.Context, at framework.Place, name string) []string {
	var all []string
	for n := 1; ; n++ {
		text := guidance(ctx, at, name+strconv.Itoa(n))
		if text == "" {
			return all
		}
		all = append(all, text)
	}
}

func statuses(ctx context.Context) []partial.Option {
	return partial.Options([]framework.Status{framework.Idle, framework.Active}, func(s framework.Status) string {
		return i18n.T(ctx, "track.status."+string(s))
	})
}

func states(ctx context.Context) []partial.Option {
	return partial.Options(framework.States(), func(s framework.State) string { return i18n.T(ctx, "track.vision.state."+string(s)) })
}

func outcomes(ctx context.Context) []partial.Option {
	return partial.Options(framework.Outcomes(), func(o framework.Outcome) string { return i18n.T(ctx, "track.win.status."+string(o)) })
}

// days are when a step is expected or was finished, in one line; "" when nobody
// has said.
func days(ctx context.Context, s framework.Step) string {
	t := i18n.From(ctx)
	switch {
	case s.Status == framework.Done:
		return t.T("track.done_on", "day", t.Day(s.ActualFinish))
	case s.Expected().IsZero():
		return ""
	case s.Slip() > 0:
		return t.N("track.expected_late", s.Slip(), "day", t.Day(s.Expected()))
	}
	return t.T("track.expected_on", "day", t.Day(s.Expected()))
}

// removal is the button that removes a deliverable, where that is open.
func removal(p StepPage, d Deliverable) []templ.Component {
	if p.Standing.Status == framework.Done {
		return nil
	}
	return []templ.Component{partial.Button(d.Delete, p.Key.Text.T("track.deliverable.delete"), "danger")}
}

func numbered(ctx context.Context, at framework.Place) string {
	return strconv.Itoa(at.Ordinal()) + " " + at.Named().In(i18n.From(ctx))
}

// unfoldLabel names what the form beneath a deliverable is for.
func unfoldLabel(ctx context.Context, d Deliverable) string {
	if d.Settled() {
		return i18n.T(ctx, "common.edit")
	}
	return i18n.T(ctx, "track.deliverable.give")
}
