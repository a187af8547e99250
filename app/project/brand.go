package project

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/picture"
	"stegvis/app/platform/tint"
)

// BrandKind names how an organisation's reports look in the audit log.
const BrandKind = "brand"

// LargestLogo is how many bytes may be sent as a logo.
const LargestLogo = picture.MostBytes

// Brand is what a report takes from its organisation.
type Brand struct {
	Accent string `json:"accent"`         // #rrggbb, "" for the house's own
	Logo   []byte `json:"logo,omitempty"` // PNG, nil for none
}

// Branding is how an organisation's reports look, as its owners set it. The logo's
// bytes are read only where they are shown.
type Branding struct {
	OrganisationID string    `json:"organisation_id" gorm:"primaryKey"`
	Accent         string    `json:"accent"`
	Logo           []byte    `json:"-"`
	LogoSHA256     string    `json:"logo_sha256" gorm:"column:logo_sha256"`
	LogoWidth      int       `json:"logo_width"`
	LogoHeight     int       `json:"logo_height"`
	Version        int64     `json:"version"`
	UpdatedAt      time.Time `json:"updated_at"`
	UpdatedBy      string    `json:"updated_by"`
}

// TableName tells GORM.
func (Branding) TableName() string { return "organisation_brand" }

// HasLogo reports whether there is one.
func (b Branding) HasLogo() bool { return b.LogoSHA256 != "" }

// Shown is the accent that reports are drawn in.
func (b Branding) Shown() string { return b.shade().String() }

// Wash is the accent's tint behind text.
func (b Branding) Wash() string { return b.shade().Faint().String() }

func (b Branding) shade() tint.Colour {
	if c, ok := tint.Parse(b.Accent); ok {
		return c
	}
	return tint.House()
}

// AccentDraft is the accent as it is typed; "" is the house's own.
type AccentDraft struct {
	Accent  string `form:"accent"`
	Version int64  `form:"version"`
}

// Drafted is the accent as its form shows it.
func (b Branding) Drafted(*i18n.Text) any { return AccentDraft{b.Accent, b.Version} }

// Branding is how the organisation's reports look, for its owners; the logo's bytes
// are left out. Of what nobody has set yet the version is zero.
func (s *Projects) Branding(ctx context.Context, key OrgScope) (Branding, error) {
	if err := key.RequireOwner(); err != nil {
		return Branding{}, err
	}
	var b Branding
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		b, err = branding(tx.Omit("logo"), key.Organisation.ID)
		return err
	})
	return b, err
}

// Logo is the organisation's logo, for whoever may see the organisation, or NotFound.
func (s *Projects) Logo(ctx context.Context, key OrgScope) (Branding, error) {
	var b Branding
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		b, err = branding(tx, key.Organisation.ID)
		return err
	})
	if err == nil && !b.HasLogo() {
		err = fault.Missing()
	}
	return b, err
}

// Brand is what a project's reports take from its organisation.
func (s *Projects) Brand(ctx context.Context, key Scope) (Brand, error) {
	return s.brand(ctx, key.OrganisationID)
}

// BrandOf is Brand for a report on the whole organisation.
func (s *Projects) BrandOf(ctx context.Context, key OrgScope) (Brand, error) {
	return s.brand(ctx, key.Organisation.ID)
}

func (s *Projects) brand(ctx context.Context, organisationID string) (Brand, error) {
	var b Branding
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		b, err = branding(tx, organisationID)
		return err
	})
	return Brand{Accent: b.Accent, Logo: b.Logo}, err
}

func branding(tx *gorm.DB, organisationID string) (Branding, error) {
	var b Branding
	err := tx.Where("organisation_id = ?", organisationID).Take(&b).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Branding{OrganisationID: organisationID}, nil
	}
	return b, err
}

// SetAccent gives the organisation's reports an accent, which must stand out from
// paper.
func (s *Projects) SetAccent(ctx context.Context, key OrgScope, d AccentDraft) error {
	if err := key.RequireOwner(); err != nil {
		return err
	}
	c, err := accent(key.Text, d.Accent)
	if err != nil {
		return err
	}
	return s.rebrand(ctx, key, d.Version, func(b *Branding) { b.Accent = c })
}

