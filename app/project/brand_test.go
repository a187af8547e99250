package project_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// black is a logo.
func black(t *testing.T, w, h int) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := 3; i < len(p.Pix); i += 4 {
		p.Pix[i] = 255
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// house is the key to the first organisation in a role.
func (w *town) house(t *testing.T, role account.Role) project.OrgScope {
	t.Helper()
	key, err := w.projects.OpenOrganisation(t.Context(), w.owner, "fjord-son", w.text)
	if err != nil {
		t.Fatal(err)
	}
	key.Role = role
	return key
}

func TestAReportTakesItsBrandFromItsOwnOrganisationOnly(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		key := w.house(t, account.Owner)
		if b, err := w.projects.Brand(t.Context(), w.ours); err != nil || b.Accent != "" || b.Logo != nil {
			t.Fatalf("before anything is set: %+v, %v", b, err)
		}
		if err := w.projects.SetAccent(t.Context(), key, project.AccentDraft{Accent: "#036"}); err != nil {
			t.Fatal(err)
		}
		if err := w.projects.SetLogo(t.Context(), key, project.LogoDraft{File: black(t, 1200, 100), Version: 1}); err != nil {
			t.Fatal(err)
		}
		ours, err := w.projects.Brand(t.Context(), w.ours)
		if err != nil || ours.Accent != "#003366" {
			t.Errorf("%q, %v", ours.Accent, err)
		}
		if size, err := png.DecodeConfig(bytes.NewReader(ours.Logo)); err != nil || size.Width != 600 {
			t.Errorf("the logo: %+v, %v", size, err)
		}
		if theirs, err := w.projects.Brand(t.Context(), w.theirs); err != nil || theirs.Accent != "" || theirs.Logo != nil {
			t.Errorf("the other organisation's: %+v, %v", theirs, err)
		}
	})
}

func TestAChangeOfBrandIsLoggedWithoutThePicture(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		key := w.house(t, account.Owner)
		if err := w.projects.SetLogo(t.Context(), key, project.LogoDraft{File: black(t, 40, 40)}); err != nil {
			t.Fatal(err)
		}
		if err := w.projects.RemoveLogo(t.Context(), key, 1); err != nil {
			t.Fatal(err)
		}
		err := w.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			lines, _, err := audit.List(tx, key.Organisation.ID, audit.Filter{Kind: project.BrandKind}, 0, 10)
			if len(lines) != 2 || lines[0].ActorID != w.owner.ID {
				t.Fatalf("%d lines: %+v", len(lines), lines)
			}
			removed := lines[0]
			if !strings.Contains(removed.BeforeImage, `"logo_width":40`) || !strings.Contains(removed.AfterImage, `"logo_sha256":""`) || len(removed.BeforeImage) > 500 {
				t.Errorf("before %s, after %s", removed.BeforeImage, removed.AfterImage)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestOnlyAnOwnerBrandsAndNotTheInstallationsAdministrator(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		for _, role := range []account.Role{account.Member, ""} {
			key := w.house(t, role)
			_, err := w.projects.Branding(t.Context(), key)
			for what, err := range map[string]error{
				"read": err, "accent": w.projects.SetAccent(t.Context(), key, project.AccentDraft{Accent: "#036"}),
				"logo": w.projects.SetLogo(t.Context(), key, project.LogoDraft{}), "remove": w.projects.RemoveLogo(t.Context(), key, 0),
			} {
				if !fault.Is(err, fault.Forbidden) {
					t.Errorf("%q, %s: %v", role, what, err)
				}
			}
		}
	})
}

func TestOfOwnersWhoBrandAtOnceOneIsFirstAndTheOthersAreTold(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		key := w.house(t, account.Owner)
		for round := range 2 { // when nothing is set, and when something is
			var all sync.WaitGroup
			var first atomic.Int32
			for range 6 {
				all.Go(func() {
					err := w.projects.SetAccent(t.Context(), key, project.AccentDraft{Accent: "#036", Version: int64(round)})
					f, _ := fault.As(err)
					switch {
					case err == nil:
						first.Add(1)
					case !fault.Is(err, fault.Conflict):
						t.Error(err)
					case f.Current.(project.Branding).Version != int64(round)+1:
						t.Errorf("they are shown version %d", f.Current.(project.Branding).Version)
					}
				})
			}
			all.Wait()
			if first.Load() != 1 {
				t.Errorf("%d were first", first.Load())
			}
		}
	})
}
