package outlook

import (
	"slices"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

// Name is what a figure is called, in texts and in the table of thresholds.
type Name string

// The figures. Of each more is worse.
const (
	FinishSlip     Name = "finish_slip"     // days that the last task slips
	MilestoneSlip  Name = "milestone_slip"  // days that the milestone slips that slips most
	LateShare      Name = "late_share"      // of the open work
	OverShare      Name = "over_share"      // forecast above approved cost
	HighRisks      Name = "high_risks"      // open ones
	TopScore       Name = "top_score"       // of an open risk
	UnownedRisks   Name = "unowned_risks"   // open and high, without an owner
	ReviewsDue     Name = "reviews_due"     // open risks whose review day has passed
	UnownedShare   Name = "unowned_share"   // of the work ahead
	Overloaded     Name = "overloaded"      // people with too much work ahead
	RolesMissing   Name = "roles_missing"   // of sponsor and line managers, who carry a change
	TrainingsLate  Name = "trainings_late"  // planned for a day that has passed
	Absent         Name = "absent"          // share of the places at trainings held that stayed empty
	Silence        Name = "silence"         // days since people were last told something
	ChangeLate     Name = "change_late"     // change steps that should be done and are not
	ChangeSlip     Name = "change_slip"     // days that the unfinished change step slips that slips most
	WinsLate       Name = "wins_late"       // wins promised for a day that has passed
	Gap            Name = "gap"             // mean distance to the target, in tenths of a level
	AssessmentAge  Name = "assessment_age"  // days
	CapabilityLate Name = "capability_late" // CRM steps that should be done and are not
)

// Unit says what a figure counts.
type Unit string

// The units. Shares are basis points, levels are tenths of a level.
const (
	Days   Unit = "days"
	Share  Unit = "share"
	Count  Unit = "count"
	Score  Unit = "score"
	Levels Unit = "levels"
)

// Write is a value of this unit as people read it.
func (u Unit) Write(t *i18n.Text, value int64) string {
	switch u {
	case Days:
		return t.N("health.unit.days", int(value))
	case Share:
		return t.Percent(money.BasisPoints(value))
	case Levels:
		return t.T("health.unit.levels", "n", t.Decimal(float64(value)/10, 1))
	}
	return t.Number(value)
}

// Threshold says from which value on a figure makes its dimension amber, and
// from which red.
type Threshold struct {
	Dimension Dimension
	Figure    Name
	Amber     int64
	Red       int64
	Unit      Unit
}

// Colour judges a value.
func (t Threshold) Colour(value int64) Colour {
	switch {
	case value >= t.Red:
		return Red
	case value >= t.Amber:
		return Amber
	}
	return Green
}

// Thresholds is the whole table by which a project is judged.
type Thresholds []Threshold

// Defaults is the one table of all rules. A project may put other values in the
// place of these, for each figure by itself.
func Defaults() Thresholds {
	return Thresholds{
		{Time, FinishSlip, 5, 20, Days},
		{Time, MilestoneSlip, 7, 30, Days},
		{Time, LateShare, 1000, 2500, Share},
		{Money, OverShare, 300, 1000, Share},
		{Risk, HighRisks, 8, 15, Count},
		{Risk, TopScore, 16, 25, Score},
		{Risk, UnownedRisks, 1, 3, Count},
		{Risk, ReviewsDue, 2, 6, Count},
		{People, UnownedShare, 2000, 5000, Share},
		{People, Overloaded, 1, 3, Count},
		{People, RolesMissing, 1, 2, Count},
		{People, TrainingsLate, 1, 3, Count},
		{People, Absent, 2000, 4000, Share},
		{Change, Silence, 21, 45, Days},
		{Change, ChangeLate, 1, 3, Count},
		{Change, ChangeSlip, 14, 45, Days},
		{Change, WinsLate, 1, 3, Count},
		{Capability, Gap, 20, 30, Levels},
		{Capability, AssessmentAge, 120, 240, Days},
		{Capability, CapabilityLate, 1, 3, Count},
	}
}

// Of are the thresholds of a dimension.
func (t Thresholds) Of(d Dimension) Thresholds {
	return slices.DeleteFunc(slices.Clone(t), func(one Threshold) bool { return one.Dimension != d })
}

// For is the threshold of a figure.
func (t Thresholds) For(name Name) (Threshold, bool) {
	for _, one := range t {
		if one.Figure == name {
			return one, true
		}
	}
	return Threshold{}, false
}

// Figure is a value with the rule that it was judged by.
type Figure struct {
	Name   Name   `json:"name"`
	Value  int64  `json:"value"`
	Unit   Unit   `json:"unit"`
	Amber  int64  `json:"amber"`
	Red    int64  `json:"red"`
	Colour Colour `json:"colour"`
}

// Named is what the figure is called.
func (f Figure) Named(t *i18n.Text) string { return t.T("health.figure." + string(f.Name)) }

// Shown is the value as people read it.
func (f Figure) Shown(t *i18n.Text) string { return f.Unit.Write(t, f.Value) }

// Rule says from which values on the figure is amber and red.
func (f Figure) Rule(t *i18n.Text) string {
	return t.T("health.rule", "amber", f.Unit.Write(t, f.Amber), "red", f.Unit.Write(t, f.Red))
}

// excess says how far a figure has gone beyond its thresholds, in thousandths of
// the way from amber to red, so that figures of different units can be compared.
func (f Figure) excess() int64 { return (f.Value - f.Amber) * 1000 / max(f.Red-f.Amber, 1) }
