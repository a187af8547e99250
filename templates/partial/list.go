package partial

// Sort is the order that a table is in.
type Sort struct {
	Key  string
	Desc bool
}

// Column is a head that can be sorted by; Href leads to the list in that order.
type Column struct {
	Label  string
	Key    string // "" when it cannot be sorted by
	Href   string
	Num    bool
	Unseen bool // its label is for those alone who have the page read to them
	Sort   Sort
}

func (c Column) aria() string {
	switch {
	case c.Key == "" || c.Sort.Key != c.Key:
		return ""
	case c.Sort.Desc:
		return "descending"
	}
	return "ascending"
}

func (c Column) arrow() string {
	switch c.aria() {
	case "descending":
		return " ↓"
	case "ascending":
		return " ↑"
	}
	return ""
}

// Pages says where in a list a page stands.
type Pages struct {
	Number int
	Size   int
	Total  int64
	Prev   string   // address, "" on the first page
	Next   string   // address, "" on the last
	Export string   // address of the CSV, "" for none
	Others []Option // further files: what they hold, by their address
	Of     string   // what is listed, where a page has several lists
}

// Several reports whether there is more than one page.
func (p Pages) Several() bool { return p.Prev != "" || p.Next != "" }

// label tells the pages of several lists apart.
func (p Pages) label(word string) string {
	if p.Of == "" {
		return word
	}
	return p.Of + ": " + word
}

func (p Pages) from() int64 { return min(int64(p.Number-1)*int64(p.Size)+1, p.Total) }
func (p Pages) to() int64   { return min(int64(p.Number)*int64(p.Size), p.Total) }
