"""Work out every requirements/*.txt again from the *.in files; needs `uv`.

Without arguments the pins stay as they are unless an .in file asks for a change.
Arguments go to `uv pip compile`: `--upgrade` for the newest release of everything,
`--upgrade-package NAME` for one.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--custom-compile-command=python3 requirements/compile.py",
    "--excludes=excluded.in",
]
SHARED = (
    "default",
    "test",
    "lint",
    "benchmark",
    "report",
    "files",
    "browser",
    "bi",
    "postgres",
    "statistics",
    "metrics",
)  # these live together in .venv


def uv_command() -> list[str]:
    """Return how to call uv on this machine."""
    if importlib.util.find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    if shutil.which("uv"):
        return ["uv"]
    sys.exit("compile.py needs uv: put it in any environment with `pip install uv`.")


def pin(sources: list[str], result: Path, *options: str) -> None:
    """Resolve the .in files called `sources` into the list `result`."""
    files = [f"{source}.in" for source in sources]
    command = [*uv_command(), "pip", "compile", *OPTIONS, *options, *files, "-o", str(result)]
    subprocess.run(command, cwd=FOLDER, check=True)


def main(options: list[str]) -> None:
    """Pin the shared lists with one set of versions, then the compatibility lists."""
    with tempfile.TemporaryDirectory() as scratch:
        together = Path(scratch, "together.txt")
        # What is pinned already is where uv starts from.
        together.write_text(
            "".join(
                path.read_text(encoding="utf-8")
                for path in (FOLDER / f"{name}.txt" for name in SHARED)
                if path.is_file()
            ),
            encoding="utf-8",
        )
        pin(list(SHARED), together, *options)
        for name in SHARED:
            pin([name], FOLDER / f"{name}.txt", f"--constraints={together}", *options)
    readers = sorted(path.stem for path in FOLDER.glob("reader_*.in"))
    alone = ("compat_dbt", "compat_duckdb", *readers, "dbt_2", "adapters", "spark", "docs")
    for name in alone:
        pin([name], FOLDER / f"{name}.txt", *options)
    print(f"Pinned {len(list(FOLDER.glob('*.txt')))} lists with {os.path.basename(__file__)}.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
