package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"path"
	"regexp"
	"strings"

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
	plain []byte
	gzip  []byte // nil where it would not be smaller
	etag  string
}

// LoadAssets reads all files that a browser may ask for.
func LoadAssets(files fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	all := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".ttf" || path.Ext(name) == ".go" {
			return err
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".js" {
			raw = remarks().ReplaceAll(raw, nil)
		}
		all.Write(raw)
		a.files[name] = newAsset(name, raw)
		return nil
	})
	a.Version = hex.EncodeToString(all.Sum(nil))[:12]
	return a, err
}

// remarks are the lines of a script that only its authors read, and what lines
// are set in by: a page's scripts are to be small.
func remarks() *regexp.Regexp { return regexp.MustCompile(`(?m)^[ \t]*//.*\n|^[ \t]+`) }

func newAsset(name string, raw []byte) asset {
	sum := sha256.Sum256(raw)
	one := asset{kind: mime.TypeByExtension(path.Ext(name)), plain: raw, etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
	if path.Ext(name) == ".woff2" {
		one.kind = "font/woff2"
		return one
	}
	if packed := fasthttp.AppendGzipBytesLevel(nil, raw, fasthttp.CompressBestCompression); len(packed) < len(raw) {
		one.gzip = packed
	}
	return one
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
	if one.gzip != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(one.gzip)
	}
	return c.Send(one.plain)
}
