from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.facts import INFINITE, Amount, Observation, Quantity
from cdshooks.patient.unit_spellings import fold
from cdshooks.patient.unit_tables import _MEASURE_OF, measure_of
from cdshooks.patient.units import canonical_unit, quantity_from_text, read_amount, times_upper_limit
from tests.patient.records import terminology


def amount(value_set: str, value: str, unit: str | None = None, code: str | None = None) -> Decimal | None:
    """The exact amount that is read, ``None`` where it is not read."""
    read = read_amount(value_set, Quantity(Decimal(value), unit, code))
    if read is None:
        return None
    assert read.low == read.high
    return read.low


@pytest.mark.parametrize(
    ("value_set", "value", "unit", "expected"),
    [
        ("obs_creatinine", "1.2", "mg/dL", "1.2"),
        ("obs_creatinine", "88.4", "umol/L", "1"),
        ("obs_creatinine", "88.4", "µmol/L", "1"),
        ("obs_creatinine", "88.4", "μmol/l", "1"),
        ("obs_creatinine", "0.0884", "mmol/L", "1"),
        ("obs_creatinine", "1.2", "MG/DL", "1.2"),
        ("obs_bilirubin_total", "17.104", "umol/L", "1"),
        ("obs_potassium", "5.5", "mmol/L", "5.5"),
        ("obs_egfr", "28", "mL/min/1.73/m2", "28"),
        ("obs_egfr", "28", "mL/min/{1.73}m2", "28"),
        ("obs_egfr", "28", "mL/min per 1.73 m2", "28"),
        ("obs_egfr", "28", "ml/min/1.73 qm", "28"),
        ("obs_egfr", "0.5", "mL/s/{1.73_m2}", "30"),
        ("obs_fio2_o2flow", "4", "Liters/minute", "4"),
        ("obs_lymphocytes_abs", "0.9", "Th/cumm", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "thousand/mcL", "0.9"),
        ("obs_dlco_abs", "15", "mL/min/Torr", "15"),
        ("obs_dlco_abs", "15", "mL/min/mm Hg", "15"),
        ("obs_potassium", "5.5", "mEq/L", "5.5"),
        ("obs_potassium", "5.5", "meq/L", "5.5"),
        ("obs_potassium", "5.5", "MMOL/L", "5.5"),
        ("obs_potassium", "5.5", "mmol/litre", "5.5"),
        ("obs_potassium", "5.5", "mEq/Liter", "5.5"),
        ("obs_potassium", "5.5", "mmol.L-1", "5.5"),
        ("obs_potassium", "5.5", "mmol L-1", "5.5"),
        ("obs_potassium", "5.5", "mM", "5.5"),
        ("obs_creatinine", "88.4", "\u00b5M", "1"),
        ("obs_creatinine", "1.2", "mg.dL-1", "1.2"),
        ("obs_eosinophils_abs", "350", "/uL", "0.35"),
        ("obs_eosinophils_abs", "0.35", "10*9/L", "0.35"),
        ("obs_eosinophils_pct", "4", "%", "4"),
        ("obs_lymphocytes_abs", "0.9", "10*9/L", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "10*3/uL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "x10^3/uL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "10^3/µL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "x10E3/uL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "10E9/L", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "x10(3)/mcL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "10 3/uL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "K/uL", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "K/MCL", "0.9"),
        ("obs_lymphocytes_abs", "900", "CELLS/MCL", "0.9"),
        ("obs_methemoglobin", "5.1", "% of total Hgb", "5.1"),
        ("obs_lymphocytes_abs", "0.9", "k/mcL", "0.9"),
        ("obs_lymphocytes_abs", "900", "/\u00b5l", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "Tsd./\u00b5l", "0.9"),
        ("obs_egfr", "59", "mL/min/1.73 sq.m", "59"),
        ("obs_igg", "3.9", "gm/L", "3.9"),
        ("obs_lymphocytes_abs", "0.9", "thou/mm3", "0.9"),
        ("obs_lymphocytes_abs", "0.9", "Thousand/uL", "0.9"),
        ("obs_lymphocytes_abs", "900", "/uL", "0.9"),
        ("obs_lymphocytes_abs", "900", "{cells}/uL", "0.9"),
        ("obs_lymphocytes_abs", "900", "cells/uL", "0.9"),
        ("obs_lymphocytes_abs", "900", "cells/mm^3", "0.9"),
        ("obs_lymphocytes_abs", "900", "10*6/L", "0.9"),
        ("obs_cd4_abs", "200", "cells/mcL", "0.2"),
        ("obs_platelets", "150", "G/L", "150"),
        ("obs_fvc_l", "2.7", "L", "2.7"),
        ("obs_fvc_l", "2700", "mL", "2.7"),
        ("obs_fvc_l", "2.7", "liters", "2.7"),
        ("obs_fvc_pct_predicted", "76", "%", "76"),
        ("obs_fvc_pct_predicted", "76", "%{predicted}", "76"),
        ("obs_fvc_pct_predicted", "76", "% pred", "76"),
        ("obs_fvc_pct_predicted", "0.76", "1", "76"),
        ("obs_fvc_pct_predicted", "0.76", "{ratio}", "76"),
        ("obs_fev1_fvc_ratio", "0.68", "1", "0.68"),
        ("obs_fev1_fvc_ratio", "68", "%", "0.68"),
        ("obs_dlco_abs", "14", "mL/min/mm[Hg]", "14"),
        ("obs_dlco_abs", "14", "ml/min/mmHg", "14"),
        ("obs_dlco_abs", "5", "mmol/min/kPa", "14.930"),
        ("obs_spo2", "0.91", "1", "91"),
        ("obs_spo2", "91", "%", "91"),
        ("obs_hemoglobin", "9.5", "g/dL", "9.5"),
        ("obs_hemoglobin", "95", "g/L", "9.5"),
        ("obs_hemoglobin", "8", "mmol/L", "12.888"),
        ("obs_methemoglobin", "5", "%", "5"),
        ("obs_methemoglobin", "0.05", "1", "5"),
        ("obs_alt", "40", "U/L", "40"),
        ("obs_alt", "40", "[IU]/L", "40"),
        ("obs_alt", "40", "IU/L", "40"),
        ("obs_alt", "1.5", "ukat/L", "90"),
        ("obs_ige_total", "500", "[IU]/mL", "500"),
        ("obs_ige_total", "500", "kU/L", "500"),
        ("obs_ige_total", "242", "ng/mL", "100"),
        ("obs_ige_total", "242", "ug/L", "100"),
        ("obs_hcg", "25", "mIU/mL", "25"),
        ("obs_hcg", "25", "m[IU]/mL", "25"),
        ("obs_hcg", "25", "MIU/ML", "25"),
        ("obs_hcg", "25", "IU/L", "25"),
        ("obs_hcg", "0.025", "IU/mL", "25"),
        ("obs_igg", "600", "mg/dL", "6"),
        ("obs_igg", "600", "mg/100 mL", "6"),
        ("obs_igg", "600", "mg%", "6"),
        ("obs_igg", "6000", "mg/L", "6"),
        ("obs_igg", "6000", "µg/mL", "6"),
        ("obs_igg", "6000", "mcg/mL", "6"),
        ("obs_igg", "0.6", "g/dL", "6"),
        ("obs_igg", "0.6", "g/100 mL", "6"),
        ("obs_iga", "70", "mg/L", "0.07"),
        ("obs_igg_subclass4", "1350", "mg/L", "1.35"),
        ("obs_creatinine", "12", "mg/L", "1.2"),
        ("obs_creatinine", "12", "ug/mL", "1.2"),
        ("obs_bilirubin_total", "12", "ug/mL", "1.2"),
        ("obs_albumin", "3500", "mg/dL", "3.5"),
        ("obs_albumin", "3.5", "g/100mL", "3.5"),
        ("obs_crp", "1.5", "mg/100mL", "15"),
        ("obs_crp", "1500", "ng/mL", "1.5"),
        ("obs_cortisol", "150", "ug/L", "15"),
        ("obs_cortisol", "150", "ng/mL", "15"),
        ("obs_ige_total", "500", "UI/mL", "500"),
        ("obs_ige_total", "500", "kE/L", "500"),
        ("obs_ige_total", "500", "IE/ml", "500"),
        ("obs_hemoglobin", "9", "gm%", "9"),
        ("obs_egfr", "28", "ml/min/1,73m²", "28"),
        ("obs_hcg", "25", "mUI/mL", "25"),
        ("obs_ck", "180", "mIU/mL", "180"),
        ("obs_platelets", "15.0", "10^4/µL", "150"),
        ("obs_platelets", "15.0", "×10^4/μL", "150"),
        ("obs_wbc", "52", "10^2/uL", "5.2"),
        ("obs_platelets", "150", "Gpt/l", "150"),
        ("obs_platelets", "150", "E9/l", "150"),
        ("obs_neutrophils_abs", "900", "Mpt/l", "0.9"),
        ("obs_neutrophils_abs", "0.9", "10^3 cells/uL", "0.9"),
        ("obs_neutrophils_abs", "0.9", "Thous/mcL", "0.9"),
        ("obs_body_weight", "70", "kg", "70"),
        ("obs_body_weight", "70000", "g", "70"),
        ("obs_body_weight", "100", "[lb_av]", "45.359237"),
        ("obs_body_weight", "100", "lbs", "45.359237"),
        ("obs_body_weight", "16", "oz", "0.45359237"),
        ("obs_body_height", "1.7", "m", "170"),
        ("obs_body_height", "70", "[in_i]", "177.8"),
        ("obs_6mwd", "400", "m", "400"),
        ("obs_6mwd", "1000", "ft", "304.8"),
        ("obs_egfr", "45", "mL/min/{1.73_m2}", "45"),
        ("obs_egfr", "45", "mL/min/1.73m2", "45"),
        ("obs_egfr", "45", "mL/min/1.73 m²", "45"),
        ("obs_fio2_o2flow", "2", "L/min", "2"),
        ("obs_fio2", "28", "%", "28"),
        ("obs_inr", "2.5", None, "2.5"),
        ("obs_inr", "2.5", "{INR}", "2.5"),
        ("obs_crp", "1.5", "mg/dL", "15"),
        ("obs_body_temp", "98.6", "[degF]", "37"),
        ("obs_g6pd_quantitative", "7.1", "U/g{Hb}", "7.1"),
        ("obs_abg_pao2", "8", "kPa", "60"),
    ],
)
def test_a_result_is_brought_to_its_canonical_unit_exactly(
    value_set: str, value: str, unit: str | None, expected: str
) -> None:
    assert amount(value_set, value, unit) == Decimal(expected)
    if unit is not None:
        assert amount(value_set, value, None, unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("value_set", "value", "unit"),
    [
        ("obs_creatinine", "1.2", None),
        ("obs_creatinine", "1.2", "mg"),
        ("obs_creatinine", "1.2", "Mmol/L"),
        ("obs_creatinine", "1.2", "furlong"),
        ("obs_potassium", "5.5", None),
        ("obs_potassium", "5.5", "mg/dL"),
        ("obs_potassium", "5.5", "Mmol/L"),
        ("obs_lymphocytes_abs", "0.9", None),
        ("obs_lymphocytes_abs", "20", "%"),
        ("obs_eosinophils_abs", "4", "%"),
        ("obs_lymphocytes_abs", "0.9", "10*12/L"),
        ("obs_fvc_l", "76", "%"),
        ("obs_fvc_l", "2.7", None),
        ("obs_fvc_pct_predicted", "2.7", "L"),
        ("obs_hemoglobin", "8", "umol/L"),
        ("obs_hemoglobin", "8", None),
        ("obs_methemoglobin", "5", None),
        ("obs_ige_total", "500", None),
        ("obs_body_weight", "70", None),
        ("obs_hcg", "25", "ng/mL"),
        ("obs_egfr", "45", "mL/s"),
        ("obs_fio2_o2flow", "28", "%"),
        ("obs_ab_mda5", "25", "U/mL"),
        ("obs_nothing", "25", "U/mL"),
    ],
)
def test_a_result_with_a_missing_or_foreign_unit_is_not_read(
    value_set: str, value: str, unit: str | None
) -> None:
    assert amount(value_set, value, unit) is None


