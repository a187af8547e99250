package i18n

import (
	"fmt"
	"io/fs"
	"log/slog"
	"path"
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
	rich  map[string]bool
	inner *lib.Localizer
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
	inner := lib.NewBundle(tag)
	w := words{plain: map[string]string{}, rich: map[string]bool{}, inner: lib.NewLocalizer(inner, tag.String())}
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return w, err
	}
	parsed, err := lib.ParseMessageFileBytes(raw, name, map[string]lib.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		return w, err
	}
	prefix := strings.TrimSuffix(path.Base(name), ".yaml") + "."
	for _, m := range parsed.Messages {
		m.ID = prefix + m.ID
		if w.has(m.ID) {
			return w, fmt.Errorf("key %s stands twice", m.ID)
		}
		if m.One+m.Zero+m.Two+m.Few+m.Many == "" && !strings.Contains(m.Other, "{{") {
			w.plain[m.ID] = m.Other
			continue
		}
		w.rich[m.ID] = true
		if err := inner.AddMessages(tag, m); err != nil {
			return w, err
		}
	}
	return w, nil
}

func (w words) has(key string) bool {
	_, plain := w.plain[key]
	return plain || w.rich[key]
}
