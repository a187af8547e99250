package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"stegvis/app"
)

func newReport() *cobra.Command {
	var slug, kind, lang, file string
	cmd := &cobra.Command{
		Use:   "report --project SLUG -o FILE.pdf",
		Short: "Draw a report as PDF",
		Long:  "Draws a report of a project from live data, as the site does, into a file; - is standard output.",
		Args: understood(func(cmd *cobra.Command, args []string) error {
			if slug == "" || file == "" {
				return errors.New("--project and -o are needed")
			}
			return cobra.NoArgs(cmd, args)
		}),
		RunE: withDatabase(func(cmd *cobra.Command, _ []string, a *app.App) error {
			pdf, err := a.Report(cmd.Context(), slug, kind, lang)
			if err != nil {
				return err
			}
			if file == "-" {
				_, err = cmd.OutOrStdout().Write(pdf)
			} else {
				err = os.WriteFile(file, pdf, 0o600)
			}
			if err != nil {
				return fmt.Errorf("cannot write the report: %w", err)
			}
			return nil
		}),
	}
	databaseFlags(cmd)
	cmd.Flags().StringVar(&slug, "project", "", "the project's part of the address, such as demo")
	cmd.Flags().StringVar(&kind, "kind", "steering", "which report")
	cmd.Flags().StringVar(&lang, "lang", "", "en or sv; empty: the project's language")
	cmd.Flags().StringVarP(&file, "output", "o", "", "the file to write")
	return cmd
}
