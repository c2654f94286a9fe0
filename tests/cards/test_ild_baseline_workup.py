"""Baseline of new ILD: each gap, each reason to be silent, both sides of each number, each missing list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    SNOMED,
    SSC_CODE,
    Json,
    condition,
    done,
    ild,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SIGN, VIEW, Story, check

CARD = "ild-baseline-workup"
CT_CODE, CT_REQUEST = "29252-4", "high-resolution chest CT"
PFT_REQUEST, ANTIBODIES, DISCUSSION = "full lung function", "missing antibodies", "multidisciplinary"

RECENT = ild(recorded=-30)
CT = done("DiagnosticReport", "ct", CT_CODE, on=-20)
FVC = result("fvc", "19872-1", 80, "%", on=-20)
DLCO = result("dlco", "98130-8", 60, "%", on=-20)
PFT = (FVC, DLCO)
ANA = result("ana", "8061-4", "negative", on=-20)
RF = result("rf", "11572-5", 5, "[IU]/mL", on=-20)
CCP = result("ccp", "53027-9", 5, "U/mL", on=-20)
SEROLOGY = (ANA, RF, CCP)
RA = condition("ra", "M06.9", "Rheumatoid arthritis")
WOMAN = patient(age=30, sex="female")
IMAGING = ("DiagnosticReport", "ImagingStudy", "Procedure")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=record, **more)


def no_pft(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Only the lung function is missing."""
    return story(name, expect, RECENT, CT, *SEROLOGY, *record, **more)


