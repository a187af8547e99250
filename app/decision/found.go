package decision

import (
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of a decision.
func (d Decision) Found() record.Found {
	return record.Found{
		Code: d.Code(), Title: d.Asks(), State: "decision.stage." + string(d.Stage()), OwnerID: d.Owner(),
		Body: []i18n.Phrase{d.Phrase("context", d.Context), d.Phrase("options", d.Options), d.Recommends(), d.Chose(), d.Phrase("reason", d.Reason), d.Came(), d.decider(), {Text: d.DoneBy}},
	}
}
