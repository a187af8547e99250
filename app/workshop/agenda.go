package workshop

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Agenda is a workshop with its activities in their order.
func (s *Workshops) Agenda(ctx context.Context, key project.Scope, id string) (Workshop, []Activity, error) {
	var w Workshop
	var all []Activity
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if w, err = s.One(ctx, key, id); err != nil {
			return err
		}
		all, err = activities(tx, id)
		return err
	})
	return w, all, err
}

func activities(tx *gorm.DB, workshopID string) ([]Activity, error) {
	var all []Activity
	err := tx.Where("workshop_id = ?", workshopID).Order("place").Find(&all).Error
	return all, err
}

// activitiesMost is how many activities an agenda holds at most.
const activitiesMost = 40

// Add puts an activity at the end of the agenda. offered are a catalogue's options.
func (s *Workshops) Add(ctx context.Context, key project.Scope, id string, d ActivityDraft, textKey string, offered []Option) (Activity, error) {
	var a Activity
	if err := key.Require(project.Assess); err != nil {
		return a, err
	}
	if err := validate.Draft(d); err != nil {
		return a, err
	}
	settings, err := d.settings(offered)
	if err != nil {
		return a, err
	}
	err = s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if err := unended(w); err != nil {
			return err
		}
		var n int64
		if err := tx.Model(&Activity{}).Where("workshop_id = ?", id).Count(&n).Error; err != nil {
			return err
		}
		if n >= activitiesMost {
			return fault.New(fault.Refused, "workshop.fault.activities", "most", activitiesMost)
		}
		a = Activity{
			ID: database.NewID(), WorkshopID: id, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Place: int(n) + 1, Kind: d.Kind,
			Title: strings.TrimSpace(d.Title), TextKey: textKey, Minutes: d.Minutes, Phase: Waiting, SettingsJSON: written(settings), OutcomeJSON: "{}", Version: 1, AtTables: d.AtTables,
		}
		if err := tx.Create(&a).Error; err != nil {
			return err
		}
		return acted(ctx, tx, key, audit.Created, a, "", nil, plannedOf(a, key.Text))
	})
	return a, err
}

// Edit changes an activity that nobody has taken part in yet; its kind stays. The
// second of two who began from the same is told what the first made of it.
func (s *Workshops) Edit(ctx context.Context, key project.Scope, id, activityID string, d ActivityDraft) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.untouched(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity) error {
		if a.Version != d.Version {
			return fault.Stale(a)
		}
		var offered []Option
		for _, o := range a.Settings().Options {
			if o.Catalogued() && (d.Catalogue || !a.Kind.Catalogued()) {
				offered = append(offered, o)
			}
		}
		d.Questionnaire = cmp.Or(d.Questionnaire, a.Settings().Questionnaire)
		settings, err := d.settings(offered)
		if err != nil {
			return err
		}
		if had := a.Settings().PromptKey; had != "" && settings.Prompt == key.Text.T(had) {
			settings.PromptKey = had
		}
		title, textKey := strings.TrimSpace(d.Title), a.TextKey
		if textKey != "" && title != "" && title != key.Text.T(textKey) {
			textKey = ""
		}
		before := plannedOf(a, key.Text)
		a.Title, a.TextKey, a.Minutes, a.SettingsJSON, a.AtTables, a.Version = title, textKey, d.Minutes, written(settings), d.AtTables, a.Version+1
		if err := tx.Select("title", "text_key", "minutes", "settings", "at_tables", "version").Updates(&a).Error; err != nil {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, "", before, plannedOf(a, key.Text))
	})
}

// Move puts an activity at another place of the agenda.
func (s *Workshops) Move(ctx context.Context, key project.Scope, id, activityID string, place int) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		all, err := activities(tx, id)
		if err != nil {
			return err
		}
		from := at(all, activityID)
		if from < 0 {
			return fault.Missing()
		}
		a := all[from]
		all = slices.Delete(all, from, from+1)
		to := min(max(place-1, 0), len(all))
		if err := renumber(tx, slices.Insert(all, to, a)); err != nil || to == from {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, "", moved{from + 1}, moved{to + 1})
	})
}

// Remove takes an activity that nobody has taken part in off the agenda, until Undo
// brings it back.
func (s *Workshops) Remove(ctx context.Context, key project.Scope, id, activityID string) error {
	return s.untouched(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity) error {
		if err := tx.Delete(&a).Error; err != nil {
			return err
		}
		all, err := activities(tx, id)
		if err != nil {
			return err
		}
		if err := renumber(tx, all); err != nil {
			return err
		}
		return record.Log(ctx, tx, key, audit.Deleted, record.Ref{Kind: AgendaPoint, ID: a.ID}, a.Named(key.Text), a, nil)
	})
}

// AgendaPoint names activities in the log.
const AgendaPoint record.Kind = "workshop_activity"

// UndoRemoved brings an activity back to its place on the agenda.
func (s *Workshops) UndoRemoved(ctx context.Context, key project.Scope, e audit.Entry) error {
	var a Activity
	if e.Action != audit.Deleted {
		return fault.Missing() // what else was done at the desk or on the agenda is done again there
	}
	if err := json.Unmarshal([]byte(e.BeforeImage), &a); err != nil {
		return fmt.Errorf("workshop: the log's image cannot be read: %w", err)
	}
	return s.facilitated(ctx, key, a.WorkshopID, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if err := unended(w); err != nil {
			return err
		}
		all, err := activities(tx, w.ID)
		switch {
		case err != nil:
			return err
		case at(all, a.ID) >= 0:
			return fault.Missing() // it is back already
		case len(all) >= activitiesMost:
			return fault.New(fault.Refused, "workshop.fault.activities", "most", activitiesMost)
		}
		to := min(max(a.Place-1, 0), len(all))
		a.Place = len(all) + 1 // until the others have moved
		all = slices.Insert(all, to, a)
		if err := tx.Create(&a).Error; err != nil {
			return err
		}
		if err := renumber(tx, all); err != nil {
			return err
		}
		return record.Log(ctx, tx, key, audit.Restored, record.Ref{Kind: AgendaPoint, ID: a.ID}, a.Named(key.Text), nil, a)
	})
}

// untouched runs fn on an activity that has not begun.
func (s *Workshops) untouched(ctx context.Context, key project.Scope, id, activityID string, fn func(ctx context.Context, tx *gorm.DB, a Activity) error) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		a, err := one(tx, w.ID, activityID)
		if err != nil {
			return err
		}
		if a.OpenedAt != nil {
			return fault.New(fault.Refused, "workshop.fault.begun")
		}
		return fn(ctx, tx, a)
	})
}

func one(tx *gorm.DB, workshopID, activityID string) (Activity, error) {
	var a Activity
	err := tx.Where("workshop_id = ? AND id = ?", workshopID, activityID).Take(&a).Error
	if err == gorm.ErrRecordNotFound {
		return a, fault.Missing()
	}
	return a, err
}

func at(all []Activity, id string) int {
	for i, a := range all {
		if a.ID == id {
			return i
		}
	}
	return -1
}

func renumber(tx *gorm.DB, all []Activity) error {
	for i, a := range all {
		if a.Place == i+1 {
			continue
		}
		if err := tx.Model(&Activity{}).Where("id = ?", a.ID).Update("place", i+1).Error; err != nil {
			return err
		}
	}
	return nil
}

func unended(w *Workshop) error {
	if w.Live.Stage() == Ended {
		return fault.New(fault.Refused, "workshop.fault.ended")
	}
	return nil
}
