package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"stegvis/app/platform/pdf"
)

// drawArgument makes this program one that draws a paper: so many times one after
// another, and says of each what it took, or so many at once, and says how much memory
// it held at the most. It leaves the last in a file.
const (
	drawArgument  = "draw"
	crowdArgument = "draw-at-once"
)

// beDrawer takes the paper's name, how often, the folder of the source, and the file.
func beDrawer(args []string, out io.Writer) error {
	if len(args) != 5 {
		return errors.New("a drawer wants a paper, how often, the source and a file")
	}
	p, err := paperOf(args[1])
	if err != nil {
		return err
	}
	times, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	draw := drawAgain
	if args[0] == crowdArgument {
		draw = drawAtOnce
	}
	file, err := draw(p, times, args[3], out)
	if err != nil {
		return err
	}
	return os.WriteFile(args[4], file, 0o600)
}

func drawAgain(p paper, times int, source string, out io.Writer) (file []byte, err error) {
	t, faces, err := stationery(source)
	if err != nil {
		return nil, err
	}
	for range times {
		began, used := time.Now(), processorTime()
		if file, err = p.draw(t, faces); err != nil {
			return nil, err
		}
		fmt.Fprintln(out, time.Since(began).Microseconds(), (processorTime() - used).Microseconds())
	}
	return file, nil
}

// drawAtOnce lets so many ask for a paper at the same moment, as requests do, on two
// cores and through the press that serves them; each holds its own until all have one.
func drawAtOnce(p paper, times int, source string, out io.Writer) ([]byte, error) {
	runtime.GOMAXPROCS(2)
	t, faces, err := stationery(source)
	if err != nil {
		return nil, err
	}
	press := pdf.NewPress(func() (*pdf.Faces, error) { return faces, nil }, runtime.GOMAXPROCS(0))
	files := make([][]byte, times)
	var all errgroup.Group
	for i := range times {
		all.Go(func() (err error) {
			files[i], err = press.Print(context.Background(), func(faces *pdf.Faces) ([]byte, error) { return p.draw(t, faces) })
			return err
		})
	}
	err = all.Wait()
	fmt.Fprintln(out, kernelFigure("/proc/self/status", "VmHWM:"))
	return files[0], err
}
