"""The newest HRCT is coded by its phenotype: when that says something about treatment, beside which cards."""

# Longer than 300 lines because every row of the table is a story.

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    METHOTREXATE,
    MYCOPHENOLATE,
    RITUXIMAB,
    TACROLIMUS,
    Json,
    coded,
    condition,
    done,
    given,
    ild,
    order,
    ordered_test,
    patient,
)
from tests.cards.first_line import (
    COMFORT,
    DISCUSSION,
    DRUGS,
    NINTEDANIB,
    PIRFENIDONE,
    RAPID,
    ended,
    mda5,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "hrct-phenotype"
SSC = condition("ssc", "M34.0", recorded=-2000)
RA = condition("ra", "M06.9", recorded=-2000)
LUNG = ild(recorded=-800)
MMF_ORDER = order("m", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-730)


def hrct(*codes: str, on: int = -90, id: str = "ct", **how: Any) -> Json:
    """A report of the chest CT with conclusions that the site has codes for."""
    report = done("DiagnosticReport", id, "24627-2", on=on, **how)
    return report | {"conclusionCode": [coded("urn:oid:1.2.3", code) for code in codes]}


def told(name: str, expect: str, *held: Json, disease: Json = SSC, **more: Any) -> Story:
    """The disease, an ILD of long standing, and what is held beside, at a site with its own codes."""
    return Story(CARD, name, VIEW, expect, record=(disease, LUNG, *held), **{"site_codes": True, **more})


def asked(authored: int) -> Json:
    request = ordered_test("mdd", "x", authored=authored)
    return request | {"code": {"text": "ILD multidisciplinary discussion"}}


ROWS = [
    told(
        "Fires row: SSc on mycophenolate for 2 years, fibrosis on HRCT 90 days ago",
        "info",
        MMF_ORDER,
        hrct("FIBROSIS"),
        recommended=DISCUSSION,
        never_offers=DRUGS,
        never_acts=("MedicationRequest",),
        says=("Fibrotic or UIP",),
        never_says=("Ground-glass without",),
    ),
    told("Silent row: the report is 91 days old", "silent", MMF_ORDER, hrct("FIBROSIS", on=-91)),
    told("Silent row: RA on mycophenolate", "silent", MMF_ORDER, hrct("FIBROSIS"), disease=RA),
    told(
        "Silent row: nintedanib active",
        "silent",
        MMF_ORDER,
        hrct("FIBROSIS"),
        order("n", *NINTEDANIB, start=-90),
    ),
    told("pirfenidone active", "silent", MMF_ORDER, hrct("FIBROSIS"), order("n", *PIRFENIDONE, start=-90)),
    told("nintedanib ended yesterday", "info", MMF_ORDER, hrct("FIBROSIS"), ended(NINTEDANIB, 1)),
    told("no codes named by the site", "silent", MMF_ORDER, hrct("FIBROSIS"), site_codes=False),
]

GROUND_GLASS = [
    told(
        "RA, ground-glass, no ILD drug",
        "info",
        hrct("GGO"),
        disease=RA,
        recommended=DISCUSSION,
        says=("Ground-glass without",),
        never_says=("Mixed:", "Fibrotic or UIP"),
    ),
    told("mixed by its own code", "info", hrct("MIXED"), disease=RA, says=("Mixed:",)),
    told(
        "ground-glass and fibrosis in one report are mixed",
        "info",
        hrct("GGO", "FIBROSIS"),
        says=("Mixed:",),
        never_says=("Fibrotic or UIP",),
    ),
    told("mixed in SSc on mycophenolate", "silent", MMF_ORDER, hrct("GGO", "FIBROSIS")),
    told("two reports of one day are one", "silent", MMF_ORDER, hrct("GGO"), hrct("FIBROSIS", id="ct2")),
    told(
        "NSIP without rheumatic disease, for long",
        "info",
        hrct("GGO"),
        disease=condition("n", "J84.113", recorded=-800),
    ),
    told("neither rheumatic disease nor NSIP", "silent", hrct("GGO"), disease=condition("c", "R05.9")),
    told(
        "IPF",
        "silent",
        hrct("GGO"),
        condition("n", "J84.113", recorded=-800),
        disease=condition("i", "J84.112", recorded=-800),
    ),
    told(
        "a newer CT without a code",
        "silent",
        hrct("GGO"),
        done("DiagnosticReport", "new", "24627-2", on=-3),
        disease=RA,
    ),
    told(
        "an older CT without a code",
        "info",
        hrct("GGO"),
        done("DiagnosticReport", "old", "24627-2", on=-99),
        disease=RA,
    ),
    told("report not final", "silent", hrct("GGO", status="preliminary"), disease=RA),
]

IMMUNOSUPPRESSED = [
    *(
        told(
            f"{drug[1]} active",
            "silent",
            order("d", *drug, dose=50, start=-100, route=route),
            hrct("GGO"),
            disease=RA,
        )
        for drug, route in (
            (MYCOPHENOLATE, "oral"),
            (CYCLOPHOSPHAMIDE, "oral"),
            (TACROLIMUS, "oral"),
            (RITUXIMAB, "iv"),
        )
    ),
    told("mycophenolate ended yesterday", "info", ended(MYCOPHENOLATE, 1), hrct("GGO"), disease=RA),
    told(
        "methotrexate is no ILD drug",
        "info",
        order("d", *METHOTREXATE, dose=15, start=-100),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "nintedanib is no immunosuppressant",
        "info",
        order("d", *NINTEDANIB, start=-100),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "tacrolimus ointment",
        "info",
        order("d", *TACROLIMUS, start=-100, route="topical"),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "rituximab ended 183 days ago", "silent", ended(RITUXIMAB, 183, route="iv"), hrct("GGO"), disease=RA
    ),
    told("rituximab ended 184 days ago", "info", ended(RITUXIMAB, 184, route="iv"), hrct("GGO"), disease=RA),
    told(
        "cyclophosphamide ended 90 days ago", "silent", ended(CYCLOPHOSPHAMIDE, 90), hrct("GGO"), disease=RA
    ),
    told("cyclophosphamide ended 91 days ago", "info", ended(CYCLOPHOSPHAMIDE, 91), hrct("GGO"), disease=RA),
    told(
        "rituximab given 183 days ago",
        "silent",
        given("g", *RITUXIMAB, dose=1000, on=-183),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "rituximab given 184 days ago",
        "info",
        given("g", *RITUXIMAB, dose=1000, on=-184),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "cyclophosphamide given 90 days ago",
        "silent",
        given("g", *CYCLOPHOSPHAMIDE, dose=900, on=-90),
        hrct("GGO"),
        disease=RA,
    ),
    told(
        "administrations not supplied", "info", hrct("GGO"), disease=RA, lacking=("MedicationAdministration",)
    ),
]

SILENT = [
    told("hypersensitivity pneumonitis", "silent", hrct("GGO"), condition("hp", "J67.9")),
    told("drug-induced ILD", "silent", hrct("GGO"), condition("di", "J70.2")),
    told("lung transplant", "silent", hrct("GGO"), condition("tx", "Z94.2")),
    told("comfort care only", "silent", hrct("GGO"), COMFORT),
    told("17 years old", "silent", hrct("GGO"), person=patient(age=17)),
    told("deceased", "silent", hrct("GGO"), person=patient(deceasedBoolean=True)),
    told("rapidly progressive", "silent", hrct("GGO"), RAPID),
    told("discussion asked for on the day of the report", "silent", hrct("GGO"), asked(-90)),
    told("discussion asked for the day before", "info", hrct("GGO"), asked(-91), recommended=DISCUSSION),
    Story(
        CARD,
        "no ILD",
        VIEW,
        "silent",
        record=(RA, hrct("GGO")),
        because="not so",
        site_codes=True,
    ),
    Story(
        CARD,
        "beside a first-line card",
        VIEW,
        "silent",
        record=(RA, ild(recorded=-30), hrct("GGO")),
        because="ra-ild-first-line speaks instead",
        site_codes=True,
    ),
    Story(
        CARD,
        "beside the SSc first-line card",
        VIEW,
        "silent",
        record=(SSC, ild(recorded=-30), hrct("FIBROSIS")),
        because="ssc-ild-first-line speaks instead",
        site_codes=True,
    ),
    Story(
        CARD,
        "beside the lupus card",
        VIEW,
        "silent",
        record=(condition("s", "M32.9"), ild(recorded=-30), hrct("GGO")),
        because="other-sard-ild-first-line speaks instead",
        site_codes=True,
    ),
    Story(
        CARD,
        "beside the NSIP card",
        VIEW,
        "silent",
        record=(condition("n", "J84.113"), hrct("GGO")),
        because="nsip-without-ctd speaks instead",
        site_codes=True,
    ),
    Story(
        CARD,
        "beside the anti-MDA5 card",
        VIEW,
        "silent",
        record=(condition("d", "M33.10", recorded=-800), LUNG, mda5("Positive", on=-9), hrct("GGO")),
        because="mda5-ild-early-combination speaks instead",
        site_codes=True,
    ),
    told(
        "beside the next step after progression",
        "silent",
        MMF_ORDER,
        hrct("FIBROSIS", on=-10),
        condition("worse", "PROGRESSION", system="urn:oid:1.2.3", recorded=-20),
        because="ssc-ild-escalation speaks instead",
    ),
    told(
        "beside progressive pulmonary fibrosis",
        "silent",
        MMF_ORDER,
        hrct("FIBROSIS"),
        condition("ppf", "J84.170", recorded=-30),
        because="progressive-pulmonary-fibrosis speaks instead",
    ),
]

NOT_KNOWN = [
    *(
        told(f"{kind} not supplied", "not known", hrct("GGO"), disease=RA, lacking=(kind,), named=None)
        for kind in (
            "Condition",
            "DiagnosticReport",
            "MedicationRequest",
            "MedicationStatement",
            "ServiceRequest",
        )
    ),
    told("reports in part", "not known", hrct("GGO"), disease=RA, partial=("DiagnosticReport",), named=None),
    told(
        "report without a date",
        "not known",
        {key: value for key, value in hrct("GGO").items() if key != "effectiveDateTime"},
        disease=RA,
        named=None,
    ),
    told("no birth date", "not known", hrct("GGO"), disease=RA, person=patient(birth=""), named=None),
    told(
        "drug list in part, fibrosis in SSc",
        "not known",
        hrct("FIBROSIS"),
        partial=("MedicationRequest",),
        named=None,
    ),
]

STORIES = [*ROWS, *GROUND_GLASS, *IMMUNOSUPPRESSED, *SILENT, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)
