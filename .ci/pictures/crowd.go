package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// crowded is a project in which everything is long and there is much of it.
func (p *play) crowded(first *person) error {
	home, err := first.begin("Införandet av kundrelationshantering i Eftermarknadsorganisationen, andra försöket i fjorton länder", "enterprise", "sv")
	if err != nil {
		return err
	}
	people, err := first.populate(home, 12)
	if err != nil {
		return err
	}
	for path, rows := range crowd(people) {
		for i, form := range rows {
			if _, err := first.post("/me", home+path, form); err != nil {
				return fmt.Errorf("%s, row %d: %w", path, i+1, err)
			}
		}
	}
	return p.follow("crowded", first, home, home, func(f found) bool { return !strings.Contains(f.route, ":step") })
}

const (
	long = "Kundregistersammanslagningsprojektets delredovisning till Verksamhetsutvecklingsstyrgruppen: vem äger uppgifterna när två bolag har samma kund"
	wide = "Kundregistersammanslagningsansvarigförsäljningsområdesutvecklingsgrupp"
	tale = "Två bolag har haft var sitt register sedan 1998. Ingen vet hur många kunder som finns i båda, och den som visste har slutat.\n\n" +
		"En första körning visar att var fjärde kund finns två gånger, med olika adress, olika villkor och olika säljare. " + wide + "."
)

// populate adds people with long names and gives their ids.
func (p *person) populate(home string, n int) ([]string, error) {
	for i := range n {
		form := url.Values{"name": {fmt.Sprintf("Maximiliana-Wilhelmina Oxenstråhle af Svärdsjöholm den %d:e", i+1)}, "title": {"Eftermarknadsverksamhetsutvecklingsansvarig för Norra och Mellersta regionen"}}
		if _, err := p.post("/me", home+"/people", form); err != nil {
			return nil, err
		}
	}
	list, err := p.get(home+"/members", "en")
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, link := range regexp.MustCompile(`/people/([0-9a-f-]{36})"`).FindAllStringSubmatch(list.body, -1) {
		ids = append(ids, link[1])
	}
	if len(ids) < n {
		return nil, fmt.Errorf("%d of %d people are listed", len(ids), n)
	}
	return ids, nil
}

// crowd are the rows by where they are sent.
func crowd(people []string) map[string][]url.Values {
	rows := map[string][]url.Values{}
	add := func(path string, n int, form func(i int) url.Values) {
		for i := range n {
			rows[path] = append(rows[path], form(i))
		}
	}
	who := func(i int) string { return people[i%len(people)] }
	day := func(i int) string { return fmt.Sprintf("2026-%02d-%02d", i%12+1, i%28+1) }
	title := func(i int) string { return fmt.Sprintf("%s (%d)", []string{long, wide, "Kort"}[i%3], i+1) }
	add("/risks", 40, func(i int) url.Values {
		return url.Values{"title": {title(i)}, "category": {[]string{"technical", "organisational", "personnel", "project"}[i%4]}, "cause": {tale}, "effect": {tale}, "plan": {tale},
			"likelihood": {strconv.Itoa(i%5 + 1)}, "impact": {strconv.Itoa(i/5%5 + 1)}, "owner_id": {who(i)}, "response": {"reduce"}, "status": {"open"}, "review_on": {day(i)},
			"kotter_step": {"urgency"}, "gartner_step": {"information"}}
	})
	add("/rollout", 40, func(i int) url.Values {
		return url.Values{"title": {title(i)}, "note": {tale}, "status": {[]string{"todo", "doing", "blocked", "todo"}[i%4]}, "owner_id": {who(i)}, "planned_start": {"2026-01-05"},
			"planned_finish": {day(i + 6)}, "forecast_finish": {"2027" + day(i)[4:]}, "forecast_reason": {long}, "effort_hours": {"1200"}, "milestone": {[]string{"", "true"}[i%2]}, "kotter_step": {"enable"}}
	})
	add("/rollout/waves", 8, func(i int) url.Values {
		return url.Values{"name": {title(i)[:min(len(title(i)), 100)]}, "start_on": {day(i)}, "note": {tale}}
	})
	add("/decisions", 12, func(i int) url.Values {
		return url.Values{"question": {title(i)}, "context": {tale}, "options": {long + "\r\n\r\n" + long}, "recommendation": {long}, "deadline": {day(i)}}
	})
	add("/messages", 12, func(i int) url.Values {
		return url.Values{"subject": {title(i)}, "body": {tale}, "audience": {long}, "channel": {"workshop"}, "status": {"planned"}, "planned_on": {day(i)}, "sender_id": {who(i)}, "reach": {"1250000"}}
	})
	add("/trainings", 8, func(i int) url.Values {
		return url.Values{"topic": {title(i)}, "audience": {long}, "trainer": {long}, "status": {"planned"}, "planned_on": {day(i)}, "minutes": {"4500"}, "places": {"12000"}, "attended": {"0"}}
	})
	add("/coalition", 8, func(i int) url.Values {
		return url.Values{"person_id": {who(i)}, "part": {[]string{"sponsor", "line_manager", "expert", "employee_voice"}[i%4]}, "joined_on": {day(i)}, "note": {tale}}
	})
	add("/costs", 8, func(i int) url.Values {
		return url.Values{"cost": {"hardware"}, "name": {title(i)[:min(len(title(i)), 100)]}, "note": {tale}, "owner_id": {who(i)}, "to_complete": {"987654321"},
			"approved[2026-03]": {"987654321"}, "planned[2026-03]": {"987654321"}, "actual[2026-03]": {"1234567890"}}
	})
	return rows
}
