package record

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/finding"
	"stegvis/app/project"
)

// FileKind names files in addresses and the log.
const FileKind Kind = "file"

// LargestFile is how many bytes one file may have.
const LargestFile = 10 << 20

// File is a file that belongs to a row. It lives in the database, so that a
// backup is whole and every node has it. It is never changed.
type File struct {
	ID             string     `json:"id" gorm:"primaryKey"`
	OrganisationID string     `json:"organisation_id"`
	ProjectID      string     `json:"project_id"`
	Kind           Kind       `json:"kind"`
	ObjectID       string     `json:"object_id"`
	Name           string     `json:"name"`
	MediaType      string     `json:"media_type"` // as its bytes say, whatever its name
	Size           int64      `json:"size"`
	SHA256         string     `json:"sha256" gorm:"column:sha256"`
	Body           []byte     `json:"-"`
	CreatedBy      string     `json:"created_by"`
	CreatedAt      time.Time  `json:"created_at"`
	DeletedAt      *time.Time `json:"deleted_at"`
}

// TableName tells GORM.
func (File) TableName() string { return "file" }

// Removable reports whether somebody may take the file away.
func (f File) Removable(key project.Scope) bool {
	return key.Allows(project.Manage) || key.Allows(project.EditRegisters) && f.CreatedBy == key.Actor().ID
}

func (f File) logged() (Ref, string) { return Ref{FileKind, f.ID}, f.Name }

// Shown reports whether a browser may show the file itself: only pictures made
// of pixels and PDF, which hold no script of this site. All else is saved.
func (f File) Shown() bool {
	switch f.MediaType {
	case "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf":
		return true
	}
	return false
}

// Upload is a file as it was sent.
type Upload struct {
	Name string
	Body []byte
}

// KeepFile keeps a file for a row, within the caller's transaction and after its
// check of permission. An empty or too large one is a fault of the field "file".
func KeepFile(ctx context.Context, tx *gorm.DB, key project.Scope, ref Ref, u Upload) (File, error) {
	if err := u.check(); err != nil {
		return File{}, err
	}
	sum := sha256.Sum256(u.Body)
	f := File{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Kind: ref.Kind, ObjectID: ref.ID,
		Name: plainName(u.Name), MediaType: mediaType(u.Body), Size: int64(len(u.Body)), SHA256: hex.EncodeToString(sum[:]), Body: u.Body,
		CreatedBy: key.Actor().ID, CreatedAt: database.Instant(key.Now()),
	}
	if err := tx.Create(&f).Error; err != nil {
		return f, err
	}
	if err := finding.Keep(tx, key.Text, f.found()); err != nil {
		return f, err
	}
	return f, Log(ctx, tx, key, audit.Created, Ref{FileKind, f.ID}, f.Name, nil, f)
}

func (u Upload) check() error {
	switch {
	case len(u.Body) == 0:
		return fault.Field("file", "attached.fault.empty")
	case len(u.Body) > LargestFile:
		return fault.Field("file", "attached.fault.large", "limit", LargestFile>>20)
	}
	return nil
}

func mediaType(body []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(body).String(), ";")
	return kind
}

// plainName is the file's name without folders and signs that steer.
func plainName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, name)
	for len(name) > 150 {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	if name == "" || name == "." || name == "/" {
		return "file"
	}
	return name
}

// File is a file with its bytes, or NotFound. A row that was removed takes its
// files out of reach.
func (s *Attachments) File(ctx context.Context, key project.Scope, id string) (File, error) {
	var f File
	if err := key.Require(project.Read); err != nil {
		return f, err
	}
	err := s.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		err := Take(tx, key, id, &f)
		if err == nil && s.carries(f.Kind) {
			_, err = s.Name(ctx, key, Ref{f.Kind, f.ObjectID})
		}
		return err
	})
	return f, err
}

// Attach keeps a file for a row.
func (s *Attachments) Attach(ctx context.Context, key project.Scope, ref Ref, u Upload) (File, error) {
	var f File
	err := s.on(ctx, key, project.EditRegisters, ref, func(ctx context.Context, tx *gorm.DB) error {
		err := room(hanging[File](tx, key, ref), "file")
		if err != nil {
			return err
		}
		f, err = KeepFile(ctx, tx, key, ref, u)
		return err
	})
	return f, err
}