@pytest.mark.parametrize(
    ("value_set", "value", "expected"),
    [
        ("obs_fev1_fvc_ratio", "0.68", "0.68"),
        ("obs_fev1_fvc_ratio", "1", "1"),
        ("obs_fev1_fvc_ratio", "1.01", "0.0101"),
        ("obs_fev1_fvc_ratio", "68", "0.68"),
        ("obs_fev1_fvc_ratio", "150", "1.5"),
        ("obs_fev1_fvc_ratio", "150.1", None),
        ("obs_fvc_pct_predicted", "0.76", "76"),
        ("obs_fvc_pct_predicted", "76", "76"),
        ("obs_spo2", "0.88", "88"),
        ("obs_spo2", "1", "100"),
        ("obs_spo2", "88", "88"),
        ("obs_spo2", "100.1", None),
    ],
)
def test_what_has_no_dimension_is_a_ratio_or_a_percentage_without_a_unit(
    value_set: str, value: str, expected: str | None
) -> None:
    assert amount(value_set, value) == (None if expected is None else Decimal(expected))


def test_a_number_too_large_for_the_ratio_it_says_it_is_is_not_read() -> None:
    assert amount("obs_fev1_fvc_ratio", "72", "1") is None
    assert amount("obs_fvc_pct_predicted", "3", "1") is None  # 300 %
    assert amount("obs_fvc_pct_predicted", "2", "1") == 200
    assert amount("obs_fvc_pct_predicted", "76", "1") is None
    assert amount("obs_spo2", "97", "1") is None
    assert amount("obs_spo2", "1", "1") == 100
    assert amount("obs_spo2", "1.01", "1") is None


