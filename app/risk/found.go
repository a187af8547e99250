package risk

import (
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of a risk.
func (r Risk) Found() record.Found {
	return record.Found{
		Code: r.Code(), Title: r.Phrase("title", r.Title), State: "risk.status." + string(r.Status), OwnerID: r.Owner(),
		Body: []i18n.Phrase{r.Phrase("cause", r.Cause), r.Phrase("effect", r.Effect), r.Phrase("response", r.Plan)},
	}
}
