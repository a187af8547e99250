package record

import (
	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// Page asks for one page of a list of rows.
type Page = database.Page

// Paged is one page of rows and how many there are in all.
type Paged[T any] = database.Paged[T]

// Batch is how many rows a page holds where all of them are asked for.
const Batch = database.Batch

// Fetch counts a query and reads one page of it.
func Fetch[T any](q *gorm.DB, order string, p Page) (Paged[T], error) {
	return database.Fetch[T](q, order, p)
}
