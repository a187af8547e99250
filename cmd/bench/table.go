package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// table prints measurements in columns.
type table struct{ *tabwriter.Writer }

func newTable(out io.Writer) *table {
	t := &table{tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)}
	fmt.Fprintln(t, "database\tpage\tbytes\tqueries\tconnections\trequests/s\tp50 ms\tp99 ms\tCPU ms\tfixed: requests/s\tp50 ms\tp99 ms\tCPU ms\t")
	return t
}

func (t *table) line(database, page string, bytes int, queries int64, connections int, own, fixed result) {
	fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%s\t%s\t\n", database, page, bytes, queries, connections, own, fixed)
}

func (r result) String() string {
	return fmt.Sprintf("%.0f\t%s\t%s\t%s", r.perSecond, milliseconds(r.p50), milliseconds(r.p99), milliseconds(r.processor))
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }
