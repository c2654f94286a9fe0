"""The clinical side as a whole: selections, site files, sign-off, broken cards."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cdshooks.errors import SettingsError
from cdshooks.publish.sheet import sheet_of
from cdshooks.rules.findings import Outcome
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from cdshooks.site_tables import site_of
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import (
    MYCOPHENOLATE,
    TODAY,
    condition,
    creatinine,
    day,
    draft,
    ild,
    order,
    ordered_test,
    potassium,
    steroid,
    steroid_draft,
    weight,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, card_in, engine, tell

STEROID_FOR_ILD = Story(
    "pjp-start",
    "a steroid is ordered",
    SELECT,
    "warning",
    record=(ild(),),
    drafts=(steroid_draft(days=60), draft("met", "6809", "metformin", dose=500)),
)


def told(body: dict[str, Any]) -> dict[str, Any]:
    return engine().answer(HookRequest.model_validate(body), today=TODAY)


@pytest.mark.parametrize(
    ("selections", "speaks"),
    [
        (["MedicationRequest/gc"], True),
        (["gc"], True),
        (["https://ehr.example.org/r4/MedicationRequest/gc/_history/2"], True),
        (["urn:uuid:11111111-1111-4111-8111-111111111111"], True),
        (["MedicationRequest/met"], False),
        (["MedicationRequest/unheard-of"], True),
        ([], True),
    ],
)
def test_order_select_speaks_about_the_selected_drafts(selections: list[str], speaks: bool) -> None:
    body = STEROID_FOR_ILD.body()
    body["context"]["selections"] = selections
    body["context"]["draftOrders"]["entry"][0]["fullUrl"] = "urn:uuid:11111111-1111-4111-8111-111111111111"
    assert (card_in(told(body), "pjp-start") is not None) is speaks


def test_order_sign_speaks_about_every_draft_whatever_is_selected() -> None:
    body = {**STEROID_FOR_ILD.body(), "hook": SIGN}
    body["context"]["selections"] = ["MedicationRequest/met"]
    assert card_in(told(body), "pjp-start") is not None


def site(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "site.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_site_sets_its_own_numbers(tmp_path: Path) -> None:
    path = site(tmp_path, "[policy]\npjp.steroid_mg_per_day = 25\n")
    own = build_engine(Settings(demo=True, site_file=path))
    story = Story("pjp-start", "20 mg", VIEW, "warning", record=(ild(), steroid(start=-19, until=8)))
    assert card_in(tell(story)[1], "pjp-start") is not None
    assert card_in(own.answer(story.request(), today=TODAY), "pjp-start") is None


def test_a_card_says_the_numbers_of_the_site_and_no_default(tmp_path: Path) -> None:
    path = site(tmp_path, "[policy]\npjp.potassium_high = 5.4\nkidney.creatinine_days = 60\n")
    own = build_engine(Settings(demo=True, site_file=path))
    story = Story(
        "pjp-start",
        "K 5.5",
        VIEW,
        "warning",
        record=(ild(), steroid(start=-19, until=8), creatinine(), weight(), potassium(5.5)),
    )
    card = card_in(own.answer(story.request(), today=TODAY), "pjp-start")
    assert card is not None
    assert "passed over, potassium above 5.0 mmol/L (here 5.4 mmol/L)" in card["detail"]
    assert "pjp.potassium_high 5.4 mmol/L (default 5.0)" in card["detail"]
    assert "adult: age 50" in card["detail"]
    plain = card_in(tell(story)[1], "pjp-start")
    assert plain is not None
    assert "(here" not in plain["detail"]
    assert "by this site" not in plain["detail"]
    words = {one.words for one in own.plan.card("tmp-smx-hyperkalaemia").when.walk()}
    assert "potassium (within 30 days) above 5.4 mmol/L" in words
    assert "potassium (within 30 days) above 5.0 mmol/L" not in words


def labels(answer: dict[str, Any]) -> list[str]:
    """What every card of an answer offers."""
    return [one["label"] for card in answer["cards"] for one in card.get("suggestions", ())]


def test_a_cross_taper_ends_by_the_number_of_the_site_and_is_quiet_then(tmp_path: Path) -> None:
    path = site(tmp_path, "[policy]\norders.cross_taper_days = 7\n")
    own = build_engine(Settings(demo=True, site_file=path))
    azathioprine = order("aza", "1256", "azathioprine", dose=100, start=-400)
    new = (draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),)
    story = Story("duplicate-immunosuppression", "both", SIGN, "warning", record=(azathioprine,), drafts=new)
    answer = own.answer(story.request(), today=TODAY)
    [words] = [one for one in labels(answer) if one.startswith("End the older order after a cross-taper")]
    assert words.endswith(f"last day {day(7)}")
    ending = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "boundsPeriod": {"end": day(7)}}}
    azathioprine["dosageInstruction"][0]["timing"] = ending
    again = own.answer(replace(story, record=(azathioprine,)).request(), today=TODAY)
    assert card_in(again, "duplicate-immunosuppression") is None


@pytest.mark.parametrize(("authored", "asked_again"), [(-45, False), (-61, True)])
def test_a_test_is_asked_for_again_by_the_number_of_the_site(
    tmp_path: Path, authored: int, asked_again: bool
) -> None:
    own = build_engine(Settings(demo=True, site_file=site(tmp_path, "[policy]\nrequests.open_days = 60\n")))
    drafted = (draft("dapsone", "3108", "dapsone", dose=100, per=(1, 1, "d")),)
    held = (ordered_test("g6pd", "32546-4", authored=authored),)
    story = Story("dapsone-g6pd", "asked for", SIGN, "warning", record=held, drafts=drafted)
    offered = labels(own.answer(story.request(), today=TODAY))
    assert any("G6PD activity" in one for one in offered) is asked_again


def test_the_sheet_of_a_card_holds_both_the_default_and_the_number_of_the_site(tmp_path: Path) -> None:
    own = build_engine(Settings(demo=True, site_file=site(tmp_path, "[policy]\npjp.potassium_high = 5.4\n")))
    sheet = sheet_of(own.plan.card("tmp-smx-hyperkalaemia"), own.plan)
    number = next(one for one in sheet.numbers if one.name == "pjp.potassium_high")
    assert (number.default, number.here) == ("5", "5.4")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[policy]\n\npjp.steroid_mg_per_day = 500\n",
            "site.toml:3: policy.pjp.steroid_mg_per_day: "
            "500 is outside 10..30 mg prednisone-equivalent a day",
        ),
        (
            "[policy]\npjp.steroid_days = 20.5\n",
            "site.toml:2: policy.pjp.steroid_days: 20.5 is not a whole number (days)",
        ),
        (
            "[policy.ige]\nrepeated_results = 2.5\n",
            "site.toml:2: policy.ige.repeated_results: 2.5 is not a whole number (days with a result)",
        ),
        (
            "[policy.vaccines]\ninfluenza_season_from = 931\n",
            "site.toml:2: policy.vaccines.influenza_season_from: 931 is no day of the year",
        ),
        ("[policy.pjp]\nsteroids = 20\n", "site.toml:2: policy.pjp.steroids: there is no such number"),
        ('[codes]\nobs_potasium = ["s|K"]\n', "site.toml:2: codes.obs_potasium: there is no such list"),
        (
            '[codes]\nobs_potassium = ["http://loinc.org|2160-0"]\n',
            "site.toml:2: codes.obs_potassium: http://loinc.org|2160-0 is a code of obs_creatinine, "
            "which has none in common with obs_potassium",
        ),
        ('[cards]\npjp-begin = "off"\n', "site.toml:2: cards.pjp-begin: there is no such card"),
        (
            "[cards]\nsnooze_days = 30\n",
            "site.toml:2: cards.snooze_days: only on, silent and off are known; a number stands in [policy]",
        ),
    ],
)
def test_what_a_site_cannot_choose_stops_the_start(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        build_engine(Settings(demo=True, site_file=site(tmp_path, text)))
    assert str(wrong.value) == problem


@pytest.mark.parametrize(
    "codes",
    [
        'obs_potassium = ["http://loinc.org|2823-3"]',
        'obs_tpmt = ["http://loinc.org|93193-1"]',
        'obs_g6pd_qualitative = ["urn:oid:1.2.3|G"]\nobs_g6pd_quantitative = ["urn:oid:1.2.3|G"]',
        'cond_malignancy_excl_nmsc = ["http://snomed.info/sct|51615001"]',
    ],
    ids=["known already", "lists that have codes in common", "a code of the site", "diagnoses"],
)
def test_a_code_may_stand_in_lists_that_do_not_exclude_each_other(tmp_path: Path, codes: str) -> None:
    build_engine(Settings(demo=True, site_file=site(tmp_path, f"[codes]\n{codes}\n")))


def test_a_site_names_its_own_code_for_a_known_set(tmp_path: Path) -> None:
    path = site(tmp_path, '[codes]\ncond_ild_all = ["urn:oid:1.2.3|ILD1"]\n')
    own = build_engine(Settings(demo=True, site_file=path))
    local = condition("ild", "ILD1", "our word for it", system="urn:oid:1.2.3")
    story = Story("pjp-start", "local", VIEW, "warning", record=(local, steroid(start=-19, until=8)))
    assert card_in(own.answer(story.request(), today=TODAY), "pjp-start") is not None
    assert card_in(tell(story)[1], "pjp-start") is None


def test_a_site_concept_is_looked_for_once_the_site_has_named_its_codes(tmp_path: Path) -> None:
    path = site(tmp_path, '[codes]\n"site:unable-to-walk" = ["http://snomed.info/sct|282145008"]\n')
    own = build_engine(Settings(demo=True, site_file=path))
    assert "site:unable-to-walk" in {one.name for one in engine().plan.site_concepts}
    assert "site:unable-to-walk" not in {one.name for one in own.plan.site_concepts}


def test_unreviewed_cards_are_judged_but_shown_only_where_the_site_allows_it() -> None:
    strict, lenient = (
        build_engine(Settings(), site_of(f"allow_unreviewed = {allowed}", Path("site.toml")))
        for allowed in ("false", "true")
    )
    story = Story("pjp-start", "20 mg", VIEW, "warning", record=(ild(), steroid(start=-19, until=8)))
    assert strict.findings(story.request(), TODAY).of("pjp-start").level.indicator == "warning"
    assert strict.answer(story.request(), today=TODAY) == {"cards": []}
    shown = card_in(lenient.answer(story.request(), today=TODAY), "pjp-start")
    assert shown is not None
    assert shown["detail"].endswith("*Not yet signed off by a clinical reviewer.*")
    unknown = Story(
        "pjp-start", "no orders sent", VIEW, "not known", record=(ild(),), lacking=("MedicationRequest",)
    )
    assert strict.answer(unknown.request(), today=TODAY) == {"cards": []}
    assert engine().answer(unknown.request(), today=TODAY)["cards"]


def test_the_same_request_gives_the_same_answer_but_for_its_ids() -> None:
    def without_ids(answer: dict[str, Any]) -> dict[str, Any]:
        copy = deepcopy(answer)
        for card in copy["cards"]:
            card.pop("uuid")
            for suggestion in card.get("suggestions", ()):
                suggestion.pop("uuid")
        return copy

    request = STEROID_FOR_ILD.request()
    first, second = (engine().answer(request, today=TODAY) for _ in range(2))
    assert without_ids(first) == without_ids(second)
    assert first["cards"][0]["uuid"] != second["cards"][0]["uuid"]


def test_a_hidden_card_silences_no_card_that_is_shown_and_takes_no_place() -> None:
    record = (ild(), steroid(mg=30, start=-27, until=30))
    story = Story("pjp-start", "30 mg", VIEW, "warning", record=record)
    plan = engine().plan
    found = engine().findings(story.request(), TODAY)
    assert found.of("pjp-consider").reason == "pjp-start speaks instead"
    hidden = plan.decide(found.case.record, found.case.hook, hidden=frozenset({"pjp-start"}))
    assert hidden.of("pjp-start").outcome is Outcome.FIRED
    assert [one.card.id for one in hidden.shown if one.folder == "pjp"] == ["pjp-consider"]