@pytest.mark.parametrize(
    ("value_set", "unit", "inside", "outside"),
    [
        ("obs_fvc_l", "L", ("0.5", "8"), ("0.49", "8.01")),
        ("obs_fvc_l", "mL", ("500", "8000"), ("499", "8001")),
        ("obs_fvc_pct_predicted", "%", ("10", "200"), ("9.9", "200.1")),
        ("obs_dlco_pct_predicted", "%", ("10", "200"), ("9.9", "200.1")),
        ("obs_spo2", "%", ("0", "100"), ("-1", "100.1")),
        ("obs_creatinine", "mg/dL", ("0", "30"), ("-0.1",)),
    ],
)
def test_absurd_values_are_not_read(
    value_set: str, unit: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert all(amount(value_set, value, unit) is not None for value in inside)
    assert all(amount(value_set, value, unit) is None for value in outside)


def test_code_and_unit_that_contradict_each_other_are_not_read() -> None:
    assert amount("obs_creatinine", "100", "umol/L", "mg/dL") is None
    assert amount("obs_fvc_l", "76", "%", "L") is None
    assert amount("obs_fvc_l", "76", "L", "%") is None


def test_code_and_unit_that_say_the_same_are_read() -> None:
    assert amount("obs_lymphocytes_abs", "0.9", "K/uL", "10*3/uL") == Decimal("0.9")
    assert amount("obs_potassium", "5.5", "mEq/L", "mmol/L") == Decimal("5.5")


def test_a_local_code_or_a_name_of_a_unit_does_not_hide_the_other() -> None:
    assert amount("obs_creatinine", "1.2", "mg/dL", "4711") == Decimal("1.2")
    assert amount("obs_creatinine", "1.2", "milligrams per decilitre", "mg/dL") == Decimal("1.2")


@pytest.mark.parametrize(
    ("value_set", "unit"),
    [
        ("obs_creatinine", "milligram per deciliter"),
        ("obs_creatinine", "milligrams per decilitre"),
        ("obs_potassium", "Millimole per liter"),
        ("obs_potassium", "milliequivalents per litre"),
        ("obs_hemoglobin", "gram(s) per deciliter"),
        ("obs_alt", "enzyme unit per liter"),
        ("obs_lymphocytes_abs", "thousand per microliter"),
        ("obs_lymphocytes_abs", "10x3/uL"),
        ("obs_lymphocytes_abs", "Thousand/mm3"),
        ("obs_fvc_l", "Liter(s)"),
    ],
)
def test_a_unit_that_is_spelled_out_is_read(value_set: str, unit: str) -> None:
    assert amount(value_set, "2", unit) == 2
    assert amount("obs_creatinine", "2", "milligram per deciliter per fortnight") is None


def test_a_range_that_ends_at_a_bound_may_reach_it() -> None:
    ten, twenty = Decimal(10), Decimal(20)
    assert Amount(ten, twenty).at_least(twenty) is NOT_KNOWN
    assert Amount(ten, twenty, high_open=True).at_least(twenty) is NO
    assert Amount(ten, twenty).above(twenty) is NO
    assert Amount(ten, twenty).above(ten) is NOT_KNOWN
    assert Amount(ten, twenty, low_open=True).above(ten) is YES


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        (">", Amount(Decimal(60), INFINITE, low_open=True)),
        (">=", Amount(Decimal(60), INFINITE)),
        ("<", Amount(Decimal(0), Decimal(60), high_open=True)),
        ("<=", Amount(Decimal(0), Decimal(60))),
        ("ad", None),
        ("?", None),
    ],
)
def test_a_comparator_makes_a_range(comparator: str, expected: Amount | None) -> None:
    quantity = Quantity(Decimal(60), "mL/min", None, comparator)
    assert read_amount("obs_egfr", quantity) == expected


