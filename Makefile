# Every target does the set-up that it needs: a fresh clone needs only Python 3.11 or newer.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
          --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header

.PHONY: help run demo test test-all test-on style lint fix refresh serve bench evaluate docs screenshots lock wheel clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  %-11s %s\n", $$1, $$2}'

$(VENV)/.run: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# This lock holds all of the other one. What is imported of its many modules is compiled then.
$(VENV)/.dev: requirements-dev.lock requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run $@

run: $(VENV)/.run ## harvest, publish and serve at http://127.0.0.1:8001/ (the sample, where the registries can't be reached)
	@$(BIN)/harvest run

demo: $(VENV)/.run ## serve the bundled sample, harvested from the bundled stand-in registries
	@$(BIN)/harvest demo

refresh: $(VENV)/.run ## one harvest: fetch what is new or changed, store, link, publish
	@$(BIN)/harvest refresh

serve: $(VENV)/.run ## serve what is published
	@$(BIN)/harvest serve

TOGETHER := --numprocesses auto --maxprocesses 4 --dist worksteal
# The databases of tests are synced to the disk thousands of times, which memory does at once: it is
# taken where it has room for all of them twice over and may hold programs.
MEMORY := $(shell grep -q ' /dev/shm tmpfs [^ ]*noexec' /proc/mounts 2>/dev/null || df -Pk /dev/shm 2>/dev/null | \
    awk -v free="$$(awk '/MemAvailable/ {print $$2}' /proc/meminfo 2>/dev/null)" 'NR == 2 && $$4 > 8e6 && free > 12e6 {print "/dev/shm"}')
test test-all: export PYTEST_DEBUG_TEMPROOT = $(MEMORY)
# Where bytecode is not kept, each of the hundreds of commands that tests start compiles the program anew.
test test-all: export PYTHONDONTWRITEBYTECODE =
test test-all: TOGETHER += $(if $(MEMORY),-o tmp_path_retention_count=1 -o tmp_path_retention_policy=failed)

test: $(VENV)/.dev style ## every check: lint, types, tests
	@$(BIN)/mypy & types=$$!; $(BIN)/python -m pytest $(TOGETHER); tests=$$?; wait $$types && exit $$tests

test-all: $(VENV)/.dev lint ## the tests in their long form, for hours: killed at every point, every page in every size and light
	@HARVEST_THOROUGH=1 $(BIN)/python -m pytest $(TOGETHER) $(TESTS)

# Reaches the processes that tests start too; tests/helpers/other_days.py reaches only the tests' own.
test-on: $(VENV)/.dev ## the tests with the machine's clock at noon of another day: make test-on DAY=2031-12-31
	@test -n "$(DAY)" || { echo 'make test-on DAY=2031-12-31 [AT=23:20] [TESTS=tests/commands/test_demo.py]'; exit 2; }
	@command -v faketime cc >/dev/null || { echo 'make test-on needs faketime and cc: apt-get install faketime gcc libc6-dev'; exit 2; }
	@cc -shared -fPIC -O2 -o $(VENV)/timedwait.so tests/helpers/faketime/timedwait.c -ldl
	@LD_PRELOAD=$(CURDIR)/$(VENV)/timedwait.so FAKETIME_DONT_FAKE_MONOTONIC=1 PYTHONPATH=$(CURDIR)/tests/helpers/faketime faketime -f \
	    "+$$(( $$(date -u -d '$(DAY) $(or $(AT),12:00)' +%s) - $$(date +%s) ))" $(BIN)/python -m pytest $(TOGETHER) $(TESTS)

style: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

lint: style ## ruff and mypy; changes nothing
	@$(BIN)/mypy

fix: $(VENV)/.dev ## let ruff correct and format what it can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/.dev ## costs, as ratios to named baselines of the same run; rewrites docs/performance.md
	@$(BIN)/python -m benchmarks --write docs/performance.md

evaluate: $(VENV)/.dev ## quality of links, related studies and facets; rewrites docs/quality.md
	@$(BIN)/harvest evaluate --gold ../shared/evaluation --write docs/quality.md

docs: $(VENV)/.dev ## rewrite the generated parts of the documentation
	@$(BIN)/python -m harvest.docs --write

screenshots: $(VENV)/.dev ## take the pictures of docs/tour.md again, of the sample; with BASE=evidence.db of your own records
	@$(BIN)/python -m docs.screenshots $(if $(BASE),--base '$(BASE)') $(if $(OUT),--out '$(OUT)')

lock: $(VENV)/.dev ## resolve the lock files again from pyproject.toml
	@$(LOCK) --output-file requirements.lock pyproject.toml
	@$(LOCK) --extra evaluate --extra bulk --extra mcp --extra s3 --extra dev --output-file requirements-dev.lock pyproject.toml

wheel: $(VENV)/.run ## build the program as one file to install, dist/harvest-*.whl
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove the environment and caches, never a database
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info
