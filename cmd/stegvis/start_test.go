package main_test

import (
	"context"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/postgrestest"
)

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// migrated is a folder with an up-to-date database that statements have changed.
func migrated(t *testing.T, statements ...string) string {
	t.Helper()
	folder := t.TempDir()
	if r := run(t, command("migrate", "--data", folder)); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	change(t, "", folder, statements...)
	return folder
}

func change(t *testing.T, address, folder string, statements ...string) {
	t.Helper()
	db, err := database.Open(t.Context(), address, folder)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Exec(s).Error }); err != nil {
			t.Fatal(err)
		}
	}
}

const fromTomorrow = "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999999, true)"

func TestAFaultAtTheStartIsOneLineAndExitCodeOne(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	noise, cut := t.TempDir(), migrated(t)
	write(t, filepath.Join(noise, database.FileName), []byte(strings.Repeat("This is no database. ", 1000)))
	if err := os.Truncate(filepath.Join(cut, database.FileName), 10_000); err != nil {
		t.Fatal(err)
	}
	folderInItsPlace := t.TempDir()
	if err := os.Mkdir(filepath.Join(folderInItsPlace, database.FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	postgres, err := url.Parse(postgrestest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	newer := postgrestest.URL(t)
	if r := run(t, command("migrate", "--database-url", newer)); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	change(t, newer, "", fromTomorrow)
	elsewhere := *postgres
	elsewhere.Path = "/nowhere"

	for name, c := range map[string]struct {
		flags []string
		want  string
	}{
		"an address that is none":        {[]string{"--database-url", "postgres://a:hunter2@[::1/x"}, `DATABASE_URL cannot be used: .* such as postgres://`},
		"a port that is none":            {[]string{"--database-url", "postgres://a:hunter2@h:99999/x"}, `DATABASE_URL cannot be used: .*port`},
		"an option that is unknown":      {[]string{"--database-url", "postgres://a:hunter2@h/x?sslmode=maybe"}, `DATABASE_URL cannot be used: .*sslmode`},
		"another database":               {[]string{"--database-url", "mysql://a:hunter2@h/x"}, `DATABASE_URL: must begin with postgres://`},
		"nobody at the port":             {[]string{"--database-url", "postgres://a:hunter2@localhost:1/x"}, `no PostgreSQL answers at localhost:1: connection refused`},
		"an unknown host":                {[]string{"--database-url", "postgres://a:hunter2@nowhere.invalid/x"}, `no PostgreSQL answers at nowhere.invalid:5432: the host is not known`},
		"an unknown database":            {[]string{"--database-url", elsewhere.String()}, `PostgreSQL at .* has no database "nowhere"`},
		"a newer database on SQLite":     {[]string{"--data", migrated(t, fromTomorrow)}, `the database belongs to a newer version of Stegvis`},
		"a newer database on PostgreSQL": {[]string{"--database-url", newer}, `the database belongs to a newer version of Stegvis`},
		"a file in the folder's place":   {[]string{"--data", file}, `cannot use the data folder: .*: not a directory`},
		"a folder in the file's place":   {[]string{"--data", folderInItsPlace}, `cannot use the data folder: .*: is a directory`},
		"a file that is no database":     {[]string{"--data", noise}, `is damaged or not a SQLite database`},
		"a database that was cut off":    {[]string{"--data", cut}, `is damaged or not a SQLite database`},
		"an occupied port":               {[]string{"--data", t.TempDir(), "--addr", taken.Addr().String()}, `cannot listen on 127.0.0.1:\d+: address already in use`},
		"a setting of the wrong form":    {[]string{"--log-level", "loud"}, `LOG_LEVEL: must be debug, info, warn or error`},
		"a demo for everybody":           {[]string{"--demo", "--addr", "0.0.0.0:0"}, `DEMO: .* loopback`},
	} {
		r := run(t, command(append([]string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data")}, c.flags...)...))
		line := regexp.MustCompile(`^stegvis: [^\n]*` + c.want + `[^\n]*\n$`)
		if r.code != 1 || r.out != "" || !line.MatchString(r.errors) {
			t.Errorf("%s: code %d, output %q, errors %q, want %s", name, r.code, r.out, r.errors, c.want)
		}
		if strings.Contains(r.errors, "hunter2") {
			t.Errorf("%s: the password is printed", name)
		}
	}
}

func TestAWrongPasswordOfTheDatabaseIsOneLine(t *testing.T) {
	asksForPassword := refusing(t, "28P01", `password authentication failed for user "stegvis"`)
	r := run(t, command("serve", "--addr", "127.0.0.1:0", "--database-url", "postgres://stegvis:hunter2@"+asksForPassword+"/crm?sslmode=disable"))
	want := "stegvis: PostgreSQL at " + asksForPassword + ` does not let user "stegvis" in: password authentication failed for user "stegvis"` + "\n"
	if r.code != 1 || r.errors != want {
		t.Errorf("code %d, %q, want %q", r.code, r.errors, want)
	}
}

// refusing answers every start of a connection as PostgreSQL does that does not
// want it; the tests' own cluster lets everybody in.
func refusing(t *testing.T, code, message string) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	body := "SFATAL\x00VFATAL\x00C" + code + "\x00M" + message + "\x00\x00"
	answer := append([]byte{'E', 0, 0, 0, byte(len(body) + 4)}, body...)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // the test is over
			}
			conn.Read(make([]byte, 1024)) // whatever it says
			conn.Write(answer)
			conn.Close()
		}
	}()
	return l.Addr().String()
}

func TestAReadOnlyDataFolderIsOneLine(t *testing.T) {
	folder, err := os.MkdirTemp("", "stegvis-read-only-") // unlike the test's own, it can be made visible to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if r := run(t, command("migrate", "--data", folder)); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	file := filepath.Join(folder, database.FileName)
	for name, c := range map[string]struct {
		data         string
		folder, file os.FileMode
	}{
		"the folder":                    {folder, 0o555, 0o666},
		"the file":                      {folder, 0o777, 0o444},
		"a folder that cannot be made":  {filepath.Join(folder, "new"), 0o555, 0o666},
		"a folder that cannot be seen":  {folder, 0o700, 0o666},
		"a database that is not theirs": {folder, 0o755, 0o600},
	} {
		if err := os.Chmod(file, c.file); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(folder, c.folder); err != nil {
			t.Fatal(err)
		}
		if os.Geteuid() != 0 && (name == "a folder that cannot be seen" || name == "a database that is not theirs") {
			continue // they are the tester's own
		}
		r := run(t, asNobody(command("serve", "--addr", "127.0.0.1:0", "--data", c.data)))
		line := regexp.MustCompile(`^stegvis: cannot (use the data folder|write to the database|open the database)[^\n]*\n$`)
		if r.code != 1 || r.out != "" || !line.MatchString(r.errors) {
			t.Errorf("%s: code %d, output %q, errors %q", name, r.code, r.out, r.errors)
		}
	}
}

// asNobody takes root's power over modes away.
func asNobody(cmd *exec.Cmd) *exec.Cmd {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	cmd.Dir = "/"
	return cmd
}

func TestAMisspokenCommandLineEndsWithCodeTwoAndSaysWhereToRead(t *testing.T) {
	for line, want := range map[string]string{
		"nonsense":               `unknown command "nonsense" for "stegvis"`,
		"serve --nonsense":       `unknown flag: --nonsense`,
		"serve nonsense":         `unknown command "nonsense" for "stegvis serve"`,
		"user nonsense":          `unknown command "nonsense" for "stegvis user"`,
		"user add":               `accepts 1 arg(s), received 0`,
		"user password a@b c@d":  `accepts 1 arg(s), received 2`,
		"migrate --addr 1.2.3.4": `unknown flag: --addr`,
	} {
		r := run(t, command(strings.Fields(line)...))
		if r.code != 2 || r.out != "" || !strings.HasPrefix(r.errors, "stegvis: "+want+"\nSee: stegvis") || strings.Count(r.errors, "\n") != 2 {
			t.Errorf("%s: code %d, output %q, errors %q", line, r.code, r.out, r.errors)
		}
	}
}

func TestHelpAndReadmeListEverySetting(t *testing.T) {
	help := run(t, command("help"))
	if help.code != 0 || help.errors != "" {
		t.Fatalf("%+v", help)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(string(readme), "\n")
	for _, s := range config.List() {
		if !strings.Contains(help.out, "  "+s.Env+" ") || !strings.Contains(help.out, s.Doc) {
			t.Errorf("help does not explain %s", s.Env)
		}
		doc := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(s.Doc) // else Markdown takes it for a tag
		at := slices.IndexFunc(rows, func(row string) bool { return strings.HasPrefix(row, "| `"+s.Env+"` |") })
		if at < 0 || s.Flag != "" && !strings.Contains(rows[at], "`--"+s.Flag+"`") || !strings.Contains(rows[at], s.Default) || !strings.Contains(rows[at], doc) {
			t.Errorf("the README's table does not say of %s: --%s, %q, %s", s.Env, s.Flag, s.Default, doc)
		}
	}
}

func TestVersionIsOneLine(t *testing.T) {
	r := run(t, command("version"))
	if r.code != 0 || !regexp.MustCompile(`^stegvis \S.* go1\.\d+\S*\n$`).MatchString(r.out) {
		t.Errorf("%+v", r)
	}
}
