# `make build` writes the decks of every talk into decks/; `make test` checks everything. Both work on a fresh clone.

PYTHON ?= python3
BIN := .venv/bin
# A virtual environment knows its own path: moved or copied with the clone, it is set up anew.
HERE := $(shell pwd | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# Tests run on so many processes at once, each with its own browsers: no more than four, for their memory. More than there
# are processors take no less time.
WORKERS := logical --maxprocesses 4

.PHONY: build install test lint unit accept lock clean
.DELETE_ON_ERROR:

build: .venv/.stamp-run-$(HERE)
	$(BIN)/python -m talkdeck build

# `.venv/bin/talkdeck` with its locked dependencies, and nothing built.
install: .venv/.stamp-run-$(HERE)

test: .venv/.stamp-test-$(HERE) tools-for-tests
	$(MAKE) --no-print-directory lint unit

# The two halves of `test`, for people who have its tools already.
lint: .venv/.stamp-test-$(HERE)
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy

unit: .venv/.stamp-test-$(HERE)
	$(BIN)/python -m pytest -n $(WORKERS)

# Rewrite the golden files of the tests; read the diff before committing it (see CONTRIBUTING.md).
accept: .venv/.stamp-test-$(HERE)
	$(BIN)/python -m pytest tests/golden --accept

lock: .venv/.stamp-test-$(HERE)
	$(PIP) install pip-tools
	$(BIN)/python tools/lock.py

.PHONY: tools-for-tests
tools-for-tests:
	tools/need
	tools/node-modules

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("talkdeck needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/.stamp-run-$(HERE): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.stamp-test-$(HERE): requirements-test.lock .venv/.stamp-run-$(HERE)
	$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

clean:
	rm -rf .venv node_modules decks dist .render .pytest_cache .mypy_cache .ruff_cache .hypothesis
