package web

import (
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"stegvis/app/platform/fault"
)

// Assets are the files that browsers load as they are, read once. Version
// changes whenever any of them does, so browsers may keep them for ever.
type Assets struct {
	Version string
	files   map[string]asset
}

type assets = Assets

type asset struct {
	kind  string
	etag  string
	plain func() []byte
	gzip  func() []byte // nil where it would not be smaller
}

// LoadAssets finds all files that a browser may ask for. Each is read, and packed,
// when the first browser does.
func LoadAssets(files fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	all := checksum()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".ttf" || path.Ext(name) == ".go" {
			return err
		}
		one := checksum()
		f, err := files.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(io.MultiWriter(all, one), f)
		a.files[name] = newAsset(files, name, hex.EncodeToString(one.Sum(nil)))
		return err
	})
	a.Version = hex.EncodeToString(all.Sum(nil))
	return a, err
}

// remarks are the lines of a script that only its authors read, and what lines
// are set in by: a page's scripts are to be small.
func remarks() *regexp.Regexp { return regexp.MustCompile(`(?m)^[ \t]*//.*\n|^[ \t]+`) }

func newAsset(files fs.FS, name, sum string) asset {
	kind := kindOf(path.Ext(name))
	plain := sync.OnceValue(func() []byte {
		raw, err := fs.ReadFile(files, name)
		if err != nil { // a file of the program itself, which was read a moment ago
			panic(err)
		}
		if path.Ext(name) == ".js" {
			return remarks().ReplaceAll(raw, nil)
		}
		return raw
	})
	return asset{kind: kind, etag: `"` + sum + `"`, plain: plain, gzip: sync.OnceValue(func() []byte {
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

// checksum tells versions of our own files apart, for which no cryptography is
// needed: a node reads them all before it answers for the first time.
func checksum() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

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
	one, ok := s.static.files[c.Params("*")]
	if !ok {
		return fault.Missing()
	}
	c.Set(fiber.HeaderETag, one.etag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if c.Query("v") == s.static.Version {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	if c.Get(fiber.HeaderIfNoneMatch) == one.etag {
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
