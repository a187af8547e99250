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
	"sync"

	"golang.org/x/text/language"
)

// Fallback is the language that is used when a reader's is not there.
const Fallback = "en"

// Bundle is all texts in all languages. They are read as they are asked for, a
// namespace at a time: a program that begins, and most that it does, needs few.
type Bundle struct {
	texts   map[string]*Text
	matcher language.Matcher
}

// Open finds LANG/NAMESPACE.yaml files. A file's name is the first part of its
// keys; nested maps are joined by dots.
func Open(files fs.FS) (*Bundle, error) {
	langs, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("i18n: %w", err)
	}
	b := &Bundle{texts: map[string]*Text{}}
	for _, lang := range langs {
		t, err := openLanguage(files, lang.Name())
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
	var tags []language.Tag
	for _, lang := range b.Languages() {
		tags = append(tags, language.Make(lang))
	}
	b.matcher = language.NewMatcher(tags)
	return b, nil
}

// Load is Open, and fails on an unreadable file.
func Load(files fs.FS) (*Bundle, error) {
	b, err := Open(files)
	if err != nil {
		return nil, err
	}
	for _, t := range b.texts {
		for _, s := range t.spaces {
			if err := s.open().err; err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

func openLanguage(files fs.FS, lang string) (*Text, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("i18n: folder %q is not a language: %w", lang, err)
	}
	names, err := fs.Glob(files, lang+"/*.yaml")
	if err != nil {
		return nil, err
	}
	t := &Text{lang: lang, spaces: make(map[string]*namespace, len(names)), format: formatOf(lang)}
	t.months = sync.OnceValue(t.readMonths)
	for _, name := range names {
		t.spaces[strings.TrimSuffix(path.Base(name), ".yaml")] = newNamespace(files, name, tag)
	}
	return t, nil
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
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return Fallback
	}
	_, i, _ := b.matcher.Match(wanted...)
	return b.Languages()[i]
}
