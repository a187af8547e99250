package app

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
)

// Verify says of a file, for the command line, whether it is a report that was issued
// here, a line for each thing that is known, and reports whether it is.
func (a *App) Verify(ctx context.Context, file io.Reader, to io.Writer) (bool, error) {
	var all []*i18n.Text
	for _, tag := range a.rooms.Texts.Languages() {
		all = append(all, a.rooms.Texts.For(tag))
	}
	found, err := a.rooms.Reports.Verify(ctx, file, all)
	if err != nil {
		return false, err
	}
	t := a.rooms.Texts.For(i18n.Fallback)
	lines := [][2]string{{string(found.Verdict), t.T("verify.verdict."+string(found.Verdict)) + ". " + t.T("verify.means."+string(found.Verdict))}}
	if found.Report.ID != "" {
		of, err := a.known(ctx, found, t)
		if err != nil {
			return false, err
		}
		lines = append(lines, of...)
	}
	if found.SHA256 != "" {
		lines = append(lines, [2]string{"sha256", found.SHA256})
	}
	if found.Verdict == report.Altered || found.Verdict == report.Rendered {
		lines = append(lines, [2]string{"sha256 as issued", found.Report.SHA256})
	}
	for _, line := range lines {
		if _, err := fmt.Fprintf(to, "%s\t%s\n", line[0], line[1]); err != nil {
			return false, err
		}
	}
	return found.Verdict.Issued(), nil
}

// known is what is known of the report that a file is or whose mark it bears.
func (a *App) known(ctx context.Context, found report.Verified, t *i18n.Text) ([][2]string, error) {
	r, is, day, done := found.Report, "report", "as of", "issued"
	if r.Kind == report.KindMinutes {
		is, day, done = "minutes", "held on", "closed"
	}
	lines := [][2]string{
		{is, r.Title(t)}, {day, r.Day.String()}, {done, instant(r.IssuedAt)}, {done + " by", r.By(t)},
		{"language", r.Lang}, {"pages", strconv.Itoa(r.Pages)}, {"seal", r.Seal()},
	}
	if r.ProjectID == "" {
		return lines, nil
	}
	key, err := a.rooms.Projects.ByID(ctx, project.SystemScope{What: "command line", Text: t, Now: a.rooms.Now()}, r.ProjectID)
	if fault.Is(err, fault.NotFound) {
		return append(lines, [2]string{"project", "removed"}), nil
	}
	if err != nil {
		return nil, err
	}
	lines = append(lines, [2]string{"project", key.Project.Named().In(t)}, [2]string{"organisation", key.Organisation})
	if !found.Verdict.Issued() { // nobody has signed this file
		return lines, nil
	}
	review, err := a.rooms.Committee.Review(ctx, key, r.ID)
	if err != nil || review.ID == "" {
		return lines, err
	}
	lines = append(lines, [2]string{"committee", t.T("review.outcome." + string(review.Outcome()))})
	for _, s := range review.Counted() {
		name := s.Name
		if s.ForName != "" {
			name = t.T("asked.in_place", "name", s.Name, "for", s.ForName)
		}
		lines = append(lines, [2]string{"signed", name + ", " + t.T("review.verdict."+string(s.Verdict)) + ", " + instant(s.SignedAt)})
	}
	return lines, nil
}

func instant(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") }
