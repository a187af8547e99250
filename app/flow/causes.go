package flow

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// causeKind names the catalogue's causes as the origin of a risk.
const causeKind record.Kind = "cause"

// Causes offers the catalogue's causes of failure to the registers of risks.
type Causes struct {
	db        *database.DB
	risks     *risk.Register
	catalogue *Catalogue
}

// NewCauses takes the register and the catalogue.
func NewCauses(db *database.DB, risks *risk.Register, catalogue *Catalogue) *Causes {
	return &Causes{db: db, risks: risks, catalogue: catalogue}
}

// Offered are the causes that the register does not hold, in the catalogue's order.
func (s *Causes) Offered(ctx context.Context, key project.Scope) ([]Cause, error) {
	held, err := s.risks.CameFrom(ctx, key, causeKind)
	if err != nil {
		return nil, err
	}
	var offered []Cause
	for _, c := range s.catalogue.shelves().causes {
		if !held[c.Key] {
			offered = append(offered, c)
		}
	}
	return offered, nil
}

// Note adds a cause to the register as a risk, unless it is there already.
func (s *Causes) Note(ctx context.Context, key project.Scope, name string) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	cause, known := s.catalogue.cause(name)
	if !known {
		return fault.Missing()
	}
	return s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		held, err := s.risks.CameFrom(ctx, key, causeKind)
		if err != nil || held[name] {
			return err
		}
		return note(ctx, s.risks, key, cause)
	})
}

// note adds a cause as an open risk in the reader's words, for the reader to look
// after until they hand it over. Its origin tells where it came from when the
// words have become somebody's own.
func note(ctx context.Context, risks *risk.Register, key project.Scope, c Cause) error {
	word := func(field string) string { return key.Text.T(c.TextKey() + "." + field) }
	_, err := risks.CreateFrom(ctx, key, risk.Draft{
		Title: word("title"), Cause: word("cause"), Effect: word("effect"), Plan: word("response"),
		Category: c.Category, Likelihood: c.Likelihood, Impact: c.Impact, Response: c.Response, Status: risk.Open, OwnerID: key.PersonID, Tags: tags(c.Kotter, c.Gartner),
	}, c.TextKey(), record.Origin{OriginKind: string(causeKind), OriginID: c.Key})
	return err
}
