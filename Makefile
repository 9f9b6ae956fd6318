# What a person types. Each of these works on a fresh copy, and is quick the second time.
#
#   make run      the demonstration, at http://127.0.0.1:8000/
#   make setup    everything that running, testing and checking need
#   make test     all tests on SQLite, and all but the browser's on PostgreSQL
#   make slow     storms, drills and full-size data, and all tests but the browser's on another day
#   make check    the style of the code and templates, missing migrations, Django's own checks
#   make bench    how long each kind of page takes, beside the smallest possible page
#   make clean    take away what was made here, the demonstration database included

VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
WORKERS ?= 2
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist loadgroup

# What is compiled is kept, also where the surroundings say otherwise: a run starts five processes that read it all.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test slow check bench clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed node_modules/.installed
	@$(PY) bin/run.py $(PORT)

setup: $(VENV)/.installed-dev node_modules/.installed
	@bin/install-test-programs

test: setup
	@$(PYTEST)
	@bin/with-postgres $(PYTEST) -m "database and not slow and not browser" --no-migrations

slow: setup
	@$(PYTEST) -m slow
	@$(PYTEST) --on 2028-02-29 -m "not slow and not browser"
	@bin/with-postgres $(PYTEST) -m "slow and not browser"

check: $(VENV)/.installed-dev node_modules/.installed
	@bin/check

bench: setup
	@$(PY) bench/run.py

clean:
	rm -rf $(VENV) node_modules var .pytest_cache .ruff_cache .hypothesis .screenshots

$(VENV)/bin/python:
	@bin/make-venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.txt constraints.txt
	@echo "Installing what Digital Link runs on (a few minutes the first time)"
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt requirements-alone.txt
	@echo "Installing what tests and checks need"
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps -r requirements-alone.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc requirements-node.txt | $(VENV)/bin/python
	@bin/install-npm-packages
	@touch $@
