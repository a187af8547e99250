# Everything a developer types. `make test` is what CI runs.

GO       ?= go
TOOL      = $(GO) tool -modfile=.ci/tools.mod
export CGO_ENABLED ?= 0

.PHONY: run build generate check test race bench pictures

run: ## start with the demo project
	$(GO) run ./cmd/stegvis serve --demo

build: ## one static binary
	$(GO) build -trimpath -ldflags='-s -w' -o tmp/stegvis ./cmd/stegvis

generate: ## pages from templ components
	$(TOOL) templ generate -path templates

check: ## what reads the code without running it
	@unformatted=$$(gofmt -l $$(find . -name '*.go' ! -name '*_templ.go' ! -path './tmp/*')); \
	  test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	GO=$(GO) .ci/fresh
	$(GO) vet ./... ./.ci/postgres ./.ci/pictures
	$(TOOL) staticcheck ./... ./.ci/postgres ./.ci/pictures

# Tests wait for a browser and for PostgreSQL: with two to a core, no core does.
SIDE_BY_SIDE = -parallel $$((2 * $$(getconf _NPROCESSORS_ONLN))) -timeout 60m
# modernc's SQLite is C translated to Go: under the race detector it is slow and
# has nothing of ours to find, so that code is compiled without. Not so the Go
# around it: code without race marks that instantiates sync's generic types would
# lend them to everybody, and races would be seen where there are none.
RACE = -race -gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/memory=-race=false' -gcflags='modernc.org/libc=-d=checkptr=0'
# The tests of the whole program and of parts where one thing follows another for long; and
# those of the whole program in which several act at once.
WHOLE     = stegvis/app
PLAIN     = $(WHOLE) stegvis/app/flow stegvis/app/outlook stegvis/app/report
MEANWHILE = SameMoment|Twice|EveryScreen|FiveHundred|TwoPhones|TwoTabs|TwoTables|FollowTheRoom|SomebodyElse

test: ## all of check, and every test on both databases; where things happen at once, with the race detector
	.ci/setup
	@$(MAKE) --no-print-directory check
	$(GO) build -o tmp/postgres ./.ci/postgres
	tmp/postgres $(GO) test $(SIDE_BY_SIDE) $(PLAIN)
	CGO_ENABLED=1 tmp/postgres $(GO) test $(RACE) $(SIDE_BY_SIDE) $$($(GO) list ./... | grep -vxF "$$(printf '%s\n' $(PLAIN))")
	CGO_ENABLED=1 tmp/postgres $(GO) test $(RACE) $(SIDE_BY_SIDE) -run '$(MEANWHILE)' $(WHOLE)

race: ## every test with the race detector, which takes three times as long
	.ci/setup
	$(GO) build -o tmp/postgres ./.ci/postgres
	CGO_ENABLED=1 tmp/postgres $(GO) test $(RACE) $(SIDE_BY_SIDE) ./...

bench: build ## what everything costs, on both databases, beside something of equal work; ONLY=workshops,starts measures these parts alone
	.ci/setup postgresql chromium poppler-utils
	$(GO) build -o tmp/postgres ./.ci/postgres
	$(GO) build -trimpath -ldflags='-s -w' -o tmp/bare ./cmd/bench/bare
	$(GO) build -trimpath -ldflags='-s -w' -o tmp/events ./cmd/bench/events
	$(GO) build -trimpath -ldflags='-s -w' -o tmp/plain ./cmd/bench/plain
	$(GO) build -o tmp/bench ./cmd/bench
	tmp/postgres tmp/bench -only '$(ONLY)'

pictures: ## contact sheets of every page and PDF in tmp/pictures
	.ci/setup chromium poppler-utils
	$(GO) build -o tmp/contact-sheets ./.ci/pictures
	tmp/contact-sheets
