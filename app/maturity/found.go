package maturity

import (
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of an assessment.
func (a Assessment) Found() record.Found {
	body := []i18n.Phrase{a.Phrase("scope", a.Unit), a.Phrase("note", a.Note), {Text: a.MadeBy}}
	for _, one := range a.Answers {
		body = append(body, a.Phrase("comment."+one.Dimension, one.Comment))
	}
	return record.Found{Title: i18n.Phrase{Text: a.Label()}, Body: body}
}
