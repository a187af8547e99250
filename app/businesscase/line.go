// Package businesscase keeps what the project costs: approved, planned and
// actual by line and month, and what it will have cost when it is done.
package businesscase

import (
	"maps"
	"slices"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Kind names cost lines in addresses, tags and the log.
const Kind record.Kind = "cost"

// Letter stands before a cost line's number.
const Letter = "C"

// Line is one line of the business case. Amounts are in the minor units of the
// project's currency. ToComplete is the estimate to complete when somebody has
// made one; without it the plan of the months to come stands in.
type Line struct {
	record.Row  `gorm:"embedded"`
	record.Tags `gorm:"embedded"`
	Cost        Cost     `json:"cost"`
	Name        string   `json:"name"`
	Note        string   `json:"note"`
	OwnerID     *string  `json:"owner_id"`
	ToComplete  *int64   `json:"to_complete"`
	Amounts     []Amount `json:"amounts" gorm:"-"`
	currency    string   // of the project, for the decimals of a form
}

// TableName tells GORM.
func (Line) TableName() string { return "cost_line" }

// RecordKind tells package record.
func (Line) RecordKind() record.Kind { return Kind }

// Label is the name.
func (l Line) Label() string { return l.Name }

// Code is the number as people name it.
func (l Line) Code() string { return l.Coded(Letter) }

// Owner is the owner's id, "" for nobody.
func (l Line) Owner() string { return record.Given(l.OwnerID) }

// Amount is one month of a line.
type Amount struct {
	LineID         string     `json:"-" gorm:"primaryKey"`
	Month          date.Month `json:"month" gorm:"primaryKey"`
	OrganisationID string     `json:"-"`
	ProjectID      string     `json:"-"`
	Approved       int64      `json:"approved"`
	Planned        int64      `json:"planned"`
	Actual         int64      `json:"actual"`
}

// TableName tells GORM.
func (Amount) TableName() string { return "cost_amount" }

// Draft is what is typed of a line. The maps go from a month ("2026-11") to an
// amount as typed; months that are not there are zero.
type Draft struct {
	Cost       Cost              `form:"cost" validate:"required,oneof=licence it_infrastructure hardware analysis customisation deployment migration training support org_change lost_benefits procedures downtime problem_solving"`
	Name       string            `form:"name" validate:"required,max=120,oneline"`
	Note       string            `form:"note" validate:"max=10000"`
	OwnerID    string            `form:"owner_id" validate:"max=36"`
	ToComplete string            `form:"to_complete" validate:"max=40"`
	Approved   map[string]string `form:"approved" validate:"max=120,dive,max=40"`
	Planned    map[string]string `form:"planned" validate:"max=120,dive,max=40"`
	Actual     map[string]string `form:"actual" validate:"max=120,dive,max=40"`
	Version    int64             `form:"version"`
	record.Tags
	record.Proposal
}

// Fresh is a draft for a cost of a sort, tagged as that sort usually is.
func Fresh(c Cost) Draft { return Draft{Cost: c, Tags: c.Tags(), Proposal: c.Tags().Proposed()} }

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Valid reads the amounts, which takes the currency's decimals.
func (d Draft) Valid(key project.Scope) error {
	_, wrong := d.amounts(key.Project.Currency)
	if _, err := money.Parse(key.Project.Currency, d.ToComplete); err != nil {
		wrong["to_complete"] = validate.Unreadable(err)
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

// Apply copies the draft onto a line.
func (d Draft) Apply(l *Line, key project.Scope) {
	l.Keep(key.Text,
		record.Words{Field: "name", Stored: &l.Name, Typed: strings.TrimSpace(d.Name)},
		record.Words{Field: "note", Stored: &l.Note, Typed: d.Note},
	)
	l.Cost, l.OwnerID, l.Tags = d.Cost, record.Optional(d.OwnerID), d.Settle(d.Tags, d.Cost.Tags())
	l.ToComplete = nil
	if strings.TrimSpace(d.ToComplete) != "" {
		a, _ := money.Parse(key.Project.Currency, d.ToComplete) // Valid has read it before
		l.ToComplete = &a.Minor
	}
	l.Amounts, _ = d.amounts(key.Project.Currency)
	l.currency = key.Project.Currency
}

// amounts are the months that hold anything, in order, and what cannot be read.
func (d Draft) amounts(currency string) ([]Amount, map[string]fault.Text) {
	wrong := map[string]fault.Text{}
	byMonth := map[string]*Amount{}
	for _, column := range []struct {
		name  string
		typed map[string]string
		put   func(*Amount, int64)
	}{
		{"approved", d.Approved, func(a *Amount, n int64) { a.Approved = n }},
		{"planned", d.Planned, func(a *Amount, n int64) { a.Planned = n }},
		{"actual", d.Actual, func(a *Amount, n int64) { a.Actual = n }},
	} {
		for month, typed := range column.typed {
			m, err := date.ParseMonth(month)
			if err != nil || m.IsZero() {
				wrong[column.name] = fault.Text{Key: "fault.field.month"}
				continue
			}
			a, err := money.Parse(currency, typed)
			if err != nil {
				wrong[column.name+"["+month+"]"] = validate.Unreadable(err)
				continue
			}
			if a.Minor != 0 {
				if byMonth[month] == nil {
					byMonth[month] = &Amount{Month: m}
				}
				column.put(byMonth[month], a.Minor)
			}
		}
	}
	var amounts []Amount
	for _, month := range slices.Sorted(maps.Keys(byMonth)) {
		amounts = append(amounts, *byMonth[month])
	}
	return amounts, wrong
}

// Drafted is Draft, for a form that is shown again.
func (l Line) Drafted(t *i18n.Text) any { return l.Draft(t) }

// Draft is the line as its form shows it to a reader, in plain figures.
func (l Line) Draft(t *i18n.Text) Draft {
	plain := func(minor int64) string { return money.New(minor, l.currency).Plain() }
	d := Draft{
		Cost: l.Cost, Name: l.Phrase("name", l.Name).In(t), Note: l.Phrase("note", l.Note).In(t), OwnerID: l.Owner(),
		Approved: map[string]string{}, Planned: map[string]string{}, Actual: map[string]string{}, Version: l.Version, Tags: l.Tags,
	}
	if l.ToComplete != nil {
		d.ToComplete = plain(*l.ToComplete)
	}
	for _, a := range l.Amounts {
		m := a.Month.String()
		d.Approved[m], d.Planned[m], d.Actual[m] = plain(a.Approved), plain(a.Planned), plain(a.Actual)
	}
	return d
}
