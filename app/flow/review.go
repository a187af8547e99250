package flow

import (
	"context"

	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/report"
)

// Reviews is how the committee reviews reports: within the app, or by a link that
// opens one report alone.
type Reviews struct {
	db        *database.DB
	committee *committee.Committees
	reports   *report.Reports
}

// NewReviews takes the rooms.
func NewReviews(db *database.DB, boards *committee.Committees, reports *report.Reports) *Reviews {
	return &Reviews{db, boards, reports}
}

// Reviewed is a report under review, as those see it who read and sign it.
type Reviewed struct {
	Report   report.Issued
	Review   committee.Review // without an id when nobody was asked
	Headings []report.Heading
	Sheets   []pdf.Screen
	Asked    *committee.Asked   // the reader's line in the roll
	Own      *committee.Signoff // the reader's last signature
	Left     bool               // the reader was asked and is there no more
}

// Signs reports whether the reader may sign; nobody may once the review is closed.
func (r Reviewed) Signs() bool { return r.Asked != nil && !r.Left && r.Review.Closing == nil }

// Comments reports whether the reader may say something: who signs, and who was not
// asked and comments on anything.
func (r Reviewed) Comments(key project.Scope) bool {
	return r.Signs() || r.Asked == nil && r.Review.Closing == nil && key.Allows(project.Comment)
}

// Read is a report with its review, for a reader.
func (s *Reviews) Read(ctx context.Context, key project.Scope, reportID string, in func(lang string) *i18n.Text) (Reviewed, error) {
	var r Reviewed
	var err error
	if r.Report, err = s.reports.One(ctx, key, reportID); err != nil {
		return r, err
	}
	if r.Review, err = s.committee.Review(ctx, key, reportID); err != nil {
		return r, err
	}
	if r.Headings, err = s.headings(ctx, key, reportID); err != nil {
		return r, err
	}
	file, err := s.reports.File(ctx, key, reportID, in(r.Report.Lang))
	if err != nil {
		return r, err
	}
	if r.Sheets, err = s.reports.Sheets(ctx, file.PDF); err != nil {
		return r, err
	}
	if a, asked := r.Review.Asked(key.PersonID); asked {
		r.Asked = &a
		r.Left, err = s.committee.Left(ctx, key)
	}
	if own, signed := r.Review.Last(key.PersonID); signed && key.PersonID != "" {
		r.Own = &own
	}
	return r, err
}

func (s *Reviews) headings(ctx context.Context, key project.Scope, reportID string) ([]report.Heading, error) {
	in, err := s.reports.Snapshot(ctx, key, reportID)
	return in.Headings(), err
}

// Say writes down what somebody says of a section of a report that is under review.
func (s *Reviews) Say(ctx context.Context, key project.Scope, reportID string, d committee.RemarkDraft) (committee.Remark, error) {
	headings, err := s.headings(ctx, key, reportID)
	if err != nil {
		return committee.Remark{}, err
	}
	var sections []string
	for _, h := range headings {
		sections = append(sections, h.Key)
	}
	return s.committee.Say(ctx, key, reportID, sections, d)
}
