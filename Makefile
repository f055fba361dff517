# One command for each chore; `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3

help: ## list the chores
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

install: ## editable install with everything the tests need
	$(PYTHON) -m pip install -e '.[test]'

test: ## run the tests
	$(PYTHON) -m pytest

lint: ## ruff and mypy --strict, as CI does
	ruff check . && ruff format --check . && mypy

format: ## let ruff format and mend what it can
	ruff check --fix . ; ruff format .

readme: ## regenerate what README.md and examples/ show of the sample article
	$(PYTHON) -m benchmarks.readme

screenshots: ## docs/review-*.png, as the browser tests see the page
	SCREENSHOTS=docs $(PYTHON) -m pytest tests/review/test_page.py -k axe

bench: ## speed and quality, written to benchmarks/results
	$(PYTHON) -m benchmarks.engine && $(PYTHON) -m benchmarks.segment && $(PYTHON) -m benchmarks.sentences

ci: ## what CI runs
	bash .ci/run

.PHONY: help install test lint format readme screenshots bench ci
