"""Replay of public records: each resource that a person could read is read; the rest is listed with why.

The records are other people's and lie beside the repository (``../shared/data/bundles``) or in the folder
that the environment variable ``PUBLIC_RECORDS`` names, where they lie at all. A few of our own, each with
one of their traits, are always there.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date
from functools import cache
from os import environ
from pathlib import Path

import pytest

from cdshooks.patient.answer import NOT_KNOWN
from cdshooks.replay.counting import Counts
from cdshooks.replay.files import PatientRecord, Unusable, json_files, read_files
from cdshooks.replay.sittings import Judge
from cdshooks.rules.case import Case, Hook
from tests.cards.story import engine

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PUBLIC = Path(environ.get("PUBLIC_RECORDS") or ROOT.parent / "shared" / "data" / "bundles")
KEPT = HERE / "kept_records"

needs_public_records = pytest.mark.skipif(
    not PUBLIC.is_dir(),
    reason="the public records lie neither in ../shared/data/bundles nor where PUBLIC_RECORDS says",
)

DAYS = (date(2015, 1, 15), date(2021, 6, 1))

NO_DOSAGE = "it has no dosageInstruction at all"
NO_UNIT = "its dose is 1, without a unit: 1 mg or 1 tablet"

UNREAD: dict[str, dict[str, str]] = {
    "davinci-test-ehr": {},
    "us-core-examples": {},
    "synthea-generated-2021": {
        "MedicationRequest/15cf459d-39d6-428f-9c01-03e571032e43": NO_DOSAGE,
        "MedicationRequest/19f8b517-c584-4362-a6b0-4dc1a0359b2b": NO_DOSAGE,
        "MedicationRequest/4249567c-78a8-4054-8717-4ffec60b040a": NO_DOSAGE,
        "MedicationRequest/8a79228f-00d2-481d-8cea-a90ba563a301": NO_DOSAGE,
        "MedicationRequest/bb1f035d-5e64-4119-9c26-25f76f9a7726": NO_DOSAGE,
        "MedicationRequest/c367f0eb-8b36-4d11-910b-092d9b70cf67": NO_DOSAGE,
        "MedicationRequest/02019043-e6c5-4020-af2a-37112e3ffd3e": NO_UNIT,
        "MedicationRequest/6f69ee56-2498-4109-a630-e083d82685a6": NO_UNIT,
        "MedicationRequest/dd0feb36-be6b-41bd-baf4-4347f96b6472": NO_UNIT,
    },
}
"""What stays unread of each collection, and why: orders of drugs that some card asks for."""

OPEN_QUESTIONS = {
    "davinci-test-ehr": set[str](),
    "us-core-examples": {"sex"},
    "synthea-generated-2021": {"ALT", "AST", "total bilirubin", "glucocorticoid dose"},
}
"""What some criterion of the catalogue cannot answer when it is asked on the day of any result: the sex of a
Patient without gender; ALT, AST and bilirubin in multiples of their upper limits where the result has no
reference range; a glucocorticoid dose without a unit."""

LIVER_TESTS = ("ALT", "AST", "total bilirubin")

PATIENTS = {"davinci-test-ehr": 1, "us-core-examples": 4, "synthea-generated-2021": 15}


@cache
def found_in(collection: str) -> list[PatientRecord]:
    found = list(read_files(json_files([PUBLIC / collection])))
    assert [one for one in found if isinstance(one, Unusable)] == []
    return [one for one in found if isinstance(one, PatientRecord)]


@cache
def replayed(collection: str, today: date) -> Counts:
    judge, counts = Judge(engine().plan, UTC, today), Counts()
    for record in found_in(collection):
        for hook in Hook:
            for sitting in judge.sittings(record, hook):
                counts.add(sitting)
    return counts


@needs_public_records
@pytest.mark.parametrize("collection", UNREAD)
def test_every_patient_of_a_collection_is_found(collection: str) -> None:
    assert len(found_in(collection)) == PATIENTS[collection]


@needs_public_records
@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("collection", UNREAD)
def test_what_stays_unread_is_what_is_listed(collection: str, today: date) -> None:
    unread = {resource for _, resource, _, _ in replayed(collection, today).unread if resource}
    assert unread == set(UNREAD[collection])


@needs_public_records
@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("collection", UNREAD)
def test_no_check_fails_and_every_hook_is_judged(collection: str, today: date) -> None:
    counts = replayed(collection, today)
    assert counts.failed == 0
    assert counts.sittings >= 3 * PATIENTS[collection]


@needs_public_records
def test_nothing_of_a_whole_record_is_not_known_but_for_what_is_listed() -> None:
    """Two orders of methotrexate without a dose, and azathioprine for a patient without a weight: each at
    two hooks."""
    outcomes: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for collection in UNREAD:
        for card, counter in replayed(collection, DAYS[1]).by_card.items():
            outcomes += counter
            unknown[card] += counter["not known"]
    assert +unknown == {"ild-drug-dose-range": 6}
    assert outcomes["silent"] > 100


def days_of_results(record: PatientRecord) -> set[date]:
    """The days on which the record holds a result."""
    written = (one.get("effectiveDateTime", "")[:10] for one in record.resources.get("Observation", ()))
    return {date.fromisoformat(day) for day in written if len(day) == 10}


def unanswered(record: PatientRecord) -> set[tuple[str, str]]:
    """(What, why) of each criterion that is not known, asked on the day of each result, lists being whole."""
    plan = engine().plan
    leaves = [criterion for criterion in plan.criteria if not criterion.parts()]
    open_questions = set()
    for day in days_of_results(record):
        for sitting in Judge(plan, UTC, day).sittings(record, Hook.PATIENT_VIEW):
            case = sitting.findings.case
            for leaf in leaves:
                if case.answer(leaf) is NOT_KNOWN:
                    open_questions |= {(lack.what, lack.why) for lack in leaf.evidence(case).missing}
    return open_questions


@needs_public_records
@pytest.mark.parametrize("collection", UNREAD)
def test_every_criterion_is_answered_on_the_day_of_every_result_but_for_what_is_listed(
    collection: str,
) -> None:
    found = {lack for record in found_in(collection) for lack in unanswered(record)}
    assert {what for what, _ in found} <= OPEN_QUESTIONS[collection]


@needs_public_records
def test_a_liver_test_is_unanswered_only_where_it_has_no_reference_range() -> None:
    for record in found_in("synthea-generated-2021"):
        without_range = {
            f"Observation/{one['id']} cannot be read far enough"
            for one in record.resources["Observation"]
            if not one.get("referenceRange")
        }
        assert {why for what, why in unanswered(record) if what in LIVER_TESTS} <= without_range


@needs_public_records
def test_orders_are_listed_as_without_dosage_only_where_they_have_none() -> None:
    for collection, listed in UNREAD.items():
        for record in found_in(collection):
            for order in record.resources.get("MedicationRequest", ()):
                why = listed.get(f"MedicationRequest/{order['id']}")
                if why == NO_DOSAGE:
                    assert not order.get("dosageInstruction")
                elif why == NO_UNIT:
                    (dosage,) = order["dosageInstruction"]
                    assert dosage["doseAndRate"][0]["doseQuantity"] == {"value": 1}


PAGE = ROOT / "docs" / "replay-of-public-records.md"


def test_the_page_lists_what_stays_unread_and_nothing_else() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| `(\w+/[\w-]+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert sorted(rows) == sorted((name, one) for name, listed in UNREAD.items() for one in listed)


KEPT_UNREAD = {
    "generated": {
        "MedicationRequest/00000000-0000-4000-8000-000000000003",
        "MedicationRequest/00000000-0000-4000-8000-000000000004",
    },
    "single-resources": set[str](),
    "medication-resources": set[str](),
}
"""Of our own records: methotrexate without a dosage, prednisone with a dose of 1 without a unit."""


def kept(collection: str) -> PatientRecord:
    """The one record of a folder of our own."""
    (record,) = read_files(json_files([KEPT / collection]))
    assert isinstance(record, PatientRecord)
    return record


@pytest.mark.parametrize("collection", KEPT_UNREAD)
def test_of_our_own_records_only_what_is_listed_stays_unread(collection: str) -> None:
    judge, counts = Judge(engine().plan, UTC, DAYS[1]), Counts()
    for hook in Hook:
        for sitting in judge.sittings(kept(collection), hook):
            counts.add(sitting)
    assert counts.failed == 0
    assert counts.sittings >= 3
    assert {one for _, one, _, _ in counts.unread if one} == KEPT_UNREAD[collection]


def case_of(collection: str) -> Case:
    (sitting,) = Judge(engine().plan, UTC, DAYS[1]).sittings(kept(collection), Hook.PATIENT_VIEW)
    return sitting.findings.case


def test_a_generated_patient_is_read_through_the_addresses_of_a_transaction() -> None:
    record = case_of("generated").record
    assert {one.text for one in record.conditions("cond_ra")} == {"Rheumatoid arthritis"}
    (creatinine,) = record.observations("obs_creatinine")
    assert creatinine.quantity is not None
    assert str(creatinine.quantity.value) == "0.8123456"
    assert {one.reference for one in record.all_medications if "med_glucocorticoid_systemic" in one.sets} == {
        "MedicationRequest/00000000-0000-4000-8000-000000000004"
    }


def test_single_resources_of_a_folder_are_one_record() -> None:
    record = case_of("single-resources").record
    assert [one.reference for one in record.allergies("allergy_sulfonamide_antibiotic")] == [
        "AllergyIntolerance/sulfonamide"
    ]
    assert [one.reference for one in record.observations("obs_spo2")] == ["Observation/saturation"]


def test_a_medication_resource_is_found_from_order_statement_and_dispense() -> None:
    record = case_of("medication-resources").record
    azathioprine = [one for one in record.all_medications if "med_azathioprine" in one.sets]
    assert sorted(one.reference for one in azathioprine) == [
        "MedicationDispense/dispense",
        "MedicationRequest/order",
        "MedicationStatement/statement",
    ]
    assert all(one.doses_readable for one in azathioprine)
