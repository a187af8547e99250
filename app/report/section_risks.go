package report

import (
	"context"
	"strconv"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/risk"
)

// risksPart is the section of all open risks, and of what became of others.
const risksPart = "risks"

// How far back a report of risks looks: what is told of risks that are no more, and
// what a score is compared with.
const (
	daysClosed = 90
	daysScored = 30
)

// RiskLog is the register of risks.
type RiskLog struct {
	Open       []RiskRow `json:"open"` // the highest first
	Past       []RiskRow `json:"past"` // the latest first
	DaysClosed int       `json:"days_closed"`
	DaysScored int       `json:"days_scored"`
}

// RiskRow is one risk. Was is its score DaysScored ago, 0 for one that was not there.
type RiskRow struct {
	ID          string        `json:"id"`
	Code        string        `json:"code"`
	Title       i18n.Phrase   `json:"title"`
	Category    risk.Category `json:"category"`
	KotterStep  string        `json:"kotter_step"`
	GartnerStep string        `json:"gartner_step"`
	Effect      i18n.Phrase   `json:"effect"`
	Likelihood  int           `json:"likelihood"`
	Impact      int           `json:"impact"`
	Was         int           `json:"was"`
	Owner       string        `json:"owner"`
	Response    risk.Response `json:"response"`
	Plan        i18n.Phrase   `json:"plan"`
	ReviewOn    date.Day      `json:"review_on"`
	Status      risk.Status   `json:"status"`
	Changed     date.Day      `json:"changed"`
}

func (r RiskRow) score() int { return r.Likelihood * r.Impact }

func (r RiskRow) due(today date.Day) bool {
	return risk.Risk{Status: r.Status, ReviewOn: r.ReviewOn}.ReviewDue(today)
}

func composeRisks(ctx context.Context, r *Reading) (RiskLog, error) {
	log := RiskLog{DaysClosed: daysClosed, DaysScored: daysScored}
	people, err := r.People(ctx)
	if err != nil {
		return log, err
	}
	today := r.Key.Today()
	found, err := r.From.Risks.Recent(ctx, r.Key, today.AddDays(-daysClosed), today.AddDays(-daysScored))
	zone := r.Key.Project.Zone()
	log.Open, log.Past = riskRows(found.Open, found.Was, people, zone), riskRows(found.Past, found.Was, people, zone)
	return log, err
}

func riskRows(all []risk.Risk, was map[string]int, people map[string]string, zone *time.Location) []RiskRow {
	rows := make([]RiskRow, len(all))
	for i, r := range all {
		rows[i] = RiskRow{
			ID: r.ID, Code: r.Code(), Title: r.Phrase("title", r.Title), Category: r.Category, KotterStep: r.KotterStep, GartnerStep: r.GartnerStep,
			Effect: r.Phrase("effect", r.Effect), Likelihood: r.Likelihood, Impact: r.Impact, Was: was[r.ID], Owner: people[r.Owner()],
			Response: r.Response, Plan: r.Phrase("response", r.Plan), ReviewOn: r.ReviewOn, Status: r.Status, Changed: date.Of(r.UpdatedAt, zone),
		}
	}
	return rows
}

// cells are how the open risks lie.
func (l RiskLog) cells() []risk.Cell {
	counts := map[[2]int]int{}
	for _, r := range l.Open {
		counts[[2]int{r.Likelihood, r.Impact}]++
	}
	var cells []risk.Cell
	for at, n := range counts {
		cells = append(cells, risk.Cell{Likelihood: at[0], Impact: at[1], Count: n})
	}
	return cells
}

// count is how many of the open risks fit.
func (l RiskLog) count(fits func(RiskRow) bool) int {
	n := 0
	for _, r := range l.Open {
		if fits(r) {
			n++
		}
	}
	return n
}

func (r RiskRow) high() bool { return risk.LevelOf(r.score()) == risk.High }

// cellAddress is where the risks of a cell of the matrix are listed.
func (s *setting) cellAddress(likelihood, impact int) string {
	return s.in.Base + "/risks?status=open&likelihood=" + strconv.Itoa(likelihood) + "&impact=" + strconv.Itoa(impact)
}
