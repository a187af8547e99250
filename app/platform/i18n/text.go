package i18n

import (
	"context"
	"maps"
	"slices"
	"strings"

	lib "github.com/nicksnyder/go-i18n/v2/i18n"
)

// Text is every text in one language.
type Text struct {
	lang   string
	spaces map[string]*namespace
	months func() monthNames
	format numberFormat
	family []*Text // this and every other language
}

// words are those of a key's namespace.
func (t *Text) words(key string) words {
	space, _, _ := strings.Cut(key, ".")
	if n := t.spaces[space]; n != nil {
		return n.open()
	}
	return words{}
}

// Lang is the BCP 47 tag, as in <html lang>.
func (t *Text) Lang() string { return t.lang }

// Dir is "ltr" or "rtl".
func (t *Text) Dir() string {
	if t.lang == "fa" {
		return "rtl"
	}
	return "ltr"
}

// Has reports whether a key is known in this language.
func (t *Text) Has(key string) bool { return t.words(key).has(key) }

// Keys lists all keys, in no order.
func (t *Text) Keys() []string {
	var keys []string
	for _, n := range t.spaces {
		w := n.open()
		keys = slices.AppendSeq(slices.AppendSeq(keys, maps.Keys(w.plain)), maps.Keys(w.rich))
	}
	return keys
}

// T is the text of a key with its placeholders filled from name-value pairs. An
// unknown key is shown as itself, so that a gap is seen and nothing breaks.
func (t *Text) T(key string, args ...any) string {
	w := t.words(key)
	if s, ok := w.plain[key]; ok {
		return s
	}
	return t.full(w, key, nil, args)
}

// N is the text of a key in the plural form for n; {{.n}} is n as the language
// writes it.
func (t *Text) N(key string, n int, args ...any) string {
	w := t.words(key)
	if s, ok := w.plain[key]; ok {
		return s
	}
	return t.full(w, key, n, append([]any{"n", t.Number(int64(n))}, args...))
}

func (t *Text) full(w words, key string, count any, args []any) string {
	if w.rich[key] == nil {
		return key
	}
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			data[name] = t.argument(args[i+1])
		}
	}
	s, err := w.inner().Localize(&lib.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if err != nil && s == "" {
		return key
	}
	return s
}

// argument writes numbers the language's way and phrases in the language.
func (t *Text) argument(v any) any {
	switch v := v.(type) {
	case int:
		return t.Number(int64(v))
	case int64:
		return t.Number(v)
	case Phrase:
		return v.In(t)
	}
	return v
}

// Phrase is a text that came from the catalogues: it has a key and stays
// translatable until a person edits it; then only Text is left.
type Phrase struct {
	Key  string `json:"key,omitempty"`
	Text string `json:"text"`
}

// In is the phrase in a language: its key's text when there is one, else Text.
func (p Phrase) In(t *Text) string {
	if p.Key != "" && t.Has(p.Key) {
		return t.T(p.Key)
	}
	return p.Text
}

// Everywhere is a phrase in each language that it has words of its own in: the
// catalogue's for all readers, a person's once.
func (t *Text) Everywhere(p Phrase) []string {
	if p.Key == "" {
		return []string{p.Text}
	}
	var all []string
	for _, one := range t.family {
		if one.Has(p.Key) {
			all = append(all, one.T(p.Key))
		}
	}
	if len(all) == 0 {
		return []string{p.Text}
	}
	return all
}

type contextKey struct{}

// With puts the reader's texts into a context.
func With(ctx context.Context, t *Text) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

// From is the reader's texts. A context without any is a mistake of the program
// and panics.
func From(ctx context.Context) *Text { return ctx.Value(contextKey{}).(*Text) }

// T is From(ctx).T.
func T(ctx context.Context, key string, args ...any) string { return From(ctx).T(key, args...) }

// N is From(ctx).N.
func N(ctx context.Context, key string, n int, args ...any) string {
	return From(ctx).N(key, n, args...)
}
