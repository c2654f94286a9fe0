"""Lung function due in the first year of SSc- and myositis-ILD: when, when not, and what cannot be known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import Json, condition, ild, ordered_test, patient
from tests.cards.lung_tests import (
    CT,
    DLCO_ABS_CODE,
    DLCO_CODE,
    EXACERBATION,
    FVC_CODE,
    HOSPICE,
    INCLUSION_BODY,
    LITRES_CODE,
    MCTD,
    MYOSITIS,
    OXIMETRY,
    OXIMETRY_CODE,
    PFT_ORDER,
    PFT_REQUEST,
    RA,
    SSC,
    TRANSPLANT,
    at_rest,
    dlco,
    exertion,
    full_test,
    fvc,
    pft_ordered,
    report,
    walk,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "pft-due-ssc-iim"
LUNGS = ild(recorded=-300)
OLD = full_test(-184)


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*record, CT), **more)


def due(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """SSc, ILD for 300 days, the last full test 184 days ago."""
    return story(name, expect, LUNGS, SSC, *OLD, *record, **more)


ROWS = [
    due(
        "Fires row: SSc, ILD recorded 300 days ago, full test 184 days ago",
        "info",
        recommended=PFT_REQUEST,
        acts=(PFT_ORDER,),
        says=("every 3 to 6 months",),
    ),
    story("Silent row: full test 183 days ago", "silent", LUNGS, SSC, *full_test(-183)),
    story("Silent row: ILD recorded 366 days ago", "silent", ild(recorded=-366), SSC, *OLD),
    story("ILD recorded 365 days ago", "info", ild(recorded=-365), SSC, *OLD),
    story("myositis", "info", LUNGS, MYOSITIS, *OLD),
    story("inclusion body myositis alone", "silent", LUNGS, INCLUSION_BODY, *OLD),
    story("rheumatoid arthritis is another card's", "silent", LUNGS, RA, *OLD),
    story("RA and SSc: SSc leads", "info", LUNGS, RA, SSC, *OLD),
    story("MCTD and myositis: myositis leads", "info", LUNGS, MCTD, MYOSITIS, *OLD),
    story("no ILD", "silent", SSC, *OLD),
    story("ILD suspected", "silent", ild(recorded=-300, verification="provisional"), SSC, *OLD),
    story(
        "sclerosis suspected",
        "info",
        LUNGS,
        {**SSC, **condition("ssc", "M34.0", verification="provisional")},
        *OLD,
    ),
]

LAST = [
    *(
        due(f"a later report in words: {words}", "silent", report(on=-100) | {"code": {"text": words}})
        for words in (
            "Full lung function test",
            "PFT complete",
            "Spirometry, lung volumes and DLCO (PFT)",
        )
    ),
    due(
        "a later report in words over two lines",
        "silent",
        report(on=-100) | {"code": {"text": "Full lung  function\ntest"}},
    ),
    *(
        due(f"no full test in words: {words}", "info", report(on=-100) | {"code": {"text": words}})
        for words in (
            "Spirometry",
            "Pulmonary function test",
            "Complete liver function",
            "Full PFT cancelled",
        )
    ),
    story("never tested: the baseline card speaks", "silent", LUNGS, SSC),
    story(
        "report alone, 184 days ago: the baseline card speaks",
        "silent",
        LUNGS,
        SSC,
        report(-184),
        because="ild-baseline-workup speaks instead",
    ),
    due("FVC alone since", "info", fvc(on=-10, id="f2")),
    due("FVC and DLCO since, on two days", "info", fvc(on=-10, id="f2"), dlco(on=-9, id="d2")),
    due(
        "in litres and absolute",
        "silent",
        fvc(on=-10, id="f2")
        | {
            "code": {"coding": [{"system": "http://loinc.org", "code": LITRES_CODE}]},
            "valueQuantity": {"value": 2.9, "unit": "L", "system": "http://unitsofmeasure.org", "code": "L"},
        },
        dlco(on=-10, id="d2"),
    ),
    story(
        "report 184 days ago, never both values",
        "info",
        LUNGS,
        SSC,
        fvc(on=-300),
        dlco(on=-300),
        report(-184),
    ),
    story("report 183 days ago", "silent", LUNGS, SSC, *OLD, report(-183)),
    story("report preliminary", "info", LUNGS, SSC, *OLD, report(-10, status="preliminary")),
    story("report corrected", "silent", LUNGS, SSC, *OLD, report(-10, status="corrected")),
    due("newer DLCO preliminary", "info", fvc(on=-10, id="f2"), dlco(on=-10, id="d2", status="preliminary")),
    due("tomorrow's test is not read", "info", *full_test(1, id="2")),
    due(
        "newer FVC in an odd unit",
        "not known",
        fvc(on=-10, id="f2") | {"valueQuantity": {"value": 3, "unit": "furlong"}},
        dlco(on=-10, id="d2"),
    ),
    due("newer test of an unknown day", "not known", *full_test(-10, id="2")[:1], dlco(on=None, id="d2")),
]

ORDERED = [
    *(
        due(f"{code} ordered 90 days ago", "silent", pft_ordered(code=code, authored=-90))
        for code in (PFT_ORDER, FVC_CODE, DLCO_CODE, LITRES_CODE, DLCO_ABS_CODE)
    ),
    due("ordered 91 days ago", "info", pft_ordered(authored=-91), recommended=PFT_REQUEST),
    *(
        due(
            f"{code} ordered long ago, planned in 60 days",
            "silent",
            pft_ordered(code=code, authored=-200, due=60),
        )
        for code in (PFT_ORDER, FVC_CODE, DLCO_CODE, LITRES_CODE, DLCO_ABS_CODE)
    ),
    due("planned in 61 days", "info", pft_ordered(authored=-200, due=61)),
    due("planned for today", "silent", pft_ordered(authored=-200, due=0)),
    due("was planned for yesterday", "info", pft_ordered(authored=-200, due=-1)),
    due("order on hold", "info", pft_ordered(status="on-hold", due=10)),
    due(
        "planned, day unreadable", "not known", pft_ordered(authored=-200) | {"occurrenceDateTime": "spring"}
    ),
]

SILENT = [
    due("lung transplant ever", "silent", TRANSPLANT),
    due("rapidly progressive", "silent", EXACERBATION),
    due("comfort care", "silent", HOSPICE),
    due("17 years", "silent", person=patient(age=17)),
    due("18 years", "info", person=patient(age=18)),
    due("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("ILD resolved", "silent", ild(recorded=-300, clinical="resolved"), SSC, *OLD),
]

NOT_KNOWN = [
    due("problem list not supplied", "not known", lacking=("Condition",), named=None),
    due("results not supplied", "not known", lacking=("Observation",), named=None),
    due("results in part", "not known", partial=("Observation",), named=None),
    due("results failed", "not known", failed=("Observation",), named=None),
    story(
        "results in part, newest test 183 days ago",
        "silent",
        LUNGS,
        SSC,
        *full_test(-183),
        partial=("Observation",),
    ),
    due("reports not supplied", "not known", lacking=("DiagnosticReport",), named=None),
    due("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    due("birth date missing", "not known", person=patient(birth=""), named=None),
    due(
        "medication not supplied does not matter",
        "info",
        lacking=("MedicationRequest", "MedicationStatement"),
    ),
]

OFFERED = [
    due("no walk test on record: both", "info", offers=(PFT_REQUEST, OXIMETRY), acts=(OXIMETRY_CODE,)),
    due("walk 100 days ago", "info", walk(-100), offers=(PFT_REQUEST,), never_offers=(OXIMETRY,)),
    due("oximetry on exertion 366 days ago", "info", exertion(-366), offers=(OXIMETRY,)),
    due("oximetry on exertion 365 days ago", "info", exertion(-365), never_offers=(OXIMETRY,)),
    due("oximetry asked for", "info", ordered_test("o", OXIMETRY_CODE), never_offers=(OXIMETRY,)),
    due("88 % at rest", "info", at_rest(88, -5), never_offers=(OXIMETRY,)),
]

BESIDE = [
    Story(
        CARD,
        "no CT on record: the baseline card speaks instead",
        VIEW,
        "silent",
        record=(LUNGS, SSC, *OLD),
        because="ild-baseline-workup speaks instead",
    ),
    Story(
        "ambulatory-desaturation-due",
        "lung function is due as well: it carries the oximetry",
        VIEW,
        "silent",
        record=(LUNGS, SSC, *OLD, CT),
        because="pft-due-ssc-iim speaks instead",
    ),
]


@pytest.mark.parametrize("story", [*ROWS, *LAST, *ORDERED, *SILENT, *NOT_KNOWN, *OFFERED, *BESIDE], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
