package partial

import (
	"stegvis/app/guide"
	"stegvis/app/platform/date"
)

// Advised is a piece of advice as pages show it. Dismiss is the form by which who
// may do so dismisses it for a while, nil elsewhere.
type Advised struct {
	guide.Advice
	Href    string
	Today   date.Day
	Dismiss *Form
}
