package flow

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// SignIn is how somebody gets into the demo.
type SignIn struct {
	Role, Email, Password string
}

func listed(people []admitted) []SignIn {
	var all []SignIn
	for _, p := range people {
		role := string(p.Role)
		switch {
		case p.account.Administrator:
			role = "administrator"
		case role == "":
			role = "owner"
		}
		all = append(all, SignIn{role, p.Email, p.password})
	}
	return all
}

// readSignIns is the passwords by e-mail that a file keeps; none when there is
// no file.
func readSignIns(file string) (map[string]string, error) {
	raw, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("cannot read the demo's sign-ins: %w", err)
	}
	kept := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 {
			kept[fields[1]] = fields[2]
		}
	}
	return kept, nil
}

// writeSignIns replaces the file as a whole; only its owner can read it.
func writeSignIns(file string, all []SignIn) error {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", s.Role, s.Email, s.Password)
	}
	err := os.MkdirAll(filepath.Dir(file), 0o700)
	if err == nil {
		err = replace(file, b.String())
	}
	if err != nil {
		return fmt.Errorf("cannot keep the demo's sign-ins: %w", err)
	}
	return nil
}

func replace(file, content string) error {
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+"-*") // of mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // nothing is left once it is renamed
	_, err = temporary.WriteString(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), file)
}
