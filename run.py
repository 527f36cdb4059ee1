#!/usr/bin/env python3
"""Install and run the project; needs Python 3.11, 3.12 or 3.13 and nothing else.

Everything is installed into .venv (and .venvs for the compatibility tests) beside
this file; a second run finds it there and starts at once. Deleting those folders
is always safe.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import checks  # noqa: E402
import environments  # noqa: E402
from calling import call, dbt_step, published_run, with_input  # noqa: E402
from installing import SetUpError, Steps, check_python, program, run_quietly, set_up  # noqa: E402

# Lists that .venv holds only when they are asked for.
EXTRAS = ("postgres", "statistics", "metrics", "files")
# What `run.py install` installs; Spark is too large to be part of .venv.
INSTALLED = (*EXTRAS, "spark")
# The lists that the tests need on top of the default one and `test`.
TESTED = ("benchmark", "report", "browser", "bi", *EXTRAS)

EPILOG = """\
What follows the command is passed on, for example:
  python3 run.py build --vars '{analysis_date: "2021-06-01"}'
  python3 run.py test -k quantile
  python3 run.py dbt show --select segment_profiles
"""


# --- dbt and the report ---------------------------------------------------------------


def run_dbt(arguments: list[str]) -> int:
    """Run any dbt command."""
    steps = Steps(3)
    set_up(steps)
    return dbt_step(steps, arguments)


def run_build(arguments: list[str]) -> int:
    """Run `dbt build`, show its summary behind dbt's last lines, and write the report."""
    steps = Steps(4)
    set_up(steps, "report", "files")
    arguments = with_input(arguments)
    before = published_run()
    summary: list[str] = []
    code = dbt_step(steps, ["build", *arguments], held_back=summary)
    print("".join(summary), end="", flush=True)
    if code == 0 and published_run() == before:
        steps.start("report: left as it is, as this build has published nothing new in published/")
    elif code == 0:
        code = report_step(steps, [])
    return code


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


# --- checks ---------------------------------------------------------------------------


def run_docs(arguments: list[str]) -> int:
    """Write the documentation and the lineage of columns, and check both, all in `target`."""
    target = ROOT / "target"
    commands = checks.docs_commands(target)
    steps = Steps(4 + len(commands))
    set_up(steps)
    environments.set_up_docs(steps)
    static = ["docs", "generate", "--static", *arguments, "--target-path", str(target)]
    if code := dbt_step(steps, static):
        return code
    if missing := checks.unbuilt(target):
        raise SetUpError(
            f"the database lacks {len(missing)} tables that these pages describe, such as "
            f"{missing[0]}.\nBuild them first, with the same vars: python3 run.py"
        )
    failed = []
    for name, *options in commands:
        steps.start(f"{name} {options[0]}")
        result = run_quietly([str(program(environments.DOCS, name)), *options])
        # colibri ends with 0 also where it could not read a model.
        if result.returncode != 0 or "[ERROR]" in result.stdout:
            failed.append(name)
            print(result.stdout, flush=True)
        for count in re.findall(r"Total .*%|SUCCESS=\d+ WARN=\d+ ERROR=\d+", result.stdout):
            print(f"      {count}", flush=True)
        steps.end()
    pages = "Open target/static_index.html in a browser, target/lineage/index.html for columns."
    return conclude(failed, pages)


def run_lint(arguments: list[str]) -> int:
    """Run every linter, also after one has found something."""
    refuse(arguments, "lint")
    commands = checks.lint_commands()
    steps = Steps(2 + len(commands))
    set_up(steps, "lint")
    failed = []
    for command in commands:
        steps.start(" ".join(command))
        # sqlfluff has dbt open the database; it gets one in memory, not the user's file.
        if call(*command, OMNICHANNEL_RFM_DATABASE=":memory:") != 0:
            failed.append(command[0])
        steps.end()
    return conclude(failed, "No findings.")


def run_measure(arguments: list[str]) -> int:
    """Print how large the rooms and texts of the project are, and how long the ways in it."""
    refuse(arguments, "measure")
    steps = Steps(4)
    set_up(steps, "report")
    code = dbt_step(steps, ["--quiet", "parse", "--target-path", str(ROOT / "target")])
    if code == 0:
        steps.start("measure")
        code = call("python", "scripts/measure.py")
    return code


def refuse(arguments: list[str], command: str) -> None:
    """Stop where a command got arguments that it would ignore."""
    if arguments:
        raise SetUpError(f"`run.py {command}` takes no arguments")


