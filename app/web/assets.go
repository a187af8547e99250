package web

import (
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"stegvis/app/platform/fault"
)

// Assets are the files that browsers load as they are. Each is read, and packed,
// when the first browser asks for it.
type Assets struct {
	sums  func() sums
	files map[string]asset
}

type assets = Assets

// sums tell a file, and all of them together, from those of other versions.
type sums struct {
	all string
	one map[string]string
}

type asset struct {
	kind  string
	plain func() []byte
	gzip  func() []byte // nil where it would not be smaller
}

// FindAssets finds all files that a browser may ask for.
func FindAssets(files fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) != ".ttf" && path.Ext(name) != ".go" {
			a.files[name] = newAsset(files, name)
		}
		return err
	})
	a.sums = sync.OnceValue(func() sums { return sumsOf(files, slices.Sorted(maps.Keys(a.files))) })
	return a, err
}

// Version changes whenever any of the files does, so browsers may keep them for ever.
func (a *Assets) Version() string { return a.sums().all }

// sumsOf is for telling versions of our own files apart, for which no cryptography
// is needed: a node reads them all before it shows its first page.
func sumsOf(files fs.FS, names []string) sums {
	table := crc32.MakeTable(crc32.Castagnoli)
	all, s := crc32.New(table), sums{one: map[string]string{}}
	buffer := make([]byte, 32<<10)
	for _, name := range names {
		one := crc32.New(table)
		if err := pour(io.MultiWriter(all, one), files, name, buffer); err != nil {
			panic(err) // the files are part of the program
		}
		s.one[name] = fmt.Sprintf("%08x", one.Sum32())
	}
	s.all = fmt.Sprintf("%08x", all.Sum32())
	return s
}

func pour(to io.Writer, files fs.FS, name string, buffer []byte) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.CopyBuffer(to, f, buffer)
	return err
}

// content is a file of the program itself, which is always there.
func content(files fs.FS, name string) []byte {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return raw
}

// remarks are the lines of a script that only its authors read, and what lines
// are set in by: a page's scripts are to be small.
func remarks() *regexp.Regexp { return regexp.MustCompile(`(?m)^[ \t]*//.*\n|^[ \t]+`) }

func newAsset(files fs.FS, name string) asset {
	kind := kindOf(path.Ext(name))
	plain := sync.OnceValue(func() []byte {
		if path.Ext(name) == ".js" {
			return remarks().ReplaceAll(content(files, name), nil)
		}
		return content(files, name)
	})
	return asset{kind: kind, plain: plain, gzip: sync.OnceValue(func() []byte {
		if kind == "font/woff2" { // which is packed already
			return nil
		}
		packed := fasthttp.AppendGzipBytesLevel(nil, plain(), fasthttp.CompressBestCompression)
		if len(packed) >= len(plain()) {
			return nil
		}
		return packed
	})}
}

// kindOf knows what there is among the files, whatever the machine's own tables say.
func kindOf(extension string) string {
	switch extension {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	}
	return fiber.MIMETextPlainCharsetUTF8
}

func (s *server) serveStatic(c *fiber.Ctx) error {
	name := c.Params("*")
	one, ok := s.static.files[name]
	if !ok {
		return fault.Missing()
	}
	etag := `"` + s.static.sums().one[name] + `"`
	c.Set(fiber.HeaderETag, etag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if c.Query("v") == s.static.Version() {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	if c.Get(fiber.HeaderIfNoneMatch) == etag {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, one.kind)
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		if packed := one.gzip(); packed != nil {
			c.Set(fiber.HeaderContentEncoding, "gzip")
			return c.Send(packed)
		}
	}
	return c.Send(one.plain())
}
