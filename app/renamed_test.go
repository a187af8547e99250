package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestAMemberWhoHasAnotherNameByNowIsNotToldAsTheirOwnDeputy(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		own := personIn(b.Get(home+"/committee").Must(http.StatusOK), "person_id", "Åsa Łukowska")
		b.Post(home+"/committee/members", url.Values{"person_id": {own}}).Must(http.StatusSeeOther)
		ids := seats(b, home, "Ingrid Solvang")
		at := circulated(b, home, "Byter vi?")
		b.Post(at+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		site.Browser(t).Post(ballotOf(t, b, at, "Ingrid")+"/votes", answer("2", "")).Must(http.StatusSeeOther)
		rewrites(t, site, "UPDATE person SET name = 'Åsa Berg' WHERE id = '"+own+"'", "UPDATE person SET name = 'Ingrid Berg' WHERE id = '"+ids[0]+"'")
		got := b.Get(at).Must(http.StatusOK).Text("#circulation")
		for _, want := range []string{"Åsa Berg: Vänta till mars", "Ingrid Berg: Börja i januari"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not in %q", want, got)
			}
		}
	})
}
