"""The pictures of the documentation, drawn anew from the pages as they are now."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pictures import IMAGES, ROOT, drawn

pytestmark = pytest.mark.xdist_group("browser")

NEARLY_WHITE = 12_000
"""Bytes of a picture on which there is next to nothing."""


def width_and_height(picture: Path) -> tuple[int, int]:
    """Of a PNG, by its first chunk, in pixels."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def test_every_page_is_drawn_as_the_documentation_shows_it(browser: Browser, tmp_path: Path) -> None:
    drawn(browser, tmp_path)
    shown = {path.name: path for path in IMAGES.glob("*.png")}
    now = {path.name: path for path in tmp_path.glob("*.png")}
    assert set(shown) == set(now)
    for name, picture in now.items():
        assert picture.stat().st_size > NEARLY_WHITE, name
        if name != "timeline.png":  # as wide as its patient's years are long
            assert abs(width_and_height(picture)[0] - width_and_height(shown[name])[0]) <= 2, name


def test_the_documentation_shows_every_picture() -> None:
    shown = set(re.findall(r"\]\(images/([a-z]+\.png)\)", (ROOT / "docs" / "pages.md").read_text()))
    assert shown == {path.name for path in IMAGES.glob("*.png")}
