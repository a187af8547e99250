// Package outlook computes over several slices. Here is a project's health: six
// dimensions, each of a colour by a rule that everybody can read.
package outlook

import (
	"slices"

	"stegvis/app/platform/i18n"
)

// Colour is how something stands.
type Colour string

// The colours, from the best to the worst; Unknown is that of something about
// which there is nothing to judge yet.
const (
	Unknown Colour = "unknown"
	Green   Colour = "green"
	Amber   Colour = "amber"
	Red     Colour = "red"
)

// Colours lists the colours that a person may give, from the best to the worst.
func Colours() []Colour { return []Colour{Green, Amber, Red} }

func (c Colour) rank() int { return slices.Index([]Colour{Unknown, Green, Amber, Red}, c) }

// Worse reports whether c is worse than d.
func (c Colour) Worse(d Colour) bool { return c.rank() > d.rank() }

// Word is the colour in words: what goes with every mark.
func (c Colour) Word(t *i18n.Text) string { return t.T("health.colour." + string(c)) }

// Dimension is one side of a project's health.
type Dimension string

// The dimensions. Overall is none of the six, but what they come to.
const (
	Time       Dimension = "time"
	Money      Dimension = "money"
	Risk       Dimension = "risk"
	People     Dimension = "people"
	Change     Dimension = "change"
	Capability Dimension = "capability"
	Overall    Dimension = "overall"
)

// Dimensions lists the six dimensions in their order.
func Dimensions() []Dimension { return []Dimension{Time, Money, Risk, People, Change, Capability} }

// Named is the dimension's name.
func (d Dimension) Named(t *i18n.Text) string { return t.T("health.dimension." + string(d)) }
