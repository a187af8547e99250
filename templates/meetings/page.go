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
	"stegvis/app/decision"
	"stegvis/app/flow"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/rollout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
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
	Home      string
	Project   string // the address of its pages
	Meeting   flow.Meeting
	People    []partial.Option
	Names     map[string]string
	Languages []reports.Language
	Open      []flow.OpenMatter // what may go onto the agenda
	Form      partial.Form
	Attend    partial.Form
	Add       partial.Form
	Propose   partial.Form
	Move      partial.Form // begins the addresses of what moves a point
	Tasks     partial.Form
	Close     partial.Form
	Delete    partial.Form
	MayEdit   bool
}

// ItemPage is a point of an agenda.
type ItemPage struct {
	Home      string // of the meeting
	Project   string
	Meeting   flow.Meeting
	Point     flow.Point
	Before    *flow.Point
	After     *flow.Point
	People    []partial.Option
	Names     map[string]string
	Form      partial.Form
	Verdict   partial.Form
	Delete    partial.Form
	Action    partial.Form
	Edits     []partial.Form // of the actions, in their order
	Drops     []partial.Form
	MayEdit   bool
	MayDecide bool
}

// Seen is the version of the question that a point is about.
func Seen(p flow.Point) int64 {
	if p.Decision == nil {
		return 0
	}
	return p.Decision.Version
}

// Deciding reports whether the form to decide is shown.
func (p ItemPage) Deciding() bool {
	return p.MayDecide && p.Point.DecisionID == "" && (p.Point.Decision == nil || p.Point.Decision.Status == decision.Asked)
}

// picked reports whether something open is ticked; all are until somebody has looked.
func (p OnePage) picked(o flow.OpenMatter) bool {
	return !p.Propose.NeedsLook() || p.Propose.Checked("pick", o.Pick())
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
func AttendanceSentence(t *i18n.Text, m flow.Meeting) string {
	a, r := m.Attendance(), m.Rule()
	key := "meeting.short_of_quorum"
	if m.Quorate() {
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

// votesSaid are the votes of what was decided, or that all agreed.
func votesSaid(ctx context.Context, i committee.Item) string {
	if v := i.Votes(0); v.Cast() > 0 {
		return i18n.T(ctx, "meeting.votes", "for", v.For, "against", v.Against, "abstained", v.Abstained)
	}
	return i18n.T(ctx, "report.minutes.agreed")
}

func outcomes(ctx context.Context) []partial.Option {
	return partial.Options(rollout.Outcomes(), func(o rollout.Outcome) string { return i18n.T(ctx, "rollout.outcome."+string(o)) })
}

// doing lists what is told of an action beside its title.
func doing(ctx context.Context, names map[string]string, d flow.Doing) string {
	var parts []string
	if who := names[d.Owner()]; who != "" {
		parts = append(parts, who)
	}
	if !d.DueOn.IsZero() {
		parts = append(parts, i18n.T(ctx, "meeting.by_day", "day", i18n.From(ctx).Day(d.DueOn)))
	}
	return strings.Join(parts, ", ")
}

func decimal(n int) string { return strconv.Itoa(n) }

// over is by how many minutes the agenda is longer than the meeting.
func (p OnePage) over() int {
	if p.Meeting.Meeting.Minutes() == 0 {
		return 0
	}
	return max(p.Meeting.Planned()-p.Meeting.Meeting.Minutes(), 0)
}

// refused is why nothing was decided, where no field shows it.
func (p ItemPage) refused() string {
	if p.Deciding() {
		return ""
	}
	return p.Verdict.Error("") + p.Action.Error("")
}
