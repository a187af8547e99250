package flow

import (
	"context"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
)

// ally puts somebody into the coalition.
func (r *replay) ally(p plotAlly) {
	key := "demo.coalition." + p.Key
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
		_, err := r.Involved.Members.CreateFrom(ctx, k, stakeholder.MemberDraft{
			PersonID: r.people[p.Who], Part: p.Part, Note: r.word(key, "note"), JoinedOn: on(r.today(), p.At),
		}, key, record.Origin{})
		return err
	})
}

// party notes a stakeholder, and each change of what it thinks.
func (r *replay) party(p plotParty) {
	var row stakeholder.Party
	key := "demo.stakeholder." + p.Key
	for i, stood := range p.Stood {
		r.at(stood.At, "consultant", func(ctx context.Context, k project.Scope) (err error) {
			if i > 0 {
				d := row.Draft(k.Text)
				d.Support = stood.Support
				row, err = r.Involved.Parties.Save(ctx, k, row.ID, d)
				return err
			}
			d := stakeholder.PartyDraft{Sort: stakeholder.Group, Name: r.word(key, "name"), Department: r.word(key, "department"), Concerns: r.word(key, "concerns"),
				Influence: p.Influence, Support: stood.Support, Wanted: p.Wanted, OwnerID: r.people[p.Talks], Tags: p.tags()}
			if p.Who != "" {
				d.Sort, d.PersonID, d.Name = stakeholder.Person, r.people[p.Who], ""
			}
			if p.TalkOn != nil {
				d.TalkOn = on(r.today(), *p.TalkOn)
			}
			row, err = r.Involved.Parties.CreateFrom(ctx, k, d, key, record.Origin{})
			return err
		})
	}
}

// message plans what is said a month ahead, and notes that it was said.
func (r *replay) message(p plotMessage) {
	var row stakeholder.Message
	key := "demo.message." + p.Key
	r.at(max(min(p.Planned-30, -30), -182), "consultant", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Involved.Messages.CreateFrom(ctx, k, stakeholder.MessageDraft{
			Subject: r.word(key, "text"), Audience: r.word(key, "audience"), Channel: p.Channel, SenderID: r.people[p.By],
			PlannedOn: on(r.today(), p.Planned), Status: stakeholder.MessagePlanned, Tags: p.tags(),
		}, key, record.Origin{})
		return err
	})
	if p.Sent != nil {
		r.at(*p.Sent, p.By, func(ctx context.Context, k project.Scope) error {
			d := row.Draft(k.Text)
			d.Status, d.SentOn, d.Reach = stakeholder.MessageSent, on(r.today(), *p.Sent), p.Reach
			_, err := r.Involved.Messages.Save(ctx, k, row.ID, d)
			return err
		})
	}
}

// training plans a training some weeks ahead, and notes who came.
func (r *replay) training(p plotTraining) {
	var row stakeholder.Training
	key := "demo.training." + p.Key
	r.at(min(p.Planned-40, -35), "lead", func(ctx context.Context, k project.Scope) (err error) {
		row, err = r.Involved.Trainings.CreateFrom(ctx, k, stakeholder.TrainingDraft{
			Topic: r.word(key, "topic"), Audience: r.word(key, "audience"), Trainer: r.names[p.By], PlannedOn: on(r.today(), p.Planned),
			Minutes: p.Hours * 60, Places: p.Places, Status: stakeholder.TrainingPlanned, Tags: p.tags(),
		}, key, record.Origin{})
		return err
	})
	if p.Held != nil {
		r.at(*p.Held, p.By, func(ctx context.Context, k project.Scope) error {
			d := row.Draft(k.Text)
			d.Status, d.HeldOn, d.Attended = stakeholder.TrainingHeld, on(r.today(), *p.Held), p.Attended
			_, err := r.Involved.Trainings.Save(ctx, k, row.ID, d)
			return err
		})
	}
}

// comment says something about a risk or a task.
func (r *replay) comment(p plotComment) {
	key := "demo.comment." + p.Key + ".body"
	r.at(p.At, p.By, func(ctx context.Context, k project.Scope) error {
		_, err := r.Attached.Comment(ctx, k, r.refs[p.On], record.CommentDraft{Body: r.system.Text.T(key), TextKey: key})
		return err
	})
}
