"""The SMART app in a browser: from the EHR to the chart and back out, and what it leaves behind: nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_workbench import tab_to
from tests.browser.visit import Visit, visiting
from tests.serving import Started, clean_environment, free_port, started
from tests.smart.conftest import CLIENT_ID, KEY, SESSION_KEY, SITE, record
from tests.smart.serving import Ehr, ehr_running
from tests.web.signing import jwks

pytestmark = pytest.mark.xdist_group("browser")

CARD = '{"card":"pjp-start","hook":"order-select"}'
FAMILY = "Canaryfamily"
"""The name of the patient of these tests: it stands nowhere but on the page."""
FIRST_PICTURE = 40_000
"""Milliseconds: the first picture of all waits for the process that draws."""


@dataclass
class Hospital:
    """An EHR, and the service that is registered with it."""

    ehr: Ehr
    service: Started
    folder: Path

    def launch(self, app_context: str | None = CARD) -> str:
        """The address that the EHR opens for a card's link."""
        asked = {"iss": self.ehr.fhir.base, "launch": self.ehr.opens("ild-1042", app_context)}
        return f"/app/launch?{urlencode(asked)}"


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    folder, port, programs = tmp_path_factory.mktemp("hospital"), free_port(), Path(sys.executable).parent
    with ehr_running() as ehr:
        resources = record()
        patient = next(one for one in resources if one["resourceType"] == "Patient")
        patient["name"] = [{"given": ["Ann"], "family": FAMILY}]
        ehr.describes_itself()
        ehr.holds(resources)
        known = {"secret": None, "redirect_uris": [f"http://127.0.0.1:{port}/app/callback"]}
        ehr.set_up(fhir=ehr.fhir.base, clients={CLIENT_ID: known}, patients=["ild-1042"])
        folder.joinpath("keys.json").write_text(json.dumps(jwks(KEY)))
        folder.joinpath("site.toml").write_text(SITE.format(base=ehr.fhir.base))
        environment = clean_environment(programs) | {
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "CDSHOOKS_SITE_FILE": str(folder / "site.toml"),
            "CDSHOOKS_SESSION_KEY": SESSION_KEY,
        }
        command = [sys.executable, "-m", "cdshooks.cli", "serve", "--port", str(port)]
        with started(command, port, folder, environment) as service:
            yield Hospital(ehr, service, folder)


@pytest.fixture
def at_ehr(browser: Browser, hospital: Hospital) -> Iterator[Visit]:
    """A visitor who may also be at the sign-in page of the EHR, and nowhere else."""
    with visiting(browser, hospital.service.address, also=(hospital.ehr.address,)) as visit:
        yield visit


def opened(visit: Visit, hospital: Hospital, app_context: str | None = CARD) -> Page:
    """Through launch and consent to the chart."""
    page = visit.go(hospital.launch(app_context))
    page.set_default_timeout(FIRST_PICTURE)
    page.click("button:has-text('Allow')")
    expect(page.locator("#patient-name")).to_contain_text(FAMILY, timeout=FIRST_PICTURE)
    return page


