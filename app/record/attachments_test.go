package record_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
)

// house is a project with people, on whom everything here hangs.
type house struct {
	*record.Attachments
	db     *database.DB
	people *project.Projects
	lead   project.Scope
}

func words(t *testing.T) *i18n.Text {
	t.Helper()
	b, err := i18n.Load(fstest.MapFS{"en/x.yaml": {Data: []byte("y: z")}})
	if err != nil {
		t.Fatal(err)
	}
	return b.For("en")
}

func build(t *testing.T, db *database.DB) house {
	t.Helper()
	sorts := []record.Sort{{Kind: "person", Table: "person", Title: "name", Letter: "N", Path: "people"}}
	return house{record.NewAttachments(db, sorts), db, project.New(db, &account.Accounts{}, &i18n.Bundle{}, nil), projecttest.Open(t, db, words(t), date.New(2026, 11, 23))}
}

func (h house) as(name string, role project.Role) project.Scope {
	return projecttest.By(h.lead, name, role)
}

func (h house) row(t *testing.T, name string) record.Ref {
	t.Helper()
	p, err := h.people.AddPerson(t.Context(), h.lead, project.PersonDraft{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return record.Ref{Kind: "person", ID: p.ID}
}

func (h house) of(t *testing.T, ref record.Ref) record.Attached {
	t.Helper()
	all, err := h.Of(t.Context(), h.lead, ref, 1)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (h house) say(t *testing.T, key project.Scope, ref record.Ref, body string) record.Comment {
	t.Helper()
	c, err := h.Comment(t.Context(), key, ref, record.CommentDraft{Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// last is the latest line of the project's log.
func (h house) last(t *testing.T) audit.Entry {
	t.Helper()
	var entries []audit.Entry
	err := h.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		var err error
		entries, _, err = audit.List(tx, h.lead.ProjectID, audit.Filter{}, 0, 1)
		return err
	})
	if err != nil || len(entries) == 0 {
		t.Fatal("the log is empty", err)
	}
	return entries[0]
}

func must(t *testing.T, err error, kind fault.Kind, what string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: %v, want kind %d", what, err, kind)
	}
}

func TestOnlyTheAuthorOrALeadTakesSomethingAway(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref := h.row(t, "Signe Öberg")
		author, other := h.as("author", project.Contributor), h.as("other", project.Contributor)
		for _, c := range []struct {
			name string
			by   project.Scope
			may  bool
		}{{"another contributor", other, false}, {"the author", author, true}, {"a lead", h.lead, true}} {
			comment := h.say(t, author, ref, "Hej")
			file, err := h.Attach(t.Context(), author, ref, record.Upload{Name: "a.txt", Body: []byte("a")})
			if err != nil {
				t.Fatal(err)
			}
			for what, err := range map[string]error{
				"comment": h.RemoveComment(t.Context(), c.by, comment.ID), "file": h.RemoveFile(t.Context(), c.by, file.ID),
			} {
				if c.may && err != nil {
					t.Errorf("%s cannot take away the %s: %v", c.name, what, err)
				}
				if !c.may {
					must(t, err, fault.Forbidden, c.name+" takes away the "+what)
				}
			}
		}
		if all := h.of(t, ref); all.Comments.Total != 1 || len(all.Files) != 1 {
			t.Errorf("%d comments and %d files are left", all.Comments.Total, len(all.Files))
		}
	})
}

func TestWhoOnlyReadsSaysNothingAndTheCommitteeOnlyComments(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref := h.row(t, "Signe Öberg")
		viewer, committee := h.as("viewer", project.Viewer), h.as("committee", project.Committee)
		_, err := h.Comment(t.Context(), viewer, ref, record.CommentDraft{Body: "Hej"})
		must(t, err, fault.Forbidden, "a viewer comments")
		own := h.say(t, committee, ref, "Vi behöver ett svar.")
		_, err = h.Attach(t.Context(), committee, ref, record.Upload{Name: "a.txt", Body: []byte("a")})
		must(t, err, fault.Forbidden, "the committee attaches a file")
		must(t, h.Link(t.Context(), committee, ref, record.LinkDraft{Relation: record.Relates, To: "N1"}), fault.Forbidden, "the committee links")
		if err := h.RemoveComment(t.Context(), committee, own.ID); err != nil {
			t.Error(err)
		}
		if err := h.Undo(t.Context(), committee, h.last(t)); err != nil {
			t.Error("the committee cannot take back its own change:", err)
		}
		must(t, h.RemoveComment(t.Context(), viewer, own.ID), fault.Forbidden, "a viewer removes")
	})
}

