"""A chest X-ray, bronchoscopy or walk distance for ILD alone: which drafts and reasons, what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    LOINC,
    SNOMED,
    Json,
    coded,
    condition,
    ild,
    ordered_test,
    patient,
    result,
)
from tests.cards.lung_tests import (
    DLCO_CODE,
    EXACERBATION,
    HOSPICE,
    INCLUSION_BODY,
    PFT_ORDER,
    PFT_REQUEST,
    RA,
    SSC,
    WALK_CODE,
    full_test,
    pft_ordered,
    report,
)
from tests.cards.story import SELECT, SIGN, Story, check_alone

CARD = "low-value-monitoring-test"
OWN = "urn:oid:1.2.3"
FIBROSIS, INFECTION = coded(ICD10CM, "J84.10"), coded(ICD10CM, "J18.9")
LUNGS = ild(recorded=-800)
LATELY = full_test(-30)


def drafted(id: str = "x", code: str = "36643-5", system: str = LOINC, *reasons: Json, **how: Any) -> Json:
    return ordered_test(
        id, code, system=system, status="draft", reasonCode=list(reasons or (FIBROSIS,)), **how
    )


RADIOGRAPH = drafted()
LAVAGE = drafted("b", "10847001", SNOMED)
DISTANCE = drafted("w", "DISTANCE", OWN)


def story(
    name: str, expect: str, *record: Json, drafts: tuple[Json, ...] = (RADIOGRAPH,), **more: Any
) -> Story:
    """SSc-ILD, full test 30 days ago; a chest X-ray is drafted with ILD as its only reason."""
    hook = more.pop("hook", SIGN)
    return Story(CARD, name, hook, expect, record=(LUNGS, SSC, *LATELY, *record), drafts=drafts, **more)


def bare(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Only what is told here is on record."""
    return Story(CARD, name, SIGN, expect, record=record, drafts=(RADIOGRAPH,), **more)


ROWS = [
    story(
        "Fires row: chest X-ray for ILD alone",
        "info",
        recommended="Remove the request: XR Chest 2 Views",
        acts=("ServiceRequest/x",),
    ),
    story("the same while it is chosen", "info", hook=SELECT, recommended="Remove the request"),
    story("Silent row: urgent", "silent", drafts=(RADIOGRAPH | {"priority": "urgent"},)),
    story("Silent row: a 6-minute walk", "silent", drafts=(drafted("w", WALK_CODE),)),
    story("routine priority", "info", drafts=(RADIOGRAPH | {"priority": "routine"},)),
    story("stat", "silent", drafts=(RADIOGRAPH | {"priority": "stat"},)),
    story("bronchoscopy", "info", drafts=(LAVAGE,), recommended="Remove", acts=("ServiceRequest/b",)),
    story(
        "walk distance, coded by the site",
        "info",
        drafts=(DISTANCE,),
        site_codes=True,
        acts=("ServiceRequest/w",),
    ),
    story(
        "walk distance that is coded as a 6-minute walk as well",
        "silent",
        drafts=(
            DISTANCE
            | {"code": {"coding": [*coded(OWN, "DISTANCE")["coding"], *coded(LOINC, WALK_CODE)["coding"]]}},
        ),
        site_codes=True,
    ),
    story("a walk distance nobody coded", "silent", drafts=(DISTANCE,)),
    story("another test", "silent", drafts=(drafted("k", "2823-3"),)),
    story("no draft", "silent", drafts=()),
    story("the X-ray is on record only", "silent", RADIOGRAPH | {"status": "active"}, drafts=()),
    story(
        "another draft is chosen",
        "silent",
        hook=SELECT,
        drafts=(RADIOGRAPH, drafted("k", "2823-3")),
        selections=("ServiceRequest/k",),
    ),
    story(
        "two drafts: both may be removed",
        "info",
        drafts=(RADIOGRAPH, LAVAGE),
        acts=("ServiceRequest/x", "ServiceRequest/b"),
    ),
    story(
        "two drafts, one for an infection",
        "info",
        drafts=(RADIOGRAPH, drafted("b", "10847001", SNOMED, INFECTION)),
        acts=("ServiceRequest/x",),
        never_acts=("ServiceRequest/b",),
    ),
]

