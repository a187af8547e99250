package businesscase

import (
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of a cost line.
func (l Line) Found() record.Found {
	return record.Found{
		Code: l.Code(), Title: l.Phrase("name", l.Name), OwnerID: l.Owner(),
		Body: []i18n.Phrase{l.Phrase("note", l.Note), {Key: "domain.cost." + string(l.Cost) + ".name", Text: string(l.Cost)}},
	}
}
