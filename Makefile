# make demo   look at the example city (ARGS="--lang en" for English)
# make plan   plan the example city's year (ARGS as above)
# make tables read an office's workbook (ARGS as above)
# make year   an office's workbook becomes the year's report (ARGS as above)
# make guideline  type in an office's own guideline (ARGS as above)
# make test   prove the library (ARGS goes to pytest)
PYTHON ?= python3
VENV ?= .venv
SPEC ?= -e '.[test]'
ARGS ?=

PIP = $(VENV)/bin/python -m pip --quiet --disable-pip-version-check --no-input
PYTEST = $(VENV)/bin/python -m pytest
SPREAD = -n auto --dist loadfile # the blocks of a text go together: each rests on those before it
TOOLS = $(VENV)/.tools
RIVALS = $(VENV)-rivals
RIVAL_SPEC ?= -e .
RIVAL_PIP = $(PIP:$(VENV)/%=$(RIVALS)/%)

export PIP_ROOT_USER_ACTION = ignore

FUZZ = 1000000

.PHONY: help demo plan tables year guideline test laws fuzz coverage covered mutants bench schemas lint clean
.PHONY: slow docs pages pictures downstream types api wheel anywhere

help:
	@sed -n 's/^# \([a-z]\)/\1/p' Makefile
	@echo "make slow   the tests that make test leaves out because they take long"
	@echo "make laws   try every law on 1,000 examples"
	@echo "make fuzz   try every door with $(FUZZ) inputs that nobody writes in good faith (FUZZ=5000 for fewer)"
	@echo "make coverage  every branch of values and model is taken by their own tests"
	@echo "make covered  which branches of the package no test takes (a quarter of an hour)"
	@echo "make mutants  change the library in small ways: do its tests notice? (up to 30 minutes)"
	@echo "make bench  measure import time, strategies, assessing against engines of others, checking against interval trees, planning against CP-SAT"
	@echo "make downstream  build the wheel, and let another team's project test itself with it"
	@echo "make schemas  write the shipped JSON Schema anew"
	@echo "make docs   build the site into out/docs (a minute or two; SITE=folder for elsewhere)"
	@echo "make pages  write the pages of docs/ anew that are made from the code"
	@echo "make pictures  draw the pictures of printed pages in docs/ anew (needs Chromium)"
	@echo "make lint   ruff, mypy, import-linter"
	@echo "make types  the face as mypy and pyright see it, both strict"
	@echo "make api    what importers of the last release would miss (ARGS=REVISION for another)"
	@echo "make wheel  contents, metadata, two equal builds, each extra alone (about 3 minutes)"
	@echo "make anywhere  the same bytes by 8 threads, under -O, any hash seed, locale and time zone"
	@echo "make clean  remove $(VENV) and what was built"

demo: $(VENV)/.installed
	@$(VENV)/bin/python examples/demo.py $(ARGS)

plan: $(VENV)/.installed
	@$(VENV)/bin/python examples/plan_the_year.py $(ARGS)

tables: $(VENV)/.installed
	@$(VENV)/bin/python examples/office_workbook.py $(ARGS)

year: $(VENV)/.installed
	@$(VENV)/bin/python examples/office_year.py $(ARGS)

guideline: $(VENV)/.installed
	@$(VENV)/bin/python examples/own_guideline.py $(ARGS)

test: $(VENV)/.installed
	$(PYTEST) $(SPREAD) -m "not slow" $(ARGS)

slow: $(VENV)/.installed
	$(PYTEST) $(SPREAD) -m slow $(ARGS)

laws: $(VENV)/.installed
	$(PYTEST) $(SPREAD) -m law --hypothesis-profile=laws $(or $(ARGS),tests)

fuzz: $(VENV)/.installed
	$(VENV)/bin/python -m tests.fuzz --count $(FUZZ) $(ARGS)

coverage: $(TOOLS)
	$(VENV)/bin/coverage erase
	$(VENV)/bin/coverage run -m pytest -q tests/values tests/model $(ARGS)
	$(VENV)/bin/coverage combine -q
	$(VENV)/bin/coverage report --include '*/values/*,*/model/*' --show-missing --skip-covered --fail-under=100

covered: $(TOOLS)
	$(VENV)/bin/coverage erase
	$(VENV)/bin/coverage run -m pytest $(SPREAD) -q $(ARGS)
	$(VENV)/bin/coverage combine -q
	$(VENV)/bin/coverage report --show-missing --skip-covered --precision=2

