"""The one list of vars: what is written from it is up to date, and what it refuses it explains."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
import yaml
from conftest import ROOT

import write_settings

# Values that are of no var's kind, with words of the advice.
WRONG = {
    "text": ("", "a text that is not empty"),
    "formats": ([], "a date format"),
    "flag": ("yes", "true or false"),
    "whole_number": (1.5, "a whole number from"),
    "share": (-0.1, "a number from 0 to"),
    "date": ("2021-02-29", "no such day"),
    "character": (";;", "one character"),
    "pattern": ("3 hours", "+03:00"),
    "choice": ("other", "one of"),
    "choice_by_form": ("other", "one of order_channel"),
    "layout": ("other", "use one of"),
    "list": ("one", "a list"),
    "columns": ({"shoe_size": "x"}, "not one of our fields"),
    "models": ({"shoes": "x"}, "not one of our seeds"),
    "policies": ({"paid": "maybe"}, "to one of count, ignore"),
}


@pytest.mark.parametrize("path", write_settings.written(), ids=lambda path: path.name)
def test_what_names_the_vars_is_written_from_their_list(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert written == write_settings.written()[path], "run: python scripts/write_settings.py"


def test_the_project_file_gives_each_var_its_default() -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    found = write_settings.settings()
    defaults = {name: setting["default"] for name, setting in found.items()}
    assert project["vars"]["omnichannel_rfm"] == defaults
    assert all(setting["meaning"].endswith(".") for setting in found.values())
    assert {setting["kind"] for setting in found.values()} == {*WRONG}


class Returned(BaseException):
    """Carries what a macro hands to dbt's `return`."""


class Macros:
    """The project's macros by name, called as dbt calls them but without its start."""

    def __getattr__(self, name: str) -> Any:
        (file,) = (ROOT / "macros").rglob(f"{name}.sql")

        def returned(value: Any) -> None:
            raise Returned(value)

        environment = jinja2.Environment(extensions=["jinja2.ext.do"])
        names = {
            **{"return": returned, "omnichannel_rfm": self, "modules": SimpleNamespace(re=re)},
            "var": lambda name, default=None: default,
        }
        template = environment.from_string(file.read_text(encoding="utf-8"), globals=names)

        def call(*arguments: Any) -> Any:
            try:
                return getattr(template.module, name)(*arguments)
            except Returned as answer:
                return answer.args[0]

        return call


def test_a_wrong_value_is_refused_with_what_to_write() -> None:
    """One value of each kind, and each whole number and share at and beyond its limits."""
    advice = Macros().setting_advice
    for setting in write_settings.settings().values():
        wrong, words = WRONG[setting["kind"]]
        assert words in advice(setting, wrong), setting
        if setting["default"] is not None:
            assert advice(setting, setting["default"]) == "", setting
        if setting["kind"] == "whole_number":
            for limit, beyond in ((setting["lowest"], -1), (setting["highest"], 1)):
                assert advice(setting, limit) == ""
                assert f"to {setting['highest']}" in advice(setting, limit + beyond)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("scoring_methode", "scoring_method"), ("order_file", "orders_file"), ("shoe_size", None)],
)
def test_a_wrong_name_is_refused_with_the_one_meant(name: str, meant: str | None) -> None:
    message = Macros().no_such_setting(name)
    assert f"There is no var '{name}'" in message
    assert (f"Did you mean {meant}?" in message) if meant else ("Did you mean" not in message)
