"""Raised IgE in ILD: when the work-up is called incomplete, what it asks for, and that it offers no drug."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import Json, condition, order, ordered_test, patient, result, statement
from tests.cards.first_line import COMFORT
from tests.cards.ige import (
    ASTHMA,
    FOLLOWED,
    ILD,
    MDA5_POSITIVE,
    OMALIZUMAB,
    RAPID,
    anca,
    aspergillus,
    eosinophils,
    ige,
    igg4,
)
from tests.cards.story import VIEW, Story, check_alone

CARD = "raised-ige-workup"
RA = condition("ra", "M06.9", recorded=-2000)
TESTS, WORMS, EXPOSURE = "what is missing", "Strongyloides", "exposure history"
DONE = (igg4(), anca())


def told(name: str, expect: str, *held: Json, level: Any = 101, **more: Any) -> Story:
    """RA-ILD of long standing with a total IgE of 30 days ago, IgG4 and ANCA known, and what is held."""
    known = more.pop("known", DONE)
    first = () if level is None else (ige(level, on=-30),)
    return Story(CARD, name, VIEW, expect, record=(RA, ILD, *FOLLOWED, *first, *known, *held), **more)


ROWS = [
    told(
        "Fires row: IgE 101 IU/mL without a range, no eosinophils for 366 days",
        "info",
        eosinophils(0.2, on=-366),
        recommended=TESTS,
        offers=(WORMS, EXPOSURE),
        acts=("711-2", "6025-1", "Aspergillus fumigatus IgG"),
        never_acts=("MedicationRequest", "2469-5", "17351-8"),
    ),
    told("Silent row: IgE 100 IU/mL", "silent", level=100),
    told("Silent row: eosinophils 300 days ago, IgG4 and ANCA known", "silent", eosinophils(0.2, on=-300)),
    told("eosinophils 365 days ago", "silent", eosinophils(0.2, on=-365)),
    told(
        "eosinophils known, IgG4 never",
        "info",
        eosinophils(0.2),
        known=(anca(),),
        acts=("2469-5",),
        never_acts=('"711-2"',),
    ),
    told("eosinophils known, ANCA never", "info", eosinophils(0.2), known=(igg4(),), acts=("17351-8",)),
    told("nothing known", "info", known=(), acts=("711-2", "2469-5", "17351-8", "6025-1")),
]

MEASURED = [
    told("within its own range", "silent", ige(150, on=-30, high=150), level=None),
    told("above its own range", "info", ige(90, on=-30, high=87), level=None),
    told("243 ng/mL are above 100 IU/mL", "info", ige(243, on=-30, unit="ng/mL"), level=None),
    told("242 ng/mL are 100 IU/mL", "silent", ige(242, on=-30, unit="ng/mL"), level=None),
    told("101 kU/L", "info", ige(101, on=-30, unit="kU/L"), level=None),
    told("IgE of 365 days ago", "info", ige(400, on=-365), level=None),
    told("IgE of 366 days ago", "silent", ige(400, on=-366), level=None),
    told("a newer one is normal", "silent", ige(400, on=-60, id="old"), ige(40, on=-3), level=None),
    told("IgE never measured", "silent", level=None),
    told("IgE in a unit nobody knows", "not known", ige(400, on=-30, unit="furlong"), level=None, named=None),
]

EXPLAINED = [
    *(
        told(
            f"explained in words: {words}",
            "silent",
            condition("words", "x", recorded=-900) | {"code": {"text": words}},
        )
        for words in (
            "ABPA",
            "Allergic bronchopulmonary aspergillosis",
            "Churg-Strauss syndrome",
            "Chronic eosinophilic pneumonia",
        )
    ),
    *(
        told(f"{name} on record", "silent", condition("x", code, clinical="resolved"))
        for name, code in (
            ("ABPA", "B44.81"),
            ("EGPA", "M30.1"),
            ("IgG4-related disease", "D89.84"),
            ("eosinophilic pneumonia", "J82.81"),
            ("hypersensitivity pneumonitis", "J67.9"),
        )
    ),
    told("omalizumab active", "silent", order("o", *OMALIZUMAB, dose=300, start=-90, route="sc")),
    told(
        "omalizumab ended 365 days ago",
        "silent",
        statement("o", *OMALIZUMAB, start=-900, until=-365, status="completed", route="sc"),
    ),
    told(
        "omalizumab ended 366 days ago",
        "info",
        statement("o", *OMALIZUMAB, start=-900, until=-366, status="completed", route="sc"),
    ),
    told("asthma does not explain it", "info", ASTHMA),
    told(
        "very high IgE speaks instead",
        "silent",
        aspergillus(0.35),
        level=500,
        because="very-high-ige speaks instead",
    ),
]

ASKED = [
    told(
        "eosinophils asked for 60 days ago",
        "silent",
        ordered_test("e", "711-2", authored=-60),
        because="on record or asked for",
    ),
    told(
        "eosinophils asked for 61 days ago",
        "info",
        ordered_test("e", "711-2", authored=-61),
        recommended=TESTS,
    ),
    told(
        "request completed, no result",
        "info",
        ordered_test("e", "711-2", status="completed"),
        recommended=TESTS,
    ),
    told(
        "one of two asked for",
        "info",
        ordered_test("e", "711-2"),
        known=(anca(),),
        acts=("2469-5",),
        never_acts=('"711-2"',),
    ),
    told("Aspergillus IgE known: not asked for", "info", aspergillus(0.1), never_acts=("6025-1",)),
    told(
        "Strongyloides known at the site",
        "info",
        result("s", "STRONGY", "Negative", system="urn:oid:1.2.3"),
        site_codes=True,
        never_offers=(WORMS,),
    ),
    told("Strongyloides never tested at the site", "info", site_codes=True, offers=(WORMS,)),
]

SILENT = [
    Story(CARD, "no ILD", VIEW, "silent", record=(RA, ige(400), *DONE)),
    told("17 years old", "silent", person=patient(age=17)),
    told("deceased", "silent", person=patient(deceasedBoolean=True)),
    told("comfort care only", "silent", COMFORT),
    told("rapidly progressive", "silent", RAPID, because="rapidly progressive"),
]

NOT_KNOWN = [
    told("no birth date", "not known", person=patient(birth=""), named=None),
    *(
        told(f"{kind} not supplied", "not known", lacking=(kind,), named=None)
        for kind in ("Condition", "Observation", "MedicationRequest", "MedicationStatement", "ServiceRequest")
    ),
    told("results in part", "not known", partial=("Observation",), named=None),
    told("anti-MDA5 makes no difference", "info", MDA5_POSITIVE),
]

STORIES = [*ROWS, *MEASURED, *EXPLAINED, *ASKED, *SILENT, *NOT_KNOWN]


@pytest.mark.parametrize("told_story", STORIES, ids=str)
def test_story(told_story: Story) -> None:
    check_alone(told_story)
