package app

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/static"
)

// openPress draws with faces that are read when the first report is drawn.
func openPress() (*pdf.Press, error) {
	files, err := fs.Sub(static.Files, "fonts")
	read := sync.OnceValues(func() (*pdf.Faces, error) { return pdf.LoadFaces(files) })
	return pdf.NewPress(read, runtime.GOMAXPROCS(0)), err
}

// Report draws a report of the project at a slug, for the command line. Without a
// language it is in the project's.
func (a *App) Report(ctx context.Context, slug, kind, lang string) ([]byte, error) {
	k := project.SystemScope{What: "command line", Text: a.rooms.Texts.For(i18n.Fallback), Now: a.rooms.Now()}
	key, err := a.rooms.Projects.BySlug(ctx, k, slug)
	if fault.Is(err, fault.NotFound) {
		return nil, fmt.Errorf("there is no project at %q", slug)
	}
	if err != nil {
		return nil, err
	}
	if lang == "" {
		lang = key.Project.Language
	}
	if !slices.Contains(a.rooms.Texts.Languages(), lang) {
		return nil, fmt.Errorf("there is no language %q, only %s", lang, strings.Join(a.rooms.Texts.Languages(), ", "))
	}
	drawn, _, err := a.rooms.Reports.Preview(ctx, key, report.Wanted{Kind: report.Kind(kind)}, a.rooms.Texts.For(lang))
	if fault.Is(err, fault.NotFound) {
		return nil, fmt.Errorf("there is no report of the kind %q, only %q", kind, report.Kinds())
	}
	return drawn.PDF, err
}
