package report_test

import (
	"testing"

	"stegvis/app/report"
)

func BenchmarkSteering(b *testing.B) {
	texts, faces := loaded(b)
	in, t := sample(), texts.For("en")
	for b.Loop() {
		if _, err := report.Steering(in, t, faces); err != nil {
			b.Fatal(err)
		}
	}
}
