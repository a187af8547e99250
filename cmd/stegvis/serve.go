package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"stegvis/app"
	"stegvis/app/platform/config"
)

func newServe() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer requests until stopped",
		Long: "Brings the database up to date and answers requests until SIGTERM or SIGINT. Requests under way\n" +
			"may then finish; a second signal ends the program at once.",
		Args: understood(cobra.NoArgs),
		RunE: serve,
	}
	cmd.Flags().AddFlagSet(config.Flags())
	return cmd
}

func serve(cmd *cobra.Command, _ []string) error {
	s, err := settings(cmd)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %s", s.Addr, reason(err))
	}
	defer listener.Close()
	if strings.HasSuffix(s.Addr, ":0") { // any free port was asked for: say which it is
		s.Addr = listener.Addr().String()
	}
	a, err := app.New(s)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Serve(cmd.Context(), listener, cmd.OutOrStdout())
}

// reason is the innermost error: what the operating system said.
func reason(err error) error {
	var system *os.SyscallError
	if errors.As(err, &system) {
		return system.Err
	}
	return err
}

func newMigrate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database up to date and end",
		Args:  understood(cobra.NoArgs),
		RunE: withDatabase(func(cmd *cobra.Command, _ []string, _ *app.App) error {
			fmt.Fprintln(cmd.OutOrStdout(), "The database is up to date.")
			return nil
		}),
	}
	databaseFlags(cmd)
	return cmd
}

func newDemo() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Load the demo project and print its sign-ins",
		Long: "Loads the demo project once and prints its sign-ins: role, e-mail and password, separated by tabs.\n" +
			"Loading it again changes nothing but passwords that no longer fit the file they are kept in.",
		Args: understood(cobra.NoArgs),
		RunE: withDatabase(func(cmd *cobra.Command, _ []string, a *app.App) error {
			return a.Demo(cmd.Context(), cmd.OutOrStdout())
		}),
	}
	databaseFlags(cmd)
	return cmd
}
