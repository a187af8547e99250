package database

import (
	"context"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// counting is a logger that says nothing and counts statements.
type counting struct {
	logger.Interface
	statements atomic.Int64
}

// LogMode keeps the count whatever is asked.
func (c *counting) LogMode(logger.LogLevel) logger.Interface { return c }

// Trace is told of every statement.
func (c *counting) Trace(context.Context, time.Time, func() (string, int64), error) {
	c.statements.Add(1)
}

// Statements is how many this node has sent so far, beginnings and ends of
// transactions left out.
func (db *DB) Statements() int64 { return db.count.statements.Load() }
