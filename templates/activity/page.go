// Package activity holds the page of who changed what, and its lines for other
// pages.
package activity

import (
	"stegvis/templates/partial"
)

// Page is the log of a project.
type Page struct {
	Lines  []Line
	List   partial.Listing
	Object string // what the log is narrowed to, in words; "" when it is not
}

// Line is one line of the log, in words. The sentence is Before, What and After,
// of which What leads to the object when it is still there.
type Line struct {
	When    string
	Instant string // as machines read it
	Before  string
	What    string
	After   string
	Href    string
	Changes []Change
	More    int // changes that are not shown
}

// Change is one field before and after, in words; "" is nothing.
type Change struct {
	Field  string
	Before string
	After  string
}
