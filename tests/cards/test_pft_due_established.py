"""Lung function due after the first year: yearly, 6-monthly after progression or a new drug, or never."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    METHOTREXATE,
    MYCOPHENOLATE,
    TACROLIMUS,
    Json,
    condition,
    ild,
    order,
    patient,
)
from tests.cards.lung_tests import (
    CT,
    DLCO_ABS_CODE,
    DLCO_CODE,
    EXACERBATION,
    FVC_CODE,
    HOSPICE,
    LITRES_CODE,
    OXIMETRY,
    PFT_ORDER,
    PFT_REQUEST,
    RA,
    TRANSPLANT,
    dlco,
    exertion,
    full_test,
    fvc,
    pft_ordered,
    report,
    walk,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "pft-due-established"
LUNGS = ild(recorded=-800)
IPAF = condition("ipaf", "IPAF", system="urn:oid:1.2.3")
TOCILIZUMAB = ("612865", "tocilizumab")
SARILUMAB = ("1923319", "sarilumab")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*record, CT), **more)


def year(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """ILD for 800 days, full test 366 days ago."""
    return story(name, expect, LUNGS, *full_test(-366), *record, **more)


def half(name: str, expect: str, *record: Json, on: int = -184, **more: Any) -> Story:
    """ILD for 800 days, full test half a year ago."""
    return story(name, expect, LUNGS, *full_test(on), *record, **more)


def begun(start: int, drug: tuple[str, str] = MYCOPHENOLATE, **how: Any) -> Json:
    return order("d", *drug, dose=500, start=start, **how)


def fibrosing(recorded: int) -> Json:
    return condition("ppf", "J84.170", "Progressive fibrosing ILD", recorded=recorded)


def progressed(recorded: int) -> Json:
    return condition("prog", "PROGRESSION", system="urn:oid:1.2.3", recorded=recorded)


ROWS = [
    story(
        "Fires row: autoimmune features, ILD recorded 800 days ago, full test 366 days ago",
        "info",
        LUNGS,
        IPAF,
        *full_test(-366),
        site_codes=True,
        recommended=PFT_REQUEST,
        never_offers=(OXIMETRY,),
        says=("full lung function, the last: full lung function test, 2025-03-09",),
    ),
    story(
        "Fires row: ILD recorded 366 days ago, never tested",
        "info",
        ild(recorded=-366),
        recommended=PFT_REQUEST,
        says=("full lung function: none on record",),
    ),
    story("Silent row: full test 365 days ago", "silent", LUNGS, *full_test(-365)),
    story("Silent row: ILD recorded 365 days ago, never tested", "silent", ild(recorded=-365)),
    story("ILD without a date counts as older", "info", ild(recorded=None), *full_test(-366)),
    year("FVC alone since", "info", fvc(on=-10, id="f2")),
    story("FVC alone ever", "info", LUNGS, fvc(on=-10), says=("full lung function: none on record",)),
    year("report 365 days ago", "silent", report(-365)),
    year("report 366 days ago", "info", report(-366)),
    year(
        "report 366 days ago, and an older one",
        "info",
        report(-900) | {"id": "older"},
        report(-366),
        says=("full lung function, the last: Pulmonary function report, 2025-03-09 (DiagnosticReport/pft)"),
        never_says=("(DiagnosticReport/older)",),
    ),
    story("report alone, 365 days ago", "silent", LUNGS, report(-365)),
    year(
        "newer DLCO that cannot be read", "not known", fvc(on=-9, id="f2"), dlco("see report", on=-9, id="d2")
    ),
]

MOVING = [
    half("nothing new", "silent"),
    half("progressive fibrosing ILD coded 365 days ago", "info", fibrosing(-365)),
    half("progressive fibrosing ILD coded 366 days ago", "silent", fibrosing(-366)),
    half("the same, full test 183 days ago", "silent", fibrosing(-365), on=-183),
    half("the same, report 183 days ago", "silent", fibrosing(-365), report(-183)),
    half("progression coded by the site, 365 days ago", "info", progressed(-365), site_codes=True),
    half("progression coded by the site, 366 days ago", "silent", progressed(-366), site_codes=True),
    half("mycophenolate begun 365 days ago", "info", begun(-365)),
    half("mycophenolate begun 366 days ago", "silent", begun(-366)),
    half(
        "mycophenolate taken before",
        "silent",
        begun(-100),
        order("e", *MYCOPHENOLATE, dose=500, start=-700, until=-600, status="completed"),
    ),
    half("mycophenolate begun and stopped again", "info", begun(-200, until=-20, status="stopped")),
    half("mycophenolate begun and put on hold", "info", begun(-200, status="on-hold")),
    half(
        "mycophenolate begun 366 days ago, stopped since", "silent", begun(-366, until=-20, status="stopped")
    ),
    half("mycophenolate ordered and cancelled", "silent", begun(-200, status="cancelled")),
    half("mycophenolate begun, full test 183 days ago", "silent", begun(-200), on=-183),
    half("tacrolimus begun", "info", begun(-200, TACROLIMUS)),
    half("tocilizumab begun", "info", begun(-200, TOCILIZUMAB)),
    half("sarilumab is no ILD drug", "silent", begun(-200, SARILUMAB)),
    half("methotrexate is no ILD drug", "silent", begun(-200, METHOTREXATE)),
    half("orders not supplied: that ground is no", "silent", begun(-200), lacking=("MedicationStatement",)),
    half("orders not supplied, progression coded", "info", fibrosing(-30), lacking=("MedicationRequest",)),
    year("orders not supplied, a year ago", "info", lacking=("MedicationRequest",)),
]

SILENT = [
    *(
        year(f"{code} ordered 90 days ago", "silent", pft_ordered(code=code, authored=-90))
        for code in (PFT_ORDER, FVC_CODE, DLCO_CODE, LITRES_CODE, DLCO_ABS_CODE)
    ),
    year("ordered 91 days ago", "info", pft_ordered(authored=-91), recommended=PFT_REQUEST),
    year("planned in 60 days", "silent", pft_ordered(authored=-300, due=60)),
    year("planned in 61 days", "info", pft_ordered(authored=-300, due=61)),
    year("lung transplant", "silent", TRANSPLANT),
    year("rapidly progressive RA-ILD", "silent", RA, EXACERBATION),
    year("exacerbation without a rheumatic disease", "info", EXACERBATION),
    year("comfort care", "silent", HOSPICE),
    year("17 years", "silent", person=patient(age=17)),
    year("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("ILD suspected", "silent", ild(recorded=-800, verification="provisional")),
]

NOT_KNOWN = [
    year("results not supplied", "not known", lacking=("Observation",), named=None),
    year("results in part", "not known", partial=("Observation",), named=None),
    year("reports failed", "not known", failed=("DiagnosticReport",), named=None),
    year("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    year("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("results not supplied, a report lately", "silent", LUNGS, report(-30), lacking=("Observation",)),
]

OFFERED = [
    year("RA, no walk test: both", "info", RA, offers=(PFT_REQUEST, OXIMETRY)),
    year("RA, walk 100 days ago", "info", RA, walk(-100), never_offers=(OXIMETRY,)),
    year("no rheumatic disease: lung function alone", "info", exertion(-800), never_offers=(OXIMETRY,)),
    Story(
        "ambulatory-desaturation-due",
        "lung function is overdue as well: it carries the oximetry",
        VIEW,
        "silent",
        record=(LUNGS, RA, *full_test(-366), CT),
        because="pft-due-established speaks instead",
    ),
]


@pytest.mark.parametrize("story", [*ROWS, *MOVING, *SILENT, *NOT_KNOWN, *OFFERED], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
