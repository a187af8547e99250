package committee

import (
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Attendance is how many of the committee's seats were taken at a meeting, by members
// or their deputies.
type Attendance struct{ Present, Members int }

// Attendance counts the committee's own seats, whoever was called to a meeting; of one
// whose minutes are closed, those that were the committee's then.
func (b Board) Attendance(m Meeting) Attendance {
	var seats []string
	if m.Closed() {
		for _, p := range m.Participants {
			if p.Role.Seated() {
				seats = append(seats, p.PersonID)
			}
		}
	} else {
		for _, one := range b.Members {
			seats = append(seats, one.PersonID)
		}
	}
	a := Attendance{Members: len(seats)}
	for _, seat := range seats {
		if slices.ContainsFunc(m.Participants, func(p Participant) bool { return p.Present && p.sitsFor(seat) }) {
			a.Present++
		}
	}
	return a
}

// sitsFor reports whether somebody takes a member's seat, who may be they themselves.
func (p Participant) sitsFor(seat string) bool {
	return p.Role.Seated() && p.PersonID == seat || p.Role == DeputyPart && p.ForID == seat
}

// roll are those who took part with each seat of the committee among them: what closed
// minutes tell. Who was called as a member and has no seat is a guest.
func (b Board) roll(all []Participant) []Participant {
	all = slices.Clone(all)
	there := map[string]bool{}
	for i := range all {
		p := &all[i]
		if p.Role.Seated() && !b.Has(p.PersonID) {
			p.Role = Guest
		}
		there[p.PersonID] = true
	}
	for _, one := range b.Members {
		if !there[one.PersonID] {
			all = append(all, Participant{PersonID: one.PersonID, Role: MemberPart})
		}
	}
	return all
}

// checkSeats sees to it that only members take a seat, or who stands in for one on the
// day of the meeting. What was so before is not asked again.
func checkSeats(tx *gorm.DB, key project.Scope, before, m *Meeting) error {
	var taken []Participant
	for _, p := range m.Participants {
		if p.Role != Guest && !before.had(p, m) {
			taken = append(taken, p)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	members, err := membersOf(tx, key)
	if err != nil {
		return err
	}
	var deputies []Deputy
	if err := rows[Deputy](tx, key).Where("from_on <= ? AND to_on >= ?", m.HeldOn, m.HeldOn).Find(&deputies).Error; err != nil {
		return err
	}
	for _, p := range taken {
		switch {
		case p.Role.Seated() && !slices.ContainsFunc(members, func(one Member) bool { return one.PersonID == p.PersonID }):
			return fault.Broken("meeting.fault.no_seat")
		case p.Role == DeputyPart && !slices.ContainsFunc(deputies, func(d Deputy) bool { return d.DeputyID == p.PersonID && d.MemberID == p.ForID }):
			return fault.Broken("meeting.fault.no_deputy")
		}
	}
	return nil
}

// had reports whether somebody took the same part before; who is there counts on the
// day of the meeting alone.
func (m *Meeting) had(p Participant, after *Meeting) bool {
	return slices.ContainsFunc(m.Participants, func(o Participant) bool {
		same := o.PersonID == p.PersonID && o.Role == p.Role && o.ForID == p.ForID
		return same && (!p.Present || o.Present && m.HeldOn == after.HeldOn)
	})
}
