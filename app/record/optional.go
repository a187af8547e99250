package record

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
