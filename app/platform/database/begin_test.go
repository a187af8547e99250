package database_test

import (
	"sync"
	"testing"

	"stegvis/app/platform/database"
)

func TestManyOpenOneEmptyFileAtOnce(t *testing.T) {
	for range 40 {
		folder := t.TempDir()
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				db, err := database.Open(t.Context(), "", folder)
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}
