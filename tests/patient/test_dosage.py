"""How much an order gives: units, strengths, schedules, tapers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cdshooks.patient.measure import trimethoprim_in
from cdshooks.patient.timing import days_in
from tests.patient.drug_cases import (
    PREDNISONE_5,
    PREDNISONE_20,
    TMP_SMX_DS,
    TMP_SMX_SS,
    at,
    coded,
    daily,
    dosage,
    mg,
    order,
    read,
)


def per_day(concept: Any, dose: Any, timing: Any = None) -> Decimal | None:
    return read(order(concept, dosage(dose, timing))).doses[0].per_day


@pytest.mark.parametrize(
    "dose",
    [
        mg(20),
        mg("20"),
        mg(20.0),
        mg(0.02, "g"),
        mg(20000, "ug"),
        mg(20000, "mcg"),
        {"value": 20, "unit": "MG"},
        {"value": 20, "code": "mg"},
        {"value": 20, "unit": "milligrams"},
        {"value": 20, "unit": "milligram(s)"},
        {"value": 1, "code": "{pill}"},
        {"value": 1, "unit": "tablet", "code": "TAB"},
        {"value": 1, "unit": "tablet(s)"},
        {"value": 1, "unit": "{Tablet}"},
        {"value": 1, "unit": "Tablet (unit of presentation)", "code": "732936001"},
        {"value": 1, "unit": "Piece", "code": "{Piece}"},
        {"value": 1, "unit": "1", "code": "1"},
        {"value": 1, "unit": "tablet", "code": "1"},
        {"value": 20, "unit": "mg", "code": "1"},
    ],
)
def test_twenty_mg_is_twenty_mg_in_every_unit(dose: dict[str, Any]) -> None:
    assert per_day(PREDNISONE_20, dose) == 20


@pytest.mark.parametrize(
    ("product", "ingredient", "milligrams"),
    [
        ("105611", "1256", 50),  # Imuran
        ("835911", "3008", 100),  # Neoral
        ("835896", "3008", 25),  # Gengraf
        ("1664465", "42316", 1),  # Envarsus
        ("206954", "8640", 5),  # Deltasone
        ("207139", "6902", 24),  # Medrol
    ],
)
def test_a_product_that_is_called_by_its_brand_alone(product: str, ingredient: str, milligrams: int) -> None:
    fact = read(order(product, dosage({"value": 1, "unit": "tablet"})))
    assert fact.ingredients == {ingredient}
    assert fact.doses[0].per_day == milligrams


@pytest.mark.parametrize(
    ("concept", "dose"),
    [
        (coded("8640"), {"value": 1, "unit": "tablet"}),
        (coded(PREDNISONE_20), {"value": 10, "unit": "mL"}),
        (coded("8640"), {"value": 20}),
        (coded("8640"), {"value": 20, "code": "1"}),
        (coded(PREDNISONE_20), {"value": 1, "unit": "drop", "code": "1"}),
        (coded("8640"), {"value": 20, "unit": "mg/kg"}),
        (coded("3002"), {"value": 600, "unit": "mg/m2"}),
        (coded("8640"), {"value": 20, "unit": "unit"}),
        (coded("8640"), {"value": 20, "unit": "mg", "comparator": ">"}),
        (coded("8640"), {"value": "much", "unit": "mg"}),
        (coded("8640"), {"value": -20, "unit": "mg"}),
        (coded("8640"), {"unit": "mg"}),
        (
            {"coding": [{"code": PREDNISONE_20}, {"code": PREDNISONE_5}], "text": "prednisone"},
            {"value": 1, "unit": "tablet"},
        ),
    ],
)
def test_what_cannot_be_resolved_is_undetermined_never_zero(concept: Any, dose: dict[str, Any]) -> None:
    fact = read(order(concept, dosage(dose)))
    assert fact.doses[0].per_day is None
    assert not fact.doses_readable


@pytest.mark.parametrize(
    "coding",
    [
        {
            "system": "http://www.whocc.no/atc",
            "code": "H02AB06",
            "display": "Prednisolon Alternova 5 mg tablett",
        },
        {
            "system": "http://www.nlm.nih.gov/research/umls/rxnorm",
            "code": "8638",
            "display": "prednisolone 5 mg",
        },
    ],
)
def test_the_display_of_a_code_without_a_strength_tells_it(coding: dict[str, str]) -> None:
    assert per_day({"coding": [coding]}, {"value": 4, "unit": "tablett"}) == 20
    local = {
        "system": "urn:oid:1.2.752.129.2.1.5.1",
        "code": "1",
        "display": "Prednisolon Alternova 5 mg tablett",
    }
    bare = {name: one for name, one in coding.items() if name != "display"}
    assert per_day({"coding": [local, bare]}, {"value": 4, "unit": "tablett"}) == 20
    assert per_day({"coding": [bare]}, {"value": 4, "unit": "tablett"}) is None


def test_two_products_of_different_strength_leave_the_strength_open() -> None:
    both = {"coding": [*coded(PREDNISONE_20)["coding"], *coded(PREDNISONE_5)["coding"]]}
    assert per_day(both, {"value": 1, "unit": "tablet"}) is None
    assert per_day(both, mg(10)) == 10


def test_millilitres_count_by_the_concentration_of_the_code_or_of_the_written_name() -> None:
    assert per_day("315187", {"value": 20, "unit": "mL"}) == 20
    assert per_day({"text": "prednisolone 5 mg/5 mL oral solution"}, {"value": 20, "unit": "mL"}) == 20
    assert per_day({"text": "prednisolone 15 mg/5 mL oral solution"}, {"value": 5, "unit": "mL"}) == 15


@pytest.mark.parametrize(
    "unit",
    [
        "Tablette(n)",
        "Stück",
        "Kapseln",
        "comprimé",
        "comprimés",
        "cp",
        "gélule",
        "comprimidos",
        "compressa",
        "stuks",
        "tablett",
        "tabletter",
        "tabletti",
        "tableta",
        "caplets",
        "tablet,delayed release (DR/EC)",
        "Gastro-resistant tablet",
        "comprimé effervescent",
    ],
)
def test_tablets_count_in_the_words_of_other_countries(unit: str) -> None:
    assert per_day({"text": "Prednison 20 mg"}, {"value": 2, "unit": unit}) == 40


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("http://standardterms.edqm.eu", "15054000"),
        ("http://standardterms.edqm.eu", "10219000"),
        ("http://snomed.info/sct", "732936001"),
        ("http://snomed.info/sct", "732937005"),
        ("http://snomed.info/sct", "428673006"),
        ("http://snomed.info/sct", "428641000"),
    ],
)
def test_tablets_and_capsules_count_by_their_code_alone(system: str, code: str) -> None:
    assert per_day({"text": "PREDNISONE 20MG CPR"}, {"value": 2, "system": system, "code": code}) == 40


@pytest.mark.parametrize("unit", ["Milligramm", "milligrammes", "miligramos", "milligrammi"])
def test_milligrams_in_the_words_of_other_countries(unit: str) -> None:
    assert per_day({"text": "Prednison 20 mg"}, {"value": 40, "unit": unit}) == 40


MEDICATION_PLAN = "https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_BMP_DOSIEREINHEIT"


@pytest.mark.parametrize(
    ("code", "unit", "expected"),
    [
        ("1", "Stück", 20),
        ("v", "mg", 1),
        ("t", "g", 1000),
        ("g", "Einzeldosis", None),
        ("g", None, None),
        ("l", "Mio E", None),
    ],
)
def test_a_letter_of_another_system_is_no_unit_of_mass(
    code: str, unit: str | None, expected: int | None
) -> None:
    dose = {"value": 1, "unit": unit, "system": MEDICATION_PLAN, "code": code}
    assert per_day({"text": "Prednisolon 20 mg Tabletten"}, dose) == expected
    assert (
        per_day({"text": "Prednisolon 20 mg"}, mg(0.02, "g") | {"system": "urn:oid:2.16.840.1.113883.6.8"})
        == 20
    )


def test_a_strength_in_a_letter_of_another_system_is_not_read() -> None:
    ratio = {"numerator": {"value": 20, "unit": "Einzeldosis", "system": MEDICATION_PLAN, "code": "g"}}
    product = {"resourceType": "Medication", "id": "m", "code": coded("8640"), "ingredient": [
        {"itemCodeableConcept": coded("8640"), "strength": ratio}]}  # fmt: skip
    ordered = order({}, dosage({"value": 1, "unit": "tablet"}))
    del ordered["medicationCodeableConcept"]
    ordered |= {"contained": [product], "medicationReference": {"reference": "#m"}}
    assert read(ordered).doses[0].per_day is None


def test_tablets_count_by_the_strength_in_the_written_name() -> None:
    assert per_day({"text": "prednisone 20 MG Oral Tablet"}, {"value": 2, "unit": "tablet"}) == 40
    assert per_day({"text": "prednisone"}, {"value": 2, "unit": "tablet"}) is None


def test_of_several_typed_doses_the_ordered_one_in_mass_decides_wherever_it_stands() -> None:
    def typed(kind: str, quantity: dict[str, Any]) -> dict[str, Any]:
        return {"type": {"coding": [{"code": kind}]}, "doseQuantity": quantity}

    amount, calculated = typed("admin-amount", {"value": 2, "unit": "tablet"}), typed("calculated", mg(11))
    ordered = typed("ordered", mg(10))
    for doses in (
        [amount, calculated, ordered],
        [ordered, amount, calculated],
        [calculated, ordered, amount],
    ):
        fact = read(order(PREDNISONE_20, {"doseAndRate": doses, "timing": daily()}))
        assert fact.doses[0].per_day == 10
    fact = read(order(PREDNISONE_20, {"doseAndRate": [amount, calculated], "timing": daily()}))
    assert fact.doses[0].per_day == 11
    a_range = {"type": {"coding": [{"code": "ordered"}]}, "doseRange": {"high": mg(10)}}
    named = typed("ordered", {"value": 10, "unit": "milligram of prednisone", "code": "mg"})
    for ordered in (a_range, named):
        fact = read(order(PREDNISONE_20, {"doseAndRate": [calculated, ordered], "timing": daily()}))
        assert fact.doses[0].per_day == 10
    tablets = typed("ordered", {"value": 1, "unit": "tablet"})
    assert (
        read(order(PREDNISONE_20, {"doseAndRate": [amount, tablets], "timing": daily()})).doses[0].per_day
        == 20
    )
    assert (
        read(order(PREDNISONE_20, {"doseAndRate": [tablets, calculated], "timing": daily()})).doses[0].per_day
        == 11
    )


def test_two_doses_of_one_type_that_differ_are_undetermined() -> None:
    def given(*milligrams: int) -> Decimal | None:
        doses = [{"doseQuantity": mg(amount)} for amount in milligrams]
        return read(order(PREDNISONE_20, {"doseAndRate": doses, "timing": daily()})).doses[0].per_day

    assert given(20, 20) == 20
    assert given(10, 20) is None
    assert given(20, 10) is None


@pytest.mark.parametrize(
    ("unit", "code"),
    [("tablet", "mg"), ("mg", "{tbl}"), ("mg", "g"), ("mL", "mg"), ("mg/kg", "mg"), ("mg/h", "mg")],
)
def test_a_unit_that_contradicts_its_code_leaves_the_dose_undetermined(unit: str, code: str) -> None:
    assert per_day(PREDNISONE_20, {"value": 2, "unit": unit, "code": code}) is None


def test_litres_are_a_thousand_millilitres() -> None:
    solution = {"text": "prednisolone 15 mg/5 mL oral solution"}
    assert per_day(solution, {"value": 0.01, "unit": "L"}) == 30
    assert per_day(solution, {"value": 10, "unit": "mL"}) == 30


def test_the_high_end_of_a_range_decides_and_the_low_end_is_kept() -> None:
    line = read(
        order(
            PREDNISONE_20,
            {"doseAndRate": [{"doseRange": {"low": mg(10), "high": mg(20)}}], "timing": daily()},
        )
    ).doses[0]
    assert (line.per_day, line.low_per_day) == (20, 10)
    line = read(
        order(PREDNISONE_20, {"doseAndRate": [{"doseRange": {"high": mg(20)}}], "timing": daily()})
    ).doses[0]
    assert (line.per_day, line.low_per_day) == (20, 0)
    line = read(
        order(PREDNISONE_20, {"doseAndRate": [{"doseRange": {"low": mg(10)}}], "timing": daily()})
    ).doses[0]
    assert line.per_day is None


@pytest.mark.parametrize(
    ("repeat", "low"),
    [
        ({"frequency": 1, "period": 8, "periodUnit": "h"}, 120),
        ({"frequency": 1, "period": 12, "periodUnit": "h"}, 80),
        ({"timeOfDay": ["08:00:00", "20:00:00"]}, 80),
        ({"when": ["MORN", "EVE"]}, 80),
        ({"frequency": 1, "period": 6, "periodMax": 8, "periodUnit": "h"}, 120),
        ({"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}, 40),
    ],
)
def test_a_schedule_is_a_range_only_where_it_is_written_as_one(repeat: dict[str, Any], low: int) -> None:
    (line,) = read(order(PREDNISONE_20, {"doseQuantity": mg(40), "timing": {"repeat": repeat}})).doses
    assert line.low_per_day == low


@pytest.mark.parametrize(("value", "unit"), [(2160, "h"), (90, "day(s)"), (7776000, "s")])
def test_a_duration_in_small_units_is_as_many_days(value: int, unit: str) -> None:
    assert days_in(value, unit) == 90


def test_doses_of_older_versions_stand_on_the_dosage_itself() -> None:
    assert read(order(PREDNISONE_20, {"doseQuantity": mg(15), "timing": daily()})).doses[0].per_day == 15
    assert (
        read(order(PREDNISONE_20, {"doseSimpleQuantity": mg(15), "timing": daily()})).doses[0].per_day == 15
    )


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (daily(2), "80"),
        ({"repeat": {"frequency": 1, "period": 2, "periodUnit": "d"}}, "20"),
        ({"repeat": {"frequency": 1, "period": 12, "periodUnit": "h"}}, "80"),
        ({"repeat": {"frequency": 1, "period": 8, "periodUnit": "h"}}, "120"),
        ({"repeat": {"frequency": 1, "period": 48, "periodUnit": "h"}}, "20"),
        ({"repeat": {"frequency": 2, "period": 86400, "periodUnit": "s"}}, "80"),
        ({"repeat": {"frequency": 1, "period": 480, "periodUnit": "min"}}, "120"),
        ({"code": {"text": "2 time(s) daily"}}, "80"),
        ({"code": {"text": "every 8 hrs"}}, "120"),
        ({"code": {"text": "every morning and evening"}}, "80"),
        ({"code": {"text": "Daily at bedtime"}}, "40"),
        ({"code": {"text": "every two weeks"}}, str(Decimal(40) / 14)),
        ({"repeat": {"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}}, "80"),
        ({"repeat": {"period": 1, "periodUnit": "d"}}, "40"),
        ({"repeat": {"frequency": 1, "periodUnit": "d"}}, "40"),
        ({"repeat": {"frequency": 1, "period": 1, "periodUnits": "d"}}, "40"),
        ({"repeat": {"frequency": 7, "period": 2, "periodUnit": "wk"}}, "20"),
        (
            {
                "repeat": {
                    "frequency": 1,
                    "period": 1,
                    "periodUnit": "d",
                    "dayOfWeek": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                }
            },
            "40",
        ),
        ({"repeat": {"when": ["MORN", "EVE"]}}, "80"),
        ({"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN", "EVE"]}}, "80"),
        ({"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["PCM"]}}, "80"),
        ({"repeat": {"timeOfDay": ["08:00:00", "12:00:00", "20:00:00"]}}, "120"),
        ({"code": {"coding": [{"code": "QD"}]}}, "40"),
        ({"code": {"coding": [{"code": "BID"}]}}, "80"),
        ({"code": {"coding": [{"code": "Q6H"}]}}, "160"),
        ({"code": {"coding": [{"code": "QOD"}]}}, "20"),
        ({"code": {"coding": [{"code": "local", "display": "Twice Daily"}]}}, "80"),
        ({"code": {"text": "daily"}}, "40"),
        ({"code": {"text": "every other day"}}, "20"),
        ({"code": {"text": "Every 12 hours"}}, "80"),
        ({"code": {"text": "3 times daily"}}, "120"),
    ],
)
def test_the_daily_amount_of_forty_mg(timing: dict[str, Any], expected: str) -> None:
    assert per_day(PREDNISONE_20, mg(40), timing) == Decimal(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1xD", 40), ("q day", 40), ("Q.D.", 40), ("q24hr", 40), ("Q1D", 40), ("Daily with breakfast", 40),
        ("daily (before dinner)", 40), ("b.i.d.", 80), ("BD", 80), ("2xD", 80), ("q12hr", 80),
        ("2 times daily with meals", 80), ("Twice a day, after food", None), ("q8 hours", 120), ("TDS", 120),
        ("three times daily before meals", 120), ("Q 12 hrs", 80), ("QDS", 160), ("q 2 days", 20),
        ("with meals", None), ("daily with lunch and dinner", None), ("with food", None),
        ("Once daily (qualifier value)", 40), ("Twice a day (qualifier value)", 80),
        ("Every eight hours (qualifier value)", 120), ("every twelve hours", 80),
        ("Every four to six hours (qualifier value)", None),
        ("before breakfast and at bedtime", None), ("OD", None), ("1-0-1", None), ("q4-6 hours", None),
        ("as needed with food", None),
        ("1x täglich", 40), ("2x/Tag", 80), ("2 mal am Tag", 80), ("zweimal täglich", 80), ("morgens", 40),
        ("1 fois par jour", 40), ("deux fois par jour", 80), ("2 maal per dag", 80), ("1x daags", 40),
        ("una vez al día", 40), ("2 veces al día", 80), ("2 volte al giorno", 80), ("cada 12 horas", 80),
        ("toutes les 8 heures", 120), ("alle 12 Stunden", 80), ("mane", 40), ("nocte", 40),
        ("matin et soir", 80), ("morgens und abends", 80), ("'s ochtends", 40), ("\u2019s avonds", 40),
        ("2dd", 80), ("1 dd", 40), ("1dd2", None), ("om de dag", 20), ("varannan dag", 20), ("OM", 40),
        ("hver anden dag", 20), ("un jour sur deux", 20), ("på morgonen", 40), ("hver morgen", 40),
        ("QDAILY", 40), ("0 dd", None),
        ("1 Tag", None), ("0x/Tag", None), ("0 fois par jour", None), ("alle 5 Stunden", None),
        ("alle 0 Stunden", None), ("bei Bedarf", None), ("1-0-0-0", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["text", "display"])
def test_how_often_as_records_abbreviate_it(place: str, written: str, expected: int | None) -> None:
    """In the text of ``Timing.code``, or as the display of a code of the record's own."""
    said = {"text": written} if place == "text" else {"coding": [{"code": "2510701", "display": written}]}
    assert per_day(PREDNISONE_20, mg(40), {"code": said}) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 (one) time each day", 40), ("2 (two) times a day with meals", 80), ("2 (three) times", None),
        ("every 12 (twelve) hours", 80), ("every 8 (eight) hours", 120), ("Once a day (at bedtime)", 40),
        ("Once a Day (in the morning)", 40), ("Twice daily (at bedtime)", None), ("BID (2 times a day)", 80),
        ("BID (3 times per day)", None), ("Every 24 hours (scheduled)", 40), ("Daily (as needed)", None),
        ("Q24H SCH", 40), ("q12h sch", 80), ("Q12H-SCH", 80), ("DAILY 0900", 40), ("Daily at 0900", 40),
        ("BID@0900,2100", 80), ("BID@0900", None), ("QDAY@0900", 40), ("daily BEDTIME", 40), ("Bedtime", 40),
        ("With breakfast", 40), ("once daily in the morning", 40), ("twice daily in the morning", None),
        ("BID WC", 80), ("TID AC", 120), ("BID with meals", 80), ("Daily w/ food", 40), ("QID PRN", None),
        ("4 times daily before meals and nightly", 160), ("with meals and nightly", None), ("EOD", 20),
        ("every 3rd day", str(Decimal(40) / 3)), ("once every other day", 20), ("Daily PRN", None),
        ("dagligen", 40), ("1 gang daglig", 40), ("2 gånger dagligen", 80), ("2 x tgl.", 80),
        ("één keer per dag", 40), ("eenmaal daags", 40), ("q" * 500, None), ("@00" * 200, None),
    ],
)  # fmt: skip
def test_how_often_as_order_entry_systems_write_it(written: str, expected: Any) -> None:
    """What they put around the plain words. Where that says something else the amount is not known."""
    amount = per_day(PREDNISONE_20, mg(40), {"code": {"text": written}})
    assert amount == (None if expected is None else Decimal(expected))


