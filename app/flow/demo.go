package flow

import (
	"context"
	"io/fs"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/secret"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Demo loads an organisation, people and a project to look around in, beside one that
// has just begun.
type Demo struct {
	db        *database.DB
	accounts  *account.Accounts
	projects  *project.Projects // of the day on which the demo began
	later     *Begin            // of the day on which its second project did
	slices    Slices
	catalogue *Catalogue
	files     fs.FS // of the seeds
	text      *i18n.Text
	signIns   string
	now       func() time.Time
}

// NewDemo plays the plot of catalogue/demo.yaml and keeps the sign-ins in the
// named file.
func NewDemo(db *database.DB, accounts *account.Accounts, texts *i18n.Bundle, slices Slices, catalogue *Catalogue, files fs.FS, signIns string, now func() time.Time) *Demo {
	as := func(days int) *project.Projects {
		return project.New(db, accounts, texts, func() time.Time { return now().AddDate(0, 0, days) })
	}
	return &Demo{db: db, accounts: accounts, projects: as(-184), later: NewBegin(db, as(-laterDays), slices.Tracks, slices.Risks, slices.Costs, slices.Plan, catalogue),
		slices: slices, catalogue: catalogue, files: files, text: texts.For(i18n.Fallback), signIns: signIns, now: now}
}

// DemoSlug is the demo project's address, unless another project has it already.
const DemoSlug = "demo"

// laterDays is for how many days the second project has been under way.
const laterDays = 17

// demoZone is where the projects of the demo are.
const demoZone = "Europe/Stockholm"

// today is the day that it is there.
func (d *Demo) today() date.Day {
	return date.Of(d.now(), project.Project{TimeZone: demoZone}.Zone())
}

// part is one person of the demo who can sign in.
type part struct {
	Role    project.Role // "" for the owner of the organisation
	Name    string
	Email   string
	Key     string // of the title
	Sponsor bool
}

// cast is everybody in the demo who can sign in, the owner first.
func cast() []part {
	return []part{
		{"", "Ylva Stenhagen", "owner@nordvik.example", "owner", false},
		{project.Lead, "Torkel Brännvik", "lead@nordvik.example", "lead", false},
		{project.Contributor, "Maren Solhaugen", "contributor@nordvik.example", "contributor", false},
		{project.Consultant, "Eivind Kråkmo", "consultant@nordvik.example", "consultant", false},
		{project.Committee, "Birgit Ahlskog", "committee@nordvik.example", "committee", true},
		{project.Viewer, "Jonatan Värmby", "viewer@nordvik.example", "viewer", false},
	}
}

// Load makes the demo on a database that never had it, and gives its sign-ins.
// On any other it only sees to it that the sign-ins work: a demo that was
// renamed, changed or deleted stays so. Of several who load at once one works
// and the others wait.
func (d *Demo) Load(ctx context.Context) ([]SignIn, error) {
	var signIns []SignIn
	err := d.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		times, err := database.Next(tx, "demo") // others wait for this row
		if err != nil {
			return err
		}
		people, err := d.admit(ctx)
		if err != nil {
			return err
		}
		if times == 1 {
			if err := d.begin(ctx, people); err != nil {
				return err
			}
		}
		signIns = listed(people)
		return writeSignIns(d.signIns, signIns)
	})
	return signIns, err
}

// admitted is a person of the demo with their account and password.
type admitted struct {
	part
	account  account.Account
	password string
}

// admit makes the accounts that are missing and gives new passwords to those
// whose password is not the one in the file.
func (d *Demo) admit(ctx context.Context) ([]admitted, error) {
	kept, err := readSignIns(d.signIns)
	if err != nil {
		return nil, err
	}
	others, err := d.accounts.Any(ctx)
	if err != nil {
		return nil, err
	}
	var people []admitted
	for _, p := range cast() {
		one := admitted{part: p, password: kept[p.Email]}
		one.account, err = d.accounts.ByEmail(ctx, p.Email)
		switch {
		case fault.Is(err, fault.NotFound):
			// Where others have accounts already, the demo's owner gets no power over them.
			err = d.create(ctx, &one, p.Role == "" && !others)
		case err == nil:
			err = d.renew(ctx, &one)
		}
		if err != nil {
			return nil, err
		}
		people = append(people, one)
	}
	return people, nil
}

func demoActor() audit.Actor { return audit.System("demo") }

