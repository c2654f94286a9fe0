"""Total IgE ordered again for ILD: which drafts, after how many results, what silences it; its offers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import ICD10CM, SNOMED, Json, coded, condition, order, ordered_test, patient, result
from tests.cards.first_line import COMFORT, dlco, lung
from tests.cards.ige import ASTHMA, OMALIZUMAB, aspergillus, eosinophils, ige
from tests.cards.story import SELECT, SIGN, Story, check_alone

CARD = "repeat-ige"
NSIP = condition("nsip", "J84.113", recorded=-800)
REMOVE, LUNGS = "Remove the request", "full lung function"
FOR_ILD, FOR_ASTHMA = coded(ICD10CM, "J84.113"), coded(ICD10CM, "J45.909")
TWICE = (ige(120, on=-100, id="a"), ige(130, on=-300, id="b"))


def drafted(*reasons: Json, id: str = "draft", **how: Any) -> Json:
    """A drafted total IgE, for ILD unless other reasons are given."""
    draft = ordered_test(id, "19113-0", status="draft", **how)
    return draft | ({"reasonCode": list(reasons)} if reasons else {})


DRAFT = drafted(FOR_ILD)


def told(name: str, expect: str, *held: Json, known: tuple[Json, ...] = TWICE, **more: Any) -> Story:
    """NSIP, IgE measured 100 and 300 days ago, and again drafted."""
    drafts = more.pop("drafts", (DRAFT,))
    hook = more.pop("hook", SIGN)
    return Story(CARD, name, hook, expect, record=(NSIP, *known, *held), drafts=drafts, **more)


ROWS = [
    told(
        "Fires row: IgE 100 and 300 days ago, drafted for ILD",
        "info",
        recommended=REMOVE,
        offers=(LUNGS,),
        acts=('"type": "delete", "description"', "ServiceRequest/draft"),
    ),
    told("while it is chosen", "info", hook=SELECT, recommended=REMOVE),
    told(
        "drafted in words alone",
        "info",
        drafts=(DRAFT | {"code": {"text": "Total IgE"}},),
        recommended=REMOVE,
    ),
    told(
        "Silent row: one result in 365 days", "silent", known=(ige(120, on=-100), ige(130, on=-366, id="b"))
    ),
    told("the second 365 days ago", "info", known=(ige(120, on=-100), ige(130, on=-365, id="b"))),
    told("two results of one day", "silent", known=(ige(120, on=-100), ige(130, on=-100, id="b"))),
    told("Silent row: asthma", "silent", ASTHMA),
    told("Silent row: eosinophils 1.5", "silent", eosinophils(1.5), because="eosinophils"),
    told("eosinophils 1.49", "info", eosinophils(1.49)),
]

REASONS = [
    told("no reason stated", "info", drafts=(drafted(),), recommended=REMOVE),
    told("for asthma", "silent", drafts=(drafted(FOR_ASTHMA),)),
    told("for ILD and asthma", "silent", drafts=(drafted(FOR_ILD, FOR_ASTHMA),)),
    told("for a reason in words", "silent", drafts=(drafted({"text": "hay fever"}),)),
    told(
        "for the diagnosis on record",
        "info",
        drafts=(drafted() | {"reasonReference": [{"reference": "Condition/nsip"}]},),
        recommended=REMOVE,
    ),
    told(
        "for a diagnosis that was not sent",
        "not known",
        drafts=(drafted() | {"reasonReference": [{"reference": "Condition/lost"}]},),
        named=None,
    ),
    told(
        "two drafts, one of them for asthma: only the other is taken out",
        "info",
        drafts=(DRAFT, drafted(FOR_ASTHMA, id="other")),
        acts=("ServiceRequest/draft",),
        never_acts=("ServiceRequest/other",),
    ),
    told("another test drafted", "silent", drafts=(ordered_test("k", "2823-3", status="draft"),)),
    told(
        "not among what is chosen",
        "silent",
        hook=SELECT,
        drafts=(DRAFT, ordered_test("k", "2823-3", status="draft")),
        selections=("ServiceRequest/k",),
    ),
    told(
        "among what is chosen",
        "info",
        hook=SELECT,
        drafts=(DRAFT, ordered_test("k", "2823-3", status="draft")),
        selections=("ServiceRequest/draft",),
    ),
]

EXPLAINED = [
    *(
        told(f"{name} on record", "silent", condition("x", code, clinical="resolved"))
        for name, code in (
            ("ABPA", "B44.81"),
            ("EGPA", "M30.1"),
            ("IgG4-related disease", "D89.84"),
            ("eosinophilic pneumonia", "J82.81"),
        )
    ),
    told("asthma resolved", "info", condition("x", "J45.909", clinical="resolved")),
    told("COPD", "silent", condition("x", "J44.9")),
    told("omalizumab active", "silent", order("o", *OMALIZUMAB, dose=300, start=-90, route="sc")),
    told(
        "omalizumab drafted",
        "silent",
        drafts=(DRAFT, order("o", *OMALIZUMAB, dose=300, status="draft", route="sc")),
    ),
    told(
        "omalizumab ended",
        "info",
        order("o", *OMALIZUMAB, dose=300, start=-90, until=-9, status="completed", route="sc"),
    ),
    told("IgE 500 and Aspergillus IgE raised", "silent", ige(500, on=-20, id="c"), aspergillus(0.35)),
    told(
        "very high, and the referral asked for: still silent",
        "silent",
        eosinophils(1.5),
        ordered_test("r", "306275005", system=SNOMED),
        because="eosinophils",
    ),
    told(
        "whether IgE is very high cannot be told: that silences nothing",
        "info",
        result("e", "711-2", 2, "furlong"),
    ),
]

LUNG_FUNCTION = [
    told(
        "full test 183 days ago",
        "info",
        lung(80, on=-183),
        dlco(60) | {"effectiveDateTime": "2025-09-08"},
        never_offers=(LUNGS,),
    ),
    told(
        "full test 184 days ago",
        "info",
        lung(80, on=-184),
        dlco(60) | {"effectiveDateTime": "2025-09-07"},
        offers=(LUNGS,),
    ),
    told("FVC alone of this month", "info", lung(80), offers=(LUNGS,)),
    told(
        "lung function asked for", "info", ordered_test("p", "23426006", system=SNOMED), never_offers=(LUNGS,)
    ),
]

SILENT = [
    Story(CARD, "no ILD", SIGN, "silent", record=TWICE, drafts=(drafted(),)),
    told("17 years old", "silent", person=patient(age=17)),
    told("deceased", "silent", person=patient(deceasedBoolean=True)),
    told("comfort care only", "silent", COMFORT),
]

NOT_KNOWN = [
    told("no birth date", "not known", person=patient(birth=""), named=None),
    *(
        told(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "Observation", "MedicationRequest", "MedicationStatement")
    ),
    told("results in part", "not known", partial=("Observation",), named=None),
    told(
        "requests on record not supplied",
        "info",
        lacking=("ServiceRequest",),
        recommended=REMOVE,
        never_offers=(LUNGS,),
    ),
    told(
        "a result without a date",
        "not known",
        known=(ige(120), {key: value for key, value in ige(9, id="b").items() if key != "effectiveDateTime"}),
        named=None,
    ),
]

STORIES = [*ROWS, *REASONS, *EXPLAINED, *LUNG_FUNCTION, *SILENT, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)
