package committee_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
)

// meanwhile does something beside a transaction that is under way, and waits until that
// has come as far as it can.
func meanwhile(does func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- does() }()
	time.Sleep(400 * time.Millisecond)
	return done
}

func TestNothingIsWrittenOfAMeetingWhileItsMinutesAreBeingClosed(t *testing.T) {
	benches(t, []string{"Sigrid Nyqvist"}, func(t *testing.T, b *bench) {
		m, err := b.Meetings.Create(t.Context(), b.key, committee.MeetingDraft{Title: "Board", HeldOn: today(), Status: committee.Held})
		b.must(err)
		item, err := b.Items.Create(t.Context(), b.key, committee.ItemDraft{Title: "Budget", MeetingID: m.ID})
		b.must(err)
		action, err := b.Actions.Create(t.Context(), b.key, committee.ActionDraft{Title: "Book a room", MeetingID: m.ID, ItemID: item.ID})
		b.must(err)
		late := map[string]<-chan error{}
		_, err = b.Close(t.Context(), b.key, m.ID, m.Version, func(context.Context, committee.Meeting) (committee.Minutes, error) {
			ctx := t.Context()
			for what, does := range map[string]func() error{
				"what was said": func() error {
					d := item.Draft(b.key.Text)
					d.Said = "Something else"
					_, err := b.Items.Save(ctx, b.key, item.ID, d)
					return err
				},
				"a point": func() error {
					_, err := b.Items.Create(ctx, b.key, committee.ItemDraft{Title: "More", MeetingID: m.ID})
					return err
				},
				"an action": func() error {
					_, err := b.Actions.Create(ctx, b.key, committee.ActionDraft{Title: "More", MeetingID: m.ID, ItemID: item.ID})
					return err
				},
				"an action's end": func() error {
					_, err := b.Actions.Delete(ctx, b.key, action.ID, action.Version)
					return err
				},
			} {
				late[what] = meanwhile(does)
			}
			return committee.Minutes{Input: "{}"}, nil
		})
		b.must(err)
		for what, done := range late {
			b.refused(<-done, "meeting.fault.closed", what)
		}
		if now, err := b.Items.One(t.Context(), b.key, item.ID); err != nil || now.Said != "" {
			t.Errorf("%+v, %v", now, err)
		}
	})
}

func TestTwoDeputiesOfAMemberAreNotNamedAtOnce(t *testing.T) {
	benches(t, []string{"Sigrid Nyqvist"}, func(t *testing.T, b *bench) {
		b.person("Ulf Rask")
		b.person("Ebba Tjärnlund")
		names := func(ctx context.Context, deputy string) error {
			_, err := b.Deputies.Create(ctx, b.key, committee.DeputyDraft{MemberID: b.who["Sigrid Nyqvist"], DeputyID: b.who[deputy], FromOn: today(), ToOn: today().AddDays(7)})
			return err
		}
		var second <-chan error
		b.must(b.db.Write(t.Context(), func(ctx context.Context, _ *gorm.DB) error {
			err := names(ctx, "Ulf Rask")
			second = meanwhile(func() error { return names(t.Context(), "Ebba Tjärnlund") })
			return err
		}))
		b.refused(<-second, "from_on", "another deputy on the same days")
	})
}

func TestADeputyWhoHasTakenASeatIsCalledInIt(t *testing.T) {
	benches(t, []string{"Sigrid Nyqvist"}, func(t *testing.T, b *bench) {
		b.person("Ulf Rask")
		_, err := b.Deputies.Create(t.Context(), b.key, committee.DeputyDraft{MemberID: b.who["Sigrid Nyqvist"], DeputyID: b.who["Ulf Rask"], FromOn: today(), ToOn: today().AddDays(7)})
		b.must(err)
		_, err = b.Members.Create(t.Context(), b.key, committee.MemberDraft{PersonID: b.who["Ulf Rask"]})
		b.must(err)
		m, err := b.Meetings.Create(t.Context(), b.key, committee.MeetingDraft{Title: "Board", HeldOn: today(), Status: committee.Planned})
		b.must(err)
		parts := map[string]committee.Part{}
		for _, p := range m.Participants {
			parts[p.PersonID] = p.Role
		}
		if len(m.Participants) != 2 || parts[b.who["Ulf Rask"]] != committee.MemberPart {
			t.Errorf("called are %+v", m.Participants)
		}
	})
}
