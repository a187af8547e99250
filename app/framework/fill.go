package framework

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Paper is a template with what a project has filled in.
type Paper struct {
	Sheet
	Worksheet Worksheet
}

// Parts is how many fields are filled in, and how many there are to fill in.
func (p Paper) Parts() (filled, all int) { return p.Worksheet.Parts(p.Sheet) }

// Papers are the templates of a step, as far as they are filled in.
func (f *Framework) Papers(ctx context.Context, key project.Scope, at Place) ([]Paper, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	sheets, err := f.sheets.on(at)
	if err != nil || len(sheets) == 0 {
		return nil, err
	}
	keys, papers := make([]string, len(sheets)), make([]Paper, len(sheets))
	for i, s := range sheets {
		keys[i], papers[i] = s.Key, Paper{Sheet: s, Worksheet: blank(s)}
	}
	var rows []Worksheet
	err = f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND sheet IN ?", key.ProjectID, keys).Find(&rows).Error
	})
	for i := range papers {
		for _, row := range rows {
			if row.Sheet == papers[i].Key {
				papers[i].Worksheet = row
			}
		}
	}
	return papers, err
}

func blank(s Sheet) Worksheet { return Worksheet{Sheet: s.Key, State: Rough} }

// Paper is one template of a step, as far as it is filled in; NotFound when the
// step has none of that key. One that nobody has begun holds the rows that the
// catalogue offers, in the reader's words.
func (f *Framework) Paper(ctx context.Context, key project.Scope, at Place, sheet string) (Paper, error) {
	if err := key.Require(project.Read); err != nil {
		return Paper{}, err
	}
	s, err := f.sheet(at, sheet)
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Sheet: s, Worksheet: blank(s)}
	err = f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND sheet = ?", key.ProjectID, s.Key).Take(&p.Worksheet).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		return err
	})
	return p, err
}

// Fresh is the draft with which filling in a paper begins.
func (p Paper) Fresh(key project.Scope) WorksheetDraft {
	d := p.Worksheet.Draft(key.Text)
	if !p.Worksheet.Begun() {
		d.Cell = p.offered(key.Text)
	}
	return d
}

// sheet is a template of a step, or NotFound.
func (f *Framework) sheet(at Place, key string) (Sheet, error) {
	s, known, err := f.sheets.of(key)
	if err == nil && (!known || !s.On(at)) {
		return s, fault.Missing()
	}
	return s, err
}

// SaveWorksheet fills in a template of a step; a stale draft is a Conflict.
func (f *Framework) SaveWorksheet(ctx context.Context, key project.Scope, at Place, sheet string, d WorksheetDraft) (Worksheet, error) {
	var after Worksheet
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	s, err := f.sheet(at, sheet)
	if err != nil {
		return after, err
	}
	d.sheet = s
	err = f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now, err := f.holdWorksheet(tx, key, s)
		if err != nil {
			return err
		}
		after, err = f.Worksheets.Save(ctx, key, now.ID, d)
		return err
	})
	return after, err
}

// holdWorksheet reads a worksheet, whose row it plants when there is none.
func (f *Framework) holdWorksheet(tx *gorm.DB, key project.Scope, s Sheet) (Worksheet, error) {
	all, err := f.sheets.All()
	if err != nil {
		return Worksheet{}, err
	}
	fresh := blank(s)
	for i, one := range all {
		if one.Key == s.Key {
			fresh.Row = newRow(key, int64(i+1))
		}
	}
	fresh.Answers = Answers{}
	if err := plant(tx, &fresh); err != nil {
		return fresh, err
	}
	var now Worksheet
	err = tx.Where("project_id = ? AND sheet = ?", key.ProjectID, s.Key).Take(&now).Error
	return now, err
}

// GiveWorksheet makes a worksheet that is ready the evidence of a deliverable of
// its step.
func (f *Framework) GiveWorksheet(ctx context.Context, key project.Scope, at Place, id, sheet string, version int64) (Deliverable, error) {
	var after Deliverable
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	paper, err := f.Paper(ctx, key, at, sheet)
	if err != nil {
		return after, err
	}
	if paper.Worksheet.State != Ready {
		return after, fault.Broken("worksheet.fault.rough")
	}
	err = f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if _, err := hold(tx, key, at); err != nil { // before the log, as all do who change the step
			return err
		}
		after, err = f.Deliverables.Change(ctx, key, id, version, func(d *Deliverable) error {
			if d.Place != at {
				return fault.Missing()
			}
			d.Sheet = sheet
			return nil
		})
		return err
	})
	return after, err
}

// WorksheetPlace is a step at which a worksheet is at home, with the key of its
// template; NotFound when there is no such worksheet.
func (f *Framework) WorksheetPlace(ctx context.Context, key project.Scope, id string) (Place, string, error) {
	w, err := f.Worksheets.One(ctx, key, id)
	if err != nil {
		return Place{}, "", err
	}
	s, known, err := f.sheets.of(w.Sheet)
	if err == nil && !known {
		err = fault.Missing()
	}
	return s.Home(), s.Key, err
}
