package report_test

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"stegvis/app/report"
	"stegvis/app/rollout"
)

// crowded is the snapshot of a roll-out of so many tasks.
func crowded(t testing.TB, tasks int) report.Snapshot {
	t.Helper()
	g, all := rollout.Gantt{Today: day(0)}, report.TaskPlan{}
	for i := range tasks {
		if i%250 == 0 {
			name := words(fmt.Sprintf("Wave %d", i/250+1))
			g.Strips = append(g.Strips, rollout.Strip{Kind: rollout.WaveStrip, Title: name, Status: rollout.Doing, Start: day(i/10 - 200), Planned: day(i / 10), Expected: day(i / 10)})
			all.Waves = append(all.Waves, report.TasksOfWave{Name: name})
		}
		code, title, from := fmt.Sprintf("T%d", i+1), words(fmt.Sprintf("Task %d of the many that there are", i+1)), i/10-200+i%40
		g.Strips = append(g.Strips, rollout.Strip{Kind: rollout.TaskStrip, Depth: 1, Code: code, Title: title, Owner: "Bjørn Ødegård", Status: rollout.Statuses()[i%4], Start: day(from), Planned: day(from + 20), Expected: day(from + 20 + i%9)})
		last := &all.Waves[len(all.Waves)-1]
		last.Rows = append(last.Rows, report.PlannedTask{ID: code, Code: code, Title: title, Owner: "Bjørn Ødegård", Status: rollout.Statuses()[i%4], Planned: day(from + 20), Now: day(from + 20 + i%9), Slip: i % 9})
	}
	in := whole(report.KindPlan)
	in.Base = "https://stegvis.example/projects/nordvik"
	return written(t, in, part{"gantt", g}, part{"tasks", all})
}

// heap is how many bytes the heap holds that are not known to be free.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// highest watches the heap while something is done and gives how far it rose above
// where it began.
func highest(do func()) uint64 {
	runtime.GC()
	began, most := heap(), heap()
	over, seen := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(seen)
		for {
			most = max(most, heap())
			select {
			case <-over:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	do()
	close(over)
	<-seen
	return most - began
}

func BenchmarkFiveThousandTasks(b *testing.B) {
	texts, faces := loaded(b)
	kept, t := crowded(b, 5000), texts.For("en")
	b.ReportAllocs()
	most := uint64(0)
	for b.Loop() {
		most = max(most, highest(func() {
			if _, err := report.Draw(kept, t, faces); err != nil {
				b.Fatal(err)
			}
		}))
	}
	b.ReportMetric(float64(most>>20), "MB-peak")
}
