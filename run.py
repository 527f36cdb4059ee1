#!/usr/bin/env python3
"""Install and run the project; needs Python 3.11, 3.12 or 3.13 and nothing else.

Everything is installed into .venv (and .venvs for the compatibility tests) beside
this file; a second run finds it there and starts at once. Deleting those folders
is always safe.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
COMPATIBILITY = ROOT / ".venvs"
SUPPORTED_PYTHONS = ((3, 11), (3, 12), (3, 13))

# dbt 2 talks to DuckDB through this library, which npm has for Linux on x86-64 (SHA-512 in base64).
DBT_2_DRIVER = "@duckdb/node-bindings-linux-x64@1.5.6-r.1"
DBT_2_DRIVER_HASH = (
    "IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q=="
)

# Lists of DuckDB releases that only read what is published.
READERS = tuple(sorted(path.stem for path in REQUIREMENTS.glob("reader_*.txt")))

# Settings a user may have for other projects, which would lead our programs astray.
FOREIGN_VARIABLES = re.compile(
    r"PYTHONHOME|PYTHONPATH|PYTHONDONTWRITEBYTECODE"
    r"|PIP_(PREFIX|ROOT|TARGET)"
    r"|DBT_(ENGINE_)?(PROFILES_DIR|PROJECT_DIR|PROFILE|TARGET)"
)

# Lists that .venv holds only when they are asked for.
EXTRAS = ("postgres", "statistics", "metrics")
# The lists that the tests need on top of the default one and `test`.
TESTED = ("benchmark", "report", "browser", "bi", *EXTRAS)

# The first and the last line of what the macro print_summary prints begin so.
SUMMARY_START = "omnichannel-rfm: "
SUMMARY_END = "  Next: "

EPILOG = """\
What follows the command is passed on, for example:
  python3 run.py build --vars '{analysis_date: "2021-06-01"}'
  python3 run.py test -k quantile
  python3 run.py dbt show --select segment_profiles
"""


class SetUpError(Exception):
    """Something the user has to put right; the message says what and how."""


# --- the Python that runs this file ---------------------------------------------------


def named(versions: tuple[tuple[int, int], ...] = SUPPORTED_PYTHONS) -> str:
    """Return the versions as a phrase: `3.11, 3.12 or 3.13`."""
    texts = [f"{major}.{minor}" for major, minor in versions]
    return " or ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def find_supported_python() -> list[str] | None:
    """Return the command of the newest supported Python on PATH that really starts."""
    for major, minor in reversed(SUPPORTED_PYTHONS):
        version = f"{major}.{minor}"
        candidates = [[f"python{version}"]]
        if os.name == "nt":
            candidates.append(["py", f"-{version}"])
        for command in candidates:
            check = "import sys; print('%d.%d' % sys.version_info[:2])"
            try:  # a version manager may put a name on PATH that leads nowhere
                answer = subprocess.run(
                    [*command, "-c", check], capture_output=True, text=True, check=True
                )
            except (OSError, subprocess.CalledProcessError):
                continue
            if answer.stdout.strip() == version:
                return command
    return None


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> list[str] | None:
    """Return None if this Python will do, else the command of one on PATH that will."""
    if version[:2] in SUPPORTED_PYTHONS:
        return None
    found = ".".join(map(str, version[:3]))
    other = find_supported_python()
    if other is None:
        raise SetUpError(
            f"this is Python {found} ({sys.executable}), but dbt needs Python {named()},\n"
            f"and none of these is on PATH. Install one of them, then run this command with it,\n"
            f"for example: python3.12 run.py"
        )
    print(f"Python {found} is not supported, going on with {' '.join(other)}.", flush=True)
    return other


def check_venv_modules() -> None:
    """Stop with advice if this Python cannot make virtual environments."""
    missing = [name for name in ("venv", "ensurepip") if not importlib.util.find_spec(name)]
    if missing:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetUpError(
            f"this Python ({sys.executable}) comes without its module {' and '.join(missing)},\n"
            f"which makes the environment. On Debian and Ubuntu: "
            f"sudo apt install python{version}-venv\n"
            f"Elsewhere: install the full Python {version}. Then run the same command again."
        )


# --- environments ---------------------------------------------------------------------


def scripts_of(environment: Path) -> Path:
    """Return the folder of an environment's programs."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def program(environment: Path, name: str) -> Path:
    """Return the path of one program of an environment."""
    return scripts_of(environment) / (f"{name}.exe" if os.name == "nt" else name)


