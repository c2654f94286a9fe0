"""A real browser on the real service: Chromium of this machine, driven by Playwright.

All its tests are of one group (``xdist_group``), so that one browser is started and one service for it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.visit import Visit, visiting
from tests.serving import clean_environment, free_port, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as ``cdshooks serve --demo`` serves it."""
    port, programs = free_port(), Path(sys.executable).parent
    command = [str(programs / "cdshooks"), "serve", "--demo", "--port", str(port)]
    folder = tmp_path_factory.mktemp("demo")
    # This checkout's own code, wherever the tests were started and whatever is installed.
    environment = clean_environment(programs) | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with serving(command, port, folder, environment) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: make system-packages installs one")
    with sync_playwright() as playwright:
        # Without a sandbox of its own: tests run as root in containers too, where it cannot be made. And
        # without a graphics card: to act as if there were one took a sixth of its time.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visitor in the light theme; at the end nothing may have gone wrong in the browser."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page
