package main

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"stegvis/app"
	"stegvis/app/platform/config"
)

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "stegvis",
		Short: "Stegvis guides an organisation through a CRM implementation",
		Long: "Stegvis guides an organisation through a CRM implementation, step by step.\n\n" +
			"  stegvis serve --demo    look around, with a project to look at\n" +
			"  stegvis serve           begin for yourself\n\n" + settingsHelp(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              understood(cobra.NoArgs),
		Run:               func(cmd *cobra.Command, _ []string) { cmd.Help() }, // its error is the terminal's
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newServe(), newMigrate(), newDemo(), newUser(), newReport(), newVerify(), newVersion())
	return root
}

// settingsHelp lists every setting once, for people who set the environment.
func settingsHelp() string {
	var b strings.Builder
	b.WriteString("Settings, by environment variable or by flag; a flag wins:\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, s := range config.List() {
		flag := ""
		if s.Flag != "" {
			flag = "--" + s.Flag
		}
		doc := s.Doc
		if s.Default != "" {
			doc += " (default " + s.Default + ")"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", s.Env, flag, doc)
	}
	w.Flush() // into memory
	return b.String()
}

// understood marks what an argument check finds as a misspoken command line.
func understood(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// group is a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{Use: use, Short: short, Args: understood(cobra.NoArgs),
		Run: func(cmd *cobra.Command, _ []string) { cmd.Help() }} // its error is the terminal's
	g.AddCommand(commands...)
	return g
}

// databaseFlags are the settings that every command needs that opens the
// database.
func databaseFlags(cmd *cobra.Command) {
	all := config.Flags()
	for _, name := range []string{"data", "database-url", "log-level"} {
		cmd.Flags().AddFlag(all.Lookup(name))
	}
}

// settings reads the environment and the command's flags, and turns the log to
// standard error.
func settings(cmd *cobra.Command) (config.Settings, error) {
	s, err := config.Load(os.Environ(), cmd.Flags())
	if err != nil {
		return s, settingsError{err}
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: s.LogLevel})))
	return s, nil
}

// withDatabase runs what a command does on an opened and migrated database.
func withDatabase(work func(cmd *cobra.Command, args []string, a *app.App) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		s, err := settings(cmd)
		if err != nil {
			return err
		}
		a, err := app.Open(cmd.Context(), s)
		if err != nil {
			return err
		}
		defer a.Close()
		if err := a.Migrate(cmd.Context()); err != nil {
			return err
		}
		return work(cmd, args, a)
	}
}
