// Command events is what workshops are held against: a server of server-sent events
// and of nothing else, as the standard library makes it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "events:", err)
		os.Exit(1)
	}
}

// events hands what is posted to everybody who listens, and first to who comes later.
type events struct {
	mu        sync.Mutex
	latest    []byte
	listening map[chan []byte]bool
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := &events{listening: map[chan []byte]bool{}}
	site := http.NewServeMux()
	site.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "events\n") })
	site.HandleFunc("GET /events", e.listen)
	site.HandleFunc("POST /show", e.show)
	site.HandleFunc("POST /settle", func(http.ResponseWriter, *http.Request) { debug.FreeOSMemory() })
	server := &http.Server{Addr: os.Getenv("ADDR"), Handler: site}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // ListenAndServe says how it ended
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (e *events) listen(w http.ResponseWriter, r *http.Request) {
	frames := make(chan []byte, 1)
	e.mu.Lock()
	e.listening[frames] = true
	if e.latest != nil {
		frames <- e.latest
	}
	e.mu.Unlock()
	defer func() {
		e.mu.Lock()
		delete(e.listening, frames)
		e.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	for {
		if out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case frame := <-frames:
			if _, err := w.Write(frame); err != nil {
				return
			}
		}
	}
}

func (e *events) show(w http.ResponseWriter, r *http.Request) {
	frame, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.latest = frame
	for frames := range e.listening {
		select {
		case <-frames: // who is slow gets the latest
		default:
		}
		frames <- frame
	}
}
