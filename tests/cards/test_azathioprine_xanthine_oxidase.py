"""azathioprine-xanthine-oxidase: the pair, the planned low dose, and the low dose that is under way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    Json,
    coded,
    comfort_care,
    draft,
    ild,
    order,
    patient,
    result,
    statement,
    weight,
)
from tests.cards.story import SELECT, SIGN, Story, check

CARD = "azathioprine-xanthine-oxidase"
TITLE = "Azathioprine with allopurinol or febuxostat"
AZATHIOPRINE, ALLOPURINOL, FEBUXOSTAT = (
    ("1256", "azathioprine"),
    ("519", "allopurinol"),
    ("73689", "febuxostat"),
)
OFF_AZATHIOPRINE, OFF_INHIBITOR = (
    "Remove the draft of azathioprine",
    "Remove the draft of allopurinol",
)
NOT_READ = "azathioprine dose per kg is not known"


def aza(id: str = "aza", mg: Any = 50, start: int = -180, **how: Any) -> Json:
    return order(id, *AZATHIOPRINE, dose=mg, start=start, **how)


def allo(id: str = "allo", start: int = -180, **how: Any) -> Json:
    return order(id, *ALLOPURINOL, dose=100, start=start, **how)


def aza_draft(mg: Any = 50, id: str = "d-aza") -> Json:
    return draft(id, *AZATHIOPRINE, dose=mg)


ALLO_DRAFT = draft("d-allo", *ALLOPURINOL, dose=100)
FEBU_DRAFT = draft("d-febu", *FEBUXOSTAT, dose=80)


def counts(on: int = -10, anc: Any = 2.5, plt: Any = 200) -> tuple[Json, Json]:
    return result("anc", "751-8", anc, "10*9/L", on=on), result("plt", "777-3", plt, "10*9/L", on=on)


def signing(
    name: str, expect: str, *record: Json, drafts: tuple[Json, ...] = (ALLO_DRAFT,), **more: Any
) -> Story:
    return Story(CARD, name, more.pop("hook", SIGN), expect, record=record, drafts=drafts, **more)


def under_way(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """Azathioprine 50 mg and allopurinol for 6 months, azathioprine ordered again."""
    return signing(name, expect, *record, drafts=more.pop("drafts", (aza_draft(),)), **more)


PAIRS = (
    signing(
        "azathioprine 100 mg taken, allopurinol drafted",
        "critical",
        aza(mg=100),
        weight(75),
        recommended=OFF_INHIBITOR,
        never_offers=(OFF_AZATHIOPRINE, "Replace"),
    ),
    signing(
        "azathioprine 50 mg under two ids is one, 0.67 mg/kg",
        "warning",
        aza(),
        aza("again", start=-179),
        weight(75),
    ),
    signing(
        "azathioprine 100 mg on alternate days: 1.33 mg/kg on its day",
        "critical",
        aza(mg=100, per=(1, 2, "d")),
        weight(75),
    ),
    signing(
        "both in one batch of drafts",
        "critical",
        weight(75),
        drafts=(aza_draft(100), ALLO_DRAFT),
        recommended=OFF_AZATHIOPRINE,
        offers=(OFF_INHIBITOR,),
    ),
    signing(
        "allopurinol taken, azathioprine drafted",
        "critical",
        allo(),
        drafts=(aza_draft(100),),
        recommended=OFF_AZATHIOPRINE,
    ),
    signing(
        "allopurinol by the patient's own word",
        "critical",
        statement("s", *ALLOPURINOL, start=-90),
        drafts=(aza_draft(100),),
    ),
    signing(
        "febuxostat drafted",
        "critical",
        aza(mg=50),
        weight(75),
        drafts=(FEBU_DRAFT,),
        recommended="Remove the draft of febuxostat",
    ),
    signing("while it is selected", "critical", aza(mg=100), hook=SELECT),
    signing(
        "azathioprine selected, allopurinol among the other drafts",
        "critical",
        drafts=(aza_draft(100), ALLO_DRAFT),
        hook=SELECT,
        selections=("MedicationRequest/d-aza",),
    ),
    signing(
        "topiroxostat, coded by the site",
        "critical",
        aza(),
        weight(75),
        drafts=(draft("t", "TOPI", system="urn:oid:1.2.3", dose=20),),
        site_codes=True,
    ),
    signing("azathioprine alone", "silent", drafts=(aza_draft(100),)),
    signing("allopurinol alone", "silent"),
    signing("azathioprine stopped", "silent", aza(status="stopped")),
    signing(
        "both taken, another drug drafted",
        "silent",
        aza(mg=100),
        allo(),
        drafts=(draft("x", "6809", "metformin", dose=500),),
    ),
    signing(
        "both taken, allopurinol ordered again: a count today",
        "critical",
        aza(mg=100),
        allo(),
        offers=("today",),
        recommended="",
    ),
    signing("comfort care", "critical", aza(mg=100), comfort_care()),
    signing("deceased", "silent", aza(mg=100), person=patient(deceasedBoolean=True)),
    signing(
        "18 years old", "critical", aza(mg=100), person=patient(age=18), never_says=("Adult thresholds",)
    ),
    signing("15 years old", "critical", aza(mg=100), person=patient(age=15), says=("Adult thresholds",)),
    signing(
        "mycophenolate may take its place",
        "critical",
        allo(),
        ild(),
        *counts(),
        drafts=(aza_draft(100),),
        offers=("Replace with mycophenolate",),
        recommended=OFF_AZATHIOPRINE,
    ),
    signing(
        "mycophenolate beside allopurinol's draft",
        "critical",
        aza(mg=100),
        ild(),
        *counts(),
        never_offers=("mycophenolate",),
    ),
)

LOW_DOSE = (
    signing("azathioprine of 0.7 mg/kg taken", "warning", aza(mg=50), weight(71.43)),
    signing("azathioprine above 0.7 mg/kg taken", "critical", aza(mg=50), weight(71.42)),
    signing("azathioprine of 0.7 mg/kg drafted", "warning", allo(), weight(75), drafts=(aza_draft(52.5),)),
    signing("azathioprine above 0.7 mg/kg drafted", "critical", allo(), weight(75), drafts=(aza_draft(53),)),
    signing(
        "a low dose taken, a full one drafted",
        "critical",
        allo(),
        aza(mg=50),
        weight(75),
        drafts=(aza_draft(100),),
    ),
    signing(
        "low dose, and febuxostat as well",
        "critical",
        aza(mg=50),
        weight(75),
        drafts=(ALLO_DRAFT, FEBU_DRAFT),
    ),
    signing("no weight", "critical", aza(mg=50), says=(NOT_READ,)),
    signing("weight 180 days ago", "warning", aza(mg=50), weight(75, on=-180)),
    signing("weight 181 days ago", "critical", aza(mg=50), weight(75, on=-181), says=(NOT_READ,)),
    signing("dose of words alone", "critical", aza(mg=None), weight(75), says=(NOT_READ,)),
    signing("full dose read", "critical", aza(mg=100), weight(75), never_says=(NOT_READ,)),
)

UNDER_WAY = (
    under_way("6 months, 0.67 mg/kg, counts normal", "silent", aza(), allo(), weight(75), *counts()),
    under_way("both for 31 days", "silent", aza(start=-31), allo(start=-31), weight(75), *counts()),
    under_way("azathioprine for 30 days", "warning", aza(start=-30), allo(), weight(75), *counts()),
    under_way("allopurinol for 30 days", "warning", aza(), allo(start=-30), weight(75), *counts()),
    under_way("counted 30 days ago", "silent", aza(), allo(), weight(75), *counts(-30)),
    under_way("counted 31 days ago", "warning", aza(), allo(), weight(75), *counts(-31)),
    under_way(
        "neutrophils 1.5 and platelets 100", "silent", aza(), allo(), weight(75), *counts(-3, 1.5, 100)
    ),
    under_way("neutrophils 1.49", "warning", aza(), allo(), weight(75), *counts(-3, 1.49)),
    under_way("platelets 99", "warning", aza(), allo(), weight(75), *counts(-3, 3, 99)),
    under_way(
        "gap of 90 days is bridged",
        "silent",
        aza("o", start=-300, until=-100, status="completed"),
        aza(start=-9),
        allo(),
        weight(75),
        *counts(),
    ),
    under_way(
        "gap of 91 days is not",
        "warning",
        aza("o", start=-300, until=-101, status="completed"),
        aza(start=-9),
        allo(),
        weight(75),
        *counts(),
    ),
    under_way("results not supplied", "critical", aza(), allo(), lacking=("Observation",), says=(NOT_READ,)),
    under_way("0.8 mg/kg", "critical", aza(mg=60), allo(), weight(75), *counts(), drafts=(aza_draft(60),)),
    under_way(
        "allopurinol ordered again", "silent", aza(), allo(), weight(75), *counts(), drafts=(ALLO_DRAFT,)
    ),
)

NOT_KNOWN = (
    signing("orders not supplied", "not known", lacking=("MedicationRequest",), named=TITLE),
    signing("statements not supplied", "not known", lacking=("MedicationStatement",), named=TITLE),
    signing("orders in part", "not known", partial=("MedicationRequest",), named=TITLE),
    signing(
        "orders in part, the pair among them",
        "critical",
        aza(mg=100),
        partial=("MedicationRequest",),
        recommended="",
    ),
    signing("orders could not be read", "not known", failed=("MedicationRequest",), named=TITLE),
    signing(
        "a drug that nobody can recognise",
        "not known",
        order("x", "", start=-9) | {"medicationCodeableConcept": coded("urn:x", "Y", "tablets")},
        named=TITLE,
    ),
)

STORIES = [*PAIRS, *LOW_DOSE, *UNDER_WAY, *NOT_KNOWN]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Story) -> None:
    check(story)
