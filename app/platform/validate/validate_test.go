package validate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
)

// wrong are the fields of a fault with their messages' keys.
func wrong(t *testing.T, err error) map[string]string {
	t.Helper()
	if err == nil {
		return nil
	}
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid {
		t.Fatalf("not a fault of fields: %v", err)
	}
	keys := map[string]string{}
	for name, text := range f.Fields {
		keys[name] = strings.TrimPrefix(text.Key, "fault.field.")
	}
	return keys
}

func TestOwnRulesHoldAtTheirBounds(t *testing.T) {
	type draft struct {
		Currency string `form:"currency" validate:"currency"`
		Zone     string `form:"zone" validate:"zone"`
		Line     string `form:"line" validate:"oneline"`
		Web      string `form:"web" validate:"web"`
		Chosen   string `form:"chosen" validate:"chosen"`
	}
	right := draft{"SEK", "Europe/Stockholm", "one line", "https://firm.example/a?b=c", "1"}
	for _, c := range []struct {
		field string
		set   func(*draft, string)
		right []string
		wrong []string
	}{
		{"currency", func(d *draft, s string) { d.Currency = s }, []string{"SEK", "JPY"}, []string{"", "kr", "SE", "ZZZ"}},
		{"zone", func(d *draft, s string) { d.Zone = s }, []string{"UTC", "Asia/Tehran"}, []string{"", "Local", "Europe/Fjord", "../../etc/passwd", "CEST+1"}},
		{"oneline", func(d *draft, s string) { d.Line = s }, []string{"", "å ä ö", "\ttab"}, []string{"a\nb", "a\r", "a\u2028b", "a\u2029b"}},
		{"chosen", func(d *draft, s string) { d.Chosen = s }, []string{"0"}, []string{""}},
		{"web", func(d *draft, s string) { d.Web = s }, []string{"http://a.example", "https://a.example:8443/å"},
			[]string{"", "a.example", "//a.example", "ftp://a.example", "javascript:alert(1)", "https://", "https:///path", "data:text/html,x", "http://a b"}},
	} {
		for _, s := range c.right {
			d := right
			c.set(&d, s)
			if err := validate.Draft(d); err != nil {
				t.Errorf("%s: %q is refused: %v", c.field, s, err)
			}
		}
		for _, s := range c.wrong {
			d := right
			c.set(&d, s)
			if got := wrong(t, validate.Draft(d)); len(got) != 1 {
				t.Errorf("%s: %q is taken or blamed on another field: %v", c.field, s, got)
			}
			for _, key := range wrong(t, validate.Draft(d)) {
				if key != c.field {
					t.Errorf("%s: %q is said to be %s", c.field, s, key)
				}
			}
		}
	}
}

func TestAFieldIsNamedAsItsFormNamesIt(t *testing.T) {
	type Words struct {
		Title string `form:"title" validate:"required"`
	}
	type Tags struct {
		Step string `form:"step" validate:"omitempty,oneof=vision wins"`
		Words
	}
	type draft struct {
		Tags
		Months   map[string]string `form:"planned" validate:"dive,max=3"`
		Unnamed  string            `validate:"required"`
		StartsOn date.Day          `form:"starts_on" validate:"required"`
		Month    date.Month        `form:"month" validate:"required"`
	}
	d := draft{Tags: Tags{Step: "nowhere"}, Months: map[string]string{"2026-11": "1234"}}
	want := map[string]string{
		"step": "oneof", "title": "required", "planned[2026-11]": "max_length", "Unnamed": "required",
		"starts_on": "required", "month": "required",
	}
	if diff := cmp.Diff(want, wrong(t, validate.Draft(d))); diff != "" {
		t.Error(diff)
	}
}

func TestTheMessageFitsTheKindOfField(t *testing.T) {
	type draft struct {
		Name  string `form:"name" validate:"min=3"`
		Long  string `form:"long" validate:"max=3"`
		Score int    `form:"score" validate:"min=1,max=5"`
		Email string `form:"email" validate:"email"`
		Own   string `form:"own" validate:"required_without=Email"`
		Odd   string `form:"odd" validate:"hexcolor"`
	}
	want := map[string]string{"name": "min_length", "long": "max_length", "score": "max", "email": "email", "own": "required", "odd": "wrong"}
	if diff := cmp.Diff(want, wrong(t, validate.Draft(draft{Name: "å", Long: "åäöø", Score: 6}))); diff != "" {
		t.Error(diff)
	}
	if got := wrong(t, validate.Draft(draft{Name: "åäö", Long: "åäö", Score: 5, Email: "a@b.example", Odd: "#fff"})); got != nil {
		t.Errorf("letters are counted as bytes: %v", got)
	}
}

func TestWhatIsNoDraftIsAMistakeOfTheProgram(t *testing.T) {
	err := validate.Draft("text")
	if _, expected := fault.As(err); err == nil || expected {
		t.Errorf("a string is checked: %v", err)
	}
}
