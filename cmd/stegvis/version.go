package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which build this is",
		Args:  understood(cobra.NoArgs),
		Run: func(cmd *cobra.Command, _ []string) {
			info, _ := debug.ReadBuildInfo()
			fmt.Fprintln(cmd.OutOrStdout(), built(info))
		},
	}
}

// built is one line about a build: version, commit, its time, Go's version. What
// the build does not know is left out.
func built(info *debug.BuildInfo) string {
	if info == nil {
		return "stegvis"
	}
	words := []string{"stegvis", info.Main.Version}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" || s.Key == "vcs.time":
			words = append(words, s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			words = append(words, "with local changes")
		}
	}
	return strings.Join(append(words, info.GoVersion), " ")
}
