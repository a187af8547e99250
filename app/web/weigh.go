package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/app/record"
	"stegvis/app/report"
)

// How much a request may carry where the settings allow more: a form of words
// alone, or one with a file.
const (
	formLimit   = 1 << 20
	fileLimit   = record.LargestFile + formLimit
	verifyLimit = report.LargestFile + formLimit
)

// weigh turns away what is too large for its form before anything looks into it.
func weigh(c *fiber.Ctx) error {
	limit := formLimit
	switch {
	case c.Path() == verifyPath:
		limit = verifyLimit
	case takesFile(c.Path()):
		limit = fileLimit
	}
	if len(c.Request().Body()) > limit {
		return fault.New(fault.TooLarge, "fault.too_large", "limit", strconv.Itoa(limit>>20)+" MiB")
	}
	return c.Next()
}

// takesFile reports whether a form with a file may be sent to an address: files of
// any row, evidence, and logos.
func takesFile(path string) bool {
	return strings.HasSuffix(path, "/files") || strings.HasSuffix(path, "/brand/logo") || strings.Contains(path, "/deliverables")
}
