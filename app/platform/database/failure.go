package database

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	driver "modernc.org/sqlite"
)

// ErrAddress is a database address that cannot be used.
var ErrAddress = errors.New("DATABASE_URL cannot be used")

// parsed reads a PostgreSQL address. Its error never repeats the address, which
// may hold a password.
func parsed(address string) (*pgx.ConnConfig, error) {
	u, err := url.Parse(address)
	var why *url.Error
	switch {
	case errors.As(err, &why):
		return nil, fmt.Errorf("%w: it is not an address such as postgres://user:password@host/name", ErrAddress)
	case err != nil:
		return nil, err
	case u.Scheme != "postgres" && u.Scheme != "postgresql":
		return nil, fmt.Errorf("%w: it must begin with postgres://", ErrAddress)
	}
	if _, err := strconv.ParseUint(cmp.Or(u.Port(), "0"), 10, 16); err != nil {
		return nil, fmt.Errorf("%w: its port must be a number up to 65535", ErrAddress)
	}
	c, err := pgx.ParseConfig(address)
	switch why := errors.Unwrap(err); { // the whole message repeats the address
	case why != nil:
		return nil, fmt.Errorf("%w: %w", ErrAddress, why)
	case err != nil:
		return nil, fmt.Errorf("%w: one of its parts is not known", ErrAddress)
	}
	return c, nil
}

// PostgreSQL's codes for what goes wrong while connecting.
const (
	badPassword   = "28P01"
	badLogin      = "28000"
	noDatabase    = "3D000"
	notYetStarted = "57P03"
	tooMany       = "53300"
)

// unreachable says in one line why a connection to PostgreSQL failed. The
// driver's own message has a line for each try and address.
func unreachable(c *pgx.ConnConfig, err error) error {
	at := net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))
	var said *pgconn.PgError
	var network net.Error
	switch {
	case errors.As(err, &said):
		return fmt.Errorf("PostgreSQL at %s %s", at, refusal(c, said))
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("no PostgreSQL answers at %s: connection refused", at)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return fmt.Errorf("no PostgreSQL answers at %s: timed out", at)
	}
	var unknown *net.DNSError
	if errors.As(err, &unknown) {
		return fmt.Errorf("no PostgreSQL answers at %s: the host is not known", at)
	}
	return fmt.Errorf("PostgreSQL at %s cannot be used: %w", at, err)
}

func refusal(c *pgx.ConnConfig, said *pgconn.PgError) string {
	switch said.Code {
	case badPassword, badLogin:
		return fmt.Sprintf("does not let user %q in: %s", c.User, said.Message)
	case noDatabase:
		return fmt.Sprintf("has no database %q", c.Database)
	case notYetStarted:
		return "is starting or stopping: " + said.Message
	case tooMany:
		return "has no connection left: " + said.Message
	}
	return "refuses: " + said.Message + " (" + said.Code + ")"
}

// SQLite's primary result codes for a file that cannot be used.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// busy reports whether another connection holds a SQLite file.
func busy(err error) bool {
	var coded *driver.Error
	return errors.As(err, &coded) && coded.Code()&0xff == codeBusy
}

// unusable says in one line why a SQLite file cannot be used.
func unusable(path string, err error) error {
	var coded *driver.Error
	if errors.As(err, &coded) {
		switch coded.Code() & 0xff {
		case codeBusy:
			return fmt.Errorf("cannot use the database %s: another program holds it", path)
		case codeReadOnly:
			return fmt.Errorf("cannot write to the database %s: it or its folder is read-only", path)
		case codeCorrupt, codeNotADB:
			return fmt.Errorf("%s is damaged or not a SQLite database: restore a backup, or move it away to begin anew", path)
		case codeFull:
			return fmt.Errorf("cannot write to the database %s: the disk is full", path)
		case codeCantOpen:
			return fmt.Errorf("cannot open the database %s: it is not a file that can be written here", path)
		}
	}
	var file *fs.PathError
	if errors.As(err, &file) {
		return fmt.Errorf("cannot use the data folder: %s: %w", file.Path, file.Err)
	}
	return fmt.Errorf("cannot use the database %s: %w", path, err)
}
