package date_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
)

func TestBothDatabasesKeepDaysAndMonths(t *testing.T) {
	type row struct {
		ID       int64
		Day      date.Day
		Month    date.Month
		Optional *date.Day
	}
	leap := date.New(2028, time.February, 29)
	want := []row{{1, leap, leap.Month(), &leap}, {2, date.Day{}, date.Month{}, nil}, {3, date.New(9999, time.December, 31), date.NewMonth(2026, time.January), nil}}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var got []row
		var before int64
		var last date.Day
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if err := tx.Exec("CREATE TABLE row (id BIGINT PRIMARY KEY, day DATE, month TEXT, optional DATE)").Error; err != nil {
				return err
			}
			if err := tx.Table("row").Create(&want).Error; err != nil {
				return err
			}
			if err := tx.Table("row").Where("day < ?", leap.AddDays(1)).Count(&before).Error; err != nil {
				return err
			}
			if err := tx.Table("row").Select("MAX(day)").Scan(&last).Error; err != nil {
				return err
			}
			return tx.Table("row").Order("id").Find(&got).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		same := cmp.Options{cmp.Comparer(func(a, b date.Day) bool { return a == b }), cmp.Comparer(func(a, b date.Month) bool { return a == b })}
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Error(diff)
		}
		if before != 1 || last != date.New(9999, time.December, 31) {
			t.Errorf("%d days lie before the first of March 2028, the last is %s", before, last)
		}
	})
}
