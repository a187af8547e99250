package report

import (
	"context"

	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// The sections of what the committee is asked, and of what it has decided.
const (
	askedPart     = "asked"
	decisionsPart = "decisions"
)

// Asking is what the committee is asked, the most pressing first.
type Asking struct {
	Currency string         `json:"currency"`
	Rows     []DecisionPage `json:"rows"`
}

// DecisionLog is what the committee has decided and what is not asked any more.
type DecisionLog struct {
	Open      []DecisionPage `json:"open"` // decided and not done, the most pressing first
	Done      []DecisionPage `json:"done"` // the latest first
	Withdrawn []DecisionPage `json:"withdrawn"`
}

// DecisionPage is a question and what became of it. Options stand one a line; Cost is
// in minor units, nil where nobody named one.
type DecisionPage struct {
	ID             string       `json:"id"`
	Code           string       `json:"code"`
	Question       i18n.Phrase  `json:"question"`
	Context        i18n.Phrase  `json:"context"`
	Options        i18n.Phrase  `json:"options"`
	Recommendation i18n.Phrase  `json:"recommendation"`
	Cost           *int64       `json:"cost,omitempty"`
	Deadline       date.Day     `json:"deadline"`
	Choice         i18n.Phrase  `json:"choice"`
	Reason         i18n.Phrase  `json:"reason"`
	By             string       `json:"by"`
	How            decision.How `json:"how"`
	Meeting        *MetAt       `json:"meeting,omitempty"` // in which it was decided, nil for none that is known
	DecidedOn      date.Day     `json:"decided_on"`
	Owner          string       `json:"owner"`
	DueOn          date.Day     `json:"due_on"`
	DoneOn         date.Day     `json:"done_on"`
	DoneBy         string       `json:"done_by"`
	Outcome        i18n.Phrase  `json:"outcome"`
	Late           int          `json:"late"` // days overdue
}

// MetAt is a meeting of the committee, as what was decided in it names it.
type MetAt struct {
	ID    string      `json:"id"`
	Code  string      `json:"code"`
	Title i18n.Phrase `json:"title"`
}

// meetings are those in which decisions were made, by their ids.
func (r *Reading) meetings(ctx context.Context, all []decision.Decision) (map[string]*MetAt, error) {
	var ids []string
	for _, d := range all {
		if d.MeetingID != "" {
			ids = append(ids, d.MeetingID)
		}
	}
	named := map[string]*MetAt{}
	if len(ids) == 0 {
		return named, nil
	}
	found, err := r.From.Committee.Meetings.Some(ctx, r.Key, ids)
	for id, m := range found {
		named[id] = &MetAt{ID: id, Code: m.Code(), Title: m.Titled()}
	}
	return named, err
}

func composeAsked(ctx context.Context, r *Reading) (Asking, error) {
	all, err := r.asked(ctx)
	return Asking{Currency: r.Key.Project.Currency, Rows: all[decision.Waiting]}, err
}

func composeDecisions(ctx context.Context, r *Reading) (DecisionLog, error) {
	all, err := r.asked(ctx)
	return DecisionLog{Open: append(all[decision.CarryingOut], all[decision.Made]...), Done: all[decision.Done], Withdrawn: all[decision.Dropped]}, err
}

// asked are all questions by how far they have come, as the register orders them.
func (r *Reading) asked(ctx context.Context) (map[decision.Stage][]DecisionPage, error) {
	people, err := r.People(ctx)
	if err != nil {
		return nil, err
	}
	found, err := r.decided(ctx)
	if err != nil {
		return nil, err
	}
	met, err := r.meetings(ctx, found)
	today := r.Key.Today()
	by := map[decision.Stage][]DecisionPage{}
	for _, d := range found {
		by[d.Stage()] = append(by[d.Stage()], DecisionPage{
			ID: d.ID, Code: d.Code(), Question: d.Asks(), Context: d.Phrase("context", d.Context), Options: d.Phrase("options", d.Options),
			Recommendation: d.Recommends(), Cost: d.Cost, Deadline: d.Deadline, Choice: d.Chose(), Reason: d.Phrase("reason", d.Reason),
			By: d.DecidedBy, How: d.DecidedHow, Meeting: met[d.MeetingID], DecidedOn: d.DecidedOn, Owner: people[d.Owner()], DueOn: d.DueOn, DoneOn: d.DoneOn, DoneBy: d.DoneBy,
			Outcome: d.Came(), Late: d.Late(today),
		})
	}
	return by, err
}
