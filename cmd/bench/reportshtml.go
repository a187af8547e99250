package main

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"stegvis/cmd/bench/drawn"
)

// htmlOf is a page for a browser that says and shows what a PDF does: of each of its
// pages the lines of text are rows of a table, and its shapes a drawing.
func htmlOf(pages []drawn.Page) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Report</title><style>
@page{size:A4;margin:18mm}body{margin:0;font:9px sans-serif}section{position:relative;break-after:page}
table{width:100%;border-collapse:collapse}svg{position:absolute;left:-18mm;top:-18mm}td{padding:0 2mm 0 0}</style>`)
	for _, p := range pages {
		b.WriteString("<section><table>")
		for _, row := range rowsOf(p) {
			b.WriteString("<tr>")
			for _, c := range row {
				fmt.Fprintf(&b, `<td style="font-size:%.2fpx;color:%s">%s</td>`, c.Size, colour(c.Fill), html.EscapeString(c.Text))
			}
			b.WriteString("</tr>")
		}
		fmt.Fprintf(&b, `</table><svg width="%.0fpt" height="%.0fpt" viewBox="0 0 %.2f %.2f">`, p.Width, p.Height-110, p.Width, p.Height-110)
		for _, c := range p.Calls {
			b.WriteString(shapeOf(c))
		}
		b.WriteString("</svg></section>")
	}
	return b.String()
}

// rowsOf are the texts that stand on one baseline, for each from the top down.
func rowsOf(p drawn.Page) [][]drawn.Call {
	var texts []drawn.Call
	for _, c := range p.Calls {
		if c.What == drawn.Text {
			texts = append(texts, c)
		}
	}
	slices.SortStableFunc(texts, func(a, b drawn.Call) int {
		if a.Y != b.Y {
			return int(100 * (a.Y - b.Y))
		}
		return int(100 * (a.X - b.X))
	})
	var rows [][]drawn.Call
	for i, c := range texts {
		if i == 0 || c.Y != texts[i-1].Y {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c)
	}
	return rows
}

func shapeOf(c drawn.Call) string {
	var b strings.Builder
	switch c.What {
	case drawn.Text:
		return ""
	case drawn.Box:
		fmt.Fprintf(&b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f"`, c.X, c.Y, c.W, c.H)
	case drawn.Circle:
		fmt.Fprintf(&b, `<circle cx="%.2f" cy="%.2f" r="%.2f"`, c.X, c.Y, c.W)
	case drawn.Path:
		b.WriteString(`<path d="`)
		for _, s := range c.Path {
			b.WriteString(strings.ToUpper(s.Op))
			n := map[string]int{"m": 2, "l": 2, "c": 6}[s.Op]
			for _, v := range s.P[:n] {
				fmt.Fprintf(&b, "%.2f ", v)
			}
		}
		b.WriteString(`"`)
	}
	fill, stroke := "none", "none"
	if strings.Contains(c.Paint, "F") {
		fill = colour(c.Fill)
	}
	if strings.Contains(c.Paint, "D") {
		stroke = colour(c.Line)
	}
	fmt.Fprintf(&b, ` fill="%s" stroke="%s" stroke-width="%.2f" fill-opacity="%.2f"/>`, fill, stroke, c.Width, c.Alpha)
	return b.String()
}

func colour(k [3]int) string { return fmt.Sprintf("#%02x%02x%02x", k[0], k[1], k[2]) }
