package outlook

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/platform/slug"
	"stegvis/app/project"
	"stegvis/app/record"
)

// PortfolioFilter narrows a person's projects; empty fields do not.
type PortfolioFilter struct {
	Words        string `form:"q"`            // of the name
	Organisation string `form:"organisation"` // its slug
	Colour       Colour `form:"colour"`       // of the whole
	Sort         string `form:"sort"`
	Desc         bool   `form:"desc"`
	record.Page
}

// worst orders by the colour of the whole.
const worst = "CASE h.colour WHEN 'red' THEN 3 WHEN 'amber' THEN 2 WHEN 'green' THEN 1 ELSE 0 END"

// view is the filter as the projects' room takes it.
func (f PortfolioFilter) view() project.View {
	v := project.View{Page: f.Page, Narrow: f.narrow}
	column := map[string]string{"name": "p.name", "organisation": "o.name", "health": worst, "finish": "h.expected"}[f.Sort]
	switch {
	case column == "":
	case f.Desc:
		v.Order = column + " IS NULL, " + column + " DESC, p.id DESC"
	default:
		v.Order = column + " IS NULL, " + column + ", p.id"
	}
	return v
}

func (f PortfolioFilter) narrow(q *gorm.DB) *gorm.DB {
	q = q.Joins("LEFT JOIN health AS h ON h.project_id = p.id AND h.dimension = ?", Overall)
	q = slug.Like(q, "p.", f.Words)
	if f.Organisation != "" {
		q = q.Where("o.slug = ?", f.Organisation)
	}
	switch f.Colour {
	case "":
	case Unknown:
		q = q.Where("(h.colour IS NULL OR h.colour = ?)", Unknown)
	default:
		q = q.Where("h.colour = ?", f.Colour)
	}
	return q
}

// Entry is a project in a portfolio: what a consultant with many compares.
type Entry struct {
	project.Summary
	Health map[Dimension]Kept // as last written down, the whole with the six
	Money  businesscase.Sum
	Asked  decision.Standing
}

// Portfolio lists the projects that an account may enter, with where each stands:
// as many queries for a hundred as for one.
func (o *Outlook) Portfolio(ctx context.Context, self account.Account, f PortfolioFilter, now time.Time) (record.Paged[Entry], error) {
	found, err := o.slices.Projects.Portfolio(ctx, self, f.view())
	out := record.Paged[Entry]{Total: found.Total, Page: found.Page}
	if err != nil || len(found.Rows) == 0 {
		return out, err
	}
	projects := make([]project.Project, len(found.Rows))
	for i, p := range found.Rows {
		projects[i] = p.Project
	}
	health, err := o.keptOf(ctx, projects)
	if err != nil {
		return out, err
	}
	sums, err := o.slices.Costs.Sums(ctx, projects, now)
	if err != nil {
		return out, err
	}
	asked, err := o.slices.Asked.StandingOf(ctx, projects, now)
	for _, p := range found.Rows {
		out.Rows = append(out.Rows, Entry{Summary: p, Health: health[p.ID], Money: sums[p.ID], Asked: asked[p.ID]})
	}
	return out, err
}

// keptOf is the health of some projects as it was last written down.
func (o *Outlook) keptOf(ctx context.Context, projects []project.Project) (map[string]map[Dimension]Kept, error) {
	ids := make([]string, len(projects))
	of := make(map[string]map[Dimension]Kept, len(projects))
	for i, p := range projects {
		ids[i], of[p.ID] = p.ID, map[Dimension]Kept{}
	}
	var found []Kept
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id IN ?", ids).Find(&found).Error
	})
	for _, k := range found {
		of[k.ProjectID][k.Dimension] = k
	}
	return of, err
}
