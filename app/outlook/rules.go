package outlook

import (
	"context"
	"errors"
	"strings"

	"github.com/shopspring/decimal"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// RulesKind names a project's own thresholds in addresses and the log.
const RulesKind record.Kind = "health_rules"

// Rules are the thresholds that a project has put in the place of the defaults. A
// project has one such row; before anybody has changed a threshold, it has none
// and is of version 0.
type Rules struct {
	record.Row `gorm:"embedded"`
	Limits     []Limit `json:"limits" gorm:"-"`
}

// TableName tells GORM.
func (Rules) TableName() string { return "health_rules" }

// RecordKind tells package record.
func (Rules) RecordKind() record.Kind { return RulesKind }

// Label is empty: a project has one set of rules, which needs no name.
func (Rules) Label() string { return "" }

// Limit is one threshold that differs from the default.
type Limit struct {
	ProjectID      string `json:"-" gorm:"primaryKey"`
	Figure         Name   `json:"figure" gorm:"primaryKey"`
	OrganisationID string `json:"-"`
	Amber          int64  `json:"amber"`
	Red            int64  `json:"red"`
}

// TableName tells GORM.
func (Limit) TableName() string { return "health_threshold" }

// with is the table with a project's own limits in place.
func (t Thresholds) with(limits []Limit) Thresholds {
	for _, l := range limits {
		for i := range t {
			if t[i].Figure == l.Figure {
				t[i].Amber, t[i].Red = l.Amber, l.Red
			}
		}
	}
	return t
}

// RulesDraft is what is typed of the thresholds, by figure: days and counts whole,
// shares in per cent, levels with a decimal. An empty field is the default.
type RulesDraft struct {
	Amber   map[string]string `form:"amber" validate:"max=60,dive,max=20"`
	Red     map[string]string `form:"red" validate:"max=60,dive,max=20"`
	Version int64             `form:"version"`
}

// BasedOn is the version that the person saw.
func (d RulesDraft) BasedOn() int64 { return d.Version }

// Valid reads the thresholds.
func (d RulesDraft) Valid(project.Scope) error {
	if _, wrong := d.limits(); len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

// Apply copies the draft onto the rules.
func (d RulesDraft) Apply(r *Rules, _ project.Scope) { r.Limits, _ = d.limits() }

// limits are what differs from the defaults, and what cannot be kept.
func (d RulesDraft) limits() (limits []Limit, wrong map[string]fault.Text) {
	wrong = map[string]fault.Text{}
	for _, t := range Defaults() {
		l := Limit{Figure: t.Figure, Amber: t.Amber, Red: t.Red}
		read(t, "amber", d.Amber, &l.Amber, wrong)
		read(t, "red", d.Red, &l.Red, wrong)
		if l.Red < l.Amber {
			wrong["red["+string(t.Figure)+"]"] = fault.Text{Key: "health.fault.order"}
		}
		if l.Amber != t.Amber || l.Red != t.Red {
			limits = append(limits, l)
		}
	}
	return limits, wrong
}

func read(t Threshold, name string, typed map[string]string, into *int64, wrong map[string]fault.Text) {
	text := strings.TrimSpace(typed[string(t.Figure)])
	if text == "" {
		return
	}
	value, err := t.Unit.Read(text)
	if err != nil {
		wrong[name+"["+string(t.Figure)+"]"] = fault.Text{Key: "health.fault." + string(t.Unit)}
		return
	}
	*into = value
}

// errUnit is a threshold that cannot be read, or none that could be reached.
var errUnit = errors.New("outlook: not a threshold")

// largest is the highest threshold that can be kept.
const largest = 1_000_000

// decimals is how many decimals a unit is typed with.
func (u Unit) decimals() int32 {
	switch u {
	case Share:
		return 2
	case Levels:
		return 1
	}
	return 0
}

// Read is a value above zero as a person types it.
func (u Unit) Read(text string) (int64, error) {
	text = strings.TrimRight(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), " %\u00a0\u202f")
	d, err := decimal.NewFromString(text)
	if err != nil || strings.ContainsAny(text, "eE") {
		return 0, errUnit
	}
	d = d.Shift(u.decimals())
	if !d.IsInteger() || d.LessThan(decimal.NewFromInt(1)) || d.GreaterThan(decimal.NewFromInt(largest)) {
		return 0, errUnit
	}
	return d.IntPart(), nil
}

// Plain is a value as a form shows it.
func (u Unit) Plain(value int64) string { return decimal.New(value, -u.decimals()).String() }

// Drafted is Draft, for a form that is shown again.
func (r Rules) Drafted(t *i18n.Text) any { return r.Draft(t) }

// Draft is the rules as their form shows them: the whole table.
func (r Rules) Draft(*i18n.Text) RulesDraft {
	d := RulesDraft{Amber: map[string]string{}, Red: map[string]string{}, Version: r.Version}
	for _, t := range Defaults().with(r.Limits) {
		d.Amber[string(t.Figure)], d.Red[string(t.Figure)] = t.Unit.Plain(t.Amber), t.Unit.Plain(t.Red)
	}
	return d
}

// keepLimits puts a project's limits in the place of those that were there.
func keepLimits(_ context.Context, tx *gorm.DB, key project.Scope, _, r *Rules) error {
	if err := tx.Where("project_id = ?", key.ProjectID).Delete(&Limit{}).Error; err != nil {
		return err
	}
	for i := range r.Limits {
		r.Limits[i].ProjectID, r.Limits[i].OrganisationID = key.ProjectID, key.OrganisationID
	}
	if len(r.Limits) == 0 {
		return nil
	}
	return tx.Create(&r.Limits).Error
}

func loadLimits(tx *gorm.DB, key project.Scope, r *Rules) error {
	return tx.Where("project_id = ?", key.ProjectID).Order("figure").Find(&r.Limits).Error
}

// Rules are the thresholds that a project has put in the place of the defaults.
func (o *Outlook) Rules(ctx context.Context, key project.Scope) (Rules, error) {
	var r Rules
	if err := key.Require(project.Read); err != nil {
		return r, err
	}
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ?", key.ProjectID).Take(&r).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return loadLimits(tx, key, &r)
	})
	return r, err
}

// SaveRules changes a project's thresholds; a stale draft is a Conflict.
func (o *Outlook) SaveRules(ctx context.Context, key project.Scope, d RulesDraft) (Rules, error) {
	var after Rules
	if err := key.Require(project.Manage); err != nil {
		return after, err
	}
	err := o.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		at := database.Instant(key.Now())
		blank := Rules{Row: record.Row{
			ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Number: 1, CreatedAt: at, UpdatedAt: at,
		}}
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&blank).Error; err != nil {
			return err
		}
		var now Rules
		if err := tx.Where("project_id = ?", key.ProjectID).Take(&now).Error; err != nil {
			return err
		}
		var err error
		after, err = o.Changes.Save(ctx, key, now.ID, d)
		return err
	})
	return after, err
}
