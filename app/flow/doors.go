package flow

import (
	"context"

	"stegvis/app/committee"
	"stegvis/app/project"
)

// Doors let in who was asked for something as a voice of the committee and comes by a
// link that opens this alone.
type Doors struct {
	committee *committee.Committees
	projects  *project.Projects
}

// NewDoors takes the rooms.
func NewDoors(boards *committee.Committees, projects *project.Projects) *Doors {
	return &Doors{boards, projects}
}

// Enter lets the bearer of a link in: the key as whom they come, and what they were
// asked. The first time is noted.
func (s *Doors) Enter(ctx context.Context, guest project.Guest) (project.Scope, committee.Asked, error) {
	asked, err := s.committee.Bearer(ctx, guest)
	if err != nil {
		return project.Scope{}, asked, err
	}
	key, err := s.projects.ByLink(ctx, guest, asked.PersonID, asked.Name)
	if err != nil {
		return key, asked, err
	}
	return key, asked, s.committee.Entered(ctx, guest)
}
