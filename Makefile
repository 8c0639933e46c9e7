# `make` lists what there is. Each target sets up its own environment in .venv first.
PYTHON  ?= python3
BIN     := .venv/bin
PROFILE ?= smoke
EXTRAS  ?= dev,peers
MINUTES ?=
PHOTOS  ?=
MORE    ?=
PAIRS   ?=
FIT     ?=
LENGTHS ?=
SEEDS   ?= $(if $(filter gpu,$(PROFILE)),0$(comma)1$(comma)2)
ROWS    ?= $(if $(filter gpu,$(PROFILE)),gpu)
comma   := ,
# given NAME,VALUE: a parameter of the notebook, if it has a value
given    = $(if $(2),-p $(1) $(2))
REPORT  := runs/05_ablation/$(PROFILE)/report
THREADS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYDEVD_DISABLE_FILE_VALIDATION = 1

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */@/' | column -t -s@

.venv/installed: settings.ini setup.py pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit(f"and_nb needs Python 3.11 to 3.13, and $(PYTHON) is {v[0]}.{v[1]}: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[$(EXTRAS)]'
	$(BIN)/python -m ipykernel install --prefix .venv --name python3 > /dev/null
	@touch $@

install: .venv/installed  ## make .venv and install and_nb into it, editable

study: .venv/installed  ## the main job: the ablation (PROFILE=smoke, cpu, gpu or paper; PHOTOS=FOLDER; MINUTES=9 stops it, saved; ROWS, SEEDS, LENGTHS, MORE, PAIRS, FIT)
	@mkdir -p $(REPORT)
	$(BIN)/papermill nbs/05_ablation.ipynb $(REPORT)/05_ablation.ipynb -k python3 --stderr-file - -p profile $(PROFILE) -p out $(REPORT) \
	    $(call given,minutes,$(MINUTES)) $(call given,rows,$(ROWS)) $(call given,seed,$(SEEDS)) $(call given,lengths,$(LENGTHS)) \
	    $(call given,photos,$(PHOTOS)) $(call given,more,$(MORE)) $(call given,pairs,$(PAIRS)) $(call given,fit,$(FIT))
	@echo "Read $(REPORT)/05_ablation.ipynb; the table alone is $(REPORT)/table.csv"

test: .venv/installed  ## run every notebook as a test
	@$(BIN)/python -c 'import voila, playwright' 2> /dev/null || $(BIN)/pip install -q -e '.[$(EXTRAS),lab]'
	OMP_NUM_THREADS=$(THREADS) $(BIN)/python .ci/test.py

prepare: .venv/installed  ## before a commit: clean the notebooks, export the library, write README.md
	$(BIN)/nbdev-clean
	$(BIN)/nbdev-export
	$(BIN)/python .ci/readme.py

book: .venv/installed  ## build the book into book/_build/html, readable without a network
	@$(BIN)/python -c 'import myst_nb, sphinx_book_theme' 2> /dev/null || $(BIN)/pip install -q -e '.[$(EXTRAS),book]'
	$(BIN)/python book/stage.py
	$(BIN)/sphinx-build -q -W --keep-going -b html book/_build/source book/_build/html
	$(BIN)/python book/check.py book/_build/html
	@echo "open book/_build/html/index.html"

links: book  ## ask the network whether every outside link of the book still leads somewhere
	-@$(BIN)/sphinx-build -q -b linkcheck book/_build/source book/_build/linkcheck > /dev/null 2>&1
	$(BIN)/python book/check.py book/_build/linkcheck/output.json

wheel: .venv/installed  ## build the wheel into dist/
	rm -rf build dist && $(BIN)/python -m build -q --outdir dist .

.PHONY: help install study test prepare book links wheel
