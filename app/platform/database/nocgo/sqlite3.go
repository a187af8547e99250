// Package sqlite3 stands in for the cgo driver that GORM's SQLite dialector
// imports by name. Stegvis runs on modernc.org/sqlite, so the cgo driver would
// only cost minutes of compiling and a C toolchain.
package sqlite3
