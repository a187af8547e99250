package postgrestest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Cluster is a PostgreSQL that lives in a temporary folder, listens on loopback
// alone and is never made durable.
type Cluster struct {
	URL    string
	folder string
	bin    string
}

// Start makes a cluster and waits until it answers: at a port, or at any when that is
// taken or zero. A watchdog ends it when this process is gone, however it went.
func Start(port int) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "stegvis-postgres-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: folder, bin: bin}
	if port, err = freePort(port); err != nil {
		return nil, err
	}
	if err := c.boot(port); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	c.URL = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port)
	return c, nil
}

func (c *Cluster) boot(port int) error {
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		if err := giveTo(c.folder, "postgres"); err != nil {
			return err
		}
	}
	data := filepath.Join(c.folder, "data")
	if err := c.run("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres"); err != nil {
		return err
	}
	options := fmt.Sprintf("-c listen_addresses=127.0.0.1 -p %d -k %s -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300", port, c.folder)
	if err := c.run("pg_ctl", "-D", data, "-o", options, "-l", filepath.Join(c.folder, "log"), "-w", "start"); err != nil {
		return err
	}
	return c.watch()
}

// watch leaves a small shell behind that stops the cluster once this process
// does not exist any more.
func (c *Cluster) watch() error {
	script := fmt.Sprintf("while kill -0 %d 2>/dev/null; do sleep 1; done; %s; rm -rf '%s'",
		os.Getpid(), strings.Join(c.command("pg_ctl", "-D", filepath.Join(c.folder, "data"), "-m", "immediate", "stop"), " "), c.folder)
	return exec.Command("setsid", "sh", "-c", script).Start()
}

// Stop ends the cluster and removes its folder.
func (c *Cluster) Stop() error {
	err := c.run("pg_ctl", "-D", filepath.Join(c.folder, "data"), "-m", "immediate", "stop")
	return errors.Join(err, os.RemoveAll(c.folder))
}

func (c *Cluster) command(name string, args ...string) []string {
	line := append([]string{filepath.Join(c.bin, name)}, args...)
	if os.Geteuid() == 0 {
		line = append([]string{"runuser", "-u", "postgres", "--"}, line...)
	}
	return line
}

func (c *Cluster) run(name string, args ...string) error {
	line := c.command(name, args...)
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Dir = c.folder
	if name == "pg_ctl" { // the server inherits the output and would hold a pipe open
		return cmd.Run()
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// binaries finds the newest installed server.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		slices.Sort(found)
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
	}
	return filepath.Dir(path), nil
}

func giveTo(folder, name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	return os.Chown(folder, uid, -1)
}

// freePort is the port wished for, or any when somebody has that.
func freePort(wished int) (int, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", wished))
	if err != nil && wished != 0 {
		return freePort(0)
	}
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
