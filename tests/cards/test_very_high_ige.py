"""Very high IgE or eosinophils in ILD: which finding speaks how loudly, what it asks for, what answers it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    SNOMED,
    Json,
    condition,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid,
)
from tests.cards.first_line import COMFORT
from tests.cards.ige import ASTHMA, FOLLOWED, ILD, OMALIZUMAB, RAPID, anca, aspergillus, eosinophils, ige
from tests.cards.story import VIEW, Story, check_alone

CARD = "very-high-ige"
SJOGREN = condition("sjd", "M35.00", recorded=-2000)
REFERRAL, FUNGUS, HEART, WORMS = (
    "allergy referral",
    "Aspergillus fumigatus",
    "troponin",
    "Strongyloides",
)
RAISED = (ige(500), aspergillus(0.35))


def told(name: str, expect: str, *held: Json, **more: Any) -> Story:
    """Sjogren ILD of long standing, and what is held beside."""
    return Story(CARD, name, VIEW, expect, record=(SJOGREN, ILD, *FOLLOWED, *held), **more)


ROWS = [
    told(
        "Fires row: asthma, IgE 500, Aspergillus IgE 0.35",
        "warning",
        ASTHMA,
        *RAISED,
        recommended=REFERRAL,
        offers=("Request Aspergillus fumigatus IgG",),
        never_offers=(HEART, WORMS, "IgE and"),
        never_acts=("MedicationRequest", "6025-1"),
    ),
    told(
        "Silent row: IgE 499, eosinophils 1.49",
        "silent",
        ASTHMA,
        ige(499),
        aspergillus(0.35),
        eosinophils(1.49),
    ),
    told("Silent row: ABPA on the problem list", "silent", ASTHMA, *RAISED, condition("a", "B44.81")),
]

ASPERGILLUS = [
    *(
        told(
            f"airway disease in words: {words}",
            "info",
            condition("words", "x", recorded=-900) | {"code": {"text": words}},
            ige(500),
        )
        for words in ("Asthma", "Moderate persistent asthma", "COPD")
    ),
    told(
        "cardiac asthma is none",
        "silent",
        condition("words", "x", recorded=-900) | {"code": {"text": "Cardiac asthma"}},
        ige(500),
    ),
    told("no airway disease, Aspergillus IgE 0.35", "warning", *RAISED),
    told("Aspergillus IgE 0.34", "silent", ASTHMA, ige(500), aspergillus(0.34)),
    told(
        "Aspergillus IgE never tested: for information",
        "info",
        ASTHMA,
        ige(500),
        recommended=REFERRAL,
        offers=(FUNGUS,),
        acts=("6025-1", "Aspergillus fumigatus IgG"),
        says=("Aspergillus IgE is not on record: it decides",),
    ),
    told("never tested, no airway disease", "silent", ige(500)),
    *(
        told(f"never tested, {name}", "info", ige(500), condition("p", code))
        for name, code in (("COPD", "J44.9"), ("bronchiectasis", "J47.9"), ("cystic fibrosis", "E84.0"))
    ),
    told("never tested, asthma resolved", "silent", ige(500), condition("p", "J45.909", clinical="resolved")),
    told("never tested, IgE 499", "silent", ASTHMA, ige(499)),
    told("IgE 1210 ng/mL are 500 IU/mL", "info", ASTHMA, ige(1210, unit="ng/mL")),
    told("IgE of 365 days ago", "info", ASTHMA, ige(500, on=-365)),
    told("IgE of 366 days ago", "silent", ASTHMA, ige(500, on=-366)),
    told(
        "Aspergillus IgE less than 0.35",
        "silent",
        ASTHMA,
        ige(500),
        result("asp", "6025-1", valueQuantity={"value": 0.35, "comparator": "<", "unit": "kUA/L"}),
    ),
    told("omalizumab active", "silent", *RAISED, order("o", *OMALIZUMAB, dose=300, start=-90, route="sc")),
    told(
        "omalizumab ended 365 days ago",
        "silent",
        *RAISED,
        statement("o", *OMALIZUMAB, start=-900, until=-365, status="completed", route="sc"),
    ),
    told(
        "omalizumab ended 366 days ago",
        "warning",
        *RAISED,
        statement("o", *OMALIZUMAB, start=-900, until=-366, status="completed", route="sc"),
    ),
    told(
        "omalizumab, but eosinophils 1.5",
        "warning",
        *RAISED,
        eosinophils(1.5),
        order("o", *OMALIZUMAB, dose=300, start=-90, route="sc"),
        never_offers=(FUNGUS,),
        offers=(HEART,),
    ),
]

EOSINOPHILIA = [
    told(
        "eosinophils 1.5",
        "warning",
        eosinophils(1.5),
        recommended=REFERRAL,
        offers=(HEART, WORMS),
        never_offers=(FUNGUS,),
        acts=("17351-8", "troponin", "ECG"),
        says=("cardiac and nerve",),
    ),
    told("eosinophils 1.49", "silent", eosinophils(1.49)),
    told("eosinophils 1500 per uL", "warning", eosinophils(1500, unit="/uL")),
    told("eosinophils 90 days ago", "warning", eosinophils(1.5, on=-90)),
    told("eosinophils 91 days ago", "silent", eosinophils(1.5, on=-91)),
    told("eosinophils in per cent are not read", "silent", result("e", "713-8", 20, "%")),
    told(
        "ANCA of this year is not asked for again",
        "warning",
        eosinophils(1.5),
        anca(on=-365),
        offers=(HEART,),
        never_offers=("ANCA",),
        never_acts=("17351-8",),
    ),
    told("ANCA of 366 days ago is", "warning", eosinophils(1.5), anca(on=-366), acts=("17351-8",)),
    told(
        "asthma, ANCA positive, eosinophils 0.5",
        "warning",
        ASTHMA,
        eosinophils(0.5),
        anca("Positive"),
        offers=(HEART,),
        never_offers=(WORMS,),
        never_says=("cardiac and nerve", "it decides"),
    ),
    told("asthma, ANCA positive, eosinophils 0.49", "silent", ASTHMA, eosinophils(0.49), anca("Positive")),
    told("asthma, ANCA negative, eosinophils 0.5", "silent", ASTHMA, eosinophils(0.5), anca()),
    told("ANCA positive, no asthma, eosinophils 0.5", "silent", eosinophils(0.5), anca("Positive")),
    told(
        "on prednisone: earlier values may have been higher",
        "warning",
        eosinophils(1.5),
        steroid(mg=10, start=-30),
        says=("lowers both counts",),
    ),
    told("without a glucocorticoid", "warning", eosinophils(1.5), never_says=("lowers both counts",)),
    told(
        "Strongyloides known at the site",
        "warning",
        eosinophils(1.5),
        result("s", "STRONGY", "Negative", system="urn:oid:1.2.3"),
        site_codes=True,
        never_offers=(WORMS,),
    ),
    told(
        "Aspergillus IgG known at the site",
        "warning",
        *RAISED,
        result("s", "ASPG", 20, "mg/L", system="urn:oid:1.2.3"),
        site_codes=True,
        never_offers=(FUNGUS,),
    ),
]

ANSWERED = [
    told("EGPA ever", "silent", eosinophils(1.5), condition("e", "M30.1", clinical="inactive")),
    told("eosinophilic pneumonia ever", "silent", eosinophils(1.5), condition("e", "J82.81")),
    told("IgG4-related disease does not answer it", "warning", eosinophils(1.5), condition("e", "D89.84")),
    told(
        "respiratory referral 60 days ago",
        "silent",
        *RAISED,
        ordered_test("r", "306275005", system=SNOMED, authored=-60),
        because="referral",
    ),
    told("allergy referral", "silent", *RAISED, ordered_test("r", "306272008", system=SNOMED)),
    told(
        "referral 61 days ago",
        "warning",
        *RAISED,
        ordered_test("r", "306275005", system=SNOMED, authored=-61),
        recommended=REFERRAL,
    ),
    told(
        "Aspergillus IgE asked for",
        "silent",
        ASTHMA,
        ige(500),
        ordered_test("a", "6025-1"),
        because="missing tests",
    ),
    told(
        "Aspergillus IgE asked for 61 days ago",
        "info",
        ASTHMA,
        ige(500),
        ordered_test("a", "6025-1", authored=-61),
    ),
    told("ANCA asked for", "silent", eosinophils(1.5), ordered_test("a", "17351-8"), because="missing tests"),
    told(
        "ANCA known: only the referral answers it",
        "warning",
        eosinophils(1.5),
        anca(on=-30),
        ordered_test("a", "17351-8"),
    ),
    told(
        "Aspergillus IgE raised, ANCA asked for: it still speaks",
        "warning",
        *RAISED,
        eosinophils(1.5),
        ordered_test("a", "17351-8"),
    ),
    told(
        "both findings, one test asked for",
        "warning",
        ASTHMA,
        ige(500),
        eosinophils(1.5),
        ordered_test("a", "6025-1"),
    ),
]

SILENT = [
    Story(CARD, "no ILD", VIEW, "silent", record=(SJOGREN, *RAISED)),
    told("17 years old", "silent", *RAISED, person=patient(age=17)),
    told("deceased", "silent", *RAISED, person=patient(deceasedBoolean=True)),
    told("comfort care only", "silent", *RAISED, COMFORT),
    told("rapidly progressive", "silent", *RAISED, RAPID),
]

NOT_KNOWN = [
    told("no birth date", "not known", *RAISED, person=patient(birth=""), named=None),
    *(
        told(f"{kind} not supplied", "not known", *RAISED, lacking=(kind,), named=None)
        for kind in ("Condition", "Observation", "MedicationRequest", "MedicationStatement", "ServiceRequest")
    ),
    told("eosinophils 1.5, orders not supplied", "warning", eosinophils(1.5), lacking=("MedicationRequest",)),
    told("IgE in a unit nobody knows", "not known", ASTHMA, ige(500, unit="furlong"), named=None),
    told(
        "IgE nobody can read, eosinophils 1.5", "warning", ASTHMA, ige(500, unit="furlong"), eosinophils(1.5)
    ),
    told(
        "Aspergillus IgE in words",
        "not known",
        ASTHMA,
        ige(500),
        result("asp", "6025-1", "class 3"),
        named=None,
    ),
    told("results in part", "not known", *RAISED, partial=("Observation",), named=None),
]

STORIES = [*ROWS, *ASPERGILLUS, *EOSINOPHILIA, *ANSWERED, *SILENT, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)
