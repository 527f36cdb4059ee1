"""Time the peers and the dbt project in turn on one extract, and write one table of figures.

Usage:
    python3 run.py benchmark --rows 10000000 --rounds 5
    python3 run.py benchmark --rows 10000000 --form history

An extract is made once and kept. Every contestant runs once to warm up, its results are
compared, and then all run in rounds, A B C A B C, each as a process of its own, so that what
disturbs the machine for a while disturbs all. Ratios are taken within a round; what is shown is
the median over the rounds. Needs Linux or macOS.

How the figures of a process are taken:

* wall time: from its start to its end, by a monotonic clock, interpreter start included.
* CPU time: user and system, by the operating system (`wait4`).
* peak memory: the largest resident set, by the operating system (`ru_maxrss`). Every contestant
  is one process; of processes it starts itself, the largest would count.
* left on disk: the size of all files it leaves behind.
* spill: the largest size of DuckDB's temporary folder, looked at every tenth of a second.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from check import (
    FORMS,
    ROOT,
    BenchmarkError,
    Form,
    compared_files,
    database,
    dbt_command,
    dbt_variables,
    differences,
    export_dbt,
    failure,
    peer_command,
    run,
)
from generate import FILE_OPTIONS

HERE = Path(__file__).resolve().parent
DBT_NAMES = ("dbt_run", "dbt_build")
# Of every form of the work, in the order in which they take turns.
NAMES = {name: (form.peers[0], *DBT_NAMES, *form.peers[1:]) for name, form in FORMS.items()}
# What the ratios are to; the table has a column each.
BASES = (
    *("duckdb_fused", "polars_like_work", "polars_streaming", "pandas_notebook"),
    *("duckdb_orders", "polars_orders"),
)
MEMORY_LIMIT_VARIABLE = "OMNICHANNEL_RFM_MEMORY_LIMIT"
POLLS_PER_SECOND = 10
LONGEST_NODES = 12
# Linux gives ru_maxrss in KiB, macOS in bytes.
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Figures:
    """What one process took: seconds and bytes, `started` as Unix time."""

    started: float
    wall: float
    cpu: float
    memory: int
    disk: int
    spill: int


# --- contestants ----------------------------------------------------------------------


@dataclass(frozen=True)
class Contestant:
    """One program: what to start where, and where it leaves its results."""

    name: str
    command: list[str]
    cwd: Path
    variables: dict[str, str]
    folder: Path
    seeded: Path | None = None

    @property
    def results(self) -> Path:
        """Return the folder with profiles and lists."""
        return self.folder / "results" if self.name in DBT_NAMES else self.folder

    @property
    def temporary_folders(self) -> tuple[Path, ...]:
        """Return where DuckDB puts what does not fit into memory."""
        return self.folder / ".tmp", Path(f"{database(self.folder)}.tmp")

    def clean(self) -> None:
        """Remove what the last run left, but for what dbt remembers of parsing."""
        for path in self.folder.iterdir():
            if path.name == "target":
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        if self.seeded:
            shutil.copy(self.seeded, database(self.folder))

    def disk(self) -> int:
        """Return the bytes of all files in the folder but dbt's artifacts and logs."""
        return folder_size(self.folder) - sum(
            folder_size(self.folder / name) for name in ("target", "logs")
        )


def contestants(
    names: Sequence[str], form: Form, extract: Path, scratch: Path, memory_limit: str | None
) -> list[Contestant]:
    """Return the contestants, each with an empty folder of its own.

    `dbt run` needs the seeds' tables. It finds them in a database that `dbt seed` has made,
    copied before every round.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    limit = {MEMORY_LIMIT_VARIABLE: memory_limit} if memory_limit else {}
    found = []
    for name in names:
        folder = scratch / name
        folder.mkdir(parents=True)
        if name not in DBT_NAMES:
            command = peer_command(name, extract, folder, form)
            found.append(Contestant(name, command, folder, {}, folder))
            continue
        variables = {**dbt_variables(folder), **limit}
        seeded = None
        if name == "dbt_run":
            seeded = scratch / "seeded.duckdb"
            seeding = {"OMNICHANNEL_RFM_DATABASE": str(seeded)}
            command = dbt_command(extract, folder, "seed", form=form)
            run(command, scratch / "seed.log", ROOT, seeding)
        command = dbt_command(extract, folder, name.removeprefix("dbt_"), form=form)
        found.append(Contestant(name, command, ROOT, variables, folder, seeded))
    return found


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder, 0 if it is not there."""
    total = 0
    for path, _, files in os.walk(folder):
        for file in files:
            try:
                total += os.stat(os.path.join(path, file)).st_size
            except FileNotFoundError:  # DuckDB removes its files while we look
                continue
    return total


# --- measuring ------------------------------------------------------------------------


