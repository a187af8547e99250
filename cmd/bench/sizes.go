package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

// loaded are the files that a page makes a browser load, by what they are.
var (
	scriptOf = regexp.MustCompile(`<script[^>]* src="([^"]+)"`)
	styleOf  = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`)
	fontOf   = regexp.MustCompile(`url\(["']?([^"')]+\.woff2)`)
	roomOf   = regexp.MustCompile(`(?s)<nav class="rail".*?</nav>`)
	hrefOf   = regexp.MustCompile(`href="(` + demo + `[^"#]*)"`)
)

// sizes is the title of their table; they are the same on both databases.
const sizes = "Sizes"

// measureSizes says what a browser loads of each room of the project.
func (b *bench) measureSizes(context.Context) error {
	if b.report.titled(sizes) != nil {
		return nil
	}
	table := b.report.in(sizes, "what", "KB", "KB compressed", "scripts", "KB of scripts", "KB of scripts compressed")
	for _, p := range []struct{ name, file string }{{"the program", b.programs.stegvis}, {"bare Fiber, for comparison", b.programs.bare}} {
		info, err := os.Stat(p.file)
		if err != nil {
			return err
		}
		table.line(p.name, kilobytes(int(info.Size())), "", "", "", "")
	}
	rooms, err := b.rooms()
	if err != nil {
		return err
	}
	most := 0
	var style string
	for _, room := range rooms {
		body, err := b.crew[0].page(room)
		if err != nil {
			return err
		}
		plain, packed, n, err := b.scripts(body)
		if err != nil {
			return err
		}
		most = max(most, packed)
		table.line(room, kilobytes(len(body)), kilobytes(compressed(body)), n, kilobytes(plain), kilobytes(packed))
		style = string(styleOf.FindSubmatch(body)[1])
	}
	if err := b.styles(table, style); err != nil {
		return err
	}
	b.report.atMost("both", "scripts of a page, compressed", " KB", float64(most)/1024, 40)
	return nil
}

// rooms are the pages that the rail of the project leads to.
func (b *bench) rooms() ([]string, error) {
	body, err := b.crew[0].page(demo)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, href := range hrefOf.FindAllSubmatch(roomOf.Find(body), -1) {
		found[string(href[1])] = true
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s has no rail", demo)
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// scripts weighs all scripts of a page.
func (b *bench) scripts(body []byte) (plain, packed, n int, err error) {
	for _, src := range scriptOf.FindAllSubmatch(body, -1) {
		script, err := b.crew[0].page(string(src[1]))
		if err != nil {
			return 0, 0, 0, err
		}
		plain, packed, n = plain+len(script), packed+compressed(script), n+1
	}
	return plain, packed, n, nil
}

// styles weighs the stylesheet and the fonts that it names.
func (b *bench) styles(table *block, style string) error {
	sheet, err := b.crew[0].page(style)
	if err != nil {
		return err
	}
	table.line("the stylesheet", kilobytes(len(sheet)), kilobytes(compressed(sheet)), "", "", "")
	for _, url := range fontOf.FindAllSubmatch(sheet, -1) {
		at := string(url[1])
		if !strings.HasPrefix(at, "/") {
			at = path.Join("/static/css", at)
		}
		font, err := b.crew[0].page(at)
		if err != nil {
			return err
		}
		table.line(path.Base(at), kilobytes(len(font)), "", "", "", "")
	}
	return nil
}

func compressed(body []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(body) // into memory
	_ = w.Close()
	return out.Len()
}
