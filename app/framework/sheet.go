package framework

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"stegvis/app/platform/i18n"
)

// Asking is what a field of a template takes.
type Asking string

// The sorts of field. A Shown one takes nothing: it shows what a register of the
// project holds already, so that nobody writes it twice.
const (
	Short Asking = "text"
	Long  Asking = "long"
	Table Asking = "table"
	Shown Asking = "register"
)

// Sheet is a template to fill in: what experience says belongs on paper at a
// step. Its words stand among the texts, in domain.worksheet.
type Sheet struct {
	Key     string     `yaml:"key"`
	Steps   []string   `yaml:"steps"`   // by track and step, such as kotter.urgency; at home on the first
	Settles []string   `yaml:"settles"` // keys of the deliverables for which it is likely evidence
	Fields  []SheetAsk `yaml:"fields"`
}

// SheetAsk is one field of a template.
type SheetAsk struct {
	Key     string   `yaml:"key"`
	Kind    Asking   `yaml:"kind"`
	From    string   `yaml:"from"`    // the register that a Shown field shows
	Columns []string `yaml:"columns"` // of a Table
	Offers  []string `yaml:"offers"`  // rows that a Table begins with, by their first column
}

// Titled is the template's name.
func (s Sheet) Titled() i18n.Phrase { return SheetTitle(s.Key) }

// SheetTitle is the name of the template of that key.
func SheetTitle(key string) i18n.Phrase {
	return i18n.Phrase{Key: "domain.worksheet." + key + ".title", Text: key}
}

// Word is the key of one of the template's texts: its title, its purpose, a
// field's label (f_KEY) or hint (h_KEY), a row that is offered (o_KEY).
func (s Sheet) Word(name string) string { return "domain.worksheet." + s.Key + "." + name }

// On reports whether the template belongs to a step.
func (s Sheet) On(at Place) bool { return slices.Contains(s.Steps, at.Track+"."+at.StepKey) }

// Home is the step to which the template belongs first.
func (s Sheet) Home() Place {
	if len(s.Steps) == 0 {
		return Place{}
	}
	track, step, _ := strings.Cut(s.Steps[0], ".")
	return Place{track, step}
}

// Suits reports whether the template is likely evidence for a deliverable.
func (s Sheet) Suits(d Deliverable) bool {
	return slices.ContainsFunc(s.Settles, func(key string) bool {
		return d.TextKey == Planting{d.Track, d.StepKey, key, ""}.textKey()
	})
}

// asked are the fields that somebody fills in.
func (s Sheet) asked() []SheetAsk {
	return slices.DeleteFunc(slices.Clone(s.Fields), func(f SheetAsk) bool { return f.Kind == Shown })
}

// Sheets are the templates of the catalogue, read when they are first asked for.
type Sheets struct {
	read func() ([]Sheet, error)
}

// LoadSheets takes the seeds, of which catalogue/worksheets.yaml holds the
// templates.
func LoadSheets(files fs.FS) Sheets {
	return Sheets{read: sync.OnceValues(func() ([]Sheet, error) {
		var all []Sheet
		raw, err := fs.ReadFile(files, "catalogue/worksheets.yaml")
		if err == nil {
			err = yaml.UnmarshalWithOptions(raw, &all, yaml.DisallowUnknownField())
		}
		if err != nil {
			return nil, fmt.Errorf("framework: worksheets.yaml cannot be read: %w", err)
		}
		return all, nil
	})}
}

// All are the templates in the order of their steps.
func (s Sheets) All() ([]Sheet, error) {
	if s.read == nil {
		return nil, nil
	}
	return s.read()
}

// on are the templates of a step.
func (s Sheets) on(at Place) ([]Sheet, error) {
	all, err := s.All()
	return slices.DeleteFunc(slices.Clone(all), func(one Sheet) bool { return !one.On(at) }), err
}

// of is the template of that key; false when there is none.
func (s Sheets) of(key string) (Sheet, bool, error) {
	all, err := s.All()
	i := slices.IndexFunc(all, func(one Sheet) bool { return one.Key == key })
	if i < 0 {
		return Sheet{}, false, err
	}
	return all[i], true, nil
}
