package maturity

import (
	"stegvis/app/platform/i18n"
)

// Judged is one practice as it was judged in an assessment, with the weight that
// it had then.
type Judged struct {
	AssessmentID   string `json:"-" gorm:"primaryKey"`
	Practice       string `json:"practice" gorm:"primaryKey"`
	Section        string `json:"section"`
	OrganisationID string `json:"-"`
	ProjectID      string `json:"-"`
	Place          int    `json:"-"` // in the questionnaire
	Level          int    `json:"level"`
	Wanted         int    `json:"wanted,omitempty"` // of a slider; 0 for nothing else than is there
	Weight         int    `json:"weight"`
	Comment        string `json:"comment,omitempty"`
	commentKey     string
}

// TableName tells GORM.
func (Judged) TableName() string { return "assessment_practice" }

// Commented is the comment as a phrase.
func (j Judged) Commented() i18n.Phrase { return i18n.Phrase{Key: j.commentKey, Text: j.Comment} }

// In are the practices of a section as they were judged, in the order of the
// questionnaire.
func (a Assessment) In(section string) []Judged {
	var all []Judged
	for _, one := range a.Practices {
		if one.Section == section {
			all = append(all, one)
		}
	}
	return all
}

// Judgement is how a practice was judged; false when it was not.
func (a Assessment) Judgement(practice string) (Judged, bool) {
	for _, one := range a.Practices {
		if one.Practice == practice {
			return one, true
		}
	}
	return Judged{}, false
}

// Weighted is a level with its weight.
type Weighted struct{ Level, Weight int }

// LevelOf is the weighted mean of levels, in tenths of a level: halves of a tenth
// are rounded up, so 2.25 is 2.3. It is exact, and zero without levels.
func LevelOf(all []Weighted) int {
	sum, weights := 0, 0
	for _, one := range all {
		sum += one.Level * one.Weight
		weights += one.Weight
	}
	if weights == 0 {
		return 0
	}
	return (sum*20 + weights) / (2 * weights)
}

// whole is the level that tenths round to, halves up: 2.5 is 3.
func whole(tenths int) int { return (tenths + 5) / 10 }

// derive is what the practices of a section make of it.
func derive(judged []Judged) (tenths, wanted int) {
	var now, aim []Weighted
	for _, one := range judged {
		now = append(now, Weighted{one.Level, one.Weight})
		if one.Wanted > 0 {
			aim = append(aim, Weighted{one.Wanted, one.Weight})
		}
	}
	return LevelOf(now), whole(LevelOf(aim))
}
