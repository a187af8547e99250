package main_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
)

// underWay opens a connection and sends a request but for the last byte of its
// body; finish sends that and gives the answer.
func underWay(t *testing.T, n *node) (finish func() *http.Response) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, "POST /sign-in HTTP/1.1\r\nHost: stegvis\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nemail=a")
	time.Sleep(100 * time.Millisecond) // until the node reads it
	return func() *http.Response {
		t.Helper()
		fmt.Fprint(conn, "b")
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("the request under way got no answer: %v", err)
		}
		return resp
	}
}

func signal(t *testing.T, n *node, s syscall.Signal) {
	t.Helper()
	if err := n.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

func TestANodeThatIsAskedToStopFinishesWhatIsUnderWay(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		n := start(t, "--data", t.TempDir())
		n.browser().get("/healthz") // leaves an idle connection, which holds nobody up
		finish := underWay(t, n)
		signal(t, n, s)
		refused := false
		for range 100 {
			conn, err := net.Dial("tcp", strings.TrimPrefix(n.base, "http://"))
			if refused = err != nil; refused {
				break
			}
			conn.Close()
			time.Sleep(20 * time.Millisecond)
		}
		if !refused {
			t.Errorf("%s: it still takes connections", s)
		}
		if resp := finish(); resp.StatusCode != http.StatusForbidden { // the form had no token
			t.Errorf("%s: the request under way ends with %d", s, resp.StatusCode)
		}
		if code := n.end(5 * time.Second); code != 0 {
			t.Errorf("%s: exit code %d: %s", s, code, n.log)
		}
	}
}

func TestASecondSignalEndsANodeAtOnce(t *testing.T) {
	n := start(t, "--data", t.TempDir())
	underWay(t, n)
	signal(t, n, syscall.SIGTERM)
	time.Sleep(200 * time.Millisecond)
	signal(t, n, syscall.SIGTERM)
	if code := n.end(5 * time.Second); code == 0 {
		t.Error("it says that it ended in order")
	}
}

func TestAnIdleNodeStopsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, database ...string) {
		n := start(t, database...)
		n.line() // the token: it has begun
		began := time.Now()
		signal(t, n, syscall.SIGTERM)
		if code := n.end(5 * time.Second); code != 0 || time.Since(began) > 2*time.Second {
			t.Errorf("exit code %d after %s: %s", code, time.Since(began), n.log)
		}
	})
}

func TestANodeThatStopsSendsStreamsAwayAtOnce(t *testing.T) {
	each(t, func(t *testing.T, database ...string) {
		n := start(t, database...)
		lead, home := n.setUp()
		room, _, code := lead.opens(home)
		ended := make(chan struct{}, 2)
		for path, b := range map[string]*browser{"/room/events": n.sits(n.base, code), room + "/events": lead} {
			r, err := http.NewRequest(http.MethodGet, n.base+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept", "text/event-stream")
			resp, err := b.Do(r)
			if err != nil || resp.StatusCode != http.StatusOK {
				t.Fatalf("%s: %v, %+v", path, err, resp)
			}
			t.Cleanup(func() { resp.Body.Close() })
			go func() {
				_, _ = io.Copy(io.Discard, resp.Body) // until it ends, in order or not
				ended <- struct{}{}
			}()
		}
		began := time.Now()
		signal(t, n, syscall.SIGTERM)
		for range 2 {
			<-ended
		}
		if code := n.end(5 * time.Second); code != 0 || time.Since(began) > 3*time.Second {
			t.Errorf("exit code %d after %s: %s", code, time.Since(began), n.log)
		}
	})
}

func TestANodeWithoutItsDatabaseIsAliveAndNotReady(t *testing.T) {
	address, cut := severed(t, postgrestest.URL(t))
	n := start(t, "--database-url", address)
	n.line() // the token: it has begun
	b := n.browser()
	expect := func(path string, want int) {
		t.Helper()
		var status int
		for range 50 {
			if status, _ = b.get(path); status == want {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Errorf("%s: %d, want %d", path, status, want)
	}
	expect("/readyz", http.StatusOK)
	cut()
	expect("/readyz", http.StatusServiceUnavailable)
	expect("/healthz", http.StatusOK)
}

// severed is the address of a database behind a wire that can be cut.
func severed(t *testing.T, address string) (through string, cut func()) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	wire, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	ends := []io.Closer{wire}
	behind := u.Host
	go func() {
		for {
			near, err := wire.Accept()
			if err != nil {
				return // it is cut
			}
			far, err := net.Dial("tcp", behind)
			if err != nil {
				near.Close()
				continue
			}
			mu.Lock()
			ends = append(ends, near, far)
			mu.Unlock()
			go io.Copy(far, near) // both end when the wire is cut
			go io.Copy(near, far)
		}
	}()
	u.Host = wire.Addr().String()
	cut = sync.OnceFunc(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, end := range ends {
			end.Close()
		}
	})
	t.Cleanup(cut)
	return u.String(), cut
}
