// Package letters holds what pages say of letters that are on their way, and of the
// links that are given to those who have no account.
package letters

import (
	"context"
	"slices"
	"time"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/dispatch"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// Roll is what a lead sees of those who were asked for something, and does about them.
type Roll struct {
	Askings       map[string]dispatch.Sending // by who was asked
	Passes        []committee.Handed
	Handed        account.Handed // a link that was just made
	Again, Revoke partial.Form
	Over          bool // nobody is asked again
	Zone          *time.Location
}

// links are those of somebody who was asked: the ones that lead somewhere, or else the
// latest.
func (r Roll) links(a committee.Asked) []committee.Handed {
	var open, last []committee.Handed
	for _, h := range r.Passes {
		if h.AskedID != a.ID {
			continue
		}
		if h.Open() {
			open = append(open, h)
		} else if last == nil {
			last = append(last, h)
		}
	}
	if open != nil {
		return open
	}
	return last
}

// HasOpen reports whether somebody who was asked has a link that leads somewhere.
func (r Roll) HasOpen(a committee.Asked) bool {
	return slices.ContainsFunc(r.Passes, func(h committee.Handed) bool { return h.AskedID == a.ID && h.Open() })
}

// handedOver reports whether a letter that went nowhere matters no more, since its
// reader has a link.
func (r Roll) handedOver(a committee.Asked, s dispatch.Sending) bool {
	return s.State == dispatch.Failed && r.HasOpen(a)
}

// againLabel says what asking again does.
func (r Roll) againLabel(t *i18n.Text, a committee.Asked) string {
	if s, written := r.Askings[a.ID]; written && s.Account {
		return t.T("asked.again")
	}
	return t.T("asked.new_link")
}

func passTone(s committee.PassState) partial.Tone {
	switch s {
	case committee.Signed, committee.Answered:
		return partial.Good
	case committee.Opened:
		return partial.Active
	case committee.Revoked:
		return partial.Bad
	case committee.Expired:
		return partial.Warn
	}
	return partial.Idle
}

// Named is who was asked, and for whom.
func Named(t *i18n.Text, a committee.Asked) string { return InPlace(t, a.Name, a.ForName) }

// InPlace is somebody with the member for whom they stand in, if there is one.
func InPlace(t *i18n.Text, name, of string) string {
	if of == "" {
		return name
	}
	return t.T("asked.in_place", "name", name, "for", of)
}

// Tone is how a sending looks.
func Tone(s dispatch.Sending) partial.Tone {
	switch {
	case s.State == dispatch.Sent:
		return partial.Good
	case s.State == dispatch.Failed:
		return partial.Bad
	case s.Tried():
		return partial.Warn
	}
	return partial.Active
}

// Standing is how far a sending has come, in a word.
func Standing(ctx context.Context, s dispatch.Sending) string {
	if s.Tried() {
		return i18n.T(ctx, "schedule.standing.tried")
	}
	return i18n.T(ctx, "schedule.standing."+string(s.State))
}

// When is since when, or from when on, or how often.
func When(ctx context.Context, s dispatch.Sending, zone *time.Location) string {
	t := i18n.From(ctx)
	switch {
	case s.SentAt != nil:
		return t.Instant(*s.SentAt, zone)
	case s.Attempts > 0:
		return i18n.N(ctx, "schedule.attempts", int(s.Attempts))
	case s.State == dispatch.Waiting:
		return i18n.T(ctx, "schedule.from", "at", t.Instant(s.DueAt, zone))
	}
	return ""
}

// Said is what went wrong, in words where they are ours.
func Said(ctx context.Context, s dispatch.Sending) string {
	if s.State == dispatch.Sent || s.LastError == "" {
		return ""
	}
	if key := "schedule.error." + s.LastError; i18n.From(ctx).Has(key) {
		return i18n.T(ctx, key)
	}
	return i18n.T(ctx, "schedule.error_said", "said", s.LastError)
}
