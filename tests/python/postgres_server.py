"""A PostgreSQL server for tests: started on a free loopback port, in a folder of its own."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SUPERUSER = "postgres"


class ServerError(Exception):
    """The server could not be made; the message is its own."""


@dataclass(frozen=True)
class Server:
    """A running server that lets every local role in without a password."""

    port: int

    def variables(self, database: str, user: str = SUPERUSER) -> dict[str, str]:
        """Return the environment variables by which psql, dbt and psycopg2 find a database."""
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": user,
            "PGPASSWORD": "",
            "PGDATABASE": database,
        }


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or None where there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(program: Path, *arguments: str) -> None:
    """Run a program of the server, which refuses to be root.

    Raises:
        ServerError: it failed; the message is what it printed.
    """
    command = [str(program), *arguments]
    if os.name == "posix" and getpass.getuser() == "root":
        command = ["su", SUPERUSER, "-c", shlex.join(command)]
    with subprocess.Popen(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        output = process.stdout.read()
    if process.returncode != 0:
        raise ServerError(output)


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it; skip the test where there is none.

    Its databases sort text by bytes unless they are made otherwise.

    Raises:
        ServerError: it cannot be started.
    """
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="postgres_") as folder:
        if getpass.getuser() == "root":
            shutil.chown(folder, SUPERUSER)
        data, port = f"{folder}/data", free_port()
        locale = ("--encoding=UTF8", "--locale=C")
        given = ("-D", data, "-A", "trust", "-U", SUPERUSER, "--no-sync", *locale)
        run(bin_folder / "initdb", *given)
        options = f"-p {port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off"
        control = (bin_folder / "pg_ctl", "-D", data, "-w", "-t", "300")
        run(*control, "-l", f"{folder}/server.log", "-o", options, "start")
        try:
            yield Server(port)
        finally:
            run(*control, "-m", "immediate", "stop")
