"""The workbench in a browser: by mouse, by keyboard alone, and without its script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.xdist_group("browser")

START = "Start PJP prophylaxis"


def test_the_first_card_is_two_clicks_from_the_first_page(visit: Visit) -> None:
    page = visit.go("/")
    expect(page.locator(".said").first).to_contain_text(START)
    page.click("text=Open it on the workbench")
    expect(page.locator(".said").first).to_contain_text(START)


def test_a_smaller_dose_quiets_the_card_and_back_again(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click(".resources button:has-text('MedicationRequest/draft-prednisone')")
    dose = page.locator("#resource-MedicationRequest-draft-prednisone input[type=number]").first
    dose.fill("0.25")
    expect(page.locator(".said", has_text=START)).to_have_count(0)
    page.click("text=put back")
    expect(page.locator(".said", has_text=START)).to_have_count(1)


def test_a_card_is_unfolded_with_its_evidence_and_each_leads_on(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click(
        ".outcomes tr:has-text('tmp-smx-allergy') button, .outcomes tr:has-text('pjp-consider') button"
    )
    opened = page.locator("section.opened").first
    expect(opened).to_contain_text("It speaks if")
    assert visit.violations() == []
    opened.locator(".evidence button").first.click()
    expect(page.locator("section.opened", has_text="As JSON")).to_have_count(1)
    assert visit.violations() == []


def test_accepting_the_suggestion_quiets_the_card(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click("button.recommended")
    expect(page.locator(".said", has_text=START)).to_have_count(0)
    page.click("text=give back")
    expect(page.locator(".said", has_text=START)).to_have_count(1)


def test_by_keyboard_alone(visit: Visit) -> None:
    """From the skip link to an unfolded card, without a mouse."""
    page = visit.go("/workbench")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Judge")
    page.keyboard.press("Enter")
    expect(page.locator(".said").first).to_contain_text(START)
    tab_to(page, "PJP prophylaxis: consider")
    page.keyboard.press("Enter")
    expect(page.locator("#card-pjp-consider")).to_be_focused()
    tab_to(page, "fold up")
    page.keyboard.press("Enter")
    expect(page.locator("#card-pjp-consider")).to_have_count(0)


def test_a_trial_is_saved_as_a_file(visit: Visit) -> None:
    page = visit.go("/workbench")
    with page.expect_download() as waiting:
        page.click("text=Save as a file")
    assert waiting.value.suggested_filename == "request.json"
    assert "patient" not in page.url
    assert "?" not in page.url


@pytest.mark.parametrize("script", [True, False])
def test_it_works_with_and_without_its_script(browser: Browser, address: str, script: bool) -> None:
    with visiting(browser, address, java_script_enabled=script) as visit:
        page = visit.go("/workbench")
        page.click(".outcomes tr:has-text('pjp-consider') button")
        page.locator("#card-pjp-consider").wait_for()
        page.locator("#today").fill("2026-06-01")
        page.click("button.go:has-text('Judge') >> nth=0")
        expect(page.locator("#cards-title")).to_contain_text("2026-06-01")


def test_a_wrong_paste_is_named_and_can_be_mended(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click("summary:has-text('Paste or upload')")
    page.fill("#text", "{")
    page.click("button.go >> nth=0")
    expect(page.get_by_role("alert")).to_contain_text("not JSON")
    visit.complaints.clear()  # the browser notes the 400, which is meant
    page.fill("#text", "")
    page.click("button.go >> nth=0")
    expect(page.get_by_role("alert")).to_have_count(0)


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until what has the focus says the words."""
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.tagName, document.activeElement.textContent || '']")
        if at[0] in ("BUTTON", "A") and words in at[1]:
            return
    raise AssertionError(f"Tab never reaches {words}")


def test_the_timeline_is_drawn_and_told_in_words(visit: Visit) -> None:
    page = visit.go("/workbench?sample=patients/rheumatoid-progressing")
    page.click("text=Draw this patient")
    expect(page.locator("img.picture")).to_be_visible(timeout=40_000)
    assert page.evaluate("document.querySelector('img.picture').naturalWidth") > 300
    expect(page.locator("#timeline")).to_contain_text("The same in words")
    assert visit.violations() == []


DRAFT = "#resource-MedicationRequest-draft-prednisone"


def test_the_dose_is_dragged_and_the_answer_follows(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click(".resources button:has-text('MedicationRequest/draft-prednisone')")
    slider = page.locator(f"{DRAFT} input[type=range]").first
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, middle, steps=4)
    expect(page.locator(".said", has_text=START)).to_have_count(0)
    # The hand is still on it, and the card comes back when the dose does.
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    expect(page.locator(".said", has_text=START)).to_have_count(1)
    page.mouse.up()
    assert float(page.locator(f"{DRAFT} input[type=number]").first.input_value()) > 1
    assert visit.violations() == []


def test_a_dose_that_is_being_typed_is_waited_for(visit: Visit) -> None:
    """Between two numbers the field is empty: what is under the hands stays."""
    page = visit.go("/workbench")
    page.click(".resources button:has-text('MedicationRequest/draft-prednisone')")
    dose = page.locator(f"{DRAFT} input[type=number]").first
    dose.fill("")
    page.wait_for_timeout(600)
    dose.press_sequentially("10")
    expect(page.locator(".said", has_text=START)).to_have_count(0)
    expect(page.locator(f"{DRAFT} .now")).to_contain_text("no card is shown")
    expect(dose).to_be_focused()


def test_the_dose_is_slid_by_keyboard_and_the_number_follows(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click(".resources button:has-text('MedicationRequest/draft-prednisone')")
    slider = page.locator(f"{DRAFT} input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".said", has_text=START)).to_have_count(0)
    expect(slider).to_be_focused()
    assert page.locator(f"{DRAFT} input[type=number]").first.input_value() == "0"


def test_without_script_there_is_no_slider_and_the_number_does(browser: Browser, address: str) -> None:
    with visiting(browser, address, java_script_enabled=False) as visit:
        page = visit.go("/workbench")
        page.click(".resources button:has-text('MedicationRequest/draft-prednisone')")
        page.locator(f"{DRAFT} input[type=number]").first.fill("0.25")
        page.click("text=Judge with these values")
        assert page.locator("input[type=range]").count() == 0
        expect(page.locator(".said", has_text=START)).to_have_count(0)


def test_request_and_answer_stand_beside_each_other_with_their_time(visit: Visit) -> None:
    page = visit.go("/workbench")
    page.click("text=Show both as JSON")
    expect(page.get_by_label("The request as JSON")).to_contain_text('"hookInstance"')
    expect(page.get_by_label("The answer as JSON")).to_contain_text('"summary"')
    expect(page.locator("#answer")).to_contain_text(" ms")
    assert visit.violations() == []
    assert visit.stays_within()


def test_on_a_phone_the_outcomes_stand_below_each_other(browser: Browser, address: str) -> None:
    """A column that is moved into the window by hand is a column that is not read."""
    with visiting(browser, address, viewport={"width": 400, "height": 800}) as visit:
        page = visit.go("/workbench?sample=patients/rapidly-progressive")
        region = page.get_by_role("region", name="Outcomes")
        assert region.evaluate("one => one.scrollWidth <= one.clientWidth")
        assert region.get_by_role("row").count() > 10
        assert region.get_by_role("columnheader").count() == 3
        assert visit.violations() == []