@pytest.mark.parametrize(
    ("value_set", "comparator", "number", "expected"),
    [
        ("obs_egfr", ">", 60, Amount(Decimal(60), INFINITE, low_open=True)),
        ("obs_egfr", ">=", 60, Amount(Decimal(60), INFINITE)),
        ("obs_egfr", "<", 15, Amount(Decimal(0), Decimal(15), high_open=True)),
        ("obs_egfr", "<=", 5, Amount(Decimal(0), Decimal(5))),
        ("obs_egfr", "<", 4, None),
        ("obs_egfr", None, 60, None),
        ("obs_creatinine", ">", 60, None),
        ("obs_creatinine", "<", 60, None),
    ],
)
def test_an_egfr_above_or_below_a_number_needs_no_unit(
    value_set: str, comparator: str | None, number: int, expected: Amount | None
) -> None:
    assert read_amount(value_set, Quantity(Decimal(number), None, None, comparator)) == expected


def test_a_range_answers_only_what_it_can() -> None:
    above_60 = read_amount("obs_egfr", Quantity(Decimal(60), "mL/min", None, ">"))
    assert above_60 is not None
    assert above_60.above(Decimal(60)) is YES
    assert above_60.above(Decimal(61)) is NOT_KNOWN
    below_5 = read_amount("obs_creatinine", Quantity(Decimal("0.5"), "mg/dL", None, "<"))
    assert below_5 is not None
    assert below_5.at_least(Decimal("0.5")) is NO


