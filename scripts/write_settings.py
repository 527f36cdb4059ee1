"""Write everything that names the project's vars from their one list, the macro `settings`.

    python scripts/write_settings.py

That is the vars in dbt_project.yml with their comments, the tables of vars and of layouts in the
documentation, and the JSON schema by which an editor completes and checks them. A test compares
them.
"""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any

import jinja2

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "dbt_project.yml"
TABLES = (ROOT / "docs" / "use" / "settings.md", ROOT / "docs" / "overview" / "overview.md")
LAYOUTS = ROOT / "docs" / "use" / "orders.md"
SCHEMA = ROOT / "docs" / "use" / "settings.schema.json"

Settings = dict[str, dict[str, Any]]


class Macros:
    """The project's macros by name, as macros that are nothing but data call each other."""

    def __getattr__(self, name: str) -> Any:
        """Return the macro as a function."""
        return lambda *arguments: macro_result(name, *arguments)


def macro_result(name: str, *arguments: Any) -> Any:
    """Return what one of the project's macros returns that is nothing but data."""
    (file,) = (ROOT / "macros").rglob(f"{name}.sql")
    returned: list[Any] = []
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    template = environment.from_string(
        file.read_text(encoding="utf-8"),
        globals={"return": returned.append, "omnichannel_rfm": Macros()},
    )
    getattr(template.module, name)(*arguments)
    return returned[0]


def settings() -> Settings:
    """Return what the macro `settings` returns: each var's kind, default, limits and meaning."""
    return macro_result("settings")


def literal(value: Any) -> str:
    """Return a default as YAML and Markdown show it: null, true, 5, text, "," or {}."""
    plain = isinstance(value, str) and re.fullmatch(r"[A-Za-z]\w*", value)
    return value if plain else json.dumps(value)


def project_vars(found: Settings) -> str:
    """Return the vars of dbt_project.yml, each under its meaning as a comment."""
    lines = []
    for name, setting in found.items():
        if "section" in setting:
            lines += [""] if lines else []
            lines.append(f"    # --- {setting['section'].replace('`', '')} ---")
        meaning = setting["meaning"].replace("`", "")
        lines += textwrap.wrap(meaning, 100, initial_indent="    # ", subsequent_indent="    # ")
        lines.append(f"    {name}: {literal(setting['default'])}")
    return "\n".join(lines)


def table(found: Settings) -> str:
    """Return a Markdown table of name, default and meaning."""
    rows = [
        f"| `{name}` | `{literal(setting['default'])}` | {setting['meaning']} |"
        for name, setting in found.items()
    ]
    return "\n".join(["| Var | Default | Meaning |", "|---|---|---|", *rows])


def layouts_table() -> str:
    """Return a Markdown table of the known layouts of both forms of input."""
    rows = [
        f"| `{name}` | {layout['about']} | {layout['source']} |"
        for form in ("customers", "orders")
        for name, layout in macro_result("input_layouts", form).items()
    ]
    return "\n".join(["| Layout | What it is | Documented in |", "|---|---|---|", *rows])


def schema_of(setting: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of one var's value."""
    text = {"type": "string", "minLength": 1}
    kind = setting["kind"]
    if kind == "whole_number":
        value = {"type": "integer", "minimum": setting["lowest"], "maximum": setting["highest"]}
    elif kind in ("choice", "choice_by_form"):
        choices = setting["choices"]
        value = {"enum": choices if kind == "choice" else sum(choices.values(), [])}
    else:
        value = {
            "flag": {"type": "boolean"},
            "share": {"type": "number", "minimum": 0, "maximum": setting.get("highest", 1)},
            "date": {"type": "string", "format": "date"},
            "character": {"type": "string", "minLength": 1, "maxLength": 1},
            "pattern": {"type": "string", "pattern": f"^({setting.get('pattern')})$"},
            "list": {"type": "array", "items": text},
            "formats": {"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]},
            "columns": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [{"type": "null"}, text, {"type": "array", "items": text}]
                },
            },
            "models": {"type": "object", "additionalProperties": text},
            "policies": {
                "type": "object",
                "additionalProperties": {"enum": ["count", "ignore", "negative", "refunded"]},
            },
        }.get(kind, text)
    if setting["default"] is None or setting.get("is_nullable"):
        value = {"anyOf": [{"type": "null"}, value]}
    return {"description": setting["meaning"], "default": setting["default"], **value}


def schema(found: Settings) -> str:
    """Return the JSON schema of a file of vars, as text."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vars of omnichannel-rfm",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: schema_of(setting) for name, setting in found.items()},
    }
    return json.dumps(whole, indent=2) + "\n"


def replaced(text: str, pattern: str, new: str) -> str:
    """Return the text with the one place that the pattern matches replaced."""
    text, count = re.subn(pattern, lambda _: new, text, flags=re.MULTILINE | re.DOTALL)
    assert count == 1, f"{count} places match {pattern}"
    return text


def written() -> dict[Path, str]:
    """Return every file that is written from the list, with what it has to hold."""
    found = settings()
    files = {SCHEMA: schema(found)}
    project = PROJECT.read_text(encoding="utf-8")
    block = f"vars:\n  omnichannel_rfm:\n{project_vars(found)}\n\nseeds:\n"
    files[PROJECT] = replaced(project, r"^vars:\n.*?^seeds:\n", block)
    for page in TABLES:
        text = page.read_text(encoding="utf-8")
        files[page] = replaced(text, r"^\| Var \| Default \|.*?(?=\n\n)", table(found))
    text = LAYOUTS.read_text(encoding="utf-8")
    files[LAYOUTS] = replaced(text, r"^\| Layout \|.*?(?=\n\n)", layouts_table())
    return files


if __name__ == "__main__":
    for path, content in written().items():
        path.write_text(content, encoding="utf-8")
