# Everything a developer types. `make test` is what CI runs.

GO       ?= go
TOOL      = $(GO) tool -modfile=.ci/tools.mod
export CGO_ENABLED ?= 0

.PHONY: run build generate check test

run: ## start with the demo project
	$(GO) run ./cmd/stegvis serve --demo

build: ## one static binary
	$(GO) build -trimpath -ldflags='-s -w' -o tmp/stegvis ./cmd/stegvis

generate: ## pages from templ components
	$(TOOL) templ generate -path templates

check: ## what reads the code without running it
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'gofmt the files above'; exit 1; }
	@$(TOOL) templ generate -path templates >/dev/null 2>&1
	@git diff --exit-code --stat -- '*_templ.go' || { echo 'generated pages were stale: run make generate and commit'; exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...

test: ## vet, staticcheck, race detector, both databases, browsers
	.ci/setup
	$(MAKE) check
	CGO_ENABLED=1 $(GO) test -race -timeout 20m ./...
