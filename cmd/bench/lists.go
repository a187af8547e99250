package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/text"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// list is the register of a project with a certain number of risks.
type list struct {
	size              int
	path              string
	writer            *writer
	again, first      sample
	queries, afresh   int64
	ofAgain, ofAFirst result
}

// measureLists measures the first page of registers of several sizes, in turns.
func (b *bench) measureLists(ctx context.Context) error {
	var lists []*list
	for _, size := range b.scale.sizes {
		l, err := b.fillList(ctx, size)
		if err != nil {
			return fmt.Errorf("%d risks: %w", size, err)
		}
		lists = append(lists, l)
	}
	c := b.node.crowd(1)
	defer c.close()
	for range b.scale.rounds {
		for _, l := range lists {
			if err := b.lookAt(ctx, c, l); err != nil {
				return fmt.Errorf("%d risks: %w", l.size, err)
			}
		}
	}
	return b.showLists(lists)
}

func (b *bench) lookAt(ctx context.Context, c crowd, l *list) error {
	body, err := l.writer.visitor.page(l.path)
	if err != nil {
		return err
	}
	if rows := strings.Count(string(body), "<tr") - 1; rows < min(risksListed, l.size) {
		return fmt.Errorf("its list has %d rows", rows)
	}
	want := answer{200, len(body)}
	a := b.owner.asks(l.path, exactly(want))
	again, err := c.drive(ctx, []ask{a}, b.scale.round())
	if err != nil {
		return err
	}
	l.again.add(again)
	if l.queries, err = b.node.statements(a.once); err != nil {
		return err
	}
	a.right = l.writer.fresh(want, body)
	first, afresh, err := l.writer.firstLooks(c, a, b.scale.round())
	l.first.add(first)
	l.afresh = afresh
	return err
}

func (b *bench) showLists(lists []*list) error {
	for _, l := range lists {
		var err error
		if l.ofAgain, err = l.again.result(); err != nil {
			return err
		}
		if l.ofAFirst, err = l.first.result(); err != nil {
			return err
		}
	}
	small := lists[0]
	table := b.report.in("A page of the list, by how many risks there are (1 connection)", "database", "risks", "asked for", "queries", "requests/s", "p50 ms", "p99 ms", "CPU ms", "p50 of the shortest list's")
	for _, l := range lists {
		table.line(b.at.name, l.size, "again", l.queries, l.ofAgain, times(l.ofAgain.p50, small.ofAgain.p50))
		table.line(b.at.name, l.size, "first after a save", l.afresh, l.ofAFirst, times(l.ofAFirst.p50, small.ofAFirst.p50))
	}
	long := lists[len(lists)-1]
	what := fmt.Sprintf("list of %d risks ", long.size)
	b.report.atMost(b.at.name, what+"again: time of the list of "+fmt.Sprint(small.size), " ×", ratio(long.ofAgain.p50, small.ofAgain.p50), 1.2)
	b.report.atMost(b.at.name, what+"first after a save: time of the list of "+fmt.Sprint(small.size), " ×", ratio(long.ofAFirst.p50, small.ofAFirst.p50), 1.2)
	b.report.atMost(b.at.name, what+"first after a save: queries more than of "+fmt.Sprint(small.size), "", float64(long.afresh-small.afresh), 0)
	return nil
}

// fillList makes a project and puts risks into its register, past the doors: that
// is quicker, and what is measured is the reading.
func (b *bench) fillList(ctx context.Context, size int) (*list, error) {
	project, err := b.owner.begin(fmt.Sprintf("Measured list %d", size))
	if err != nil {
		return nil, err
	}
	db, err := b.at.open(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var worst string
	err = db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		rows, err := spreadRisks(tx, project, size)
		if err != nil {
			return err
		}
		worst = rows[len(rows)-1].ID
		return tx.CreateInBatches(rows, 200).Error
	})
	if err != nil {
		return nil, err
	}
	if db.Postgres() { // as it does by itself a minute later
		if _, err := db.SQL().ExecContext(ctx, "ANALYZE risk"); err != nil {
			return nil, err
		}
	}
	path := project + "/risks"
	return &list{size: size, path: path, writer: &writer{visitor: b.owner, path: path + "/" + worst}}, nil
}

// spreadRisks are as many risks as a project then has in all, spread over what
// lists are narrowed and ordered by. The last is the worst.
func spreadRisks(tx *gorm.DB, project string, size int) ([]risk.Risk, error) {
	var in struct{ ID, OrganisationID string }
	if err := tx.Table("project").Where("slug = ?", slugOf(project)).Take(&in).Error; err != nil {
		return nil, err
	}
	var has int64
	if err := tx.Table("risk").Where("project_id = ?", in.ID).Count(&has).Error; err != nil {
		return nil, err
	}
	var owner string
	if err := tx.Table("person").Where("project_id = ?", in.ID).Limit(1).Pluck("id", &owner).Error; err != nil {
		return nil, err
	}
	at := database.Instant(time.Now())
	rows := make([]risk.Risk, size-int(has))
	for i := range rows {
		r := &rows[i]
		draft(r, i)
		r.Row = record.Row{ID: database.NewID(), OrganisationID: in.OrganisationID, ProjectID: in.ID, Number: has + int64(i) + 1, Version: 1, CreatedAt: at, UpdatedAt: at}
		if i%3 > 0 {
			r.OwnerID = &owner
		}
	}
	last := &rows[len(rows)-1]
	last.Title, last.Likelihood, last.Impact, last.Score, last.Status = (&writer{}).title(), 5, 5, 25, risk.Open
	last.TitleFold = text.Fold(last.Title)
	return rows, nil
}

// draft fills in what somebody might have typed.
func draft(r *risk.Risk, i int) {
	r.Title = fmt.Sprintf("Nobody looks after the data of unit %d", i)
	r.TitleFold = text.Fold(r.Title)
	r.Cause, r.Effect, r.Plan = "The old system had no owner.", "Customers are called twice.", "Name an owner for each sort of data."
	r.Category, r.Response = risk.Categories()[i%4], risk.Responses()[i/4%4]
	r.Likelihood, r.Impact = i%5+1, i/5%4+1
	r.Score = r.Likelihood * r.Impact
	r.Status = slices.Concat(slices.Repeat([]risk.Status{risk.Open}, 7), risk.Statuses())[i%10]
	r.ReviewOn = date.New(2026, 1, 1).AddDays(i % 1000)
	r.KotterStep = []string{"", "urgency", "coalition", "enable"}[i%4]
}

func projectID(tx *gorm.DB, project string) (string, error) {
	var id string
	err := tx.Table("project").Where("slug = ?", slugOf(project)).Pluck("id", &id).Error
	return id, err
}

func slugOf(project string) string { return strings.TrimPrefix(project, "/projects/") }

func ratio(long, short time.Duration) float64 { return float64(long) / float64(short) }

func times(long, short time.Duration) string { return figure(ratio(long, short)) + " ×" }
