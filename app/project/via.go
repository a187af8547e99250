package project

import (
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/rate"
)

// Via is by which door somebody came who signed, commented or answered.
type Via string

// The doors.
const (
	ByAccount Via = "account"
	ByLink    Via = "link"
)

// Via is the door that a key came by, with the link.
func (k Scope) Via() (Via, string) {
	if k.actor.Kind == guestKind {
		return ByLink, k.actor.ID
	}
	return ByAccount, ""
}

// perLink is how much may be written by one link.
var perLink = rate.Limit{Tries: 100, Window: time.Hour}

// OpenStill refuses within the caller's transaction the bearer of a link that was
// closed since it was looked at, or who writes all the time.
func (k Scope) OpenStill(tx *gorm.DB) error {
	door, link := k.Via()
	if door != ByLink {
		return nil
	}
	var n int64
	err := tx.Model(&account.Link{}).Where("id = ? AND revoked_at IS NULL AND expires_at > ?", link, database.Instant(k.Now())).Count(&n).Error
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, account.SpentLink)
	}
	if err != nil {
		return err
	}
	within, err := perLink.Take(tx, "link "+link, k.Now())
	if err == nil && !within {
		err = fault.New(fault.TooMany, "fault.too_many")
	}
	return err
}
