"""A standalone Spark cluster on the loopback interface, with Iceberg tables in a folder.

    with running_cluster(spark_environment, folder, workers=2) as cluster:
        subprocess.run([...dbt, "build", "--target", "spark"], env=cluster.variables())

A master and its workers are processes of this machine, which is enough for tests and trials: rows
are read, shuffled and written by executors in other processes than dbt's.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ICEBERG = "snowpark_connect_deps_iceberg/jars/iceberg-spark-runtime-3.5_2.12-*.jar"
SQLITE_DRIVER = Path("/usr/share/java/sqlite-jdbc.jar")
START_SECONDS = 300
PATIENCE = 900  # seconds without a sign of life


class ClusterError(Exception):
    """The cluster could not be started; the message says what its log says."""


def missing() -> str | None:
    """Return what this machine lacks for a cluster and how to get it, or None."""
    if not SQLITE_DRIVER.exists():
        return f"{SQLITE_DRIVER} is absent: apt-get install libxerial-sqlite-jdbc-java"
    if shutil.which("java") is None:
        return "Java is absent: apt-get install openjdk-17-jre-headless"
    return None


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Cluster:
    """A running master with its workers; `environment` is the virtual environment of pyspark."""

    environment: Path
    folder: Path
    port: int
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def python(self) -> Path:
        """The Python that has pyspark and dbt-spark."""
        return self.environment / "bin" / "python"

    def variables(self) -> dict[str, str]:
        """Return all environment variables by which dbt's target `spark` finds the cluster."""
        iceberg = next(self.environment.glob(f"lib/python3*/site-packages/{ICEBERG}"))
        ours = {
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_MASTER": f"spark://127.0.0.1:{self.port}",
            "SPARK_DRIVER_HOST": "127.0.0.1",
            "SPARK_JARS": f"{iceberg}:{SQLITE_DRIVER}",
            "SPARK_CATALOG_URI": f"jdbc:sqlite:{self.folder / 'catalog.db'}",
            "SPARK_WAREHOUSE": str(self.folder / "warehouse"),
            # A machine that is busy or stopped for a while is no reason to give up.
            "PYSPARK_SUBMIT_ARGS": f"--conf spark.network.timeout={PATIENCE}s"
            f" --conf spark.python.authenticate.socketTimeout={PATIENCE}s pyspark-shell",
            "SPARK_MASTER_OPTS": f"-Dspark.worker.timeout={PATIENCE}",
        }
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SPARK_", "PYSPARK_"))
        }
        return {**inherited, **ours}

    def log(self, name: str) -> str:
        """Return what the master or a worker, such as `worker_1`, has written so far."""
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def finished_tasks(self, worker: int) -> int:
        """Return how many tasks the executors of a worker, counted from 1, have finished."""
        logs = self.folder.glob(f"work_{worker}/*/*/stderr")
        return sum(log.read_text("utf-8", "replace").count(": Finished task ") for log in logs)

    def start(self, name: str, *arguments: str) -> None:
        """Start one of Spark's services in a process group of its own."""
        home = next(self.environment.glob("lib/python3*/site-packages/pyspark"))
        variables = {
            **self.variables(),
            "SPARK_HOME": str(home),
            "SPARK_NO_DAEMONIZE": "1",
            "SPARK_DAEMON_MEMORY": "256m",
        }
        kind = name.partition("_")[0]
        service = f"org.apache.spark.deploy.{kind}.{kind.title()}"
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [str(home / "bin" / "spark-class"), service, "--host", "127.0.0.1", *arguments],
                    cwd=self.folder,
                    env=variables,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def wait_for(self, name: str, text: str, count: int = 1) -> None:
        """Wait until a service has written a text so many times.

        Raises:
            ClusterError: a service ended, or it took too long.
        """
        deadline = time.monotonic() + START_SECONDS
        while self.log(name).count(text) < count:
            ended = any(process.poll() is not None for process in self.processes)
            if ended or time.monotonic() > deadline:
                raise ClusterError(f"the cluster did not start; {name} says:\n{self.log(name)}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop workers, master, and the executors that workers have started."""
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self.processes):
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def running_cluster(
    environment: Path, folder: Path, workers: int = 2, memory: str = "2g"
) -> Iterator[Cluster]:
    """Start a master and its workers, one core each, and stop them.

    Args:
        environment: the virtual environment that holds requirements/spark.txt.
        folder: an empty folder for logs, catalog, tables and what executors spill.
        workers: how many.
        memory: what one worker may give to its executor.

    Raises:
        ClusterError: it cannot be started.
    """
    cluster = Cluster(environment, folder, free_port())
    try:
        cluster.start("master", "--port", str(cluster.port), "--webui-port", "0")
        cluster.wait_for("master", "New state: ALIVE")
        for number in range(1, workers + 1):
            resources = ("--cores", "1", "--memory", memory)
            places = ("--webui-port", "0", "--work-dir", str(folder / f"work_{number}"))
            cluster.start(
                f"worker_{number}", *resources, *places, f"spark://127.0.0.1:{cluster.port}"
            )
        cluster.wait_for("master", "Registering worker", workers)
        yield cluster
    finally:
        cluster.stop()
