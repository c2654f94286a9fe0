from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cdshooks.patient.facts import Ends, Observation, Quantity
from cdshooks.patient.units import read_amount
from tests.patient.records import LNC, SCT, Json, coded, creatinine, record


def read(**elements: object) -> Observation:
    (found,) = record({"Observation": [creatinine(**elements)]}).observations("obs_creatinine")
    return found


def valued(**value: object) -> Observation:
    return read(valueQuantity=None, **value)


def test_a_plain_result() -> None:
    found = read(code=coded(LNC, "2160-0", text="Creatinine"))
    assert found.reference == "Observation/o1"
    assert found.text == "Creatinine"
    assert found.status == "final"
    assert found.when is not None
    assert found.when.first == date(2026, 3, 1)
    assert found.quantity == Quantity(Decimal("1.1"), "mg/dL", "mg/dL")
    assert found.usable


@pytest.mark.parametrize(
    ("elements", "day"),
    [
        ({"effectiveDateTime": "2026-02-03"}, date(2026, 2, 3)),
        ({"effectiveDateTime": "2026-02-03T02:00:00Z"}, date(2026, 2, 2)),
        ({"effectiveInstant": "2026-02-03T12:00:00-05:00"}, date(2026, 2, 3)),
        ({"effectivePeriod": {"start": "2026-02-01", "end": "2026-02-03"}}, date(2026, 2, 3)),
        ({"effectivePeriod": {"start": "2026-02-01"}}, date(2026, 2, 1)),
        ({"effectivePeriod": [{"end": "2026-02-03"}]}, date(2026, 2, 3)),
        ({"effectiveTiming": {"event": ["2026-02-03T12:00:00Z"]}}, date(2026, 2, 3)),
        (
            {"effectiveTiming": {"event": ["2026-01-01", "2026-02-01"]}, "issued": "2026-02-03"},
            date(2026, 2, 3),
        ),
        ({"effectiveTiming": "daily", "issued": "2026-02-03"}, date(2026, 2, 3)),
        ({"issued": "2026-02-03T12:00:00Z"}, date(2026, 2, 3)),
        ({"effectiveDateTime": "nonsense", "issued": "2026-02-03"}, date(2026, 2, 3)),
        ({"effectiveDateTime": "2026-01-01", "issued": "2026-02-03"}, date(2026, 1, 1)),
    ],
)
def test_the_day_of_a_result(elements: Json, day: date) -> None:
    found = read(**{"effectiveDateTime": None, **elements})
    assert found.when is not None
    assert found.when.first == day


def test_a_result_without_a_day_has_none() -> None:
    assert read(effectiveDateTime=None).when is None


@pytest.mark.parametrize(
    "status", ["final", "amended", "corrected", "FINAL", {"coding": [{"code": "final"}]}]
)
def test_final_amended_and_corrected_results_are_usable(status: object) -> None:
    assert read(status=status).usable


@pytest.mark.parametrize(
    "status", ["preliminary", "registered", "cancelled", "entered-in-error", "unknown", None, 3]
)
def test_other_results_are_not_usable(status: object) -> None:
    assert not read(status=status).usable


def test_a_result_without_a_value_is_not_usable() -> None:
    assert not valued(dataAbsentReason={"text": "not done"}).usable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"value": 1.1}, Decimal("1.1")),
        ({"value": "1.10"}, Decimal("1.10")),
        ({"value": 2}, Decimal(2)),
        ({"value": 0.1}, Decimal("0.1")),
        ({"value": 1e-05}, Decimal("0.00001")),
    ],
)
def test_numbers_are_read_exactly(value: Json, expected: Decimal) -> None:
    found = read(valueQuantity=value).quantity
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    "value",
    [{}, {"value": None}, {"value": True}, {"value": "1_0"}, {"value": "high"}, {"value": "NaN"},
     {"value": "1e99"},
     {"value": float("inf")}, {"value": [1]}, [], "1.1", 3],
)  # fmt: skip
def test_what_is_no_number_is_no_quantity(value: object) -> None:
    assert read(valueQuantity=value).quantity is None


def test_an_empty_unit_is_an_absent_one() -> None:
    assert read(valueQuantity={"value": 1, "unit": "", "code": " "}).quantity == Quantity(Decimal(1))


def test_a_comparator_is_kept() -> None:
    found = read(valueQuantity={"value": 1, "comparator": ">"}).quantity
    assert found == Quantity(Decimal(1), None, None, ">")


