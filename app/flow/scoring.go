package flow

import (
	"cmp"
	"strconv"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
)

// Scored are the practices of a questionnaire as a room scores them, each with what
// its levels stand for: those of one section, or of all for "".
func Scored(q maturity.Questionnaire, section string) []workshop.Option {
	var all []workshop.Option
	for _, s := range q.Sections {
		if section != "" && s.Key != section {
			continue
		}
		under := s.Titled()
		for _, p := range s.Practices {
			title := p.Titled()
			o := workshop.Option{Key: p.Key, TextKey: title.Key, Text: title.Text, SectionKey: under.Key, Section: under.Text}
			for _, level := range q.Kind.Levels() {
				means := meaning(q, p, level)
				o.Steps = append(o.Steps, workshop.Step{Value: level, TextKey: means.Key, Text: means.Text})
			}
			all = append(all, o)
		}
	}
	return all
}

// meaning is what a level of a practice stands for.
func meaning(q maturity.Questionnaire, p maturity.Practice, level int) i18n.Phrase {
	switch q.Kind {
	case maturity.Check:
		return i18n.Phrase{Key: "practice.check.l" + strconv.Itoa(level)}
	case maturity.Slider:
		less, more := p.Poles()
		switch level {
		case 1:
			return less
		case maturity.Levels:
			return more
		}
		return i18n.Phrase{Key: "practice.slider.l" + strconv.Itoa(level)}
	}
	return p.Anchor(level)
}

// questionnaireOf is the questionnaire that an activity scores: the ladder's whole
// dimensions are answered in the ladder.
func questionnaireOf(s workshop.Settings) string {
	if s.Questionnaire == dimensions {
		return maturity.CRM
	}
	return cmp.Or(s.Questionnaire, maturity.CRM)
}
