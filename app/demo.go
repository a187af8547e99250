package app

import (
	"context"
	"fmt"
	"io"
)

// Demo loads the demo project if it is not there, and prints who can sign in to
// it: role, e-mail and password, separated by tabs, one person a line.
func (a *App) Demo(ctx context.Context, out io.Writer) error {
	signIns, err := a.demo.Load(ctx)
	if err != nil {
		return err
	}
	for _, s := range signIns {
		fmt.Fprintf(out, "%s\t%s\t%s\n", s.Role, s.Email, s.Password)
	}
	return nil
}
