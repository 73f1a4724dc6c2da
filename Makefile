# Transom. `make help` explains every target.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

FUNCTIONS  := $(patsubst functions/%/main.go,%,$(wildcard functions/*/main.go))
GOFLAGS_FN := -tags lambda.norpc -ldflags '-s -w -buildid='
PLATFORM    = $(shell node -p 'process.platform + "-" + process.arch')
DYNOXIDE   := 1.2.1

GOLANGCI   := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULN     := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# The same flags everywhere, so that tests, functions and the runner share one build cache.
export CGO_ENABLED := 0
export GOFLAGS     := -trimpath -buildvcs=false
export CDK_DISABLE_CLI_TELEMETRY := true
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20

ARGS ?=

##@ Every day

.PHONY: run
run: local web ## Start everything on this machine and print one address (ARGS=-empty starts bare, ARGS=-chaos misbehaves)
	exec build/transom $(ARGS)

.PHONY: test
test: test-go test-web test-infra test-stories ## Run all tests

.PHONY: bench
bench: local web ## Print throughput, latencies, init times and memory of the running system
	TRANSOM_BENCH=1 go test ./infra/local/stories -run 'TestBench' -v -count=1 -timeout 20m

CONVERSATIONS ?= 10000
DAYS          ?= 21
CHAOS         ?= true

.PHONY: simulate
simulate: local web ## Let three weeks pass by the clock, and hold every window, send and timer against a model (CONVERSATIONS=, DAYS=, SEED=, CHAOS=)
	SIMULATE_CONVERSATIONS=$(CONVERSATIONS) SIMULATE_DAYS=$(DAYS) SIMULATE_SEED=$${SEED:-$$(date +%s)} SIMULATE_CHAOS=$(CHAOS) \
		go test ./infra/local/simulation -run TestNothing -count=1 -timeout 12h -v

# What strangers' bytes reach first: "package:target".
FUZZED := ./shared/channel/whatsapp:FuzzParse ./shared/channel/messenger:FuzzParse ./shared/channel/instagram:FuzzParse \
	./functions/webhook:FuzzDoor ./functions/api:FuzzNoRequestBreaksTheDoor ./functions/api:FuzzNoMessageBreaksTheDoor \
	./functions/socket:FuzzFramesNeverCrash ./shared/media/opus:FuzzOggNeverBreaks
FUZZTIME ?= 10m

.PHONY: fuzz
fuzz: tools ## Throw broken input at every parser and door, each for FUZZTIME (10m); what breaks one is kept beside it
	@for each in $(FUZZED); do echo "== $$each"; \
		go test "$${each%%:*}" -run '^$$' -fuzz "^$${each##*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x -parallel 2 || exit 1; done

.PHONY: help
help: ## Explain every target
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Parts of the test

.PHONY: test-go
test-go: tools ## Rules, store, channels, functions, runner: on the real engine
	go test . ./events/... ./functions/... ./shared/... $$(go list ./infra/local/... | grep -v -e /stories -e /simulation)

.PHONY: test-web
test-web: web/node_modules ## The client's state and words, types, and its size
	cd web && npm run check && npm test && npm run build && npm run budget

.PHONY: test-infra
test-infra: tools ## The synthesized templates
	CDK_VALIDATION=false go test ./infra

.PHONY: test-stories
test-stories: local web chromium ## The whole system over HTTP, sockets, the clock and a real browser, plainly and under -chaos
	go test ./infra/local/stories ./infra/local/simulation -count=1 -p 1 -timeout 20m
	cd web && npm run e2e

##@ Building

.PHONY: build
build: $(FUNCTIONS:%=build/%/bootstrap) ## Build the functions for AWS (arm64)

.PHONY: $(FUNCTIONS:%=build/%/bootstrap)
$(FUNCTIONS:%=build/%/bootstrap): build/%/bootstrap:
	GOOS=linux GOARCH=arm64 go build $(GOFLAGS_FN) -o $@ ./functions/$*

.PHONY: local
local: tools ## Build the functions and the runner for this machine
	@command -v go >/dev/null || { echo 'Go is missing: install Go 1.26 or newer.'; exit 1; }
	@mkdir -p build/local $(FUNCTIONS:%=build/local/%)
	@go build $(GOFLAGS_FN) -o build/bin/ $(FUNCTIONS:%=./functions/%) ./infra/local ./infra/local/s3
	@for f in $(FUNCTIONS); do ln -f build/bin/$$f build/local/$$f/bootstrap; done
	@ln -f build/bin/s3 build/local/s3 && ln -f build/bin/local build/transom

.PHONY: web
web: web/dist/index.html ## Build the client, and the web chat's widget beside it

web/dist/index.html: web/node_modules $(shell find web/src web/index.html web/public web/vite.config.ts widget functions/api/openapi.json 2>/dev/null)
	cd web && npm run build
	@touch $@

.PHONY: gen
gen: web/node_modules ## Make the generated files again: README table, OpenAPI document, client types
	go test ./events -run Readme -update -count=1
	go test ./functions/api -run OpenAPI -update -count=1
	cd web && npm run types

##@ AWS

.PHONY: synth
synth: tools build ## Synthesize every stack with the strict rules; no account needed
	go build -o build/infra ./infra
	npx cdk synth --strict --quiet --app build/infra -c stage=dev
	npx cdk synth --strict --quiet --app build/infra -c stage=prod

.PHONY: diff
diff: build web ## Show what a deployment would change (needs an account)
	npx cdk diff -c stage=$${STAGE:-dev}

.PHONY: deploy
deploy: build web ## Deploy into the account of the present credentials
	npx cdk deploy --all -c stage=$${STAGE:-dev}

##@ Care

.PHONY: lint
lint: web/node_modules ## Formatters, linters and the vulnerability check
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run: make fmt'; exit 1; }
	go vet ./...
	go run $(GOLANGCI) run ./...
	cd web && npm run check && npm run format:check
	.ci/vulnerabilities $(GOVULN)

.PHONY: fmt
fmt: web/node_modules ## Format everything
	gofmt -w $$(git ls-files '*.go')
	cd web && npm run format

.PHONY: shots
shots: local web chromium ## Take the documentation's screenshots again
	cd web && npm run shots

.PHONY: clean
clean: ## Remove what was built and the local data
	rm -rf build cdk.out web/dist .data

.PHONY: tools
tools: node_modules .local/node_modules/@dynoxide/.$(DYNOXIDE) ## Install the tools this project uses into its own folder

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { echo 'Chromium is missing: the browser stories need it. On Debian: apt-get install chromium'; exit 1; }

node_modules: package-lock.json
	@command -v npm >/dev/null || { echo 'npm is missing: install Node.js 20 or newer, which brings it.'; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/node_modules: web/package-lock.json
	@command -v npm >/dev/null || { echo 'npm is missing: install Node.js 20 or newer, which brings it.'; exit 1; }
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# The engine's package has a name per platform, which no lock file can hold; its version is exact.
.local/node_modules/@dynoxide/.$(DYNOXIDE):
	npm install --no-save --no-package-lock --no-audit --no-fund --loglevel=error --prefix .local "@dynoxide/$(PLATFORM)@$(DYNOXIDE)"
	@touch $@
