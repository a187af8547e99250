package main

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// measureCreates lets everybody add risks to one project at once. Each answer must
// be a success, and afterwards there are as many more risks and lines of the log as
// were acknowledged.
func (b *bench) measureCreates(ctx context.Context) error {
	project, err := b.owner.begin("Measured creates " + b.at.name)
	if err != nil {
		return err
	}
	before, err := b.count(ctx, project)
	if err != nil {
		return err
	}
	c := b.node.crowd(b.scale.most())
	defer c.close()
	form := riskForm("A risk among many", 3, 3)
	form.Set("csrf", b.owner.token)
	a := ask{address: b.node.base + project + "/risks", cookie: b.owner.cookie, form: []byte(form.Encode()), right: func(status int, _ []byte) error {
		if status != 303 {
			return fmt.Errorf("answers %d", status)
		}
		return nil
	}}
	acknowledged, created, err := b.create(ctx, c, a)
	if err != nil {
		return err
	}
	after, err := b.count(ctx, project)
	if err != nil {
		return err
	}
	rows, lines := after.rows-before.rows, after.lines-before.lines
	if rows != acknowledged || lines != acknowledged {
		return fmt.Errorf("%d risks were acknowledged, %d are there and the log tells of %d", acknowledged, rows, lines)
	}
	b.report.in("Risks created in one project, all acknowledged", "database", "connections", "created", "rows", "lines of the log", "a second", "p50 ms", "p99 ms", "CPU ms").
		line(b.at.name, b.scale.most(), acknowledged, rows, lines, created)
	b.report.atMost(b.at.name, "creates that did not succeed", "", 0, 0) // else the run has failed
	return nil
}

// create counts each answer, as drive does not for those that warm it up.
func (b *bench) create(ctx context.Context, c crowd, a ask) (int64, result, error) {
	processor, _, err := b.node.used()
	if err != nil {
		return 0, result{}, err
	}
	began := time.Now()
	took, err := c.together(ctx, []ask{a}, b.scale.limits)
	if err != nil {
		return 0, result{}, err
	}
	elapsed := time.Since(began)
	after, _, err := b.node.used()
	if err != nil {
		return 0, result{}, err
	}
	r, err := sample{took, elapsed, after - processor}.result()
	return int64(len(took)), r, err
}

// tally is how many risks a project has, and lines of its log about risks.
type tally struct{ rows, lines int64 }

func (b *bench) count(ctx context.Context, project string) (tally, error) {
	db, err := b.at.open(ctx)
	if err != nil {
		return tally{}, err
	}
	defer db.Close()
	var t tally
	err = db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		id, err := projectID(tx, project)
		if err != nil {
			return err
		}
		if err := tx.Table("risk").Where("project_id = ?", id).Count(&t.rows).Error; err != nil {
			return err
		}
		return tx.Table("audit").Where("project_id = ? AND kind = ?", id, "risk").Count(&t.lines).Error
	})
	return t, err
}
