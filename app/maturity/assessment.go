// Package maturity assesses how far the organisation has come in eight
// dimensions of CRM, one for each of Gartner's steps, on five levels.
package maturity

import (
	"cmp"
	"slices"
	"strconv"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Kind names assessments in addresses and the log.
const Kind record.Kind = "assessment"

// Levels is how many levels a dimension has; the first is the lowest.
const Levels = 5

// Dimensions are the eight dimensions in their order.
func Dimensions() []string { return record.Steps(record.Gartner) }

// Assessment is one judgement of all eight dimensions on one day. It is never
// changed afterwards; a new judgement is a new assessment, so that the history
// stays true. One entered by mistake can be removed.
type Assessment struct {
	record.Row `gorm:"embedded"`
	AssessedOn date.Day `json:"assessed_on"`
	Scope      string   `json:"scope"` // "" is the whole organisation
	Note       string   `json:"note"`
	MadeBy     string   `json:"made_by"`
	Answers    []Answer `json:"answers" gorm:"-"`
}

// TableName tells GORM.
func (Assessment) TableName() string { return "assessment" }

// RecordKind tells package record.
func (Assessment) RecordKind() record.Kind { return Kind }

// Label is its number and day.
func (a Assessment) Label() string {
	return strconv.FormatInt(a.Number, 10) + ", " + a.AssessedOn.String()
}

// Answer is one dimension of an assessment: the level now, the level aimed at,
// both 1 to 5, and why.
type Answer struct {
	AssessmentID   string `json:"-" gorm:"primaryKey"`
	Dimension      string `json:"dimension" gorm:"primaryKey"`
	OrganisationID string `json:"-"`
	ProjectID      string `json:"-"`
	Current        int    `json:"current"`
	Target         int    `json:"target"`
	Comment        string `json:"comment"`
	commentKey     string
}

// TableName tells GORM.
func (Answer) TableName() string { return "assessment_answer" }

// Gap is how many levels are missing to the target, never below zero.
func (a Answer) Gap() int { return max(a.Target-a.Current, 0) }

// Commented is the comment as a phrase.
func (a Answer) Commented() i18n.Phrase { return i18n.Phrase{Key: a.commentKey, Text: a.Comment} }

// Of is the answer for a dimension.
func (a Assessment) Of(dimension string) Answer {
	for _, one := range a.Answers {
		if one.Dimension == dimension {
			return one
		}
	}
	return Answer{Dimension: dimension}
}

// Mean is the mean of the current levels, to one decimal as tenths; zero without
// answers.
func (a Assessment) Mean() int { return a.mean(func(one Answer) int { return one.Current }) }

// MeanGap is the mean of what is missing to the targets, as tenths of a level.
func (a Assessment) MeanGap() int { return a.mean(Answer.Gap) }

func (a Assessment) mean(of func(Answer) int) int {
	if len(a.Answers) == 0 {
		return 0
	}
	sum := 0
	for _, one := range a.Answers {
		sum += of(one)
	}
	return (sum*20 + len(a.Answers)) / (2 * len(a.Answers))
}

// Gaps are the dimensions below their target, the widest gap first.
func (a Assessment) Gaps() []Answer {
	var gaps []Answer
	for _, one := range a.Answers {
		if one.Gap() > 0 {
			gaps = append(gaps, one)
		}
	}
	slices.SortStableFunc(gaps, func(x, y Answer) int { return cmp.Compare(y.Gap(), x.Gap()) })
	return gaps
}

// Draft is what is typed of an assessment. The maps go from a dimension to what
// is chosen for it.
type Draft struct {
	AssessedOn date.Day          `form:"assessed_on" validate:"required"`
	Scope      string            `form:"scope" validate:"max=120,oneline"`
	Note       string            `form:"note" validate:"max=10000"`
	Current    map[string]int    `form:"current" validate:"dive,min=1,max=5"`
	Target     map[string]int    `form:"target" validate:"dive,min=1,max=5"`
	Comment    map[string]string `form:"comment" validate:"dive,max=2000"`
}

// BasedOn is always zero: assessments are not changed.
func (Draft) BasedOn() int64 { return 0 }

// Valid asks for a level now and a target in every dimension, for a day that is
// not ahead.
func (d Draft) Valid(key project.Scope) error {
	wrong := map[string]fault.Text{}
	for _, dimension := range Dimensions() {
		if d.Current[dimension] == 0 {
			wrong["current["+dimension+"]"] = fault.Text{Key: "fault.field.required"}
		}
		if d.Target[dimension] == 0 {
			wrong["target["+dimension+"]"] = fault.Text{Key: "fault.field.required"}
		}
	}
	if d.AssessedOn.After(key.Today()) {
		wrong["assessed_on"] = fault.Text{Key: "maturity.fault.ahead"}
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

// Apply copies the draft onto an assessment.
func (d Draft) Apply(a *Assessment, key project.Scope) {
	a.AssessedOn, a.Scope, a.Note, a.MadeBy = d.AssessedOn, d.Scope, d.Note, key.Actor().Name
	a.Answers = nil
	for _, dimension := range Dimensions() {
		a.Answers = append(a.Answers, Answer{Dimension: dimension, Current: d.Current[dimension], Target: d.Target[dimension], Comment: d.Comment[dimension]})
	}
}

// Drafted is the assessment as its form shows it.
func (a Assessment) Drafted(t *i18n.Text) any {
	d := Draft{AssessedOn: a.AssessedOn, Scope: a.Scope, Note: a.Note, Current: map[string]int{}, Target: map[string]int{}, Comment: map[string]string{}}
	for _, one := range a.Answers {
		d.Current[one.Dimension], d.Target[one.Dimension], d.Comment[one.Dimension] = one.Current, one.Target, one.Commented().In(t)
	}
	return d
}

// After is a draft for the next assessment: it begins with what this one says.
func (a Assessment) After(today date.Day, t *i18n.Text) Draft {
	d := a.Drafted(t).(Draft)
	d.AssessedOn, d.Note, d.Comment = today, "", nil
	return d
}
