# make demo     reads the bundled articles, prints what was found, writes demo-out/demo.html and a workspace
# make test     lint, types, tests
# make install  the environment alone, in .venv; afterwards nothing here needs a network
# make bench    speed and memory, on a corpus of your own: make bench CORPUS=articles.jsonl
# make fast     a compiled copy in build/fast, for long runs: build/fast/marsad-fast; needs a C compiler and some minutes
# Each creates .venv first when it is missing. PYTHON=… chooses the interpreter (3.11 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
CORPUS ?= ../shared/corpus/articles.jsonl
# tools/train.py and what it fits with need requirements-train.lock on top and are checked by those who have it.
CHECKED := src bench $(filter-out tools/train.py tools/train_choices.py tools/train_lineups.py tools/train_scenes.py,$(wildcard tools/*.py))

.PHONY: install demo test lint types bench fast clean

install: $(VENV)/ready

$(VENV)/ready: requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "marsad needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	@echo "creating $(VENV) (once; needs a package index)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/ready
	@mkdir -p demo-out
	@$(BIN)/marsad code demo/articles --html demo-out/demo.html
	@echo "The same as a page: demo-out/demo.html"
	@echo
	@rm -rf demo-out/workspace
	@$(BIN)/marsad add demo/articles -w demo-out/workspace --quiet
	@$(BIN)/marsad events -w demo-out/workspace --count type
	@echo "Ask the workspace: $(BIN)/marsad events -w demo-out/workspace --type THREATEN"
	@echo "                   $(BIN)/marsad search -w demo-out/workspace سفينة"

test: lint types
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check .

types: $(VENV)/ready
	$(BIN)/mypy $(CHECKED)

bench: $(VENV)/ready
	$(BIN)/python bench/throughput.py $(CORPUS)
	$(BIN)/python bench/workspace.py $(CORPUS)

fast: $(VENV)/ready
	$(BIN)/python tools/build_fast.py

clean:
	rm -rf $(VENV) demo-out build .pytest_cache .mypy_cache .ruff_cache .hypothesis
