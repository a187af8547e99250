package report

import (
	"context"

	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// maturityPart is the section of how far the organisation has come.
const maturityPart = "maturity"

// MaturityInput is how far the organisation has come, as data. No single vote is in
// it: only what may be told of them.
type MaturityInput struct {
	Now     *Assessed  `json:"now"` // nil while nothing was assessed
	Before  *Assessed  `json:"before"`
	Aims    []Aim      `json:"aims"`  // of each dimension, in their order
	Units   []Assessed `json:"units"` // the latest of each
	Trend   []Assessed `json:"trend"` // of the same unit as Now, the earliest first
	Scoring *Scoring   `json:"scoring"`
}

// Assessed is one assessment.
type Assessed struct {
	Number int64           `json:"number"`
	Day    date.Day        `json:"day"`
	Unit   i18n.Phrase     `json:"unit"` // without words it is the whole organisation
	Method maturity.Method `json:"method"`
	By     string          `json:"by"`
	Graded []Graded        `json:"graded"`
}

// Graded is one dimension of an assessment, in tenths of a level.
type Graded struct {
	Dimension string `json:"dimension"`
	Tenths    int    `json:"tenths"`
	Target    int    `json:"target"`
	Weight    int    `json:"weight"`
}

// Aim is what counts for the order of the gaps beside level and target: by when and
// why, and how easily the dimension moves.
type Aim struct {
	Dimension string      `json:"dimension"`
	DueOn     date.Day    `json:"due_on"`
	Reason    i18n.Phrase `json:"reason"`
	Ease      int         `json:"ease"`
}

// Scoring is the last time that a room scored blind and then agreed.
type Scoring struct {
	Number   int64       `json:"number"`
	Day      date.Day    `json:"day"`
	Unit     i18n.Phrase `json:"unit"`
	Rows     []Scored    `json:"rows"`
	Dissents []Dissent   `json:"dissents"`
}

// Scored is one practice.
type Scored struct {
	Name   i18n.Phrase     `json:"name"`
	Agreed int             `json:"agreed"`
	Spread maturity.Spread `json:"spread"`
}

// Dissent is why somebody keeps to another level, without saying who.
type Dissent struct {
	Name   i18n.Phrase `json:"name"`
	Agreed int         `json:"agreed"`
	Reason string      `json:"reason"`
}

// composeMaturity reads what the maturity report says of a project as it stands now.
func composeMaturity(ctx context.Context, r *Reading) (MaturityInput, error) {
	var in MaturityInput
	history, err := r.From.Maturity.History(ctx, r.Key)
	if err != nil || len(history) == 0 {
		return in, err
	}
	aims, err := r.From.Targets.Now(ctx, r.Key)
	if err != nil {
		return in, err
	}
	in.stand(history, aims)
	in.Scoring, err = scoring(ctx, r, history)
	return in, err
}

// stand notes where the project stands and how it came there.
func (in *MaturityInput) stand(history []maturity.Assessment, aims maturity.Aims) {
	latest := maturity.Leading(history)[0]
	in.Now = noted(aims.Aimed(latest))
	if before := maturity.Before(history, latest.ID); before != nil {
		in.Before = noted(*before)
	}
	for _, g := range maturity.Standing(latest, aims) {
		in.Aims = append(in.Aims, Aim{Dimension: g.Dimension, DueOn: g.DueOn, Reason: g.Reason.Because(), Ease: g.Ease})
	}
	for _, a := range maturity.LatestByUnit(history) {
		in.Units = append(in.Units, *noted(a))
	}
	for _, a := range maturity.TrendOf(history, latest.Unit) {
		in.Trend = append(in.Trend, *noted(a))
	}
}

// noted is an assessment as the report keeps it.
func noted(a maturity.Assessment) *Assessed {
	of := &Assessed{Number: a.Number, Day: a.AssessedOn, Unit: unitOf(a), Method: a.Method, By: a.MadeBy}
	for _, one := range a.Answers {
		of.Graded = append(of.Graded, Graded{Dimension: one.Dimension, Tenths: one.Level(), Target: one.Target, Weight: max(one.Weight, 1)})
	}
	return of
}

func unitOf(a maturity.Assessment) i18n.Phrase {
	if a.Unit == "" {
		return i18n.Phrase{}
	}
	return a.Phrase("scope", a.Unit)
}

// scoring is what the last room agreed on, as far as its votes may be told.
func scoring(ctx context.Context, r *Reading, history []maturity.Assessment) (*Scoring, error) {
	of, agreed, err := r.From.Agreed.Last(ctx, r.Key, history)
	if err != nil || of == nil {
		return nil, err
	}
	asked, err := r.From.Maturity.AskedIn(ctx, r.Key, *of)
	if err != nil {
		return nil, err
	}
	s := &Scoring{Number: of.Number, Day: of.AssessedOn, Unit: unitOf(*of)}
	for _, a := range agreed {
		name := asked.Named(a.Practice)
		s.Rows = append(s.Rows, Scored{Name: name, Agreed: a.Level, Spread: a.Spread()})
		for _, d := range a.Dissents {
			s.Dissents = append(s.Dissents, Dissent{Name: name, Agreed: a.Level, Reason: d.Reason})
		}
	}
	return s, nil
}

// In is the assessment as its slice draws it, in a language.
func (a Assessed) In(t *i18n.Text) maturity.Assessment {
	of := maturity.Assessment{Unit: a.Unit.In(t), AssessedOn: a.Day, Method: a.Method, MadeBy: a.By}
	of.Number = a.Number
	for _, g := range a.Graded {
		of.Answers = append(of.Answers, maturity.Answer{Dimension: g.Dimension, Current: (g.Tenths + 5) / 10, Tenths: g.Tenths, Target: g.Target, Weight: g.Weight})
	}
	return of
}

// each is In for several.
func each(all []Assessed, t *i18n.Text) []maturity.Assessment {
	of := make([]maturity.Assessment, len(all))
	for i, a := range all {
		of[i] = a.In(t)
	}
	return of
}

// standing is every dimension beside what is aimed at, as its slice ranks it.
func (in MaturityInput) standing(t *i18n.Text) []maturity.Gap {
	aims := maturity.Aims{Targets: map[string]maturity.Target{}, Eases: map[string]int{}}
	now := in.Now.In(t)
	for _, a := range in.Aims {
		aims.Eases[a.Dimension] = a.Ease
		aims.Targets[a.Dimension] = maturity.Target{Level: now.Of(a.Dimension).Target, DueOn: a.DueOn, Reason: a.Reason.In(t)}
	}
	return maturity.Standing(now, aims)
}
