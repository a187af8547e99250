// Package meetings holds the pages of the steering committee: who is in it, how it
// decides, and its meetings.
package meetings

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"stegvis/app/committee"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// CommitteePage is who is in the committee and how it decides.
type CommitteePage struct {
	Home      string // of the project
	Board     committee.Board
	Today     date.Day
	Self      string // the reader's person
	People    []partial.Option
	Rule      partial.Form
	Seat      partial.Form
	Deputy    partial.Form
	End       partial.Form // begins the addresses of what takes a seat or a deputy away
	MayManage bool
	MayName   bool // a deputy
	MayAny    bool // name one for anybody
}

// seats are the members as choices: those for whom the reader may name a deputy.
func (p CommitteePage) seats() []partial.Option {
	var all []partial.Option
	for _, m := range p.Board.Members {
		if p.MayAny || m.PersonID == p.Self {
			all = append(all, partial.Option{Value: m.PersonID, Label: m.Name})
		}
	}
	return all
}

// members are all members as choices.
func (p CommitteePage) members() []partial.Option {
	p.MayAny = true
	return p.seats()
}

// others are those of the project who have no seat.
func (p CommitteePage) others() []partial.Option {
	var all []partial.Option
	for _, o := range p.People {
		if !p.Board.Has(o.Value) {
			all = append(all, o)
		}
	}
	return all
}

// ListPage is all meetings.
type ListPage struct {
	Home    string
	Rows    []committee.Meeting
	List    partial.Listing
	Form    partial.Form
	MayPlan bool
}

// OnePage is a meeting.
type OnePage struct {
	Home    string
	Meeting committee.Meeting
	Rule    committee.Rule
	People  []partial.Option
	Form    partial.Form
	Attend  partial.Form
	Delete  partial.Form
	MayEdit bool
}

// absent are those who may still be called.
func (p OnePage) absent() []partial.Option {
	called := map[string]bool{}
	for _, one := range p.Meeting.Participants {
		called[one.PersonID] = true
	}
	var all []partial.Option
	for _, o := range p.People {
		if !called[o.Value] {
			all = append(all, o)
		}
	}
	return all
}

// seats are those of the meeting for whom somebody may sit.
func (p OnePage) seats() []partial.Option {
	var all []partial.Option
	for _, one := range p.Meeting.Participants {
		if one.Role.Seated() {
			all = append(all, partial.Option{Value: one.PersonID, Label: one.Name})
		}
	}
	return all
}

// partOf is what somebody takes part as, in words.
func partOf(ctx context.Context, p committee.Participant) string {
	if p.Role == committee.DeputyPart {
		return i18n.T(ctx, "meeting.deputy_for", "name", p.For)
	}
	return i18n.T(ctx, "meeting.part."+string(p.Role))
}

// MinutesKey is the key of what a list says of a meeting's minutes.
func MinutesKey(m committee.Meeting) string {
	switch {
	case m.Closed():
		return "meeting.minutes.closed"
	case m.Status == committee.Held:
		return "meeting.minutes.open"
	}
	return "meeting.minutes.none"
}

func statusTone(s committee.Status) partial.Tone {
	switch s {
	case committee.Planned:
		return partial.Active
	case committee.Held:
		return partial.Good
	}
	return partial.Idle
}

// times are from when to when a meeting takes.
func times(m committee.Meeting) string {
	if m.EndsAt == "" {
		return m.StartsAt
	}
	return m.StartsAt + "–" + m.EndsAt
}

// isWeb reports whether a place is an address to follow.
func isWeb(place string) bool {
	return strings.HasPrefix(place, "https://") || strings.HasPrefix(place, "http://")
}

func quorumWays(ctx context.Context) []partial.Option {
	return partial.Options(committee.QuorumWays(), func(w committee.QuorumBy) string { return i18n.T(ctx, "committee.quorum_by."+string(w)) })
}

func majorities(ctx context.Context) []partial.Option {
	return partial.Options(committee.Majorities(), func(m committee.Majority) string { return i18n.T(ctx, "committee.majority."+string(m)) })
}

func parts(ctx context.Context) []partial.Option {
	return partial.Options(committee.Parts(), func(p committee.Part) string { return i18n.T(ctx, "meeting.part."+string(p)) })
}

func statuses(ctx context.Context) []partial.Option {
	return partial.Options(committee.Statuses(), func(s committee.Status) string { return i18n.T(ctx, "meeting.status."+string(s)) })
}

// QuorumSentence says how many must take part.
func QuorumSentence(t *i18n.Text, r committee.Rule, members int) string {
	if members == 0 {
		return t.T("committee.quorum_empty")
	}
	needed := r.Needed(members)
	if needed > members {
		return t.T("committee.quorum_never", "needed", needed, "members", members)
	}
	if r.QuorumBy == committee.ByShare {
		return t.N("committee.quorum_share", needed, "share", r.Quorum, "members", members)
	}
	return t.N("committee.quorum_members", needed, "members", members)
}

// AttendanceSentence says how many were there and whether that suffices.
func AttendanceSentence(t *i18n.Text, m committee.Meeting, r committee.Rule) string {
	a := m.Attendance()
	key := "meeting.short_of_quorum"
	if r.Quorate(a.Present, a.Members) {
		key = "meeting.quorate"
	}
	return t.T(key, "present", a.Present, "members", a.Members, "needed", r.Needed(a.Members))
}

// present reports whether somebody is ticked as having been there.
func (p OnePage) present(one committee.Participant) bool {
	if p.Attend.NeedsLook() {
		return p.Attend.Checked("present", one.PersonID)
	}
	return one.Present
}

// partsFrom are the parts for whoever is called beside the committee, a guest first.
func partsFrom(ctx context.Context) []partial.Option {
	all := parts(ctx)
	slices.Reverse(all)
	return all
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }

// role is the part that is chosen for somebody.
func (p OnePage) role(one committee.Participant) string {
	return cmp.Or(p.Attend.Value("role["+one.PersonID+"]"), string(one.Role))
}

// ownParts are the parts of those who sit for themselves.
func ownParts(ctx context.Context) []partial.Option {
	return slices.DeleteFunc(parts(ctx), func(o partial.Option) bool { return o.Value == string(committee.DeputyPart) })
}
