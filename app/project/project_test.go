package project_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// town is two organisations with a project each, and who is in them.
type town struct {
	db       *database.DB
	accounts *account.Accounts
	projects *project.Projects
	text     *i18n.Text
	owner    account.Account // of the first organisation
	other    account.Account // of the second
	ours     project.Scope
	theirs   project.Scope
}

func build(t *testing.T, run func(t *testing.T, w *town)) {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := &town{db: db, accounts: account.New(db, account.Letters{Texts: texts}, time.Now), text: texts.For("en")}
		w.projects = project.New(db, w.accounts, texts, time.Now)
		w.owner, w.ours = w.settle(t, "Saga Lindmark", "Fjord & Søn")
		w.other, w.theirs = w.settle(t, "Øystein Bø", "Ålands Järn")
		run(t, w)
	})
}

func (w *town) account(t *testing.T, name string) account.Account {
	t.Helper()
	email := strings.ReplaceAll(name, " ", ".") + "@town.example"
	a, err := w.accounts.Create(t.Context(), audit.System("test"), account.Draft{Email: strings.NewReplacer("ø", "o", "Ø", "o", "Å", "a", "å", "a").Replace(email), Name: name, Password: "a long enough one"}, name == "Saga Lindmark")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (w *town) settle(t *testing.T, name, organisation string) (account.Account, project.Scope) {
	t.Helper()
	a := w.account(t, name)
	a.MayCreateOrganisations = true
	o, err := w.accounts.CreateOrganisation(t.Context(), a, account.OrganisationDraft{Name: organisation})
	if err != nil {
		t.Fatal(err)
	}
	key, err := w.projects.Create(t.Context(), project.OrgScope{Organisation: o, Role: account.Owner, Account: a, Text: w.text}, draft("CRM "+organisation))
	if err != nil {
		t.Fatal(err)
	}
	return a, key
}

func draft(name string) project.Draft {
	return project.Draft{Name: name, Template: "small", Currency: "SEK", TimeZone: "Europe/Stockholm", Country: "SE", Language: "en",
		StartOn: date.New(2026, 3, 2), HorizonMonths: 12, Aim: "Every customer is known."}
}

// enrol makes a new account a member of our project.
func (w *town) enrol(t *testing.T, name string, role project.Role) (account.Account, project.Member) {
	t.Helper()
	a := w.account(t, name)
	m, err := w.projects.Enrol(t.Context(), w.ours, a, role, project.PersonDraft{})
	if err != nil {
		t.Fatal(err)
	}
	return a, m
}

func (w *town) opens(t *testing.T, who account.Account, slug string) project.Role {
	t.Helper()
	key, err := w.projects.Open(t.Context(), who, slug, w.text)
	if err != nil && !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
	return key.Role
}

func TestWhoEntersAProjectAndAsWhat(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		stranger := w.account(t, "Stranger")
		colleague := w.account(t, "Colleague")
		if err := w.accounts.Join(t.Context(), w.owner.Actor(), w.ours.OrganisationID, colleague.ID, account.Member); err != nil {
			t.Fatal(err)
		}
		slug := w.ours.Project.Slug
		want := map[string]project.Role{"owner": project.Lead, "owner of another": "", "stranger": "", "member of the organisation alone": ""}
		got := map[string]project.Role{"owner": w.opens(t, w.owner, slug), "owner of another": w.opens(t, w.other, slug),
			"stranger": w.opens(t, stranger, slug), "member of the organisation alone": w.opens(t, colleague, slug)}
		for _, role := range project.Roles() {
			a, _ := w.enrol(t, "The "+string(role), role)
			want[string(role)], got[string(role)] = role, w.opens(t, a, slug)
		}
		promoted, _ := w.enrol(t, "An owner who is a viewer", project.Viewer)
		if err := w.accounts.Join(t.Context(), w.owner.Actor(), w.ours.OrganisationID, promoted.ID, account.Owner); err != nil {
			t.Fatal(err)
		}
		want["owner and viewer"], got["owner and viewer"] = project.Lead, w.opens(t, promoted, slug)
		want["nowhere"], got["nowhere"] = "", w.opens(t, w.owner, "nowhere")
		want["by its id"], got["by its id"] = "", w.opens(t, w.owner, w.ours.ProjectID)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnOldAddressLeadsToTheNewOneAndNobodyElseGetsIt(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		old := w.ours.Project.Slug
		d := draft("Another name")
		d.Version = w.ours.Project.Version
		after, err := w.projects.Save(t.Context(), w.ours, d)
		if err != nil || after.Slug != "another-name" {
			t.Fatalf("%q, %v", after.Slug, err)
		}
		if role := w.opens(t, w.owner, old); role != "" {
			t.Error("the old address opens the project itself")
		}
		if to, err := w.projects.Moved(t.Context(), old); err != nil || to != "another-name" {
			t.Errorf("it leads to %q, %v", to, err)
		}
		o := project.OrgScope{Organisation: account.Organisation{ID: w.theirs.OrganisationID}, Role: account.Owner, Account: w.other, Text: w.text}
		taken, err := w.projects.Create(t.Context(), o, draft(w.ours.Project.Name))
		if err != nil || taken.Project.Slug == old {
			t.Errorf("somebody else's project took %q, %v", taken.Project.Slug, err)
		}
	})
}