def test_no_quantity_is_no_amount() -> None:
    assert read_amount("obs_creatinine", None) is None


def test_a_derived_set_is_measured_as_the_set_it_is_made_of() -> None:
    assert measure_of("obs_bp_systolic") is measure_of("obs_bp")
    assert measure_of("obs_spo2_exertional") is measure_of("obs_spo2")
    assert measure_of("obs_dlco_predicted_reference") is None
    assert measure_of("obs_fvc_predicted_reference") is None


def test_every_set_that_is_measured_exists() -> None:
    assert set(_MEASURE_OF) - set(terminology().value_sets) == {
        "obs_fio2",
        "site:mmrc-dyspnoea-grade",
    }


@pytest.mark.parametrize(
    ("value_set", "unit"),
    [
        ("obs_fvc_l", "L"),
        ("obs_dlco_abs", "mL/min/mm[Hg]"),
        ("obs_ige_total", "k[IU]/L"),
        ("obs_lymphocytes_abs", "10*9/L"),
        ("obs_creatinine", "mg/dL"),
        ("obs_potassium", "mmol/L"),
        ("obs_hcg", "[IU]/L"),
        ("obs_igg", "g/L"),
        ("obs_body_weight", "kg"),
        ("obs_ab_mda5", None),
    ],
)
def test_the_canonical_unit_is_the_one_of_the_table(value_set: str, unit: str | None) -> None:
    assert canonical_unit(value_set) == unit


def result(value: Quantity | None, high: Quantity | None) -> Observation:
    return Observation(
        "Observation/1",
        "ALT",
        frozenset(),
        "final",
        None,
        quantity=value,
        read_ranges=lambda: ((None, high),),
    )


def u(value: str, unit: str | None = "U/L", comparator: str | None = None) -> Quantity:
    return Quantity(Decimal(value), unit, None, comparator)


def test_a_result_with_two_upper_limits_lies_between_two_multiples() -> None:
    limits = ((None, u("40")), (None, u("33")))
    found = replace(result(u("110"), None), read_ranges=lambda: limits)
    assert times_upper_limit(found, "obs_alt") == Amount(Decimal("2.75"), Decimal(110) / 33)
    other_unit = ((None, u("40")), (None, u("33", "furlong")))
    assert times_upper_limit(replace(found, read_ranges=lambda: other_unit), "obs_alt") is None


