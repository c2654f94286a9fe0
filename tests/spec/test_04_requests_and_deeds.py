"""Requests and what was done.

`request_for(SET)` finds ServiceRequests, `done(SET, kinds)` finished procedures, reports, images and
immunizations.
"""

from __future__ import annotations

from cards.valuesets import CREATININE, CT_CHEST, ILD, ILD_DISCUSSION, POTASSIUM
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    TestOrder,
    asked_for_since,
    condition,
    done,
    lab,
    newest_within,
    request_for,
)
from tests.cards.clinic import ICD10CM, LOINC, Json, coded, day, ild, result
from tests.cards.clinic import done as finished
from tests.cards.clinic import ordered_test as requested
from tests.spec.asking import ask

creatinine = request_for(CREATININE)
ct = done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure")
CHEST_CT = "24627-2"
TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name


def test_open() -> None:
    """`open(within=90)`: drafted, or active and authored at most so many days ago."""
    asked = creatinine.open(within=90)
    assert ask(asked, requested("r", "2160-0", authored=-90)) is YES
    assert ask(asked, requested("r", "2160-0", authored=-91)) is NO
    assert ask(asked, requested("r", "2160-0", status="completed")) is NO
    assert ask(asked, ordered=[requested("r", "2160-0", status="draft")]) is YES
    assert ask(asked, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_on_record() -> None:
    """`open_on_record` does not count drafts; `open_or_done` also counts completed requests."""
    draft = requested("r", "2160-0", status="draft")
    assert ask(creatinine.open_on_record(within=90), ordered=[draft]) is NO
    assert ask(creatinine.open_on_record(within=90), requested("r", "2160-0")) is YES
    assert ask(creatinine.open_or_done(within=90), requested("r", "2160-0", status="completed")) is YES
    assert ask(creatinine.open_or_done(within=90), requested("r", "2160-0", status="revoked")) is NO


def test_requests_ordered_now() -> None:
    """`ordered()`: among the drafts this hook is about; nothing in the record is needed for it.

    `perhaps_for(SET)` leaves out a draft whose coded reasons are all other ones.
    """
    now = creatinine.ordered()
    draft = requested("r", "2160-0", status="draft")
    assert ask(now, ordered=[draft]) is YES
    assert ask(now, elsewhere=[draft]) is NO
    assert ask(now, requested("r", "2160-0"), lacking=["ServiceRequest"]) is NO
    lungs, joints = coded(ICD10CM, "J84.10"), coded(ICD10CM, "M06.9")
    for_the_lungs = now.perhaps_for(ILD)
    assert ask(for_the_lungs, ordered=[draft]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [lungs]}]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [joints, lungs]}]) is YES
    assert ask(for_the_lungs, ordered=[{**draft, "reasonCode": [joints]}]) is NO
    lost = {**draft, "reasonReference": [{"reference": "Condition/lost"}]}
    assert ask(for_the_lungs, ordered=[lost]) is NOT_KNOWN


def test_done() -> None:
    """Any of the kinds named will do; what was cancelled, or is only registered, was not done."""
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT)) is YES
    assert ask(ct, finished("ImagingStudy", "i", CHEST_CT)) is YES
    assert ask(ct, finished("Procedure", "p", CHEST_CT, status="not-done")) is NO
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT, status="registered")) is NO
    assert ask(ct, lacking=["ImagingStudy"]) is NOT_KNOWN
    assert ask(ct, finished("DiagnosticReport", "d", CHEST_CT), lacking=["ImagingStudy"]) is YES


def test_done_within() -> None:
    """`done_within(365)` counts both ends of its window."""
    assert ask(ct.done_within(365), finished("DiagnosticReport", "d", CHEST_CT, on=-365)) is YES
    assert ask(ct.done_within(365), finished("DiagnosticReport", "d", CHEST_CT, on=-366)) is NO


def test_the_newest_fact() -> None:
    """`newest_within(x, 183)`: x is yes, and the newest fact behind it is at most so many days old."""
    lately = newest_within(condition(ILD), 183)
    assert ask(lately, ild(recorded=-183)) is YES
    assert ask(lately, ild(recorded=-184)) is NO
    assert ask(lately, ild(recorded=-184), ild("second", recorded=-10)) is YES
    assert ask(lately) is NO
    assert ask(lately, ild(recorded=None)) is NOT_KNOWN
    assert ask(lately, lacking=["Condition"]) is NOT_KNOWN


def test_asked_for_since() -> None:
    """`asked_for_since(test, x)`: drafted, or authored with the newest fact behind x, or later.

    With `open_within=30` only requests that are active and at most 30 days old.
    """
    test = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE)
    since = asked_for_since(test, condition(ILD))
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-10)) is YES
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-11)) is NO
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", status="revoked")) is NO
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", status="completed")) is YES
    assert ask(since, ild(recorded=-10), ordered=[requested("r", "2160-0", status="draft")]) is YES
    assert ask(since, requested("r", "2160-0")) is NO
    assert ask(since, ild(recorded=-10), lacking=["ServiceRequest"]) is NOT_KNOWN
    recent = asked_for_since(test, condition(ILD), open_within=30)
    assert ask(recent, ild(recorded=-40), requested("r", "2160-0", authored=-30)) is YES
    assert ask(recent, ild(recorded=-40), requested("r", "2160-0", authored=-31)) is NO
    assert ask(recent, ild(recorded=-10), requested("r", "2160-0", status="completed")) is NO


def test_asked_for_since_a_result() -> None:
    """Of result and request of one day the hour decides, where both say one; else the request is later."""
    test = TestOrder("serum potassium", LOINC, "2823-3", POTASSIUM)
    high = lab(POTASSIUM, "mmol/L").result(within=30).above(5)
    again = asked_for_since(test, high, open_within=30)

    def potassium(time: str = "") -> Json:
        return result("k", "2823-3", 5.2, "mmol/L", on=None, effectiveDateTime=f"{day(-3)}{time}")

    assert ask(again, potassium(), requested("r", "2823-3", authored=-3)) is YES
    assert ask(again, potassium(), requested("r", "2823-3", authored=-4)) is NO
    ten, nine = "T10:00:00Z", requested("r", "2823-3") | {"authoredOn": f"{day(-3)}T09:00:00Z"}
    assert ask(again, potassium(ten), nine) is NO
    assert ask(again, potassium(), nine) is YES
    month = requested("r", "2823-3") | {"authoredOn": day(-3)[:7]}
    assert ask(again, potassium(), month) is NOT_KNOWN
    assert ask(again, requested("r", "2823-3"), lacking=["Observation"]) is NOT_KNOWN


def test_asked_for_without_a_code() -> None:
    """A request without a code of ours is recognised by its exact text, and by codes that a site named."""
    test = TestOrder("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION)
    since = asked_for_since(test, condition(ILD))
    by_text = requested("r", "x") | {"code": {"text": "ILD multidisciplinary discussion"}}
    assert ask(since, ild(recorded=-10), by_text) is YES
    by_code = requested("r", "MDT", system="urn:oid:1.2.3")
    assert ask(since, ild(recorded=-10), by_code) is NO
    local = {"site:ild-multidisciplinary-discussion": [("urn:oid:1.2.3", "MDT")]}
    assert ask(since, ild(recorded=-10), by_code, local=local) is YES