def test_weekday_only_is_five_sevenths_and_weekly_is_one() -> None:
    weekdays = {
        "repeat": {
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "dayOfWeek": ["mon", "tue", "wed", "thu", "fri"],
        }
    }
    assert per_day(PREDNISONE_20, mg(28), weekdays) == 20
    three = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "wed", "fri"]}}
    assert per_day(PREDNISONE_20, mg(70), three) == 30
    assert per_day(PREDNISONE_20, mg(70), {"code": {"text": "mon/wed/fri"}}) == 30
    assert per_day(PREDNISONE_20, mg(70), {"code": {"text": "weekly"}}) == 10
    assert per_day(PREDNISONE_20, mg(70), {"code": {"text": "three times weekly"}}) == 30


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("every Monday", 10), ("once weekly on Monday", 10), ("Monday, once a week", 10), ("1x/week", 10),
        ("2 x weekly", 20), ("2x/day", 140), ("QWK", 10), ("Q2D", 35), ("every Monday and Thursday", 20),
        ("1x wöchentlich", 10), ("wekelijks", 10), ("2 fois par semaine", 20), ("every other Monday", None),
        ("MWF", 30), ("M/W/F", 30), ("q MWF", 30), ("Mo-We-Fr", 30), ("MO-WE-FR@0900", 30), ("Mo/Mi/Fr", 30),
        ("Once per day on Mon Wed Fri", 30), ("Daily on Tuesday and Thursday", 20), ("Tu We Mi", None),
        ("2 times per day on Mon Wed Fri", None), ("daily on the ward", None), ("3x/wk", 30),
        ("1 (one) time per week", 10), ("3 (three) times a week", 30), ("once every 4 weeks", 2.5),
        ("every 4 (four) weeks", 2.5), ("Q4W", 2.5), ("once every other week", 5),
        ("twice weekly on Monday", None), ("once weekly on Mon and Fri", None),
    ],
)  # fmt: skip
def test_a_week_in_words(written: str, expected: float | None) -> None:
    assert per_day(PREDNISONE_20, mg(70), {"code": {"text": written}}) == expected


