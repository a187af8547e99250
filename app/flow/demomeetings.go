package flow

import (
	"cmp"
	"context"
	"slices"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/rollout"
)

// plotMeeting is one of the committee's. Present are those who were there, none of
// one that is still to come; Closed is the day on which its minutes were.
type plotMeeting struct {
	Key     string      `yaml:"key"`
	Planned int         `yaml:"planned"`
	At      int         `yaml:"at"`
	From    string      `yaml:"from"`
	To      string      `yaml:"to"`
	Present []string    `yaml:"present"`
	Closed  int         `yaml:"closed"`
	Agenda  []plotPoint `yaml:"agenda"`
}

// plotPoint is a point of an agenda, what it is about, and how many were for and
// against what was decided there; with nobody on either side all agreed.
type plotPoint struct {
	Key       string       `yaml:"key"`
	Report    string       `yaml:"report"`   // its key
	Decision  string       `yaml:"decision"` // its key
	Minutes   int          `yaml:"minutes"`
	Presenter string       `yaml:"presenter"`
	For       int          `yaml:"for"`
	Against   int          `yaml:"against"`
	Actions   []plotAction `yaml:"actions"`
}

// plotAction is what somebody has to do after a meeting, and when it was done.
type plotAction struct {
	Key   string `yaml:"key"`
	Owner string `yaml:"owner"`
	Due   int    `yaml:"due"`
	Done  *int   `yaml:"done"`
}

// meeting plans a meeting and, when anybody was there, holds it.
func (r *replay) meeting(p plotMeeting) {
	r.at(p.Planned, "lead", func(ctx context.Context, k project.Scope) error {
		words := "demo.meeting." + p.Key
		m, err := r.Committee.Meetings.CreateFrom(ctx, k, committee.MeetingDraft{
			Title: r.word(words, "title"), Location: r.word(words, "place"), HeldOn: on(r.today(), p.At), StartsAt: p.From, EndsAt: p.To}, words, record.Origin{})
		r.noted(committee.MeetingKind, p.Key, m.ID)
		return err
	})
	for _, one := range p.Agenda {
		r.at(max(p.Planned, min(p.At, 0)-1), "lead", func(ctx context.Context, k project.Scope) error { return r.point(ctx, k, p, one) })
	}
	if len(p.Present) == 0 {
		return
	}
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error { return r.meet(ctx, k, p) })
	r.at(p.Closed, "lead", func(ctx context.Context, k project.Scope) error {
		m, err := r.Meetings.Read(ctx, k, r.refs["meeting."+p.Key].ID)
		if err == nil {
			err = r.Meetings.Close(ctx, k, m.ID, m.Version)
		}
		return err
	})
	for _, one := range p.Agenda {
		for _, a := range one.Actions {
			if a.Done != nil {
				r.at(*a.Done, a.Owner, func(ctx context.Context, k project.Scope) error { return r.carryOut(ctx, k, p, a) })
			}
		}
	}
}

// point puts a point onto an agenda.
func (r *replay) point(ctx context.Context, k project.Scope, m plotMeeting, p plotPoint) error {
	words := "demo.agenda." + p.Key
	d := committee.ItemDraft{Title: r.word(words, "title"), Minutes: p.Minutes, PresenterID: r.people[p.Presenter], MeetingID: r.refs["meeting."+m.Key].ID}
	switch {
	case p.Report != "":
		d.Kind, d.RefID = committee.OfReport, r.refs[string(report.IssuedKind)+"."+p.Report].ID
	case p.Decision != "":
		d.Kind, d.RefID = committee.OfDecision, r.refs["decision."+p.Decision].ID
	}
	made, err := r.Committee.Items.CreateFrom(ctx, k, d, words, record.Origin{})
	r.noted(committee.ItemKind, p.Key, made.ID)
	return err
}

// meet notes who was there, what was said and decided, and who has to do what.
func (r *replay) meet(ctx context.Context, k project.Scope, p plotMeeting) error {
	m, err := r.Committee.Meetings.One(ctx, k, r.refs["meeting."+p.Key].ID)
	if err != nil {
		return err
	}
	d := committee.AttendanceDraft{Version: m.Version}
	for _, who := range p.Present {
		d.Present = append(d.Present, r.people[who])
	}
	if _, err = r.Committee.Attend(ctx, k, m.ID, d); err != nil {
		return err
	}
	for _, one := range p.Agenda {
		if err := r.take(ctx, k, m.ID, one); err != nil {
			return err
		}
	}
	return nil
}

// take takes a point up.
func (r *replay) take(ctx context.Context, k project.Scope, meetingID string, p plotPoint) error {
	id := r.refs["meeting_item."+p.Key].ID
	for _, a := range p.Actions {
		words := "demo.action." + a.Key
		made, err := r.Committee.Actions.CreateFrom(ctx, k, committee.ActionDraft{Title: r.word(words, "title"), OwnerID: r.people[a.Owner],
			DueOn: on(r.today(), a.Due), MeetingID: meetingID, ItemID: id}, words, record.Origin{})
		if err != nil {
			return err
		}
		r.noted(committee.ActionKind, a.Key, made.ID)
	}
	item, err := r.Committee.Items.One(ctx, k, id)
	if err != nil {
		return err
	}
	item, err = r.Committee.Items.Change(ctx, k, id, item.Version, func(i *committee.Item) error {
		i.Said = r.word("demo.agenda."+p.Key, "said")
		return nil
	})
	if err != nil || p.Decision == "" {
		return err
	}
	asked, err := r.Decisions.One(ctx, k, item.RefID)
	if err != nil {
		return err
	}
	words := "demo.decision." + p.Decision
	return r.Meetings.Decide(ctx, k, meetingID, id, Verdict{Choice: r.word(words, "choice"), Reason: r.word(words, "reason"),
		For: p.For, Against: p.Against, Seen: asked.Version, Version: item.Version})
}

// carryOut marks the task of an action as done.
func (r *replay) carryOut(ctx context.Context, k project.Scope, m plotMeeting, p plotAction) error {
	actions, err := r.Committee.ActionsOf(ctx, k, r.refs["meeting."+m.Key].ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(actions, func(a committee.Action) bool { return a.ID == r.refs["meeting_action."+p.Key].ID })
	task, err := r.Plan.Tasks.One(ctx, k, actions[i].TaskID)
	if err != nil {
		return err
	}
	d := task.Draft(k.Text)
	d.Status, d.ActualFinish = rollout.Done, on(r.today(), *p.Done)
	_, err = r.Plan.Tasks.Save(ctx, k, task.ID, d)
	return err
}

// plotVote is a member's answer by circulation: the number of an option.
type plotVote struct {
	At     int    `yaml:"at"`
	By     string `yaml:"by"`
	Choice string `yaml:"choice"`
}

func (v plotVote) ballot() decision.Ballot { return decision.Ballot{Choice: cmp.Or(v.Choice, "0")} }
