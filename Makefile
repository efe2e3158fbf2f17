# make run | make test | make check — each installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := sample_data/extracts
FINDINGS := var/findings
PROFILES := casebook casebook+crossed quiet+crossed bazaar+crossed other_words+crossed

.PHONY: run test check format scan lock docs pictures benchmark bench clean

run: $(VENV)/app.stamp scan
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port 8501

scan: $(FINDINGS)/scan.parquet

# The sample's findings, made anew when they are absent or older than its extracts or the queries.
$(FINDINGS)/scan.parquet: $(VENV)/app.stamp $(wildcard $(SAMPLE)/*.parquet) $(shell find queries suyuan -name '*.sql' -o -name '*.csv' -o -name '*.py')
	$(BIN)/python -m suyuan scan --extracts $(SAMPLE) --findings $(FINDINGS)

test: $(VENV)/dev.stamp $(VENV)/spark.stamp docs
	sh tests/browser/install.sh
	sh tests/spark/install.sh
	sh tests/casework/install.sh
	sh tests/evidence/install.sh
	$(BIN)/pytest -n auto --dist loadgroup

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pin every transitive version anew after a change of requirements.in or requirements-dev.in.
lock: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements-spark.in -o requirements-spark.txt

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Suyuan needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); test "$$(id -u)" = 0 && apt-get update -qq && \
	  apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); } || \
	  { rm -rf $(VENV); echo "Install python3-venv first: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/app.stamp: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/app.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# pyspark is half a gigabyte: only the tests, and whoever scans on a cluster, need it.
$(VENV)/spark.stamp: requirements-spark.txt $(VENV)/app.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-spark.txt
	touch $@

# The documentation's pictures of every page, taken from the sample in a real browser.
pictures: $(VENV)/dev.stamp scan
	sh tests/browser/install.sh
	$(BIN)/python -m tests.browser.screenshots docs/img

# docs/queries.md from the headers of the queries.
docs: $(VENV)/app.stamp
	$(BIN)/python docs/make_queries.py

# The whole chain on ten invented marketplaces of each profile; takes half an hour.
benchmark: $(VENV)/app.stamp
	$(BIN)/python -m suyuan benchmark --out var/benchmark $(PROFILES:%=--profile %)
	sed -n '/^<!-- speed/,$$p' BENCHMARK.md > var/benchmark/speed.md
	cat var/benchmark/BENCHMARK.md var/benchmark/speed.md > BENCHMARK.md

# Rows a second, memory and page times, beside pandas and polars; clicks in a browser; half an hour on two idle cores.
bench: $(VENV)/dev.stamp
	$(BIN)/python -m suyuan.speed --out var/bench --orders 500000 --orders 2000000 --orders 5000000
	sh tests/browser/install.sh
	$(BIN)/python -m tests.browser.speed var/bench/browser.md
	sed '/^<!-- speed/,$$d' BENCHMARK.md > var/bench/quality.md
	cat var/bench/quality.md var/bench/speed.md var/bench/browser.md > BENCHMARK.md

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
