package stakeholder

import (
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of a message.
func (m Message) Found() record.Found {
	return record.Found{
		Code: m.Code(), Title: m.Titled(), State: "stakeholder.message_status." + string(m.Status), OwnerID: m.Sender(),
		Body: []i18n.Phrase{m.Phrase("body", m.Body), m.For()},
	}
}

// Found is what those who search see of a training.
func (t Training) Found() record.Found {
	return record.Found{
		Code: t.Code(), Title: t.Titled(), State: "stakeholder.training_status." + string(t.Status),
		Body: []i18n.Phrase{t.Phrase("note", t.Note), t.For(), t.Led()},
	}
}

// Found is what those who search see of a member of the coalition: the part. The
// person is found by name.
func (m Member) Found() record.Found {
	return record.Found{
		Title: i18n.Phrase{Key: "stakeholder.part." + string(m.Part), Text: string(m.Part)}, OwnerID: m.PersonID, Body: []i18n.Phrase{m.Noted()},
	}
}

// Found is what those who search see of a stakeholder. A named person is found by
// those alone to whom it is confided.
func (p Party) Found() record.Found {
	return record.Found{
		Code: p.Code(), Title: p.Titled(), State: SupportKey(p.Support), OwnerID: p.Owner(),
		Body: []i18n.Phrase{p.Of(), p.Phrase("concerns", p.Concerns), p.Phrase("note", p.Note)},
	}
}
