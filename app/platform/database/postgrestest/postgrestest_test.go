package postgrestest_test

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

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
		conn, err := pgx.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), "CREATE TABLE a (b text)"); err != nil {
			t.Errorf("not empty: %v", err)
		}
		if err := conn.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestAClusterEndsWithTheProcessThatStartedIt(t *testing.T) {
	if os.Getenv(bare) != "" {
		c, err := postgrestest.Start()
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
