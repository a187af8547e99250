package pdf

import "context"

// Press draws documents a few at a time: drawing is work for a processor, and
// more documents than processors only make each other late.
type Press struct {
	faces func() (*Faces, error)
	slots chan struct{}
}

// NewPress draws at most n documents at a time, with faces that it asks for then.
func NewPress(faces func() (*Faces, error), n int) *Press {
	return &Press{faces: faces, slots: make(chan struct{}, max(n, 1))}
}

// Print draws one document when its turn comes, or gives up when ctx ends first.
func (p *Press) Print(ctx context.Context, draw func(*Faces) ([]byte, error)) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	faces, err := p.faces()
	if err != nil {
		return nil, err
	}
	return draw(faces)
}
