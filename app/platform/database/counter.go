package database

import "gorm.io/gorm"

// Next counts a named counter up and gives its new value, from 1. The row stays
// locked until the transaction ends, so values follow the order of commits and
// have no gaps.
func Next(tx *gorm.DB, name string) (int64, error) {
	var value int64
	err := tx.Raw(`INSERT INTO counter (name, value) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value`, name).Scan(&value).Error
	return value, err
}

// Restart lets a counter begin again at 1.
func Restart(tx *gorm.DB, name string) error {
	return tx.Exec("DELETE FROM counter WHERE name = ?", name).Error
}
