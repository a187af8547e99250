package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"stegvis/app"
	"stegvis/app/account"
	"stegvis/app/platform/secret"
)

func newUser() *cobra.Command {
	return group("user", "Add accounts and set passwords", newUserAdd(), newUserPassword())
}

const passwordHelp = "Without --password-stdin a password is made up and printed. There is no flag for one, since flags\n" +
	"can be read by everybody on the machine."

func newUserAdd() *cobra.Command {
	var name string
	var administrator, stdin bool
	cmd := &cobra.Command{
		Use:   "add EMAIL --name NAME",
		Short: "Add an account",
		Long: "Adds an account. It belongs to no organisation yet: an administrator can create one, anybody else\n" +
			"is invited by a project's lead. " + passwordHelp,
		Args: understood(cobra.ExactArgs(1)),
		RunE: withDatabase(func(cmd *cobra.Command, args []string, a *app.App) error {
			password, shown, err := choose(cmd, stdin)
			if err != nil {
				return err
			}
			if err := a.AddAccount(cmd.Context(), account.Draft{Email: args[0], Name: name, Password: password}, administrator); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\n", args[0], shown)
			return nil
		}),
	}
	databaseFlags(cmd)
	cmd.Flags().StringVar(&name, "name", "", "what others call them")
	cmd.Flags().BoolVar(&administrator, "administrator", false, "may create organisations and administer the installation")
	fromStandardInput(cmd, &stdin)
	return cmd
}

func newUserPassword() *cobra.Command {
	var stdin bool
	cmd := &cobra.Command{
		Use:   "password EMAIL",
		Short: "Set an account's password and sign it out everywhere",
		Long:  "Sets a new password and ends all of the account's sessions. " + passwordHelp,
		Args:  understood(cobra.ExactArgs(1)),
		RunE: withDatabase(func(cmd *cobra.Command, args []string, a *app.App) error {
			password, shown, err := choose(cmd, stdin)
			if err != nil {
				return err
			}
			if err := a.SetPassword(cmd.Context(), args[0], password); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\n", args[0], shown)
			return nil
		}),
	}
	databaseFlags(cmd)
	fromStandardInput(cmd, &stdin)
	return cmd
}

func fromStandardInput(cmd *cobra.Command, to *bool) {
	cmd.Flags().BoolVar(to, "password-stdin", false, "read the password from the first line of standard input")
}

// choose is a password and how it may be shown: one that somebody typed is not
// repeated.
func choose(cmd *cobra.Command, stdin bool) (password, shown string, err error) {
	if !stdin {
		password = secret.Password()
		return password, password, nil
	}
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", "", fmt.Errorf("cannot read the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), "as typed", nil
}
