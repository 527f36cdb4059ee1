"""The environment .venv: the Python that makes it, what is in it, and what programs see of it.

Any Python 3 can import this, so that an old one can say what is needed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
SUPPORTED_PYTHONS = ((3, 11), (3, 12), (3, 13))

# Settings a user may have for other projects, which would lead our programs astray.
FOREIGN_VARIABLES = re.compile(
    r"PYTHONHOME|PYTHONPATH|PYTHONDONTWRITEBYTECODE"
    r"|PIP_(PREFIX|ROOT|TARGET)"
    r"|DBT_(ENGINE_)?(PROFILES_DIR|PROJECT_DIR|PROFILE|TARGET)"
)


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
