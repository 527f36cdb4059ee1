"""Put the page together: the sections in every language, then HTML."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from omnichannel_rfm.report.base import Base
from omnichannel_rfm.report.formats import LANGUAGES, Language
from omnichannel_rfm.report.marts import Marts
from omnichannel_rfm.report.sections import SECTIONS

FOLDER = Path(__file__).parent


def write_page(marts: Marts, output: Path) -> int:
    """Write the page, replacing one that is there, and return its size in bytes.

    Raises:
        OSError: the file cannot be written.
    """
    page = render(marts).encode("utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(f".{output.name}.new")
    unfinished.write_bytes(page)
    os.replace(unfinished, output)
    return len(page)


def render(marts: Marts) -> str:
    """Return the page as HTML: every language in full, one of them shown.

    Raises:
        KeyError: a mart lacks a column that is shown.
        ValueError: a chart cannot be drawn.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("template.html").render(
        views=[View(marts, Language(code)) for code in LANGUAGES],
        names=list(SECTIONS),
        style=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        script=Markup((FOLDER / "script.js").read_text(encoding="utf-8")),
    )


class View:
    """What the template shows of the marts in one language.

    Attributes:
        code: the language, one of `LANGUAGES`.
        t: the function that gives a text of texts.toml.
        base: the customers, for what stands around the sections.
        sections: the sections by name, from the top of the page down.
    """

    def __init__(self, marts: Marts, language: Language) -> None:
        """Make the sections."""
        self.language, self.code, self.t = language, language.code, language.text
        self.base = Base(marts, language)
        self.sections = {name: section(self.base) for name, section in SECTIONS.items()}

    @property
    def input_line(self) -> str:
        """Return what the marts were made of, how much of it was read, and when."""
        (given,) = self.base.marts["input_summary"]
        name, files = given["input_name"], given["input_files"]
        source = f"{name} ({files})" if name else files
        said = (
            self.t("input_sample") if given["is_sample"] else self.t("input_given", source=source)
        )
        number, day = self.language.number, self.language.date
        return f"{said} · " + self.t(
            "input_read",
            rows=number(given["rows_read"]),
            rejected=number(given["rows_rejected"]),
            first=day(given["first_day"]),
            last=day(given["last_day"]),
            built=f"{day(given['built_at'])} {given['built_at']:%H:%M}",
        )
