package database_test

import (
	"math"
	"testing"

	"stegvis/app/platform/database"
)

func TestAPageIsBroughtToSensibleBounds(t *testing.T) {
	for _, c := range []struct {
		name          string
		page          database.Page
		offset, limit int
	}{
		{"nothing asked for", database.Page{}, 0, 100},
		{"the first", database.Page{Number: 1, Size: 10}, 0, 10},
		{"the third", database.Page{Number: 3, Size: 10}, 20, 10},
		{"before the first", database.Page{Number: -5, Size: 10}, 0, 10},
		{"no size", database.Page{Number: 2, Size: 0}, 100, 100},
		{"a negative size", database.Page{Number: 2, Size: -1}, 100, 100},
		{"the largest size", database.Page{Number: 2, Size: 500}, 500, 500},
		{"more than the largest", database.Page{Number: 2, Size: 501}, 100, 100},
	} {
		offset, limit := c.page.Bounds()
		if offset != c.offset || limit != c.limit {
			t.Errorf("%s: %d rows from %d, want %d from %d", c.name, limit, offset, c.limit, c.offset)
		}
	}
	if offset, _ := (database.Page{Number: math.MaxInt, Size: 500}).Bounds(); offset < 0 {
		t.Errorf("a page beyond all numbers begins at %d", offset)
	}
}
