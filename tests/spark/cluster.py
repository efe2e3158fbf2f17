"""A real standalone cluster on this machine's own address: a master and two workers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
# A small marketplace is planned longer than it is worked on: no code is generated for it, nothing is planned twice, no
# task waits for the worker that is nearest, and memory is tidied in one thread.
DEFAULTS = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 1g
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.executor.memory 1g
spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.sql.shuffle.partitions 2
spark.sql.codegen.wholeStage false
spark.locality.wait 0
spark.sql.adaptive.enabled false
spark.sql.autoBroadcastJoinThreshold 50m
"""


@dataclass
class Cluster:
    """Where the cluster answers, its processes, and what a scan's environment must hold."""

    url: str
    folder: Path
    workers: list[subprocess.Popen[bytes]]
    environment: dict[str, str]

    def start_worker(self) -> None:
        """One more worker, waited for."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        options = ["--host", HOST, "--cores", "1", "--memory", "1g", "--webui-port", "0"]
        work = ["--work-dir", str(self.folder / f"work-{len(self.workers)}")]
        name = "org.apache.spark.deploy.worker.Worker"
        self.workers.append(start([name, *options, *work, self.url], log, self.environment))
        wait_for(lambda: "Successfully registered" in log.read_text(errors="replace"), log)


def spark_home() -> Path:
    import pyspark

    return Path(pyspark.__file__).parent


def start(arguments: list[str], log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [str(spark_home() / "bin" / "spark-class"), *arguments],
            stdout=file, stderr=file, env={**os.environ, **environment},
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex((HOST, port)) == 0


def wait_for(holds: object, log: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=30)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """One master and two workers of one core each, gone at the end."""
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(DEFAULTS)
    environment = {
        "SPARK_HOME": str(spark_home()),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "SPARK_CONF_DIR": str(folder / "conf"),
    }
    port, log = free_port(), folder / "master.log"
    options = ["--host", HOST, "--port", str(port), "--webui-port", "0"]
    master = start(["org.apache.spark.deploy.master.Master", *options], log, environment)
    one = Cluster(f"spark://{HOST}:{port}", folder, [], environment)
    try:
        wait_for(lambda: answers(port), log)
        one.start_worker()
        one.start_worker()
        yield one
    finally:
        stop([*one.workers, master])


@contextmanager
def connect_server(one: Cluster) -> Iterator[str]:
    """Spark Connect in front of the cluster: its address."""
    port, log = free_port(), one.folder / "connect.log"
    settings = {
        "spark.connect.grpc.binding.address": HOST,
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
    }
    options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    server = start(
        [
            "org.apache.spark.deploy.SparkSubmit", "--master", one.url, *options,
            "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal",
        ],
        log, {**one.environment, "SPARK_DAEMON_MEMORY": "1g"},
    )  # fmt: skip
    try:
        wait_for(lambda: answers(port), log)
        yield f"sc://{HOST}:{port}"
    finally:
        stop([server])
