package record

import (
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Forecast is one expectation of when something will be done. They are appended,
// never changed, so that any past day can be shown.
type Forecast struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"`
	Kind           Kind      `json:"kind"`
	ObjectID       string    `json:"object_id"`
	Day            date.Day  `json:"day"`
	Reason         string    `json:"reason"`
	TextKey        string    `json:"text_key"` // of the reason, while it is a catalogue's
	MadeBy         string    `json:"made_by"`
	MadeAt         time.Time `json:"made_at"`
}

// TableName tells GORM.
func (Forecast) TableName() string { return "forecast" }

// Why is the reason as a phrase.
func (f Forecast) Why() i18n.Phrase { return i18n.Phrase{Key: f.TextKey, Text: f.Reason} }

// AppendForecast keeps a forecast beside the row that holds the latest.
func AppendForecast(tx *gorm.DB, key project.Scope, ref Ref, day date.Day, reason i18n.Phrase) error {
	return tx.Create(&Forecast{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Kind: ref.Kind, ObjectID: ref.ID,
		Day: day, Reason: reason.Text, TextKey: reason.Key, MadeBy: key.Actor().Name, MadeAt: database.Instant(key.Now()),
	}).Error
}

// Forecasts are all forecasts of a row, the latest first.
func Forecasts(tx *gorm.DB, key project.Scope, ref Ref) ([]Forecast, error) {
	var all []Forecast
	err := tx.Where("project_id = ? AND kind = ? AND object_id = ?", key.ProjectID, ref.Kind, ref.ID).
		Order("made_at DESC, id DESC").Limit(200).Find(&all).Error
	return all, err
}
