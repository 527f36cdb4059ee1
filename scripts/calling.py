"""Programs of .venv, run in the project folder with their output shown as it comes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from installing import ENVIRONMENT, ROOT, SetUpError, Steps, child_environment, program

# The first and the last line of what the macro print_summary prints begin so.
SUMMARY_START = "omnichannel-rfm: "
SUMMARY_END = "  Next: "


def call(name: str, *arguments: str, held_back: list[str] | None = None, **variables: str) -> int:
    """Run a program and return its exit code; `variables` are added to the environment's.

    The lines of the build's summary are put into `held_back` instead of being shown.
    """
    process = subprocess.Popen(
        [str(program(ENVIRONMENT, name)), *arguments],
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


def dbt_step(steps: Steps, arguments: list[str], held_back: list[str] | None = None) -> int:
    """Run any dbt command as a step; for `held_back` see `call`."""
    steps.start(" ".join(["dbt", *arguments]))
    forget_changed_models(ROOT / "target" / "partial_parse.msgpack", ROOT / "models")
    code = call("dbt", *arguments, held_back=held_back, PYTHONUNBUFFERED="1")
    steps.end()
    return code


def forget_changed_models(state: Path, models: Path) -> None:
    """Have dbt read everything anew when a file of the models is newer than what it remembers.

    dbt 1.12.6 finds a ratio or derived metric of a changed model twice, and stops (dbt-core 13004).
    """
    if state.exists():
        known = state.stat().st_mtime
        if any(path.stat().st_mtime > known for path in models.rglob("*.*")):
            state.unlink()


def with_input(arguments: list[str]) -> list[str]:
    """Return dbt's arguments with `--input NAME` as the vars of inputs/NAME.yml."""
    if "--input" not in arguments:
        return arguments
    place = arguments.index("--input")
    name = "".join(arguments[place + 1 : place + 2])
    file = ROOT / "inputs" / f"{name}.yml"
    if not file.is_file():
        raise SetUpError(
            f"{file} is not there: python3 run.py inspect FILE --write {name or 'NAME'}"
        )
    if "--vars" in arguments:
        raise SetUpError(f"give either --input or --vars; further vars can be added to {file}")
    rest = [*arguments[:place], *arguments[place + 2 :]]
    return [*rest, "--vars", file.read_text(encoding="utf-8")]


def published_run() -> str | None:
    """Return which run is published in the default place; None where none is."""
    try:
        return os.readlink(ROOT / "published" / "current")
    except OSError:
        return None
