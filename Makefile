# One command for each chore; `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BENCH_TEXT ?= tests/golden/segment.news.id.txt # Indonesian text to translate

help: ## list the chores
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

install: ## editable install with everything the tests need
	$(PYTHON) -m pip install -e '.[test]'

test: ## run the tests
	$(PYTHON) -m pytest

isa: ## the engine tests as processors without AVX-512 and without AVX compute
	CT2_FORCE_CPU_ISA=AVX2 ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 $(PYTHON) -m pytest tests/align/engines
	CT2_FORCE_CPU_ISA=GENERIC ONEDNN_MAX_CPU_ISA=SSE41 ATEN_CPU_CAPABILITY=default $(PYTHON) -m pytest tests/align/engines

lint: ## ruff and mypy --strict, as CI does
	ruff check . && ruff format --check . && mypy

format: ## let ruff format and mend what it can
	ruff check --fix . ; ruff format .

readme: ## regenerate what README.md and examples/ show of the sample article
	$(PYTHON) -m benchmarks.readme

screenshots: ## docs/review-*.png, as the browser tests see the page
	SCREENSHOTS=docs $(PYTHON) -m pytest tests/review/test_looks.py -k axe

bench: ## every benchmark (half an hour), then docs/speed.md and its pictures; needs '.[bench]'
	$(PYTHON) -m benchmarks.throughput $(BENCH_TEXT)
	$(PYTHON) -m benchmarks.scaling --engine embedded --lines 4000
	for name in scaling segment sentences words glossary_match terms checks review memory fuzz odd placeables; do \
	  $(PYTHON) -m benchmarks.$$name || exit 1; done
	$(MAKE) report

report: ## docs/speed.md and its pictures from benchmarks/results
	$(PYTHON) -m benchmarks.report

ci: ## what CI runs
	bash .ci/run

.PHONY: help install test isa lint format readme screenshots bench report ci
