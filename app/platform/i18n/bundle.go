// Package i18n holds every word that a person reads, by key and language, and
// writes numbers, money and dates as the reader's language does.
package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	lib "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Fallback is the language that is used when a reader's is not there.
const Fallback = "en"

// Bundle is all texts in all languages. It does not change after Load.
type Bundle struct {
	texts map[string]*Text
}

// Load reads LANG/NAMESPACE.yaml files. A file's name is the first part of its
// keys; nested maps are joined by dots. It fails on an unreadable file.
func Load(files fs.FS) (*Bundle, error) {
	langs, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("i18n: %w", err)
	}
	b := &Bundle{texts: map[string]*Text{}}
	inner := lib.NewBundle(language.English)
	inner.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	for _, lang := range langs {
		t, err := loadLanguage(inner, files, lang.Name())
		if err != nil {
			return nil, err
		}
		b.texts[lang.Name()] = t
	}
	if b.texts[Fallback] == nil {
		return nil, fmt.Errorf("i18n: no texts in %q", Fallback)
	}
	for _, lang := range b.Languages() {
		for _, t := range b.texts {
			t.family = append(t.family, b.texts[lang])
		}
	}
	return b, nil
}

func loadLanguage(inner *lib.Bundle, files fs.FS, lang string) (*Text, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("i18n: folder %q is not a language: %w", lang, err)
	}
	t := &Text{lang: lang, plain: map[string]string{}, keys: map[string]bool{}, inner: lib.NewLocalizer(inner, lang)}
	names, err := fs.Glob(files, lang+"/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := t.read(inner, tag, files, name); err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", name, err)
		}
	}
	t.months()
	return t, nil
}

// read adds one namespace. Messages without placeholders or plurals are kept as
// plain strings, because nearly all are, and a page asks for hundreds.
func (t *Text) read(inner *lib.Bundle, tag language.Tag, files fs.FS, name string) error {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	parsed, err := lib.ParseMessageFileBytes(raw, name, map[string]lib.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		return err
	}
	namespace := strings.TrimSuffix(path.Base(name), ".yaml")
	for _, m := range parsed.Messages {
		m.ID = namespace + "." + m.ID
		if t.keys[m.ID] {
			return fmt.Errorf("key %s stands twice", m.ID)
		}
		t.keys[m.ID] = true
		if m.One+m.Zero+m.Two+m.Few+m.Many == "" && !strings.Contains(m.Other, "{{") {
			t.plain[m.ID] = m.Other
			continue
		}
		if err := inner.AddMessages(tag, m); err != nil {
			return err
		}
	}
	return nil
}

// For is the texts in a language, or in the fallback.
func (b *Bundle) For(lang string) *Text {
	if t := b.texts[lang]; t != nil {
		return t
	}
	return b.texts[Fallback]
}

// Languages lists what was loaded, the fallback first.
func (b *Bundle) Languages() []string {
	langs := slices.Sorted(maps.Keys(b.texts))
	slices.SortStableFunc(langs, func(x, y string) int {
		return rank(x) - rank(y)
	})
	return langs
}

func rank(lang string) int {
	if lang == Fallback {
		return 0
	}
	return 1
}

// Match picks the best language for an Accept-Language header.
func (b *Bundle) Match(accept string) string {
	langs := b.Languages()
	tags := make([]language.Tag, len(langs))
	for i, l := range langs {
		tags[i] = language.Make(l)
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return Fallback
	}
	_, i, _ := language.NewMatcher(tags).Match(wanted...)
	return langs[i]
}
