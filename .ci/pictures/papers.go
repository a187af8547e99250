package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// papers pictures every page of each PDF, in both languages.
func (p *play) papers(ctx context.Context, a *album, only *regexp.Regexp) error {
	for _, s := range p.prints {
		if !only.MatchString(s.name) {
			continue
		}
		var tiles []tile
		for _, lang := range []string{"en", "sv"} {
			sheets, err := paper(ctx, s, lang)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			for i, sheet := range sheets {
				tiles = append(tiles, tile{fmt.Sprintf("page %d, %s", i+1, lang), sheet})
			}
		}
		if err := a.sheet(s.name+"-pdf", s.path, tiles, 3); err != nil {
			return err
		}
	}
	return nil
}

// paper is the pages of one PDF.
func paper(ctx context.Context, s scene, lang string) (pages []image.Image, err error) {
	more := "?"
	if strings.Contains(s.path, "?") {
		more = "&"
	}
	got, err := s.who.get(s.path+more+"lang="+lang, lang)
	if err != nil {
		return nil, err
	}
	if got.kind != "application/pdf" {
		return nil, fmt.Errorf("it is %s, and answers %d", got.kind, got.status)
	}
	folder, err := os.MkdirTemp("", "stegvis-paper-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, "paper.pdf")
	if err := os.WriteFile(file, []byte(got.body), 0o600); err != nil {
		return nil, err
	}
	if out, err := exec.CommandContext(ctx, "pdftoppm", "-r", "80", "-png", file, filepath.Join(folder, "page")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	for _, name := range files {
		picture, err := decode(name)
		if err != nil {
			return nil, err
		}
		pages = append(pages, picture)
	}
	return pages, nil
}

func decode(file string) (image.Image, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}