def test_a_coded_answer_is_read_as_its_sets_its_codes_and_its_words() -> None:
    found = valued(valueCodeableConcept=coded(SCT, "266919005", text="Never smoked"))
    assert "obs_smoking_answer_never" in found.value_sets
    assert found.value_codes == {"266919005"}
    assert found.value_text == "Never smoked"
    assert found.usable


def test_a_coded_answer_of_no_set_keeps_its_code() -> None:
    found = valued(
        valueCodeableConcept={"coding": [{"system": LNC, "code": "LA6576-8", "display": "Positive"}]}
    )
    assert found.value_codes == {"LA6576-8"}
    assert found.value_text == "Positive"


@pytest.mark.parametrize(("value", "words"), [(True, "positive"), (False, "negative"), ("true", "positive")])
def test_a_boolean_is_a_positive_or_a_negative_result(value: object, words: str) -> None:
    assert valued(valueBoolean=value).value_text == words


def test_an_integer_is_a_number_without_a_unit() -> None:
    assert valued(valueInteger=3).quantity == Quantity(Decimal(3))


def test_a_number_in_words_is_read_and_the_words_are_kept() -> None:
    found = valued(valueString="4.2 mg/dL")
    assert found.quantity == Quantity(Decimal("4.2"), "mg/dL")
    assert found.value_text == "4.2 mg/dL"


def test_words_that_are_no_number_stay_words() -> None:
    found = valued(valueString="Not detected")
    assert found.quantity is None
    assert found.value_text == "Not detected"
    assert found.usable


def test_a_range_with_one_end_is_a_bound() -> None:
    end = {"value": 5.6, "unit": "mmol/L"}
    assert valued(valueRange={"low": end}).quantity == Quantity(Decimal("5.6"), "mmol/L", comparator=">=")
    assert valued(valueRange={"high": end}).quantity == Quantity(Decimal("5.6"), "mmol/L", comparator="<=")


def test_a_range_with_two_ends_is_words_and_so_not_nothing() -> None:
    found = valued(valueRange={"low": {"value": 5.6}, "high": {"value": 6, "unit": "mmol/L"}})
    assert found.quantity is None
    assert found.value_text == "5.6-6 mmol/L"
    assert found.usable
    assert not valued(valueRange={}).has_value


@pytest.mark.parametrize(
    "value",
    [
        {"valueQuantity": {"value": "1,500", "unit": "mg/dL"}},
        {"valueQuantity": [{"value": 1.1, "unit": "mg/dL"}]},
        {"valueSampledData": {"dimensions": 1, "data": "1 2"}},
        {"valuePeriod": {"start": "2026-03-01"}},
        {"value": {"value": 1.1, "unit": "mg/dL"}},
    ],
)
def test_a_value_that_cannot_be_read_is_not_none(value: Json) -> None:
    found = read(**{"valueQuantity": None, **value})
    assert found.quantity is None
    assert found.usable


@pytest.mark.parametrize(
    "value",
    [
        {"valueQuantity": {"unit": "mg/dL"}},
        {
            "valueQuantity": {
                "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}]
            }
        },
        {"valueCodeableConcept": {"extension": [{"url": "x"}]}},
        {"valueString": ""},
        {"_valueString": {"extension": [{"url": "x"}]}},
    ],
)
def test_an_element_without_a_value_is_none(value: Json) -> None:
    assert not read(**{"valueQuantity": None, **value}).has_value


def only_range(observation: Observation) -> Ends:
    (found,) = observation.read_ranges()
    return found


def test_a_number_with_a_decimal_comma_is_read() -> None:
    found = read(valueQuantity={"value": "1,10", "unit": "mg/dL"})
    assert found.quantity == Quantity(Decimal("1.10"), "mg/dL")
    assert only_range(read(referenceRange=[{"text": "0,7 - 1,2 mg/dL"}])) == (
        Quantity(Decimal("0.7"), "mg/dL"),
        Quantity(Decimal("1.2"), "mg/dL"),
    )


def test_what_something_unknown_may_turn_round_is_not_read() -> None:
    turned = {"modifierExtension": [{"url": "https://ehr.example.org/turned", "valueBoolean": True}]}
    found = read(interpretation=[{"coding": [{"code": "H"}]}], **turned)
    assert found.usable
    assert found.quantity is None
    assert not found.interpretations
    assert read(modifierExtension=[]).quantity is not None


