// Package search shows what was found in a project: a page, and the beginning of
// it in the dialog.
package search

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// Page is what was looked for and what was found.
type Page struct {
	Home    string // address of the page without a query
	Query   string
	Kinds   []Kind // that have hits, "" for all of them first
	Hits    []Hit
	Places  []Place
	Pages   partial.Pages
	Narrow  bool   // to one kind
	Removed string // address of the log of what was removed, "" for who may not read it
	Project string
}

// Kind is one sort of row that the hits can be narrowed to.
type Kind struct {
	Key    record.Kind
	Count  int64
	Href   string
	Chosen bool
}

// Hit is a row that was found, as a reader sees it.
type Hit struct {
	record.Hit
	Words []string
	Href  string
}

// Place is a page of the project that was found by its name.
type Place struct {
	Label string
	Help  string // what sort of page it is
	Href  string
	File  bool // it is a file to be saved
}

// Quick is what the dialog shows.
type Quick struct {
	Query  string
	Hits   []Hit
	Places []Place
	All    string // address of the page with all hits
}

// exact reports whether a number was typed that a row has.
func (q Quick) exact() bool { return len(q.Hits) > 0 && q.Hits[0].Exact() }

func (q Quick) empty() bool { return len(q.Hits)+len(q.Places) == 0 }

func option(n int) string { return "found-" + strconv.Itoa(n) }

// Part is a piece of a text, marked where it is what was looked for.
type Part struct {
	Text   string
	Marked bool
}

func title(t *i18n.Text, h Hit) []Part { return parts(h.Titled().In(t), h.Words) }

// parts divides a text at the words that were looked for.
func parts(s string, words []string) []Part {
	var all []Part
	at := 0
	for _, span := range text.Spans(s, words) {
		if span.From > at {
			all = append(all, Part{Text: s[at:span.From]})
		}
		all = append(all, Part{Text: s[span.From:span.To], Marked: true})
		at = span.To
	}
	if at < len(s) {
		all = append(all, Part{Text: s[at:]})
	}
	return all
}

// How many signs of a text are shown, and how many of them before the first word
// that was looked for.
const (
	excerpt = 180
	before  = 50
)

// snippet is the part of a row's texts that says most of what was looked for; the
// beginning of the first when only the title does.
func snippet(t *i18n.Text, h Hit) []Part {
	best, most := "", 0
	for _, p := range h.Body {
		s := strings.Join(strings.Fields(p.In(t)), " ")
		if n := holds(s, h.Words); n > most || best == "" {
			best, most = s, max(n, most)
		}
	}
	if best == h.Titled().In(t) {
		return nil
	}
	return parts(around(best, h.Words), h.Words)
}

// holds counts the words that a text has.
func holds(s string, words []string) int {
	n, plain := 0, text.Plain(s)
	for _, w := range words {
		if strings.Contains(plain, w) {
			n++
		}
	}
	return n
}

// around is the part of a text about the first word that was looked for.
func around(s string, words []string) string {
	from := 0
	if spans := text.Spans(s, words); len(spans) > 0 {
		from = len([]rune(s[:spans[0].From]))
	}
	runes := []rune(s)
	from = max(from-before, 0)
	to := min(from+excerpt, len(runes))
	cut := string(runes[from:to])
	if from > 0 {
		_, rest, found := strings.Cut(cut, " ")
		if found {
			cut = rest
		}
		cut = "… " + cut
	}
	if to < len(runes) {
		cut += " …"
	}
	return cut
}

// kindOf names the sort of a hit, with its number.
func kindOf(ctx context.Context, h Hit) string {
	word := i18n.T(ctx, "search.kind."+h.Kind)
	if h.Code == "" {
		return word
	}
	return word + " " + h.Code
}

// on names the row that a hit hangs on, "" when it stands by itself.
func on(ctx context.Context, h Hit) string {
	_, title := h.On()
	if h.OnID == "" {
		return ""
	}
	return i18n.T(ctx, "search.on", "what", cmp.Or(strings.TrimSpace(h.OnCode+" "+title.In(i18n.From(ctx))), h.OnKind))
}

func stateOf(ctx context.Context, h Hit) string {
	if h.State == "" {
		return ""
	}
	return i18n.T(ctx, h.State)
}
