"""Records judged: each hook, each active order once as the draft, and what could not be read."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

from cdshooks.replay.counting import Counts, became, told, why
from cdshooks.replay.files import PatientRecord
from cdshooks.replay.sittings import Judge, Sitting, unread_in
from cdshooks.rules.case import Hook
from tests.cards.clinic import TODAY, ild, order, steroid
from tests.cards.story import engine
from tests.replay.records import PERSON, SIX_WEEKS

Json = dict[str, Any]


def record(*resources: Json) -> PatientRecord:
    by_type: dict[str, list[Json]] = {}
    for resource in resources:
        by_type.setdefault(resource["resourceType"], []).append(resource)
    return PatientRecord(Path("record.json"), PERSON, by_type, {})


def sit(hook: Hook, *resources: Json, draft: Json | None = None) -> list[Sitting]:
    return list(Judge(engine().plan, UTC, TODAY).sittings(record(*resources), hook, draft))


def test_at_patient_view_the_orders_stay_in_the_record() -> None:
    (sitting,) = sit(Hook.PATIENT_VIEW, ild(), SIX_WEEKS)
    assert sitting.draft is None
    assert became(sitting.findings.of("pjp-start")) == "warning"


def test_on_the_order_hooks_each_active_order_is_the_draft_once_and_not_in_the_record() -> None:
    other = order("other", "29046", "lisinopril", dose=10, start=-10)
    stopped = steroid("old", status="stopped", start=-90, days=10)
    sittings = sit(Hook.ORDER_SIGN, ild(), SIX_WEEKS, other, stopped)
    assert [one.draft for one in sittings] == ["MedicationRequest/gc", "MedicationRequest/other"]
    for one in sittings:
        kinds = {fact.reference: fact.kind for fact in one.findings.case.record.all_medications}
        assert [reference for reference, kind in kinds.items() if kind == "draft"] == [one.draft]
        assert len(kinds) == 3
    assert [became(one.findings.of("pjp-start")) for one in sittings] == ["warning", "no occasion"]


def test_what_the_patient_brings_along_is_no_draft() -> None:
    brought_along = steroid("home", mg=10, start=-60, intent="plan", reportedBoolean=True)
    sittings = sit(Hook.ORDER_SIGN, ild(), SIX_WEEKS, brought_along)
    assert [one.draft for one in sittings] == ["MedicationRequest/gc"]


def test_a_record_without_active_orders_is_judged_once_without_a_draft() -> None:
    (sitting,) = sit(Hook.ORDER_SELECT, ild())
    assert sitting.draft is None
    assert became(sitting.findings.of("pjp-start")) == "no occasion"


def test_a_draft_that_is_given_is_the_only_one() -> None:
    (sitting,) = sit(Hook.ORDER_SIGN, ild(), SIX_WEEKS, draft=steroid("new", mg=5, start=0, days=3))
    assert sitting.draft == "MedicationRequest/new"


def test_the_whole_record_counts_as_complete() -> None:
    (sitting,) = sit(Hook.PATIENT_VIEW, ild())
    assert {became(finding) for finding in sitting.findings.findings}.isdisjoint({"not known", "unavailable"})


def test_an_order_whose_dose_cannot_be_told_is_named_where_a_card_asks_for_the_drug() -> None:
    (sitting,) = sit(
        Hook.PATIENT_VIEW,
        ild(),
        steroid("no-dose", mg=None, start=-40),
        {**order("elsewhere", "29046", "lisinopril", start=-3), "dosageInstruction": []},
    )
    named = {(one.reference, one.element) for one in unread_in(sitting.findings)}
    assert ("MedicationRequest/no-dose", "dosage") in named


def test_a_drug_that_cannot_be_told_is_named() -> None:
    (sitting,) = sit(Hook.PATIENT_VIEW, order("what", "0", "", system="urn:local"))
    assert ("MedicationRequest/what", "medication") in {
        (one.reference, one.element) for one in unread_in(sitting.findings)
    }


def test_counts_add_up_over_sittings_and_count_a_patient_once() -> None:
    counts = Counts()
    for hook in Hook:
        for sitting in sit(hook, ild(), SIX_WEEKS):
            counts.add(sitting)
    assert counts.sittings == 3
    assert len(counts.patients) == 1
    assert counts.by_card["pjp-start"] == {"warning": 3}
    assert counts.failed == 0


def test_a_sitting_is_told_with_its_cards_and_their_reasons() -> None:
    (sitting,) = sit(Hook.PATIENT_VIEW, ild(), SIX_WEEKS)
    document = told(sitting)
    assert (document["patient"], document["hook"], document["day"]) == (
        "Patient/pat",
        "patient-view",
        TODAY.isoformat(),
    )
    start = next(card for card in document["cards"] if card["id"] == "pjp-start")
    assert (start["outcome"], start["indicator"]) == ("fired", "warning")
    assert any("40 mg/day" in line for line in start["why"])
    quiet = sitting.findings.of("mycophenolate-pregnancy")
    assert why(quiet, sitting) == (quiet.reason,)