def test_the_largest_day_is_the_whole_dose_where_days_are_skipped() -> None:
    other_day = {"repeat": {"frequency": 1, "period": 2, "periodUnit": "d"}}
    assert read(order(PREDNISONE_20, dosage(40, other_day))).doses[0].largest_day == 40
    assert read(order(PREDNISONE_20, dosage(40, daily(2)))).doses[0].largest_day == 80


@pytest.mark.parametrize(
    "timing",
    [
        {},
        {"repeat": {}},
        {"repeat": {"frequency": 1}},
        {"repeat": {"frequency": 1, "period": 1, "periodUnit": "moon"}},
        {"repeat": {"frequency": 0, "period": 1, "periodUnit": "d"}},
        {"repeat": {"frequency": 1, "period": 0, "periodUnit": "d"}},
        {"repeat": {"when": ["C"]}},
        {"repeat": {"when": ["PC", "HS"]}},
        {"repeat": {"when": ["PC"], "dayOfWeek": ["mon"]}},
        {"code": {"text": "as directed"}},
        {"code": {"text": "every 0 hours"}},
    ],
)
def test_an_unreadable_schedule_is_undetermined(timing: dict[str, Any]) -> None:
    assert per_day(PREDNISONE_20, mg(40), timing) is None


def test_a_dosage_in_words_alone_and_a_missing_dosage_are_undetermined() -> None:
    for dosages in ([{"text": "20 mg once daily"}], []):
        fact = read(order(PREDNISONE_20, *dosages))
        assert [line.per_day for line in fact.doses] == [None]
        assert not fact.doses_readable


