"""How a file is written: its encoding, delimiter, quotes and title lines; and its rows as text."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import is_zipfile

import charset_normalizer

from omnichannel_rfm import converting

DELIMITERS = (",", ";", "\t", "|")
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
# Asked of charset-normalizer where the bytes are no UTF-8: what shops and offices still write.
ENCODINGS = ("cp1254", "cp1252", "cp1250", "cp1251", "cp1253", "cp1256", "shift_jis", "gb18030")
TURKISH_LETTERS = set("ğĞıİşŞ")
SAMPLE_BYTES = 1 << 20
SAMPLE_ROWS = 500
# How much of a file is looked at: what is further down only the trial build sees.
LOOKED_AT_BYTES = 32 << 20
LOOKED_AT_ROWS = 200_000


class InspectionError(Exception):
    """A file cannot be looked at; the message says what it is and what to do."""


@dataclass
class Source:
    """A file as it was found: `rows` are those below the header, all of them as text."""

    path: Path
    columns: list[str]
    rows: list[list[str]]
    # The vars that a build needs to read it, and what was found in words.
    settings: dict[str, object] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    # Rows with more or fewer values than the header.
    uneven_rows: int = 0
    # Whether there are more rows than were looked at.
    is_long: bool = False


def read(path: Path, sheet: str | None = None) -> Source:
    """Read a file of any make.

    Args:
        path: CSV of any encoding, also compressed as `.gz`, Parquet, or a workbook.
        sheet: of a workbook; None: its first.

    Raises:
        InspectionError: there is no such file, it is empty, or it has no rows of several values.
    """
    if not path.is_file():
        raise InspectionError(f"{path} is no file. Check the name.")
    if path.stat().st_size == 0:
        raise InspectionError(f"{path} is empty.")
    if path.suffix.lower() in {".parquet", ".pq"}:
        return read_parquet(path)
    if path.suffix.lower() in WORKBOOKS or is_zipfile(path):
        return read_workbook(path, sheet)
    return read_text(path)


def read_parquet(path: Path) -> Source:
    """Read a Parquet file by DuckDB, every value as the text that a build sees."""
    import duckdb

    with duckdb.connect() as connection:
        cursor = connection.execute(
            "select columns(*)::varchar from read_parquet($1) limit $2",
            [str(path), LOOKED_AT_ROWS + 1],
        )
        columns = [column[0] for column in cursor.description]
        rows = [[value or "" for value in row] for row in cursor.fetchall()]
    is_long = len(rows) > LOOKED_AT_ROWS
    return Source(path, columns, rows[:LOOKED_AT_ROWS], found=["Parquet"], is_long=is_long)


def read_workbook(path: Path, sheet: str | None) -> Source:
    """Read a sheet of a workbook.

    Raises:
        InspectionError: it has no such sheet, or it is none.
    """
    try:
        cells = list(converting.sheet_rows(str(path), sheet))
    except converting.ConversionError as error:
        raise InspectionError(str(error)) from error
    rows = [[converting.cell_text(cell) for cell in row] for row in cells]
    source = below_header(path, rows)
    source.settings |= {"sheet": sheet} if sheet else {}
    source.found.insert(0, f"a workbook, sheet {sheet or 'the first'}")
    return source


def read_text(path: Path) -> Source:
    """Read a text file: guess its encoding, then its delimiter, then where its header is.

    Raises:
        InspectionError: its bytes are no text.
    """
    with path.open("rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
    with gzip.open(path) if is_gzip else path.open("rb") as file:
        content = file.read(LOOKED_AT_BYTES)
        is_long = bool(file.read(1))
    encoding = encoding_of(content, path)
    text = begun(content, encoding)
    if is_long:
        text = text[: text.rfind("\n") + 1]
    if blank_separated(text):
        rows = [line.split() for line in text.splitlines() if line.strip()]
        source = below_header(path, rows)
        source.settings["csv_delimiter"] = " "
        source.found += ["values apart by blanks"]
    else:
        quote = "'" if text.count("'") > 4 * text.count('"') and "','" in text else '"'
        delimiter = delimiter_of(text, quote)
        source = below_header(
            path, list(csv.reader(io.StringIO(text), delimiter=delimiter, quotechar=quote))
        )
        name = {"\t": "a tab"}.get(delimiter, f"'{delimiter}'")
        source.found.insert(0, f"CSV, delimiter {name}")
        source.settings |= {"csv_delimiter": delimiter} if delimiter != "," else {}
        source.settings |= {"csv_quote": quote} if quote != '"' else {}
    source.is_long = is_long
    if encoding not in {"utf-8", "utf-8-sig"}:
        source.settings["file_encoding"] = encoding
    source.found.insert(0, encoding)
    return source


def begun(content: bytes, encoding: str) -> str:
    """Decode the beginning of a text, which may end in the middle of a letter.

    Raises:
        UnicodeDecodeError: it is not in this encoding.
    """
    return codecs.getincrementaldecoder(encoding)().decode(content)


def encoding_of(content: bytes, path: Path) -> str:
    """Return the encoding of the beginning of a text, as Python's codecs call it.

    Raises:
        InspectionError: no encoding fits.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return encoding
    try:
        begun(content, "utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    sample = content[:SAMPLE_BYTES]
    # Only one letter in a thousand tells Turkish from Western text, so it is asked for first.
    turkish = sample.decode("cp1254", errors="ignore")
    if TURKISH_LETTERS & set(turkish) and not set("ðÐýÝþÞ") & set(turkish):
        return "windows-1254"
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(ENCODINGS)).best()
    if best is None:
        raise InspectionError(
            f"{path} is no text in an encoding known here. Save it as CSV UTF-8 and look again."
        )
    return best.encoding.replace("cp125", "windows-125")


