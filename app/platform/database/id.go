package database

import "github.com/google/uuid"

// NewID is a UUIDv7 as text: unique without asking the database, and rising in
// time, so that indexes grow at their end.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }
