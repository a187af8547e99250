package workshop

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Point is an activity as an agenda holds it: what the room is asked, and nothing of
// what any room has answered.
type Point struct {
	Kind     ActivityKind `json:"kind"`
	Title    string       `json:"title"`
	TextKey  string       `json:"text_key,omitempty"`
	Minutes  int          `json:"minutes"`
	Settings Settings     `json:"settings"`
	AtTables bool         `json:"at_tables,omitempty"` // breakout tables work on it apart
}

// Titled is the title as a phrase.
func (p Point) Titled() i18n.Phrase { return i18n.Phrase{Key: p.TextKey, Text: p.Title} }

// AgendaKind names agendas in the log.
const AgendaKind = "agenda"

// Agenda is one of a person's own, for use in any project that they lead workshops
// in. It belongs to the account and to no client.
type Agenda struct {
	ID         string    `json:"id" gorm:"primaryKey"`
	AccountID  string    `json:"account_id"`
	Name       string    `json:"name"`
	NameFold   string    `json:"-"`
	Minutes    int       `json:"minutes"` // of all points together
	Size       int       `json:"size"`    // how many points
	PointsJSON string    `json:"-" gorm:"column:points"`
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
	UpdatedAt  time.Time `json:"updated_at"`
}

// TableName tells GORM.
func (Agenda) TableName() string { return "agenda" }

// Points are its activities in their order.
func (a Agenda) Points() []Point { return read[[]Point](a.PointsJSON) }

// AgendaDraft is what is typed of an agenda.
type AgendaDraft struct {
	Name    string `form:"name" validate:"required,max=120,oneline"`
	Version int64  `form:"version"`
}

// Draft is the agenda as its form shows it.
func (a Agenda) Draft() AgendaDraft { return AgendaDraft{Name: a.Name, Version: a.Version} }

// Drafted is Draft, for a form that is shown again.
func (a Agenda) Drafted(*i18n.Text) any { return a.Draft() }

func (a *Agenda) named(d AgendaDraft) {
	a.Name = strings.TrimSpace(d.Name)
	a.NameFold = cases.Fold().String(a.Name)
}

// Library keeps the agendas that people have saved for themselves.
type Library struct {
	db        *database.DB
	workshops *Workshops
	now       func() time.Time
}

// NewLibrary takes the database, the workshops from which agendas are saved, and the
// clock.
func NewLibrary(db *database.DB, workshops *Workshops, now func() time.Time) *Library {
	return &Library{db: db, workshops: workshops, now: now}
}

// agendasMost is how many agendas a person keeps at most.
const agendasMost = 100

// Save keeps a workshop's agenda for whoever leads it. What the room said, who was
// there and when stay behind, and where a typed text names the client, its project or
// one of its people, the name is left out.
func (s *Library) Save(ctx context.Context, key project.Scope, workshopID string, d AgendaDraft) (Agenda, error) {
	var a Agenda
	if err := key.Require(project.Assess); err != nil {
		return a, err
	}
	if err := validate.Draft(d); err != nil {
		return a, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		names, err := clientNames(tx, key, workshopID)
		if err != nil {
			return err
		}
		found, err := s.points(ctx, key, workshopID, names)
		if err != nil {
			return err
		}
		at := database.Instant(s.now())
		a = Agenda{ID: database.NewID(), AccountID: key.Actor().ID, PointsJSON: written(found), Size: len(found), Version: 1, CreatedAt: at, UpdatedAt: at}
		a.named(AgendaDraft{Name: names.out(d.Name)})
		for _, p := range found {
			a.Minutes += p.Minutes
		}
		return s.insert(tx, key.Actor(), &a)
	})
	return a, err
}

// Preview is what Save would keep of a workshop's agenda, with the workshop.
func (s *Library) Preview(ctx context.Context, key project.Scope, workshopID string) (Workshop, []Point, error) {
	var w Workshop
	var found []Point
	if err := key.Require(project.Assess); err != nil {
		return w, nil, err
	}
	err := s.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if w, err = s.workshops.One(ctx, key, workshopID); err != nil {
			return err
		}
		names, err := clientNames(tx, key, workshopID)
		if err == nil {
			found, err = s.points(ctx, key, workshopID, names)
		}
		return err
	})
	return w, found, err
}

func (s *Library) insert(tx *gorm.DB, by audit.Actor, a *Agenda) error {
	if a.Size == 0 {
		return fault.New(fault.Refused, "agenda.fault.empty")
	}
	var n int64
	if err := tx.Model(&Agenda{}).Where("account_id = ?", a.AccountID).Count(&n).Error; err != nil {
		return err
	}
	if n >= agendasMost {
		return fault.New(fault.Refused, "agenda.fault.many", "most", agendasMost)
	}
	if err := tx.Create(a).Error; err != nil {
		return err
	}
	return note(tx, by, audit.Created, nil, a)
}

// note logs a change of an agenda in the installation's stream, which no client reads.
func note(tx *gorm.DB, by audit.Actor, action audit.Action, before, after *Agenda) error {
	c := audit.Change{Actor: by, Action: action, Kind: AgendaKind}
	if before != nil {
		c.ObjectID, c.Label, c.Before = before.ID, before.Name, before
	}
	if after != nil {
		c.ObjectID, c.Label, c.After = after.ID, after.Name, after
	}
	_, err := audit.Record(tx, c)
	return err
}

// points are a workshop's activities as an agenda holds them.
func (s *Library) points(ctx context.Context, key project.Scope, workshopID string, names omitted) ([]Point, error) {
	_, all, err := s.workshops.Agenda(ctx, key, workshopID)
	var found []Point
	for _, a := range all {
		p := Point{Kind: a.Kind, Title: names.out(a.Title), TextKey: a.TextKey, Minutes: a.Minutes, Settings: a.Settings(), AtTables: a.AtTables}
		p.Settings.Prompt = names.out(p.Settings.Prompt)
		for i, o := range p.Settings.Options {
			p.Settings.Options[i].Text, p.Settings.Options[i].Section = names.out(o.Text), names.out(o.Section)
			for j, s := range o.Steps {
				p.Settings.Options[i].Steps[j].Text = names.out(s.Text)
			}
		}
		found = append(found, p)
	}
	return found, err
}

// omitted are names that must not leave a project; nil leaves all as it is.
type omitted struct{ any *regexp.Regexp }

func (o omitted) out(typed string) string {
	if o.any == nil {
		return typed
	}
	once := o.any.ReplaceAllString(typed, "$1…$2")
	return o.any.ReplaceAllString(once, "$1…$2") // names side by side share what stands between them
}

// shortest is how many characters a name has at least for texts to be searched for it.
const shortest = 3

// companyForms are the legal forms that stand before or after a company's name, which
// is also said without them.
const companyForms = `ab|aktiebolag|\(?publ\.?\)?|hb|kb|ek\.?\s?för\.?|as|asa|a/s|aps|p/s|i/s|k/s|ans|da|ivs|sa|ks|oy|oyj|ky|osk|ehf\.?|hf\.?|oü|sia|uab|ltd\.?|limited|llc|llp|plc|inc\.?|incorporated|corp\.?|corporation|co\.?|gmbh|ag|kg|kgaa|se|ug|ohg|gbr|e\.?\s?v\.?|b\.?v\.?|n\.?v\.?|s\.?a\.?|s\.?a\.?s\.?|sarl|s\.?l\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|sp\.?\s?z\s?o\.?\s?o\.?|s\.?a\.?\s?r\.?\s?l\.?`

// withoutForm is a company's name without its legal form.
func withoutForm(name string) string {
	form := regexp.MustCompile(`(?i)^(?:(?:` + companyForms + `)\s+)+|(?:[\s,]+(?:` + companyForms + `))+$`)
	return strings.TrimSpace(form.ReplaceAllString(strings.TrimSpace(name), ""))
}

// clientNames are the client's own, also without its legal form, its project's, and
// those of the people in both the project and the room.
func clientNames(tx *gorm.DB, key project.Scope, workshopID string) (omitted, error) {
	names := []string{key.Organisation, key.Project.Name}
	var people []string
	err := tx.Raw(`SELECT name FROM person WHERE project_id = ? UNION SELECT name FROM workshop_participant WHERE workshop_id = ?`, key.ProjectID, workshopID).Scan(&people).Error
	if err != nil {
		return omitted{}, err
	}
	var quoted []string
	for _, name := range slices.Concat(names, people, []string{withoutForm(key.Organisation), withoutForm(key.Project.Name)}) {
		if name = strings.TrimSpace(name); len([]rune(name)) >= shortest && !strings.EqualFold(name, "CRM") {
			quoted = append(quoted, regexp.QuoteMeta(name))
		}
	}
	if len(quoted) == 0 {
		return omitted{}, nil
	}
	slices.SortFunc(quoted, func(a, b string) int { return len(b) - len(a) })
	any, err := regexp.Compile(`(?i)(^|[^\p{L}\p{N}])(?:` + strings.Join(quoted, "|") + `)(?:['’]?s)?($|[^\p{L}\p{N}])`)
	return omitted{any}, err
}

// List is a page of a person's agendas in the order of their names.
func (s *Library) List(ctx context.Context, who account.Account, p database.Page) (database.Paged[Agenda], error) {
	return s.of(ctx, who.ID, p)
}

// Mine are the agendas of whoever leads workshops in a project.
func (s *Library) Mine(ctx context.Context, key project.Scope) ([]Agenda, error) {
	if err := key.Require(project.Assess); err != nil {
		return nil, err
	}
	found, err := s.of(ctx, key.Actor().ID, database.Page{Size: agendasMost})
	return found.Rows, err
}

func (s *Library) of(ctx context.Context, owner string, p database.Page) (database.Paged[Agenda], error) {
	var found database.Paged[Agenda]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		found, err = database.Fetch[Agenda](tx.Model(&Agenda{}).Where("account_id = ?", owner), "name_fold, id", p)
		return err
	})
	return found, err
}

// One is an agenda of one's own.
func (s *Library) One(ctx context.Context, who account.Account, id string) (Agenda, error) {
	return s.own(ctx, who.ID, id)
}

// Use is an agenda of one's own, for a workshop in a project.
func (s *Library) Use(ctx context.Context, key project.Scope, id string) (Agenda, error) {
	if err := key.Require(project.Assess); err != nil {
		return Agenda{}, err
	}
	return s.own(ctx, key.Actor().ID, id)
}

func (s *Library) own(ctx context.Context, owner, id string) (Agenda, error) {
	var a Agenda
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return orMissing(tx.Where("account_id = ? AND id = ?", owner, id).Take(&a).Error)
	})
	return a, err
}

// Rename gives an agenda of one's own another name.
func (s *Library) Rename(ctx context.Context, who account.Account, id string, d AgendaDraft) error {
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.change(ctx, who, id, d.Version, func(tx *gorm.DB, before Agenda) error {
		after := before
		after.named(d)
		after.Version, after.UpdatedAt = before.Version+1, database.Instant(s.now())
		done := tx.Where("version = ?", before.Version).Select("name", "name_fold", "version", "updated_at").Updates(&after)
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Stale(&before)
		}
		if done.Error != nil {
			return done.Error
		}
		return note(tx, who.Actor(), audit.Changed, &before, &after)
	})
}

// Delete takes an agenda of one's own away. Workshops that followed it keep theirs.
func (s *Library) Delete(ctx context.Context, who account.Account, id string, version int64) error {
	return s.change(ctx, who, id, version, func(tx *gorm.DB, before Agenda) error {
		if err := tx.Delete(&before).Error; err != nil {
			return err
		}
		return note(tx, who.Actor(), audit.Deleted, &before, nil)
	})
}

func (s *Library) change(ctx context.Context, who account.Account, id string, version int64, fn func(tx *gorm.DB, before Agenda) error) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var before Agenda
		if err := tx.Where("account_id = ? AND id = ?", who.ID, id).Take(&before).Error; err != nil {
			return orMissing(err)
		}
		if before.Version != version {
			return fault.Stale(&before)
		}
		return fn(tx, before)
	})
}

// CreateFollowing makes a workshop with an agenda's points, all of it or nothing. Its
// title is a catalogue's (textKey, "" for none).
func (s *Workshops) CreateFollowing(ctx context.Context, key project.Scope, d Draft, textKey string, agenda []Point) (Workshop, error) {
	var w Workshop
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if w, err = s.CreateFrom(ctx, key, d, textKey, record.Origin{}); err != nil || len(agenda) == 0 {
			return err
		}
		if len(agenda) > activitiesMost {
			return fault.New(fault.Refused, "workshop.fault.activities", "most", activitiesMost)
		}
		all := make([]Activity, len(agenda))
		for i, p := range agenda {
			all[i] = Activity{
				ID: database.NewID(), WorkshopID: w.ID, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Place: i + 1, Kind: p.Kind,
				Title: p.Title, TextKey: p.TextKey, Minutes: p.Minutes, Phase: Waiting, SettingsJSON: written(p.Settings), OutcomeJSON: "{}", Version: 1, AtTables: p.AtTables,
			}
		}
		return tx.Create(&all).Error
	})
	return w, err
}
