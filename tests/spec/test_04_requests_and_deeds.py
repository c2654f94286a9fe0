"""Requests and what was done.

`request_for(SET)` finds ServiceRequests, `done(SET, kinds)` finished procedures, reports, images and
immunizations.
"""

from __future__ import annotations

from cards.valuesets import CREATININE, CT_CHEST
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import done, request_for
from tests.cards.clinic import done as finished
from tests.cards.clinic import ordered_test as requested
from tests.spec.asking import ask

creatinine = request_for(CREATININE)
ct = done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure")
CHEST_CT = "24627-2"


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
