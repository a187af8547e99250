package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
)

// portfolioPDF is where the organisation's projects stand, those that the reader may
// open, in the language asked for or else the reader's.
func (s *server) portfolioPDF(c *fiber.Ctx, key project.OrgScope) error {
	t := key.Text
	if lang := c.Query("lang"); slices.Contains(s.Texts.Languages(), lang) {
		t = s.Texts.For(lang)
	}
	file, err := s.Reports.Portfolio(c.UserContext(), key, s.Now(), t)
	if err != nil {
		return err
	}
	return sendPDF(c, file.Name, t.Lang(), file.PDF)
}
