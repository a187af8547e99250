package committee

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Part is as what somebody takes part in a meeting.
type Part string

// The parts.
const (
	Chair      Part = "chair"
	MemberPart Part = "member"
	DeputyPart Part = "deputy"
	Guest      Part = "guest"
)

// Parts lists the parts, the one that counts most first.
func Parts() []Part { return []Part{Chair, MemberPart, DeputyPart, Guest} }

// Seated reports whether whoever plays the part has a seat of their own.
func (p Part) Seated() bool { return p == Chair || p == MemberPart }

// Participant is somebody who is called to a meeting, and whether they were there.
type Participant struct {
	MeetingID      string `json:"-" gorm:"primaryKey"`
	PersonID       string `json:"person_id" gorm:"primaryKey"`
	OrganisationID string `json:"-"`
	ProjectID      string `json:"-"`
	Role           Part   `json:"role"`
	ForID          string `json:"for_id"` // the person for whom a deputy sits
	Present        bool   `json:"present"`
	Name           string `json:"name" gorm:"-"`
	For            string `json:"for" gorm:"-"` // by name
}

// TableName tells GORM.
func (Participant) TableName() string { return "meeting_participant" }

// called are who is called to a meeting on a day: the members, and whoever stands in
// for one of them then and has not taken a seat since.
func (b Board) called(m *Meeting) []Participant {
	var all []Participant
	for _, one := range b.Members {
		role := MemberPart
		if b.Chairs(one.PersonID) {
			role = Chair
		}
		all = append(all, Participant{PersonID: one.PersonID, Role: role})
		if d, ok := b.For(one.PersonID, m.HeldOn); ok && !b.Has(d.DeputyID) {
			all = append(all, Participant{PersonID: d.DeputyID, Role: DeputyPart, ForID: one.PersonID})
		}
	}
	return all
}

// AttendanceDraft is who is called and who was there: by person the part, those who
// were there, those who are called no more, and one more.
type AttendanceDraft struct {
	Role    map[string]Part `form:"role" validate:"max=100,dive,oneof=chair member guest"` // of those who are no deputies
	Present []string        `form:"present" validate:"max=100,dive,max=36"`
	Drop    []string        `form:"drop" validate:"max=100,dive,max=36"`
	AddID   string          `form:"add_id" validate:"max=36"`
	AddRole Part            `form:"add_role" validate:"omitempty,oneof=chair member deputy guest"`
	AddFor  string          `form:"add_for" validate:"max=36"`
	Version int64           `form:"version"`
}

// mostParticipants is how many take part in a meeting at most.
const mostParticipants = 100

// Attend writes down who is called to a meeting and who was there.
func (s *Committees) Attend(ctx context.Context, key project.Scope, id string, d AttendanceDraft) (Meeting, error) {
	if err := key.Require(s.Meetings.May); err != nil {
		return Meeting{}, err
	}
	if err := validate.Draft(d); err != nil {
		return Meeting{}, err
	}
	return s.Meetings.Change(ctx, key, id, d.Version, func(m *Meeting) error {
		if m.Status == Planned && len(d.Present) > 0 && !m.HeldOn.After(key.Today()) { // whoever was there, it is held
			m.Status = Held
		}
		return m.attend(d)
	})
}

func (m *Meeting) attend(d AttendanceDraft) error {
	var all []Participant
	for _, p := range m.Participants {
		if slices.Contains(d.Drop, p.PersonID) {
			continue
		}
		if role, given := d.Role[p.PersonID]; given && p.Role != DeputyPart {
			p.Role = role
		}
		p.Present = slices.Contains(d.Present, p.PersonID)
		all = append(all, p)
	}
	if d.AddID != "" {
		if slices.ContainsFunc(all, func(p Participant) bool { return p.PersonID == d.AddID }) {
			return fault.Field("add_id", "meeting.fault.called")
		}
		all = append(all, Participant{PersonID: d.AddID, Role: cmp.Or(d.AddRole, Guest), ForID: d.AddFor})
	}
	m.Participants = all
	return m.parts()
}

// parts sees to it that each deputy sits for one member, and that one chairs.
func (m *Meeting) parts() error {
	if len(m.Participants) > mostParticipants {
		return fault.Field("add_id", "meeting.fault.many", "most", mostParticipants)
	}
	chairs, stood := 0, map[string]bool{}
	for i := range m.Participants {
		p := &m.Participants[i]
		if p.Role == Chair {
			chairs++
		}
		if p.Role != DeputyPart {
			p.ForID = ""
			continue
		}
		seat := slices.ContainsFunc(m.Participants, func(o Participant) bool { return o.PersonID == p.ForID && o.Role.Seated() })
		if !seat || stood[p.ForID] {
			return fault.Broken("meeting.fault.deputy")
		}
		stood[p.ForID] = true
	}
	if chairs > 1 {
		return fault.Broken("meeting.fault.chairs")
	}
	return nil
}

// keepMeeting writes down who takes part, and in which order the points stand. What
// is closed changes no more.
func (s *Committees) keepMeeting(_ context.Context, tx *gorm.DB, key project.Scope, before, m *Meeting) error {
	if before != nil && before.Closed() {
		return fault.Broken("meeting.fault.closed")
	}
	if err := keepOrder(tx, key, before, m); err != nil {
		return err
	}
	return keepParticipants(tx, key, before, m)
}

// keepParticipants writes down who takes part: in a new meeting, the committee; in one
// whose minutes are being closed, all of it.
func keepParticipants(tx *gorm.DB, key project.Scope, before, m *Meeting) error {
	if before == nil || m.Closed() {
		b, err := boardOf(tx, key)
		if err != nil {
			return err
		}
		if before == nil {
			m.Participants = b.called(m)
		} else {
			m.Participants = b.roll(m.Participants)
		}
	} else if err := checkSeats(tx, key, before, m); err != nil {
		return err
	}
	if before != nil {
		if slices.Equal(before.Participants, m.Participants) {
			return nil
		}
		if err := tx.Where("meeting_id = ?", m.ID).Delete(&Participant{}).Error; err != nil {
			return err
		}
	}
	if len(m.Participants) == 0 {
		return nil
	}
	var ids []string
	for i := range m.Participants {
		p := &m.Participants[i]
		p.MeetingID, p.OrganisationID, p.ProjectID = m.ID, key.OrganisationID, key.ProjectID
		ids = append(ids, p.PersonID)
	}
	people, err := peopleBy(tx, key, ids)
	if err != nil {
		return err
	}
	if len(people) < len(ids) {
		return fault.Field("add_id", "fault.field.unknown")
	}
	return tx.Create(&m.Participants).Error
}

// loadMeeting reads who takes part, in the order of their parts and names, and the
// order of the points.
func loadMeeting(tx *gorm.DB, key project.Scope, m *Meeting) error {
	err := tx.Where("meeting_id = ?", m.ID).
		Order("CASE role WHEN 'chair' THEN 0 WHEN 'member' THEN 1 WHEN 'deputy' THEN 2 ELSE 3 END, " + record.NameOf("meeting_participant", "person_id")).Find(&m.Participants).Error
	if err != nil {
		return err
	}
	var ids []string
	for _, p := range m.Participants {
		ids = append(ids, p.PersonID)
	}
	people, err := peopleBy(tx, key, ids)
	for i := range m.Participants {
		p := &m.Participants[i]
		p.Name, p.For = people[p.PersonID].Name, people[p.ForID].Name
	}
	if err != nil {
		return err
	}
	return loadOrder(tx, key, m)
}