mutants: $(TOOLS)
	$(VENV)/bin/python -m tests.mutation $(ARGS)

bench: $(VENV)/.installed $(RIVALS)/.installed
	$(RIVALS)/bin/python tests/benchmarks/compliance_speed.py $(ARGS)
	$(RIVALS)/bin/python tests/benchmarks/violations_speed.py $(filter --quick,$(ARGS))
	$(RIVALS)/bin/python tests/benchmarks/planning_speed.py $(filter --quick --only-ours,$(ARGS))
	$(VENV)/bin/python tests/benchmarks/strategies_speed.py
	$(VENV)/bin/python tests/benchmarks/import_time.py

ABROAD = $(abspath $(VENV))-downstream
ABROAD_PIP = $(PIP:$(VENV)/%=$(ABROAD)/%)
ABROAD_PYTHON = cd $(ABROAD)/project && env -u PYTHONPATH ../bin/python
WHEEL ?=

downstream: $(VENV)/.installed
	@rm -rf $(ABROAD)
	@$(VENV)/bin/python -m venv $(ABROAD)
	@test -n "$(WHEEL)" || $(PIP) wheel --no-deps --wheel-dir $(ABROAD)/dist .
	@$(ABROAD_PIP) install $(or $(WHEEL),$(ABROAD)/dist/*.whl) './examples/downstream_project[test]' mypy
	@cp -R examples/downstream_project $(ABROAD)/project && rm -r $(ABROAD)/project/src
	@$(ABROAD_PYTHON) -c 'import ridehire_partybuild as ours; print("on", ours.__path__[0])'
	@$(ABROAD_PYTHON) -m mypy tests
	@$(ABROAD_PYTHON) -m pytest -q
	@echo "== what the law check says of the guideline that is wrong on purpose"
	@$(ABROAD_PYTHON) -m pytest -q -rP -k caught_by_name

schemas: $(VENV)/.installed
	$(VENV)/bin/python -m ridehire_partybuild.exchange.schemas

lint: $(TOOLS)
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

DOCS = $(VENV)-docs
DOCS_SPEC ?= -e '.[docs]'
DOCS_PIP = $(PIP:$(VENV)/%=$(DOCS)/%)
SITE ?= out/docs
PAGES = docs/reference/requirements.py docs/reference/errors.py docs/reference/facts.py \
  docs/explanation/floors.py

docs: $(DOCS)/.installed
	$(DOCS)/bin/python -m sphinx -q -W --keep-going -j auto -b html -d $(DOCS)/doctrees docs $(SITE)
	$(DOCS)/bin/python docs/check_site.py $(SITE)

pages: $(VENV)/.installed
	@for one in $(PAGES); do $(VENV)/bin/python $$one; done

pictures: $(VENV)/.installed
	$(VENV)/bin/python docs/pictures.py

types: $(TOOLS)
	$(VENV)/bin/python tests/typing/check.py

api: $(TOOLS)
	$(VENV)/bin/python tests/package/api.py $(ARGS)

wheel: $(TOOLS)
	$(VENV)/bin/python tests/package/wheel.py

anywhere: $(VENV)/.installed
	$(VENV)/bin/python tests/package/anywhere.py

clean:
	rm -rf $(VENV) $(RIVALS) $(DOCS) $(VENV)-downstream docs/reference/names build dist out .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys' 2>/dev/null || { \
	  echo "$(PYTHON) does not run: install Python 3.11 or later, or name one:  make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: Python 3.11 or later is needed;" \
	       "name one that you have:  make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "python3-venv is missing: run  apt install python3-venv"; exit 1; }
	@echo "installing into $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install $(SPEC)
	@touch $@

#  who cannot be installed does not take part
$(RIVALS)/.installed: $(VENV)/.installed
	@echo "installing the other engines into $(RIVALS) …"
	@$(VENV)/bin/python -m venv $(RIVALS)
	@$(RIVAL_PIP) install $(RIVAL_SPEC)
	@for one in common-expression-language rule-engine jsonschema pyshacl intervaltree ortools; do \
	  $(RIVAL_PIP) install $$one || echo "$$one could not be installed"; done
	@touch $@

$(DOCS)/.installed: pyproject.toml
	@echo "installing into $(DOCS) …"
	@$(PYTHON) -m venv $(DOCS)
	@$(DOCS_PIP) install $(DOCS_SPEC)
	@touch $@

$(TOOLS): $(VENV)/.installed
	@$(PIP) install -e '.[dev]'
	@touch $@
