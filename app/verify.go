package app

import (
	"context"
	"fmt"
	"io"

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
		of, err := a.known(ctx, found.Report, t)
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

// known is what is known of an issued report.
func (a *App) known(ctx context.Context, r report.Issued, t *i18n.Text) ([][2]string, error) {
	lines := [][2]string{{"report", r.Title(t)}}
	if r.ProjectID != "" {
		key, err := a.rooms.Projects.BySlug(ctx, project.SystemScope{What: "command line", Text: t, Now: a.rooms.Now()}, r.ProjectID)
		switch {
		case fault.Is(err, fault.NotFound):
			lines = append(lines, [2]string{"project", "removed"})
		case err != nil:
			return nil, err
		default:
			lines = append(lines, [2]string{"project", key.Project.Named().In(t)}, [2]string{"organisation", key.Organisation})
		}
	}
	return append(lines, [2]string{"as of", r.Day.String()}, [2]string{"issued", r.IssuedAt.UTC().Format("2006-01-02 15:04 UTC")}, [2]string{"issued by", r.IssuedName},
		[2]string{"language", r.Lang}, [2]string{"pages", fmt.Sprint(r.Pages)}, [2]string{"seal", r.Seal()}), nil
}
