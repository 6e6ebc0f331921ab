# Storepulse: `make demo` shows it, `make test` proves it. Everything is installed in .venv and kept in .storepulse.
PYTHON ?= python3
RUN := .venv/bin
LOCKED := $(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
COMPILE := $(LOCKED) --override requirements/overrides.txt pyproject.toml

help:  ## Shows this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

venv:  ## Makes .venv with the locked packages
	@$(PYTHON) infra/bootstrap.py

env:  ## Writes .env, the secrets and settings of docker-compose.yml; what it holds already is kept
	@$(PYTHON) infra/dotenv.py

setup: venv  ## Sets everything up: packages, broker, bot
	@$(RUN)/storepulse setup

demo: venv  ## Starts the stack, replays a real clickstream, says where the page is; Ctrl-C stops all of it
	@$(RUN)/storepulse demo

test: setup  ## Runs all tests
	@$(RUN)/pytest -n 2 --dist loadfile

check: venv  ## Format, lint, types, layers, and that generated files are fresh
	@$(RUN)/ruff format --check .
	@$(RUN)/ruff check .
	@$(RUN)/mypy
	@$(RUN)/lint-imports
	@$(RUN)/python -m infra.docs --check
	@$(RUN)/python -m dashboards.grafana --check
	@$(RUN)/python -m rasa_bot.generate --check

dashboards: venv  ## Writes Grafana's dashboards and alert rules anew
	@$(RUN)/python -m dashboards.grafana
	@$(RUN)/python -m tests.infra.grafana_transcript

docs: venv  ## Writes the generated files anew
	@$(RUN)/python -m infra.docs
	@$(RUN)/python -m rasa_bot.generate

lock: venv  ## Locks the packages of pyproject.toml anew: all of them, those that containers need, and the rivals of the benchmarks
	@$(COMPILE) --extra embedded --extra faces --group dev -o requirements/main.lock
	@$(COMPILE) --no-annotate -c requirements/main.lock -o requirements/server.lock
	@$(LOCKED) --group bench -o requirements/bench.lock

bench: setup  ## Measures how fast it is, beside rivals
	@$(RUN)/python -m tests.bench

scores: venv  ## Scores the models on real files, beside naive rivals
	@$(RUN)/python -m tests.scores

clean:  ## Stops the stack and removes .venv, .storepulse and caches: all that is stored with them
	@test ! -x $(RUN)/storepulse || $(RUN)/storepulse down
	rm -rf .venv .storepulse .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info

.PHONY: help venv env setup demo test check dashboards docs lock bench scores clean
