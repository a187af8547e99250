package flow

import (
	"context"

	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// Agree keeps the level that a group agreed on for a subject, and adds who sees it
// otherwise: a dissent's role only where the revealed votes tell that role apart.
func (h *Harvest) Agree(ctx context.Context, key project.Scope, id, activityID, subject string, agreed workshop.Agreed) error {
	if len(agreed.Dissents) > 0 {
		came, err := h.workshops.Came(ctx, key, id, activityID)
		if err != nil && !fault.Is(err, fault.Refused) {
			return err
		}
		var votes workshop.Result // none before the reveal
		if err == nil {
			votes = came.ResultOf(subject)
		}
		agreed.Dissents = withheld(votes, agreed.Dissents)
	}
	return h.workshops.Agree(ctx, key, id, activityID, subject, agreed)
}

// withheld are dissents without what would tell a voice: the role that the votes do
// not tell apart, and the level where too few voted for any to be told.
func withheld(r workshop.Result, all []workshop.Dissent) []workshop.Dissent {
	spread, told := SpreadOf(r), make([]workshop.Dissent, len(all))
	for i, d := range all {
		if spread.Named(string(d.Role)) == maturity.Others {
			d.Role = ""
		}
		if spread.Silent {
			d.Level = 0
		}
		told[i] = d
	}
	return told
}

// Dissents are those on a result, as everybody may read them.
func Dissents(r workshop.Result) []workshop.Dissent { return withheld(r, r.Agreed.Dissents) }