def stamp(folder: Path, requirements: str) -> str:
    """Return what an installation into `folder` depends on, as one hash.

    That is the pinned list, the Python version, and the place: the programs inside
    an environment carry its address, so one that was moved has to be made again.
    """
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    content = (REQUIREMENTS / f"{requirements}.txt").read_bytes()
    return hashlib.sha256(f"{python}\n{folder}\n".encode() + content).hexdigest()


def is_installed(folder: Path, requirements: str) -> bool:
    """Say whether `folder` holds exactly this list, installed to the end."""
    try:
        found = (folder / f".installed_{requirements}").read_text(encoding="ascii")
    except OSError:
        return False
    return found == stamp(folder, requirements)


def is_working(environment: Path) -> bool:
    """Say whether the environment's own Python starts."""
    try:
        command = [str(program(environment, "python")), "-c", ""]
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def last_lines(text: str, count: int = 6) -> str:
    """Return the last telling lines of a program's output, indented."""
    lines = [line for line in text.splitlines() if line.strip()]
    repeated = re.compile(r"Retry\(total=[1-9]|is ignored: it is neither")
    telling = [line for line in lines if not repeated.search(line)]
    return "\n".join(f"    {line}" for line in telling[-count:])


def run_quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it prints, to be shown only if it fails."""
    return subprocess.run(
        command,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def remove(folder: Path) -> None:
    """Delete a folder that may not exist."""
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise SetUpError(
            f"cannot delete {folder}: {error}\n"
            "Close the programs that use it, or delete it yourself, then try again."
        ) from error


def make_environment(environment: Path) -> None:
    """Make an empty virtual environment, in the place of whatever is there."""
    check_venv_modules()
    remove(environment)
    # The base Python, so that an environment can replace the one this file runs in.
    python = getattr(sys, "_base_executable", None) or sys.executable
    result = run_quietly([python, "-m", "venv", str(environment)])
    if result.returncode != 0:
        raise SetUpError(
            f"Python could not make the environment {environment}:\n{last_lines(result.stdout)}"
        )


def install(requirements: str, folder: Path, python: Path, *options: str) -> None:
    """Install one pinned list with pip and stamp the folder when it is complete."""
    file = REQUIREMENTS / f"{requirements}.txt"
    stamp_file = folder / f".installed_{requirements}"
    if stamp_file.exists():
        stamp_file.unlink()
    # The lists are complete and hashed, so pip resolves nothing and trusts nothing.
    # Python compiles what is used on first use, which is quicker than all of it now.
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--no-compile", "--require-hashes", "--no-deps"]
    result = run_quietly([*command, *options, "-r", str(file)])
    if result.returncode != 0:
        raise SetUpError(
            f"pip could not install requirements/{file.name}. Its last lines:\n"
            f"{last_lines(result.stdout)}\n{pip_advice(result.stdout)}"
        )
    stamp_file.write_text(stamp(folder, requirements), encoding="ascii")


def pip_advice(output: str) -> str:
    """Return what to do about a failed pip, by the words in its output."""
    if "HASHES" in output:
        return (
            "A package is not the one that was pinned: the download was damaged, or your\n"
            "package index serves its own builds. Try `pip cache purge`, or another index."
        )
    if "No space left" in output:
        return "The disk is full: 300 MB are needed to build, 1.3 GB to test. Make room, try again."
    return (
        "If that is a network failure: check the connection, then run the same command\n"
        "again. pip's own settings are respected: HTTPS_PROXY for a proxy, PIP_INDEX_URL\n"
        "for a company's package index, PIP_CERT for its certificate."
    )


def child_environment() -> dict[str, str]:
    """Return the environment variables for pip, dbt, pytest and the linters.

    The programs of .venv come first, settings for other projects are left out, text
    is UTF-8 on every system, and pip installs nowhere but where it is told. Bytecode is
    written even where it is switched off: without it, every start of dbt compiles anew.
    """
    variables = dict(os.environ)
    for name in list(variables):
        if FOREIGN_VARIABLES.fullmatch(name):
            del variables[name]
    variables["PATH"] = os.pathsep.join(
        filter(None, [str(scripts_of(ENVIRONMENT)), variables.get("PATH")])
    )
    variables["VIRTUAL_ENV"] = str(ENVIRONMENT)
    variables["PYTHONUTF8"] = "1"
    variables["PIP_USER"] = "0"
    return variables


# --- compatibility environments -------------------------------------------------------


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


def compat_dbt_folder() -> Path:
    """Return the environment that holds the other dbt release."""
    return COMPATIBILITY / f"dbt_{short(pinned_version('compat_dbt', 'dbt-core'))}"


def duckdb_folder(requirements: str) -> Path:
    """Return the folder that holds the DuckDB release of a list and nothing else."""
    return COMPATIBILITY / f"duckdb_{short(pinned_version(requirements, 'duckdb'))}"


def default_environment() -> DbtEnvironment:
    """Return the combination that `run.py build` uses."""
    return dbt_environment(ENVIRONMENT, "default", with_other_duckdb=False)


def compat_environments() -> dict[str, DbtEnvironment]:
    """Return every supported combination of dbt and DuckDB but the default one, by name.

    The other dbt has an environment of its own. The other DuckDB is one package in a
    folder, which PYTHONPATH lays over either environment.
    """
    other = compat_dbt_folder()
    combinations = (
        dbt_environment(ENVIRONMENT, "default", with_other_duckdb=True),
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


def spark_folder() -> Path:
    """Return the environment of the target spark, which is too large to be part of .venv."""
    return COMPATIBILITY / "spark"


def make_spark() -> None:
    """Install Spark and its dbt adapter."""
    folder = spark_folder()
    if not (is_installed(folder, "spark") and is_working(folder)):
        make_environment(folder)
        install("spark", folder, program(folder, "python"))


def make_compat_dbt() -> None:
    """Install the other dbt release."""
    folder = compat_dbt_folder()
    if not (is_installed(folder, "compat_dbt") and is_working(folder)):
        make_environment(folder)
        install("compat_dbt", folder, program(folder, "python"))


def make_other_duckdbs() -> None:
    """Install the DuckDB releases that build, and read, besides the default one."""
    for requirements in ("compat_duckdb", *READERS):
        folder = duckdb_folder(requirements)
        if not is_installed(folder, requirements):
            remove(folder)
            folder.mkdir(parents=True)
            python = program(ENVIRONMENT, "python")
            install(requirements, folder, python, "--target", str(folder))


# --- dbt 2 and other adapters ---------------------------------------------------------


def dbt_2_environment() -> DbtEnvironment:
    """Describe dbt 2 with DuckDB as a driver; it need not be installed."""
    version = pinned_version("dbt_2", "dbt-core")
    folder = COMPATIBILITY / f"dbt_{short(version)}"
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
    make_environment(folder)
    install("dbt_2", folder, program(folder, "python"))
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
        raise SetUpError(f"{archive.name} is not the file that run.py pins: {digest}")
    with tarfile.open(archive) as files:
        files.extract("package/libduckdb.so", driver, filter="data")
    archive.unlink()
    (driver / "duckdb.toml").write_text(
        "manifest_version = 1\n[ADBC]\nversion = '1.1.0'\n"
        "[Driver]\nentrypoint = 'duckdb_adbc_init'\n"
        f"[Driver.shared]\nlinux_amd64 = '{driver / 'package' / 'libduckdb.so'}'\n",
        encoding="utf-8",
    )


def adapters_folder() -> Path:
    """Return the environment that holds the adapters which models are only compiled for."""
    return COMPATIBILITY / "adapters"


def make_adapters() -> None:
    """Install those adapters and the parser of their dialects."""
    folder = adapters_folder()
    if not (is_installed(folder, "adapters") and is_working(folder)):
        make_environment(folder)
        install("adapters", folder, program(folder, "python"))


# --- documentation --------------------------------------------------------------------


def docs_folder() -> Path:
    """Return the environment of the programs that check the documentation."""
    return COMPATIBILITY / "docs"


def docs_checks(target: Path) -> dict[str, list[str]]:
    """Return the commands that check what dbt wrote into `target`, by the program's name."""
    lineage = [f"--manifest={target / 'manifest.json'}", f"--catalog={target / 'catalog.json'}"]
    lineage += [f"--output-dir={target / 'lineage'}", "--disable-telemetry"]
    return {
        "colibri": ["generate", *lineage],
        "dbt-bouncer": ["run", f"--config-file={ROOT / 'dbt-bouncer.yml'}", "--show-all-failures"],
    }


