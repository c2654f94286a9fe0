"""Drugs advised against in rapidly progressive ILD: which, begun or renewed, beside which rescue."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    ICD10CM,
    METHOTREXATE,
    MYCOPHENOLATE,
    SNOMED,
    SSC_CODE,
    TACROLIMUS,
    Json,
    coded,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "advised-against-in-rp-ild"
AZATHIOPRINE, LEFLUNOMIDE = ("1256", "azathioprine"), ("27169", "leflunomide")
RAPID = condition("r", "J84.114", recorded=-10)
MYOSITIS = condition("i", "M33.10", recorded=-900)
KNOWN = (MYOSITIS, ild(recorded=-400), RAPID)
AZA = draft("d", *AZATHIOPRINE, dose=50)
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.10")
DELETE, ADVICE = "Remove the draft", "urgent advice of an ILD centre"


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", KNOWN)
    drafts = more.pop("drafts", (AZA,))
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=(*known, *record), drafts=drafts, **more)


def aza(start: int, **how: Any) -> Json:
    return order("old", *AZATHIOPRINE, dose=50, start=start, **how)


DRUGS = [
    story("Fires row: azathioprine", "warning", recommended=DELETE, offers=(ADVICE,)),
    story("while choosing", "warning", hook=SELECT),
    *(
        story(
            words,
            "warning",
            drafts=(draft("d", code, words, dose=20, per=(1, 1, "wk"), route=route),),
            recommended=DELETE,
        )
        for code, words, route in (
            ("27169", "leflunomide", "oral"),
            ("327361", "adalimumab", "sc"),
            ("614391", "abatacept", "sc"),
            ("612865", "tocilizumab", "sc"),
            ("1592737", "nintedanib", "oral"),
            ("1592254", "pirfenidone", "oral"),
        )
    ),
    # The symptoms that make it rapid may be those of methotrexate itself: that card takes the draft away.
    story(
        "methotrexate",
        "warning",
        drafts=(draft("d", "6851", "methotrexate", dose=20, per=(1, 1, "wk"), route="oral"),),
    ),
    story("mycophenolate is not among them", "silent", drafts=(draft("d", *MYCOPHENOLATE, dose=500),)),
    story(
        "only the drug that is advised against goes",
        "warning",
        drafts=(AZA, draft("e", *MYCOPHENOLATE, dose=500)),
        acts=("MedicationRequest/d",),
        never_acts=("MedicationRequest/e",),
    ),
]

WHO = [
    story("coded 90 days ago", "warning", known=(MYOSITIS, ild(), condition("r", "J84.114", recorded=-90))),
    story(
        "coded 91 days ago",
        "silent",
        known=(MYOSITIS, ild(), condition("r", "J84.114", recorded=-91, onset=-91)),
    ),
    story("no rapid progression", "silent", known=(MYOSITIS, ild())),
    story("no rheumatic disease", "silent", known=(ild(), RAPID)),
    story(
        "rheumatic disease suspected",
        "info",
        known=(condition("i", "M33.10", verification="provisional"), ild(), RAPID),
    ),
    story(
        "systemic sclerosis: no word of a pulse",
        "warning",
        known=(condition("s", *SSC_CODE), ild(), RAPID),
        never_says=("pulse",),
    ),
    story("myositis: with a pulse", "warning", says=("pulse methylprednisolone",)),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
]

RENEWALS = [
    story("Silent row: taken for 90 days", "silent", aza(-90)),
    story("taken for 89 days: the draft is not taken away", "warning", aza(-89), never_offers=(DELETE,)),
    story("ended 30 days ago", "silent", aza(-300, until=-30, status="completed")),
    story("ended 31 days ago", "warning", aza(-300, until=-31, status="completed")),
]

REASONS = [
    story(
        "azathioprine for arthritis", "silent", drafts=(draft("d", *AZATHIOPRINE, dose=50, reason=ARTHRITIS),)
    ),
    story("azathioprine for the lung", "warning", drafts=(draft("d", *AZATHIOPRINE, dose=50, reason=LUNG),)),
    story(
        "methotrexate for arthritis",
        "warning",
        drafts=(draft("d", *METHOTREXATE, dose=15, reason=ARTHRITIS),),
    ),
    story(
        "leflunomide for arthritis", "warning", drafts=(draft("d", *LEFLUNOMIDE, dose=20, reason=ARTHRITIS),)
    ),
    story(
        "only what it speaks about is taken away",
        "warning",
        drafts=(
            draft("d", *LEFLUNOMIDE, dose=20),
            draft("e", *AZATHIOPRINE, dose=50, reason=ARTHRITIS),
        ),
        acts=("MedicationRequest/d",),
        never_acts=("MedicationRequest/e",),
    ),
]


def running(start: int) -> tuple[Json, Json]:
    return (
        order("c", *CYCLOPHOSPHAMIDE, dose=100, start=start),
        order("t", *TACROLIMUS, dose=1, start=start),
    )


def exchange(**more: Any) -> Json:
    return ordered_test("px", "20720000", system=SNOMED, status="draft", **more)


EXCHANGE = [
    story(
        "plasma exchange",
        "warning",
        drafts=(exchange(),),
        recommended="Remove the draft: Plasmapheresis",
        acts=("ServiceRequest/px",),
    ),
    story("plasma exchange for the lung", "warning", drafts=(exchange(reasonCode=[LUNG]),)),
    story("plasma exchange for another disease", "silent", drafts=(exchange(reasonCode=[ARTHRITIS]),)),
    story(
        "plasma exchange for a reason that nobody sent",
        "not known",
        drafts=(exchange(reasonReference=[{"reference": "Condition/lost"}]),),
        named="plasma exchange",
    ),
    *(
        story(
            f"plasma exchange in words: {words}",
            expect,
            drafts=(
                exchange() | {"code": {"coding": [{"system": "urn:oid:1.2.3", "code": "T7"}], "text": words}},
            ),
        )
        for words, expect in (
            ("Therapeutic Plasma Exchange (PLEX)", "warning"),
            ("Plasmapherese", "warning"),
            ("Insert catheter for plasmapheresis", "silent"),
            ("Consult: plasma exchange", "silent"),
            ("Fresh frozen plasma", "silent"),
        )
    ),
    story("plasma exchange asked for on record", "silent", exchange() | {"status": "active"}, drafts=()),
    story("another request", "silent", drafts=(ordered_test("t", "2160-0", status="draft"),)),
    story("no rapid progression", "silent", known=(MYOSITIS, ild()), drafts=(exchange(),)),
    story(
        "not among the selected",
        "silent",
        hook=SELECT,
        drafts=(exchange(), draft("m", *MYCOPHENOLATE, dose=500)),
        selections=("MedicationRequest/m",),
    ),
    story("requests not supplied", "warning", drafts=(exchange(),), lacking=("ServiceRequest",)),
]

RESCUE = [
    story("two drugs of the combination for 7 days", "silent", *running(-7)),
    story("two drugs since 6 days", "warning", *running(-6)),
    story("one drug of the combination", "warning", running(-30)[0]),
    story(
        "two, one of them ended",
        "warning",
        running(-30)[0],
        order("t", *TACROLIMUS, dose=1, start=-30, until=-1),
    ),
]

PRECEDENCE = [
    Story(
        "not-first-line-dmard",
        "rapid progression: the louder card speaks",
        SIGN,
        "silent",
        record=KNOWN,
        drafts=(draft("d", *LEFLUNOMIDE, dose=20),),
        because="advised-against-in-rp-ild speaks instead",
    ),
    Story(
        "not-first-line-dmard",
        "rapid progression, taken for 100 days: its own word stays",
        SIGN,
        "warning",
        record=(*KNOWN, order("old", *LEFLUNOMIDE, dose=20, start=-100)),
        drafts=(draft("d", *LEFLUNOMIDE, dose=20),),
    ),
]

LISTS = [
    story("problem list not supplied", "not known", lacking=("Condition",), named="problem list"),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named="medication orders"),
    story("statements failed", "not known", failed=("MedicationStatement",), named="medication statements"),
    story("results not supplied: the code is enough", "warning", lacking=("Observation",)),
]

BESIDE_A_LOWER_DOSE = [
    story(
        "nintedanib with ALT 3.5 times its limit: the lower dose is recommended, the removal offered",
        "warning",
        result("alt", "1742-6", 140, "U/L", on=-7, high=40),
        result("ast", "1920-8", 20, "U/L", on=-7, high=40),
        result("bili", "1975-2", 0.5, "mg/dL", on=-7, high=1),
        drafts=(draft("d", "1592737", "nintedanib", dose=150, per=(2, 1, "d")),),
        recommended="",
        offers=(DELETE,),
    ),
    story(
        "an ICD code without its dot and words is called by its words",
        "warning",
        known=(MYOSITIS, ild(recorded=-400), condition("r", "J84114", recorded=-10)),
        says=("Acute interstitial pneumonitis",),
    ),
]

STORIES = [*DRUGS, *WHO, *RENEWALS, *REASONS, *EXCHANGE, *RESCUE, *PRECEDENCE, *LISTS, *BESIDE_A_LOWER_DOSE]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
