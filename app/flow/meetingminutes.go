package flow

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
)

// Close closes a meeting's minutes: each action that is no task yet becomes one, and
// what the minutes say is kept as it stands now. Nothing of the meeting changes
// afterwards.
func (s *Meetings) Close(ctx context.Context, key project.Scope, id string, version int64) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if _, err := s.MakeTasks(ctx, key, id); err != nil {
			return err
		}
		_, err := s.committee.Close(ctx, key, id, version, func(ctx context.Context, m committee.Meeting) (committee.Minutes, error) {
			in, err := s.compose(ctx, key, m.ID)
			if err != nil {
				return committee.Minutes{}, err
			}
			return s.reports.Closed(ctx, in, key.Text)
		})
		return err
	})
}

// Minutes are the minutes of a meeting as a file in a language. Closed ones are what was
// kept when they were closed; open ones are marked as a draft.
func (s *Meetings) Minutes(ctx context.Context, key project.Scope, id string, t *i18n.Text) (report.File, error) {
	m, err := s.committee.Meetings.One(ctx, key, id)
	if err != nil {
		return report.File{}, err
	}
	if m.Closed() {
		kept, err := s.committee.MinutesOf(ctx, key, id)
		if err != nil {
			return report.File{}, err
		}
		return s.reports.MinutesFile(ctx, key, kept, t)
	}
	in, err := s.compose(ctx, key, id)
	if err != nil {
		return report.File{}, err
	}
	frozen, err := in.Freeze()
	if err != nil {
		return report.File{}, err
	}
	return s.reports.Rendered(ctx, key, frozen, t)
}

// compose is what the minutes of a meeting say.
func (s *Meetings) compose(ctx context.Context, key project.Scope, id string) (report.Input, error) {
	m, err := s.Read(ctx, key, id)
	if err != nil {
		return report.Input{}, err
	}
	people, err := s.projects.People(ctx, key)
	if err != nil {
		return report.Input{}, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	there := m.Attendance()
	minutes := report.Minutes{
		Day: m.HeldOn, From: m.StartsAt, To: m.EndsAt, Place: m.Where(), Rule: m.Rule(), Present: there.Present, Members: there.Members, Unheld: m.Status != committee.Held,
		ClosedBy: m.ClosedBy, ClosedAt: m.ClosedAt, Zone: key.Project.TimeZone,
	}
	for _, p := range m.Participants {
		minutes.People = append(minutes.People, report.Attendant{Name: p.Name, Part: p.Role, For: p.For, Present: p.Present})
	}
	for _, p := range m.Points {
		minutes.Points = append(minutes.Points, told(p, names, there.Members))
	}
	number := int64(0)
	if m.Closed() {
		number = m.Number
	}
	return s.reports.OfMeeting(ctx, key, report.Subject{ID: m.ID, Name: m.Titled()}, number, minutes)
}

// told is a point as the minutes tell of it.
func told(p Point, names map[string]string, members int) report.MinutesPoint {
	point := report.MinutesPoint{Kind: p.Kind, Title: p.Titled(), Presenter: names[p.Presenter()], Said: p.Told()}
	switch {
	case p.Decision != nil:
		point.Code = p.Decision.Code()
	case p.Report != nil:
		point.Report = &report.Called{Kind: p.Report.Kind, Number: p.Report.Number, Name: p.Report.Name, Seal: p.Report.Seal()}
	}
	if d := p.Decided; d != nil {
		point.Decided = decided(*d)
		if v := p.Votes(members); v.Cast() > 0 {
			point.Decided.Votes = &v
		}
	}
	for _, a := range p.Actions {
		action := report.MinutesAction{Title: a.Titled(), Owner: names[a.Owner()], Due: a.DueOn}
		if a.Task != nil {
			action.Code = a.Task.Code()
		}
		point.Actions = append(point.Actions, action)
	}
	return point
}

func decided(d decision.Decision) *report.MinutesDecision {
	return &report.MinutesDecision{ID: d.ID, Code: d.Code(), Question: d.Asks(), Choice: d.Chose(), Reason: d.Phrase("reason", d.Reason)}
}
