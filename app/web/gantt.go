package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
	views "stegvis/templates/rollout"
)

// ganttRows is how many rows of the roll-out over time one page shows.
const ganttRows = 150

// showGantt shows the roll-out over time, as the plan report draws it: a page of its
// rows as a picture, and the same as a table.
func (s *server) showGantt(c *fiber.Ctx, key project.Scope, at record.Page) error {
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	whole, err := s.Rollout.Whole(c.UserContext(), key)
	if err != nil {
		return err
	}
	gantt := whole.Gantt(key.Today(), people.names)
	drawn := gantt.Chart(key.Text, rollout.Frame{Wide: 1120, Type: 12, Step: 24, Base: projectPath(key)})
	from := min((max(at.Number, 1)-1)*ganttRows, max(drawn.Rows()-1, 0)/ganttRows*ganttRows)
	to := min(from+ganttRows, drawn.Rows())
	page := views.GanttPage{Home: projectPath(key, "rollout"), Project: projectPath(key), Rows: drawn.Strips[from:to], Day: key.Today(),
		Pages: pages(c, record.Paged[rollout.Strip]{Total: int64(drawn.Rows()), Page: database.Page{Number: from/ganttRows + 1, Size: ganttRows}})}
	if to > from {
		picture := drawn.Drawing(from, to)
		page.Says, page.Drawing = picture.Title, chart.SVG(picture, "gantt")
		page.Slim = chart.SVG(gantt.Chart(key.Text, rollout.Frame{Wide: 358, Type: 12, Step: 6, Base: projectPath(key), Slim: true}).Drawing(from, to), "gantt-slim")
	}
	return s.page(c, inRoom(key, "rollout", key.Text.T("rollout.title"), key.Text.T("rollout.purpose")), views.Gantt(page))
}