def test_from_the_card_through_consent_to_the_chart(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    expect(page.locator("section.chosen .said")).to_contain_text("PJP")
    expect(page.locator("section.chosen #card-pjp-start")).to_contain_text("It speaks if")
    expect(page.locator("img.picture")).to_be_visible(timeout=40_000)
    assert page.evaluate("document.querySelector('img.picture').naturalWidth") > 300
    assert "code=" not in page.url
    assert "ild-1042" not in page.url


def test_without_the_ehr_it_is_one_click_and_a_choice_of_patient(at_ehr: Visit, hospital: Hospital) -> None:
    page = at_ehr.go("/app")
    page.click(f"text={hospital.ehr.fhir.base}")
    page.select_option("select[name=patient]", "ild-1042")
    page.click("button:has-text('Allow')")
    expect(page.locator("#patient-name")).to_contain_text(FAMILY, timeout=FIRST_PICTURE)
    expect(page.locator("section.chosen")).to_have_count(0)


def test_a_card_and_its_evidence_are_unfolded_without_a_script(browser: Browser, hospital: Hospital) -> None:
    address = hospital.service.address
    with visiting(browser, address, also=(hospital.ehr.address,), java_script_enabled=False) as visit:
        page = opened(visit, hospital, None)
        page.click(".outcomes tr:has-text('pjp-start') button")
        expect(page.locator("#card-pjp-start")).to_be_in_viewport()
        page.locator("#card-pjp-start .evidence button").first.click()
        expect(page.locator("#opened-resources pre")).to_contain_text("resourceType")


def test_a_draft_is_saved_as_fhir(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    page.locator("section.chosen summary:has-text('Draft order')").first.click()
    with page.expect_download() as waiting:
        page.locator("section.chosen button:has-text('Save as FHIR JSON')").first.click()
    assert waiting.value.suggested_filename == "draft-order.json"
    order = json.loads(Path(waiting.value.path()).read_text())
    assert order["resourceType"] == "MedicationRequest"


def test_by_keyboard_alone(at_ehr: Visit, hospital: Hospital) -> None:
    """From the EHR's link to a card unfolded and the chart closed, without a mouse."""
    page = at_ehr.go(hospital.launch())
    tab_to(page, "Allow")
    page.keyboard.press("Enter")
    expect(page.locator("#patient-name")).to_contain_text(FAMILY, timeout=FIRST_PICTURE)
    tab_to(page, "PJP prophylaxis: consider")
    page.keyboard.press("Enter")
    expect(page.locator("#card-pjp-consider")).to_be_in_viewport()
    page.keyboard.press("Home")
    page.locator("body").focus()
    tab_to(page, "Close this chart")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The chart is closed")


def test_closed_is_closed(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    chart = page.url
    assert [one for one in page.context.cookies(chart) if one["name"].startswith("cdshooks_app")]
    page.click("button:has-text('Close this chart')")
    expect(page.get_by_role("status")).to_contain_text("The chart is closed")
    assert page.context.cookies(chart) == []
    assert page.goto(chart).status == 401  # type: ignore[union-attr]
    expect(page.get_by_role("alert")).to_contain_text("Open the app again")
    at_ehr.complaints.clear()  # the browser notes the 401, which is meant


def test_denied_is_told(at_ehr: Visit, hospital: Hospital) -> None:
    page = at_ehr.go(hospital.launch())
    page.click("button:has-text('Deny')")
    expect(page.get_by_role("alert")).to_contain_text("Access to the record was not granted")
    assert at_ehr.violations() == []
    at_ehr.complaints.clear()  # the browser notes the 403, which is meant


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, hospital: Hospital, theme: str) -> None:
    with visiting(
        browser, hospital.service.address, also=(hospital.ehr.address,), color_scheme=theme
    ) as visit:
        page = visit.go("/app")
        assert visit.violations() == []
        page = opened(visit, hospital)
        for one in page.locator("summary:has-text('Draft order')").all():
            one.click()
        assert visit.violations() == []


def test_it_fits_a_phone(browser: Browser, hospital: Hospital) -> None:
    phone = {"width": 400, "height": 800}
    with visiting(browser, hospital.service.address, also=(hospital.ehr.address,), viewport=phone) as visit:
        opened(visit, hospital)
        assert visit.stays_within()
        visit.page.locator(".evidence button").first.click()
        visit.page.locator("#opened-resources pre").wait_for()
        assert visit.stays_within()


def test_on_paper_it_is_whole(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    page.emulate_media(media="print")
    expect(page.locator("#patient-name")).to_be_visible()
    expect(page.locator("section.chosen .said")).to_be_visible()
    expect(page.locator("button:has-text('Close this chart')")).to_be_hidden()


def test_a_page_without_its_picture_is_small(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    page.locator("#timeline button:has-text('fold up')").click()
    expect(page.locator("img.picture")).to_have_count(0)
    assert len(page.content().encode()) < 100_000


def test_two_charts_at_once_stay_apart(at_ehr: Visit, hospital: Hospital) -> None:
    page = opened(at_ehr, hospital)
    first = page.url
    other = page.context.new_page()
    other.goto(f"{hospital.service.address}{hospital.launch(None)}")
    other.click("button:has-text('Allow')")
    expect(other.locator("#patient-name")).to_contain_text(FAMILY, timeout=FIRST_PICTURE)
    assert other.url != first
    page.reload()
    expect(page.locator("section.chosen")).to_have_count(1)


def test_nothing_is_left_behind(at_ehr: Visit, hospital: Hospital) -> None:
    """Neither token, launch nor anything of the patient is in log, metrics, addresses, database, nor in
    what the browser keeps where a page could read it."""
    page = opened(at_ehr, hospital)
    page.click(".outcomes tr:has-text('pjp-consider') button")
    page.locator("#card-pjp-consider").wait_for()
    page.locator(".evidence button").first.click()
    page.locator("#opened-resources pre").wait_for()
    told = hospital.ehr.told()
    secrets = [*told["tokens"], *(one["launch"] for one in told["asked"] if "launch" in one)]
    assert secrets
    canaries = [*secrets, FAMILY, "ild-1042", "token-canary"]
    kept = {
        "log": hospital.service.log.read_bytes(),
        "metrics": requests.get(f"{hospital.service.address}/metrics", timeout=5).content,
        "cookies": json.dumps(page.context.cookies()).encode(),
        "storage": page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])").encode(),
    }
    for file in hospital.folder.glob("cdshooks.sqlite3*"):
        kept[file.name] = file.read_bytes()
    assert any(name.startswith("cdshooks.sqlite3") for name in kept)
    ours = [one for one in at_ehr.asked if one.startswith(hospital.service.address)]
    # The launch id comes to us in an address of the EHR's own making, and the code goes on at once.
    kept["addresses"] = " ".join(one for one in ours if "/app/launch?" not in one).encode()
    found = [(where, one) for where, held in kept.items() for one in canaries if one.encode() in held]
    assert found == []
    assert b'"client":"main"' in kept["log"]
