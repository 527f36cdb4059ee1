"""Copies of input files that DuckDB cannot read itself: workbooks, and text that is not UTF-8.

A copy is CSV in UTF-8, made once: it is as old as its file, and made again when the file changes.
"""

from __future__ import annotations

import codecs
import csv
import glob
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHUNK_CHARACTERS = 1 << 20


class ConversionError(Exception):
    """A file cannot be read; the message names it and says what to do."""


def convert(
    path: str, folder: str, encoding: str | None, sheet: str | None, delimiter: str
) -> list[Path]:
    """Copy every file of a path or glob into a folder, those apart that are copied already.

    Args:
        path: a path or glob; relative ones from the folder the process runs in.
        folder: holds nothing but these copies; what is of no file any more is removed.
        encoding: of text files, a name that Python's codecs know; None: workbooks.
        sheet: of workbooks; None: the first.
        delimiter: between the values of a copied workbook.

    Returns:
        The copies, in the order of the files' names; of no file an empty list.

    Raises:
        ConversionError: the encoding or the sheet is unknown, the file is not written so, or the
            library for workbooks is missing.
    """
    files = sorted(glob.glob(path, recursive=True))
    copies = [Path(folder) / f"{os.path.basename(file)}.csv" for file in files]
    if len(set(copies)) < len(copies):
        copies = [Path(folder) / f"{file.replace(os.sep, '__')}.csv" for file in files]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for left in set(Path(folder).glob("*.csv")) - set(copies):
        left.unlink()
    for file, copy in zip(files, copies, strict=True):
        written = os.stat(file).st_mtime_ns
        if copy.exists() and copy.stat().st_mtime_ns == written:
            continue
        unfinished = copy.with_suffix(f".{os.getpid()}")
        if encoding is None:
            copy_sheet(file, unfinished, sheet, delimiter)
        else:
            copy_text(file, unfinished, encoding)
        os.utime(unfinished, ns=(written, written))
        unfinished.replace(copy)
    return copies


def check(path: str) -> None:
    """Look at the beginning of every CSV file of a path or glob that is read without a copy.

    Raises:
        ConversionError: a file is empty, a workbook, or not in UTF-8.
    """
    for file in sorted(glob.glob(path, recursive=True)):
        with open(file, "rb") as source:
            start = source.read(CHUNK_CHARACTERS)
        look = f"`python3 run.py inspect {file}` finds the vars that read it."
        if not start:
            raise ConversionError(f"{file} is empty: it has no header and no rows.")
        if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise ConversionError(
                f"{file} is an Excel workbook under another name: call it .xlsx or .xls, or save it"
                " as CSV."
            )
        if start.startswith(b"\x1f\x8b"):
            continue
        try:
            codecs.getincrementaldecoder("utf-8")().decode(start)
        except UnicodeDecodeError:
            raise ConversionError(
                f"{file} is not written in UTF-8. Set file_encoding, such as windows-1254 or"
                f" utf-16: {look}"
            ) from None
        if b"\x00" in start:
            raise ConversionError(f"{file} holds zero bytes, so it is no text in UTF-8. {look}")


def copy_text(file: str, copy: Path, encoding: str) -> None:
    """Write a text file in UTF-8, its lines and values as they are.

    Raises:
        ConversionError: there is no such encoding, or the file is not written in it.
    """
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise ConversionError(
            f"file_encoding is '{encoding}', which is no encoding; windows-1254, iso-8859-9 and"
            " utf-16 are some."
        ) from error
    try:
        with (
            open(file, encoding=encoding, newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target, CHUNK_CHARACTERS)
    except UnicodeError as error:
        raise ConversionError(
            f"{file} is not written in {encoding}: {error}. `python3 run.py inspect {file}` says in"
            " which encoding it may be."
        ) from error


def copy_sheet(file: str, copy: Path, sheet: str | None, delimiter: str) -> None:
    """Write one sheet of a workbook as CSV, every row as long as the longest.

    Raises:
        ConversionError: the library is missing, the file is no workbook, or it has no such sheet.
    """
    with copy.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=delimiter)
        writer.writerows([[cell_text(cell) for cell in row] for row in sheet_rows(file, sheet)])


def sheet_rows(file: str, sheet: str | None) -> Iterator[list[Any]]:
    """Yield the rows of a sheet from its first used one; see `copy_sheet` for what is raised."""
    if find_spec("python_calamine") is None:
        raise ConversionError(
            f"{file} is a workbook, and Python lacks python-calamine to read it: `python3 run.py"
            " install files`, `pip install -r requirements/files.txt`, or save the sheet as CSV."
        )
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(file)
    except python_calamine.CalamineError as error:
        raise ConversionError(f"{file} cannot be read as a workbook: {error}") from error
    names = workbook.sheet_names
    if sheet is not None and sheet not in names:
        raise ConversionError(f"{file} has no sheet '{sheet}'; its sheets: {', '.join(names)}.")
    yield from workbook.get_sheet_by_name(sheet or names[0]).to_python()


def cell_text(value: Any) -> str:
    """Return a cell's value as text: numbers with the 15 digits that a workbook keeps, days as ISO.

    A day has no time, and a duration is shown as the workbook's number of days.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        digits = f"{value:.15g}"
        return digits if "e" not in digits else f"{value:.0f}" if value.is_integer() else digits
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, timedelta):
        return f"{value / timedelta(days=1):.15g}"
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
