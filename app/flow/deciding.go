package flow

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Deciding is how the steering committee decides: in its meetings, or by circulation
// and by its own rule.
type Deciding struct {
	db        *database.DB
	decisions *decision.Register
	committee *committee.Committees
	post      *dispatch.Post
}

// NewDeciding takes the slices, and who writes to those that have no account.
func NewDeciding(db *database.DB, decisions *decision.Register, boards *committee.Committees, post *dispatch.Post) *Deciding {
	return &Deciding{db, decisions, boards, post}
}

// Decide writes a verdict down. By circulation nothing is decided but by closing it,
// and a meeting that is named must have been held and quorate.
func (s *Deciding) Decide(ctx context.Context, key project.Scope, id string, v decision.Verdict) (decision.Decision, error) {
	var made decision.Decision
	if err := key.Require(project.Decide); err != nil {
		return made, err
	}
	if v.How == decision.Circulation {
		return made, fault.Field("how", "decision.fault.by_closing")
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		err := audit.Hold(tx, key.ProjectID) // so that the meeting stays as it is read
		if err == nil && v.MeetingID != "" {
			err = s.met(ctx, key, v.MeetingID)
		}
		if err == nil {
			made, err = s.decisions.Decide(ctx, key, id, v)
		}
		return err
	})
	return made, err
}

// met is nil for a meeting of the project that could decide.
func (s *Deciding) met(ctx context.Context, key project.Scope, id string) error {
	m, err := s.committee.Meetings.One(ctx, key, id)
	if fault.Is(err, fault.NotFound) {
		return fault.Field("meeting_id", "fault.field.unknown")
	}
	if err != nil {
		return err
	}
	board, err := s.committee.Board(ctx, key)
	there, rule := board.Attendance(m), board.Committee.Rule
	switch {
	case err != nil:
		return err
	case m.Status != committee.Held:
		return fault.Broken("meeting.fault.not_held")
	case !rule.Quorate(there.Present, there.Members):
		return fault.Broken("meeting.fault.not_quorate", "present", there.Present, "members", there.Members, "needed", rule.Needed(there.Members))
	}
	return nil
}

// Circulate puts a question to the members of the committee, of whom there must be
// any, and writes to those who have no account by which to answer.
func (s *Deciding) Circulate(ctx context.Context, key project.Scope, id string, version int64) (decision.Decision, error) {
	var put decision.Decision
	err := s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		var err error
		if put, err = s.circulate(ctx, key, id, version); err == nil {
			err = s.post.PutToVoices(ctx, key, put.ID)
		}
		return err
	})
	return put, err
}

// circulate puts a question to the members without a word to anybody.
func (s *Deciding) circulate(ctx context.Context, key project.Scope, id string, version int64) (decision.Decision, error) {
	var put decision.Decision
	if err := key.Require(project.EditRegisters); err != nil {
		return put, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		board, err := s.committee.Board(ctx, key)
		if err == nil && len(board.Members) == 0 {
			err = fault.Broken("decision.fault.members_needed")
		}
		if err == nil {
			put, err = s.decisions.Circulate(ctx, key, id, version)
		}
		return err
	})
	return put, err
}

// Vote answers a question in the seat of whoever does this: their own, or that of
// the member for whom they stand in today. The seat lets them, whatever their role, as
// it does with a report that is to be signed.
func (s *Deciding) Vote(ctx context.Context, key project.Scope, id string, b decision.Ballot) error {
	if err := key.Require(project.Read); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		board, err := s.committee.Board(ctx, key)
		if err != nil {
			return err
		}
		seat := seatOf(board, key)
		if seat == "" {
			return fault.Broken("decision.fault.no_seat")
		}
		gone, err := s.committee.Left(ctx, key)
		if err == nil && gone {
			err = fault.Broken("decision.fault.left")
		}
		if err != nil {
			return err
		}
		return s.decisions.Vote(ctx, key, id, seat, b)
	})
}

// seatOf is the member in whose seat somebody sits today, "" for nobody's. A member
// for whom another stands in may answer all the same: the latest answer counts.
func seatOf(b committee.Board, key project.Scope) string {
	switch {
	case key.PersonID == "":
		return ""
	case b.Has(key.PersonID):
		return key.PersonID
	}
	for _, d := range b.Deputies {
		if d.DeputyID == key.PersonID && d.InForce(key.Today()) && b.Has(d.MemberID) {
			return d.MemberID
		}
	}
	return ""
}

// Balloted is a question as the bearer of a link sees it.
type Balloted struct {
	Decision decision.Decision
	Tally    Tally
	Left     bool // the bearer is in the project no more
}

// Ballot is a question for the bearer of a link.
func (s *Deciding) Ballot(ctx context.Context, key project.Scope, id string) (Balloted, error) {
	var b Balloted
	var err error
	if b.Decision, err = s.decisions.One(ctx, key, id); err != nil {
		return b, err
	}
	if b.Tally, err = s.Tally(ctx, key, b.Decision); err != nil {
		return b, err
	}
	b.Left, err = s.committee.Left(ctx, key)
	return b, err
}

// Close writes down what the members have answered when the committee's rule is met,
// with how many were for and against. It is refused when another option is carried by now
// than was read, by its number; 0 is any.
func (s *Deciding) Close(ctx context.Context, key project.Scope, id string, version int64, read int) (decision.Decision, error) {
	var made decision.Decision
	if err := key.Require(project.Manage); err != nil {
		return made, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody answers meanwhile
			return err
		}
		d, err := s.decisions.One(ctx, key, id)
		if err != nil {
			return err
		}
		tally, err := s.Tally(ctx, key, d)
		if err != nil {
			return err
		}
		if d.Circulating() && tally.Carried == 0 {
			return fault.Broken("decision.fault.not_carried")
		}
		if read != 0 && tally.Carried != 0 && read != tally.Carried {
			return fault.Broken("decision.fault.moved")
		}
		v := decision.Verdict{Reason: tally.Said(key.Text)}
		if tally.Carried > 0 {
			v.Choice = tally.Options[tally.Carried-1].Text
		}
		made, err = s.decisions.Settle(ctx, key, id, version, v)
		return err
	})
	return made, err
}
