package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/errgroup"

	"stegvis/app"
	"stegvis/app/flow"
	"stegvis/app/platform/config"
	"stegvis/app/project"
)

// nodeArgument makes this program the one that is measured. It says on standard
// output where it listens and how to sign in, then answers each line of its
// input with what it has used so far, and ends with its input. Asked to settle, it
// first gives back what memory it does not need.
const (
	nodeArgument = "node"
	settleWord   = "settle"
)

func beNode(in io.Reader, out io.Writer) error {
	slog.SetLogLoggerLevel(slog.LevelWarn) // the table is what people look at
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	settings, err := config.Load(append(os.Environ(), "ADDR=127.0.0.1:0", "DEMO=true"), config.Flags())
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", settings.Addr)
	if err != nil {
		return err
	}
	settings.Addr = listener.Addr().String()
	ready, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, settings)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Fprintf(out, "http://%s\n", ready.Addr())
	readyMade := newReadyMade()
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return a.Serve(ctx, listener, out) })
	work.Go(func() error { return readyMade.Listener(ready) })
	work.Go(func() error {
		for s := bufio.NewScanner(in); s.Scan(); {
			if s.Text() == settleWord {
				debug.FreeOSMemory()
			}
			fmt.Fprintf(out, "%d %d\n", processorTime().Microseconds(), a.Statements())
		}
		cancel()
		return readyMade.Shutdown()
	})
	return work.Wait()
}

// newReadyMade hands out pages of any length that cost nothing to make.
func newReadyMade() *fiber.App {
	site := fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true})
	page := bytes.Repeat([]byte("<p>Ready-made.</p>\n"), 1<<16)
	site.Get("/:length", func(c *fiber.Ctx) error {
		n, err := c.ParamsInt("length")
		if err != nil || n < 0 || n > len(page) {
			return fiber.ErrNotFound
		}
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return c.Send(page[:n])
	})
	return site
}

// processorTime is what this process has used, the kernel's part included.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// node is a running nodeArgument as its parent sees it.
type node struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	base   string // of the site
	fixed  string // of the ready-made pages
	people []flow.SignIn
}

func startNode(ctx context.Context, program string, at place) (n *node, err error) {
	n = &node{cmd: exec.CommandContext(ctx, program, nodeArgument)}
	n.cmd.Env = at.environment()
	n.cmd.Stderr = os.Stderr
	if n.in, err = n.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	n.out = bufio.NewReader(out)
	if err := n.cmd.Start(); err != nil {
		return nil, err
	}
	if err := n.introduce(); err != nil {
		return nil, errors.Join(err, n.stop())
	}
	return n, nil
}

// introduce reads where the node is and who may sign in.
func (n *node) introduce() error {
	for last := false; !last; {
		line, err := n.out.ReadString('\n')
		if err != nil {
			return fmt.Errorf("the node did not begin: %w", err)
		}
		line = strings.TrimSpace(line)
		base, listens := strings.CutPrefix(line, "Stegvis listens on ")
		who := strings.Split(line, "\t")
		switch {
		case listens:
			n.base = base
		case len(who) == 3:
			n.people = append(n.people, flow.SignIn{Role: who[0], Email: who[1], Password: who[2]})
			last = who[0] == string(project.Viewer) // who is printed last
		default:
			n.fixed = line
		}
	}
	return nil
}

func (n *node) stop() error {
	return errors.Join(n.in.Close(), n.cmd.Wait())
}

// settle lets the node give back what memory it does not need.
func (n *node) settle() error {
	_, _, err := n.told(settleWord)
	return err
}

// used is the node's processor time and statements so far.
func (n *node) used() (time.Duration, int64, error) { return n.told("") }

func (n *node) told(word string) (time.Duration, int64, error) {
	if _, err := io.WriteString(n.in, word+"\n"); err != nil {
		return 0, 0, err
	}
	line, err := n.out.ReadString('\n')
	if err != nil {
		return 0, 0, err
	}
	micros, statements, _ := strings.Cut(strings.TrimSpace(line), " ")
	m, err := strconv.ParseInt(micros, 10, 64)
	if err != nil {
		return 0, 0, err
	}
	s, err := strconv.ParseInt(statements, 10, 64)
	return time.Duration(m) * time.Microsecond, s, err
}

// statements is how many one request sends: the fewest of several, since jobs
// look for work meanwhile.
func (n *node) statements(request func() error) (int64, error) {
	fewest := int64(-1)
	for range 7 {
		sent, err := n.sent(request)
		if err != nil {
			return 0, err
		}
		if fewest < 0 || sent < fewest {
			fewest = sent
		}
	}
	return fewest, nil
}

func (n *node) sent(request func() error) (int64, error) {
	_, before, err := n.used()
	if err != nil {
		return 0, err
	}
	if err := request(); err != nil {
		return 0, err
	}
	_, after, err := n.used()
	return after - before, err
}
