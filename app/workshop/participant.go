package workshop

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Role is where a participant works.
type Role string

// The roles, as the source of the exercises has them.
const (
	Management Role = "management"
	Marketing  Role = "marketing"
	Finance    Role = "finance"
	Sales      Role = "sales"
	Service    Role = "service"
	IT         Role = "it"
)

// Roles lists the roles.
func Roles() []Role { return []Role{Management, Marketing, Finance, Sales, Service, IT} }

// Participant is somebody in the room: with a phone, without one (then the
// facilitator votes for them), or made up for a rehearsal.
type Participant struct {
	ID             string `gorm:"primaryKey"`
	WorkshopID     string
	OrganisationID string
	ProjectID      string
	Name           string // "" when anonymous
	Role           Role   // "" when not asked or not said
	Seat           int    // number in the order of coming, from 1
	Group          int    `gorm:"column:table_number"` // breakout table, 0 for none
	Proxy          bool   // has no phone: the facilitator speaks for them
	MadeUp         bool
	JoinedAt       time.Time
	LeftAt         *time.Time
}

// TableName tells GORM.
func (Participant) TableName() string { return "workshop_participant" }

// Entry is what somebody types who comes in.
type Entry struct {
	Code string `form:"code" validate:"required,max=20"`
	Name string `form:"name" validate:"max=80,oneline"`
	Role Role   `form:"role" validate:"omitempty,oneof=management marketing finance sales service it"`
}

// Card is something that a participant wrote. Its id is the phone's, so that a card
// that is sent twice is kept once.
type Card struct {
	ID             string `gorm:"primaryKey"`
	ActivityID     string
	WorkshopID     string
	OrganisationID string
	ProjectID      string
	ParticipantID  string // "" for the facilitator's own
	Text           string
	Part           string // of what: category of a risk, mission or vision
	Cluster        string // name of the group that it was put into
	Column         int    `gorm:"column:col"` // where it was placed, from 1; 0 nowhere
	Line           int    // from 1, upward
	Hidden         bool   // taken away by the facilitator
	Table          int    `gorm:"column:table_number"` // breakout table at which it was written, 0 for none
	MergedInto     string // the card that stands for it, "" while it stands for itself
	CreatedAt      time.Time
	Tables         []int `gorm:"-"` // at which it and the cards that it stands for were written
	Merged         int   `gorm:"-"` // how many cards it stands for beside itself
}

// TableName tells GORM.
func (Card) TableName() string { return "workshop_card" }

// CardDraft is a card as it is sent.
type CardDraft struct {
	ID     string `form:"id" json:"id" validate:"required,uuid"`
	Text   string `form:"text" json:"text" validate:"required,max=500"`
	Part   string `form:"part" json:"part" validate:"max=40"`
	Column int    `form:"column" json:"column" validate:"min=0,max=9"`
	Line   int    `form:"line" json:"line" validate:"min=0,max=9"`
}

// Vote is what a participant said of one subject: an option or a card.
type Vote struct {
	ActivityID     string `gorm:"primaryKey"`
	Subject        string `gorm:"primaryKey"` // an option's key or a card's id
	ParticipantID  string `gorm:"primaryKey"`
	WorkshopID     string
	OrganisationID string
	ProjectID      string
	Role           Role // the participant's
	Table          int  `gorm:"column:table_number"` // breakout table of the participant, 0 for none
	Value          int
	Sent           int64 // the phone's own counter: of two votes the later stands, whichever arrives first
	UpdatedAt      time.Time
}

// TableName tells GORM.
func (Vote) TableName() string { return "workshop_vote" }

// VoteDraft is a vote as it is sent. A value of 0 takes a vote back.
type VoteDraft struct {
	Subject string `form:"subject" json:"subject" validate:"required,max=80"`
	Value   int    `form:"value" json:"value" validate:"min=0,max=20"`
	Sent    int64  `form:"sent" json:"sent" validate:"min=0"`
}

// digest names a line of text.
func digest(line string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(line)))
	return hex.EncodeToString(sum[:6])
}