def test_as_needed_gives_nothing_and_says_so() -> None:
    for prn in (
        {"asNeededBoolean": True},
        {"asNeededCodeableConcept": {"text": "flare"}},
        {"asNeeded": True},
    ):
        line = read(order(PREDNISONE_20, dosage(20, **prn))).doses[0]
        assert (line.per_day, line.as_needed, line.per_dose) == (0, True, 20)
    assert not read(order(PREDNISONE_20, dosage(20, asNeededBoolean=False))).doses[0].as_needed


def test_the_stated_maximum_is_read_in_mg_and_days() -> None:
    def most(*ratios: dict[str, Any]) -> object:
        return read(order(PREDNISONE_20, dosage(20, maxDosePerPeriod=list(ratios)))).doses[0].most

    def ratio(amount: int, unit: str, period: int, time: str) -> dict[str, Any]:
        return {"numerator": {"value": amount, "unit": unit}, "denominator": {"value": period, "unit": time}}

    assert most(ratio(40, "mg", 1, "d"), ratio(200, "mg", 1, "wk")) == ((40, 1), (200, 7))
    assert most(ratio(3, "tablets", 24, "h")) == ((60, 1),)
    assert most(ratio(3, "furlong", 1, "d"), ratio(40, "mg", 1, "blink"), {}) == ()
    r4 = dosage(20, maxDosePerPeriod=ratio(40, "mg", 1, "d"))
    assert read(order(PREDNISONE_20, r4)).doses[0].most == ((40, 1),)


