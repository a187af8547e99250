package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/once"
	"stegvis/app/platform/secret"
)

// onceKey tells the forms of one page from those of the next. A page may be shown
// twice, so the key alone does not make two forms the same: their words must be, too.
func (v *visit) onceKey() string {
	if v.once == "" && v.signed != nil {
		v.once, _ = secret.Token()
	}
	return v.once
}

// once answers a form that carries such a key and arrives twice as the first time,
// and writes nothing more.
func (s *server) once(c *fiber.Ctx) error {
	v := visitOf(c)
	if !unsafe(c.Method()) || v.signed == nil || borneDoor(c.Path()) {
		return c.Next()
	}
	if key := c.FormValue("once"); key != "" {
		return s.sendOnce(c, v)
	}
	err := c.Next()
	taken := strings.HasSuffix(c.Path(), "/undo") || strings.HasSuffix(c.Path(), "/delete")
	if err == nil && taken && c.Response().StatusCode() == fiber.StatusSeeOther {
		return s.Forms.Forget(c.UserContext(), v.signed.Account.ID)
	}
	return err
}

func (s *server) sendOnce(c *fiber.Ctx, v *visit) error {
	sum, err := digest(c, v.signed.Account.ID)
	if err != nil {
		return err
	}
	before := c.UserContext()
	ctx, sent := s.Forms.Begin(before, v.signed.Account.ID, sum)
	c.SetUserContext(ctx)
	err = c.Next()
	if errors.Is(err, once.ErrTwice) {
		return s.asFirst(c, sent)
	}
	outcome := once.Outcome{Word: v.said}
	if err == nil && c.Response().StatusCode() == fiber.StatusSeeOther {
		outcome.Location = c.GetRespHeader(fiber.HeaderLocation)
	}
	if failed := sent.End(before, outcome); failed != nil { // what the form wrote is written
		slog.Error("web: it could not be noted where a form led", "error", failed, "request", requestID(c))
	}
	return err
}

// asFirst leads to where the first of two forms led.
func (s *server) asFirst(c *fiber.Ctx, sent *once.Sent) error {
	first, err := sent.First(c.UserContext())
	if err != nil {
		return err
	}
	if first.Location == "" { // the first is still under way, or showed something that is shown once
		first.Location = "/"
		if from, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && strings.HasPrefix(from.Path, "/") {
			first.Location = from.RequestURI()
		}
	}
	if first.Word != "" {
		s.setCookie(c, "flash", first.Word, 0)
	}
	return c.Redirect(first.Location, fiber.StatusSeeOther)
}

// digest tells a form from others: whose, to where, and each of its fields and files.
func digest(c *fiber.Ctx, account string) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q", account, c.OriginalURL())
	values := posted(c)
	values.Del("csrf")
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(h, " %q %q", name, values[name])
	}
	if form, err := c.MultipartForm(); err == nil {
		for _, name := range slices.Sorted(maps.Keys(form.File)) {
			for _, file := range form.File[name] {
				fmt.Fprintf(h, " %q %q ", name, file.Filename)
				if err := add(h, file); err != nil {
					return "", err
				}
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func add(to io.Writer, file *multipart.FileHeader) error {
	f, err := file.Open()
	if err != nil {
		return err
	}
	_, err = io.Copy(to, f)
	return errors.Join(err, f.Close())
}
