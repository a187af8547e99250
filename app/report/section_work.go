package report

import (
	"context"
	"slices"

	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// workPart is the section of what was done, what was not, and what comes.
const workPart = "work"

// WorkLog is the work of some days back and ahead, every task of it.
type WorkLog struct {
	Days   int           `json:"days"`
	Done   []PlannedTask `json:"done"`   // the latest first
	Missed []PlannedTask `json:"missed"` // the longest overdue first
	Next   []PlannedTask `json:"next"`   // the soonest first
}

func composeWork(ctx context.Context, r *Reading) (WorkLog, error) {
	v := WorkLog{Days: daysAround}
	people, err := r.People(ctx)
	if err != nil {
		return v, err
	}
	whole, err := r.Rollout(ctx)
	today := r.Key.Today()
	for _, t := range whole.Tasks {
		row := PlannedTask{ID: t.ID, Code: t.Code(), Title: t.Titled(), Pilot: whole.PilotNamed(t.Pilot()), Owner: people[t.Owner()], Milestone: t.Milestone, Status: t.Status,
			Start: t.PlannedStart, Planned: t.PlannedFinish, Now: t.Expected(), Slip: t.Slip(), Late: t.Late(today)}
		switch planned := t.PlannedFinish; {
		case t.Status == rollout.Done:
			if !t.ActualFinish.Before(today.AddDays(-v.Days)) && !t.ActualFinish.After(today) {
				v.Done = append(v.Done, row)
			}
		case t.Milestone: // they have a section of their own
		case !planned.IsZero() && planned.Before(today):
			v.Missed = append(v.Missed, row)
		case !row.Now.IsZero() && !row.Now.After(today.AddDays(v.Days)):
			v.Next = append(v.Next, row)
		}
	}
	slices.SortStableFunc(v.Done, func(a, b PlannedTask) int { return b.Now.Compare(a.Now) })
	slices.SortStableFunc(v.Missed, func(a, b PlannedTask) int { return a.Planned.Compare(b.Planned) })
	return v, err
}

// setWork is three lists; one that is empty is not there.
func setWork(s *setting, v WorkLog) []pdf.Block {
	blocks := []pdf.Block{s.heading(workPart)}
	if len(v.Done)+len(v.Missed)+len(v.Next) == 0 {
		return append(blocks, s.message(s.t.N("report.worklog.none", v.Days)))
	}
	blocks = append(blocks, s.message(s.t.T("report.worklog.words", "done", len(v.Done), "missed", len(v.Missed), "next", len(v.Next), "days", v.Days)))
	for _, list := range []struct {
		key  string
		rows []PlannedTask
	}{{"done", v.Done}, {"missed", v.Missed}, {"next", v.Next}} {
		if len(list.rows) > 0 {
			blocks = append(blocks, s.sub(s.t.N("report.work."+list.key, len(list.rows))), s.planned(list.rows))
		}
	}
	return blocks
}
