# Everything that is done with this repository. `make help` lists it; .ci/run is what every change must pass.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UI_FILES := $(shell find ui -type f -not -path '*/node_modules/*' -not -name '*.tsbuildinfo')
# What is generated is the same in every run: `make properties` looks for new examples.
SAME := --hypothesis-profile=same
BENCHES := messages turns sockets card search crawl start rules signal_time simulate figures answers site desk_week
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --system-certs --quiet

# Node comes with the virtual environment, never from the machine.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export CHATREF_HOME ?= $(CURDIR)/.chatref-home
# Where it is set, as in many container images, each of the hundred processes of `make test` compiles every module anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: setup run test faults properties check check-style check-types check-imports check-house check-ui bench soak lock help

setup: $(VENV)/.package $(VENV)/.browser $(VENV)/.ui ## install everything, and build the front ends (again: only what changed)

run: $(VENV)/.package $(VENV)/.ui ## open the demo: a small shop, its widget, its inbox
	$(BIN)/chatref demo

test: setup ## every test, and a share of the fault runs and races
	$(BIN)/pytest tests --numprocesses=3 --dist=loadfile --no-loadscope-reorder $(SAME) $(ARGS)
	npm --prefix ui test

faults: setup ## the whole: kill processes under load, race claims and takeovers, look whether anything was lost
	CHATREF_LONG=1 $(BIN)/pytest tests/faults tests/races $(SAME) $(ARGS)

check: check-style check-types check-imports check-house check-ui ## style, types, who imports whom, the rules of the house

check-style: $(VENV)/.package
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check-types: $(VENV)/.package
	$(BIN)/mypy

check-imports: $(VENV)/.package
	$(BIN)/lint-imports

check-house: $(VENV)/.package
	$(BIN)/python -m tools

check-ui: $(VENV)/.ui
	npm --prefix ui run check
	$(BIN)/python -m tools.bundles

bench: setup ## measure, each program beside its limit
	missed=; for name in $(BENCHES); do echo "== $$name"; $(BIN)/python bench/$$name.py || missed="$$missed $$name"; done; \
	test -z "$$missed" || { echo "missed:$$missed"; exit 1; }

properties: setup ## look for new examples against every property, thousands for each
	$(BIN)/pytest tests -m hypothesis --hypothesis-profile=many --timeout=0 --numprocesses=2 $(ARGS)

soak: $(VENV)/.package ## walk the pure core without end, and hunt mutants of it
	$(BIN)/python -m tests.pure.soak $(ARGS)

lock: $(VENV)/.locked ## resolve the dependencies again (ARGS=--upgrade for newer ones)
	$(LOCK) $(ARGS) --output-file requirements/run.lock
	$(LOCK) $(ARGS) --group dev --constraints requirements/run.lock --output-file requirements/dev.lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.locked: requirements/dev.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chatref needs Python 3.11 or newer.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.lock
	$(BIN)/python -m tools.link_node
	touch $@

$(VENV)/.package: $(VENV)/.locked pyproject.toml hatch_build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.browser: tools/install_chromium
	tools/install_chromium
	touch $@

$(VENV)/.ui-packages: $(VENV)/.locked ui/package-lock.json ui/.npmrc
	npm --prefix ui ci
	touch $@

$(VENV)/.ui: $(VENV)/.ui-packages $(UI_FILES)
	npm --prefix ui run build
	touch $@
