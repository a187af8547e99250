// Package project holds projects, the people in them, and the keys without
// which no other room lets anybody in.
package project

import (
	"sync"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// Kind names projects in the audit log.
const Kind = "project"

// Project is one CRM implementation of one organisation.
type Project struct {
	ID             string   `json:"id" gorm:"primaryKey"`
	OrganisationID string   `json:"organisation_id"`
	Name           string   `json:"name"`
	NameFold       string   `json:"-"`
	Slug           string   `json:"slug"`
	Template       string   `json:"template"`
	Currency       string   `json:"currency"`  // ISO 4217
	TimeZone       string   `json:"time_zone"` // IANA
	Country        string   `json:"country"`   // ISO 3166-1 alpha-2, for its holidays
	Language       string   `json:"language"`  // of reports when nobody says otherwise
	StartOn        date.Day `json:"start_on"`
	HorizonMonths  int      `json:"horizon_months"` // how far money and plans are kept
	Aim            string   `json:"aim"`
	TextKey        string   `json:"text_key"` // while name and aim are the catalogue's own
	Switches       `gorm:"embedded"`
	Version        int64      `json:"version"`
	CreatedAt      time.Time  `json:"created_at"`
	UpdatedAt      time.Time  `json:"updated_at"`
	DeletedAt      *time.Time `json:"deleted_at"`
}

// Switches are the expert parts that a project may leave off.
type Switches struct {
	Simulation      bool `json:"simulation" form:"simulation"`
	EarnedValue     bool `json:"earned_value" form:"earned_value"`
	CriticalPath    bool `json:"critical_path" form:"critical_path"`
	ThreeRiskScores bool `json:"three_risk_scores" form:"three_risk_scores"`
}

// TableName tells GORM.
func (Project) TableName() string { return "project" }

// zones keeps the zones that were asked for: reading one takes as long as drawing
// a row of a list, and each row asks.
var zones = sync.OnceValue(func() *sync.Map { return new(sync.Map) })

// Zone is the project's time zone; UTC when the machine does not know it.
func (p Project) Zone() *time.Location {
	if known, ok := zones().Load(p.TimeZone); ok {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones().Store(p.TimeZone, zone)
	return zone
}

// Aimed is the aim as a phrase.
func (p Project) Aimed() i18n.Phrase { return phrase(p.TextKey, "aim", p.Aim) }

// Named is the name as a phrase.
func (p Project) Named() i18n.Phrase { return phrase(p.TextKey, "name", p.Name) }

func phrase(key, field, text string) i18n.Phrase {
	if key == "" {
		return i18n.Phrase{Text: text}
	}
	return i18n.Phrase{Key: key + "." + field, Text: text}
}

// Months are the project's months from its start to its horizon.
func (p Project) Months() []date.Month {
	months := make([]date.Month, max(p.HorizonMonths, 1))
	for i := range months {
		months[i] = p.StartOn.Month().Add(i)
	}
	return months
}
