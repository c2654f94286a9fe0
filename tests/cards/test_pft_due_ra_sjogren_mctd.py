"""Lung function due in the first year of ILD in RA, Sjogren, MCTD and so on: yearly or after half a year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    METHOTREXATE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    coded,
    condition,
    done,
    ild,
    order,
    patient,
    quantity,
)
from tests.cards.lung_tests import (
    CT,
    CT_CODE,
    DLCO_CODE,
    EXACERBATION,
    FVC_CODE,
    HOSPICE,
    LUPUS,
    MCTD,
    MYOSITIS,
    OXIMETRY,
    PFT_REQUEST,
    RA,
    SEROLOGY,
    SJOGREN,
    SSC,
    TRANSPLANT,
    UNDIFFERENTIATED,
    VASCULITIS,
    exertion,
    full_test,
    fvc,
    pft_ordered,
    report,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "pft-due-ra-sjogren-mctd"
LUNGS = ild(recorded=-250)
NSIP = condition("ild", "J84.113", "Idiopathic nonspecific interstitial pneumonia", recorded=-250)
MMF = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-200)
IPAF = condition("ipaf", "IPAF", system="urn:oid:1.2.3")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=(*record, CT), **more)


def untreated(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """RA, ILD for 250 days, no ILD drug, full test 184 days ago."""
    return story(name, expect, LUNGS, RA, *full_test(-184), *record, **more)


def treated(name: str, expect: str, *record: Json, on: int = -184, **more: Any) -> Story:
    """RA on mycophenolate, FVC 85 %, DLCO 75 %."""
    return story(name, expect, LUNGS, RA, MMF, *full_test(on), *record, **more)


def low(name: str, expect: str, percent: Any, diffusion: Any, **more: Any) -> Story:
    return story(name, expect, LUNGS, RA, MMF, *full_test(-184, percent, diffusion), **more)


ROWS = [
    untreated(
        "Fires row: RA, ILD recorded 250 days ago, no ILD drug, full test 184 days ago",
        "info",
        recommended=PFT_REQUEST,
        offers=(OXIMETRY,),
    ),
    low("Silent row: on mycophenolate, FVC 70 % and DLCO 60 %", "silent", 70, 60),
    story("Silent row: full test 183 days ago", "silent", LUNGS, RA, *full_test(-183)),
    low("FVC 69.9 %", "info", 69.9, 60),
    low("DLCO 59.9 %", "info", 70, 59.9),
    story(
        "the newest values count",
        "silent",
        LUNGS,
        RA,
        MMF,
        *full_test(-300, 60, 50, id="0"),
        *full_test(-184),
    ),
    treated("treated, 365 days ago, a report half a year ago", "silent", report(-200), on=-365),
    story("treated, full test 366 days ago", "info", ild(recorded=-365), RA, MMF, *full_test(-366)),
    story("treated, full test 365 days ago", "silent", ild(recorded=-365), RA, MMF, *full_test(-365)),
    story(
        "treated, report 365 days ago", "silent", ild(recorded=-365), RA, MMF, *full_test(-366), report(-365)
    ),
    story(
        "treated, report 366 days ago", "info", ild(recorded=-365), RA, MMF, *full_test(-367), report(-366)
    ),
    story(
        "report alone, 184 days ago: the baseline card speaks",
        "silent",
        LUNGS,
        RA,
        report(-184),
        because="ild-baseline-workup speaks instead",
    ),
    story("report 183 days ago", "silent", LUNGS, RA, *full_test(-240), report(-183)),
    story("report 184 days ago, untreated", "info", LUNGS, RA, *full_test(-240), report(-184)),
    story("never tested: the baseline card speaks", "silent", LUNGS, RA),
    story("ILD recorded 366 days ago", "silent", ild(recorded=-366), RA, *full_test(-184)),
    story("ILD recorded 365 days ago", "info", ild(recorded=-365), RA, *full_test(-184)),
]

DISEASE = [
    *(
        story(name, "info", LUNGS, disease, *full_test(-184))
        for name, disease in (
            ("MCTD", MCTD),
            ("Sjogren", SJOGREN),
            ("lupus", LUPUS),
            ("UCTD", UNDIFFERENTIATED),
            ("ANCA vasculitis", VASCULITIS),
        )
    ),
    story("SSc as well", "silent", LUNGS, RA, SSC, *full_test(-184)),
    story("myositis as well", "silent", LUNGS, RA, MYOSITIS, *full_test(-184)),
    story("no rheumatic disease", "silent", LUNGS, *full_test(-184)),
    story("NSIP without a rheumatic disease", "info", NSIP, *SEROLOGY, *full_test(-184)),
    story("NSIP and SSc", "silent", NSIP, SSC, *full_test(-184)),
    story(
        "NSIP resolved beside another ILD",
        "silent",
        LUNGS,
        {**NSIP, **condition("old", "J84.113", clinical="resolved", recorded=-250)},
        *full_test(-184),
    ),
    story(
        "NSIP as the coded conclusion of a report",
        "info",
        LUNGS,
        *SEROLOGY,
        *full_test(-184),
        done("DiagnosticReport", "ct2", CT_CODE, on=-250) | {"conclusionCode": [coded(ICD10CM, "J84.113")]},
    ),
    story("autoimmune features, no code of the site", "silent", LUNGS, IPAF, *full_test(-184)),
    story(
        "autoimmune features, coded by the site",
        "info",
        LUNGS,
        IPAF,
        *SEROLOGY,
        *full_test(-184),
        site_codes=True,
    ),
]

NAIVE = [
    untreated(
        "methotrexate for the joints does not count", "info", order("mtx", *METHOTREXATE, dose=15, start=-200)
    ),
    treated("on mycophenolate", "silent"),
    untreated("on tacrolimus", "silent", order("t", *TACROLIMUS, dose=1, start=-200)),
    untreated(
        "tacrolimus ointment does not count", "info", order("t", *TACROLIMUS, start=-200, route="topical")
    ),
    untreated(
        "rituximab ended 183 days ago",
        "silent",
        order("r", *RITUXIMAB, start=-200, until=-183, route="iv", status="completed"),
    ),
    untreated(
        "rituximab ended 184 days ago",
        "info",
        order("r", *RITUXIMAB, start=-200, until=-184, route="iv", status="completed"),
    ),
    untreated("orders not supplied: counts as treated", "silent", lacking=("MedicationRequest",)),
    untreated("statements in part: counts as treated", "silent", partial=("MedicationStatement",)),
    story(
        "orders not supplied, DLCO low",
        "info",
        LUNGS,
        RA,
        *full_test(-184, 85, 59),
        lacking=("MedicationRequest",),
    ),
]

SILENT = [
    untreated("ordered 90 days ago", "silent", pft_ordered(authored=-90)),
    untreated("ordered 91 days ago", "info", pft_ordered(authored=-91)),
    untreated("FVC ordered", "silent", pft_ordered(code=FVC_CODE)),
    untreated("DLCO planned in 60 days", "silent", pft_ordered(code=DLCO_CODE, authored=-200, due=60)),
    untreated("planned in 61 days", "info", pft_ordered(authored=-200, due=61)),
    untreated("lung transplant", "silent", TRANSPLANT),
    untreated("rapidly progressive", "silent", EXACERBATION),
    untreated("comfort care", "silent", HOSPICE),
    untreated("17 years", "silent", person=patient(age=17)),
    untreated("deceased", "silent", person=patient(deceasedBoolean=True)),
    Story(
        CARD,
        "no CT on record: the baseline card speaks instead",
        VIEW,
        "silent",
        record=(LUNGS, RA, *full_test(-184)),
        because="ild-baseline-workup speaks instead",
    ),
]

NOT_KNOWN = [
    untreated("results not supplied", "not known", lacking=("Observation",), named=None),
    untreated("results in part", "not known", partial=("Observation",), named=None),
    untreated("reports not supplied", "not known", lacking=("DiagnosticReport",), named=None),
    untreated("requests failed", "not known", failed=("ServiceRequest",), named=None),
    untreated("problem list in part: SSc may follow", "not known", partial=("Condition",), named=None),
    treated(
        "treated, the newest FVC cannot be compared",
        "not known",
        fvc(on=-150, id="f2") | {"valueQuantity": {**quantity(68, "%"), "comparator": ">"}},
    ),
    untreated("walk done: lung function alone", "info", exertion(-30), never_offers=(OXIMETRY,)),
    Story(
        "ambulatory-desaturation-due",
        "lung function is due as well (RA): it carries the oximetry",
        VIEW,
        "silent",
        record=(LUNGS, RA, *full_test(-184), CT),
        because="pft-due-ra-sjogren-mctd speaks instead",
    ),
]


@pytest.mark.parametrize("story", [*ROWS, *DISEASE, *NAIVE, *SILENT, *NOT_KNOWN], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
