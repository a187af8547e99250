package database

// Order asks for the order of a list, as an address has it.
type Order struct {
	Sort string `form:"sort"`
	Desc bool   `form:"desc"`
}

// By is the order as SQL: one of some columns, else the usual one. Rows without a
// value come last, on either database; last tells rows apart that are alike.
func (o Order) By(columns map[string]string, usual, last string) string {
	column, known := columns[o.Sort]
	switch {
	case !known:
		return usual
	case o.Desc:
		return column + " IS NULL, " + column + " DESC, " + last
	}
	return column + " IS NULL, " + column + ", " + last
}
