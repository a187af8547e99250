package database_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
)

func count(t *testing.T, db *database.DB) int64 {
	t.Helper()
	var n int64
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Table("counter").Count(&n).Error })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnInnerWriteSharesTheFateOfTheOuter(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		told := 0
		fails := errors.New("the outer fails")
		for _, end := range []error{fails, nil} {
			err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
				inner := db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
					database.AfterCommit(ctx, func() { told++ })
					_, err := database.Next(tx, "a")
					return err
				})
				return errors.Join(inner, end)
			})
			if !errors.Is(err, end) {
				t.Fatalf("got %v, want %v", err, end)
			}
			if want := int64(told); count(t, db) != want {
				t.Errorf("%d rows while %d commits were told", count(t, db), told)
			}
		}
		if told != 1 {
			t.Errorf("told %d times, want once: after the commit alone", told)
		}
	})
}

func TestAReadSeesOneSnapshotAndMayNotWrite(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Read(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
			var before, after int64
			if err := tx.Table("counter").Count(&before).Error; err != nil {
				return err
			}
			if err := db.Write(context.Background(), func(_ context.Context, tx *gorm.DB) error {
				_, err := database.Next(tx, "meanwhile")
				return err
			}); err != nil {
				return err
			}
			if err := tx.Table("counter").Count(&after).Error; err != nil {
				return err
			}
			if before != after {
				t.Errorf("the snapshot moved from %d to %d rows", before, after)
			}
			if err := db.Write(ctx, nil); !errors.Is(err, database.ErrWriteInRead) {
				t.Errorf("a write inside a read gives %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			_, err := database.Next(tx, "forbidden")
			return err
		})
		if err == nil {
			t.Error("a read transaction wrote")
		}
	})
}

func TestACounterHasNoGapsUnderLoad(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const writers, each = 16, 10
		seen := make([]bool, writers*each+1)
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range each {
					err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
						n, err := database.Next(tx, "load")
						mu.Lock()
						defer mu.Unlock()
						if err == nil {
							seen[n] = true
						}
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		for n := 1; n < len(seen); n++ {
			if !seen[n] {
				t.Errorf("%d was never given", n)
			}
		}
	})
}

func TestConstraintFaultsHaveTheSameNames(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for name, c := range map[string]struct {
			sql  string
			want error
		}{
			"duplicate":   {"INSERT INTO counter VALUES ('twice', 1), ('twice', 2)", gorm.ErrDuplicatedKey},
			"foreign key": {"INSERT INTO project_slug VALUES ('x', 'nowhere')", gorm.ErrForeignKeyViolated},
		} {
			err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Exec(c.sql).Error })
			if !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", name, err, c.want)
			}
		}
	})
}

func TestOfWritesThatWaitForEachOtherBothAreDone(t *testing.T) {
	db := databasetest.Postgres(t) // SQLite has one writer at a time
	var meet, both sync.WaitGroup
	meet.Add(2)
	write := func(first, second string) {
		var once sync.Once
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if _, err := database.Next(tx, first); err != nil {
				return err
			}
			once.Do(func() { meet.Done(); meet.Wait() })
			_, err := database.Next(tx, second)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	both.Go(func() { write("a", "b") })
	both.Go(func() { write("b", "a") })
	both.Wait()
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		for _, name := range []string{"a", "b"} {
			if n, err := database.Next(tx, name); n != 3 || err != nil {
				t.Errorf("%s counts %d, %v", name, n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