func (d *Demo) create(ctx context.Context, one *admitted, administrator bool) error {
	one.password = secret.Password()
	var err error
	one.account, err = d.accounts.Create(ctx, demoActor(), account.Draft{Email: one.Email, Name: one.Name, Password: one.password}, administrator)
	return err
}

func (d *Demo) renew(ctx context.Context, one *admitted) error {
	fits, err := d.accounts.Matches(ctx, one.account, one.password)
	if err != nil || fits {
		return err
	}
	one.password = secret.Password()
	return d.accounts.SetPassword(ctx, demoActor(), one.account.ID, one.password)
}

// begin makes the organisation and its project, with everybody in it.
func (d *Demo) begin(ctx context.Context, people []admitted) error {
	owner := people[0].account
	owner.MayCreateOrganisations = true // this once
	firm, err := d.accounts.CreateOrganisation(ctx, owner, account.OrganisationDraft{Name: d.text.T("demo.organisation")})
	if err != nil {
		return err
	}
	in := project.OrgScope{Organisation: firm, Role: account.Owner, Account: owner, Text: d.text}
	if err := d.brand(ctx, in); err != nil {
		return err
	}
	key, err := d.projects.Create(ctx, in, d.draft())
	if err != nil {
		return err
	}
	for _, p := range people[1:] {
		if err := d.enrol(ctx, key, p); err != nil {
			return err
		}
	}
	if err := d.replay(ctx, key, people); err != nil {
		return err
	}
	return d.another(ctx, in)
}

// another makes a second project, which the owner leads, so that the organisation's
// portfolio has something to compare.
func (d *Demo) another(ctx context.Context, in project.OrgScope) error {
	draft := project.Draft{
		Name: d.text.T("demo.another.name"), Aim: d.text.T("demo.another.aim"), TextKey: "demo.another",
		Template: "small", Currency: "SEK", Budget: "640000", TimeZone: demoZone, Country: "SE", Language: d.text.Lang(),
		StartOn: d.today().AddDays(-laterDays),
	}
	key, err := d.later.Create(ctx, in, draft)
	if err != nil {
		return err
	}
	system := project.SystemScope{What: "demo", Text: d.text, Now: database.Instant(d.now())}
	return d.slices.Guide.Keep(ctx, system.In(key.Project, key.Organisation))
}

// replay fills the project by playing the plot.
func (d *Demo) replay(ctx context.Context, began project.Scope, people []admitted) error {
	p, err := readPlot(d.files)
	if err != nil {
		return err
	}
	system := project.SystemScope{What: "demo", Text: d.text, Now: database.Instant(d.now())}
	r := &replay{Slices: d.slices, entrance: d.accounts, projects: d.projects, system: system, base: system.In(began.Project, began.Organisation),
		accounts: map[string]account.Account{}, people: map[string]string{}, names: map[string]string{}, refs: map[string]record.Ref{}, held: map[string]string{}, links: map[string]account.Link{}, catalogue: d.catalogue}
	entered, err := d.projects.People(ctx, began)
	if err != nil {
		return err
	}
	for _, one := range people {
		r.accounts[one.Key] = one.account
		for _, e := range entered {
			if e.AccountID != nil && *e.AccountID == one.account.ID {
				r.people[one.Key], r.names[one.Key] = e.ID, e.Name
			}
		}
	}
	if err := r.cast(ctx, d.projects, began, p); err != nil {
		return err
	}
	if err := d.slices.Tracks.Plant(ctx, began, d.catalogue.Plantings("enterprise")); err != nil {
		return err
	}
	r.schedule(p)
	return r.play(ctx)
}

// draft is the project, half-way through on the day it is loaded.
func (d *Demo) draft() project.Draft {
	return project.Draft{
		Name: d.text.T("demo.project.name"), Slug: DemoSlug, Aim: d.text.T("demo.project.aim"), TextKey: "demo.project",
		Template: "enterprise", Currency: "SEK", TimeZone: demoZone, Country: "SE", Language: d.text.Lang(),
		StartOn: d.today().Month().Add(-6).First(), HorizonMonths: 12,
	}
}

func (d *Demo) enrol(ctx context.Context, key project.Scope, p admitted) error {
	title := "demo.person." + p.Key
	_, err := d.projects.Enrol(ctx, key, p.account, p.Role,
		project.PersonDraft{Name: p.Name, Title: d.text.T(title + ".title"), Sponsor: p.Sponsor, TextKey: title})
	return err
}
