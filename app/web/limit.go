package web

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// patience is how long a request may wait for the database and others, so that
// one that stopped answering does not hold requests for ever.
const patience = time.Minute

// limitBody says, from a request's head, how much of its body will be read, all of
// which lies in memory: of a stranger no more than a form of words has, or where
// anybody may send one, a report.
func (s *server) limitBody(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	limit := formLimit
	if h.IsPost() && string(h.RequestURI()) == verifyPath {
		limit = min(verifyLimit, s.settings.BodyLimit)
	}
	if h.ContentLength() >= 0 && h.ContentLength() <= limit || s.known(string(h.Cookie(s.cookieName("session")))) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: limit}
}

// known reports whether a session's token is somebody's.
func (s *server) known(token string) bool {
	if token == "" || !s.ready.Migrated() {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := s.Accounts.BySession(ctx, token)
	return err == nil
}

// bodyLimit is the limit in bytes that a request was held to.
func (s *server) bodyLimit(c *fiber.Ctx) int {
	if limit := s.limitBody(&c.Request().Header).MaxRequestBodySize; limit > 0 {
		return limit
	}
	return s.settings.BodyLimit
}