def conclude(failed: list[str], otherwise: str) -> int:
    """Print which checks failed, or else that line, and return the exit code."""
    print(f"Found something: {', '.join(failed)}" if failed else otherwise)
    return 1 if failed else 0


# --- tests, scripts and installations -------------------------------------------------


def run_test(arguments: list[str]) -> int:
    """Run pytest without the slow tests."""
    steps = Steps(3)
    set_up(steps, *TESTED)
    return pytest_step(steps, arguments)


def run_test_slow(arguments: list[str]) -> int:
    """Run the slow tests alone."""
    steps = Steps(5)
    set_up(steps, *TESTED)
    environments.set_up_compat(steps)
    environments.set_up_engines(steps)
    return pytest_step(steps, ["-m", "slow", *arguments])


def run_test_spark(arguments: list[str]) -> int:
    """Run the tests on a Spark cluster alone, which they start; it takes both processors."""
    steps = Steps(4)
    set_up(steps)
    environments.set_up_spark(steps)
    # One file, as others ask for packages that nothing of this installs.
    return pytest_step(steps, ["-m", "spark", "-n", "0", "tests/python/test_spark.py", *arguments])


def pytest_step(steps: Steps, arguments: list[str]) -> int:
    """Run pytest as a step."""
    steps.start(" ".join(["pytest", *arguments]))
    return call("python", "-m", "pytest", *arguments)


def run_inspect(arguments: list[str]) -> int:
    """Say what is in some files and which vars read them; paths are of the folder one is in."""
    paths = [str(Path(one).resolve()) if Path(one).exists() else one for one in arguments]
    return run_script(["-m", "omnichannel_rfm.inspecting", *paths], "report", "files")


def run_benchmark(arguments: list[str]) -> int:
    """Time the project against other ways to do the same work."""
    return run_script(["benchmarks/compare.py", *arguments], "benchmark")


def run_lists(arguments: list[str]) -> int:
    """Publish the campaign lists of marts on another adapter than DuckDB."""
    return run_script(["python/omnichannel_rfm/campaign_lists.py", *arguments])


def run_postgres(command: str, arguments: list[str]) -> int:
    """Carry out a command of python/omnichannel_rfm/postgresql.py."""
    return run_script(["python/omnichannel_rfm/postgresql.py", command, *arguments], "postgres")


def run_script(script: list[str], *lists: str) -> int:
    """Run a script, given with its arguments, that needs some lists in .venv."""
    steps = Steps(3)
    set_up(steps, *lists)
    steps.start(" ".join(script))
    return call("python", *script, PYTHONPATH=str(ROOT / "python"))


def run_install(arguments: list[str]) -> int:
    """Install extra lists, such as `postgres`, and nothing more."""
    if not arguments or set(arguments) - set(INSTALLED):
        raise SetUpError(f"`run.py install` takes the name of an extra: {', '.join(INSTALLED)}")
    steps = Steps(2 + ("spark" in arguments))
    set_up(steps, *(name for name in arguments if name != "spark"))
    if "spark" in arguments:
        environments.set_up_spark(steps)
    return 0


def run_compat(arguments: list[str]) -> int:
    """Install the compatibility environments and nothing more."""
    refuse(arguments, "compat")
    steps = Steps(3)
    set_up(steps)
    environments.set_up_compat(steps)
    return 0


# --- the command line -----------------------------------------------------------------

COMMANDS = {
    "build": (run_build, "install what is missing, `dbt build`, and the report (the default)"),
    "inspect": (run_inspect, "say what is in files of any make, and which vars read them"),
    "report": (run_report, "write report/index.html from the published marts"),
    "test": (run_test, "install what tests need, then pytest without the slow tests"),
    "test-slow": (run_test_slow, "install other dbt and DuckDB releases, then the slow tests"),
    "test-spark": (run_test_spark, "install Spark, then the tests that start a cluster of it"),
    "lint": (run_lint, "install the linters, then ruff, yamllint and sqlfluff"),
    "docs": (run_docs, "write target/static_index.html and lineage with dbt docs, and check them"),
    "measure": (run_measure, "print the sizes of models, macros and texts, and their bounds"),
    "dbt": (run_dbt, "any other dbt command, such as `dbt show`"),
    "benchmark": (run_benchmark, "install the peers, then time them and the project in turn"),
    "install": (run_install, f"only install an extra: {', '.join(INSTALLED)}"),
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