def test_a_single_dose_lands_on_its_day_only() -> None:
    for timing in (
        {"code": {"text": "once"}},
        {"code": {"coding": [{"code": "STAT"}]}},
        {"repeat": {"count": 1}},
    ):
        line = read(order(PREDNISONE_20, dosage(20, timing), authoredOn=at(-3))).doses[0]
        assert line.single
        assert line.first == line.last
        assert line.first is not None
        assert line.first.isoformat() == at(-3)
    events = read(order(PREDNISONE_20, dosage(20, {"event": [at(1), at(8)]}))).doses
    assert [line.first.isoformat() for line in events if line.first] == [at(1), at(8)]


def test_an_event_beside_a_schedule_is_its_beginning() -> None:
    """Events of several days are the doses; one that the record counts as all of them is, too."""
    for event, timing, expected in (
        (at(2), daily(), 20),
        (f"{at(2)}T08:00:00+00:00", {"code": {"coding": [{"code": "BID"}]}}, 40),
        (at(2), {"repeat": {"when": ["MORN", "EVE"]}}, 40),
    ):
        (line,) = read(order(PREDNISONE_20, dosage(20, {"event": [event], **timing}))).doses
        assert (line.first and line.first.isoformat(), line.last, line.per_day) == (at(2), None, expected)
    bounded = {"event": [at(2)], **daily(boundsDuration={"value": 10, "code": "d"})}
    (line,) = read(order(PREDNISONE_20, dosage(20, bounded))).doses
    assert line.last is not None
    assert line.last.isoformat() == at(11)
    for timing in (
        {"event": [at(2)], "code": {"text": "once"}},
        {"event": [at(2)], **daily(count=1)},
        {"event": [at(2), at(3)], **daily()},
    ):
        assert all(line.single for line in read(order(PREDNISONE_20, dosage(20, timing))).doses)