REASONS = [
    story("no reason", "silent", drafts=(ordered_test("x", "36643-5", status="draft"),)),
    story(
        "by reference to the diagnosis",
        "info",
        drafts=(
            ordered_test("x", "36643-5", status="draft", reasonReference=[{"reference": "Condition/ild"}]),
        ),
    ),
    story("a further reason", "silent", drafts=(drafted("x", "36643-5", LOINC, FIBROSIS, INFECTION),)),
    story(
        "a further reason in words",
        "silent",
        drafts=(drafted("x", "36643-5", LOINC, FIBROSIS, {"text": "drain check"}),),
    ),
    story("another reason", "silent", drafts=(drafted("x", "36643-5", LOINC, INFECTION),)),
    story(
        "a reason that was not sent",
        "not known",
        named=None,
        drafts=(RADIOGRAPH | {"reasonReference": [{"reference": "Condition/lost"}]},),
    ),
    story(
        "by reference to a result",
        "silent",
        drafts=(RADIOGRAPH | {"reasonReference": [{"reference": f"Observation/{LATELY[0]['id']}"}]},),
    ),
]


def coded_lately(code: str, recorded: int, system: str = ICD10CM) -> Json:
    return condition("now", code, system=system, recorded=recorded)


SILENT = [
    story("pneumonia 30 days ago", "silent", coded_lately("J18.9", -30)),
    story("pneumonia 31 days ago", "info", coded_lately("J18.9", -31)),
    story("Pneumocystis pneumonia 30 days ago", "silent", coded_lately("B59", -30)),
    story("Pneumocystis pneumonia 31 days ago", "info", coded_lately("B59", -31)),
    story("worse, coded by the site 30 days ago", "silent", coded_lately("WORSE", -30, OWN), site_codes=True),
    story("worse, coded by the site 31 days ago", "info", coded_lately("WORSE", -31, OWN), site_codes=True),
    story(
        "worse as a finding of the site",
        "silent",
        result("w", "WORSE", "Positive", on=-30, system=OWN),
        site_codes=True,
    ),
    story(
        "worse as a finding that is absent",
        "info",
        result("w", "WORSE", "absent", on=-3, system=OWN),
        site_codes=True,
    ),
    story(
        "worse as a finding 31 days ago",
        "info",
        result("w", "WORSE", "Positive", on=-31, system=OWN),
        site_codes=True,
    ),
    story("pneumonia suspected", "silent", condition("now", "J18.9", verification="provisional")),
    story("rapidly progressive", "silent", EXACERBATION),
    story("comfort care", "silent", HOSPICE),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    bare("no rheumatic disease", "silent", LUNGS),
    bare("inclusion body myositis alone", "silent", LUNGS, INCLUSION_BODY),
    bare("no ILD", "silent", SSC),
    bare("rheumatoid arthritis", "info", LUNGS, RA),
    bare("ILD suspected", "silent", ild(verification="provisional"), SSC),
]

NOT_KNOWN = [
    story("problem list not supplied", "not known", lacking=("Condition",), named=None),
    story("problem list in part: pneumonia may follow", "not known", partial=("Condition",), named=None),
    story(
        "findings of the site not supplied",
        "not known",
        lacking=("Observation",),
        site_codes=True,
        named=None,
    ),
    story(
        "results not supplied: no lung function offered",
        "info",
        lacking=("Observation",),
        never_offers=(PFT_REQUEST,),
    ),
    story(
        "requests not supplied: no lung function offered",
        "info",
        lacking=("ServiceRequest",),
        never_offers=(PFT_REQUEST,),
    ),
    story("birth date missing", "not known", person=patient(birth=""), named=None),
]

OFFERED = [
    bare("never tested", "info", LUNGS, SSC, offers=(PFT_REQUEST,), acts=(PFT_ORDER,)),
    bare("full test 91 days ago", "info", LUNGS, SSC, *full_test(-91), offers=(PFT_REQUEST,)),
    bare("full test 90 days ago", "info", LUNGS, SSC, *full_test(-90), never_offers=(PFT_REQUEST,)),
    bare(
        "report 90 days ago", "info", LUNGS, SSC, *full_test(-200), report(-90), never_offers=(PFT_REQUEST,)
    ),
    bare("lung function ordered", "info", LUNGS, SSC, pft_ordered(authored=-90), never_offers=(PFT_REQUEST,)),
    bare("DLCO ordered", "info", LUNGS, SSC, pft_ordered(code=DLCO_CODE), never_offers=(PFT_REQUEST,)),
    bare(
        "ordered 200 days ago, planned in 60 days",
        "info",
        LUNGS,
        SSC,
        pft_ordered(authored=-200, due=60),
        never_offers=(PFT_REQUEST,),
    ),
    bare(
        "ordered 200 days ago, planned in 61 days",
        "info",
        LUNGS,
        SSC,
        pft_ordered(authored=-200, due=61),
        offers=(PFT_REQUEST,),
    ),
    bare("ordered 91 days ago", "info", LUNGS, SSC, pft_ordered(authored=-91), offers=(PFT_REQUEST,)),
]


@pytest.mark.parametrize("story", [*ROWS, *REASONS, *SILENT, *NOT_KNOWN, *OFFERED], ids=str)
def test_story(story: Story) -> None:
    check_alone(story)