def measure(contestant: Contestant) -> Figures:
    """Run a contestant once on a clean folder and return what it took.

    Raises:
        BenchmarkError: it failed.
    """
    contestant.clean()
    log = contestant.folder.with_suffix(".log")
    os.sync()  # what others have written is on the disk before the clock starts
    spill = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal spill
        while not ended.wait(1 / POLLS_PER_SECOND):
            spill = max(spill, sum(map(folder_size, contestant.temporary_folders)))

    watcher = threading.Thread(target=watch)
    with log.open("wb") as file:
        started, clock = time.time(), time.monotonic()
        process = subprocess.Popen(
            contestant.command,
            cwd=contestant.cwd,
            env={**os.environ, **contestant.variables},
            stdout=file,
            stderr=file,
        )
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - clock
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watcher.join()
    if process.returncode != 0:
        raise BenchmarkError(failure(contestant.command, log))
    return Figures(
        started=started,
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * MAXRSS_BYTES,
        disk=contestant.disk(),
        spill=spill,
    )


def make_extract(folder: Path, rows: int, file_format: str, form: Form) -> Path:
    """Return the extract, made now unless it is there.

    A process of its own makes it: this one stays small, as a new process counts as large as
    its parent until it starts its program.
    """
    extract = folder / f"{form.input_name}_{rows}.{file_format}"
    if not extract.exists():
        say(f"making {extract}")
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"unfinished.{file_format}"
        script = HERE / f"{form.generate.__module__}.py"
        command = [sys.executable, str(script), "--rows", str(rows)]
        command += ["--format", file_format, "--output", str(unfinished)]
        run(command, folder / "generate.log", ROOT, {})
        unfinished.replace(extract)
    return extract


def compare_results(chosen: Sequence[Contestant], files: Sequence[str]) -> None:
    """Compare what all contestants have just written.

    Raises:
        BenchmarkError: they differ.
    """
    folders = {contestant.name: contestant.results for contestant in chosen}
    for name in DBT_NAMES:
        if name in folders:
            export_dbt(folders[name].parent, folders[name], files)
    found = differences(folders, files)
    if found:
        raise BenchmarkError("the contestants do not agree:\n    " + "\n    ".join(found))


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"{datetime.now():%H:%M:%S}  {text}", flush=True)


def run_rounds(
    chosen: Sequence[Contestant], files: Sequence[str], rounds: int, slow_rounds: int
) -> dict[str, list[Figures]]:
    """Return the figures of every contestant, one entry per round it took part in."""
    for contestant in chosen:
        say(f"warm-up  {contestant.name}: {measure(contestant).wall:.1f} s")
    compare_results(chosen, files)
    say("all contestants agree")
    figures = defaultdict(list)
    for number in range(rounds):
        for contestant in chosen:
            is_slow = contestant.name not in (chosen[0].name, *DBT_NAMES)
            if is_slow and number >= slow_rounds:
                continue
            taken = measure(contestant)
            figures[contestant.name].append(taken)
            say(f"round {number + 1}  {contestant.name}: {taken.wall:.1f} s")
    return dict(figures)


# --- the report -----------------------------------------------------------------------


