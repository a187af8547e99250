package i18n

import (
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	lib "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// namespace is one file of texts, read when it is first asked for.
type namespace struct {
	read func() words
	told sync.Once
}

// words are what a file holds. Messages without placeholders or plurals are kept
// as plain strings, because nearly all are, and a page asks for hundreds.
type words struct {
	plain map[string]string
	rich  map[string]*lib.Message
	inner func() *lib.Localizer // of the rich
	err   error
}

func newNamespace(files fs.FS, name string, tag language.Tag) *namespace {
	return &namespace{read: sync.OnceValue(func() words {
		w, err := readWords(files, name, tag)
		if err != nil {
			w.err = fmt.Errorf("i18n: %s: %w", name, err)
		}
		return w
	})}
}

// open reads the file if nobody has yet. The files are part of the program, and
// tests read them all; should one not be readable all the same, its keys are shown
// as themselves.
func (n *namespace) open() words {
	w := n.read()
	if w.err != nil {
		n.told.Do(func() { slog.Error("i18n: texts cannot be read", "error", w.err) })
	}
	return w
}

func readWords(files fs.FS, name string, tag language.Tag) (words, error) {
	w := words{plain: map[string]string{}, rich: map[string]*lib.Message{}}
	w.inner = sync.OnceValue(func() *lib.Localizer {
		inner := lib.NewBundle(tag)
		if err := inner.AddMessages(tag, slices.Collect(maps.Values(w.rich))...); err != nil {
			slog.Error("i18n: texts cannot be used", "file", name, "error", err)
		}
		return lib.NewLocalizer(inner, tag.String())
	})
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return w, err
	}
	var nested map[string]any
	if err := yaml.Unmarshal(raw, &nested); err != nil {
		return w, err
	}
	return w, w.take(strings.TrimSuffix(path.Base(name), ".yaml"), nested)
}

// take adds what stands below a key.
func (w words) take(key string, value any) error {
	nested, isMap := value.(map[string]any)
	text, isText := value.(string)
	switch {
	case !isMap && !isText:
		return fmt.Errorf("key %s: %v is not a text", key, value)
	case isMap && !isMessage(nested):
		for name, inner := range nested {
			if err := w.take(key+"."+name, inner); err != nil {
				return err
			}
		}
		return nil
	case w.has(key):
		return fmt.Errorf("key %s stands twice", key)
	case isText && !strings.Contains(text, "{{"):
		w.plain[key] = text
		return nil
	}
	m, err := lib.NewMessage(value)
	if err != nil {
		return fmt.Errorf("key %s: %w", key, err)
	}
	m.ID, w.rich[key] = key, m
	return nil
}

// isMessage tells the plural forms of one text from a group of texts.
func isMessage(nested map[string]any) bool {
	_, other := nested["other"].(string)
	_, one := nested["one"].(string)
	return other && one
}

func (w words) has(key string) bool {
	_, plain := w.plain[key]
	return plain || w.rich[key] != nil
}