@pytest.mark.parametrize(
    ("focus", "usable"),
    [
        ([{"reference": "RelatedPerson/mother"}], False),
        ([{"type": "RelatedPerson", "display": "donor"}], False),
        ([{"reference": "Patient/donor"}], False),
        ([{"reference": "https://ehr.example.org/fhir/Patient/p1"}], True),
        ([{"reference": "Device/7"}], True),
        ([{"display": "the patient"}], True),
        ([], True),
    ],
)
def test_a_result_about_another_person_is_not_read(focus: list[Json], usable: bool) -> None:
    assert read(focus=focus, subject={"reference": "Patient/p1"}).usable is usable


def test_a_titre_is_words() -> None:
    found = valued(valueRatio={"numerator": {"value": 1}, "denominator": {"value": 160}})
    assert found.value_text == "1:160"


def test_a_ratio_without_its_lower_half_is_nothing() -> None:
    assert not valued(valueRatio={"numerator": {"value": 1}}).has_value


@pytest.mark.parametrize("element", ["valueDateTime", "valueString"])
def test_a_date_as_the_value(element: str) -> None:
    found = valued(**{element: "2026-09-01"})
    assert found.value_day is not None
    assert found.value_day.first == date(2026, 9, 1)


def test_a_year_in_words_is_a_number_and_no_date() -> None:
    found = valued(valueString="2026")
    assert found.value_day is None
    assert found.quantity == Quantity(Decimal(2026))


V3 = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ([{"coding": [{"system": V3, "code": "POS"}]}], "POS"),
        ({"coding": [{"system": "http://hl7.org/fhir/v2/0078", "code": "H"}]}, "H"),
        ([{"coding": [{"code": "pos"}]}], "POS"),
        ([{"text": "Positive"}], "POS"),
        ([{"text": "negative"}], "NEG"),
        ("Abnormal", "A"),
        ([{"coding": [{"code": "HH"}]}], "H"),
        ([{"coding": [{"code": "LL"}]}], "L"),
        ([{"coding": [{"code": "AA"}]}], "A"),
        ([{"coding": [{"code": "RR"}]}], "POS"),
        ([{"text": "Non-reactive"}], "NEG"),
        ([{"text": "Not detected"}], "NEG"),
        ([{"coding": [{"code": "N"}]}], "N"),
        ([{"text": "Critical low"}], "L"),
        ([{"text": "Low Panic"}], "L"),
        ([{"coding": [{"system": "urn:oid:1.2.3", "code": "17", "display": "Critical high"}]}], "H"),
        ([{"text": "Below low normal"}], "L"),
        ([{"text": "Above upper panic limits"}], "H"),
        ([{"text": "Critical abnormal"}], "A"),
    ],
)
def test_interpretations_are_read_as_codes_from_codes_and_words(written: object, code: str) -> None:
    assert code in read(interpretation=written).interpretations


def test_not_detected_is_not_detected() -> None:
    assert "POS" not in read(interpretation=[{"text": "Not detected"}]).interpretations
    assert "POS" not in read(interpretation=[{"text": "Nonreactive"}]).interpretations


def test_other_words_are_no_interpretation() -> None:
    assert read(interpretation=[{"text": "see comment"}]).interpretations == frozenset()


HIGH = {"value": 40, "unit": "U/L"}


@pytest.mark.parametrize(
    "ranges",
    [
        [{"high": HIGH}],
        {"high": HIGH},
        [{"high": HIGH, "type": {"coding": [{"code": "normal"}]}}],
        [{"high": HIGH, "appliesTo": [{"text": "female"}]}],
        [{"high": {"value": 9}, "type": {"coding": [{"code": "treatment"}]}}, {"high": HIGH}],
        [{"high": {"value": 9}, "appliesTo": [{"text": "child"}]}, {"high": HIGH}],
        [{"high": {"value": 9}, "age": {"high": {"value": 12}}}, {"high": HIGH}],
        [{"high": HIGH, "text": "0-40"}, {"high": HIGH}],
        [{"high": HIGH, "appliesTo": [{"text": "male"}]}, {"high": HIGH, "appliesTo": [{"text": "female"}]}],
        [{"text": "see report"}, {"high": HIGH}],
    ],
)
def test_the_reference_range_is_the_normal_one(ranges: object) -> None:
    assert only_range(read(referenceRange=ranges))[1] == Quantity(Decimal(40), "U/L")


