package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"stegvis/app"
	"stegvis/app/platform/database"
)

func newVerify() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify FILE.pdf",
		Short: "Tell whether a PDF is a report or minutes that were issued",
		Long: "Tells whether a PDF is a report that was issued here, or the minutes of a meeting that were closed here, and which:\n" +
			"a line for each thing that is known of it, name and value with a tab between; - is standard input. It ends with 0 when the file is what was issued, as its bytes\n" +
			"or as it is drawn in another language, with 1 when it was changed or is unknown, and with 2 when it could not be looked at.",
		Args: understood(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			issued := false
			look := withDatabase(func(cmd *cobra.Command, args []string, a *app.App) (err error) {
				issued, err = verify(cmd, args[0], a)
				return err
			})
			err := there(cmd, args[0])
			if err == nil {
				err = look(cmd, args)
			}
			if err != nil {
				return verdictError{misspoken, err}
			}
			if !issued {
				return verdictError{failed, nil}
			}
			return nil
		},
	}
	databaseFlags(cmd)
	return cmd
}

// there refuses a file that cannot be opened, and a folder in which there is no database:
// a new one would know of nothing.
func there(cmd *cobra.Command, name string) error {
	s, err := settings(cmd)
	if err == nil && s.DatabaseURL == "" {
		if _, missing := os.Stat(filepath.Join(s.DataDir, database.FileName)); missing != nil {
			err = fmt.Errorf("there is no database in %s", s.DataDir)
		}
	}
	if err != nil || name == "-" {
		return err
	}
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		err = errors.New(name + " is a folder")
	}
	return err
}

func verify(cmd *cobra.Command, name string, a *app.App) (bool, error) {
	var file io.Reader = cmd.InOrStdin()
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return false, err
		}
		defer f.Close()
		file = f
	}
	return a.Verify(cmd.Context(), file, cmd.OutOrStdout())
}
