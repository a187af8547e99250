package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// watched is what processes have used between two moments.
type watched struct {
	processor time.Duration
	memory    int // bytes at the most; what processes share is counted once
}

// watch looks at the processes of a group, or at one alone, every few
// milliseconds until it is told to stop.
type watch struct {
	pids func() []int
	stop chan struct{}
	end  chan watched
}

// patrol is how often a watch looks.
const patrol = 20 * time.Millisecond

func newWatch(pids func() []int) *watch {
	w := &watch{pids: pids, stop: make(chan struct{}), end: make(chan watched)}
	go w.run()
	return w
}

func (w *watch) run() {
	used := map[int]time.Duration{} // the last that was seen of each
	most := 0
	tick := time.NewTicker(patrol)
	defer tick.Stop()
	for done := false; !done; {
		select {
		case <-w.stop:
			done = true
		case <-tick.C:
		}
		memory := 0
		for _, pid := range w.pids() {
			memory += memoryOf(pid)
			if stat, err := statOf(pid); err == nil {
				used[pid] = max(used[pid], stat.processor)
			}
		}
		most = max(most, memory)
	}
	all := watched{memory: most}
	for _, p := range used {
		all.processor += p
	}
	w.end <- all
}

// done stops watching.
func (w *watch) done() watched {
	close(w.stop)
	return <-w.end
}

// only watches one process.
func only(pid int) func() []int { return func() []int { return []int{pid} } }

// group watches a process group, so that children are counted whose parent has
// gone.
func group(id int) func() []int {
	return func() []int {
		var members []int
		entries, err := filepath.Glob("/proc/[0-9]*")
		if err != nil {
			return nil
		}
		for _, entry := range entries {
			pid, err := strconv.Atoi(filepath.Base(entry))
			if err != nil {
				continue
			}
			if stat, err := statOf(pid); err == nil && stat.group == id {
				members = append(members, pid)
			}
		}
		return members
	}
}

// stat is what the kernel tells of a process.
type stat struct {
	group     int
	processor time.Duration
}

// ticks is how many of the kernel's units of processor time make a second; on
// Linux programs see no other.
const ticks = 100

func statOf(pid int) (stat, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}, err
	}
	_, rest, _ := bytes.Cut(raw, []byte(") ")) // the name before may hold anything
	fields := strings.Fields(string(rest))
	if len(fields) < 13 {
		return stat{}, errors.New("the kernel tells less than expected")
	}
	group, err := strconv.Atoi(fields[2])
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return stat{group, time.Duration(user+system) * time.Second / ticks}, errors.Join(err, err1, err2)
}

// memoryOf is a process's share of the memory that it holds, 0 when it is gone.
func memoryOf(pid int) int { return kernelFigure(fmt.Sprintf("/proc/%d/smaps_rollup", pid), "Pss:") }

// residentOf is what a process holds, shared or not.
func residentOf(pid int) int { return kernelFigure(fmt.Sprintf("/proc/%d/status", pid), "VmRSS:") }

// kernelFigure is a line of a file of the kernel's that is in kB, as bytes.
func kernelFigure(file, name string) int {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == name {
			n, err := strconv.Atoi(fields[1])
			if err != nil {
				return 0
			}
			return n * 1024
		}
	}
	return 0
}

func megabytes(n int) string { return fmt.Sprintf("%.1f", float64(n)/(1<<20)) }
