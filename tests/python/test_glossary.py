"""The glossary: every word is used where its link leads, in two languages, in order."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from pages import table

PAGE = ROOT / "docs" / "glossary.md"
ROWS = table(PAGE.read_text(encoding="utf-8"), "Term")


def test_terms_are_in_alphabetical_order() -> None:
    terms = [row[0].casefold() for row in ROWS]
    assert terms == sorted(set(terms))
    assert len(terms) >= 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_term_is_explained_in_both_languages_and_used_where_its_link_leads(
    row: list[str],
) -> None:
    term, turkish, meaning, turkish_meaning, link = row
    assert term and turkish
    assert meaning != turkish_meaning
    for sentence in (meaning, turkish_meaning):
        assert re.fullmatch(r"[^.]{15,}\.", sentence), "one sentence"
    spelling, path = re.fullmatch(r"\[(.+)\]\((.+)\)", link).groups()
    text = " ".join((PAGE.parent / path).read_text(encoding="utf-8").casefold().split())
    assert re.search(rf"\b{re.escape(spelling.casefold())}", text), f"{path} lacks {spelling}"
