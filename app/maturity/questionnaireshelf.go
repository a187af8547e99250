package maturity

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// shelf is the order in which the catalogue's questionnaires are offered.
func shelf() []string {
	return []string{CRM, "ten_steps", "eight_signs", "five_factors", "four_pitfalls", "relationship", "design", "profile"}
}

// Shelf holds the catalogue's questionnaires, read when they are first asked for.
type Shelf struct {
	read func() ([]Questionnaire, error)
}

// LoadShelf takes the seeds, of which catalogue/questionnaires holds a file for
// each questionnaire.
func LoadShelf(files fs.FS) Shelf {
	return Shelf{read: sync.OnceValues(func() ([]Questionnaire, error) {
		var all []Questionnaire
		for _, key := range shelf() {
			raw, err := fs.ReadFile(files, "catalogue/questionnaires/"+key+".yaml")
			if err != nil {
				return nil, fmt.Errorf("maturity: %w", err)
			}
			var q Questionnaire
			if err := yaml.UnmarshalWithOptions(raw, &q, yaml.DisallowUnknownField()); err != nil {
				return nil, fmt.Errorf("maturity: %s.yaml cannot be read: %w", key, err)
			}
			all = append(all, q.worded())
		}
		return all, nil
	})}
}

// All are the catalogue's questionnaires, the maturity ladder first.
func (s Shelf) All() ([]Questionnaire, error) {
	if s.read == nil {
		return []Questionnaire{dimensional()}, nil
	}
	all, err := s.read()
	return slices.Clone(all), err
}

// Of is the questionnaire of that key; false when the catalogue has none.
func (s Shelf) Of(key string) (Questionnaire, bool, error) {
	all, err := s.All()
	i := slices.IndexFunc(all, func(q Questionnaire) bool { return q.Key == key })
	if i < 0 {
		return Questionnaire{}, false, err
	}
	return all[i], true, nil
}
