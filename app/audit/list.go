package audit

import (
	"time"

	"gorm.io/gorm"
)

// Filter narrows a stream; empty fields do not.
type Filter struct {
	Kind     string
	ObjectID string
	ActorID  string
	Action   Action
	From, To time.Time // To is exclusive
	Closed   []string  // lines that need one of these are left out
}

// List is a page of a stream, the latest first, and how many there are in all.
func List(tx *gorm.DB, stream string, f Filter, offset, limit int) ([]Entry, int64, error) {
	q := f.narrow(tx.Model(&Entry{}).Where("stream = ?", stream))
	var total int64
	if err := q.Count(&total).Error; err != nil {
		return nil, 0, err
	}
	var entries []Entry
	err := f.narrow(tx.Where("stream = ?", stream)).Order("seq DESC").Offset(offset).Limit(limit).Find(&entries).Error
	return entries, total, err
}

func (f Filter) narrow(q *gorm.DB) *gorm.DB {
	for column, value := range map[string]string{
		"kind": f.Kind, "object_id": f.ObjectID, "actor_id": f.ActorID, "action": string(f.Action),
	} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if len(f.Closed) > 0 {
		q = q.Where("needs NOT IN ?", f.Closed)
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From.UTC())
	}
	if !f.To.IsZero() {
		q = q.Where("at < ?", f.To.UTC())
	}
	return q
}

// Find is one line of a stream, or gorm.ErrRecordNotFound.
func Find(tx *gorm.DB, stream string, seq int64) (Entry, error) {
	var e Entry
	err := tx.Where("stream = ? AND seq = ?", stream, seq).Take(&e).Error
	return e, err
}

// Batch are the lines of one change of many rows, the latest first.
func Batch(tx *gorm.DB, stream, batch string) ([]Entry, error) {
	var all []Entry
	err := tx.Where("stream = ? AND batch = ? AND batch <> ''", stream, batch).Order("seq DESC").Find(&all).Error
	return all, err
}

// Actors lists who has left a line in a stream, by name.
func Actors(tx *gorm.DB, stream string) ([]Actor, error) {
	var actors []Actor
	err := tx.Model(&Entry{}).Where("stream = ?", stream).
		Select("actor_kind AS kind, actor_id AS id, MAX(actor_name) AS name").
		Group("actor_kind, actor_id").Order("name").Limit(500).Scan(&actors).Error
	return actors, err
}