def unbuilt(target: Path) -> list[str]:
    """Return the models, seeds and snapshots in dbt's manifest that the database lacks."""
    manifest, catalog = (
        json.loads((target / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("manifest", "catalog")
    )
    return sorted(
        node["name"]
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed", "snapshot")
        and unique_id not in catalog["nodes"]
    )


def set_up_docs(steps: Steps) -> None:
    """Install the programs that check the documentation; one step."""
    folder = docs_folder()
    if is_installed(folder, "docs") and is_working(folder):
        steps.start("The programs that check the documentation are installed")
        return
    steps.start("Installing what checks the documentation (once, 170 MB, about 15 s)")
    make_environment(folder)
    install("docs", folder, program(folder, "python"))
    steps.end()


def set_up_engines(steps: Steps) -> None:
    """Install dbt 2 and the other adapters; one step. Where dbt 2 cannot be, its tests skip."""
    steps.start("Environments for dbt 2 and for other adapters (once, about a minute)")
    try:
        make_dbt_2()
    except SetUpError as error:
        print(f"      {error}", flush=True)
    make_adapters()
    steps.end()


# --- steps ----------------------------------------------------------------------------


class Steps:
    """Print numbered steps and how long each took."""

    def __init__(self, total: int) -> None:
        """Count up to `total`."""
        self.total = total
        self.number = 0
        self.started = 0.0

    def start(self, text: str) -> None:
        """Announce the next step."""
        self.number += 1
        self.started = time.monotonic()
        print(f"[{self.number}/{self.total}] {text}", flush=True)

    def end(self) -> None:
        """Say how long the step took."""
        print(f"      took {time.monotonic() - self.started:.1f} s", flush=True)


def set_up(steps: Steps, *extra: str) -> None:
    """Make .venv with dbt and pytest, then add the `extra` lists; two steps."""
    sound = is_installed(ENVIRONMENT, "default") and is_working(ENVIRONMENT)
    if sound:
        steps.start("Environment .venv is there")
    else:
        steps.start(f"Creating the environment {ENVIRONMENT.name} (once, about 5 s)")
        make_environment(ENVIRONMENT)
        # In a project that was moved, dbt would look for files where they used to be.
        (ROOT / "target" / "partial_parse.msgpack").unlink(missing_ok=True)
        steps.end()
    lists = ("default", "test", *extra)
    missing = [name for name in lists if not is_installed(ENVIRONMENT, name)]
    if not missing:
        steps.start(f"Packages are installed ({' and '.join(lists)})")
        return
    steps.start(f"Installing packages ({' and '.join(missing)}; once, about 15 s each)")
    for name in missing:
        install(name, ENVIRONMENT, program(ENVIRONMENT, "python"))
    steps.end()


def set_up_compat(steps: Steps) -> None:
    """Install what the compatibility environments need, at the same time; one step."""
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
        jobs = [pool.submit(make_compat_dbt), pool.submit(make_other_duckdbs)]
        for job in jobs:
            job.result()
    steps.end()


def set_up_spark(steps: Steps) -> None:
    """Install Spark; one step."""
    if is_installed(spark_folder(), "spark"):
        steps.start("Spark is installed")
        return
    steps.start("Installing Spark (once, 520 MB, about 60 s)")
    make_spark()
    steps.end()


def call(name: str, *arguments: str, held_back: list[str] | None = None, **variables: str) -> int:
    """Run a program of .venv in the project folder and return its exit code.

    The lines of the build's summary are put into `held_back` instead of being shown.
    """
    command = [str(program(ENVIRONMENT, name)), *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**child_environment(), **variables},
        stdout=None if held_back is None else subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    try:
        in_summary = False
        for line in process.stdout or ():
            in_summary = in_summary or line.startswith(SUMMARY_START)
            if in_summary:
                held_back.append(line)
            else:
                print(line, end="", flush=True)
            in_summary = in_summary and not line.startswith(SUMMARY_END)
        return process.wait()
    except KeyboardInterrupt:
        # The terminal stopped it too; give it time to close its files.
        try:
            process.wait(timeout=10)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
        raise


# --- commands -------------------------------------------------------------------------


def forget_changed_models(state: Path, models: Path) -> None:
    """Have dbt read everything anew when a file of the models is newer than what it remembers.

    dbt 1.12.6 finds a ratio or derived metric of a changed model twice, and stops (dbt-core 13004).
    """
    if state.exists():
        known = state.stat().st_mtime
        if any(path.stat().st_mtime > known for path in models.rglob("*.*")):
            state.unlink()


def dbt_step(steps: Steps, arguments: list[str], held_back: list[str] | None = None) -> int:
    """Run any dbt command as a step; for `held_back` see `call`."""
    steps.start(" ".join(["dbt", *arguments]))
    forget_changed_models(ROOT / "target" / "partial_parse.msgpack", ROOT / "models")
    code = call("dbt", *arguments, held_back=held_back, PYTHONUNBUFFERED="1")
    steps.end()
    return code


def run_dbt(arguments: list[str]) -> int:
    """Run any dbt command."""
    steps = Steps(3)
    set_up(steps)
    return dbt_step(steps, arguments)


def run_build(arguments: list[str]) -> int:
    """Run `dbt build`, show its summary behind dbt's last lines, and write the report."""
    steps = Steps(4)
    set_up(steps, "report")
    before = published_run()
    summary: list[str] = []
    code = dbt_step(steps, ["build", *arguments], held_back=summary)
    print("".join(summary), end="", flush=True)
    if code == 0 and published_run() == before:
        steps.start("report: left as it is, as this build has published nothing new in published/")
    elif code == 0:
        code = report_step(steps, [])
    return code


def published_run() -> str | None:
    """Return which run is published in the default place; None where none is."""
    try:
        return os.readlink(ROOT / "published" / "current")
    except OSError:
        return None


def report_step(steps: Steps, arguments: list[str]) -> int:
    """Write the report from the published marts as a step."""
    steps.start(" ".join(["report", *arguments]))
    package = str(ROOT / "python")
    code = call("python", "-m", "omnichannel_rfm.report", *arguments, PYTHONPATH=package)
    steps.end()
    return code


def run_report(arguments: list[str]) -> int:
    """Write the report and nothing else."""
    steps = Steps(3)
    set_up(steps, "report")
    return report_step(steps, arguments)


def run_docs(arguments: list[str]) -> int:
    """Write the documentation and the lineage of columns, and check both, all in `target`."""
    target = ROOT / "target"
    checks = docs_checks(target)
    steps = Steps(4 + len(checks))
    set_up(steps)
    set_up_docs(steps)
    static = ["docs", "generate", "--static", *arguments, "--target-path", str(target)]
    code = dbt_step(steps, static)
    if code != 0:
        return code
    if missing := unbuilt(target):
        raise SetUpError(
            f"the database lacks {len(missing)} tables that these pages describe, such as "
            f"{missing[0]}.\nBuild them first, with the same vars: python3 run.py"
        )
    failed = []
    for name, options in checks.items():
        steps.start(f"{name} {options[0]}")
        result = run_quietly([str(program(docs_folder(), name)), *options])
        # colibri ends with 0 also where it could not read a model.
        if result.returncode != 0 or "[ERROR]" in result.stdout:
            failed.append(name)
            print(result.stdout, flush=True)
        for count in re.findall(r"Total .*%|SUCCESS=\d+ WARN=\d+ ERROR=\d+", result.stdout):
            print(f"      {count}", flush=True)
        steps.end()
    print(
        f"Found something: {', '.join(failed)}"
        if failed
        else "Open target/static_index.html in a browser, target/lineage/index.html for columns."
    )
    return 1 if failed else 0


def run_test(arguments: list[str]) -> int:
    """Run pytest without the slow tests."""
    steps = Steps(3)
    set_up(steps, *TESTED)
    steps.start(" ".join(["pytest", *arguments]))
    return call("python", "-m", "pytest", *arguments)


def run_test_slow(arguments: list[str]) -> int:
    """Run the slow tests alone."""
    steps = Steps(5)
    set_up(steps, *TESTED)
    set_up_compat(steps)
    set_up_engines(steps)
    arguments = ["-m", "slow", *arguments]
    steps.start(" ".join(["pytest", *arguments]))
    return call("python", "-m", "pytest", *arguments)


def run_test_spark(arguments: list[str]) -> int:
    """Run the tests on a Spark cluster alone, which they start; it takes both processors."""
    steps = Steps(4)
    set_up(steps)
    set_up_spark(steps)
    arguments = ["-m", "spark", "-n", "0", *arguments]
    steps.start(" ".join(["pytest", *arguments]))
    return call("python", "-m", "pytest", *arguments)


def run_lint(arguments: list[str]) -> int:
    """Run every linter, also after one has found something."""
    if arguments:
        raise SetUpError("`run.py lint` takes no arguments")
    folders = ("models", "tests", "analyses")
    sql_folders = [name for name in folders if any((ROOT / name).rglob("*.sql"))]
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["yamllint", "--strict", "."],
        ["sqlfluff", "lint", "--disable-progress-bar", *sql_folders],
    ]
    # The models that other vars switch on.
    layers = ("intermediate", "marts")
    for setting, paths in {
        "ntile_window": ["models/intermediate/scoring/int_customers_scored_by_window.sql"],
        "quantile": ["models/intermediate/scoring/int_score_boundaries_by_quantile.sql"],
        "thresholds": ["models/intermediate/scoring/int_score_boundaries_by_thresholds.sql"],
        "statistics": [
            *(f"models/{layer}/clusters" for layer in layers),
            *(f"models/{layer}/lifetime_value" for layer in layers),
            "analyses",
        ],
        "orders": [
            "models/staging/orders",
            *(f"models/intermediate/{step}" for step in ("orders", "history")),
            "models/marts/history",
            "models/marts/shopping/order_breakdowns.sql",
            "models/marts/quality/rejected_order_lines.sql",
        ],
    }.items():
        options = ["--disable-progress-bar", "--config", f".sqlfluff_{setting}"]
        checks.append(["sqlfluff", "lint", *options, *paths])
    steps = Steps(2 + len(checks))
    set_up(steps, "lint")
    failed = []
    for check in checks:
        steps.start(" ".join(check))
        # sqlfluff has dbt open the database; it gets one in memory, not the user's file.
        if call(*check, OMNICHANNEL_RFM_DATABASE=":memory:") != 0:
            failed.append(check[0])
        steps.end()
    print(f"Found something: {', '.join(failed)}" if failed else "No findings.")
    return 1 if failed else 0


def run_measure(arguments: list[str]) -> int:
    """Print how large the rooms and texts of the project are, and how long the ways in it."""
    if arguments:
        raise SetUpError("`run.py measure` takes no arguments")
    steps = Steps(4)
    set_up(steps, "report")
    code = dbt_step(steps, ["--quiet", "parse", "--target-path", str(ROOT / "target")])
    if code == 0:
        steps.start("measure")
        code = call("python", str(Path("scripts", "measure.py")))
    return code


def run_benchmark(arguments: list[str]) -> int:
    """Time the project against other ways to do the same work."""
    steps = Steps(3)
    set_up(steps, "benchmark")
    steps.start(" ".join(["benchmarks/compare.py", *arguments]))
    return call("python", str(Path("benchmarks", "compare.py")), *arguments)


def run_install(arguments: list[str]) -> int:
    """Install extra lists, such as `postgres`, and nothing more."""
    if not arguments or set(arguments) - {*EXTRAS, "spark"}:
        raise SetUpError(
            f"`run.py install` takes the name of an extra: {', '.join((*EXTRAS, 'spark'))}"
        )
    steps = Steps(2 + ("spark" in arguments))
    set_up(steps, *(name for name in arguments if name != "spark"))
    if "spark" in arguments:
        set_up_spark(steps)
    return 0


def run_lists(arguments: list[str]) -> int:
    """Publish the campaign lists of marts on another adapter than DuckDB."""
    steps = Steps(3)
    set_up(steps)
    steps.start(" ".join(["lists", *arguments]))
    return call("python", str(Path("python", "omnichannel_rfm", "campaign_lists.py")), *arguments)


def run_postgres(command: str, arguments: list[str]) -> int:
    """Carry out a command of python/omnichannel_rfm/postgresql.py."""
    steps = Steps(3)
    set_up(steps, "postgres")
    steps.start(" ".join([f"{command}-postgres", *arguments]))
    file = Path("python", "omnichannel_rfm", "postgresql.py")
    return call("python", str(file), command, *arguments)


def run_compat(arguments: list[str]) -> int:
    """Install the compatibility environments and nothing more."""
    if arguments:
        raise SetUpError("`run.py compat` takes no arguments")
    steps = Steps(3)
    set_up(steps)
    set_up_compat(steps)
    return 0


COMMANDS = {
    "build": (run_build, "install what is missing, `dbt build`, and the report (the default)"),
    "report": (run_report, "write report/index.html from the published marts"),
    "test": (run_test, "install what tests need, then pytest without the slow tests"),
    "test-slow": (run_test_slow, "install other dbt and DuckDB releases, then the slow tests"),
    "test-spark": (run_test_spark, "install Spark, then the tests that start a cluster of it"),
    "lint": (run_lint, "install the linters, then ruff, yamllint and sqlfluff"),
    "docs": (run_docs, "write target/static_index.html and lineage with dbt docs, and check them"),
    "measure": (run_measure, "print the sizes of models, macros and texts, and their bounds"),
    "dbt": (run_dbt, "any other dbt command, such as `dbt show`"),
    "benchmark": (run_benchmark, "install the peers, then time them and the project in turn"),
    "install": (run_install, f"only install an extra: {', '.join((*EXTRAS, 'spark'))}"),
    "lists": (run_lists, "write the campaign lists of another target, such as postgres"),
    "load-postgres": (partial(run_postgres, "load"), "load CSV files into PostgreSQL"),
    "serve-postgres": (partial(run_postgres, "serve"), "publish DuckDB's marts on PostgreSQL"),
    "compat": (run_compat, "only install the other supported dbt and DuckDB releases"),
}


def parse(arguments: list[str]) -> tuple[str, list[str]]:
    """Split the command line into the command and what is passed on to it."""
    commands = "\n".join(f"  {name:<16}{text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="run.py",
        usage="python3 run.py [command] [arguments passed on]",
        description=f"{__doc__}\ncommands:\n{commands}",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if arguments and arguments[0] in COMMANDS:
        return arguments[0], arguments[1:]
    if not set(arguments[:1]) & {"-h", "--help"}:
        if not arguments or arguments[0].startswith("-"):
            return "build", arguments
        parser.error(f"unknown command {arguments[0]!r}; choose from {', '.join(COMMANDS)}")
    parser.print_help()
    sys.exit(0)


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        command, passed_on = parse(arguments)
        other = check_python()
        if other is not None:
            return subprocess.call([*other, str(ROOT / "run.py"), *arguments])
        return COMMANDS[command][0](passed_on)
    except SetUpError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
