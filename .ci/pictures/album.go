package main

import (
	"context"
	"fmt"
	"html"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// album is the folder of contact sheets.
type album struct {
	folder string
	pen    pen

	mu     sync.Mutex
	sheets []string
}

func newAlbum(folder string) (*album, error) {
	pen, err := newPen()
	return &album{folder: folder, pen: pen}, err
}

// hands is how many scenes are taken at once.
const hands = 2

// take pictures all scenes.
func (a *album) take(ctx context.Context, scenes []scene) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	shown, err := browser(ctx)
	if err != nil {
		return fmt.Errorf("no Chromium: %w", err)
	}
	var all errgroup.Group
	all.SetLimit(hands)
	for _, s := range scenes {
		all.Go(func() error {
			if err := a.scene(shown, s); err != nil {
				return fmt.Errorf("%s (%s): %w", s.name, s.path, err)
			}
			return nil
		})
	}
	return all.Wait()
}

const (
	desk  = 1440
	phone = 390
	wall  = 1920 // what hangs in a room is pictured as it hangs there, too
	small = 0.82 // two desks side by side then are 2400 px wide
)

// scene makes the sheets of one scene: as on a desk, as on a telephone, and with
// everything unfolded.
func (a *album) scene(browser context.Context, s scene) error {
	w, done, err := openWindow(browser, s.who)
	defer done()
	if err != nil {
		return err
	}
	var desks, phones, walls, unfolded []tile
	for _, lang := range []string{"en", "sv"} {
		if err := w.speak(lang); err != nil {
			return err
		}
		if err := w.visit(s.address(), s.then); err != nil {
			return err
		}
		for _, dark := range []bool{false, true} {
			if desks, err = w.add(desks, look{desk, dark}, lang); err != nil {
				return err
			}
			if phones, err = w.add(phones, look{phone, dark}, lang); err != nil {
				return err
			}
		}
		if strings.HasSuffix(s.name, "-wall") {
			if walls, err = w.add(walls, look{wall, true}, lang); err != nil {
				return err
			}
		}
		if unfolded, err = w.addUnfolded(unfolded, lang); err != nil {
			return err
		}
	}
	if err := a.sheet(s.name+"-desk", s.path, desks, 2); err != nil {
		return err
	}
	if err := a.sheet(s.name+"-phone", s.path, phones, 4); err != nil {
		return err
	}
	if len(walls) > 0 {
		if err := a.sheet(s.name+"-1920", s.path, walls, 1); err != nil {
			return err
		}
	}
	if len(unfolded) == 0 {
		return nil
	}
	return a.sheet(s.name+"-unfolded", s.path, unfolded, 2)
}

// add takes the page that is open, in one look.
func (w *window) add(to []tile, l look, lang string) ([]tile, error) {
	if err := w.show(l); err != nil {
		return nil, err
	}
	scale := 1.0
	if l.width != phone {
		scale = small
	}
	picture, err := w.picture(l.width, scale)
	theme := map[bool]string{true: "dark", false: "light"}[l.dark]
	return append(to, tile{fmt.Sprintf("%d px, %s, %s", l.width, theme, lang), picture}), err
}

// addUnfolded takes it once more where something was closed: light and wide in the
// first language, dark and narrow in the other.
func (w *window) addUnfolded(to []tile, lang string) ([]tile, error) {
	closed, err := w.unfold()
	if err != nil || !closed {
		return to, err
	}
	if lang == "en" {
		return w.add(to, look{desk, false}, lang)
	}
	return w.add(to, look{phone, true}, lang)
}

// index lists the sheets for a browser.
func (a *album) index() error {
	slices.Sort(a.sheets)
	var b strings.Builder
	b.WriteString("<!doctype html><meta charset=utf-8><title>Contact sheets</title><ul>\n")
	for _, s := range a.sheets {
		fmt.Fprintf(&b, "<li><a href=\"%s.png\">%s</a>\n", html.EscapeString(s), html.EscapeString(s))
	}
	return os.WriteFile(filepath.Join(a.folder, "index.html"), []byte(b.String()+"</ul>\n"), 0o644)
}

// tile is one picture of a sheet.
type tile struct {
	label   string
	picture image.Image
}
