package record

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// keptPointer ties a row type to its pointer, which is what is kept.
type keptPointer[T any] interface {
	*T
	Kept
}

// Undo takes back the change that a line of the log tells of: what was created
// is deleted, anything else returns to its image from before. It is refused as a
// Conflict when the row has been changed since. check looks the restored row
// over, as a draft would be.
func Undo[T any, P keptPointer[T]](ctx context.Context, tx *gorm.DB, key project.Scope, e audit.Entry, check func(P) error) error {
	var now, made, after T // after is filled from nothing: a copy of now would share its pointers
	err := tx.Where("project_id = ? AND id = ?", key.ProjectID, e.ObjectID).Take(P(&now)).Error
	if err != nil {
		return fault.Missing()
	}
	if err := json.Unmarshal([]byte(e.AfterImage), &made); err != nil {
		return fmt.Errorf("record: the log's image cannot be read: %w", err)
	}
	version := P(&made).Base().Version
	if P(&now).Base().Version != version {
		return fault.Stale(&now)
	}
	if e.Action == audit.Created {
		after = now
		return Delete(ctx, tx, key, P(&now), P(&after), version)
	}
	if err := json.Unmarshal([]byte(e.BeforeImage), &after); err != nil {
		return fmt.Errorf("record: the log's image cannot be read: %w", err)
	}
	if err := check(P(&after)); err != nil {
		return err
	}
	return save(ctx, tx, key, audit.Restored, P(&now), P(&after), version)
}
