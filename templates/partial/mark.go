package partial

import (
	"fmt"
	"strconv"

	"stegvis/app/outlook"
	"stegvis/app/risk"
)

// Tone is the colour and shape of a mark.
type Tone string

// The tones: on track, at risk, off track, not started, under way.
const (
	Good   Tone = "good"
	Warn   Tone = "warn"
	Bad    Tone = "bad"
	Idle   Tone = "idle"
	Active Tone = "active"
)

// ToneOf is how a colour of health looks.
func ToneOf(c outlook.Colour) Tone {
	switch c {
	case outlook.Green:
		return Good
	case outlook.Amber:
		return Warn
	case outlook.Red:
		return Bad
	}
	return Idle
}

// ScoreClass is the look of a risk's score.
func ScoreClass(score int) string { return "score " + string(risk.LevelOf(score)) }

// share is done of total as a width of 100.
func share(done, total int) string {
	if total == 0 {
		return "0"
	}
	return strconv.FormatFloat(float64(done)*100/float64(total), 'f', 1, 64)
}

func barLabel(done, total int) string { return fmt.Sprintf("%d/%d", done, total) }