func TestADeletedProjectIsGoneForEverybody(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		lead, _ := w.enrol(t, "A lead", project.Lead)
		err := w.projects.Remove(t.Context(), w.ours, project.Removal{Confirm: w.ours.Project.Name, Version: w.ours.Project.Version})
		if err != nil {
			t.Fatal(err)
		}
		for who, a := range map[string]account.Account{"owner": w.owner, "lead": lead} {
			if role := w.opens(t, a, w.ours.Project.Slug); role != "" {
				t.Errorf("the %s enters as %s", who, role)
			}
		}
		if _, err := w.projects.BySlug(t.Context(), project.SystemScope{Text: w.text}, w.ours.Project.Slug); !fault.Is(err, fault.NotFound) {
			t.Errorf("the system enters: %v", err)
		}
		found, err := w.projects.Portfolio(t.Context(), w.owner, project.View{})
		if err != nil || found.Total != 0 || len(found.Rows) != 0 {
			t.Errorf("it is listed: %+v, %v", found, err)
		}
	})
}

func TestAPortfolioHoldsOnlyWhatOneMayEnter(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		viewer, _ := w.enrol(t, "A viewer", project.Viewer)
		second, err := w.projects.Create(t.Context(), project.OrgScope{Organisation: account.Organisation{ID: w.ours.OrganisationID}, Role: account.Owner, Account: w.owner, Text: w.text}, draft("A second"))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name  string
			who   account.Account
			want  []string
			roles []project.Role
		}{
			{"an owner sees all of the organisation", w.owner, []string{second.Project.Name, w.ours.Project.Name}, []project.Role{project.Lead, project.Lead}},
			{"a viewer sees one", viewer, []string{w.ours.Project.Name}, []project.Role{project.Viewer}},
			{"an owner of another organisation sees that one's", w.other, []string{w.theirs.Project.Name}, []project.Role{project.Lead}},
			{"a stranger sees none", w.account(t, "Stranger"), nil, nil},
		} {
			found, err := w.projects.Portfolio(t.Context(), c.who, project.View{})
			if err != nil || found.Total != int64(len(c.want)) {
				t.Fatalf("%s: %d, %v", c.name, found.Total, err)
			}
			var names []string
			var roles []project.Role
			for _, p := range found.Rows {
				names, roles = append(names, p.Name), append(roles, p.Role)
			}
			if diff := cmp.Diff(c.want, names) + cmp.Diff(c.roles, roles); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	})
}

func TestAnOwnerOfWorkIsAPersonOfTheSameProject(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		ours, err := w.projects.AddPerson(t.Context(), w.ours, project.PersonDraft{Name: "Åsa"})
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := w.projects.AddPerson(t.Context(), w.theirs, project.PersonDraft{Name: "Åsa"})
		if err != nil {
			t.Fatal(err)
		}
		err = w.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if err := project.CheckPeople(tx, w.ours, map[string]string{"owner_id": ours.ID, "sponsor_id": ""}); err != nil {
				t.Errorf("our own: %v", err)
			}
			err := project.CheckPeople(tx, w.ours, map[string]string{"owner_id": theirs.ID, "sponsor_id": "nobody", "backup_id": ours.ID})
			f, ok := fault.As(err)
			if !ok || f.Kind != fault.Invalid || len(f.Fields) != 2 || f.Fields["owner_id"].Key != "fault.field.unknown" || f.Fields["sponsor_id"].Key == "" {
				t.Errorf("people of another project: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.projects.SavePerson(t.Context(), w.ours, theirs.ID, project.PersonDraft{Name: "Taken over", Version: 1})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody of another project is changed: %v", err)
		}
	})
}