// accent is a typed accent as it is kept.
func accent(t *i18n.Text, typed string) (string, error) {
	if strings.TrimSpace(typed) == "" {
		return "", nil
	}
	c, ok := tint.Parse(typed)
	if !ok {
		return "", fault.Field("accent", "brand.fault.accent")
	}
	if ratio := c.OnPaper(); ratio < tint.Readable {
		return "", fault.Field("accent", "brand.fault.contrast", "accent", c.String(), "contrast", ratioOf(t, ratio),
			"least", ratioOf(t, tint.Readable), "nearest", c.ReadableOnPaper().String())
	}
	return c.String(), nil
}

// ratioOf is a contrast to one decimal, rounded down: what falls short never reads
// as enough.
func ratioOf(t *i18n.Text, ratio float64) string {
	return t.Decimal(float64(int(ratio*10))/10, 1) + ":1"
}

// ReadableAccent is the accent nearest to a typed one that stands out from paper, ""
// where it does already or is no colour.
func ReadableAccent(typed string) string {
	c, ok := tint.Parse(typed)
	if !ok || c.OnPaper() >= tint.Readable {
		return ""
	}
	return c.ReadableOnPaper().String()
}

// LogoDraft is a logo as it was sent.
type LogoDraft struct {
	File    []byte
	Version int64
}

// SetLogo gives the organisation's reports a logo, made anew of the file's pixels.
func (s *Projects) SetLogo(ctx context.Context, key OrgScope, d LogoDraft) error {
	if err := key.RequireOwner(); err != nil {
		return err
	}
	p, err := s.logo(d.File)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(p.PNG)
	return s.rebrand(ctx, key, d.Version, func(b *Branding) {
		b.Logo, b.LogoSHA256, b.LogoWidth, b.LogoHeight = p.PNG, hex.EncodeToString(sum[:]), p.Width, p.Height
	})
}

// logo reads one file at a time, since a large one takes tens of megabytes for a
// moment.
func (s *Projects) logo(file []byte) (picture.Picture, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	p, err := picture.Logo(file)
	var refused picture.Refusal
	if errors.As(err, &refused) {
		err = fault.Field("logo", "brand.fault.logo."+string(refused), "megabytes", picture.MostBytes>>20,
			"side", picture.MostSide, "pixels", picture.MostPixels/1_000_000, "least", picture.LeastSide)
	}
	return p, err
}

// RemoveLogo takes the logo away.
func (s *Projects) RemoveLogo(ctx context.Context, key OrgScope, version int64) error {
	if err := key.RequireOwner(); err != nil {
		return err
	}
	return s.rebrand(ctx, key, version, func(b *Branding) {
		b.Logo, b.LogoSHA256, b.LogoWidth, b.LogoHeight = nil, "", 0, 0
	})
}

// rebrand changes how an organisation's reports look, for an owner who has seen the
// version that is there.
func (s *Projects) rebrand(ctx context.Context, key OrgScope, seen int64, change func(*Branding)) error {
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		before, err := branding(tx, key.Organisation.ID)
		if err != nil {
			return err
		}
		if before.Version != seen {
			return fault.Stale(before)
		}
		after := before
		change(&after)
		after.Version, after.UpdatedAt, after.UpdatedBy = seen+1, database.Instant(s.now()), key.Account.ID
		if err := keepBranding(tx, before, after); err != nil {
			return err
		}
		_, err = audit.Record(tx, audit.Change{Actor: key.Account.Actor(), OrganisationID: key.Organisation.ID, Action: audit.Changed,
			Kind: BrandKind, ObjectID: key.Organisation.ID, Label: key.Organisation.Name, Before: before, After: after})
		return err
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // somebody else was the first to set anything
		now, err := s.Branding(ctx, key)
		if err == nil {
			err = fault.Stale(now)
		}
		return err
	}
	return err
}

// keepBranding writes what was changed unless somebody else has meanwhile.
func keepBranding(tx *gorm.DB, before, after Branding) error {
	if before.Version == 0 {
		return tx.Create(&after).Error
	}
	done := tx.Where("version = ?", before.Version).Select("*").Updates(&after)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	now, err := branding(tx, before.OrganisationID)
	if err == nil {
		err = fault.Stale(now)
	}
	return err
}
