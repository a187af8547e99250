package main_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

var signIn = regexp.MustCompile(`^[a-z]+\t[a-z]+@nordvik\.example\t[a-z2-9-]{19}$`)

// signIns are the next lines of a demo's output.
func (n *node) signIns() []string {
	n.t.Helper()
	var all []string
	for range 6 {
		line := n.line()
		if !signIn.MatchString(line) {
			n.t.Fatalf("%q is not role, e-mail and password", line)
		}
		all = append(all, line)
	}
	return all
}

// enter signs in as a line says and gives what the demo project answers.
func (n *node) enter(line string) int {
	n.t.Helper()
	fields := strings.Split(line, "\t")
	b := n.browser()
	b.learn("/sign-in")
	b.must("/sign-in", url.Values{"email": {fields[1]}, "password": {fields[2]}})
	status, _ := b.get("/projects/demo")
	return status
}

func TestTheDemosSignInsArePrintedAtEveryStartAndWork(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		n := start(t, append(flags, "--demo")...)
		first := n.signIns()
		for _, line := range first {
			if status := n.enter(line); status != http.StatusOK {
				t.Errorf("%s: the project answers %d", line, status)
			}
		}
		files, err := os.ReadDir(flags[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s can be read by others: %v, %v", f.Name(), info.Mode(), err)
			}
		}
		file := filepath.Join(flags[1], "demo-sign-ins")
		again := run(t, command(append([]string{"demo"}, flags...)...))
		if again.code != 0 || again.out != strings.Join(first, "\n")+"\n" {
			t.Errorf("a second loading: %+v", again)
		}

		if err := os.Remove(file); err != nil { // or it belongs to another database
			t.Fatal(err)
		}
		second := start(t, append(flags, "--demo")...)
		repaired := second.signIns()
		for i, line := range repaired {
			if line == first[i] {
				t.Errorf("%s is an old password that nobody kept", line)
			}
			if status := second.enter(line); status != http.StatusOK {
				t.Errorf("%s: the project answers %d", line, status)
			}
		}
	})
}

func TestADemoThatIsLoadedManyTimesAtOnceIsThereOnce(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		if r := run(t, command(append([]string{"migrate"}, flags...)...)); r.code != 0 {
			t.Fatalf("%+v", r)
		}
		results := make([]result, 4)
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() { results[i] = run(t, command(append([]string{"demo"}, flags...)...)) })
		}
		all.Wait()
		for _, r := range results {
			if r.code != 0 || r.out != results[0].out {
				t.Errorf("%+v, want %q", r, results[0].out)
			}
		}
		n := start(t, append(flags, "--demo")...)
		if got := strings.Join(n.signIns(), "\n") + "\n"; got != results[0].out {
			t.Errorf("afterwards the sign-ins are %q, want %q", got, results[0].out)
		}
	})
}

func TestAccountsAreMadeAndPasswordsSetFromTheCommandLine(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		with := func(args ...string) []string { return append(args, flags...) }
		first := run(t, command(with("user", "add", "signe@firm.example", "--name", "Signe Håkansdal")...))
		if first.code != 1 || !strings.HasPrefix(first.errors, "stegvis: nobody has an account yet") {
			t.Errorf("an installation without an administrator: %+v", first)
		}
		added := run(t, command(with("user", "add", "signe@firm.example", "--name", "Signe Håkansdal", "--administrator")...))
		if added.code != 0 || !regexp.MustCompile(`^signe@firm\.example\t\S{19}\n$`).MatchString(added.out) {
			t.Fatalf("%+v", added)
		}
		typed := command(with("user", "password", "SIGNE@firm.example", "--password-stdin")...)
		typed.Stdin = strings.NewReader("correct horse battery\n")
		if r := run(t, typed); r.code != 0 || strings.Contains(r.out+r.errors, "horse") {
			t.Fatalf("%+v", r)
		}
		n := start(t, flags...)
		b := n.browser()
		b.learn("/sign-in")
		b.must("/sign-in", url.Values{"email": {"signe@firm.example"}, "password": {"correct horse battery"}})

		short := command(with("user", "password", "signe@firm.example", "--password-stdin")...)
		short.Stdin = strings.NewReader("short")
		for want, cmd := range map[string]result{
			"stegvis: password: Write at least 10 characters.\n":                    run(t, short),
			"stegvis: email: Somebody already has an account with this address.\n":  run(t, command(with("user", "add", "signe@firm.example", "--name", "S")...)),
			"stegvis: email: That is not an e-mail address. name: Fill this in.\n":  run(t, command(with("user", "add", "signe")...)),
			"stegvis: nobody has an account with the address nobody@firm.example\n": run(t, command(with("user", "password", "nobody@firm.example")...)),
		} {
			if cmd.code != 1 || cmd.out != "" || cmd.errors != want {
				t.Errorf("%+v, want %q", cmd, want)
			}
		}
	})
}
