package text_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/text"
)

func TestWordsAreComparedWithoutCaseAndForm(t *testing.T) {
	for _, c := range []struct {
		name, one, other string
		same             bool
	}{
		{"capitals", "ÅSA ŁUKOWSKA", "åsa łukowska", true},
		{"composed and not", "Å\u0308", "å\u0308", true},
		{"a ring of its own", "A\u030asa", "Åsa", true},
		{"spaces at the ends", "  Malmö\u00a0\n", "malmö", true},
		{"sharp s", "Straße", "STRASSE", true},
		{"spaces within count", "a b", "ab", false},
		{"marks count", "Malmo", "Malmö", false},
		{"Norwegian", "ØRE", "øre", true},
	} {
		if same := text.Fold(c.one) == text.Fold(c.other); same != c.same {
			t.Errorf("%s: %q and %q are the same: %v", c.name, c.one, c.other, same)
		}
	}
}

func TestSignsOfAPatternAreSearchedAsThemselves(t *testing.T) {
	titles := []string{"100% sure", "100 sure", "a_b", "axb", "wow!", "wow!!", `back\slash`, "ÅR 1"}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for words, want := range map[string]int64{
			"100%": 1, "%": 1, "_": 1, "a_b": 1, "!": 2, "!!": 1, `\`: 1, "år": 1, "": 8, "'": 0, "sure": 2,
		} {
			var found int64
			err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
				if err := tx.Exec("CREATE TEMPORARY TABLE IF NOT EXISTS titled (fold TEXT)").Error; err != nil {
					return err
				}
				if err := tx.Exec("DELETE FROM titled").Error; err != nil {
					return err
				}
				for _, title := range titles {
					if err := tx.Exec("INSERT INTO titled (fold) VALUES (?)", text.Fold(title)).Error; err != nil {
						return err
					}
				}
				return tx.Table("titled").Where("fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(words))+"%").Count(&found).Error
			})
			if err != nil || found != want {
				t.Errorf("%q finds %d, %v; want %d", words, found, err, want)
			}
		}
	})
}

func TestWhatIsKeptIsWholeUTF8WithoutNUL(t *testing.T) {
	for given, want := range map[string]string{"Åsa\u2028\tb": "Åsa\u2028\tb", "a\x00b\x00": "ab", "\xffå\xc3": "å", "": ""} {
		if got := text.Storable(given); got != want {
			t.Errorf("%q is kept as %q, want %q", given, got, want)
		}
	}
}

func TestPlainWordsKnowNeitherCaseNorAccentsNorWhatDoesNotShow(t *testing.T) {
	for given, want := range map[string]string{
		"ÅTGÄRD": "atgard", "A\u030atga\u0308rd": "atgard", "Łukowska Øster": "lukowska oster", "Straße Ærø": "strasse aero", "  a\t\u00a0b\n": "a b",
		"soft\u00adhyphen\u202e": "softhyphen", "ﬁn ½": "fin 1⁄2", "100% R_2": "100% r_2", "": "", "كتابي": "کتابی", "İstanbul": "istanbul", "👩🏽": "👩🏽",
	} {
		if got := text.Plain(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestWordsAreMarkedWhereTheyStandInTheTextItself(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"Åtgärden är klar", "atgard", "[Åtgärd]en är klar"},
		{"A\u030atga\u0308rd nu", "atgard nu", "[A\u030atga\u0308rd] [nu]"},
		{"Straße und straße", "strasse", "[Straße] und [straße]"},
		{"aaa", "aa", "[aa]a"},
		{"banan", "ana nan", "b[anan]"},
		{"æther", "the", "æ[the]r"},
		{"Ærlig", "aer", "[Ær]lig"},
		{"nothing", "x", "nothing"},
		{"", "x", ""},
	} {
		got, at := "", 0
		for _, s := range text.Spans(c.text, strings.Fields(c.words)) {
			got += c.text[at:s.From] + "[" + c.text[s.From:s.To] + "]"
			at = s.To
		}
		if got += c.text[at:]; got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.words, c.text, got, c.want)
		}
	}
}
