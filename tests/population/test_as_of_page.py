"""The page about what was known when holds the same dates as the code."""

from __future__ import annotations

import re
from pathlib import Path

from cdshooks.population.known_since import KNOWN_SINCE

PAGE = Path(__file__).parents[2] / "docs" / "as-of.md"
ROW = re.compile(r"^\| (`[A-Z].*?) \| (`.*) \|$", re.MULTILINE)


def test_the_page_names_for_each_type_the_elements_in_their_order() -> None:
    told = {
        kind: tuple(re.findall(r"`([^`]+)`", elements))
        for kinds, elements in ROW.findall(PAGE.read_text(encoding="utf-8"))
        for kind in re.findall(r"`([^`]+)`", kinds)
    }

    assert told == dict(KNOWN_SINCE)