def blank_separated(text: str) -> bool:
    """Say whether the values of a text stand apart by blanks, as many on each line."""
    lines = [line for line in text.splitlines()[:SAMPLE_ROWS] if line.strip()]
    counts = {len(line.split()) for line in lines}
    return (
        len(counts) == 1 and counts != {1} and not any(mark in text[:10_000] for mark in DELIMITERS)
    )


def delimiter_of(text: str, quote: str) -> str:
    """Return the delimiter by which most lines have as many values, and most of them."""
    lines = text.splitlines(keepends=True)[:SAMPLE_ROWS]

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if row]
        width, often = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (often / max(len(rows), 1) if width > 1 else 0, width)

    return max(DELIMITERS, key=fitness)


def below_header(path: Path, rows: list[list[str]]) -> Source:
    """Tell the header from the title lines above it and the rows below.

    The header is the first row of names: nearly all of its values are there, and none is a number.

    Raises:
        InspectionError: no row has several values.
    """
    widths = Counter(len(row) for row in rows[:SAMPLE_ROWS] if len(row) > 1)
    if not widths:
        raise InspectionError(f"{path} has no rows of several values: it is no table.")
    width = widths.most_common(1)[0][0]
    skipped = 0
    for row in rows[:SAMPLE_ROWS]:
        names = [value for value in row if value.strip()]
        if len(row) == width and len(names) >= 0.8 * width and not any(map(is_figure, names)):
            break
        skipped += 1
    else:
        skipped = 0
    header, *below = rows[skipped:]
    below = [row for row in below if any(value.strip() for value in row)]
    even = [row for row in below if len(row) == len(header)]
    source = Source(path, [name.strip() for name in header], even)
    source.uneven_rows = len(below) - len(even)
    if skipped:
        source.settings["skip_lines"] = skipped
        source.found.append(f"{skipped} lines above the header")
    return source


def is_figure(text: str) -> bool:
    """Say whether a text is mostly digits, as no column's name is."""
    digits = sum(letter.isdigit() for letter in text)
    return digits > len(text.strip()) / 2
