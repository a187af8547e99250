package report_test

import (
	"testing"

	"stegvis/app/report"
)

func BenchmarkSteering(b *testing.B) {
	texts, faces := loaded(b)
	in := sample()
	kept, t := frozen(b, in.Input, "steering", in.Steering), texts.For("en")
	for b.Loop() {
		if _, err := report.Draw(kept, t, faces); err != nil {
			b.Fatal(err)
		}
	}
}