func TestOfLeadsWhoLeaveAtOnceOneStays(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		var members []project.Member
		for _, name := range []string{"One", "Two", "Three", "Four"} {
			_, m := w.enrol(t, "Lead "+name, project.Lead)
			members = append(members, m)
		}
		list, err := w.projects.Members(t.Context(), w.ours, project.MemberFilter{}, database.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var left atomic.Int64
		var all sync.WaitGroup
		for i, m := range list.Rows {
			all.Go(func() {
				var err error
				if i%2 == 0 {
					err = w.projects.RemoveMember(t.Context(), w.ours, m.ID)
				} else {
					err = w.projects.SaveMember(t.Context(), w.ours, m.ID, project.MemberDraft{Role: project.Viewer, Version: m.Version})
				}
				switch {
				case err == nil:
					left.Add(1)
				case !fault.Is(err, fault.Refused):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if int(left.Load()) != len(members) { // the project's maker is one, too
			t.Errorf("%d of %d left", left.Load(), len(members)+1)
		}
	})
}

func TestPeopleAreNumberedWithoutGapsThoughManyAreAddedAtOnce(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				if _, err := w.projects.AddPerson(t.Context(), w.ours, project.PersonDraft{Name: "Somebody"}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var numbers []int64
		err := w.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Model(&project.Person{}).Where("project_id = ?", w.ours.ProjectID).Order("number").Pluck("number", &numbers).Error
		})
		if err != nil || len(numbers) != 17 || numbers[16] != 17 {
			t.Errorf("%v, %v", numbers, err)
		}
	})
}

func TestThePowersOfARoleAreThoseOfTheTable(t *testing.T) {
	all := []project.Permission{project.Read, project.ReadActivity, project.EditRegisters, project.Assess, project.Comment, project.Decide, project.Manage}
	want := map[project.Role]string{
		project.Lead:        "read read_activity edit_registers assess comment decide manage",
		project.Contributor: "read read_activity edit_registers comment",
		project.Consultant:  "read read_activity edit_registers assess comment",
		project.Committee:   "read comment decide",
		project.Viewer:      "read",
		"":                  "",
		"owner":             "",
	}
	for role, powers := range want {
		var got []string
		for _, p := range all {
			if role.May(p) {
				got = append(got, string(p))
			}
		}
		if diff := cmp.Diff(powers, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", role, diff)
		}
	}
}

func TestAProjectThatIsNamedLikeTheIdOfAnotherIsNotTakenForIt(t *testing.T) {
	build(t, func(t *testing.T, w *town) {
		key := project.OrgScope{Organisation: account.Organisation{ID: w.theirs.OrganisationID}, Role: account.Owner, Account: w.other, Text: w.text}
		like, err := w.projects.Create(t.Context(), key, draft(w.ours.ProjectID))
		if err != nil || like.Project.Slug != w.ours.ProjectID {
			t.Fatalf("its address is %q: %v", like.Project.Slug, err)
		}
		guest := project.Guest{Link: account.Link{ID: "l", ProjectID: w.ours.ProjectID}, Text: w.text, Now: time.Now()}
		if got, err := w.projects.ByLink(t.Context(), guest, "p", "Ingrid"); err != nil || got.ProjectID != w.ours.ProjectID {
			t.Errorf("a link leads into %s: %v", got.Project.Name, err)
		}
		err = w.projects.Remove(t.Context(), w.ours, project.Removal{Confirm: w.ours.Project.Name, Version: w.ours.Project.Version})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := w.projects.ByLink(t.Context(), guest, "p", "Ingrid"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link of a project that was removed leads into %s: %v", got.Project.Name, err)
		}
	})
}
