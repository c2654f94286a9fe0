"""No card speaks of a Synthea patient without lung disease, rheumatic disease and immunosuppressant.

Who that is is told by the words of the record, not by the service's own value sets. The records lie beside
the checkout (``../shared/data/bundles``) or where ``PUBLIC_RECORDS`` says; without them the tests say so.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, timedelta
from functools import cache

import pytest

from cdshooks.replay.files import PatientRecord, json_files, read_files
from cdshooks.replay.sittings import Judge
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Outcome
from tests.cards.clinic import TODAY, ild, patient, steroid
from tests.cards.story import engine
from tests.replay.test_real_data import PUBLIC, needs_public_records

DISEASES = re.compile(
    r"interstitial (lung|pneumon)|pulmonary fibrosis|fibrosis of lung|alveolitis|rheumatoid|lupus"
    r"|systemic scleros|scleroderma|sj.?gren|myositis|connective tissue|vasculitis|granulomatosis",
    re.I,
)
IMMUNOSUPPRESSANTS = re.compile(
    r"predniso|dexameth|cortisone|budesonide|methotrexate|mycophenol|azathioprine|cyclophosph|c[iy]closporin"
    r"|tacrolimus|sirolimus|everolimus|leflunomide|rituximab|abatacept|tocilizumab|adalimumab|etanercept"
    r"|infliximab|citinib|belimumab|nintedanib|pirfenidone",
    re.I,
)
ON_SKIN = re.compile(r'"[^"]*\btopical\b[^"]*"', re.I)
EXCEPTIONS: dict[tuple[str, str], str] = {}
"""(Patient, card): why a card may speak of somebody it was not written for."""

LEAST_LEFT = 8
"""So many of the fifteen are left; fewer would mean that the words above sort out everybody."""


def words(record: PatientRecord, *kinds: str) -> str:
    """These kinds of resources as text, without what is for the skin."""
    written = json.dumps([record.resources.get(kind, []) for kind in kinds])
    return ON_SKIN.sub("", written)


def is_other(record: PatientRecord) -> bool:
    """Neither lung disease nor rheumatic disease nor, ever, an immunosuppressant."""
    drugs = words(record, "Medication", *(f"Medication{kind}" for kind in ("Request", "Statement")))
    given = words(record, "MedicationAdministration", "MedicationDispense")
    problems = words(record, "Condition", "DiagnosticReport")
    return not (DISEASES.search(problems) or IMMUNOSUPPRESSANTS.search(drugs + given))


@cache
def others() -> list[PatientRecord]:
    found = read_files(json_files([PUBLIC / "synthea-generated-2021"]))
    return [one for one in found if isinstance(one, PatientRecord) and is_other(one)]


def spoken(record: PatientRecord, day: date) -> set[tuple[str, str]]:
    """(Patient, card) of all that fires on some hook, silenced by another or not."""
    return {
        (record.reference, finding.card.id)
        for hook in Hook
        for sitting in Judge(engine().plan, UTC, day).sittings(record, hook)
        for finding in sitting.findings.findings
        if finding.outcome in (Outcome.FIRED, Outcome.SUPPRESSED, Outcome.BROKEN)
    }


@needs_public_records
def test_enough_of_the_fifteen_are_left() -> None:
    assert len(others()) >= LEAST_LEFT


@needs_public_records
@pytest.mark.parametrize(
    "day", [date(year, 6, 1) + timedelta(days=200 * (year % 2)) for year in range(2010, 2022)]
)
def test_no_card_speaks_of_them_but_for_what_is_listed(day: date) -> None:
    found = set().union(*(spoken(record, day) for record in others()))
    assert found <= set(EXCEPTIONS)


@pytest.mark.parametrize("resource", [ild(), steroid(mg=40, start=0, days=42)], ids=["disease", "drug"])
def test_who_has_the_disease_or_takes_the_drug_is_not_one_of_them(resource: dict[str, object]) -> None:
    resources = {str(resource["resourceType"]): [resource]}
    record = PatientRecord(PUBLIC / "made-up.json", patient(), resources, {})
    assert not is_other(record)


def test_the_same_question_finds_a_card_where_one_speaks() -> None:
    resources = {"Condition": [ild()], "MedicationRequest": [steroid(mg=40, start=0, days=42)]}
    record = PatientRecord(PUBLIC / "made-up.json", patient(), resources, {})
    assert "pjp-start" in {card for _, card in spoken(record, TODAY)}
