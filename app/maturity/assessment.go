// Package maturity assesses how far the organisation has come in eight
// dimensions of CRM, one for each of Gartner's steps, on five levels; each
// dimension by practices, of which one can see where they stand. Self-checks and
// an organisation's own questionnaires are answered in the same way.
package maturity

import (
	"cmp"
	"slices"
	"strconv"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Kind names assessments in addresses and the log.
const Kind record.Kind = "assessment"

// Levels is how many levels a dimension has; the first is the lowest.
const Levels = 5

// Dimensions are the eight dimensions in their order.
func Dimensions() []string { return record.Steps(record.Gartner) }

// Method is how an assessment was made.
type Method string

// The methods.
const (
	Single   Method = "single"   // by one person or a few, in one sitting
	Workshop Method = "workshop" // by a group that agreed on each level
	Survey   Method = "survey"   // by many, each for themselves
)

// Methods lists them.
func Methods() []Method { return []Method{Single, Workshop, Survey} }

// Assessment is one judgement by one questionnaire on one day, such as of all
// eight dimensions. It is never changed afterwards; a new judgement is a new
// assessment, so that the history stays true. One entered by mistake can be
// removed.
type Assessment struct {
	record.Row    `gorm:"embedded"`
	Questionnaire string   `json:"questionnaire"` // by key
	Edition       int64    `json:"edition"`       // of an organisation's own questionnaire; 0 is the catalogue's
	Method        Method   `json:"method"`
	AssessedOn    date.Day `json:"assessed_on"`
	Unit          string   `json:"scope"` // "" is the whole organisation
	Note          string   `json:"note"`
	MadeBy        string   `json:"made_by"`
	Answers       []Answer `json:"answers" gorm:"-"`
	Practices     []Judged `json:"practices,omitempty" gorm:"-"` // only of an assessment that was read by itself
}

// TableName tells GORM.
func (Assessment) TableName() string { return "assessment" }

// RecordKind tells package record.
func (Assessment) RecordKind() record.Kind { return Kind }

// Label is its number and day.
func (a Assessment) Label() string {
	return strconv.FormatInt(a.Number, 10) + ", " + a.AssessedOn.String()
}

// OfCRM reports whether it judges the eight dimensions.
func (a Assessment) OfCRM() bool { return a.Questionnaire == CRM || a.Questionnaire == "" }

// Answer is one dimension of an assessment, or one section of another
// questionnaire: the level now, the level aimed at, both 1 to 5, and why.
type Answer struct {
	AssessmentID   string `json:"-" gorm:"primaryKey"`
	Dimension      string `json:"dimension" gorm:"primaryKey"`
	OrganisationID string `json:"-"`
	ProjectID      string `json:"-"`
	Current        int    `json:"current"`
	Tenths         int    `json:"tenths,omitempty"` // the level to a tenth where practices were judged, else 0
	Target         int    `json:"target"`
	Weight         int    `json:"weight,omitempty"` // among the sections
	Comment        string `json:"comment"`
	commentKey     string
}

// TableName tells GORM.
func (Answer) TableName() string { return "assessment_answer" }

// Level is the level now in tenths, as exactly as it was judged.
func (a Answer) Level() int {
	if a.Tenths > 0 {
		return a.Tenths
	}
	return 10 * a.Current
}

// Stands is the level now in words: whole, or to a tenth where it lies between; a dash
// where it was not judged.
func (a Answer) Stands(t *i18n.Text) string {
	if a.Level() == 0 {
		return "–"
	}
	if a.Level()%10 == 0 {
		return strconv.Itoa(a.Level() / 10)
	}
	return t.Decimal(float64(a.Level())/10, 1)
}

// Gap is how many levels are missing to the target, never below zero.
func (a Answer) Gap() int { return max(a.Target-a.Current, 0) }

// Missing is what is missing to the target in tenths of a level, never below zero.
func (a Answer) Missing() int { return max(10*a.Target-a.Level(), 0) }

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

// Mean is the weighted mean of the levels now, to one decimal as tenths; zero
// without answers.
func (a Assessment) Mean() int { return a.mean(Answer.Level) }

// MeanGap is the weighted mean of what is missing to the targets, as tenths of a
// level.
func (a Assessment) MeanGap() int { return a.mean(Answer.Missing) }

// mean rounds halves of a tenth up, as LevelOf does.
func (a Assessment) mean(tenths func(Answer) int) int {
	sum, weights := 0, 0
	for _, one := range a.Answers {
		weight := max(one.Weight, 1)
		sum += tenths(one) * weight
		weights += weight
	}
	if weights == 0 {
		return 0
	}
	return (2*sum + weights) / (2 * weights)
}

// Percentage is how much of the way from the lowest level to the highest is
// gone, in whole percent, halves up: level 1 is 0, level 5 is 100.
func Percentage(tenths int) int { return (max(tenths-10, 0)*200 + 40) / 80 }

// Gaps are the dimensions below their target, the widest gap first.
func (a Assessment) Gaps() []Answer {
	var gaps []Answer
	for _, one := range a.Answers {
		if one.Missing() > 0 {
			gaps = append(gaps, one)
		}
	}
	slices.SortStableFunc(gaps, func(x, y Answer) int { return cmp.Compare(y.Missing(), x.Missing()) })
	return gaps
}
