package report

import (
	"context"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// lessonsPart is the section of what was learnt, as far as it was noted on the way.
const lessonsPart = "lessons"

// Lessons are what people noted on the way: why a pilot was judged as it was, what
// came of decisions, and which promises were not kept.
type Lessons struct {
	Pilots    []Lesson `json:"pilots"`
	Decisions []Lesson `json:"decisions"`
	Missed    []Lesson `json:"missed"`
}

// Lesson is what was noted of one thing.
type Lesson struct {
	Of      i18n.Phrase     `json:"of"`
	Outcome rollout.Outcome `json:"outcome"` // of a pilot
	Says    i18n.Phrase     `json:"says"`
}

func composeLessons(ctx context.Context, r *Reading) (Lessons, error) {
	var v Lessons
	whole, err := r.Rollout(ctx)
	if err != nil {
		return v, err
	}
	for _, p := range whole.Pilots {
		if p.Outcome != "" {
			v.Pilots = append(v.Pilots, Lesson{p.Named(), p.Outcome, p.Phrase("outcome_reason", p.OutcomeReason)})
		}
	}
	decisions, err := r.decided(ctx)
	if err != nil {
		return v, err
	}
	for _, d := range decisions {
		if came := d.Came(); came != (i18n.Phrase{}) && d.Outcome != "" {
			v.Decisions = append(v.Decisions, Lesson{Of: d.Asks(), Says: came})
		}
	}
	state, _, err := r.Look(ctx)
	for _, w := range state.Wins {
		if w.Status == framework.Missed {
			v.Missed = append(v.Missed, Lesson{Of: w.Titled(), Says: w.Measured()})
		}
	}
	return v, err
}

func setLessons(s *setting, v Lessons) []pdf.Block {
	blocks := []pdf.Block{s.heading(lessonsPart), pdf.Text(quiet, s.t.T("report.closing.where_lessons"))}
	for _, list := range []struct {
		key string
		all []Lesson
	}{{"pilots", v.Pilots}, {"decisions", v.Decisions}, {"missed", v.Missed}} {
		if len(list.all) == 0 {
			continue
		}
		blocks = append(blocks, s.sub(s.t.T("report.closing.lessons."+list.key)))
		for _, l := range list.all {
			blocks = append(blocks, s.lesson(l))
		}
	}
	if len(v.Pilots)+len(v.Decisions)+len(v.Missed) == 0 {
		blocks = append(blocks, pdf.Text(s.body(), s.t.T("report.closing.no_lessons")))
	}
	return blocks
}

func (s *setting) lesson(l Lesson) pdf.Block {
	var runs []pdf.Run
	if l.Outcome != "" {
		runs = append(runs, pdf.Run{Mark: concluded(l.Outcome), Style: s.body()}, pdf.Run{Text: "\u00a0", Style: s.body()})
	}
	runs = append(runs, pdf.Run{Text: l.Of.In(s.t), Style: s.strong()})
	if l.Outcome != "" {
		runs = append(runs, pdf.Run{Text: " (" + s.outcome(l.Outcome) + ")", Style: s.body()})
	}
	if says := l.Says.In(s.t); says != "" {
		between := ": "
		if l.Outcome == "" && strings.HasSuffix(runs[0].Text, "?") {
			between = " "
		}
		runs = append(runs, pdf.Run{Text: between + says, Style: s.body()})
	}
	return pdf.Paragraph{Runs: runs}
}
