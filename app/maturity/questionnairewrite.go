package maturity

import (
	"github.com/goccy/go-yaml"

	"stegvis/app/platform/i18n"
)

// Source is the questionnaire as YAML that can be read again, its words in the
// reader's language.
func (q Questionnaire) Source(t *i18n.Text) (string, error) {
	whole := Questionnaire{Key: q.Key, Kind: q.Kind, Title: q.Titled().In(t), Purpose: q.About().In(t)}
	for _, s := range q.Sections {
		section := Section{Key: s.Key, Title: s.Titled().In(t), Weight: s.Weighs()}
		for _, p := range s.Practices {
			section.Practices = append(section.Practices, p.spelt(q.Kind, t))
		}
		whole.Sections = append(whole.Sections, section)
	}
	raw, err := yaml.Marshal(whole)
	return string(raw), err
}

func (p Practice) spelt(kind Scale, t *i18n.Text) Practice {
	one := Practice{Key: p.Key, Title: p.Titled().In(t), Help: p.Helped(t), Weight: p.Weighs()}
	switch kind {
	case Ladder:
		for level := 1; level <= Levels; level++ {
			one.Levels = append(one.Levels, p.Anchor(level).In(t))
		}
	case Slider:
		less, more := p.Poles()
		one.Less, one.More = less.In(t), more.In(t)
	}
	return one
}

// Drafted is the questionnaire as its form shows it.
func (q Questionnaire) Drafted(t *i18n.Text) any {
	source, err := q.Source(t)
	if err != nil { // a value of texts and numbers is always written
		panic(err)
	}
	return QuestionnaireDraft{Source: source, Version: q.Edition}
}

// Copied is a questionnaire as the beginning of another of the organisation.
func (q Questionnaire) Copied(t *i18n.Text, title string) QuestionnaireDraft {
	q.Purpose = q.About().In(t)
	q.Title, q.Edition = title, 1
	if q.copied != "" {
		q.Key = q.copied
	}
	d := q.Drafted(t).(QuestionnaireDraft)
	d.Version = 0
	return d
}

// as is the questionnaire with the key that its copy is to have.
func (q Questionnaire) as(key string) Questionnaire {
	q.copied = key
	return q
}
