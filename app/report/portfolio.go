package report

import (
	"context"
	"time"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Portfolio draws where an organisation's projects stand, those that the person may
// open and no others, marked as a draft. How many queries that takes does not depend
// on how many there are.
func (r *Reports) Portfolio(ctx context.Context, key project.OrgScope, now time.Time, t *i18n.Text) (File, error) {
	in := Input{Version: InputVersion, Kind: KindPortfolio, Organisation: key.Organisation.Name, Day: date.Of(now, now.Location()), Base: r.base, Lang: t.Lang()}
	err := r.db.Snapshot(ctx, func(ctx context.Context) error {
		brand, err := r.from.Projects.BrandOf(ctx, key)
		if err != nil {
			return err
		}
		in.Brand = Brand(brand)
		found, err := r.from.Outlook.Standings(ctx, key, now)
		if err != nil {
			return err
		}
		v := Portfolio{Total: found.Total}
		for _, e := range found.Rows {
			v.Rows = append(v.Rows, entered(e))
		}
		in, err = in.With(portfolioPart, v)
		return err
	})
	if err != nil {
		return File{}, err
	}
	drawn, _, err := r.drawn(ctx, in, t)
	return File{Name: in.FileName(key.Organisation.Slug, t.Lang()), PDF: drawn.PDF}, err
}

// ruled is the line above a part.
func ruled() chart.Stroke { return chart.Stroke{Token: chart.Accent, Width: 0.6} }
