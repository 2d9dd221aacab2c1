.DEFAULT_GOAL := help
PYTHON ?= python

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

check: lint test ## all that CI runs

lint: ## style, types, layers, generated pages up to date, shipped lists without fault
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	lint-imports
	$(PYTHON) -m cogapp --check -I docs README.md README.zh-CN.md docs/*.md docs/guides/*.md docs/reference/*.md
	checklist validate --strict
	checklist fmt --check

test: ## all tests, one worker a core; no coverage
	$(PYTHON) -m pytest

quick: ## the tests that find most in the shortest time: an answer in under 40 s
	CHECKLIST_EXAMPLES=10 $(PYTHON) -m pytest -m "not slow"

coverage: ## all tests, and the lines that none of them reaches
	$(PYTHON) -m pytest --cov=checklist_tool --cov-report=term:skip-covered

fix: ## mend what can be mended by itself
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

golden: ## rewrite the golden files; read the diff like code
	GOLDEN=1 $(PYTHON) -m pytest

docs: ## rewrite the generated parts of the pages, and the JSON Schemas
	checklist schema --vscode >/dev/null
	$(PYTHON) -m cogapp -r -I docs README.md README.zh-CN.md docs/*.md docs/guides/*.md docs/reference/*.md

characters: ## make the table of characters anew
	$(PYTHON) docs/character_table.py

word-template: ## write the shipped template of the Word file anew
	$(PYTHON) docs/word_template.py

pictures: ## make the pictures of the guides anew
	$(PYTHON) docs/pictures.py

search-report: ## how well the search finds, by kind of query
	$(PYTHON) tests/search/report.py --missed

truth: ## how many statements of the lists are confirmed in a text that was read, by kind; DRAW=40 SEED=7 draws some to be read
	DRAW=$(DRAW) SEED=$(SEED) $(PYTHON) docs/truth.py

edited: ## the tests of the program on a clone whose shipped lists were edited
	tests/edited.sh

EXAMPLES ?= 2000
explore: ## every property with new examples by chance, EXAMPLES=2000 of each; what it finds becomes an @example
	CHECKLIST_EXAMPLES=$(EXAMPLES) $(PYTHON) -m pytest --hypothesis-profile=explore -m hypothesis --tb=short

fuzz: ## 20,000 files by chance through the reader, the rules and fmt; 200 writers killed
	CHECKLIST_EXAMPLES=20000 $(PYTHON) -m pytest --hypothesis-profile=explore tests/test_fuzz.py
	CHECKLIST_KILLS=200 $(PYTHON) -m pytest tests/test_writing.py

bench: ## where we stand against the budgets
	$(PYTHON) benchmarks/run.py

.PHONY: help check lint test quick coverage fix golden docs bench search-report explore fuzz edited truth
