package app_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func memberForm(name string) url.Values {
	return url.Values{"new_person": {name}, "part": {"sponsor"}, "joined_on": {walkDate}, "note": {"Frees time for the project."}}
}

func messageForm(subject string) url.Values {
	return url.Values{"subject": {subject}, "audience": {"Service in Malmö"}, "channel": {"workshop"}, "status": {"planned"},
		"planned_on": {walkDate}, "kotter_step": {"communicate"}, "reach": {"0"}}
}

func trainingForm(topic string) url.Values {
	return url.Values{"topic": {topic}, "audience": {"Inside sales"}, "trainer": {"Tuva Ekelid"}, "status": {"planned"}, "planned_on": {walkDate},
		"minutes": {"150"}, "places": {"12"}, "attended": {"0"}, "kotter_step": {"enable"}}
}

func TestAMemberWhoIsNewBecomesAPersonOfTheProjectAndPlaysEachPartOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/coalition"
		b.Post(home+"/coalition", memberForm("Signe Öberg <b>x</b>")).Must(http.StatusSeeOther)
		if got := b.Get(step).Must(http.StatusOK).Text("#coalition dl"); !strings.Contains(got, "SponsorSigne Öberg <b>x</b>") || !strings.Contains(got, "Line managerNobody yet") {
			t.Errorf("the step shows %q", got)
		}
		list := b.Get(home + "/coalition").Must(http.StatusOK)
		person, known := list.Doc().Find("#f-person_id option:contains('Signe Öberg')").Attr("value")
		if !known {
			t.Fatal("the new member is no person of the project")
		}
		if got := list.Text("main > .stack"); !strings.Contains(got, "Nobody yet as: line manager, expert, employees’ voice") {
			t.Errorf("the list does not say who is missing: %q", got)
		}

		for name, c := range map[string]struct {
			form  url.Values
			wrong string
		}{
			"nobody at all":             {with(memberForm(""), "part", "expert"), "#f-person_id-wrong"},
			"a person and a name":       {with(memberForm("Någon Annan"), "person_id", person), "#f-new_person-wrong"},
			"a name that is there":      {memberForm("signe öberg <B>X</b>"), "#f-new_person-wrong"},
			"the same part twice":       {with(memberForm(""), "person_id", person), "#f-part-wrong"},
			"a part nobody knows":       {with(memberForm("Ny Person"), "part", "king"), "#f-part-wrong"},
			"left before they joined":   {with(memberForm("Ny Person"), "left_on", "2020-01-01"), "#f-left_on-wrong"},
			"a person of nowhere":       {with(memberForm(""), "person_id", "nowhere"), "#f-person_id-wrong"},
			"a day that is none":        {with(memberForm("Ny Person"), "joined_on", "snart"), "#f-joined_on-wrong"},
			"a name on several lines":   {memberForm("Ny\nPerson"), "#f-new_person-wrong"},
			"a name of 200 characters":  {memberForm(strings.Repeat("å", 200)), "#f-new_person-wrong"},
			"a note beyond all measure": {with(memberForm("Ny Person"), "note", strings.Repeat("å", 10001)), "#f-note-wrong"},
		} {
			if b.Post(home+"/coalition", c.form).Must(http.StatusUnprocessableEntity).Text(c.wrong) == "" {
				t.Errorf("%s: no message at %s", name, c.wrong)
			}
		}
		if n := b.Get(home + "/coalition").Doc().Find("#f-person_id option:contains('Ny')").Length(); n != 0 {
			t.Error("a member who was refused left a person behind")
		}
		b.Post(home+"/coalition", with(with(memberForm(""), "person_id", person), "part", "communicator")).Must(http.StatusSeeOther)
		if got := b.Get(step).Text("#coalition .row.spread"); !strings.Contains(got, "1 person") {
			t.Errorf("who plays two parts counts as %q", got)
		}

		link, _ := b.Get(home + "/coalition?part=sponsor").Doc().Find("tbody a").Attr("href")
		left := with(with(with(memberForm(""), "person_id", person), "left_on", walkDate), "version", "1")
		b.Post(link, left).Must(http.StatusSeeOther)
		b.Post(link, left).Must(http.StatusConflict)
		if got := b.Get(home + "/coalition?former=true").Text("tbody"); !strings.Contains(got, "Sponsor") || strings.Contains(got, "Communicator") {
			t.Errorf("the former members are %q", got)
		}
		if got := b.Get(step).Text("#coalition dl"); !strings.Contains(got, "SponsorNobody yet") {
			t.Errorf("who has left still plays a part: %q", got)
		}
		b.Post(home+"/coalition", with(memberForm(""), "person_id", person)).Must(http.StatusSeeOther) // comes back
		b.Post(link+"/delete", version(2)).Must(http.StatusSeeOther)
		undo(t, b, home, home+"/coalition")
		b.Get(link).Must(http.StatusOK)
	})
}

// undo takes back what the page says that it has just done.
func undo(t *testing.T, b *apptest.Browser, home, page string) {
	t.Helper()
	seq, found := b.Get(page).Doc().Find(".flash input[name=seq]").Attr("value")
	if !found {
		t.Fatalf("%s offers no Undo", page)
	}
	b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
}

