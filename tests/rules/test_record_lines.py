"""The line that stands for one entry of the record: what it is, how much, when, and no more than is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cards.definitions.organs import clearance
from cards.valuesets import (
    ATOVAQUONE_ALLERGY,
    CREATININE,
    MYCOPHENOLATE,
    SULFONAMIDE_ALLERGY,
    SYSTEMIC_GLUCOCORTICOID,
    TMP_SMX,
)
from cdshooks.patient.facts import Amount
from cdshooks.rules.explain import named_once
from cdshooks.rules.language import allergy, drug, lab, request_for
from cdshooks.rules.record_lines import how_often
from cdshooks.rules.wording import (
    as_many_as_fit,
    in_a_row,
    in_hundredths,
    quoted,
    rounded,
    told_once,
    unit_words,
    without_kind,
)
from tests.cards import clinic
from tests.cards.clinic import TMP_SMX_DS, creatinine, order, result, statement, steroid, weight
from tests.spec.asking import why

STEROID, MMF = drug(SYSTEMIC_GLUCOCORTICOID), drug(MYCOPHENOLATE)
TAKEN = STEROID.taken_within(400)


@pytest.mark.parametrize(
    ("held", "line"),
    [
        pytest.param(
            steroid(mg=20, start=-19, days=28),
            "prednisone, active, 20 mg once a day, from 2026-02-19 to 2026-03-18 (MedicationRequest/gc)",
            id="its planned end",
        ),
        pytest.param(
            steroid(mg=40, start=-80, until=-28, status="completed"),
            "prednisone, completed, 40 mg once a day, from 2025-12-20 to 2026-02-10 (MedicationRequest/gc)",
            id="since when it is over",
        ),
        pytest.param(
            steroid(mg=40, start=-80, status="stopped"),
            "prednisone, stopped, 40 mg once a day, from 2025-12-20 (MedicationRequest/gc)",
            id="over since a day that nobody wrote down",
        ),
        pytest.param(
            order("gc", "8640", "prednisone", dose=5, per=(2, 1, "d"), authored=-3),
            "prednisone, active, 5 mg twice a day, from 2026-03-07 (MedicationRequest/gc)",
            id="twice a day",
        ),
        pytest.param(
            order("gc", "8640", "prednisone", dose=40, per=(1, 2, "d"), authored=-3),
            "prednisone, active, 40 mg every 2 days, from 2026-03-07 (MedicationRequest/gc)",
            id="every other day",
        ),
        pytest.param(
            order("gc", "8640", "prednisone", dose=40, per=(1, 6, "d"), authored=-3),
            "prednisone, active, 40 mg every 6 days, from 2026-03-07 (MedicationRequest/gc)",
            id="every sixth day",
        ),
        pytest.param(
            order("gc", "8640", "prednisone", dose=5, per=(10**30 + 1, 1, "d"), authored=-3),
            "prednisone, active, 5 mg, from 2026-03-07 (MedicationRequest/gc)",
            id="oftener than anybody could",
        ),
        pytest.param(
            clinic.given("p", "6902", "methylprednisolone", dose=1000, on=-30),
            "methylprednisolone, given on 2026-02-08, 1000 mg (MedicationAdministration/p)",
            id="given, and not from a day on",
        ),
        pytest.param(
            statement("s", "8640", "prednisone", dose=5, start=-30, until=-3),
            "prednisone, active, 5 mg once a day, from 2026-02-08 to 2026-03-07 (MedicationStatement/s)",
            id="as stated",
        ),
    ],
)
def test_a_drug_is_told_with_its_dose_and_its_days(held: Any, line: str) -> None:
    assert why(TAKEN, held) == line


@pytest.mark.parametrize(
    ("a_week", "words"),
    [("0.25", "every 4 weeks"), ("0.5", "every 2 weeks"), ("0.7", "every 10 days"), ("3", "3 times a week")],
)
def test_how_often_is_told_in_weeks_where_it_is_whole_weeks(a_week: str, words: str) -> None:
    assert how_often(Decimal(a_week)) == words


def test_a_year_is_no_day() -> None:
    by_year = {**result("crea", "2160-0", 1, "mg/dL"), "effectiveDateTime": "2025"}
    assert why(lab(CREATININE).result().on_record(), by_year).endswith("1 mg/dL in 2025 (Observation/crea)")
    assert why(lab(CREATININE).result().on_record(), creatinine(1)).endswith(
        "on 2026-03-07 (Observation/crea)"
    )


def test_of_a_combination_the_drug_is_named_of_which_the_dose_is() -> None:
    double = order("t", *TMP_SMX_DS, dose=1, unit="{tbl}", per=(3, 1, "wk"), start=-9)
    assert ", 160 mg of trimethoprim 3 times a week, from " in why(drug(TMP_SMX).active(), double)


def test_a_dose_that_changes_or_cannot_be_read_is_not_told() -> None:
    assert why(MMF.active(), order("m", "68149", "mycophenolate mofetil", start=-3)) == (
        "mycophenolate mofetil, active, from 2026-03-07 (MedicationRequest/m)"
    )
    taper = order("m", "68149", "mycophenolate mofetil", dose=500, start=-3)
    taper["dosageInstruction"] *= 2
    taper["dosageInstruction"][1] = {
        **taper["dosageInstruction"][1],
        "doseAndRate": [{"doseQuantity": {"value": 250, "unit": "mg", "code": "mg"}}],
    }
    assert why(MMF.active(), taper) == "mycophenolate mofetil, active, from 2026-03-07 (MedicationRequest/m)"


def test_what_is_only_ordered_is_called_so() -> None:
    asked = clinic.ordered_test("r", "2160-0", authored=-3)
    assert why(request_for(CREATININE).open(within=30), asked).endswith(
        ", requested on 2026-03-07 (ServiceRequest/r)"
    )
    drafted = clinic.ordered_test("r", "2160-0", status="draft")
    assert why(request_for(CREATININE).ordered(), ordered=[drafted]).endswith(", drafted (ServiceRequest/r)")


def test_an_entry_of_the_allergy_list_says_so() -> None:
    entry = clinic.allergy("a", "10831", "Bactrim", criticality="high")
    assert why(allergy(SULFONAMIDE_ALLERGY), entry).startswith(
        "Bactrim, on the allergy list, criticality high"
    )


def test_a_bare_code_is_called_a_code() -> None:
    entry = clinic.allergy("a", "P01AX06", system="http://www.whocc.no/atc")
    assert why(allergy(ATOVAQUONE_ALLERGY), entry).startswith("code P01AX06, on the allergy list")


def test_the_unit_is_the_one_that_people_write() -> None:
    assert [unit_words(unit) for unit in ("[IU]/mL", "mm[Hg]", "10*9/L", "1", "mmol/L")] == [
        "IU/mL",
        "mm Hg",
        "x 10^9/L",
        "",
        "mmol/L",
    ]


@pytest.mark.parametrize(
    ("number", "places", "words"),
    [
        ("29.958", 1, "29.96"),
        ("30", 1, "30"),
        ("16.666", 1, "16.7"),
        ("6.25", 1, "6.3"),
        ("9.96", 1, "9.96"),
        ("2.50142", 2, "2.501"),
        ("1.001", 2, "1.001"),
        ("33.3000001", 2, "33.3"),
        ("1E+40", 2, "1" + 40 * "0"),
    ],
)
def test_no_number_is_written_rounder_than_it_is(number: str, places: int, words: str) -> None:
    assert rounded(Decimal(number), places) == words


def test_a_range_is_rounded_at_both_ends() -> None:
    assert in_hundredths(Amount(Decimal("1.001"), Decimal("2.5"))) == "1.001 to 2.5"
    assert in_hundredths(Amount(Decimal(3), Decimal("Infinity"), low_open=True)) == "more than 3"


def test_a_clearance_below_a_limit_is_not_written_as_the_limit() -> None:
    assert why(clearance.below(30), creatinine(3), weight(71.9)).startswith("creatinine clearance 29.96 mL")


def test_a_line_that_another_one_begins_with_is_told_once() -> None:
    lines = ["20 mg/day", "age 65", "20 mg/day from May to June", "age 65"]
    assert told_once(lines) == ["age 65", "20 mg/day from May to June"]
    assert told_once(["a", "ab"]) == ["a", "ab"]


def test_a_line_that_stands_behind_the_words_of_another_is_told_once() -> None:
    tofacitinib, sepsis = "tofacitinib, drafted (MedicationRequest/d)", "Sepsis, 2026-02-08 (Condition/s)"
    lines = [tofacitinib, "age 65", f"a new biologic: {tofacitinib}", f"severe infection: {sepsis}; fever"]
    assert named_once([*lines, sepsis]) == [lines[2], "age 65", lines[3]]
    again = [f"tuberculosis: {sepsis}", f"severe infection: tuberculosis: {sepsis}", sepsis]
    assert named_once(again) == [again[1]]
    assert named_once(["age 65", "older age: age 650"]) == ["age 65", "older age: age 650"]


def test_the_kind_of_a_snomed_concept_is_not_told() -> None:
    assert without_kind("Acute interstitial pneumonia (disorder)") == "Acute interstitial pneumonia"
    assert without_kind("Home oxygen therapy (regime/therapy)") == "Home oxygen therapy"
    assert without_kind("Rheumatoid arthritis (RA)") == "Rheumatoid arthritis (RA)"
    assert without_kind("(disorder)") == "(disorder)"


def test_what_is_cut_off_ends_with_a_whole_word() -> None:
    assert quoted("Hepatitis B " * 20) == f"{'Hepatitis B ' * 8}..."[:-4] + "..."
    assert quoted("x" * 200) == "x" * 97 + "..."


def test_a_list_ends_in_a_word_and_not_in_a_comma() -> None:
    assert in_a_row(["A"]) == "A"
    assert in_a_row(["A", "B"], "or") == "A or B"
    assert in_a_row(["A", "B", "C"]) == "A, B and C"
    assert in_a_row(["A", "B, of C", "D"]) == "A; B, of C and D"
    assert in_a_row([]) == ""


def test_a_list_that_is_too_long_is_cut_between_its_words() -> None:
    assert (
        as_many_as_fit("Not checked: ", ["weight", "height", "age"], 30) == "Not checked: weight and 2 more"
    )
    assert as_many_as_fit("Not checked: ", ["weight", "height"], 99) == "Not checked: weight, height"
    assert as_many_as_fit("Not checked: ", ["weight"], 16) == "Not checked: ..."
    assert as_many_as_fit("Not checked: ", [], 16) == "Not checked:"
