"""Reporting a card in a browser: from its page to the word of thanks, by keyboard alone, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.xdist_group("browser")


def test_by_keyboard_alone_from_the_card_to_the_thanks(visit: Visit) -> None:
    page = visit.go("/cards/pjp-start")
    page.get_by_role("link", name="Report this card").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/pjp-start*")
    page.get_by_label("Shown too often").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Three times on one ward round.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert visit.violations() == []
    expect(visit.go("/cards/pjp-start").locator(".reported").first).to_contain_text("Three times")
    assert visit.violations() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_that_name_somebody_come_back_to_be_mended(browser: Browser, address: str, theme: str) -> None:
    with visiting(browser, address, color_scheme=theme, java_script_enabled=False) as visit:
        page = visit.go("/report/pjp-consider")
        page.get_by_label("Something else").check()
        page.get_by_label("In your words").fill("Wrong for Mrs. Example")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("person's name")
        expect(page.get_by_label("In your words")).to_have_value("Wrong for Mrs. Example")
        visit.complaints.clear()  # the browser notes the 400, which is meant
        page.get_by_label("In your words").fill("Wrong beside rituximab")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("status")).to_contain_text("Thank you")
