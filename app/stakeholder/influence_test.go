package stakeholder_test

import (
	"io/fs"
	"strings"
	"testing"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/seeds"
)

// crowd is a crowded register: nine in one place, and one in each other.
func crowd() []stakeholder.Party {
	var all []stakeholder.Party
	add := func(name string, sort stakeholder.Sort, influence, support, wanted int, talks *string) {
		n := int64(len(all) + 1)
		all = append(all, stakeholder.Party{Row: record.Row{ID: "id", Number: n}, Sort: sort, Name: name, Influence: influence, Support: support, Wanted: wanted, OwnerID: talks})
	}
	her := "her"
	for _, name := range []string{"Service", "Sales in Malmö", "Sales in Trondheim", "Finance", "Those who look after the old order system", "Inside sales", "Super users", "IT operations", "Marketing"} {
		add(name, stakeholder.Group, 4, -1, 1, &her)
	}
	add("Group management", stakeholder.Group, 5, 1, 2, &her)
	add("Gunvor Ekebladh", stakeholder.Person, 5, -2, 0, nil)
	add("Works council", stakeholder.Group, 3, 2, 1, &her)
	add("Dealers", stakeholder.Group, 3, -2, -2, nil)
	add("Customers", stakeholder.Group, 1, 0, 1, nil)
	return all
}

func TestTheMapIsTheSamePictureInEachLanguage(t *testing.T) {
	texts, err := i18n.Load(seedTexts(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "sv"} {
		d := stakeholder.Influence(texts.For(lang), crowd(), func(p stakeholder.Party) string { return "/" + p.Code() })
		goldentest.Equal(t, "influence-"+lang+".svg", []byte(chart.SVG(d, "influence")))
		if !strings.Contains(d.Description, "Gunvor Ekebladh") {
			t.Error("who cannot see the map is not told of everybody on it")
		}
	}
}

func TestNoNameOnTheMapLiesOnAnotherOrOutside(t *testing.T) {
	texts, err := i18n.Load(seedTexts(t))
	if err != nil {
		t.Fatal(err)
	}
	d := stakeholder.Influence(texts.For("en"), crowd(), nil)
	var boxes []chart.Rect
	for _, s := range d.Shapes {
		if box, is := s.(chart.Rect); is {
			boxes = append(boxes, box)
		}
	}
	if len(boxes) != len(crowd()) {
		t.Fatalf("%d names for %d stakeholders", len(boxes), len(crowd()))
	}
	for i, a := range boxes {
		if a.X < 0 || a.Y < 0 || a.X+a.W > d.Width || a.Y+a.H > d.Height {
			t.Errorf("%+v lies outside", a)
		}
		for _, b := range boxes[:i] {
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				t.Errorf("%+v lies on %+v", a, b)
			}
		}
		for _, s := range d.Shapes { // nor an arrow
			if l, is := s.(chart.Line); is && l.Width == 1.4 && l.From.Y > a.Y && l.From.Y < a.Y+a.H && max(l.From.X, l.To.X) > a.X+1 && min(l.From.X, l.To.X) < a.X+a.W-1 {
				t.Errorf("an arrow crosses %+v", a)
			}
		}
	}
}

func seedTexts(t *testing.T) fs.FS {
	t.Helper()
	files, err := fs.Sub(seeds.Files, "texts")
	if err != nil {
		t.Fatal(err)
	}
	return files
}
