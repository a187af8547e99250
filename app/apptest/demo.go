package apptest

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stegvis/app"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/postgrestest"
)

// EachDemo is Each on databases that hold the demo. It is played once in a process,
// for each kind of database, and copied.
func EachDemo(t *testing.T, run func(t *testing.T, site *Site)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, OpenDemo(t, config.Settings{})) })
	t.Run("postgres", func(t *testing.T) {
		folder := t.TempDir()
		run(t, Open(t, config.Settings{DataDir: folder, DatabaseURL: demoURL(t, folder)}))
	})
}

// OpenDemo is Open on a SQLite database that holds the demo.
func OpenDemo(t *testing.T, settings config.Settings) *Site {
	t.Helper()
	played, err := demoFiles()
	if err != nil {
		t.Fatal(err)
	}
	if settings.DataDir == "" {
		settings.DataDir = t.TempDir()
	}
	for name, content := range played {
		keep(t, settings.DataDir, name, content)
	}
	return Open(t, settings)
}

func keep(t *testing.T, folder, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// SignIns is the file in which the demo keeps its passwords: lines of role, e-mail and
// password.
const SignIns = "demo-sign-ins"

// demoFiles are what a data folder with the demo holds.
var demoFiles = sync.OnceValues(func() (map[string][]byte, error) {
	folder, err := os.MkdirTemp("", "stegvis-demo-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := play(config.Settings{DataDir: folder}); err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, name := range []string{database.FileName, SignIns} { // closed, the database is all in its one file
		if all[name], err = os.ReadFile(filepath.Join(folder, name)); err != nil {
			return nil, err
		}
	}
	return all, nil
})

// original is the PostgreSQL database that holds the demo, and its passwords. What it
// holds depends on this program and on today, so it serves this process alone.
var original struct {
	sync.Mutex
	name    string
	signIns []byte
}

// demoURL is the address of a PostgreSQL database with the demo, whose passwords are
// put into a folder.
func demoURL(t *testing.T, folder string) string {
	t.Helper()
	original.Lock() // whoever asks meanwhile waits until it is played
	defer original.Unlock()
	if original.name == "" {
		original.name = "stegvis_demo_" + strings.ReplaceAll(database.NewID(), "-", "")
	}
	url := postgrestest.Copy(t, original.name, func(url string) error {
		played := t.TempDir()
		err := play(config.Settings{DataDir: played, DatabaseURL: url})
		if err == nil {
			original.signIns, err = os.ReadFile(filepath.Join(played, SignIns))
		}
		return err
	})
	keep(t, folder, SignIns, original.signIns)
	return url
}

// play plays the demo on a fresh database.
func play(settings config.Settings) error {
	ctx := context.Background() // what is made outlives the test that is first to ask
	settings.Addr = "127.0.0.1:8080"
	a, err := app.Open(ctx, settings)
	if err != nil {
		return err
	}
	err = a.Migrate(ctx)
	if err == nil {
		err = a.Demo(ctx, io.Discard)
	}
	return errors.Join(err, a.Close())
}
