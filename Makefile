# Two commands: `make run` and `make test`. The rest are parts of them. `make help` lists all.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help setup run dev test bench check

help:
	@echo "make run     start the portal at http://127.0.0.1:8000 (PORT=… for another port, DEMO=0 without sample people)"
	@echo "make test    everything that proves it: style, SQLite, PostgreSQL, a real browser (FULL=1: what is long, too)"
	@echo "make dev     start the portal so that it reloads when code changes"
	@echo "make check   style only"
	@echo "make bench   measure the speed of the public pages"

# Installs only when requirements.txt differs from what was installed last.
setup:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The portal needs Python 3.11 or newer, and \"$(PYTHON)\" isn't that. Name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; \
		exit 1; }
	@cmp -s requirements.txt $(VENV)/installed.txt && $(PY) -c '' 2>/dev/null || { \
		echo "Installing what requirements.txt names into $(VENV) (once; about a minute)…" && \
		{ $(PYTHON) -m venv --clear $(VENV) || { echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }; } && \
		$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt && \
		cp requirements.txt $(VENV)/installed.txt; }

run: export DEMO ?= 1
run: setup
	@exec $(PY) manage.py serve

dev: export DEMO ?= 1
dev: export DEBUG = 1
dev: setup
	@exec $(PY) manage.py serve --reload

test: setup
	@exec $(PY) -m tests.run

check: setup
	@exec $(PY) -m tests.run style

bench: setup
	@exec $(PY) -m tests.bench
