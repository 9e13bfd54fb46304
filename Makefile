# make report | reports | test | check | lab | bench | catalogues | lock | clean
# The first call makes an environment in .venv; later calls use it.
.DEFAULT_GOAL := help
.PHONY: help setup report reports test check lab bench catalogues lock clean

PYTHON ?= python3
BIN := .venv/bin
LOCK := requirements/lock.txt
ENV := .venv/.ready

help:
	@echo "make report      set up and build reports of the example projects (a few minutes)"
	@echo "make reports     all three projects in three languages"
	@echo "make test        set up and run the tests"
	@echo "make check       style, types, import contracts, notebooks, catalogues"
	@echo "make lab         open JupyterLab in notebooks/"
	@echo "make bench       measure, and print ratios (about ten minutes)"
	@echo "make clean       remove the environment and the reports"

setup: $(ENV)

$(ENV): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv (once, about two minutes) ..."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

report: $(ENV)
	$(BIN)/evaltools run data/pravo-2024 --language kk --language ru
	$(BIN)/evaltools run data/adamgershilik-2020 --language kk --language ru
	$(BIN)/evaltools run data/synthetic --language en --region KZ-23 --region KZ-62 --region KZ-75 --training T01 \
	  --report region-report --report overview --report training --report data-quality
	@echo
	@echo "Open: $(CURDIR)/reports/pravo-2024/index.html"
	@echo "Open: $(CURDIR)/reports/adamgershilik-2020/index.html"
	@echo "Open: $(CURDIR)/reports/synthetic/index.html"

reports: $(ENV)
	$(BIN)/evaltools run data/pravo-2024
	$(BIN)/evaltools run data/adamgershilik-2020
	$(BIN)/evaltools run data/synthetic

test: $(ENV)
	$(BIN)/python -m pytest -n auto --dist loadfile --max-worker-restart=0 $(ARGS)

check: $(ENV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/python tools/catalogues.py --check
	$(BIN)/python tools/edge_cases.py --check
	$(BIN)/python tools/reference_values.py --check
	$(BIN)/python tools/sample.py --check

lab: $(ENV)
	$(BIN)/jupyter lab notebooks

bench: $(ENV)
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python benchmarks/large.py
	$(BIN)/python benchmarks/batch.py

catalogues: $(ENV)
	$(BIN)/python tools/catalogues.py

# New pins: hashes, and no address of any registry.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o $(LOCK)

clean:
	rm -rf .venv reports build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
