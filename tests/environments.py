"""The environments beside .venv, in .venvs: what they hold, how to make and how to start them.

Only tests use them, but for Spark, which a user may, and the programs that check the docs.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import installing
from installing import REQUIREMENTS, SetUpError, Steps, is_installed, is_working, program

ENVIRONMENTS = installing.ROOT / ".venvs"
SPARK = ENVIRONMENTS / "spark"
ADAPTERS = ENVIRONMENTS / "adapters"
DOCS = ENVIRONMENTS / "docs"

# Lists of DuckDB releases that only read what is published.
READERS = tuple(sorted(path.stem for path in REQUIREMENTS.glob("reader_*.txt")))

# dbt 2 talks to DuckDB through this library, which npm has for Linux on x86-64 (SHA-512 in base64).
DBT_2_DRIVER = "@duckdb/node-bindings-linux-x64@1.5.6-r.1"
DBT_2_DRIVER_HASH = (
    "IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q=="
)


@dataclass(frozen=True)
class DbtEnvironment:
    """One combination of dbt and DuckDB, and how to start it.

    `command` starts dbt when `variables` are added to the environment variables.
    """

    name: str
    dbt_version: str
    duckdb_version: str
    command: tuple[str, ...]
    variables: dict[str, str]
    is_ready: bool


def pinned_version(requirements: str, package: str) -> str:
    """Return the version that a list pins for a package."""
    text = (REQUIREMENTS / f"{requirements}.txt").read_text(encoding="utf-8")
    match = re.search(rf"^{re.escape(package)}==([^\s;\\]+)", text, flags=re.MULTILINE)
    if match is None:
        raise SetUpError(f"requirements/{requirements}.txt does not pin {package}")
    return match.group(1)


def short(version: str) -> str:
    """Return the first two numbers of a version: 1.12 for 1.12.6."""
    return ".".join(version.split(".")[:2])


# --- an environment of one list -------------------------------------------------------


def is_made(folder: Path, requirements: str) -> bool:
    """Say whether an environment of this list alone is there and starts."""
    return is_installed(folder, requirements) and is_working(folder)


def make(folder: Path, requirements: str) -> None:
    """Make an environment of this list alone, unless it is there."""
    if not is_made(folder, requirements):
        installing.make_environment(folder)
        installing.install(requirements, folder, program(folder, "python"))


def set_up_one(steps: Steps, folder: Path, requirements: str, what: str, cost: str) -> None:
    """Make an environment of this list alone; one step, which names what it is and takes."""
    if is_made(folder, requirements):
        steps.start(f"{what[0].upper()}{what[1:]} is installed")
        return
    steps.start(f"Installing {what} (once, {cost})")
    make(folder, requirements)
    steps.end()


def set_up_spark(steps: Steps) -> None:
    """Install Spark and its dbt adapter, which are too large to be part of .venv; one step."""
    set_up_one(steps, SPARK, "spark", "Spark", "520 MB, about 60 s")


def set_up_docs(steps: Steps) -> None:
    """Install the programs that check the documentation; one step."""
    set_up_one(steps, DOCS, "docs", "what checks the documentation", "170 MB, about 15 s")


# --- other releases of dbt and DuckDB -------------------------------------------------


def compat_dbt_folder() -> Path:
    """Return the environment that holds the other dbt release."""
    return ENVIRONMENTS / f"dbt_{short(pinned_version('compat_dbt', 'dbt-core'))}"


def duckdb_folder(requirements: str) -> Path:
    """Return the folder that holds the DuckDB release of a list and nothing else."""
    return ENVIRONMENTS / f"duckdb_{short(pinned_version(requirements, 'duckdb'))}"


def default_environment() -> DbtEnvironment:
    """Return the combination that `run.py build` uses."""
    return dbt_environment(installing.ENVIRONMENT, "default", with_other_duckdb=False)


def compat_environments() -> dict[str, DbtEnvironment]:
    """Return every supported combination of dbt and DuckDB but the default one, by name.

    The other dbt has an environment of its own. The other DuckDB is one package in a
    folder, which PYTHONPATH lays over either environment.
    """
    other = compat_dbt_folder()
    combinations = (
        dbt_environment(installing.ENVIRONMENT, "default", with_other_duckdb=True),
        dbt_environment(other, "compat_dbt", with_other_duckdb=False),
        dbt_environment(other, "compat_dbt", with_other_duckdb=True),
    )
    return {combination.name: combination for combination in combinations}


def dbt_environment(
    environment: Path, requirements: str, with_other_duckdb: bool
) -> DbtEnvironment:
    """Describe one combination; it need not be installed."""
    dbt_version = pinned_version(requirements, "dbt-core")
    duckdb_list = "compat_duckdb" if with_other_duckdb else requirements
    duckdb_version = pinned_version(duckdb_list, "duckdb")
    overlay = duckdb_folder("compat_duckdb")
    return DbtEnvironment(
        name=f"dbt_{short(dbt_version)}_duckdb_{short(duckdb_version)}",
        dbt_version=dbt_version,
        duckdb_version=duckdb_version,
        command=(str(program(environment, "dbt")),),
        variables={"PYTHONPATH": str(overlay) if with_other_duckdb else ""},
        is_ready=is_installed(environment, requirements)
        and (not with_other_duckdb or is_installed(overlay, "compat_duckdb")),
    )


def make_other_duckdbs() -> None:
    """Install the DuckDB releases that build, and read, besides the default one."""
    for requirements in ("compat_duckdb", *READERS):
        folder = duckdb_folder(requirements)
        if not is_installed(folder, requirements):
            installing.remove(folder)
            folder.mkdir(parents=True)
            python = program(installing.ENVIRONMENT, "python")
            installing.install(requirements, folder, python, "--target", str(folder))


def set_up_compat(steps: Steps) -> None:
    """Install what the other combinations need, at the same time; one step."""
    combinations = compat_environments()
    names = ", ".join(combinations)
    ready = all(combination.is_ready for combination in combinations.values()) and all(
        is_installed(duckdb_folder(reader), reader) for reader in READERS
    )
    if ready and is_working(compat_dbt_folder()):
        steps.start(f"Compatibility environments are there: {names}")
        return
    steps.start(f"Installing the compatibility environments (once, about 30 s): {names}")
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(make, compat_dbt_folder(), "compat_dbt"),
            pool.submit(make_other_duckdbs),
        ]
        for job in jobs:
            job.result()
    steps.end()


# --- dbt 2 and other adapters ---------------------------------------------------------


def dbt_2_environment() -> DbtEnvironment:
    """Describe dbt 2 with DuckDB as a driver; it need not be installed."""
    version = pinned_version("dbt_2", "dbt-core")
    folder = ENVIRONMENTS / f"dbt_{short(version)}"
    driver = folder / "driver"
    return DbtEnvironment(
        name=f"dbt_{short(version)}",
        dbt_version=version,
        duckdb_version=DBT_2_DRIVER.rpartition("@")[2].partition("-")[0],
        command=(str(program(folder, "dbt")),),
        variables={"ADBC_DRIVER_PATH": str(driver), "PYTHONPATH": ""},
        is_ready=is_installed(folder, "dbt_2") and (driver / "duckdb.toml").exists(),
    )


def make_dbt_2() -> None:
    """Install dbt 2 and its DuckDB driver.

    Raises:
        SetUpError: this is not Linux on x86-64, there is no npm, or a download failed.
    """
    environment = dbt_2_environment()
    folder = Path(environment.command[0]).parent.parent
    if environment.is_ready and is_working(folder):
        return
    if (sys.platform, platform.machine()) != ("linux", "x86_64") or not shutil.which("npm"):
        raise SetUpError("the tests of dbt 2 need Linux on x86-64 and npm, which has its driver.")
    installing.make_environment(folder)
    installing.install("dbt_2", folder, program(folder, "python"))
    driver = folder / "driver"
    driver.mkdir()
    packed = subprocess.run(
        ["npm", "pack", "--silent", DBT_2_DRIVER],
        cwd=driver,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if packed.returncode != 0:
        raise SetUpError(f"npm could not fetch {DBT_2_DRIVER}:\n{packed.stderr}")
    archive = driver / packed.stdout.strip()
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != DBT_2_DRIVER_HASH:
        raise SetUpError(f"{archive.name} is not the file that is pinned: {digest}")
    with tarfile.open(archive) as files:
        files.extract("package/libduckdb.so", driver, filter="data")
    archive.unlink()
    (driver / "duckdb.toml").write_text(
        "manifest_version = 1\n[ADBC]\nversion = '1.1.0'\n"
        "[Driver]\nentrypoint = 'duckdb_adbc_init'\n"
        f"[Driver.shared]\nlinux_amd64 = '{driver / 'package' / 'libduckdb.so'}'\n",
        encoding="utf-8",
    )


def set_up_engines(steps: Steps) -> None:
    """Install dbt 2, and the adapters that models are only compiled for; one step.

    Where dbt 2 cannot be, its tests skip.
    """
    steps.start("Environments for dbt 2 and for other adapters (once, about a minute)")
    try:
        make_dbt_2()
    except SetUpError as error:
        print(f"      {error}", flush=True)
    make(ADAPTERS, "adapters")
    steps.end()
