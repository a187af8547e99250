package record

import (
	"context"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Sort is what must be known of a sort of row to hang things on it and to name
// it: the composition root hands them over, since this room knows no slice.
type Sort struct {
	Kind   Kind
	Table  string
	Title  string // column, and field of its text key
	Field  string // of the text key when it is not the column's name
	Words  string // where the catalogue names the row by what stands in its column; "" when its own words do
	Letter string // before its number, as people name it; "" when it cannot be linked to
	Path   string // of its pages below the project's address, before its id

	Needs  project.Permission // that seeing those rows takes for which Closed holds, "" where there are none
	Closed string             // SQL
}

// Attachments keeps what may hang on any row: comments, files and links.
type Attachments struct {
	db    *database.DB
	sorts []Sort
}

// NewAttachments takes the sorts of row that things may hang on.
func NewAttachments(db *database.DB, sorts []Sort) *Attachments {
	return &Attachments{db: db, sorts: sorts}
}

// Attached is all that hangs on one row.
type Attached struct {
	Comments Paged[Comment] // the latest page first, each page in the order in which it was said
	Files    []File         // without their bytes
	Links    []Linked
}

const (
	most        = 200 // files, and links, of one row
	commentPage = 50
)

// Of reads all that hangs on a row, with one page of its comments: four queries,
// and one more for each sort of row that it is linked to.
func (s *Attachments) Of(ctx context.Context, key project.Scope, ref Ref, page int) (Attached, error) {
	var a Attached
	if err := key.Require(project.Read); err != nil {
		return a, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		a.Comments, err = Fetch[Comment](hanging[Comment](tx, key, ref), "created_at DESC, id DESC", Page{Number: page, Size: commentPage})
		if err != nil {
			return err
		}
		slices.Reverse(a.Comments.Rows)
		if err := hanging[File](tx, key, ref).Omit("body").Order("created_at, id").Limit(most).Find(&a.Files).Error; err != nil {
			return err
		}
		a.Links, err = s.links(tx, key, ref)
		return err
	})
	return a, err
}

// hanging are the comments or files of a row.
func hanging[T any](tx *gorm.DB, key project.Scope, ref Ref) *gorm.DB {
	return tx.Model(new(T)).Where("project_id = ? AND kind = ? AND object_id = ? AND deleted_at IS NULL", key.ProjectID, ref.Kind, ref.ID)
}

// room refuses to hang more on a row than its page can show.
func room(q *gorm.DB, field string) error {
	var n int64
	err := q.Count(&n).Error
	if err == nil && n >= most {
		return fault.Field(field, "attached.fault.full", "limit", most)
	}
	return err
}

func (s *Attachments) links(tx *gorm.DB, key project.Scope, ref Ref) ([]Linked, error) {
	var rows []Link
	err := linked(tx, key, ref).Order("created_at, id").Limit(2 * most).Find(&rows).Error // made on this row and on others
	if err != nil {
		return nil, err
	}
	wanted := map[Kind][]string{}
	all := make([]Linked, 0, len(rows))
	for _, l := range rows {
		one := Linked{Link: l, Other: Ref{l.ToKind, l.ToID}}
		if one.Other == ref {
			one.Other, one.Reverse = Ref{l.FromKind, l.FromID}, true
		}
		wanted[one.Other.Kind] = append(wanted[one.Other.Kind], one.Other.ID)
		all = append(all, one)
	}
	named, err := s.named(tx, key, wanted)
	if err != nil {
		return nil, err
	}
	var there []Linked // a row that was removed takes its links out of sight
	for _, one := range all {
		if n, ok := named[one.Other]; ok {
			one.Code, one.Title, one.Path = n.Code, n.Title, n.Path
			there = append(there, one)
		}
	}
	return there, nil
}

// Named is a row as other pages name it.
type Named struct {
	Code  string
	Title i18n.Phrase
	Path  string // below the project's address
}

// named reads the names of rows, one query for each sort.
func (s *Attachments) named(tx *gorm.DB, key project.Scope, wanted map[Kind][]string) (map[Ref]Named, error) {
	found := map[Ref]Named{}
	for _, sort := range s.sorts {
		if len(wanted[sort.Kind]) == 0 {
			continue
		}
		var rows []struct {
			ID      string
			Number  int64
			TextKey string
			Title   string
		}
		err := sort.seen(tx.Table(sort.Table), key).Select("id, number, text_key, "+sort.Title+" AS title").
			Where("project_id = ? AND id IN ? AND deleted_at IS NULL", key.ProjectID, wanted[sort.Kind]).Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			title := (&Row{TextKey: r.TextKey}).Phrase(sort.field(), r.Title)
			if sort.Words != "" {
				title = i18n.Phrase{Key: sort.Words + "." + r.Title + ".title", Text: r.Title}
			}
			found[Ref{sort.Kind, r.ID}] = Named{Code: sort.Letter + strconv.FormatInt(r.Number, 10), Title: title, Path: sort.Path + "/" + r.ID}
		}
	}
	return found, nil
}

func (s Sort) field() string {
	if s.Field != "" {
		return s.Field
	}
	return s.Title
}

// carries reports whether things may hang on rows of a kind. Files of any other
// kind are the row's own, as evidence is: only its slice parts with them.
func (s *Attachments) carries(kind Kind) bool {
	return slices.ContainsFunc(s.sorts, func(sort Sort) bool { return sort.Kind == kind })
}

// Name is how a row is named, or NotFound.
func (s *Attachments) Name(ctx context.Context, key project.Scope, ref Ref) (Named, error) {
	var one Named
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		found, err := s.named(tx, key, map[Kind][]string{ref.Kind: {ref.ID}})
		if err != nil {
			return err
		}
		var there bool
		if one, there = found[ref]; !there {
			return fault.Missing()
		}
		return nil
	})
	return one, err
}

// on runs a write on a row of the project: permission, the row's existence, then
// the write.
func (s *Attachments) on(ctx context.Context, key project.Scope, may project.Permission, ref Ref, write func(ctx context.Context, tx *gorm.DB) error) error {
	if err := key.Require(may); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if _, err := s.Name(ctx, key, ref); err != nil {
			return err
		}
		ctx, err := s.within(ctx, tx, key, ref)
		if err != nil {
			return err
		}
		return write(ctx, tx)
	})
}
