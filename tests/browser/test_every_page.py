"""Every page: no fault that axe knows of, nothing from elsewhere, readable on a phone, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    "/",
    "/cards",
    "/cards?q=rituximab",
    "/cards/pjp-start",
    "/cards/rapidly-progressive-ild",
    "/workbench",
    "/workbench?sample=patients/rheumatoid-progressing",
    "/report/pjp-start?version=1.0.0",
    "/insights",
    "/insights?card=pjp-start",
    "/app",
)


DESK, PHONE = (1280, 720), (400, 800)
"""Width and height of a window, in pixels."""


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def visit_of_path(browser: Browser, address: str, path: str) -> Iterator[Visit]:
    """One visitor for all that is asked of one page: a window costs as much as half of its tests."""
    with visiting(browser, address) as visit:
        yield visit


def opened(visit: Visit, path: str, window: tuple[int, int], theme: Literal["light", "dark"]) -> Visit:
    """The page, asked for anew in a window of that size and theme."""
    visit.page.set_viewport_size({"width": window[0], "height": window[1]})
    visit.page.emulate_media(color_scheme=theme)
    visit.go(path)
    return visit


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit_of_path: Visit, path: str, theme: Literal["light", "dark"]) -> None:
    assert opened(visit_of_path, path, DESK, theme).violations() == []


def test_a_page_fits_a_phone(visit_of_path: Visit, path: str) -> None:
    assert opened(visit_of_path, path, PHONE, "light").stays_within()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_goes_astray_finds_a_page_like_the_others(browser: Browser, address: str, theme: str) -> None:
    with visiting(browser, address, color_scheme=theme, viewport={"width": 400, "height": 800}) as visit:
        answer = visit.page.goto(f"{address}/no/such/page")
        assert answer is not None
        assert answer.status == 404
        assert visit.violations() == []
        assert visit.stays_within()
        visit.complaints.clear()  # the browser notes the 404, which is meant
        visit.page.click("main a:has-text('Start')")
        assert visit.page.url == f"{address}/"


PAPER = 700
"""How wide a sheet of A4 is for a browser, in its own measure, less its margins."""


def test_on_paper_nothing_is_cut_off(visit: Visit) -> None:
    """On the screen a wide picture is moved under the window; a sheet of paper has no such."""
    page = visit.go("/workbench?sample=patients/rapidly-progressive")
    page.click("text=Draw this patient")
    page.locator("img.picture").wait_for(timeout=40_000)
    page.click(".resources button >> nth=0")
    page.locator("section.opened .now").wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    boxes = [one.bounding_box() for one in page.locator("img.picture, table, pre, input").all()]
    edges = [box["x"] + box["width"] for box in boxes if box is not None]
    assert edges
    assert max(edges) <= PAPER
    assert page.locator("button.go:visible, input[type=range]:visible").count() == 0
