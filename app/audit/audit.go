// Package audit is the append-only log of every change: who, when, what, and
// the thing before and after.
package audit

import (
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// Action says what happened to the object.
type Action string

// The actions; features may add their own words in the same style.
const (
	Created  Action = "created"
	Changed  Action = "changed"
	Deleted  Action = "deleted"
	Restored Action = "restored"
)

// Actor is who did it: an account, the system itself, or the bearer of a link.
type Actor struct {
	Kind string // "account", "system" or "guest"
	ID   string
	Name string
}

// System is the actor of jobs and of the command line.
func System(what string) Actor { return Actor{Kind: "system", ID: what, Name: what} }

// Entry is one line of the log. Stream is the project that it belongs to, else
// the organisation, else "installation"; Seq counts from 1 within the stream in
// the order of commits, without gaps; At is earlier than the commit where an
// import tells of the past.
type Entry struct {
	Stream         string `gorm:"primaryKey"`
	Seq            int64  `gorm:"primaryKey"`
	At             time.Time
	ActorKind      string
	ActorID        string
	ActorName      string
	OrganisationID string
	ProjectID      string
	Action         Action
	Kind           string
	ObjectID       string
	Label          string
	BeforeImage    string
	AfterImage     string
	Batch          string // of the lines that one change of many rows left; "" for most
	Needs          string // the permission without which the line is not seen; "" for most
}

// TableName tells GORM.
func (Entry) TableName() string { return "audit" }

// Change is what a writer reports. Before and After are rows (nil for none);
// they are kept as JSON by their `json` tags, so secrets must carry `json:"-"`.
type Change struct {
	Actor          Actor
	OrganisationID string
	ProjectID      string
	Action         Action
	Kind           string
	ObjectID       string
	Label          string
	Before, After  any
	At             time.Time // when it happened; zero is now
	Batch          string    // that it is one of; "" for none
	Needs          string    // the permission without which the line is not seen; "" for none
}

// Record writes one line within the caller's transaction. It holds the stream's
// counter until the commit, which is what makes Seq the commit order; so it
// stands last in a transaction.
func Record(tx *gorm.DB, c Change) (Entry, error) {
	e := Entry{
		Stream: stream(c), At: database.Instant(moment(c.At)),
		ActorKind: c.Actor.Kind, ActorID: c.Actor.ID, ActorName: c.Actor.Name,
		OrganisationID: c.OrganisationID, ProjectID: c.ProjectID,
		Action: c.Action, Kind: c.Kind, ObjectID: c.ObjectID, Label: c.Label, Batch: c.Batch, Needs: c.Needs,
	}
	var err error
	if e.BeforeImage, err = image(c.Before); err != nil {
		return e, err
	}
	if e.AfterImage, err = image(c.After); err != nil {
		return e, err
	}
	if e.Seq, err = database.Next(tx, counter(e.Stream)); err != nil {
		return e, err
	}
	return e, tx.Create(&e).Error
}

// Hold takes the counter of a project's stream without counting, until the
// transaction ends. Whoever writes rows or takes numbers of a project holds it
// first: then all who do so take turns in one order, and none waits for another
// in a circle.
func Hold(tx *gorm.DB, projectID string) error {
	return tx.Exec("INSERT INTO counter (name, value) VALUES (?, 0) ON CONFLICT (name) DO UPDATE SET value = counter.value", counter(projectID)).Error
}

func counter(stream string) string { return "audit:" + stream }

// installation is the stream of what belongs to no organisation.
const installation = "installation"

func stream(c Change) string {
	switch {
	case c.ProjectID != "":
		return c.ProjectID
	case c.OrganisationID != "":
		return c.OrganisationID
	}
	return installation
}

func image(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("audit: %w", err)
	}
	return string(raw), nil
}

func moment(at time.Time) time.Time {
	if at.IsZero() {
		return time.Now()
	}
	return at
}
