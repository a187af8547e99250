package app_test

import (
	"net/http"
	"net/url"
	"testing"

	"stegvis/app/apptest"
)

func TestSomebodyWhoHasSavedNoAgendaIsToldHow(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		if b.Get("/me").Must(http.StatusOK).Doc().Find("a[href='/me/agendas']").Length() != 1 {
			t.Error("one's own page does not lead to one's agendas")
		}
		if b.Get("/me/agendas").Must(http.StatusOK).Text(".empty p") == "" {
			t.Error("an empty library does not say how to fill it")
		}
		b.Post("/me/agendas/none", url.Values{"name": {"Mine"}, "version": {"1"}}).Must(http.StatusNotFound)
		b.Post("/me/agendas/none/delete", url.Values{"version": {"1"}}).Must(http.StatusNotFound)
	})
}