func TestAMessageIsPlannedSentAndCounted(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/communicate"
		b.Post(home+"/messages", messageForm("Varför vi byter <script>alert(1)</script>")).Must(http.StatusSeeOther)
		b.Post(home+"/messages", with(messageForm("Vad som händer i vår"), "planned_on", "2999-01-01")).Must(http.StatusSeeOther)
		if got := b.Get(step).Text("#messages"); !strings.Contains(got, "<script>alert(1)</script>") || !strings.Contains(got, "1 overdue") || !strings.Contains(got, "Nothing has been said yet. 2 planned. Next on 1 January 2999.") {
			t.Errorf("the step shows %q", got)
		}
		link, _ := b.Get(home + "/messages?overdue=true").Doc().Find("tbody a").Attr("href")
		for name, c := range map[string]struct{ field, value string }{
			"no subject":            {"subject", ""},
			"nobody to hear it":     {"audience", " "},
			"a channel of no sort":  {"channel", "rumour"},
			"fewer than none":       {"reach", "-1"},
			"a reach of words":      {"reach", "många"},
			"a sender from nowhere": {"sender_id", "nowhere"},
		} {
			form := with(messageForm("Varför vi byter"), c.field, c.value)
			if b.Post(home+"/messages", form).Must(http.StatusUnprocessableEntity).Text("#f-"+c.field+"-wrong") == "" {
				t.Errorf("%s: no message", name)
			}
		}
		sent := with(with(with(messageForm("Varför vi byter"), "status", "sent"), "reach", "1240"), "version", "1")
		if b.Post(link, with(maps.Clone(sent), "sent_on", "2999-01-01")).Must(http.StatusUnprocessableEntity).Text("#f-sent_on-wrong") == "" {
			t.Error("a message can be sent in the future")
		}
		b.Post(link, with(maps.Clone(sent), "sent_on", "2026-03-03")).Must(http.StatusSeeOther)
		b.Post(link, sent).Must(http.StatusConflict)
		if got := b.Get(home + "/messages?status=sent").Text("tbody"); !strings.Contains(got, "1,240") {
			t.Errorf("the list shows %q", got)
		}
		if got := b.Get(step).Text("#messages"); !strings.Contains(got, "Last message on 3 March 2026. 1 sent. 1 planned.") || strings.Contains(got, "overdue") {
			t.Errorf("the step shows %q", got)
		}
		b.Post(link, with(with(sent, "status", "planned"), "version", "2")).Must(http.StatusSeeOther)
		if got, _ := b.Get(link).Doc().Find("#f-sent_on").Attr("value"); got != "" {
			t.Errorf("what is planned anew was sent on %q", got)
		}
		b.Post(link+"/delete", version(3)).Must(http.StatusSeeOther)
		undo(t, b, home, home+"/messages")
		b.Get(link).Must(http.StatusOK)
		hang := home + "/on/message/" + link[strings.LastIndex(link, "/")+1:]
		b.Post(hang+"/comments", url.Values{"body": {"Ask the union first."}}).Must(http.StatusSeeOther)
		if got := b.Get(link).Text("#comments .log"); !strings.Contains(got, "Ask the union first.") {
			t.Errorf("the message's comments are %q", got)
		}
	})
}

func TestATrainingCountsWhoCame(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/enable"
		b.Post(home+"/trainings", trainingForm("Offerter")).Must(http.StatusSeeOther)
		list := b.Get(home + "/trainings").Must(http.StatusOK)
		if got := list.Text("tbody"); !strings.Contains(got, "2 h 30 min") || !strings.Contains(got, "12 places") || !strings.Contains(got, "Overdue") {
			t.Errorf("the list shows %q", got)
		}
		link, _ := list.Doc().Find("tbody a").Attr("href")
		held := with(with(with(trainingForm("Offerter"), "status", "held"), "attended", "9"), "version", "1")
		b.Post(link, with(maps.Clone(held), "held_on", "2999-01-01")).Must(http.StatusUnprocessableEntity)
		b.Post(link, held).Must(http.StatusSeeOther)
		if got := b.Get(step).Text("#trainings"); !strings.Contains(got, "1 training held. 9 came, for 12 places.") || !strings.Contains(got, "9 of 12") {
			t.Errorf("the step shows %q", got)
		}
		if got, _ := b.Get(link).Doc().Find("#f-held_on").Attr("value"); got == "" {
			t.Error("what was held has no day")
		}
		for _, field := range []string{"minutes", "places", "attended"} {
			if b.Post(home+"/trainings", with(trainingForm("Besök"), field, "-5")).Must(http.StatusUnprocessableEntity).Text("#f-"+field+"-wrong") == "" {
				t.Errorf("fewer than no %s are accepted", field)
			}
		}
		b.Post(link+"/delete", version(2)).Must(http.StatusSeeOther)
		undo(t, b, home, home+"/trainings")
	})
}

func TestWhatIsAddedOnAStepLeadsBackToIt(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	form, found := b.Get(home + "/tracks/kotter/enable").Doc().Find("#trainings form[method=post]").Attr("action")
	if !found || form != home+"/trainings" {
		t.Fatalf("the step's form goes to %q", form)
	}
	r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080"+form, strings.NewReader(with(trainingForm("Offerter"), "csrf", b.Token()).Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Referer", "http://127.0.0.1:8080"+home+"/tracks/kotter/enable")
	if got := b.Do(r).Must(http.StatusSeeOther).Location; got != home+"/tracks/kotter/enable" {
		t.Errorf("it leads to %q", got)
	}
}
