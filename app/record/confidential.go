package record

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Confidential is a row that not all who read the project may see. Needs is the
// permission that seeing it takes, "" for none. It is the same throughout the
// row's life, since the log keeps what it was.
type Confidential interface{ Needs() project.Permission }

// needsOf is what seeing a row, or an image of one, takes.
func needsOf(row any) project.Permission {
	if c, is := row.(Confidential); is {
		return c.Needs()
	}
	return ""
}

// closedTo are the permissions that a person lacks, as they stand beside what is
// logged and found.
func closedTo(key project.Scope) []string {
	var all []string
	for _, p := range key.Closed() {
		all = append(all, string(p))
	}
	return all
}

// open narrows lines of the log to those that a person may see.
func open(tx *gorm.DB, key project.Scope) *gorm.DB {
	if closed := closedTo(key); len(closed) > 0 {
		return tx.Where("needs NOT IN ?", closed)
	}
	return tx
}

// Visible is NotFound for what a person may not see, such as a line of the log.
func Visible(key project.Scope, needs string) error {
	if needs != "" && !key.Allows(project.Permission(needs)) {
		return fault.Missing()
	}
	return nil
}

type needsKey struct{}

// Needing makes what is logged with the context need a permission; "" changes nothing.
func Needing(ctx context.Context, p project.Permission) context.Context {
	if p == "" {
		return ctx
	}
	return context.WithValue(ctx, needsKey{}, p)
}

func needsIn(ctx context.Context) project.Permission {
	p, _ := ctx.Value(needsKey{}).(project.Permission)
	return p
}

// seen narrows rows of a sort to those that a person may see.
func (s Sort) seen(q *gorm.DB, key project.Scope) *gorm.DB {
	if s.Needs == "" || key.Allows(s.Needs) {
		return q
	}
	return q.Where("NOT (" + s.Closed + ")")
}

// within is the context for a write on what hangs on some rows, or NotFound when
// one of them is closed to the person, be the row still there or not.
func (s *Attachments) within(ctx context.Context, tx *gorm.DB, key project.Scope, rows ...Ref) (context.Context, error) {
	for _, ref := range rows {
		for _, sort := range s.sorts {
			if sort.Kind != ref.Kind || sort.Needs == "" {
				continue
			}
			var closed int64
			err := tx.Table(sort.Table).Where("project_id = ? AND id = ? AND "+sort.Closed, key.ProjectID, ref.ID).Count(&closed).Error
			if err != nil {
				return ctx, err
			}
			if closed == 0 {
				continue
			}
			if err := Visible(key, string(sort.Needs)); err != nil {
				return ctx, err
			}
			ctx = Needing(ctx, sort.Needs)
		}
	}
	return ctx, nil
}
