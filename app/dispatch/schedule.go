package dispatch

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// Kind names schedules in addresses and the log.
const Kind record.Kind = "report_schedule"

// Schedule says which report goes to the committee, and when.
type Schedule struct {
	record.Row `gorm:"embedded"`
	ReportKind report.Kind `json:"kind" gorm:"column:kind"`
	VariantID  string      `json:"variant_id"`
	Lang       string      `json:"lang"`
	Rhythm     `gorm:"embedded"`
	ExtraIDs   string `json:"extra_ids"` // people beside the committee, with spaces between
	Paused     bool   `json:"paused"`

	// The next turn of a monthly one, from which the due are found; nothing of one
	// that is paused or follows meetings.
	Period    string     `json:"-"`
	PrepareAt *time.Time `json:"-"`
}

// TableName tells GORM.
func (Schedule) TableName() string { return "report_schedule" }

// RecordKind tells package record.
func (Schedule) RecordKind() record.Kind { return Kind }

// Label is the kind, as the log names it.
func (s Schedule) Label() string { return string(s.ReportKind) }

// Extra are the ids of the people beside the committee.
func (s Schedule) Extra() []string { return strings.Fields(s.ExtraIDs) }

// variantMark begins the choice of a report that was put together.
const variantMark = "variant:"

// What is which report goes out, as a form names it.
func (s Schedule) What() string {
	if s.VariantID != "" {
		return variantMark + s.VariantID
	}
	return string(s.ReportKind)
}

// VariantChoice is how a form names a report that was put together.
func VariantChoice(id string) string { return variantMark + id }

// Draft is what is typed of a schedule.
type Draft struct {
	What string `form:"what" validate:"required,max=60"`
	Lang string `form:"lang" validate:"max=20"`
	Rhythm
	Extra   []string `form:"extra" validate:"max=40,dive,max=36"`
	Paused  bool     `form:"paused"`
	Version int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Valid checks the time of day.
func (d Draft) Valid(project.Scope) error { return d.sound() }

// Apply copies the draft onto a schedule.
func (d Draft) Apply(s *Schedule, key project.Scope) {
	s.ReportKind, s.VariantID = report.Kind(d.What), ""
	if id, put := strings.CutPrefix(d.What, variantMark); put {
		s.ReportKind, s.VariantID = report.KindStatus, id
	}
	s.Lang, s.Rhythm, s.Paused = cmp.Or(d.Lang, key.Project.Language), d.Rhythm, d.Paused
	extra := slices.Clone(d.Extra)
	slices.Sort(extra)
	s.ExtraIDs = strings.TrimSpace(strings.Join(slices.Compact(extra), " "))
}

// Drafted is the schedule as its form shows it.
func (s Schedule) Drafted(*i18n.Text) any {
	return Draft{What: s.What(), Lang: s.Lang, Rhythm: s.Rhythm, Extra: s.Extra(), Paused: s.Paused, Version: s.Version}
}

// check refuses a report that there is not and people of elsewhere, and aims at the
// next turn.
func check(tx *gorm.DB, key project.Scope, s *Schedule) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody removes the report that it names meanwhile
		return err
	}
	there, err := s.there(tx, key.ProjectID)
	if err == nil && !there {
		err = fault.Field("what", "fault.field.unknown")
	}
	if err != nil {
		return err
	}
	if err := checkExtra(tx, key, s.Extra()); err != nil {
		return err
	}
	return s.aim(tx, key.Now(), key.Project.Zone())
}

// there reports whether the report that the schedule names can be made.
func (s Schedule) there(tx *gorm.DB, projectID string) (bool, error) {
	if s.VariantID == "" {
		return slices.Contains(report.Kinds(), s.ReportKind), nil
	}
	var n int64
	err := tx.Model(&report.Variant{}).Where("project_id = ? AND id = ? AND deleted_at IS NULL", projectID, s.VariantID).Count(&n).Error
	return n > 0, err
}

func checkExtra(tx *gorm.DB, key project.Scope, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	var n int64
	err := tx.Model(&project.Person{}).Where("project_id = ? AND id IN ?", key.ProjectID, ids).Count(&n).Error
	if err == nil && int(n) < len(ids) {
		err = fault.Field("extra", "fault.field.unknown")
	}
	return err
}

// aim sets the next turn that there has not been yet.
func (s *Schedule) aim(tx *gorm.DB, after time.Time, zone *time.Location) error {
	s.Period, s.PrepareAt = "", nil
	if s.Paused || s.Way != Monthly {
		return nil
	}
	for {
		turn := s.Next(after, zone)
		var n int64
		if err := tx.Model(&Occasion{}).Where("schedule_id = ? AND period = ?", s.ID, turn.Period).Count(&n).Error; err != nil {
			return err
		}
		if n == 0 {
			at := database.Instant(turn.Prepare)
			s.Period, s.PrepareAt = turn.Period, &at
			return nil
		}
		after = turn.Issue
	}
}
