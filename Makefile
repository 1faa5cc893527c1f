# make map   reports in seeds/ -> map.html          make test   everything that must hold before a change lands
.PHONY: install map test check lint unit browser frontend-test notebooks bench format wheel wheel-check clean help FORCE
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
FRONTEND := $(shell find geomap/maps/frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
SOURCES := $(shell find geomap -type f -not -path '*/frontend/*' -not -path '*/static/*' -not -name '*.pyc' 2>/dev/null)
ifneq ($(wildcard ../shared/gold),)
export GEOMAP_SHARED ?= $(abspath ../shared)
endif
WORKERS ?= 2

help:
	@echo "make map        write map.html from the reports in seeds/"
	@echo "make test       lint, types, unit tests, browser tests, notebook"
	@echo "make check      lint and types only        make format   rewrite to the project's format"
	@echo "make bench      the long measurements      make wheel    build the sdist and the wheel"
	@echo "make clean      remove what make built"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "geomap needs Python 3.11 or newer with venv; none found on the PATH" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml hatch_build.py $(FRONTEND) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[test,notebook]' --group lint
	@touch $@

install: $(VENV)/.installed

map: map.html

# Reports may be named as anything, so it is their listing that map.html depends on, not they.
.make/seeds: FORCE
	@mkdir -p .make; ls -lRa seeds | cksum > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

FORCE:

map.html: $(VENV)/.installed $(SOURCES) .make/seeds
	$(BIN)/geomap map seeds/ -o $@

test: check unit browser frontend-test

check lint: $(VENV)/.tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.tested
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

unit: $(VENV)/.tested
	$(BIN)/geomap gazetteer build
	$(BIN)/python -m pytest -m 'not browser' -n $(WORKERS) --dist loadfile --cov=geomap --cov-report=term:skip-covered --cov-fail-under=90

browser: $(VENV)/.tested
	@GEOMAP_BROWSER="$$($(BIN)/python scripts/find_browser.py)" || exit 1; export GEOMAP_BROWSER; \
	$(BIN)/python -m pytest -m browser

frontend-test: $(VENV)/.tested
	$(BIN)/python hatch_build.py test

notebooks: $(VENV)/.tested
	$(BIN)/python -m pytest tests/test_notebooks.py

wheel-check: $(VENV)/.tested
	scripts/check_wheel.sh

wheel: $(VENV)/.tested
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

bench: $(VENV)/.tested
	$(BIN)/python benchmarks/gazetteer.py
	$(BIN)/python benchmarks/boundaries.py
	$(BIN)/python -m benchmarks.gold
	$(BIN)/python -m benchmarks.events
	@GEOMAP_BROWSER="$$($(BIN)/python scripts/find_browser.py)" || exit 1; export GEOMAP_BROWSER; $(BIN)/python benchmarks/maps.py
ifdef GEOMAP_SHARED
	$(BIN)/python benchmarks/geoparse.py $(GEOMAP_SHARED)/corpora/lgl_report.jsonl $(GEOMAP_SHARED)/corpora/trnews_report.jsonl
endif

clean:
	rm -rf $(VENV) .make map.html dist build geomap/maps/static geomap/maps/frontend/node_modules .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