@pytest.mark.parametrize(
    "told",
    [
        ({"text": "men"}, {"text": "women"}),
        ({"appliesTo": [{"text": "men"}]}, {"appliesTo": [{"text": "women"}]}),
    ],
)
def test_of_ranges_that_differ_each_may_be_the_one_of_the_patient(told: tuple[Json, Json]) -> None:
    women = {"value": 33, "unit": "U/L"}
    ranges = [{"high": HIGH, **told[0]}, {"high": women, **told[1]}]
    for written in (ranges, ranges[::-1]):
        found = read(referenceRange=written).read_ranges()
        assert {ends[1] for ends in found} == {Quantity(Decimal(40), "U/L"), Quantity(Decimal(33), "U/L")}


@pytest.mark.parametrize(
    "ranges",
    [
        [{"high": HIGH, "type": {"coding": [{"code": "critical"}]}}],
        [{"text": "see report"}],
        [],
        "0-40",
        [3],
    ],
)
def test_a_range_that_may_not_apply_is_not_read(ranges: object) -> None:
    assert read(referenceRange=ranges).read_ranges() == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-40", "10", "40"),
        ("10 - 40", "10", "40"),
        ("10\u201340", "10", "40"),
        ("10 to 40", "10", "40"),
        ("(0.5 - 1.1)", "0.5", "1.1"),
        ("< 40", None, "40"),
        ("<=40", None, "40"),
        ("Up to 40", None, "40"),
        (">= 7.0", "7.0", None),
        ("> 7", "7", None),
    ],
)
def test_a_range_in_words(text: str, low: str | None, high: str | None) -> None:
    found = only_range(read(referenceRange=[{"text": text}]))
    assert found[0] == (None if low is None else Quantity(Decimal(low)))
    assert found[1] == (None if high is None else Quantity(Decimal(high)))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("0-40 U/L", "0", "40", "U/L"),
        ("0-40U/L", "0", "40", "U/L"),
        ("[10 - 120 ng/mL]", "10", "120", "ng/mL"),
        ("< 40 U/L", None, "40", "U/L"),
        ("1.5-7.5 10*9/L", "1.5", "7.5", "10*9/L"),
        ("\u2265 7.0 U/g", "7.0", None, "U/g"),
    ],
)
def test_a_range_in_words_with_its_unit(text: str, low: str | None, high: str | None, unit: str) -> None:
    found = only_range(read(referenceRange=[{"text": text}]))
    assert found[0] == (None if low is None else Quantity(Decimal(low), unit))
    assert found[1] == (None if high is None else Quantity(Decimal(high), unit))


@pytest.mark.parametrize("written", ["2026-03-01T12:00:00z", "2026-03-01T12:00:00Z", "2026-03-01 12:00:00z"])
def test_the_letter_of_the_zone_may_be_small(written: str) -> None:
    found = read(effectiveDateTime=written)
    assert found.when is not None
    assert found.when.first == date(2026, 3, 1)


def test_a_range_in_words_may_have_the_unit_of_the_result_itself() -> None:
    value = {"value": 41, "unit": "AU/mL"}
    found = only_range(read(valueQuantity=value, referenceRange=[{"text": "< 20 AU/mL"}]))
    assert found == (None, Quantity(Decimal(20), "AU/mL"))
    assert read(valueQuantity=value, referenceRange=[{"text": "< 20 XU/mL"}]).read_ranges() == ()


@pytest.mark.parametrize(
    "text",
    ["0-40 years", "< 40 if female", "40-10", "1.2.3-4", "10-40 50", "0-1,500", "<20 negative; 20-39 weak"],
)
def test_words_that_are_no_plain_range_are_not_read(text: str) -> None:
    assert read(referenceRange=[{"text": text}]).read_ranges() == ()


def panel(**elements: object) -> Json:
    return {
        "resourceType": "Observation",
        "id": "pft",
        "status": "final",
        "code": coded("urn:local", "PFT"),
        "effectiveDateTime": "2026-02-03",
        "component": [
            {"code": coded(LNC, "19868-9"), "valueQuantity": {"value": 2.7, "unit": "L"}},
            {"code": coded(LNC, "19872-1"), "valueQuantity": {"value": 76, "unit": "%"}},
        ],
        **elements,
    }


