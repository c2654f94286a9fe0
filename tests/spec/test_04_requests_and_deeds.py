"""Requests and what was done.

`request_for(SET)` finds ServiceRequests, `done(SET, kinds)` finished procedures, reports, images and
immunizations.
"""

from __future__ import annotations

from cards.valuesets import CREATININE, CT_CHEST, ILD
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    TestOrder,
    condition,
    done,
    newest_within,
    request_for,
    requested_since_newest,
)
from tests.cards.clinic import LOINC, ild
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
    """`requested_since_newest(test, x)`: drafted, or authored on or after the newest fact behind x."""
    test = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE)
    since = requested_since_newest(test, condition(ILD))
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-10)) is YES
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", authored=-11)) is NO
    assert ask(since, ild(recorded=-10), requested("r", "2160-0", status="revoked")) is NO
    assert ask(since, ild(recorded=-10), lacking=["ServiceRequest"]) is NOT_KNOWN
