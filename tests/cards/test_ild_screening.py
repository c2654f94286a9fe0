"""Never screened for ILD: which diseases, which risk factors, what ends the advice, what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREGNANT,
    SNOMED,
    WOMAN_30,
    Json,
    coded,
    condition,
    done,
    ild,
    lymphocytes,
    ordered_test,
    patient,
    result,
)
from tests.cards.lung_tests import (
    CT_CODE,
    HOSPICE,
    INCLUSION_BODY,
    LUPUS,
    MCTD,
    MYOSITIS,
    PFT_ORDER,
    PFT_REQUEST,
    RA,
    SJOGREN,
    SSC,
    TRANSPLANT,
    full_test,
    fvc,
    pft_ordered,
    report,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "ild-screening"
CT_REQUEST = "high-resolution chest CT"
MAN_59, MAN_60 = patient(age=59), patient(age=60)
WOMAN_59, WOMAN_60 = patient(age=59, sex="female"), patient(age=60, sex="female")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return Story(CARD, name, VIEW, expect, record=record, **more)


def myositis(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Dermatomyositis or the like, man of 50 years, nothing else on record."""
    return story(name, expect, MYOSITIS, *record, **more)


def arthritis(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Rheumatoid arthritis; a woman of 59 years, no risk factor, but for what is told."""
    return story(name, expect, RA, *record, **{"person": WOMAN_59, **more})


def sjogren(name: str, expect: str, *record: Json, **more: Any) -> Story:
    return story(name, expect, SJOGREN, *record, **{"person": WOMAN_59, **more})


def rf(value: Any, high: Any = 14, **how: Any) -> Json:
    return result("rf", "11572-5", value, "[IU]/mL", high=high, **how)


def ccp(value: Any, high: Any = 20, **how: Any) -> Json:
    return result("ccp", "53027-9", value, "U/mL", high=high, **how)


def smoking(code: str, on: int = -100, id: str = "smoking") -> Json:
    return result(id, "72166-2", on=on, valueCodeableConcept=coded(SNOMED, code))


def ro52(value: str, **how: Any) -> Json:
    return result("ro52", "53016-2", value, **how)


SMOKER = condition("smoker", "F17.210", "Nicotine dependence, cigarettes")
FORMER = condition("former", "Z87.891", "Personal history of nicotine dependence")
RAYNAUD = condition("ray", "I73.00", "Raynaud syndrome")
DYSMOTILITY = condition("oes", "K22.4", "Dyskinesia of oesophagus")

ROWS = [
    myositis(
        "Fires row: myositis, nothing on record",
        "info",
        recommended=CT_REQUEST,
        offers=(CT_REQUEST, PFT_REQUEST),
        acts=(CT_CODE, PFT_ORDER, "High resolution"),
        says=("surgical biopsy",),
    ),
    arthritis("Fires row: RA, male, 60 years", "info", person=MAN_60, says=("male", "older age")),
    arthritis("Silent row: RA, male, 59 years, RF 3 times its limit", "silent", rf(42), person=MAN_59),
    story(
        "Silent row: SSc with a chest CT 6 years ago",
        "silent",
        SSC,
        done("DiagnosticReport", "c", CT_CODE, on=-2190),
    ),
    story("SSc", "info", SSC),
    story("MCTD", "info", MCTD),
    story("SSc resolved: once, always", "info", condition("ssc", "M34.0", clinical="resolved")),
    story("SSc refuted", "silent", condition("ssc", "M34.0", verification="refuted")),
    story("SSc suspected", "info", condition("ssc", "M34.0", verification="provisional")),
    story("inclusion body myositis alone", "silent", INCLUSION_BODY),
    story("lupus alone", "silent", LUPUS),
    story("nothing", "silent"),
]

ARTHRITIS = [
    arthritis("RA alone", "silent"),
    arthritis("male alone", "silent", person=MAN_59),
    arthritis("60 years alone", "silent", person=WOMAN_60),
    arthritis("60 years and smoker", "info", SMOKER, person=WOMAN_60),
    arthritis("60 years and former smoker", "info", FORMER, person=WOMAN_60),
    arthritis("60 years, smokes now by answer", "info", smoking("449868002"), person=WOMAN_60),
    arthritis("60 years, smoked before by answer", "info", smoking("8517006"), person=WOMAN_60),
    arthritis("60 years, never smoked", "silent", smoking("266919005"), person=WOMAN_60),
    arthritis(
        "the newest answer counts",
        "silent",
        smoking("8517006", -400, "earlier"),
        smoking("266919005"),
        person=WOMAN_60,
    ),
    arthritis("60 years, RF above 3 times its limit", "info", rf(42.1), person=WOMAN_60),
    arthritis("60 years, RF 3 times its limit", "silent", rf(42), person=WOMAN_60),
    arthritis("60 years, anti-CCP above 3 times", "info", ccp(60.1), person=WOMAN_60),
    arthritis(
        "60 years, anti-CCP by immunoassay above 3 times",
        "info",
        result("ccp", "32218-0", 60.1, "U/mL", high=20),
        person=WOMAN_60,
    ),
    arthritis("60 years, anti-CCP 3 times", "silent", ccp(60), person=WOMAN_60),
    arthritis("RF and anti-CCP are one factor", "silent", rf(400), ccp(400)),
    arthritis("RF without a range counts as none", "silent", rf(400, high=None), person=WOMAN_60),
    arthritis("results not supplied: none", "silent", lacking=("Observation",), person=WOMAN_60),
    arthritis("results not supplied, male and 60", "info", lacking=("Observation",), person=MAN_60),
    arthritis("sex not recorded: not counted as male", "silent", person=patient(age=60, sex=None)),
    arthritis("birth year leaves 59 or 60: not counted", "silent", person=patient(birth="1966")),
]

SJOGREN_RISK = [
    sjogren("Sjogren alone", "silent"),
    sjogren("60 years alone", "silent", person=WOMAN_60),
    sjogren(
        "anti-Ro52 and 60 years", "info", ro52("Positive"), person=WOMAN_60, says=("anti-Ro52 positive",)
    ),
    sjogren("anti-Ro52 and Raynaud", "info", ro52("Positive"), RAYNAUD),
    sjogren(
        "anti-Ro52, the newest negative",
        "silent",
        ro52("Positive", on=-400),
        result("r2", "53016-2", "Negative", on=-5),
        RAYNAUD,
    ),
    sjogren("Raynaud and dysmotility", "info", RAYNAUD, DYSMOTILITY),
    sjogren(
        "Raynaud resolved",
        "silent",
        {**RAYNAUD, **condition("ray", "I73.00", clinical="resolved")},
        DYSMOTILITY,
    ),
    sjogren("dysmotility resolved", "silent", RAYNAUD, condition("oes", "K22.4", clinical="resolved")),
    sjogren("lymphocytes 0.99 and Raynaud", "info", RAYNAUD, lymphocytes(0.99)),
    sjogren("lymphocytes 1.0", "silent", RAYNAUD, lymphocytes(1.0)),
    sjogren("lymphocytes 365 days ago", "info", RAYNAUD, lymphocytes(0.8, on=-365)),
    sjogren("lymphocytes 366 days ago", "silent", RAYNAUD, lymphocytes(0.8, on=-366)),
    sjogren("male sex and smoking are no factors here", "silent", SMOKER, person=MAN_59),
    arthritis("Raynaud and dysmotility are no factors in RA", "silent", RAYNAUD, DYSMOTILITY),
]


def called(words: str, kind: str = "DiagnosticReport", **how: Any) -> Json:
    """A finished report, procedure or study that has a local code and these words alone."""
    found = done(kind, "words", "4711", system="urn:oid:1.2.840.114350", **how)
    name = "procedureCode" if kind == "ImagingStudy" else "code"
    local = {**(found[name][0] if kind == "ImagingStudy" else found[name]), "text": words}
    return found | {name: [local] if kind == "ImagingStudy" else local}


IN_WORDS = [
    *(
        myositis(f"chest CT in words: {words}", "silent", called(words))
        for words in (
            "CT CHEST WITHOUT CONTRAST",
            "HRCT chest",
            "CT THORAX HIGH RESOLUTION",
            "Computed tomography of the lungs",
        )
    ),
    *(
        myositis(f"chest CT in words as {kind}", "silent", called("Chest CT, high resolution", kind))
        for kind in ("Procedure", "ImagingStudy")
    ),
    myositis(
        "chest CT as the description of a study",
        "silent",
        {"resourceType": "ImagingStudy", "id": "i", "status": "available", "started": "2025-05-05"}
        | {"subject": {"reference": "Patient/pat"}, "description": "CT CHEST HIGH RES"},
    ),
    *(
        myositis(f"no chest CT in words: {words}", "info", called(words))
        for words in (
            "CT ANGIO CHEST PE PROTOCOL",
            "CTA CHEST",
            "CT GUIDED BIOPSY LUNG",
            "CT ABDOMEN PELVIS",
            "XR CHEST 2 VIEWS",
            "PET CT CHEST",
        )
    ),
    myositis("a chest CT in words that was not final", "info", called("CT chest", status="preliminary")),
]

SILENT = [
    *(
        myositis(f"chest CT as {kind}", "silent", done(kind, "c", CT_CODE, on=-3000))
        for kind in ("DiagnosticReport", "ImagingStudy", "Procedure")
    ),
    myositis("CT report preliminary", "info", done("DiagnosticReport", "c", CT_CODE, status="preliminary")),
    myositis("ILD", "silent", ild()),
    myositis("ILD resolved", "silent", ild(clinical="resolved")),
    myositis("ILD suspected", "silent", ild(verification="provisional")),
    myositis("ILD refuted", "info", ild(verification="refuted")),
    myositis("ILD entered in error", "info", ild(verification="entered-in-error")),
    story(
        "a code that names both",
        "silent",
        condition("x", "M34.81", "Systemic sclerosis with lung involvement"),
    ),
    myositis("CT ordered 180 days ago", "silent", ordered_test("o", CT_CODE, authored=-180)),
    myositis(
        "CT ordered 181 days ago", "info", ordered_test("o", CT_CODE, authored=-181), recommended=CT_REQUEST
    ),
    myositis(
        "HRCT ordered by the site's code",
        "silent",
        ordered_test("o", "HRCTORDER", system="urn:oid:1.2.3", authored=-180),
        site_codes=True,
    ),
    myositis("CT order revoked", "info", ordered_test("o", CT_CODE, status="revoked")),
    myositis("pregnant", "silent", PREGNANT, person=WOMAN_30),
    myositis("lung transplant", "silent", TRANSPLANT),
    myositis("comfort care", "silent", HOSPICE),
    myositis("17 years", "silent", person=patient(age=17)),
    myositis("18 years", "info", person=patient(age=18)),
    myositis("deceased", "silent", person=patient(deceasedBoolean=True)),
]

NOT_KNOWN = [
    myositis("problem list not supplied", "not known", lacking=("Condition",), named=None),
    myositis("problem list in part", "not known", partial=("Condition",), named=None),
    *(
        myositis(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("DiagnosticReport", "ImagingStudy", "Procedure")
    ),
    myositis("imaging failed", "not known", failed=("ImagingStudy",), named=None),
    myositis("requests not supplied", "not known", lacking=("ServiceRequest",), named=None),
    myositis(
        "pregnancy test that cannot be read",
        "not known",
        result("h", "2118-8", "see comment"),
        person=WOMAN_30,
        named=None,
    ),
    myositis("birth date missing", "not known", person=patient(birth=""), named=None),
    myositis(
        "results not supplied: CT alone is offered",
        "info",
        lacking=("Observation",),
        offers=(CT_REQUEST,),
        never_offers=(PFT_REQUEST,),
    ),
]

OFFERED = [
    myositis("full test 365 days ago", "info", *full_test(-365), never_offers=(PFT_REQUEST,)),
    myositis("full test 366 days ago", "info", *full_test(-366), offers=(PFT_REQUEST,)),
    myositis("FVC alone", "info", fvc(on=-10), offers=(PFT_REQUEST,)),
    myositis("report 365 days ago", "info", report(-365), never_offers=(PFT_REQUEST,)),
    myositis("lung function ordered", "info", pft_ordered(authored=-90), never_offers=(PFT_REQUEST,)),
    myositis("lung function ordered 91 days ago", "info", pft_ordered(authored=-91), offers=(PFT_REQUEST,)),
]


@pytest.mark.parametrize(
    "story", [*ROWS, *ARTHRITIS, *SJOGREN_RISK, *IN_WORDS, *SILENT, *NOT_KNOWN, *OFFERED], ids=str
)
def test_story(story: Story) -> None:
    check_alone(story)
