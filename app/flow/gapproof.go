package flow

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// Done is a row that was made of a gap, as it stands now. On is the day on which
// it was done, zero while it is not: a task's own day, the day on which a risk was
// last written when it is closed, the month in which money was first spent.
type Done struct {
	maturity.Work
	Code  string
	Title i18n.Phrase
	On    date.Day
}

// Path is the address of its page below the project's.
func (d Done) Path() string {
	switch d.Kind {
	case rollout.TaskKind:
		return "rollout/tasks/" + d.ObjectID
	case risk.Kind:
		return "risks/" + d.ObjectID
	}
	return "costs/" + d.ObjectID
}

// standing is how what was made of gaps stands now, without what was removed: three
// reads, however much there is.
func (s *Gaps) standing(ctx context.Context, key project.Scope, work []maturity.Work) ([]Done, error) {
	ids := map[record.Kind][]string{}
	for _, w := range work {
		ids[w.Kind] = append(ids[w.Kind], w.ObjectID)
	}
	if len(work) == 0 {
		return nil, nil
	}
	tasks, err := s.plan.Tasks.Several(ctx, key, ids[rollout.TaskKind])
	if err != nil {
		return nil, err
	}
	risks, err := s.risks.Several(ctx, key, ids[risk.Kind])
	if err != nil {
		return nil, err
	}
	lines, err := s.lines(ctx, key, ids[businesscase.Kind])
	if err != nil {
		return nil, err
	}
	var all []Done
	for _, w := range work {
		d := Done{Work: w}
		if t := tasks[w.ObjectID]; t != nil {
			d.Code, d.Title, d.On = t.Code(), t.Titled(), t.ActualFinish
		} else if r := risks[w.ObjectID]; r != nil {
			d.Code, d.Title, d.On = r.Code(), r.Phrase("title", r.Title), closed(key, r)
		} else if l := lines[w.ObjectID]; l != nil {
			d.Code, d.Title, d.On = l.Code(), l.Phrase("name", l.Name), spent(l, w.MadeOn)
		} else {
			continue
		}
		all = append(all, d)
	}
	return all, nil
}

func (s *Gaps) lines(ctx context.Context, key project.Scope, ids []string) (map[string]*businesscase.Line, error) {
	found := map[string]*businesscase.Line{}
	if len(ids) == 0 {
		return found, nil
	}
	all, err := s.costs.Case(ctx, key)
	for i := range all.Lines {
		found[all.Lines[i].ID] = &all.Lines[i]
	}
	return found, err
}

func closed(key project.Scope, r *risk.Risk) date.Day {
	if r.Status != risk.Closed {
		return date.Day{}
	}
	return date.Of(r.UpdatedAt, key.Project.Zone())
}

// spent is when money was first spent; amounts know their month alone, so it is the
// month's first day, or the day on which the line was made if that is later.
func spent(l *businesscase.Line, made date.Day) date.Day {
	for _, a := range l.Amounts {
		if a.Actual > 0 {
			if first := a.Month.First(); first.After(made) {
				return first
			}
			return made
		}
	}
	return date.Day{}
}

// Proof is one dimension between two assessments: how it moved, and what was made
// of its gap.
type Proof struct {
	Dimension   string
	Before, Now int    // in tenths of a level
	Between     []Done // done after the earlier assessment, until the later one
	Open        []Done // not done by the later one
}

// Moved is by how many tenths of a level the dimension moved, 0 where one of the two
// assessments does not judge it.
func (p Proof) Moved() int {
	if p.Before == 0 || p.Now == 0 {
		return 0
	}
	return p.Now - p.Before
}

// Proofs are the dimensions that moved, or of whose gap something was made, between
// two assessments, in the order of the dimensions: gap, road map, proof. It says
// what came together, not what caused what.
func (s *Gaps) Proofs(ctx context.Context, key project.Scope, before, now maturity.Assessment) ([]Proof, error) {
	work, err := s.judged.Work(ctx, key, "")
	if err != nil {
		return nil, err
	}
	done, err := s.standing(ctx, key, work)
	if err != nil {
		return nil, err
	}
	return proofs(before, now, done), nil
}

func proofs(before, now maturity.Assessment, done []Done) []Proof {
	var all []Proof
	for _, dimension := range maturity.Dimensions() {
		p := Proof{Dimension: dimension, Before: before.Of(dimension).Level(), Now: now.Of(dimension).Level()}
		for _, d := range done {
			switch {
			case d.Dimension != dimension || d.MadeOn.After(now.AssessedOn):
			case d.On.IsZero() || d.On.After(now.AssessedOn):
				p.Open = append(p.Open, d)
			case d.On.After(before.AssessedOn):
				p.Between = append(p.Between, d)
			}
		}
		if p.Moved() != 0 || len(p.Between)+len(p.Open) > 0 {
			all = append(all, p)
		}
	}
	return all
}