def spans(resource: dict[str, Any]) -> list[tuple[str | None, str | None, Decimal | None]]:
    lines = read(resource).doses
    return [
        (one.first and one.first.isoformat(), one.last and one.last.isoformat(), one.per_day) for one in lines
    ]


def test_bounds_are_read_from_period_duration_range_and_count() -> None:
    def bounded(**repeat: Any) -> list[Any]:
        return spans(order(PREDNISONE_20, dosage(20, daily(**repeat)), authoredOn=at(0)))

    assert bounded(boundsPeriod={"start": at(-5), "end": at(4)}) == [(at(-5), at(4), 20)]
    assert bounded(boundsDuration={"value": 10, "code": "d"}) == [(at(0), at(9), 20)]
    assert bounded(boundsDuration={"value": 4, "unit": "weeks"}) == [(at(0), at(27), 20)]
    for weeks in ("Wochen", "Woche(n)", "semaines", "semanas", "settimane", "weken", "veckor"):
        assert bounded(boundsDuration={"value": 4, "unit": weeks}) == [(at(0), at(27), 20)]
    high, low = {"value": 14, "code": "d"}, {"value": 7, "code": "d"}
    assert bounded(boundsRange={"low": low, "high": high}) == [(at(0), at(13), 20)]
    assert bounded(count=10) == [(at(0), at(9), 20)]
    assert bounded() == [(at(0), None, 20)]


