"""Every page: no fault that axe knows of, nothing from elsewhere, readable on a phone, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import visiting

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
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, theme: str) -> None:
    with visiting(browser, address, color_scheme=theme) as visit:
        visit.go(path)
        assert visit.violations() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(browser: Browser, address: str, path: str) -> None:
    with visiting(browser, address, viewport={"width": 400, "height": 800}) as visit:
        visit.go(path)
        assert visit.stays_within()
