package projects

import (
	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/templates/partial"
)

// PortfolioPage lists a person's projects, as a table or as a grid of grids.
type PortfolioPage struct {
	Projects []Entry
	List     partial.Listing
	Table    string // address of either view
	Grids    string
	AsGrids  bool
	Reported []partial.Option // slugs and names of the organisations whose portfolio reports the person reads
}

// Entry is a project with what to do in it first, nil for nothing, and its grid
// where grids are shown.
type Entry struct {
	outlook.Entry
	Next *partial.Advised
	Grid string
}

// home is where the project is.
func (e Entry) home() string { return "/projects/" + e.Slug }

// FirstStep says what to do first, "" for nothing.
func (e Entry) FirstStep(t *i18n.Text) string {
	if e.Next == nil {
		return ""
	}
	return e.Next.Title(t)
}

// forecast is what the project will have cost, in few words.
func (e Entry) forecast(t *i18n.Text) string {
	return t.MoneyShort(money.New(e.Money.Forecast(), e.Currency)) + "\u00a0" + e.Currency
}

// against holds the forecast against what is approved, "" when nothing is.
func (e Entry) against(t *i18n.Text) string {
	if e.Money.Approved == 0 {
		return ""
	}
	return t.T("project.portfolio.of_approved", "share", t.Percent(money.Share(e.Money.Forecast(), e.Money.Approved)))
}