func TestTheLatestCommentsAreShownFirstHoweverManyThereAre(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref := h.row(t, "Signe Öberg")
		for i := range 53 {
			h.say(t, h.lead, ref, fmt.Sprint("comment ", i))
		}
		first := h.of(t, ref).Comments
		if first.Total != 53 || len(first.Rows) != 50 || first.Rows[49].Body != "comment 52" || first.Rows[0].Body != "comment 3" {
			t.Errorf("the first page holds %d of %d, from %q to %q", len(first.Rows), first.Total, first.Rows[0].Body, first.Rows[len(first.Rows)-1].Body)
		}
		second, err := h.Of(t.Context(), h.lead, ref, 2)
		if err != nil || len(second.Comments.Rows) != 3 || second.Comments.Rows[0].Body != "comment 0" {
			t.Errorf("the second page: %v, %v", second.Comments.Rows, err)
		}
	})
}

func TestAFileIsNamedPlainlyAndTypedByItsBytes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref := h.row(t, "Signe Öberg")
		for _, c := range []struct{ name, typed, body, want, kind string }{
			{"as it is", "Möte 3.txt", "Hej", "Möte 3.txt", "text/plain"},
			{"a way through folders", `..\..\etc/passwd`, "x", "passwd", "text/plain"},
			{"signs that steer", "a\r\nb\u202e.txt", "x", "ab.txt", "text/plain"},
			{"no name at all", "", "x", "file", "text/plain"},
			{"a page that calls itself a picture", "a.png", "<html><script>alert(1)</script>", "a.png", "text/html"},
			{"a drawing that calls itself a PDF", "a.pdf", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "a.pdf", "image/svg+xml"},
		} {
			f, err := h.Attach(t.Context(), h.lead, ref, record.Upload{Name: c.typed, Body: []byte(c.body)})
			if err != nil || f.Name != c.want || f.MediaType != c.kind {
				t.Errorf("%s: %q, %s, %v", c.name, f.Name, f.MediaType, err)
			}
			if f.Shown() {
				t.Errorf("%s: a browser would show it", c.name)
			}
			kept, err := h.File(t.Context(), h.lead, f.ID)
			if err != nil || string(kept.Body) != c.body || kept.SHA256 != f.SHA256 || kept.Size != int64(len(c.body)) {
				t.Errorf("%s: it came back otherwise: %v", c.name, err)
			}
		}
		if f, _ := h.Attach(t.Context(), h.lead, ref, record.Upload{Name: strings.Repeat("å", 300) + ".pdf", Body: []byte("%PDF-1.7\n")}); len(f.Name) > 150 || !strings.HasSuffix(f.Name, ".pdf") || !f.Shown() {
			t.Errorf("a long name became %q", f.Name)
		}
	})
}

func TestAFileHasALimitAndSoHasARow(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref := h.row(t, "Signe Öberg")
		attach := func(body []byte) error {
			_, err := h.Attach(t.Context(), h.lead, ref, record.Upload{Name: "a.txt", Body: body})
			return err
		}
		must(t, attach(nil), fault.Invalid, "an empty file")
		must(t, attach(bytes.Repeat([]byte("a"), record.LargestFile+1)), fault.Invalid, "one byte too many")
		if err := attach(bytes.Repeat([]byte("a"), record.LargestFile)); err != nil {
			t.Error("the largest file is refused:", err)
		}
		err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
			for range 199 {
				if _, err := record.KeepFile(ctx, tx, h.lead, ref, record.Upload{Name: "a.txt", Body: []byte("a")}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		must(t, attach([]byte("a")), fault.Invalid, "a file on a full row")
	})
}

func TestEvidenceIsPartedWithByItsOwnSliceOnly(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		var f record.File
		err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
			var err error
			f, err = record.KeepFile(ctx, tx, h.lead, record.Ref{Kind: "deliverable", ID: "d"}, record.Upload{Name: "a.txt", Body: []byte("a")})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.File(t.Context(), h.lead, f.ID); err != nil {
			t.Error("evidence cannot be read:", err)
		}
		must(t, h.RemoveFile(t.Context(), h.lead, f.ID), fault.NotFound, "evidence is removed from under its deliverable")
	})
}