def test_a_result_is_so_many_times_its_own_upper_limit() -> None:
    assert times_upper_limit(result(u("200"), u("40")), "obs_alt") == Amount.exactly(Decimal(5))
    assert times_upper_limit(result(u("201"), u("40")), "obs_alt") == Amount.exactly(Decimal("5.025"))


def test_a_limit_without_a_unit_is_in_the_unit_of_the_result() -> None:
    assert times_upper_limit(result(u("200", "widgets"), u("40", None)), "obs_alt") == Amount.exactly(
        Decimal(5)
    )
    assert times_upper_limit(result(u("200", None), u("40", None)), "obs_alt") == Amount.exactly(Decimal(5))


def test_a_unit_may_be_plain_text_in_the_result_and_a_code_in_the_limit() -> None:
    as_text, as_code = Quantity(Decimal(90), "U/mL", None), Quantity(Decimal(20), "U/mL", "U/mL")
    assert times_upper_limit(result(as_text, as_code), "obs_ab_scl70") == Amount.exactly(Decimal("4.5"))
    assert times_upper_limit(result(as_code, as_text), "obs_ab_scl70") is not None
    assert times_upper_limit(result(as_text, Quantity(Decimal(20), "kU/L", "kU/L")), "obs_ab_scl70") is None
    other_code = Quantity(Decimal(90), "U/mL", "[arb'U]/mL")
    assert times_upper_limit(result(other_code, as_code), "obs_ab_scl70") is None


def test_a_limit_in_another_unit_is_converted() -> None:
    assert times_upper_limit(result(u("3", "ukat/L"), u("60")), "obs_alt") == Amount.exactly(Decimal(3))
    assert times_upper_limit(result(u("3", "widgets"), u("60")), "obs_alt") is None
    assert times_upper_limit(result(u("3", None), u("60")), "obs_alt") is None


def test_a_comparator_carries_over_to_the_multiple() -> None:
    found = times_upper_limit(result(u("200", comparator=">"), u("40")), "obs_alt")
    assert found == Amount(Decimal(5), INFINITE, low_open=True)


@pytest.mark.parametrize(
    "observation",
    [
        result(None, u("40")),
        result(u("200"), None),
        result(u("200"), u("0")),
        result(u("200"), u("40", "U/L", "<")),
    ],
)
def test_without_a_result_or_a_plain_limit_there_is_no_multiple(observation: Observation) -> None:
    assert times_upper_limit(observation, "obs_alt") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">60", Quantity(Decimal(60), None, None, ">")),
        ("> 60 mL/min", Quantity(Decimal(60), "mL/min", None, ">")),
        ("≥60", Quantity(Decimal(60), None, None, ">=")),
        ("Greater than 60 mL/min", Quantity(Decimal(60), "mL/min", None, ">")),
        ("less than 15", Quantity(Decimal(15), None, None, "<")),
        ("at least 5.6", Quantity(Decimal("5.6"), None, None, ">=")),
        ("4.2 mg/dL", Quantity(Decimal("4.2"), "mg/dL")),
        ("4.20", Quantity(Decimal("4.20"))),
        ("2,70 L", Quantity(Decimal("2.70"), "L")),
        ("1,5", Quantity(Decimal("1.5"))),
        ("< 0,500 mmol/L", Quantity(Decimal("0.500"), "mmol/L", None, "<")),
        ("=7", Quantity(Decimal(7))),
        ("92%", Quantity(Decimal(92), "%")),
    ],
)
def test_a_number_in_words_is_read(text: str, expected: Quantity) -> None:
    assert quantity_from_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Negative",
        "1:160",
        "2+",
        "1,500",
        "2,70,1",
        "120/80",
        "5 months",
        "3-5",
        "about 4",
        "",
        "<",
        "1.2.3",
        "٣",
    ],
)
def test_words_that_are_no_plain_number_are_left_as_words(text: str) -> None:
    assert quantity_from_text(text) is None


def test_a_unit_of_many_braces_is_read_once_and_not_from_each_of_them() -> None:
    """So many took hours where each brace was a beginning: what is measured here is that it ends."""
    assert fold("{" * 1_000_000) == "{" * 1_000_000
    assert fold("mL{blood}/min") == "ml/min"
