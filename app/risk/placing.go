package risk

import (
	"strconv"

	"stegvis/app/record"
)

// Placing is how risks stand on the grid.
func Placing() record.Placing {
	return record.Placing{
		Kind: Kind, From: "risk", Table: "risk", Kotter: "kotter_step", Gartner: "gartner_step",
		Done: "status = 'closed'", High: "status = 'open' AND score >= " + strconv.Itoa(highFrom),
		Title: "title", Words: "title", Owner: "owner_id", Day: "review_on",
	}
}
