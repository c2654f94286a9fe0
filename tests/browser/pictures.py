"""``python -m tests.browser.pictures``: the screenshots of README and documentation."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.fhir_test_server import fhir_test_server
from tests.serving import clean_environment, free_port, serving
from tests.smart.conftest import record
from tests.smart.serving import Ehr

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1000


def main() -> None:
    """Writes every picture below ``docs/images``."""
    port, programs = free_port(), Path(sys.executable).parent
    command = [str(programs / "cdshooks"), "serve", "--demo", "--port", str(port)]
    environment = clean_environment(programs) | {"PYTHONPATH": str(ROOT)}
    with (
        fhir_test_server() as fhir,
        tempfile.TemporaryDirectory() as folder,
        serving(command, port, Path(folder), environment | {"CDSHOOKS_FHIR_BASES": fhir.base}) as address,
        sync_playwright() as playwright,
    ):
        Ehr("", fhir).holds(record(), behind_token=False)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, device_scale_factor=1.5)
        draw(page, address)
        draw_app(page, address, fhir.base)
        browser.close()


def draw(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("article.card").first.screenshot(path=IMAGES / "card.png")
    page.goto(f"{address}/cards")
    page.screenshot(path=IMAGES / "cards.png")
    page.goto(f"{address}/workbench")
    page.screenshot(path=IMAGES / "workbench.png")
    page.click(
        ".outcomes tr:has-text('tmp-smx-renal-dose') button, .outcomes tr:has-text('pjp-consider') button"
    )
    page.locator("section.opened").first.wait_for()
    page.evaluate("window.scrollTo(0, document.querySelector('section.opened').offsetTop - 20)")
    page.screenshot(path=IMAGES / "why.png")
    page.goto(f"{address}/workbench?sample=patients/rapidly-progressive")
    page.click("text=Draw this patient")
    page.locator("img.picture").wait_for(timeout=60_000)
    page.locator("img.picture").screenshot(path=IMAGES / "timeline.png")


def draw_app(page: Page, address: str, base: str) -> None:
    """The SMART app, as the demo opens it for a server without a sign-in."""
    page.goto(f"{address}/app/launch?iss={base}")
    page.fill("#patient", "ild-1042")
    page.click("text=Open the record")
    page.locator("img.picture").wait_for(timeout=60_000)
    page.screenshot(path=IMAGES / "app.png")


if __name__ == "__main__":
    main()
