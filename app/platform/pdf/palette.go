package pdf

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/tint"
)

// rgb is a printable colour.
type rgb struct{ r, g, b int }

// palette gives every token a colour for print: on white paper, told apart by a
// grey printer too where a picture sets them side by side.
var palette = map[chart.Token]rgb{
	chart.Ink: {27, 36, 33}, chart.Paper: {255, 255, 255},
	chart.Grey1: {78, 90, 85}, chart.Grey2: {125, 136, 131}, chart.Grey3: {205, 211, 206},
	chart.Accent: {29, 92, 75}, chart.Good: {42, 122, 63}, chart.Warn: {176, 104, 0}, chart.Bad: {166, 30, 24}, chart.Idle: {117, 128, 123},
	chart.AccentSoft: {222, 236, 230}, chart.GoodSoft: {232, 243, 234}, chart.WarnSoft: {246, 218, 164}, chart.BadSoft: {238, 178, 170}, chart.IdleSoft: {236, 238, 235},
	chart.Data1: {29, 92, 75}, chart.Data2: {208, 128, 58}, chart.Data3: {61, 111, 180}, chart.Data4: {94, 31, 71},
}

// colour is a token's printable colour; an unknown token is ink.
func colour(t chart.Token) rgb {
	if c, ok := palette[t]; ok {
		return c
	}
	return palette[chart.Ink]
}

// accented are the colours that a document's own accent puts in the place of the
// house's. One that would be hard to see on paper is darkened.
func accented(accent string) map[chart.Token]rgb {
	c, ok := tint.Parse(accent)
	if !ok {
		return nil
	}
	c = c.ReadableOnPaper()
	return map[chart.Token]rgb{chart.Accent: printed(c), chart.AccentSoft: printed(c.Faint())}
}

func printed(c tint.Colour) rgb { return rgb{int(c.R), int(c.G), int(c.B)} }

// colour is a token's colour in this document.
func (d *Doc) colour(t chart.Token) rgb {
	if c, ok := d.own[t]; ok {
		return c
	}
	return colour(t)
}
