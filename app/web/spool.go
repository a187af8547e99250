package web

import (
	"bytes"
	"io"
	"os"

	"github.com/gofiber/fiber/v2"
)

// inMemory is how much of a file that is being made is held in memory; the rest
// lies on disk until it is sent.
const inMemory = 256 << 10

// spool holds a file while it is made. It is sent only when it is whole, so that a
// failure is answered as one, and no transaction waits for a slow reader.
type spool struct {
	head bytes.Buffer
	rest *os.File // nil while all is in memory; it has no name any more
	size int
}

// Write implements io.Writer.
func (s *spool) Write(p []byte) (int, error) {
	s.size += len(p)
	if s.rest == nil && s.head.Len()+len(p) <= inMemory {
		return s.head.Write(p)
	}
	if s.rest == nil {
		f, err := os.CreateTemp("", "stegvis-")
		if err != nil {
			return 0, err
		}
		s.rest = f
		if err := os.Remove(f.Name()); err != nil {
			return 0, err
		}
	}
	return s.rest.Write(p)
}

// Read and Close are for the server, which sends the file and then lets it go.
func (s *spool) Read(p []byte) (int, error) {
	if s.head.Len() > 0 {
		return s.head.Read(p)
	}
	return s.rest.Read(p)
}

// Close implements io.Closer.
func (s *spool) Close() error {
	if s.rest == nil {
		return nil
	}
	return s.rest.Close()
}

// send answers with the file.
func (s *spool) send(c *fiber.Ctx) error {
	if s.rest == nil {
		return c.Send(s.head.Bytes())
	}
	if _, err := s.rest.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return c.SendStream(s, s.size)
}
