# Two commands do everything: `make demo` runs it, `make test` tests it.
PYTHON ?= python3
VENV = .venv
RUN = $(VENV)/bin

.PHONY: demo test lint types bench lock docs migration clean faults security audit

demo: $(VENV)/runtime
	$(RUN)/python -m bot.cli demo

test: $(VENV)/dev lint types
	$(RUN)/python -m pytest

lint: $(VENV)/dev
	$(RUN)/ruff check .

types: $(VENV)/dev
	$(RUN)/mypy

bench: $(VENV)/dev
	$(RUN)/python -m bench

faults: $(VENV)/dev # Half an hour (LONG=1: hours): kill -9, crash points, planted faults on both engines; writes docs/faults.md.
	$(RUN)/python -m tests.scenario $(if $(LONG),--long)

security: $(VENV)/dev # The security suite alone, with its figures; writes docs/security.md.
	$(RUN)/python -m tests.security.index --run

audit: # Needs the internet: known faults of what we run on.
	test -x var/audit/bin/pip-audit || ($(PYTHON) -m venv var/audit && var/audit/bin/pip install --quiet pip-audit)
	var/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/runtime.txt

docs: $(VENV)/runtime
	$(RUN)/python -m bot.cli docs

$(VENV)/runtime: requirements/runtime.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	touch $@

$(VENV)/dev: $(VENV)/runtime requirements/dev.txt
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

lock: # Needs uv; writes versions and hashes, never an address of a registry.
	for name in runtime dev; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt; done

migration: $(VENV)/runtime # make migration NAME=0002 MESSAGE="..."
	$(RUN)/python -m bot.cli db draft $(NAME) "$(MESSAGE)"

clean:
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .hypothesis