def ratio(figures: Sequence[Figures], base: Sequence[Figures]) -> str:
    """Return the median of the ratios of wall times within the rounds that both took part in."""
    return f"{median(one.wall / other.wall for one, other in zip(figures, base, strict=False)):.2f}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a Markdown table, all columns but the first to the right."""
    yield "| " + " | ".join(header) + " |"
    yield "|---|" + "---:|" * (len(header) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def figures_table(figures: dict[str, list[Figures]]) -> Iterator[str]:
    """Return the table of all contestants, the fastest first."""
    bases = [base for base in BASES if base in figures]
    rows = []
    for name, taken in sorted(figures.items(), key=lambda item: median(t.wall for t in item[1])):
        walls = [one.wall for one in taken]
        rows.append(
            [
                f"`{name}`",
                str(len(taken)),
                f"{median(walls):.1f}",
                f"{min(walls):.1f} to {max(walls):.1f}",
                f"{median(one.cpu for one in taken):.1f}",
                f"{max(one.memory for one in taken) / 1e9:.2f}",
                f"{median(one.disk for one in taken) / 1e9:.3f}",
                f"{max(one.spill for one in taken) / 1e9:.2f}",
                *(ratio(taken, figures[base]) for base in bases),
            ]
        )
    header = ["contestant", "rounds", "wall, s", "range, s", "CPU, s", "peak memory, GB"]
    header += ["left on disk, GB", "spill, GB", *(f"ratio to `{base}`" for base in bases)]
    yield from table(header, rows)


def machine() -> list[str]:
    """Return what the machine and its programs are, as Markdown items."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [line for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = models[0].partition(":")[2].strip() if models else processor
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kernel = platform.release().partition("-")[0]
    programs = ("duckdb", "dbt-core", "dbt-duckdb", "polars", "pandas", "pyarrow", "numpy")
    return [
        f"- {os.cpu_count()} cores, {processor}, {memory:.0f} GiB of memory",
        f"- {platform.system()} {kernel}, Python {platform.python_version()}",
        "- " + ", ".join(f"{name} {version(name)}" for name in programs),
    ]


def kind_of(node: str) -> str:
    """Return what a line of dbt's results is about: model, seed, test, unit test or hook."""
    return {"operation": "hook", "unit_test": "unit test"}.get(node.split(".")[0]) or (
        node.split(".")[0]
    )


def where_the_time_goes(contestant: Contestant, figures: Figures) -> Iterator[str]:
    """Return a Markdown section on one dbt command, by the results of its last run.

    dbt runs several nodes at a time, so the seconds of all nodes sum to more than passed.
    """
    file = contestant.folder / "target" / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    moments = [
        datetime.fromisoformat(timing[moment].replace("Z", "+00:00")).timestamp()
        for result in results
        for timing in result["timing"]
        for moment in ("started_at", "completed_at")
    ]
    yield f"#### Where the time of `{contestant.name}` goes"
    yield ""
    yield (
        f"In the last round, {figures.wall:.1f} s in all:"
        f" {min(moments) - figures.started:.1f} s before the first node (start, parsing,"
        f" reading the catalog), {max(moments) - min(moments):.1f} s in nodes,"
        f" {figures.started + figures.wall - max(moments):.1f} s after the last one. The nodes"
        " overlap, so their seconds sum to more."
    )
    yield ""
    by_kind = defaultdict(list)
    for result in results:
        by_kind[kind_of(result["unique_id"])].append(result["execution_time"])
    rows = sorted(by_kind.items(), key=lambda item: -sum(item[1]))
    yield from table(
        ("nodes", "number", "seconds, summed"),
        [(kind, str(len(times)), f"{sum(times):.1f}") for kind, times in rows],
    )
    yield ""
    longest = sorted(results, key=lambda result: -result["execution_time"])[:LONGEST_NODES]
    yield from table(
        ("longest nodes", "seconds"),
        [(f"`{one['unique_id']}`", f"{one['execution_time']:.1f}") for one in longest],
    )


def report(
    options: argparse.Namespace,
    extract: Path,
    chosen: Sequence[Contestant],
    figures: dict[str, list[Figures]],
) -> str:
    """Return the results as Markdown."""
    lines = [
        f"### {options.rows:,} {FORMS[options.form].rows} from {options.format.upper()}",
        "",
        f"A file of {extract.stat().st_size / 1e9:.2f} GB. Medians; memory and spill are the"
        " largest of all rounds; ratios are medians of the ratios of wall times within a round.",
    ]
    if options.memory_limit:
        lines[-1] += f" dbt's DuckDB had a memory limit of {options.memory_limit}."
    lines += ["", *figures_table(figures), "", *machine()]
    for contestant in chosen:
        if contestant.name in DBT_NAMES:
            taken = figures[contestant.name][-1]
            lines += ["", *where_the_time_goes(contestant, taken)]
    return "\n".join(lines) + "\n"


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; exits with code 2 and a message if it makes no sense."""
    parser = argparse.ArgumentParser(
        prog="run.py benchmark", description="Time the peers and the dbt project in turn."
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), default="csv")
    parser.add_argument("--form", choices=FORMS, default="customers", help="what the rows are")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow-rounds", type=int, help="fewer rounds for all peers but the first")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these contestants and no others")
    parser.add_argument("--memory-limit", help="of the DuckDB that dbt runs, such as 4GB")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of the extracts")
    parser.add_argument(
        "--results", type=Path, default=HERE / "results", help="folder of tables and raw figures"
    )
    options = parser.parse_args(arguments)
    names = NAMES[options.form]
    options.only = options.only or names
    if unknown := set(options.only) - set(names):
        parser.error(f"--only {' '.join(sorted(unknown))}: choose from {', '.join(names)}")
    if names[0] not in options.only:
        parser.error(f"--only must include {names[0]}: all ratios are to it")
    if options.slow_rounds is None:
        options.slow_rounds = options.rounds
    if min(options.rows, options.rounds, options.slow_rounds) < 1:
        parser.error("--rows, --rounds and --slow-rounds must be 1 or more")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark as the command line says."""
    options = parse_arguments(arguments)
    if not hasattr(os, "wait4"):
        print("run.py benchmark: measuring processes needs Linux or macOS.", file=sys.stderr)
        return 1
    form = FORMS[options.form]
    names = [name for name in NAMES[options.form] if name in options.only]
    try:
        extract = make_extract(options.data.resolve(), options.rows, options.format, form)
        scratch = options.results.resolve() / "scratch"
        chosen = contestants(names, form, extract, scratch, options.memory_limit)
        figures = run_rounds(chosen, compared_files(form), options.rounds, options.slow_rounds)
    except BenchmarkError as error:
        print(f"run.py benchmark: {error}", file=sys.stderr)
        return 1
    text = report(options, extract, chosen, figures)
    shutil.rmtree(scratch)
    prefix = "" if options.form == "customers" else f"{options.form}_"
    result = options.results / f"{prefix}{options.format}_{options.rows}"
    raw = {name: [asdict(one) for one in taken] for name, taken in figures.items()}
    result.with_suffix(".json").write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
    result.with_suffix(".md").write_text(text, encoding="utf-8")
    print(f"\n{text}\nWritten to {result}.md, raw figures to {result}.json.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
