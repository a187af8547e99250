package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"gorm.io/gorm"

	"stegvis/app/apptest"
)

func TestWhoHasNoAccountSignsInTheDemoByLink(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		lead := demoBrowser(t, site, "lead")
		at := "/projects/demo/reports/" + reviewedInDemo(t, site) + "/review"
		page := lead.Get(at).Must(http.StatusOK)
		for who, by := range map[string]string{"Gunvor Ekebladh": "by personal link", "Oskar Lindmyr": "by personal link", "Birgit Ahlskog": "signed in"} {
			line := page.Doc().Find("main li").FilterFunction(func(_ int, li *goquery.Selection) bool {
				return strings.Contains(li.Text(), who) && strings.Contains(li.Text(), "SHA-256")
			})
			if line.Length() != 1 || !strings.Contains(line.Text(), by) {
				t.Errorf("%s signed %q, want %s", who, line.Text(), by)
			}
		}
		if n := counts(t, site, "committee_link AS p JOIN link AS l ON l.id = p.link_id WHERE l.expires_at > l.created_at AND p.opened_at IS NOT NULL"); n != 2 {
			t.Errorf("%d links were opened, want those of the two", n)
		}
	})
}

// reviewedInDemo is the report that the demo's committee was asked to sign.
func reviewedInDemo(t *testing.T, site *apptest.Site) (id string) {
	t.Helper()
	direct(t, site, func(tx *gorm.DB) error { return tx.Table("report_review").Limit(1).Pluck("report_id", &id).Error })
	return id
}