@pytest.mark.parametrize(
    ("repeat", "last"),
    [
        ({"duration": 5, "durationUnit": "d"}, 4),
        ({"duration": 2, "durationUnit": "wk"}, 13),
        ({"duration": 5, "durationMax": 7, "durationUnit": "d"}, 6),
        ({"duration": 5, "durationUnit": "d", "boundsDuration": {"value": 9, "code": "d"}}, 8),
        ({"duration": 1, "durationUnit": "d"}, None),
        ({"duration": 24, "durationUnit": "h"}, None),
        ({"duration": 5, "durationUnit": "{dose}"}, None),
    ],
)
def test_a_dose_that_would_last_longer_than_until_the_next_is_the_length_of_the_course(
    repeat: dict[str, Any], last: int | None
) -> None:
    ordered = order(PREDNISONE_20, dosage(20, daily(**repeat)), authoredOn=at(0))
    assert spans(ordered) == [(at(0), None if last is None else at(last), 20)]


def test_a_dose_that_lasts_no_longer_than_until_the_next_has_no_length() -> None:
    weekly = {"frequency": 1, "period": 4, "periodUnit": "wk", "duration": 5, "durationUnit": "d"}
    assert spans(order(PREDNISONE_20, dosage(20, {"repeat": weekly}), authoredOn=at(0)))[0][1] is None


def test_steps_of_a_taper_whose_lengths_are_written_as_that_of_a_dose_follow_each_other() -> None:
    steps = [dosage(dose, daily(duration=1, durationUnit="wk"), sequence=n) for n, dose in ((1, 40), (2, 20))]
    taper = order(PREDNISONE_20, *steps, authoredOn=at(0))
    assert spans(taper) == [(at(0), at(6), 40), (at(7), at(13), 20)]


def test_a_unit_of_time_without_a_number_beside_a_length_tells_no_schedule() -> None:
    # "60 mg for a week", as a French example has it: read as once a week it was a seventh of the dose.
    repeat = {"frequency": 1, "periodUnit": "wk", "duration": 1, "durationUnit": "wk"}
    assert per_day(PREDNISONE_20, 60, {"repeat": repeat}) is None
    assert per_day(PREDNISONE_20, 60, {"repeat": {"frequency": 1, "periodUnit": "d"}}) == 60


def test_rising_sequences_with_bounds_follow_each_other() -> None:
    steps = [
        dosage(dose, daily(boundsDuration={"value": 7, "code": "d"}), sequence=n)
        for n, dose in ((2, 20), (1, 40))
    ]
    steps.append(dosage(10, sequence=3))
    taper = order(PREDNISONE_20, *steps, authoredOn=at(0))
    assert spans(taper) == [(at(0), at(6), 40), (at(7), at(13), 20), (at(14), None, 10)]


def from_on(dose: Any, start: int, sequence: int | None = None, **more: Any) -> dict[str, Any]:
    end = {"end": at(more.pop("end"))} if "end" in more else {}
    step = dosage(dose, daily(boundsPeriod={"start": at(start), **end}), **more)
    return step if sequence is None else {**step, "sequence": sequence}


def test_a_step_of_a_taper_that_states_its_start_alone_ends_before_the_next() -> None:
    steps = [from_on(20, 14, 2), from_on(40, 0, 1), from_on(10, 28, 3)]
    taper = order(PREDNISONE_20, *steps, authoredOn=at(0))
    assert spans(taper) == [(at(0), at(13), 40), (at(14), at(27), 20), (at(28), None, 10)]
    unnumbered = order(PREDNISONE_20, from_on(40, 0), from_on(20, 14), authoredOn=at(0))
    assert spans(unnumbered) == [(at(0), None, 40), (at(14), None, 20)]


def test_the_day_that_two_steps_of_a_taper_share_is_that_of_the_later_one() -> None:
    taper = order(PREDNISONE_20, from_on(20, 0, 1, end=14), from_on(10, 14, 2, end=28))
    assert spans(taper) == [(at(0), at(13), 20), (at(14), at(28), 10)]
    longer = order(PREDNISONE_20, from_on(20, 0, 1, end=20), from_on(10, 14, 2, end=28))
    assert spans(longer) == [(at(0), at(20), 20), (at(14), at(28), 10)]


def test_a_step_that_begins_no_later_ends_none() -> None:
    order_of_starts = order(PREDNISONE_20, from_on(20, 0, 2), from_on(40, 14, 1), authoredOn=at(0))
    assert spans(order_of_starts) == [(at(14), None, 40), (at(0), None, 20)]


