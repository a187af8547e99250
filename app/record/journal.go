package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Journal reads the log of a project, for those who may know who did what.
type Journal struct{ db *database.DB }

// NewJournal takes the database.
func NewJournal(db *database.DB) *Journal { return &Journal{db: db} }

// JournalFilter narrows the log; empty fields do not. Both days are included.
type JournalFilter struct {
	ActorID  string       `form:"who"`
	Kind     Kind         `form:"kind"`
	Action   audit.Action `form:"action"`
	ObjectID string       `form:"object"`
	From     date.Day     `form:"from"`
	To       date.Day     `form:"to"`
	Page
}

// Recent is a part of the log, the latest line first. Gone holds the objects that
// are not there any more.
type Recent struct {
	Paged[audit.Entry]
	Gone map[Ref]bool
}

// RefOf is what a line of the log is about.
func RefOf(e audit.Entry) Ref { return Ref{Kind(e.Kind), e.ObjectID} }

// Page is a page of the log.
func (j *Journal) Page(ctx context.Context, key project.Scope, f JournalFilter) (Recent, error) {
	offset, limit := f.Bounds()
	r := Recent{Paged: Paged[audit.Entry]{Page: Page{Number: offset/limit + 1, Size: limit}}}
	if err := key.Require(project.ReadActivity); err != nil {
		return r, err
	}
	wanted := audit.Filter{Kind: string(f.Kind), ObjectID: f.ObjectID, ActorID: f.ActorID, Action: f.Action,
		From: begin(f.From, key), To: begin(f.To.AddDays(1), key), Closed: closedTo(key)}
	err := j.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		if r.Rows, r.Total, err = audit.List(tx, key.ProjectID, wanted, offset, limit); err != nil {
			return err
		}
		r.Gone, err = gone(tx, key, r.Rows)
		return err
	})
	return r, err
}

// begin is the moment at which a day begins where the project is; none for none.
func begin(d date.Day, key project.Scope) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.MonthOfYear(), d.DayOfMonth(), 0, 0, 0, 0, key.Project.Zone())
}

// Latest are the last n lines of the log.
func (j *Journal) Latest(ctx context.Context, key project.Scope, n int) (Recent, error) {
	var r Recent
	if err := key.Require(project.ReadActivity); err != nil {
		return r, err
	}
	err := j.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := open(tx, key).Where("stream = ?", key.ProjectID).Order("seq DESC").Limit(n).Find(&r.Rows).Error
		if err != nil {
			return err
		}
		r.Gone, err = gone(tx, key, r.Rows)
		return err
	})
	return r, err
}

// gone are those objects of some lines whose last line says that they were
// deleted.
func gone(tx *gorm.DB, key project.Scope, rows []audit.Entry) (map[Ref]bool, error) {
	var ids []string
	for _, e := range rows {
		ids = append(ids, e.ObjectID)
		if ref, hung := HungOn(e); hung {
			ids = append(ids, ref.ID)
		}
	}
	var last []audit.Entry
	err := tx.Table("audit AS a").Select("a.kind, a.object_id").
		Where("a.stream = ? AND a.object_id IN ? AND a.action = ?", key.ProjectID, ids, audit.Deleted).
		Where("NOT EXISTS (SELECT 1 FROM audit AS b WHERE b.stream = a.stream AND b.kind = a.kind AND b.object_id = a.object_id AND b.seq > a.seq)").
		Find(&last).Error
	all := make(map[Ref]bool, len(last))
	for _, e := range last {
		all[RefOf(e)] = true
	}
	return all, err
}

// Actors are those who have left a line in the log, by name.
func (j *Journal) Actors(ctx context.Context, key project.Scope) ([]audit.Actor, error) {
	var all []audit.Actor
	if err := key.Require(project.ReadActivity); err != nil {
		return nil, err
	}
	err := j.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		all, err = audit.Actors(tx, key.ProjectID)
		return err
	})
	return all, err
}

// Difference is one field of a row before and after. Part names which of several
// alike it is, such as a month of a cost line; "" when there is only one.
type Difference struct {
	Field         string
	Part          string
	Before, After any // string, float64, bool or nil, as in JSON
}

// Differences are the fields that a line of the log says were changed; none for a
// row that was added or removed.
func Differences(e audit.Entry) []Difference {
	var before, after map[string]any
	if json.Unmarshal([]byte(e.BeforeImage), &before) != nil || json.Unmarshal([]byte(e.AfterImage), &after) != nil {
		return nil
	}
	return differences("", before, after)
}

// silent are fields that say nothing to people: identity, counts of saves, and
// what follows from other fields.
var silent = []string{"id", "organisation_id", "project_id", "number", "version", "created_at", "updated_at", "deleted_at", "text_key",
	"evidence_key", "score", "origin_kind", "origin_id", "rule_colour", "position", "slug"}

func differences(part string, before, after map[string]any) []Difference {
	names := maps.Clone(before)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, after)
	var found []Difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		b, a := before[name], after[name]
		switch {
		case slices.Contains(silent, name):
		case isList(b) || isList(a):
			found = append(found, within(parts(b), parts(a))...)
		case isObject(b) || isObject(a):
			inner, _ := b.(map[string]any)
			outer, _ := a.(map[string]any)
			found = append(found, differences(part, inner, outer)...)
		case b != a && !(part != "" && nothing(b) && nothing(a)):
			found = append(found, Difference{name, part, b, a})
		}
	}
	return found
}

// nothing reports whether a part's value says no more than that there is no such
// part.
func nothing(v any) bool { return v == nil || v == "" || v == 0.0 }

func isList(v any) bool { _, is := v.([]any); return is }

func isObject(v any) bool { _, is := v.(map[string]any); return is }

// parts are the objects of a list by what tells them apart: their only text that
// is a name, such as the month, the figure or the dimension.
func parts(v any) map[string]map[string]any {
	all := map[string]map[string]any{}
	list, _ := v.([]any)
	for _, one := range list {
		object, _ := one.(map[string]any)
		for _, name := range []string{"month", "figure", "dimension"} {
			if id, is := object[name].(string); is {
				rest := maps.Clone(object)
				delete(rest, name)
				all[id] = rest
			}
		}
	}
	return all
}

func within(before, after map[string]map[string]any) []Difference {
	names := maps.Clone(before)
	maps.Copy(names, after)
	var found []Difference
	for _, id := range slices.Sorted(maps.Keys(names)) {
		found = append(found, differences(id, before[id], after[id])...)
	}
	return found
}

// HungOn is the row on which what a line tells of hangs, such as that of a
// comment.
func HungOn(e audit.Entry) (Ref, bool) {
	var on struct {
		Kind     Kind   `json:"kind"`
		ObjectID string `json:"object_id"`
	}
	for _, raw := range []string{e.BeforeImage, e.AfterImage} {
		if raw != "" && json.Unmarshal([]byte(raw), &on) != nil {
			return Ref{}, false
		}
	}
	return Ref{on.Kind, on.ObjectID}, on.Kind != "" && on.ObjectID != ""
}

// Place is where on the tracks a step or a deliverable belongs.
type Place struct {
	Track   string `json:"track"`
	StepKey string `json:"step_key"`
}

// PlaceOf is where on the tracks a line's object belongs, if it does.
func PlaceOf(e audit.Entry) (Place, bool) {
	var at Place
	for _, raw := range []string{e.BeforeImage, e.AfterImage} {
		if raw != "" && json.Unmarshal([]byte(raw), &at) != nil {
			return Place{}, false
		}
	}
	return at, at.StepKey != "" && slices.Contains(Steps(at.Track), at.StepKey)
}
