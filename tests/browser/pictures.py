"""``python -m tests.browser.pictures``: the pictures of the pages, for README and documentation.

The test run draws them too, into a folder of its own, so that none shows what the pages no longer are.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import requests
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.fhir_test_server import fhir_test_server
from tests.serving import clean_environment, free_port, serving
from tests.smart.conftest import record
from tests.smart.serving import Ehr

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1000
SHOWN, ACCEPTED = 40, 23
"""How often a card is shown before insights are drawn, and how often what it proposes is taken."""


def main() -> None:
    """Writes every picture below ``docs/images``."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        drawn(browser, IMAGES)
        browser.close()


def drawn(browser: Browser, folder: Path) -> None:
    """Each page as a picture in the folder, of a demo service that runs meanwhile."""
    with _demo() as (address, fhir_base):
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, device_scale_factor=1.5)
        _draw_pages(page, address, folder)
        _draw_workbench(page, address, folder)
        _draw_app(page, address, fhir_base, folder)
        _use(address)
        _draw_records(page, address, folder)
        page.close()


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    """The addresses of a demo service and of a FHIR server with one patient."""
    port, programs = free_port(), Path(sys.executable).parent
    command = [str(programs / "cdshooks"), "serve", "--demo", "--port", str(port)]
    environment = clean_environment(programs) | {"PYTHONPATH": str(ROOT)}
    with fhir_test_server() as fhir, tempfile.TemporaryDirectory() as folder:
        Ehr("", fhir).holds(record(), behind_token=False)
        environment |= {"CDSHOOKS_FHIR_BASES": fhir.base}
        with serving(command, port, Path(folder), environment) as address:
            yield address, fhir.base


def _draw_pages(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}/")
    page.screenshot(path=folder / "home.png")
    page.locator("article.card").first.screenshot(path=folder / "card.png")
    page.goto(f"{address}/cards")
    page.screenshot(path=folder / "cards.png")
    page.goto(f"{address}/cards/pjp-start")
    page.screenshot(path=folder / "sheet.png")
    page.goto(f"{address}/no/such/page")
    page.set_viewport_size({"width": WIDTH, "height": 400})
    page.screenshot(path=folder / "refused.png")
    page.set_viewport_size({"width": WIDTH, "height": 1000})


def _draw_workbench(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}/workbench")
    page.screenshot(path=folder / "workbench.png")
    page.click(
        ".outcomes tr:has-text('tmp-smx-renal-dose') button, .outcomes tr:has-text('pjp-consider') button"
    )
    page.locator("section.opened").first.wait_for()
    page.evaluate("window.scrollTo(0, document.querySelector('section.opened').offsetTop - 20)")
    page.screenshot(path=folder / "why.png")
    page.goto(f"{address}/workbench?sample=patients/rapidly-progressive")
    page.click("text=Draw this patient")
    page.locator("img.picture").wait_for(timeout=60_000)
    page.locator("img.picture").screenshot(path=folder / "timeline.png")


def _draw_app(page: Page, address: str, base: str, folder: Path) -> None:
    """The SMART app, as the demo opens it for a server without a sign-in."""
    page.goto(f"{address}/app/launch?iss={base}")
    page.fill("#patient", "ild-1042")
    page.click("text=Open the record")
    page.locator("img.picture").wait_for(timeout=60_000)
    page.screenshot(path=folder / "app.png")


def _use(address: str) -> None:
    """Shows a card many times, and says what became of it: else insights have nothing to tell."""
    sample = ROOT / "sample_bundles" / "pjp-start" / "prednisone-drafted-sulfonamide-allergy" / "request.json"
    service = f"{address}/cds-services/ild-order-select"
    cards = [_post(service, orjson.loads(sample.read_bytes()))["cards"][0] for _ in range(SHOWN)]
    for number, card in enumerate(cards):
        told: dict[str, Any] = {"card": card["uuid"], "outcomeTimestamp": "2026-01-15T10:00:00Z"}
        if number < ACCEPTED:
            told |= {"outcome": "accepted", "acceptedSuggestions": [{"id": card["suggestions"][0]["uuid"]}]}
        else:
            told |= {"outcome": "overridden", "overrideReason": {"reason": card["overrideReasons"][0]}}
        _post(f"{service}/feedback", {"feedback": [told]})


def _post(address: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = requests.post(address, json=body, timeout=10)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


def _draw_records(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}/report/pjp-start")
    page.screenshot(path=folder / "report.png")
    page.goto(f"{address}/insights")
    page.screenshot(path=folder / "insights.png")


if __name__ == "__main__":
    main()