def test_no_single_dose_and_none_as_needed_is_the_next_step_of_a_taper() -> None:
    once = dosage(125, {"event": [at(7)]}, sequence=2)
    assert spans(order(PREDNISONE_20, from_on(20, 0, 1), once))[0] == (at(0), None, 20)
    one_alone = dosage(125, {"repeat": {"boundsPeriod": {"start": at(7)}, "count": 1}}, sequence=2)
    assert spans(order(PREDNISONE_20, from_on(20, 0, 1), one_alone))[0] == (at(0), None, 20)
    if_needed = from_on(10, 7, 2, asNeededBoolean=True)
    assert spans(order(PREDNISONE_20, from_on(20, 0, 1), if_needed))[0] == (at(0), None, 20)


@pytest.mark.parametrize("sequences", [(1, 1), (None, None), (1, 2)])
def test_dosages_of_one_sequence_or_without_bounds_run_side_by_side(
    sequences: tuple[int | None, ...],
) -> None:
    parts = [
        dosage(dose) | ({"sequence": n} if n else {}) for n, dose in zip(sequences, (20, 5), strict=True)
    ]
    assert spans(order(PREDNISONE_20, *parts, authoredOn=at(0))) == [(at(0), None, 20), (at(0), None, 5)]


@pytest.mark.parametrize(
    ("mg_written", "per_tablet", "trimethoprim"),
    [
        ("80", "80", "80"), ("400", "80", "80"), ("480", "80", "80"), ("160", "80", "160"),
        ("800", "80", "160"),
        ("960", "80", "160"), ("320", "80", "320"), ("40", "80", "40"), ("160", "160", "160"),
        ("800", "160", "160"),
        ("960", "160", "160"), ("80", "160", "80"), ("400", "160", "80"), ("123", "80", None),
        ("2000", "80", None),
        ("80", None, "80"), ("400", None, "80"), ("480", None, "80"), ("160", None, "160"),
        ("800", None, "160"),
        ("960", None, "160"), ("240", None, "240"), ("320", None, "320"), ("100", None, None),
        ("0", "80", None),
    ],
)  # fmt: skip
def test_co_trimoxazole_is_counted_in_trimethoprim(
    mg_written: str, per_tablet: str | None, trimethoprim: str | None
) -> None:
    strength = None if per_tablet is None else Decimal(per_tablet)
    expected = None if trimethoprim is None else Decimal(trimethoprim)
    assert trimethoprim_in(Decimal(mg_written), strength) == expected


@pytest.mark.parametrize("text", ["Cotrim", "Cotrim 960 mg/480 mg", "Cotrim 500", "Cotrim 20 Tabletten"])
def test_a_co_trimoxazole_tablet_of_no_known_strength_is_undetermined(text: str) -> None:
    assert read(order({"text": text}, dosage({"value": 1, "unit": "tablet"}))).doses[0].per_day is None


@pytest.mark.parametrize(
    ("concept", "dose", "expected"),
    [
        (TMP_SMX_SS, {"value": 1, "unit": "tablet"}, "80"),
        (TMP_SMX_DS, {"value": 1, "unit": "tablet"}, "160"),
        (TMP_SMX_DS, mg(960), "160"),
        ("10831", mg(480), "80"),
        ("313134", {"value": 10, "unit": "mL"}, "80"),
        ({"text": "sulfamethoxazole-trimethoprim 800-160 mg tablet"}, {"value": 1, "unit": "tablet"}, "160"),
        ({"text": "TMP-SMX 80/400"}, {"value": 1, "unit": "tablet"}, "80"),
        (
            {"text": "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet"},
            {"value": 1, "unit": "tab"},
            "80",
        ),
        (
            {"text": "sulfamethoxazole-trimethoprim 200-40 mg/5 mL suspension"},
            {"value": 10, "unit": "mL"},
            "80",
        ),
        ({"text": "Bactrim DS"}, {"value": 1, "unit": "tablet"}, "160"),
        ({"text": "Bactrim forte"}, {"value": 1, "unit": "tablet"}, "160"),
        ({"text": "Cotrim forte 960"}, {"value": 0.5, "unit": "tablet"}, "80"),
        ({"text": "co-trimoxazole 960 mg tablets"}, {"value": 1, "unit": "tablet"}, "160"),
        ({"text": "Cotrim 480"}, {"value": 1, "unit": "tablet"}, "80"),
        ({"text": "co-trimoxazole 240 mg/5 mL"}, {"value": 10, "unit": "mL"}, "80"),
    ],
)
def test_co_trimoxazole_orders_give_trimethoprim(concept: Any, dose: dict[str, Any], expected: str) -> None:
    fact = read(order(concept, dosage(dose)))
    assert fact.amount_ingredient == "10829"
    assert fact.doses[0].per_day == Decimal(expected)
