// Command bare is what the start of Stegvis is held against: the same Fiber, the
// same drivers and the same database, opened, and one page.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	settings, err := config.Load(os.Environ(), config.Flags())
	if err != nil {
		return err
	}
	db, err := database.Open(ctx, settings.DatabaseURL, settings.DataDir)
	if err != nil {
		return err
	}
	defer db.Close()
	site := fiber.New(fiber.Config{DisableStartupMessage: true})
	site.Get("/sign-in", func(c *fiber.Ctx) error { return c.SendString("bare\n") })
	context.AfterFunc(ctx, func() { _ = site.Shutdown() }) // Listen says how it ended
	return site.Listen(settings.Addr)
}
