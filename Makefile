# Everything a person does with a checkout. "make" alone says what there is.

# Any Python 3.11 or later. "make install PYTHON=python3.12" takes that one or none, and where another one made .venv,
# makes it anew. Where nobody names one and python3 is older, the newest on the path that the tests ran with is taken.
PYTHON ?= python3
PORT ?= 8000
# Two for each of two cores: a test that waits for a server, a clock or a killed process leaves its core free.
PROCESSES ?= 4
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
VERSION_OF = $(shell { "$(1)" -c 'import sys; print(sys.version_info[:2])'; } 2>/dev/null)
OTHER =
ifeq ($(origin PYTHON),command line)
PYTHONS = "$(PYTHON)"
ifneq ($(call VERSION_OF,$(PYTHON)),$(call VERSION_OF,$(BIN)/python))
OTHER = other-python
endif
else
PYTHONS = "$(PYTHON)" python3.13 python3.12 python3.11 python3.14
endif
EXTRAS = postgresql telemetry population test check supply docs build
UV_FLAGS = --universal --generate-hashes --no-annotate --no-header --quiet \
	--python-version 3.11 --fork-strategy fewest

# What is compiled is kept, also where the environment says otherwise: each of the many processes that tests start
# would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install serve demo-population test every-test test-planted test-slow check bench docs sbom audit wheel compiled-wheel lock spark system-packages clean other-python

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r name what; do \
		printf '%-24s %s\n' "$$name" "$$what"; done

install: $(STAMP) ## Make .venv with every locked version, its hash checked, and the project

$(STAMP): requirements.lock pyproject.toml $(OTHER)
	@found=; for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then echo 'Python 3.11 or later is needed: make install PYTHON=...' >&2; exit 1; fi; \
	if [ -n "$(OTHER)" ] || ! $(BIN)/python -c 'import pip' 2>/dev/null; then "$$found" -m venv --clear $(VENV); fi
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

serve: install ## Serve the demo on PORT (8000)
	$(BIN)/cdshooks serve --demo --port $(PORT)

demo-population: install ## Invent 2,000 patients, judge them, and make the report of it
	$(BIN)/cdshooks synth --patients 2000 --seed 1 --today 2026-01-15 build/population
	$(BIN)/cdshooks replay build/population --out build/population-run --today 2026-01-15 --force
	$(BIN)/cdshooks replay report build/population-run

# Side by side: on a fresh clone the types alone take most of a minute of one core.
test: install ## The checks, and every test but those marked "long"
	@$(MAKE) --no-print-directory -j 2 check every-test

every-test: install
	$(BIN)/python -m pytest -n $(PROCESSES) --dist loadgroup

test-planted: install ## Plant bugs in copies of the project: each must be seen by the test that it names
	$(BIN)/python -m tests.planted.run

# Two markers: "slow" tests build and install the project and belong to every run; "long" ones only to this.
test-slow: test-planted ## What takes too long for every run: planted bugs, and the tests marked "long"
	$(BIN)/python -m pytest -n $(PROCESSES) --dist loadgroup -m long

check: install ## Style, types, and the direction of the arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install ## Measure: see benchmarks/
	$(BIN)/python -m benchmarks

docs: install ## The documentation, into docs/_build/html
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

sbom: install ## What the service is made of, as CycloneDX JSON, into dist/sbom.json
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json

audit: install ## Look up known weaknesses of every locked version (asks the package index)
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

wheel: install ## The wheel, into dist/
	$(BIN)/python -m build --no-isolation --wheel

# It wants a C compiler and setuptools, and runs on this Python and this kind of machine alone; it answers the same.
compiled-wheel: install ## The wheel with the judging compiled, which is faster, into dist/
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(BIN)/python -m build --no-isolation --wheel

# "make lock UPGRADE=--upgrade" takes the newest versions; without it the locked ones stay where they
# still fit pyproject.toml. uv only writes the lock; nothing else needs it.
lock: $(BIN)/uv ## Write both locks anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(UV_FLAGS) $(EXTRAS:%=--extra %) $(UPGRADE) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(UV_FLAGS) --extra spark --constraint requirements.lock $(UPGRADE) \
		--output-file requirements-spark.lock

# Spark is as large as everything else together, so that only those install it who want the cluster engine.
spark: install ## Add Spark to .venv, for "cdshooks replay --engine spark" (wants Java 17)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-spark.lock

$(BIN)/uv: | $(STAMP)
	$(BIN)/python -m pip install --quiet uv

system-packages: ## PostgreSQL, nginx, Chromium, Java: for the tests that need real ones (Debian, as root)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		postgresql nginx-light chromium default-jre-headless

clean: ## Remove what was made, .venv too
	rm -rf $(VENV) build dist docs/_build docs/cards docs/codes *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
