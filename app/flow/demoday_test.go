package flow

import (
	"testing"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

func TestTheDemoBeginsByTheDayWhereItsProjectIs(t *testing.T) {
	t.Parallel()
	text := shippedTexts(t).For(i18n.Fallback)
	for at, want := range map[time.Time]date.Day{
		time.Date(2026, time.November, 30, 22, 59, 0, 0, time.UTC): date.New(2026, time.May, 1),
		time.Date(2026, time.November, 30, 23, 1, 0, 0, time.UTC):  date.New(2026, time.June, 1), // December in Stockholm
		time.Date(2027, time.June, 30, 22, 1, 0, 0, time.UTC):      date.New(2027, time.January, 1),
	} {
		d := &Demo{text: text, now: func() time.Time { return at }}
		if got := d.draft().StartOn; got != want {
			t.Errorf("at %s it begins on %s, want %s", at, got, want)
		}
	}
}
