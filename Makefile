# `make run` serves the demo, `make test` checks everything; both set up what they need.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -q --dist loadgroup
# Once is enough for what never meets a database.
NO_DATABASE := --ignore=tests/integration/adapters
# On PostgreSQL everybody opens every address; each page's own tests run there in test-all.
PAGES_ONCE := tests/architecture/test_every_route.py tests/integration/web/uploads \
	--ignore=tests/integration/web

.PHONY: run test test-all lint unit integration e2e bench clean

run: $(VENV)/.run-ready
	@$(BIN)/python -m whitenoise.compress --quiet static
	@PORT=$(PORT) $(BIN)/python -m portfolio demo

# Debian's packages come while pip installs and the code is read.
test: $(VENV)/bin/python
	$(MAKE) --jobs 2 lint packages
	$(MAKE) unit integration e2e

lint: $(VENV)/.test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.test-ready
	$(PYTEST) -n 2 tests/unit tests/architecture

integration: $(VENV)/.test-ready packages
	$(PYTEST) -n 2 tests/integration
	$(PYTEST) -n 2 tests/integration $(PAGES_ONCE) --database postgresql $(NO_DATABASE)

e2e: $(VENV)/.test-ready packages
	$(PYTEST) -n 2 tests/e2e

test-all: lint
	$(PYTEST) --full -n 2 tests/unit tests/architecture
	@.ci/packages all
	$(PYTEST) --full -n 2 tests/integration
	$(PYTEST) --full -n 2 tests/integration --database postgresql $(NO_DATABASE)
	$(PYTEST) --full -n 2 tests/e2e
	$(MAKE) bench

bench: $(VENV)/.test-ready
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.planner
	$(BIN)/python -m tests.bench.cases

.PHONY: packages
packages:
	@.ci/packages

clean:
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Portfolio needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); .ci/venv $(PYTHON) $(VENV); }

$(VENV)/.run-ready: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test-ready: tests/requirements.lock $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@
