package report

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Portfolio draws where an organisation's projects stand, those that the person may
// open and no others, marked as a draft. How many queries that takes does not depend
// on how many there are.
func (r *Reports) Portfolio(ctx context.Context, key project.OrgScope, now time.Time, t *i18n.Text) (File, error) {
	in, err := r.composePortfolio(ctx, key, now)
	if err != nil {
		return File{}, err
	}
	in.Lang = t.Lang()
	drawn, _, err := r.drawn(ctx, in, t)
	return File{Name: in.FileName(key.Organisation.Slug, t.Lang()), PDF: drawn.PDF}, err
}

func (r *Reports) composePortfolio(ctx context.Context, key project.OrgScope, now time.Time) (Input, error) {
	in := Input{Version: InputVersion, Kind: KindPortfolio, Organisation: key.Organisation.Name, Day: date.Of(now, now.Location()), Base: r.base}
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
	return in, err
}

// IssuePortfolio makes where the organisation's projects stand now a numbered report of
// the organisation. Only its owners may, who may open every project that it tells of.
func (r *Reports) IssuePortfolio(ctx context.Context, key project.OrgScope, now time.Time, t *i18n.Text) (Issued, error) {
	if err := key.RequireOwner(); err != nil {
		return Issued{}, err
	}
	in := folder{organisationID: key.Organisation.ID, actor: key.Account.Actor(), now: now}
	return r.issue(ctx, in, func(ctx context.Context) (Input, error) { return r.composePortfolio(ctx, key, now) }, t, nil)
}

// Portfolios is a page of the reports that were issued of an organisation, the latest
// first, for its owners.
func (r *Reports) Portfolios(ctx context.Context, key project.OrgScope, at record.Page) (record.Paged[Issued], error) {
	var found record.Paged[Issued]
	if err := key.RequireOwner(); err != nil {
		return found, err
	}
	err := r.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		found, err = record.Fetch[Issued](tx.Model(&Issued{}).Where("stream = ?", key.Organisation.ID), "number DESC", at)
		return err
	})
	return found, err
}

// PortfolioOf is one of them; else NotFound.
func (r *Reports) PortfolioOf(ctx context.Context, key project.OrgScope, id string) (Issued, error) {
	if err := key.RequireOwner(); err != nil {
		return Issued{}, err
	}
	return take[Issued](ctx, r.db, "stream = ? AND id = ?", key.Organisation.ID, id)
}

// PortfolioFile is its file as it was issued, or in another language drawn anew.
func (r *Reports) PortfolioFile(ctx context.Context, key project.OrgScope, id string, t *i18n.Text) (File, error) {
	issued, err := r.PortfolioOf(ctx, key, id)
	if err != nil {
		return File{}, err
	}
	return r.fileOf(ctx, issued, key.Organisation.Slug, t)
}

// ruled is the line above a part.
func ruled() chart.Stroke { return chart.Stroke{Token: chart.Accent, Width: 0.6} }
