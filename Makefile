# Everything one does with the zone. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Any Python from 3.11 on that can make a virtual environment; `make run PYTHON=…` decides otherwise.
PYTHON ?= $(shell for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$candidate && break; done)
# Compiling every module anew in every process is half of its start.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
LOCKS := requirements.lock requirements-dev.lock
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q
# Each worker starts a PostgreSQL and a RabbitMQ of its own; a broker that was given has one set of queues for one worker.
# What must stay together, and what comes first: tests/sharing_out.py.
WORKERS ?= $(if $(ZJTX_TEST_AMQP_URL),0,2)

.PHONY: help
help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- run ----------------------------------------------------------------------------------------

.PHONY: run
run: export ZJTX_FINANCE_WEBHOOKS_TO_LOOPBACK ?= true
run: export ZJTX_NOTIFICATIONS_WEBHOOKS_TO_LOOPBACK ?= true
run: $(INSTALLED) ## install, migrate, fill the demonstration city (ZJTX_DEMO=2000), serve
	$(BIN)/zjtx migrate
	$(BIN)/zjtx demo
	$(BIN)/zjtx serve

# Everything at run time comes by hash. The build backend, needed for a moment to link the project in, does not:
# pip fetches it into an isolated place and forgets it.
$(INSTALLED): requirements.lock pyproject.toml | .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

.venv:
	@test -n "$(PYTHON)" || { echo "Needs Python 3.11 or newer with venv (Debian: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv

# ---- develop ------------------------------------------------------------------------------------

.PHONY: install-dev
install-dev: $(INSTALLED_DEV) ## install what tests and checks need besides

$(INSTALLED_DEV): requirements-dev.lock pyproject.toml | .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $(INSTALLED) $@

.PHONY: test
test: $(INSTALLED_DEV) ## run every test, in both modes
	$(BIN)/python -m pytest -n $(WORKERS) --no-loadscope-reorder

.PHONY: check
check: $(INSTALLED_DEV) ## lint, format, types, import rules, architecture, migrations, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/architecture
	@! grep -nE '://|--(extra-)?index-url|--find-links' $(LOCKS) || { echo "A lock names a host."; exit 1; }

.PHONY: bench
bench: $(INSTALLED_DEV) ## measure against the usual way (CASE=name for one)
	$(BIN)/python -m tests.bench $(CASE)

.PHONY: format
format: $(INSTALLED_DEV) ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: schemas
schemas: $(INSTALLED_DEV) ## renew schemas/ and docs/settings.md from the code
	$(BIN)/python -m tests.architecture.snapshots

.PHONY: lock
lock: $(INSTALLED_DEV) ## pin every dependency anew, by hash, for every platform
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

.PHONY: clean
clean: ## remove the environment, caches and local data (var/)
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
