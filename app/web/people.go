package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/templates/partial"
)

// known are a project's people, as choices and by id.
type known struct {
	options []partial.Option
	names   map[string]string
}

func (s *server) people(c *fiber.Ctx, key project.Scope) (known, error) {
	people, err := s.Projects.People(c.UserContext(), key)
	k := known{names: make(map[string]string, len(people))}
	for _, p := range people {
		k.options = append(k.options, partial.Option{Value: p.ID, Label: p.Name})
		k.names[p.ID] = p.Name
	}
	return k, err
}