def test_a_component_counts_as_a_result_with_the_day_and_status_of_the_whole() -> None:
    (found,) = record({"Observation": [panel()]}).observations("obs_fvc_l")
    assert found.reference == "Observation/pft"
    assert found.usable
    assert found.when is not None
    assert found.when.first == date(2026, 2, 3)
    amount = read_amount("obs_fvc_l", found.quantity)
    assert amount is not None
    assert amount.low == Decimal("2.7")


def test_each_component_is_a_result_of_its_own_set() -> None:
    patient = record({"Observation": [panel()]})
    (percent,) = patient.observations("obs_fvc_pct_predicted")
    assert percent.quantity == Quantity(Decimal(76), "%")


def test_components_of_an_unfinished_panel_are_not_usable() -> None:
    (found,) = record({"Observation": [panel(status="preliminary")]}).observations("obs_fvc_l")
    assert not found.usable


def test_a_single_component_that_is_no_list_is_read() -> None:
    one = panel(component={"code": coded(LNC, "19868-9"), "valueString": "2.7 L"})
    (found,) = record({"Observation": [one]}).observations("obs_fvc_l")
    assert found.quantity == Quantity(Decimal("2.7"), "L")


def test_a_percentage_under_the_code_of_litres_is_of_the_same_test_and_no_other() -> None:
    told = {"resourceType": "Observation", "id": "f", "status": "final", "valueString": "76 %"}
    told |= {"code": coded(LNC, "19868-9"), "effectiveDateTime": "2026-02-03"}
    patient = record({"Observation": [told]})
    assert [one.reference for one in patient.observations("obs_fvc_pct_predicted")] == ["Observation/f"]
    assert list(patient.observations("obs_dlco_pct_predicted")) == []


def test_the_oxygen_flow_beside_a_saturation_is_a_component_of_it() -> None:
    saturation = panel(
        code=coded(LNC, "59408-5"),
        valueQuantity={"value": 91, "unit": "%"},
        component=[{"code": coded(LNC, "3151-8"), "valueQuantity": {"value": 2, "unit": "L/min"}}],
    )
    (found,) = record({"Observation": [saturation]}).observations("obs_spo2")
    (flow,) = found.components
    assert flow.sets == {"obs_fio2_o2flow"}
    assert flow.quantity == Quantity(Decimal(2), "L/min")


def test_members_of_a_group_are_not_followed() -> None:
    group = panel(component=None, hasMember=[{"reference": "Observation/o1"}])
    assert record({"Observation": [group]}).observations("obs_fvc_l") == ()


@pytest.mark.parametrize(
    ("elements", "left"),
    [
        ({"effectiveDateTime": "2026-01-31"}, []),
        ({"effectiveDateTime": "2026-01-31T23:00:00-05:00"}, []),
        ({"effectiveDateTime": "2026-02-01"}, ["Observation/o1"]),
        ({"effectiveDateTime": "2026-02-01T04:00:00Z"}, []),
        ({"effectiveDateTime": "2026-02-01T06:00:00Z"}, ["Observation/o1"]),
        ({"effectiveDateTime": "2026"}, ["Observation/o1"]),
        ({"effectiveDateTime": "2026-01"}, []),
        ({"effectiveDateTime": "long ago", "issued": "2026-02-02"}, ["Observation/o1"]),
        ({"effectiveDateTime": None}, ["Observation/o1"]),
    ],
)
def test_what_surely_lies_before_a_day_is_left_out_and_all_else_is_read_as_ever(
    elements: Json, left: list[str]
) -> None:
    known = record({"Observation": [creatinine(**elements)]})
    found = known.observations_since("obs_creatinine", date(2026, 2, 1))
    assert [one.reference for one in found] == left
    assert [one for one in known.observations("obs_creatinine") if one in found] == list(found)


def test_results_that_were_all_read_before_are_all_given() -> None:
    known = record({"Observation": [creatinine(effectiveDateTime="2020-01-01")]})
    assert known.observations_since("obs_creatinine", None) == known.observations("obs_creatinine")
    assert list(known.observations_since("obs_creatinine", date(2026, 2, 1))) == list(
        known.observations("obs_creatinine")
    )


def test_results_of_a_value_set_that_nobody_said_would_be_asked_for_are_refused() -> None:
    with pytest.raises(KeyError):
        record().observations_since("obs_unheard_of", date(2026, 2, 1))