def no_ct(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return story(name, expect, RECENT, *PFT, *SEROLOGY, *record, **more)


def no_serology(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return story(name, expect, RECENT, CT, *PFT, *record, **more)


ROWS = [
    story(
        "Fires row: recorded 365 days ago, lung function missing",
        "info",
        ild(recorded=-365),
        CT,
        *SEROLOGY,
        recommended=PFT_REQUEST,
        offers=(PFT_REQUEST, DISCUSSION),
        never_offers=(CT_REQUEST, ANTIBODIES),
    ),
    story("Silent row: recorded 366 days ago with the same gap", "silent", ild(recorded=-366), CT, *SEROLOGY),
    story(
        "Silent row: FVC and DLCO on one day 11 months ago, CT on record, RA coded",
        "silent",
        ild(recorded=-365),
        CT,
        RA,
        result("f", "19872-1", 80, "%", on=-335),
        result("d", "98130-8", 60, "%", on=-335),
    ),
    story(
        "nothing on record",
        "info",
        RECENT,
        recommended=CT_REQUEST,
        offers=(CT_REQUEST, PFT_REQUEST, ANTIBODIES, DISCUSSION),
        acts=("supine, inspiration and expiration",),
    ),
    story("everything on record", "silent", RECENT, CT, *PFT, *SEROLOGY),
    story(
        "at another hook nothing is asked", "silent", RECENT, hook=VIEW, person=patient(deceasedBoolean=True)
    ),
]

SINCE = [
    story("onset 366 days ago, recorded yesterday", "silent", ild(onset=-366, recorded=-1)),
    story("onset 365 days ago, recorded yesterday", "info", ild(onset=-365, recorded=-1)),
    story(
        "onset as an age two years ago, recorded yesterday",
        "silent",
        {**ild(recorded=-1), "onsetAge": {"value": 47, "unit": "years", "code": "a"}},
    ),
    story(
        "onset as a range of ages long ago, recorded yesterday",
        "silent",
        {
            **ild(recorded=-1),
            "onsetRange": {"low": {"value": 40, "code": "a"}, "high": {"value": 45, "code": "a"}},
        },
    ),
    story(
        "an age that leaves it open: the recording day decides",
        "info",
        {**ild(recorded=-1), "onsetAge": {"value": 48, "unit": "years", "code": "a"}},
        person=patient(birth="1976-09-10"),
    ),
    story(
        "an age that leaves it open, recorded long ago",
        "silent",
        {**ild(recorded=-366), "onsetAge": {"value": 48, "unit": "years", "code": "a"}},
        person=patient(birth="1976-09-10"),
    ),
    story(
        "the age of today",
        "info",
        {**ild(recorded=-1), "onsetAge": {"value": 50, "unit": "years", "code": "a"}},
    ),
    story(
        "an age in words: the recording day decides",
        "info",
        {**ild(recorded=-1), "onsetAge": {"value": 47, "unit": "about"}},
    ),
    story(
        "an onset of last year that leaves it open: the recording day decides",
        "info",
        {**ild(recorded=-100), "onsetDateTime": "2025"},
        recommended=CT_REQUEST,
    ),
    story(
        "an onset of last year that leaves it open, recorded 366 days ago",
        "silent",
        {**ild(recorded=-366), "onsetDateTime": "2025"},
    ),
    story(
        "an onset of a month that leaves it open",
        "info",
        {**ild(recorded=-1), "onsetDateTime": "2025-03"},
    ),
    story(
        "an onset of the year before last, recorded yesterday",
        "silent",
        {**ild(recorded=-1), "onsetDateTime": "2024"},
    ),
    story(
        "an onset that leaves it open and no recording day: not known",
        "not known",
        {**ild(recorded=None), "onsetDateTime": "2025"},
        named=None,
    ),
    story("of several the earliest counts", "silent", ild(recorded=-30), ild("older", recorded=-800)),
    story(
        "an earlier ILD that was refuted does not count",
        "info",
        ild(recorded=-30),
        ild("older", recorded=-800, verification="refuted"),
    ),
    story(
        "no date, first HRCT with ILD 365 days ago",
        "info",
        ild(recorded=None),
        {
            **done("DiagnosticReport", "ct", CT_CODE, on=-365),
            "conclusionCode": [{"coding": [{"system": ICD10CM, "code": "J84.10"}]}],
        },
    ),
    story(
        "no date, first HRCT with ILD 366 days ago",
        "silent",
        ild(recorded=None),
        {
            **done("DiagnosticReport", "ct", CT_CODE, on=-366),
            "conclusionCode": [{"coding": [{"system": ICD10CM, "code": "J84.10"}]}],
        },
    ),
    story("no date at all counts as more than a year", "silent", ild(recorded=None), CT),
]

CHEST_CT = [
    no_ct("no CT", "info", recommended=CT_REQUEST, acts=(CT_CODE,), never_offers=(PFT_REQUEST, ANTIBODIES)),
    no_ct("CT long ago", "silent", done("DiagnosticReport", "c", CT_CODE, on=-3000)),
    no_ct("CT as imaging study", "silent", done("ImagingStudy", "c", CT_CODE)),
    no_ct("CT as procedure", "silent", done("Procedure", "c", CT_CODE)),
    no_ct("report preliminary", "info", done("DiagnosticReport", "c", CT_CODE, status="preliminary")),
    no_ct("report amended", "silent", done("DiagnosticReport", "c", CT_CODE, status="amended")),
    no_ct("report corrected", "silent", done("DiagnosticReport", "c", CT_CODE, status="corrected")),
    no_ct("study cancelled", "info", done("ImagingStudy", "c", CT_CODE, status="cancelled")),
    no_ct("procedure not done", "info", done("Procedure", "c", CT_CODE, status="not-done")),
    no_ct("CT of another region", "info", done("DiagnosticReport", "c", "24558-9")),
    no_ct("requested 90 days ago", "silent", ordered_test("r", CT_CODE, authored=-90)),
    no_ct("requested 91 days ago", "info", ordered_test("r", CT_CODE, authored=-91), recommended=CT_REQUEST),
    no_ct("request revoked", "info", ordered_test("r", CT_CODE, status="revoked")),
    no_ct("request completed without a report", "info", ordered_test("r", CT_CODE, status="completed")),
    no_ct("request still a draft on the record", "info", ordered_test("r", CT_CODE, status="draft")),
    *(no_ct(f"{kind} not supplied", "not known", lacking=(kind,), named=None) for kind in IMAGING),
    no_ct("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    no_ct(
        "pregnant: no CT draft, still spoken of",
        "info",
        condition("p", "Z33.1", onset=-60),
        person=WOMAN,
        never_offers=(CT_REQUEST,),
        offers=(DISCUSSION,),
    ),
    no_ct(
        "woman who may become pregnant, list complete: CT draft", "info", person=WOMAN, recommended=CT_REQUEST
    ),
    no_ct("birth year only, 40: fine", "info", person=patient(birth="1985"), recommended=CT_REQUEST),
    no_ct(
        "sex not recorded, no pregnancy on record: P.PREG is no",
        "info",
        person=patient(age=30, sex=None),
        offers=(CT_REQUEST,),
    ),
    no_ct(
        "hCG that cannot be read: no CT draft",
        "info",
        result("h", "2118-8", "see comment", on=-3),
        person=WOMAN,
        never_offers=(CT_REQUEST,),
    ),
]

LUNG_FUNCTION = [
    no_pft(
        "FVC and DLCO of one month whose days nobody wrote may be one full test",
        "not known",
        {**FVC, "effectiveDateTime": "2026-02"},
        {**DLCO, "effectiveDateTime": "2026-02"},
    ),
    no_pft(
        "FVC and DLCO of different months are none",
        "info",
        {**FVC, "effectiveDateTime": "2026-01"},
        {**DLCO, "effectiveDateTime": "2026-02"},
    ),
    no_pft("FVC alone", "info", FVC, recommended=PFT_REQUEST),
    no_pft("DLCO alone", "info", DLCO),
    no_pft("FVC and DLCO on different days", "info", FVC, result("d", "98130-8", 60, "%", on=-19)),
    no_pft(
        "FVC in litres and DLCO absolute",
        "silent",
        result("f", "19868-9", 2.9, "L", on=-19),
        result("d", "19911-7", 15, "mL/min/mm[Hg]", on=-19),
    ),
    no_pft(
        "full test years ago",
        "silent",
        result("f", "19872-1", 80, "%", on=-2000),
        result("d", "98130-8", 60, "%", on=-2000),
    ),
    no_pft("DLCO preliminary", "info", FVC, result("d", "98130-8", 60, "%", on=-20, status="preliminary")),
    no_pft("DLCO without a value", "info", FVC, result("d", "98130-8", on=-20)),
    no_pft("FVC of 8 % is no result", "info", result("f", "19872-1", 8, "%", on=-20), DLCO),
    no_pft(
        "FVC dated tomorrow is not read",
        "info",
        result("f", "19872-1", 80, "%", on=1),
        result("d", "98130-8", 60, "%", on=1),
    ),
    *(
        no_pft(
            f"{what} requested 90 days ago", "silent", ordered_test("r", code, system=system, authored=-90)
        )
        for what, system, code in (
            ("full test", SNOMED, "23426006"),
            ("FVC in litres", "http://loinc.org", "19868-9"),
            ("FVC in percent", "http://loinc.org", "19872-1"),
            ("DLCO", "http://loinc.org", "19911-7"),
            ("DLCO in percent", "http://loinc.org", "98130-8"),
        )
    ),
    no_pft(
        "full test requested 91 days ago",
        "info",
        ordered_test("r", "23426006", system=SNOMED, authored=-91),
        recommended=PFT_REQUEST,
    ),
    story(
        "results not supplied, RA coded: arm not known",
        "not known",
        RECENT,
        CT,
        RA,
        lacking=("Observation",),
        named=None,
    ),
    story(
        "results not supplied, CT missing: the proven gap alone",
        "info",
        RECENT,
        RA,
        lacking=("Observation",),
        offers=(CT_REQUEST,),
        never_offers=(PFT_REQUEST, ANTIBODIES),
    ),
    no_pft(
        "imaging not supplied: the proven gap alone",
        "info",
        lacking=IMAGING,
        recommended=PFT_REQUEST,
        never_offers=(CT_REQUEST,),
    ),
    no_pft("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
]

SEROLOGY_GAPS = [
    no_serology(
        "none",
        "info",
        recommended=ANTIBODIES,
        acts=(
            "5048-4",
            "11572-5",
            "53027-9",
            "8093-7",
            "53016-2",
            "27416-7",
            "8076-2",
            "33772-5",
            "107563-9",
            "33921-8",
            "2157-6",
        ),
    ),
    no_serology("ANA only", "info", ANA, acts=("11572-5", "53027-9"), never_acts=("5048-4",)),
    no_serology("RF and CCP only", "info", RF, CCP, acts=("5048-4",), never_acts=("11572-5", "53027-9")),
    no_serology("ANA and RF", "silent", ANA, RF),
    no_serology("ANA and CCP", "silent", ANA, CCP),
    no_serology(
        "RF and ANA preliminary", "info", RF, result("a", "8061-4", "negative", status="preliminary")
    ),
    no_serology(
        "of the further antibodies only those never resulted",
        "info",
        result("j", "8076-2", "negative", on=-900),
        result("c", "2157-6", 90, "U/L", on=-900),
        acts=("5048-4", "107563-9"),
        never_acts=("8076-2", "2157-6"),
    ),
    *(
        no_serology(f"{name} coded", "silent", condition("sard", code))
        for name, code in (
            ("SSc", SSC_CODE[0]),
            ("myositis", "M33.20"),
            ("MCTD", "M35.1"),
            ("RA", "M06.9"),
            ("Sjogren", "M35.00"),
            ("lupus", "M32.9"),
            ("UCTD", "M35.9"),
            ("ANCA vasculitis", "M31.7"),
        )
    ),
    no_serology("inclusion body myositis is no rheumatic disease here", "info", condition("ibm", "G72.41")),
    no_serology("RA refuted", "info", condition("ra", "M06.9", verification="refuted")),
    no_serology("RA resolved: once, always", "silent", condition("ra", "M06.9", clinical="resolved")),
    no_serology(
        "ANA asked for 90 days ago, RF on record", "silent", RF, ordered_test("r", "5048-4", authored=-90)
    ),
    no_serology(
        "ANA asked for 91 days ago, RF on record", "info", RF, ordered_test("r", "5048-4", authored=-91)
    ),
    no_serology(
        "ANA asked for 90 days ago, RF and CCP missing: ANA is not asked for again",
        "info",
        ordered_test("r", "5048-4", authored=-90),
        acts=("11572-5", "53027-9"),
        never_acts=("5048-4",),
    ),
    no_serology(
        "ANA asked for 91 days ago, RF and CCP missing: all three are asked for",
        "info",
        ordered_test("r", "5048-4", authored=-91),
        acts=("5048-4", "11572-5", "53027-9"),
    ),
    no_serology(
        "the discussion asked for 90 days ago is not asked for again",
        "info",
        {**ordered_test("m", "x", authored=-90), "code": {"text": "ILD multidisciplinary discussion"}},
        never_offers=(DISCUSSION,),
    ),
    no_serology(
        "the detail speaks of what is missing alone: antibodies",
        "info",
        says=("A hidden rheumatic disease",),
        never_says=("HRCT", "A full test is"),
    ),
    no_ct(
        "the detail speaks of what is missing alone: CT",
        "info",
        says=("HRCT shows pattern",),
        never_says=("A hidden rheumatic disease", "A full test is"),
    ),
    no_pft(
        "the detail speaks of what is missing alone: lung function",
        "info",
        says=("A full test is",),
        never_says=("A hidden rheumatic disease", "HRCT shows"),
    ),
    no_serology("RF asked for, ANA on record", "silent", ANA, ordered_test("r", "11572-5")),
    no_serology("CCP asked for, ANA on record", "silent", ANA, ordered_test("r", "53027-9")),
    no_serology(
        "ANA asked for, RF and CCP missing",
        "info",
        ordered_test("r", "5048-4"),
        acts=("11572-5",),
        never_acts=("5048-4",),
    ),
    no_serology("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
]

SILENT = [
    story("no ILD", "silent", condition("x", "J45.909")),
    story("ILD resolved", "silent", ild(clinical="resolved")),
    story("ILD suspected", "silent", ild(verification="provisional")),
    story("ILD refuted", "silent", ild(verification="refuted")),
    story("ILD without any status counts", "info", ild(clinical=None, verification=None)),
    story(
        "ILD without clinical status but abated",
        "silent",
        {**ild(clinical=None), "abatementDateTime": "2026-02-20"},
    ),
    story("sarcoidosis is not in the set", "silent", condition("s", "D86.0", recorded=-20)),
    story("lung transplant ever", "silent", RECENT, condition("t", "Z94.2", clinical="resolved")),
    story("lung transplant refuted", "info", RECENT, condition("t", "Z94.2", verification="refuted")),
    story("comfort care", "silent", RECENT, condition("c", "385763009", system=SNOMED)),
    story("17 years", "silent", RECENT, person=patient(age=17)),
    story("18 years", "info", RECENT, person=patient(age=18)),
    story("deceased", "silent", RECENT, person=patient(deceasedBoolean=True)),
    story(
        "rapidly progressive", "silent", RECENT, RA, condition("rp", "236302005", system=SNOMED, recorded=-10)
    ),
    story(
        "exacerbation without a rheumatic disease silences nothing",
        "info",
        RECENT,
        condition("rp", "236302005", system=SNOMED, recorded=-10),
    ),
    story(
        "IPF: serology is part of it",
        "info",
        condition("ipf", "J84.112", recorded=-20),
        CT,
        *PFT,
        recommended=ANTIBODIES,
    ),
]

NOT_KNOWN = [
    story("problem list not supplied", "not known", CT, lacking=("Condition",), named=None),
    story("birth date missing", "not known", RECENT, person=patient(birth=""), named=None),
    story("year of birth leaves 17 or 18", "not known", RECENT, person=patient(birth="2008"), named=None),
    story("medications do not matter", "info", RECENT, lacking=("MedicationRequest", "MedicationStatement")),
    story("allergies do not matter", "info", RECENT, lacking=("AllergyIntolerance",)),
]

PAGES = [
    no_ct("reports partly supplied", "not known", partial=("DiagnosticReport",), named=None),
    no_ct("reports partly supplied, CT on the first page", "silent", CT, partial=("DiagnosticReport",)),
    no_ct("imaging could not be read", "not known", failed=("ImagingStudy",), named=None),
    no_pft("results partly supplied", "not known", partial=("Observation",), named=None),
    no_serology(
        "problem list partly supplied: a rheumatic disease may stand on the next page",
        "not known",
        partial=("Condition",),
        named=None,
    ),
    no_ct(
        "problem list partly supplied: a transplant may stand on the next page",
        "not known",
        partial=("Condition",),
        named=None,
    ),
]

QUIETS = [
    story(
        "a discussion already asked for is not asked for again",
        "info",
        RECENT,
        {**ordered_test("m", "x"), "code": {"text": "ILD multidisciplinary discussion"}},
        never_offers=(DISCUSSION,),
    ),
    story(
        "all four asked for: silent",
        "silent",
        RECENT,
        ordered_test("r1", CT_CODE),
        ordered_test("r2", "23426006", system=SNOMED),
        ordered_test("r3", "5048-4"),
        ordered_test("r4", "11572-5"),
    ),
    story(
        "CT asked for: the next gap is recommended",
        "info",
        RECENT,
        ordered_test("r1", CT_CODE),
        recommended=PFT_REQUEST,
        never_offers=(CT_REQUEST,),
    ),
    story(
        "CT and lung function asked for",
        "info",
        RECENT,
        ordered_test("r1", CT_CODE),
        ordered_test("r2", "23426006", system=SNOMED),
        recommended=ANTIBODIES,
    ),
    story(
        "pregnant: lung function is recommended",
        "info",
        RECENT,
        condition("p", "Z33.1", onset=-60),
        person=WOMAN,
        recommended=PFT_REQUEST,
        never_offers=(CT_REQUEST,),
    ),
]

STORIES = [*ROWS, *SINCE, *CHEST_CT, *LUNG_FUNCTION, *SEROLOGY_GAPS, *SILENT, *NOT_KNOWN, *PAGES, *QUIETS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)


def test_is_not_asked_when_orders_are_signed() -> None:
    from tests.cards.story import tell

    findings, _ = tell(story("signing", "silent", RECENT, hook=SIGN))
    assert CARD not in [finding.card.id for finding in findings.findings]
