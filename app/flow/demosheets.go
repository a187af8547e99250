package flow

import (
	"context"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/project"
)

// plotSheet is a worksheet that is filled in and, on its day, made ready and
// given as evidence.
type plotSheet struct {
	Key      string `yaml:"key"`
	Step     string `yaml:"step"`
	Owner    string `yaml:"owner"`
	At       int    `yaml:"at"`
	Ready    *int   `yaml:"ready"`
	Evidence string `yaml:"evidence"` // key of the deliverable, "" for none
}

func (p plotSheet) place() framework.Place {
	track, step, _ := strings.Cut(p.Step, ".")
	return framework.Place{Track: track, StepKey: step}
}

// sheet fills in a worksheet.
func (r *replay) sheet(p plotSheet) {
	r.at(p.At, p.Owner, func(ctx context.Context, key project.Scope) error { return r.fillIn(ctx, key, p, framework.Rough) })
	if p.Ready == nil {
		return
	}
	r.at(*p.Ready, p.Owner, func(ctx context.Context, key project.Scope) error { return r.fillIn(ctx, key, p, framework.Ready) })
	if p.Evidence != "" {
		r.at(*p.Ready, p.Owner, func(ctx context.Context, key project.Scope) error { return r.giveSheet(ctx, key, p) })
	}
}

func (r *replay) fillIn(ctx context.Context, key project.Scope, p plotSheet, state framework.Readiness) error {
	paper, err := r.Tracks.Paper(ctx, key, p.place(), p.Key)
	if err != nil {
		return err
	}
	words := "demo.worksheet." + p.Key
	_, err = r.Tracks.SaveWorksheet(ctx, key, p.place(), p.Key, framework.WorksheetDraft{
		OwnerID: r.people[p.Owner], State: state, Cell: r.answers(paper.Sheet, words), Version: paper.Worksheet.Version, TextKey: words,
	})
	return err
}

// answers are all that the texts hold of a worksheet.
func (r *replay) answers(s framework.Sheet, words string) framework.Answers {
	a := framework.Answers{}
	note := func(key string) (found bool) {
		text := r.word(words, key)
		if text != "" {
			a[key] = text
		}
		return text != ""
	}
	for _, f := range s.Fields {
		note(f.Key)
		for row := 0; ; row++ {
			found := false
			for _, column := range f.Columns {
				found = note(framework.Cell(f.Key, row, column)) || found
			}
			if !found {
				break
			}
		}
	}
	return a
}

func (r *replay) giveSheet(ctx context.Context, key project.Scope, p plotSheet) error {
	work, err := r.Tracks.Work(ctx, key, p.place())
	for _, d := range work.Deliverables {
		if strings.HasSuffix(d.TextKey, "."+p.Evidence) {
			_, err = r.Tracks.GiveWorksheet(ctx, key, p.place(), d.ID, p.Key, d.Version)
		}
	}
	return err
}