func TestARowThatWasRemovedTakesItsFilesAndLinksOutOfSight(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		ref, other := h.row(t, "Signe Öberg"), h.row(t, "Anton Bergkvist")
		f, err := h.Attach(t.Context(), h.lead, ref, record.Upload{Name: "a.txt", Body: []byte("a")})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Link(t.Context(), h.lead, ref, record.LinkDraft{Relation: record.Blocks, To: "n2"}); err != nil {
			t.Fatal(err)
		}
		if all := h.of(t, other).Links; len(all) != 1 || !all[0].Reverse || all[0].Code != "N1" || all[0].Title.Text != "Signe Öberg" || all[0].Path != "people/"+ref.ID {
			t.Fatalf("the other end shows %+v", all)
		}
		hidden := func(at any) {
			err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
				return tx.Model(&project.Person{}).Where("id = ?", ref.ID).Update("deleted_at", at).Error
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		hidden(h.lead.Now())
		_, err = h.File(t.Context(), h.lead, f.ID)
		must(t, err, fault.NotFound, "a file of a removed row")
		if n := len(h.of(t, other).Links); n != 0 {
			t.Error("a link to a removed row is shown")
		}
		_, err = h.Comment(t.Context(), h.lead, ref, record.CommentDraft{Body: "Hej"})
		must(t, err, fault.NotFound, "a comment on a removed row")
		hidden(nil)
		if n := len(h.of(t, other).Links); n != 1 {
			t.Error("the link did not come back with its row")
		}
	})
}

func TestRowsBelongTogetherOnceFromWhicheverEnd(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		a, b := h.row(t, "Signe Öberg"), h.row(t, "Anton Bergkvist")
		join := func(from record.Ref, r record.Relation, to string) {
			t.Helper()
			if err := h.Link(t.Context(), h.lead, from, record.LinkDraft{Relation: r, To: to}); err != nil {
				t.Error(err)
			}
		}
		join(a, record.Relates, "N2")
		join(b, record.Relates, "N1") // said already
		join(a, record.Causes, "N2")
		join(b, record.Causes, "N1") // a circle, which is something else
		if n := len(h.of(t, a).Links); n != 3 {
			t.Errorf("%d links, want 3", n)
		}
		link := h.of(t, a).Links[0]
		if err := h.Unlink(t.Context(), h.lead, link.ID); err != nil {
			t.Fatal(err)
		}
		e := h.last(t)
		if e.Label != "N1 – N2" {
			t.Errorf("the log calls the link %q", e.Label)
		}
		for range 2 { // the second finds it there
			if err := h.Undo(t.Context(), h.lead, e); err != nil {
				t.Error(err)
			}
		}
		if n := len(h.of(t, b).Links); n != 3 {
			t.Errorf("%d links after Undo, want 3", n)
		}
		must(t, h.Link(t.Context(), h.lead, a, record.LinkDraft{Relation: record.Relates, To: "N1"}), fault.Invalid, "a row belongs to itself")
		must(t, h.Link(t.Context(), h.lead, a, record.LinkDraft{Relation: "hates", To: "N2"}), fault.Invalid, "a relation of no sort")
	})
}

func TestManyWhoLinkTheSameAtOnceMakeOneLink(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		a, b := h.row(t, "Signe Öberg"), h.row(t, "Anton Bergkvist")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if err := h.Link(t.Context(), h.lead, a, record.LinkDraft{Relation: record.Causes, To: "N2"}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := len(h.of(t, b).Links); n != 1 {
			t.Errorf("%d links, want 1", n)
		}
	})
}

func TestNothingReachesAcrossProjects(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h, foreign := build(t, db), build(t, db)
		ref := h.row(t, "Signe Öberg")
		foreign.row(t, "Nobody Here") // N1 there
		comment := h.say(t, h.lead, ref, "Hej")
		file, err := h.Attach(t.Context(), h.lead, ref, record.Upload{Name: "a.txt", Body: []byte("a")})
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.File(t.Context(), foreign.lead, file.ID)
		must(t, err, fault.NotFound, "a foreign file is read")
		must(t, h.RemoveFile(t.Context(), foreign.lead, file.ID), fault.NotFound, "a foreign file is removed")
		must(t, h.RemoveComment(t.Context(), foreign.lead, comment.ID), fault.NotFound, "a foreign comment is removed")
		_, err = h.Comment(t.Context(), foreign.lead, ref, record.CommentDraft{Body: "Hej"})
		must(t, err, fault.NotFound, "a foreign row is commented on")
		must(t, h.Link(t.Context(), foreign.lead, ref, record.LinkDraft{Relation: record.Relates, To: "N1"}), fault.NotFound, "a foreign row is linked")
		all, err := h.Of(t.Context(), foreign.lead, ref, 1)
		if err != nil || all.Comments.Total != 0 || len(all.Files) != 0 {
			t.Errorf("a foreign row shows what hangs on it: %+v, %v", all, err)
		}
	})
}
