"""The child process that reads a file: nothing but its answers reaches the parent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# A stand-in for what DuckDB draws on standard output when a file takes longer than two seconds.
CHATTY = """
import sys
from suyuan.intake import probe
connect = probe._connect
def chatty():
    sys.stdout.write("\\r 50% ...")
    sys.stdout.flush()
    return connect()
probe._connect = chatty
probe.main()
"""


def test_a_progress_bar_drawn_by_the_engine_does_not_garble_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "shops.parquet"
    pq.write_table(pa.table({"shop_id": ["S1"]}), file)
    request = {"path": str(file), "table": "shops", "partitions": {}, "sha256": None}
    done = subprocess.run(
        [sys.executable, "-c", CHATTY],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert answer["rows"] == 1
    assert "50%" in done.stderr
