// Package rate counts tries in the database, so that every node sees the same
// count.
package rate

import (
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// Limit is how many tries a window allows.
type Limit struct {
	Tries  int64
	Window time.Duration
}

// Take counts one try under a name and reports whether it is still within the
// limit. The window starts with the first try and is not prolonged by others.
func (l Limit) Take(tx *gorm.DB, name string, now time.Time) (bool, error) {
	now = database.Instant(now)
	var tries int64
	err := tx.Raw(`INSERT INTO rate (name, tries, until_at) VALUES (?, 1, ?)
		ON CONFLICT (name) DO UPDATE SET
			tries = CASE WHEN rate.until_at <= ? THEN 1 ELSE rate.tries + 1 END,
			until_at = CASE WHEN rate.until_at <= ? THEN excluded.until_at ELSE rate.until_at END
		RETURNING tries`, name, now.Add(l.Window), now, now).Scan(&tries).Error
	return tries <= l.Tries, err
}

// Spent reports whether no try under a name is left, and counts none.
func (l Limit) Spent(tx *gorm.DB, name string, now time.Time) (bool, error) {
	var tries int64
	err := tx.Raw("SELECT COALESCE(MAX(tries), 0) FROM rate WHERE name = ? AND until_at > ?", name, database.Instant(now)).Scan(&tries).Error
	return tries >= l.Tries, err
}

// Clear forgets the tries under a name.
func Clear(tx *gorm.DB, name string) error {
	return tx.Exec("DELETE FROM rate WHERE name = ?", name).Error
}

// Sweep drops windows that are over.
func Sweep(tx *gorm.DB, now time.Time) error {
	return tx.Exec("DELETE FROM rate WHERE until_at <= ?", database.Instant(now)).Error
}
