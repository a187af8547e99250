package database

import "gorm.io/gorm"

// Page asks for one page of a list; numbers count from 1.
type Page struct {
	Number int `form:"page"`
	Size   int `form:"size"`
	// All asks for batches of all rows, as a file wants them, instead of pages as
	// people do: larger ones, and nobody counts.
	All bool `form:"-"`
}

// Batch is how many rows a page holds where all of them are asked for.
const Batch = 2000

const (
	usualSize   = 100
	largestSize = 500
)

// furthest is the last page that can be asked for; none has rows so far away.
const furthest = 1_000_000

// Bounds are the page's offset and limit, brought to sensible values.
func (p Page) Bounds() (offset, limit int) {
	limit = p.Size
	if p.All {
		limit = Batch
	} else if limit < 1 || limit > largestSize {
		limit = usualSize
	}
	return (min(max(p.Number, 1), furthest) - 1) * limit, limit
}

// Paged is one page of rows and how many there are in all.
type Paged[T any] struct {
	Rows  []T
	Total int64
	Page  Page
}

// Fetch counts a query and reads one page of it. The columns that a join needs
// are given to it as a select, which the count leaves out.
func Fetch[T any](q *gorm.DB, order string, p Page, columns ...string) (Paged[T], error) {
	var total int64
	if !p.All {
		if err := q.Session(&gorm.Session{}).Count(&total).Error; err != nil {
			return Paged[T]{Page: p}, err
		}
	}
	return FetchOf[T](q, total, order, p, columns...)
}

// FetchOf is Fetch for who knows how many rows there are.
func FetchOf[T any](q *gorm.DB, total int64, order string, p Page, columns ...string) (Paged[T], error) {
	out := Paged[T]{Total: total, Page: p}
	offset, limit := p.Bounds()
	out.Page.Number, out.Page.Size = offset/limit+1, limit
	rows := q.Session(&gorm.Session{})
	if len(columns) > 0 {
		rows = rows.Select(columns)
	}
	return out, rows.Order(order).Offset(offset).Limit(limit).Find(&out.Rows).Error
}
