package postgrestest_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/postgrestest"
)

// bare makes a second process of this test start a cluster and wait to be killed.
const bare = "STEGVIS_POSTGRESTEST_BARE"

func TestEveryAddressIsAnEmptyDatabaseOfItsOwn(t *testing.T) {
	first, second := postgrestest.URL(t), postgrestest.URL(t)
	if first == second {
		t.Fatal("two tests share a database")
	}
	for _, address := range []string{first, second} {
		if err := tell(t, address, "CREATE TABLE a (b text)"); err != nil {
			t.Errorf("not empty: %v", err)
		}
	}
}

func TestACopyHoldsWhatItsOriginalWasFilledWithOnceAndIsItsOwn(t *testing.T) {
	original, filled := "original_"+strings.ReplaceAll(database.NewID(), "-", ""), 0
	fill := func(address string) error {
		filled++
		return tell(t, address, "CREATE TABLE a (b text)")
	}
	for range 2 {
		if err := tell(t, postgrestest.Copy(t, original, fill), "ALTER TABLE a RENAME TO c"); err != nil {
			t.Error(err)
		}
	}
	if filled != 1 {
		t.Errorf("filled %d times", filled)
	}
	if err := tell(t, postgrestest.URL(t), "DROP DATABASE "+original); err != nil {
		t.Error(err)
	}
}

// tell says something to a database and hangs up.
func tell(t *testing.T, address, statement string) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		return err
	}
	_, err = conn.Exec(t.Context(), statement)
	return errors.Join(err, conn.Close(t.Context()))
}

func TestAClusterEndsWithTheProcessThatStartedIt(t *testing.T) {
	if os.Getenv(bare) != "" {
		c, err := postgrestest.Start(0)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(c.URL)
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run", t.Name())
	cmd.Env = append(os.Environ(), bare+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _, err := bufio.NewReader(out).ReadLine()
	killed := cmd.Process.Kill()
	if err != nil || killed != nil {
		t.Fatalf("%v, %v", err, killed)
	}
	cmd.Wait() // says that it was killed
	u, err := url.Parse(string(line))
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	for range 150 {
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			return // nobody listens any more
		}
		conn.Close()
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("%s still answers", u.Host)
}
