package chart

import (
	"html"
	"slices"
	"strconv"
	"strings"
)

// SVG renders a drawing for a page. Colours are classes (f-TOKEN fills, s-TOKEN
// strokes), since pages allow no inline style and have two themes. id makes the
// ids within the picture unique on its page.
func SVG(d Drawing, id string) string {
	var b strings.Builder
	w := writer{b: &b, id: id}
	w.raw(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, num(d.Width), " ", num(d.Height), `" role="`, role(d), `" aria-labelledby="`, id, `-t `, id, `-d">`)
	w.raw(`<title id="`, id, `-t">`, html.EscapeString(d.Title), `</title><desc id="`, id, `-d">`, html.EscapeString(d.Description), `</desc>`)
	for _, token := range hatches(d) {
		w.raw(`<defs><pattern id="`, id, `-h-`, string(token), `" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke-width="1.6" class="s-`, string(token), `"></line></pattern></defs>`)
	}
	for _, s := range d.Shapes {
		w.shape(s)
	}
	w.raw("</svg>")
	return b.String()
}

// role is "img" for a picture and "group" for one whose parts lead somewhere,
// since what stands inside an image is hidden from assistive technology.
func role(d Drawing) string {
	for _, s := range d.Shapes {
		if r, ok := s.(Rect); ok && r.Href != "" {
			return "group"
		}
	}
	return "img"
}

// hatches are the colours in which boxes of a drawing are crossed by lines.
func hatches(d Drawing) []Token {
	var tokens []Token
	for _, s := range d.Shapes {
		if r, ok := s.(Rect); ok && r.Hatched && !slices.Contains(tokens, r.Hatch()) {
			tokens = append(tokens, r.Hatch())
		}
	}
	return tokens
}

type writer struct {
	b  *strings.Builder
	id string
}

func (w writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

func (w writer) shape(s Shape) {
	switch s := s.(type) {
	case Line:
		w.raw(`<line x1="`, num(s.From.X), `" y1="`, num(s.From.Y), `" x2="`, num(s.To.X), `" y2="`, num(s.To.Y), `"`)
		w.painted(None, s.Stroke)
		w.raw("></line>")
	case Rect:
		w.rect(s)
	case Circle:
		w.raw(`<circle cx="`, num(s.Centre.X), `" cy="`, num(s.Centre.Y), `" r="`, num(s.R), `"`)
		w.painted(s.Fill, s.Stroke)
		w.raw("></circle>")
	case Path:
		w.path(s)
	case Text:
		w.text(s)
	}
}

func (w writer) rect(s Rect) {
	if s.Href != "" {
		w.raw(`<a href="`, html.EscapeString(s.Href), `" aria-label="`, html.EscapeString(s.Tip), `">`)
	}
	w.box(s, "", s.Stroke)
	if s.Hatched {
		w.box(s, "url(#"+w.id+"-h-"+string(s.Hatch())+")", Stroke{})
	}
	if s.Href != "" {
		w.raw("</a>")
	}
}

func (w writer) box(s Rect, pattern string, stroke Stroke) {
	w.raw(`<rect x="`, num(s.X), `" y="`, num(s.Y), `" width="`, num(s.W), `" height="`, num(s.H), `"`)
	if s.Radius > 0 {
		w.raw(` rx="`, num(s.Radius), `"`)
	}
	if pattern != "" {
		w.raw(` fill="`, pattern, `"></rect>`)
		return
	}
	w.painted(s.Fill, stroke)
	w.raw(">")
	if s.Tip != "" {
		w.raw("<title>", html.EscapeString(s.Tip), "</title>")
	}
	w.raw("</rect>")
}

func (w writer) path(s Path) {
	w.raw(`<path d="`)
	for i, p := range s.Points {
		if i == 0 {
			w.raw("M")
		} else {
			w.raw("L")
		}
		w.raw(num(p.X), " ", num(p.Y))
	}
	if s.Closed {
		w.raw("Z")
	}
	w.raw(`" stroke-linejoin="round"`)
	if s.Opacity > 0 && s.Opacity < 1 {
		w.raw(` fill-opacity="`, num(s.Opacity), `"`)
	}
	w.painted(s.Fill, s.Stroke)
	w.raw("></path>")
}

func (w writer) text(s Text) {
	w.raw(`<text x="`, num(s.At.X), `" y="`, num(s.At.Y), `" font-size="`, num(s.Size), `"`)
	if s.Anchor != "" && s.Anchor != Start {
		w.raw(` text-anchor="`, string(s.Anchor), `"`)
	}
	class := "f-" + string(s.Fill) + " t-sans"
	if s.Serif {
		class = "f-" + string(s.Fill) + " t-serif"
	}
	if s.Bold {
		class += " w-600"
	}
	w.raw(` class="`, class, `">`, html.EscapeString(s.Text), "</text>")
}

func (w writer) painted(fill Token, stroke Stroke) {
	if fill == "" {
		fill = None
	}
	class := "f-" + string(fill)
	if stroke.Width > 0 {
		class += " s-" + string(stroke.Token)
		w.raw(` stroke-width="`, num(stroke.Width), `"`)
		if stroke.Dash > 0 {
			w.raw(` stroke-dasharray="`, num(stroke.Dash), `"`)
		}
	}
	w.raw(` class="`, class, `"`)
}

// num writes a length with at most two decimals.
func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
