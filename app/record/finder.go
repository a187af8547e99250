package record

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/finding"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Finder finds what is kept in a project by its words.
type Finder struct {
	db      *database.DB
	edition func() string
	sorts   []Indexed
}

// Indexed puts all rows of one sort among what is found, within a transaction.
type Indexed func(tx *gorm.DB, key project.Scope) error

// indexed counts up when more of a row becomes findable, so that what is stored is
// put in anew.
const indexed = 1

// NewFinder takes the sorts of row that are found, and what tells the catalogues'
// words from those of another version of the program.
func NewFinder(db *database.DB, texts func() string, sorts ...Indexed) *Finder {
	return &Finder{db: db, edition: func() string { return strconv.Itoa(indexed) + " " + texts() }, sorts: append(sorts, project.FindPeople, hangers[Comment], hangers[File])}
}

// Wanted is what is looked for; Kind narrows it to one sort of row.
type Wanted struct {
	Words string `form:"q"`
	Kind  Kind   `form:"kind"`
	Page
}

// SearchedKinds are the sorts of row that are found, in the order in which they
// are offered.
func SearchedKinds() []Kind {
	return []Kind{"risk", "task", "decision", "meeting", "cost", "worksheet", "deliverable", "step", "win", "vision", "wave", "pilot", "criterion", "assessment", "evidence", "message", "training", "coalition", "stakeholder",
		project.PersonKind, CommentKind, FileKind}
}

// findPage is how many hits a page shows.
const findPage = 25

// Hit is one row that was found.
type Hit struct {
	finding.Row
	Fit        int
	Owner      string // by name
	OnCode     string
	OnTitle    string
	OnTitleKey string
	OnPlace    string
}

// Exact reports whether the row's number is what was typed.
func (h Hit) Exact() bool { return h.Fit == finding.Exact }

// Ref is the row itself.
func (h Hit) Ref() Ref { return Ref{Kind(h.Kind), h.ObjectID} }

// On is the row that it hangs on, and how that is named; empty for a row that
// stands by itself.
func (h Hit) On() (Ref, i18n.Phrase) {
	return Ref{Kind(h.OnKind), h.OnID}, i18n.Phrase{Key: h.OnTitleKey, Text: h.OnTitle}
}

// Hits is one page of what was found, with how many there are of each sort.
type Hits struct {
	Paged[Hit]
	Words []string // in the form in which they were looked for
	Kinds map[Kind]int64
}

// Search finds rows that hold all the words, those that fit best first. It sends
// two queries whatever there is, of which only the first reads what may be many.
func (s *Finder) Search(ctx context.Context, key project.Scope, w Wanted) (Hits, error) {
	h := Hits{Words: finding.Words(w.Words), Kinds: map[Kind]int64{}}
	offset, limit := Page{Number: w.Number, Size: findPage}.Bounds()
	h.Page = Page{Number: offset/limit + 1, Size: limit}
	if err := key.Require(project.Read); err != nil || len(h.Words) == 0 {
		return h, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		found, err := finding.Search(tx, finding.Query{ProjectID: key.ProjectID, Words: h.Words, Kind: string(w.Kind), Closed: closedTo(key), Offset: offset, Limit: limit})
		if err != nil {
			return err
		}
		for kind, n := range found.Counts {
			h.Kinds[Kind(kind)] = n
			if w.Kind == "" || string(w.Kind) == kind {
				h.Total += n
			}
		}
		h.Rows, err = told(tx, key, found.Places)
		return err
	})
	return h, err
}

// First is the beginning of what Search finds, and no count of the rest.
func (s *Finder) First(ctx context.Context, key project.Scope, typed string, n int) (Hits, error) {
	h := Hits{Words: finding.Words(typed)}
	if err := key.Require(project.Read); err != nil || len(h.Words) == 0 {
		return h, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		found, err := finding.Nearest(tx, finding.Query{ProjectID: key.ProjectID, Words: h.Words, Closed: closedTo(key), Limit: n})
		if err == nil {
			h.Rows, err = told(tx, key, found)
		}
		return err
	})
	return h, err
}

// told reads the rows that were found, whose they are and what they hang on.
func told(tx *gorm.DB, key project.Scope, found []finding.Place) ([]Hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	at, refs := map[Ref]int{}, make([][]any, len(found))
	for i, one := range found {
		at[Ref{Kind(one.Kind), one.ObjectID}], refs[i] = i, []any{one.Kind, one.ObjectID}
	}
	var rows []Hit
	err := tx.Table("finding AS f").
		Select("f.project_id, f.kind, f.object_id, f.on_kind, f.on_id, f.place, f.code, f.title, f.title_key, f.body, f.state, f.owner_id, f.changed_at, "+
			"p.name AS owner, o.code AS on_code, o.title AS on_title, o.title_key AS on_title_key, o.place AS on_place").
		Joins("LEFT JOIN person AS p ON p.id = f.owner_id AND p.project_id = f.project_id").
		Joins("LEFT JOIN finding AS o ON o.project_id = f.project_id AND o.kind = f.on_kind AND o.object_id = f.on_id").
		Where("f.project_id = ? AND (f.kind, f.object_id) IN ?", key.ProjectID, refs).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Fit = found[at[rows[i].Ref()]].Fit
	}
	slices.SortFunc(rows, func(x, y Hit) int { return cmp.Compare(at[x.Ref()], at[y.Ref()]) })
	return rows, nil
}

// Index makes a project's rows findable that are not yet, or whose catalogue has
// other words by now. Writers of the project wait.
func (s *Finder) Index(ctx context.Context, key project.Scope) error {
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var known int64
		err := tx.Table("finding_edition").Where("project_id = ? AND edition = ?", key.ProjectID, s.edition()).Count(&known).Error
		if err != nil || known > 0 {
			return err
		}
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		if err := tx.Exec("DELETE FROM finding WHERE project_id = ?", key.ProjectID).Error; err != nil {
			return err
		}
		for _, sort := range s.sorts {
			if err := sort(tx, key); err != nil {
				return err
			}
		}
		return tx.Exec(`INSERT INTO finding_edition (project_id, organisation_id, edition) VALUES (?, ?, ?)
			ON CONFLICT (project_id) DO UPDATE SET edition = excluded.edition`, key.ProjectID, key.OrganisationID, s.edition()).Error
	})
}

// batch is how many rows are made findable at a time.
const batch = 200

// Find makes all rows of the register findable, within the caller's transaction.
func (s Register[T, P, D]) Find(tx *gorm.DB, key project.Scope) error {
	var rows []T
	return tx.Where("project_id = ? AND deleted_at IS NULL AND version > 0", key.ProjectID).FindInBatches(&rows, batch, func(*gorm.DB, int) error {
		things := make([]finding.Thing, 0, len(rows))
		for i := range rows {
			row, is := any(P(&rows[i])).(Findable)
			if !is {
				return nil
			}
			if s.Load != nil {
				if err := s.Load(tx, key, P(&rows[i])); err != nil {
					return err
				}
			}
			things = append(things, thing(row))
		}
		return finding.Keep(tx, key.Text, things...)
	}).Error
}

// hangers makes all comments, or all files, of a project findable.
func hangers[T hung](tx *gorm.DB, key project.Scope) error {
	var rows []T
	q := tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
	if _, is := any(rows).([]File); is {
		q = q.Omit("body")
	}
	return q.FindInBatches(&rows, batch, func(*gorm.DB, int) error {
		things := make([]finding.Thing, len(rows))
		for i, row := range rows {
			things[i] = row.found()
		}
		return finding.Keep(tx, key.Text, things...)
	}).Error
}
