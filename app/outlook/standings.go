package outlook

import (
	"context"
	"time"

	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// Standing is a project of a portfolio with all by which one is compared with
// others.
type Standing struct {
	Entry
	Risks      risk.Standing
	Tracks     framework.Tracks
	Assessment *maturity.Assessment // the latest that leads, nil without any
}

// Standings are the projects of an organisation that the key's person may open, as a
// report on all of them tells of them: as many queries for a hundred as for one.
func (o *Outlook) Standings(ctx context.Context, key project.OrgScope, now time.Time) (record.Paged[Standing], error) {
	found, err := o.Portfolio(ctx, key.Account, PortfolioFilter{Organisation: key.Organisation.Slug, Page: record.Page{All: true}}, now)
	out := record.Paged[Standing]{Total: int64(len(found.Rows)), Page: found.Page}
	if err != nil || len(found.Rows) == 0 {
		return out, err
	}
	projects, ids := make([]project.Project, len(found.Rows)), make([]string, len(found.Rows))
	for i, e := range found.Rows {
		projects[i], ids[i] = e.Project, e.ID
	}
	risks, err := o.slices.Risks.StandingOf(ctx, projects, now)
	if err != nil {
		return out, err
	}
	tracks, err := o.slices.Tracks.TracksOf(ctx, ids)
	if err != nil {
		return out, err
	}
	assessed, err := o.slices.Maturity.LeadingOf(ctx, ids)
	for _, e := range found.Rows {
		one := Standing{Entry: e, Risks: risks[e.ID], Tracks: tracks[e.ID]}
		if a, there := assessed[e.ID]; there {
			one.Assessment = &a
		}
		out.Rows = append(out.Rows, one)
	}
	return out, err
}
