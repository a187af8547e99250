package maturity

import (
	"strconv"

	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// CRM is the key of the maturity ladder itself, whose sections are the eight
// dimensions.
const CRM = "crm"

// Scale is how the practices of a questionnaire are answered. All are kept as
// levels from 1 to 5.
type Scale string

// The scales.
const (
	Ladder Scale = "ladder" // five levels, each described by what can be seen
	Check  Scale = "check"  // yes, partly, no: the levels 5, 3 and 1
	Slider Scale = "slider" // five places between two poles, neither the better one
)

// Scales lists them.
func Scales() []Scale { return []Scale{Ladder, Check, Slider} }

// Levels are what may be chosen, the lowest first.
func (s Scale) Levels() []int {
	if s == Check {
		return []int{1, 3, 5}
	}
	return []int{1, 2, 3, 4, 5}
}

// Questionnaire is what is asked in an assessment: sections of practices, each
// answered on the same scale. The catalogue's own keep their words among the
// texts; an organisation's own carry them.
type Questionnaire struct {
	Key      string    `yaml:"key" json:"key"`
	Kind     Scale     `yaml:"kind" json:"kind"`
	Title    string    `yaml:"title,omitempty" json:"title,omitempty"`
	Purpose  string    `yaml:"purpose,omitempty" json:"purpose,omitempty"`
	Sections []Section `yaml:"sections" json:"sections"`
	copied   string    // the key that its copy is to have
	Edition  int64     `yaml:"-" json:"-"` // of an organisation's own, counted from 1; 0 is the catalogue's
}

// Section is what belongs together; of the maturity ladder, one dimension.
type Section struct {
	Key       string     `yaml:"key" json:"key"`
	Title     string     `yaml:"title,omitempty" json:"title,omitempty"`
	Weight    int        `yaml:"weight,omitempty" json:"weight,omitempty"`
	Practices []Practice `yaml:"practices" json:"practices"`
	textKey   string
}

// Practice is one thing that is judged. Its key is like no other's in the
// questionnaire.
type Practice struct {
	Key     string   `yaml:"key" json:"key"`
	Title   string   `yaml:"title,omitempty" json:"title,omitempty"`
	Help    string   `yaml:"help,omitempty" json:"help,omitempty"`
	Weight  int      `yaml:"weight,omitempty" json:"weight,omitempty"`
	Levels  []string `yaml:"levels,omitempty" json:"levels,omitempty"` // of a ladder: five descriptions, the lowest first
	Less    string   `yaml:"less,omitempty" json:"less,omitempty"`     // of a slider: the pole at 1
	More    string   `yaml:"more,omitempty" json:"more,omitempty"`     // of a slider: the pole at 5
	textKey string
}

// Own reports whether an organisation has made it itself.
func (q Questionnaire) Own() bool { return q.Edition > 0 }

// Aimed reports whether its sections have targets. A check's is that all is
// there; a slider's are chosen row by row.
func (q Questionnaire) Aimed() bool { return q.Kind == Ladder }

// worded points the catalogue's words to their texts.
func (q Questionnaire) worded() Questionnaire {
	for i := range q.Sections {
		s := &q.Sections[i]
		s.textKey = q.textKey() + "." + s.Key
		for j := range s.Practices {
			s.Practices[j].textKey = s.textKey + "." + s.Practices[j].Key
		}
	}
	return q
}

func (q Questionnaire) textKey() string { return "questionnaire." + q.Key }

// phrase is a text of the catalogue, or what stands in the questionnaire itself.
func phrase(textKey, field, text string) i18n.Phrase {
	if textKey == "" {
		return i18n.Phrase{Text: text}
	}
	return i18n.Phrase{Key: textKey + "." + field, Text: text}
}

// Titled is the questionnaire's name.
func (q Questionnaire) Titled() i18n.Phrase { return q.said("title", q.Title) }

// About says what the questionnaire is for.
func (q Questionnaire) About() i18n.Phrase { return q.said("purpose", q.Purpose) }

func (q Questionnaire) said(field, text string) i18n.Phrase {
	if q.Own() {
		return i18n.Phrase{Text: text}
	}
	return phrase(q.textKey(), field, text)
}

// Titled is the section's name.
func (s Section) Titled() i18n.Phrase { return phrase(s.textKey, "title", s.Title) }

// Weighs is the section's weight, 1 when none is given.
func (s Section) Weighs() int { return max(s.Weight, 1) }

// Named is what is judged under a key, a practice or a whole section; it is the key
// itself when the questionnaire does not ask that.
func (q Questionnaire) Named(key string) i18n.Phrase {
	for _, s := range q.Sections {
		if s.Key == key {
			return s.Titled()
		}
	}
	if p, known := q.Practice(key); known {
		return p.Titled()
	}
	return i18n.Phrase{Text: key}
}

// Titled is what is judged.
func (p Practice) Titled() i18n.Phrase { return phrase(p.textKey, "title", p.Title) }

// Weighs is the practice's weight within its section, 1 when none is given.
func (p Practice) Weighs() int { return max(p.Weight, 1) }

// Helped is what to think of when judging it, empty for nothing.
func (p Practice) Helped(t *i18n.Text) string {
	if p.textKey != "" && !t.Has(p.textKey+".help") {
		return ""
	}
	return phrase(p.textKey, "help", p.Help).In(t)
}

// Poles are the two ends of a slider.
func (p Practice) Poles() (less, more i18n.Phrase) {
	return phrase(p.textKey, "less", p.Less), phrase(p.textKey, "more", p.More)
}

// Anchor describes a level of a practice of a ladder; empty outside of 1 to 5.
func (p Practice) Anchor(level int) i18n.Phrase {
	text := ""
	if level >= 1 && level <= len(p.Levels) {
		text = p.Levels[level-1]
	}
	if level < 1 || level > Levels {
		return i18n.Phrase{}
	}
	return phrase(p.textKey, "l"+strconv.Itoa(level), text)
}

// Section is the section of that key.
func (q Questionnaire) Section(key string) (Section, bool) {
	for _, s := range q.Sections {
		if s.Key == key {
			return s, true
		}
	}
	return Section{}, false
}

// Practice is the practice of that key.
func (q Questionnaire) Practice(key string) (Practice, bool) {
	for _, s := range q.Sections {
		for _, p := range s.Practices {
			if p.Key == key {
				return p, true
			}
		}
	}
	return Practice{}, false
}

// Count is how many practices are judged.
func (q Questionnaire) Count() int {
	n := 0
	for _, s := range q.Sections {
		n += len(s.Practices)
	}
	return n
}

// dimensional is the maturity ladder without practices, as it was judged before
// there were any.
func dimensional() Questionnaire {
	q := Questionnaire{Key: CRM, Kind: Ladder}
	for _, dimension := range record.Steps(record.Gartner) {
		q.Sections = append(q.Sections, Section{Key: dimension, Weight: 1})
	}
	return q.worded()
}
