package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/templates/partial"
)

// known are a project's people, as choices and by id. Those who were removed stand
// last, so that a form keeps what stands in their name.
type known struct {
	options []partial.Option
	names   map[string]string
}

func (s *server) people(c *fiber.Ctx, key project.Scope) (known, error) {
	people, err := s.Projects.People(c.UserContext(), key)
	k := known{names: make(map[string]string, len(people))}
	for _, p := range people {
		label := p.Name
		if p.DeletedAt != nil {
			label = key.Text.T("member.removed_name", "name", p.Name)
		}
		k.options = append(k.options, partial.Option{Value: p.ID, Label: label})
		k.names[p.ID] = p.Name
	}
	return k, err
}
