# Two commands matter: `make run` shows the room, `make test` proves it.
# scripts/setup.py brings what they need and does nothing when all of it is there.

PYTHON ?= python3
PORT ?= 8050
# Test processes at once; each has its own PostgreSQL and its own browser.
WORKERS ?= 2

VENV_PYTHON := .venv/bin/python
MISSING_PYTHON := Python 3.11 or newer is missing: install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3

.PHONY: help run test proof bench sbom pictures format lock clean ready ready-to-test

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: ready ## The room on http://127.0.0.1:8050 with the demo city's database (PORT=… another port)
	@DEMO=1 PORT=$(PORT) exec $(VENV_PYTHON) -m dashboard serve

test: ready-to-test ## Format, lint, types, weaknesses and the whole suite (WORKERS=… processes)
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -m bandit --quiet --recursive --severity-level medium dashboard callbacks layouts db scripts
	$(VENV_PYTHON) -m pytest --numprocesses=$(WORKERS) --dist=loadfile

proof: ready-to-test ## The suite with the full counts of its properties and repetitions
	PROOF=1 $(VENV_PYTHON) -m pytest --numprocesses=$(WORKERS) --dist=loadfile

bench: ready-to-test ## The benchmarks: against a plain Dash app, and large cities against files
	$(VENV_PYTHON) -m bench
	$(VENV_PYTHON) -m bench.screens
	$(VENV_PYTHON) -m bench.leading

sbom: ready-to-test ## Components and licences of what runs, as dist/sbom.json (CycloneDX) and dist/licences.csv
	$(VENV_PYTHON) -m scripts.sbom

pictures: ready-to-test ## The pictures of the help and of README, taken from the running demo
	$(VENV_PYTHON) -m scripts.pictures

format: ready-to-test ## Sort imports, fix what can be fixed, format
	$(VENV_PYTHON) -m ruff check --fix --exit-zero .
	$(VENV_PYTHON) -m ruff format .

lock: ready-to-test ## Newest versions within the ranges of pyproject.toml and package.json, with hashes
	$(VENV_PYTHON) scripts/lock.py

clean: ## Remove what set-up, checks and tests made (var, the room's own data, stays)
	rm -rf .venv .build assets/vendor dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@command -v $(PYTHON) >/dev/null || { echo "$(MISSING_PYTHON)" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py run

ready-to-test:
	@command -v $(PYTHON) >/dev/null || { echo "$(MISSING_PYTHON)" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py test
