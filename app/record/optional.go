package record

import "gorm.io/gorm"

// Optional is an id as a column that may be empty: nil for "".
func Optional(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

// Given is the id of an optional column, "" for none.
func Given(id *string) string {
	if id == nil {
		return ""
	}
	return *id
}

// NameOf is, as SQL, the name by which rows are ordered whose column points at a
// person.
func NameOf(table, column string) string {
	return "(SELECT name_fold FROM person WHERE person.id = " + table + "." + column + ")"
}

// Nobody stands, in a filter by owner, for rows that nobody owns.
const Nobody = "nobody"

// OwnedBy narrows rows to those of an owner, or of Nobody; "" narrows nothing.
func OwnedBy(q *gorm.DB, owner string) *gorm.DB {
	switch owner {
	case "":
		return q
	case Nobody:
		return q.Where("owner_id IS NULL")
	}
	return q.Where("owner_id = ?", owner)
}
