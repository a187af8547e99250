package database

import (
	"errors"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	driver "modernc.org/sqlite"
)

// now is the clock of GORM's own columns: UTC, to the microsecond, which both
// databases keep exactly.
func now() time.Time { return Instant(time.Now()) }

// Instant brings a time to what both databases can keep.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func postgresDialector(url string) gorm.Dialector {
	return postgres.New(postgres.Config{DSN: url})
}

// Unprepared goes before the arguments of a query that is asked once in a node's
// life: PostgreSQL then answers it in one way there and back.
func Unprepared(postgres bool) []any {
	if postgres {
		return []any{pgx.QueryExecModeSimpleProtocol}
	}
	return nil
}

func sqliteDialector(path, options string) gorm.Dialector {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=foreign_keys(1)&_pragma=busy_timeout(15000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(NORMAL)&_timezone=UTC&" + options
	return translating{sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn}).(*sqlite.Dialector)}
}

// translating gives SQLite's constraint failures the same names as PostgreSQL's.
type translating struct{ *sqlite.Dialector }

// SQLite's extended result codes.
const (
	codeCheck      = 275
	codeForeignKey = 787
	codePrimaryKey = 1555
	codeUnique     = 2067
)

func (t translating) Translate(err error) error {
	var coded *driver.Error
	if !errors.As(err, &coded) {
		return err
	}
	switch coded.Code() {
	case codePrimaryKey, codeUnique:
		return gorm.ErrDuplicatedKey
	case codeForeignKey:
		return gorm.ErrForeignKeyViolated
	case codeCheck:
		return gorm.ErrCheckConstraintViolated
	}
	return err
}
