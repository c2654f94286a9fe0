"""An ILD drug that was not tolerated: gone or too low; what may take its place, and what is not failure."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    CYCLOPHOSPHAMIDE,
    MYCOPHENOLATE,
    PREGNANT,
    RITUXIMAB,
    TACROLIMUS,
    WOMAN_30,
    Json,
    allergy,
    comfort_care,
    condition,
    day,
    draft,
    ild,
    order,
    patient,
    steroid_draft,
)
from tests.cards.escalation import DISCUSSION, MMF, READY, RTX, SCREEN, dlco, fell, fibrosing, fvc, worse
from tests.cards.first_line import (
    ALLOPURINOL,
    AZA,
    AZATHIOPRINE,
    CICLOSPORIN,
    GENOTYPE,
    IMMUNE_GLOBULIN,
    NINTEDANIB,
    PIRFENIDONE,
    RAPID,
    TOCILIZUMAB,
    TOFACITINIB,
)
from tests.cards.story import SELECT, VIEW, Story, check

CARD = "first-line-intolerance"
MPA = "mycophenolic acid delayed-release 360 mg"
RA = condition("ra", "M06.9", recorded=-900)
GUT = {"coding": [{"system": "urn:oid:1.2.3", "code": "GUT"}]}
RASH = {"coding": [{"system": "http://snomed.info/sct", "code": "271807003"}]}


def intolerance(drug: tuple[str, str] = MYCOPHENOLATE, recorded: int | None = -183, **how: Any) -> Json:
    found = allergy("intol", *drug, **how)
    return found if recorded is None else {**found, "recordedDate": day(recorded)}


def stopped(drug: tuple[str, str] = MYCOPHENOLATE, until: int = -183, **how: Any) -> Json:
    return order("old", *drug, dose=500, start=-400, until=until, status="stopped", **how)


def taking(mg: Any = 500, start: int = -200, drug: tuple[str, str] = MYCOPHENOLATE, **how: Any) -> Json:
    """So many mg twice daily."""
    return order("now", *drug, **{"dose": mg, "per": (2, 1, "d"), "start": start, **how})


BASE = (RA, ild(recorded=-800))
GONE = (*BASE, stopped(), intolerance())
LOW = (*BASE, taking(), intolerance(recorded=-20))


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", GONE)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


HARM = {"statusReason": {"coding": [{"system": "urn:oid:1.2.3", "code": "HARM"}]}}

ROWS = [
    story("Fires row: mycophenolate stopped and intolerance recorded 183 days ago", "info", recommended=""),
    story("Silent row: azathioprine taken", "silent", order("a", *AZATHIOPRINE, dose=50, start=-100)),
    story(
        "Silent row: recorded 184 days ago", "silent", known=(*BASE, stopped(), intolerance(recorded=-184))
    ),
    story("Silent row: stopped 184 days ago", "silent", known=(*BASE, stopped(until=-184), intolerance())),
    story(
        "Silent row: mycophenolate at 2000 mg a day",
        "silent",
        known=(*BASE, taking(1000), intolerance(recorded=-20)),
    ),
    story(
        "Silent row: first ordered 55 days ago",
        "silent",
        known=(*BASE, taking(start=-55), intolerance(recorded=-20)),
    ),
    story("Silent row: FVC fell by a tenth", "silent", *fell()),
]

WHEN = [
    story("mycophenolate at 1000 mg a day", "info", known=LOW),
    story("first ordered 56 days ago", "info", known=(*BASE, taking(start=-56), intolerance(recorded=-20))),
    story("mycophenolate at 1999 mg a day", "info", known=(*BASE, taking(999.5), intolerance(recorded=-20))),
    story(
        "mycophenolic acid at 1440 mg a day",
        "silent",
        known=(*BASE, taking(720, drug=("485023", "mycophenolic acid 360 MG")), intolerance(recorded=-20)),
    ),
    story(
        "mycophenolic acid at 720 mg a day",
        "info",
        known=(*BASE, taking(360, drug=("485023", "mycophenolic acid 360 MG")), intolerance(recorded=-20)),
    ),
    story(
        "mycophenolic acid at 1439 mg a day",
        "info",
        known=(
            *BASE,
            taking(719.5, drug=("485023", "mycophenolic acid 360 MG")),
            intolerance(recorded=-20),
        ),
    ),
    story(
        "dose in words only",
        "not known",
        known=(
            *BASE,
            {**taking(), "dosageInstruction": [{"text": "as discussed"}]},
            intolerance(recorded=-20),
        ),
        named=None,
    ),
    story(
        "at a low dose, and azathioprine beside it",
        "silent",
        order("a", *AZATHIOPRINE, dose=50, start=-100),
        known=LOW,
    ),
    story("azathioprine, stopped", "info", known=(*BASE, stopped(AZATHIOPRINE), intolerance(AZATHIOPRINE))),
    story(
        "azathioprine, still taken",
        "silent",
        known=(*BASE, taking(25, drug=AZATHIOPRINE), intolerance(AZATHIOPRINE)),
    ),
    story(
        "nintedanib, stopped; nothing else taken",
        "info",
        known=(*BASE, stopped(NINTEDANIB), intolerance(NINTEDANIB)),
    ),
    story("nintedanib taken beside", "info", order("n", *NINTEDANIB, dose=150, start=-100)),
    story(
        "two drugs not tolerated",
        "silent",
        stopped(AZATHIOPRINE) | {"id": "old2"},
        intolerance(AZATHIOPRINE) | {"id": "intol2"},
    ),
    story(
        "intolerance to a drug that was never taken",
        "silent",
        known=(*BASE, stopped(), intolerance(AZATHIOPRINE)),
    ),
    story("stopped without intolerance", "silent", known=(*BASE, stopped())),
    story(
        "stopped for harm 183 days ago, in the site's code",
        "info",
        known=(*BASE, stopped() | HARM),
        site_codes=True,
    ),
    story("stopped for harm, where the site has no code", "silent", known=(*BASE, stopped() | HARM)),
    story("entry refuted", "silent", known=(*BASE, stopped(), intolerance(verification="refuted"))),
    story(
        "entry without a date", "not known", known=(*BASE, stopped(), intolerance(recorded=None)), named=None
    ),
    story("no rheumatic disease", "silent", known=(ild(), stopped(), intolerance())),
    story("no ILD", "silent", known=(RA, stopped(), intolerance())),
    story("17 years", "silent", person=patient(age=17)),
    story("deceased", "silent", person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", comfort_care()),
    story("hypersensitivity pneumonitis", "silent", condition("hp", "J67.9")),
    story("lung damage by drugs", "silent", condition("di", "J70.4")),
    story("lung transplant", "silent", condition("ltx", "Z94.2")),
    story("rapid progression", "silent", RAPID),
    story("progressive fibrosis", "silent", fibrosing()),
    story("a steroid is chosen", "info", hook=SELECT, drafts=(steroid_draft(mg=20),)),
    story(
        "the drug itself is chosen again", "info", hook=SELECT, drafts=(draft("m", *MYCOPHENOLATE, dose=500),)
    ),
    story("another drug is chosen", "silent", hook=SELECT, drafts=(draft("a", *AZATHIOPRINE, dose=50),)),
    story(
        "a single dose of steroid is chosen",
        "silent",
        hook=SELECT,
        drafts=(
            {
                **steroid_draft(mg=20),
                "dosageInstruction": [
                    {
                        "timing": {"repeat": {"count": 1}},
                        "doseAndRate": [
                            {
                                "doseQuantity": {
                                    "value": 20,
                                    "unit": "mg",
                                    "system": "http://unitsofmeasure.org",
                                    "code": "mg",
                                }
                            }
                        ],
                    }
                ],
            },
        ),
    ),
]

ALLERGIC = {
    "azathioprine": AZATHIOPRINE,
    "cyclophosphamide": CYCLOPHOSPHAMIDE,
    "rituximab": RITUXIMAB,
    "tocilizumab": TOCILIZUMAB,
    "tacrolimus": TACROLIMUS,
    "ciclosporin": CICLOSPORIN,
    "nintedanib": NINTEDANIB,
}
BY_REASON = {"tofacitinib": TOFACITINIB, "immune globulin": IMMUNE_GLOBULIN, "pirfenidone": PIRFENIDONE}
WAYS = {RITUXIMAB: "iv", IMMUNE_GLOBULIN: "iv", TOCILIZUMAB: "sc"}


def of(id: str, drug: tuple[str, str], **how: Any) -> Json:
    return order(id, *drug, dose=50, route=WAYS.get(drug, "oral"), **how)


def gone(drug: tuple[str, str]) -> Json:
    return of("old", drug, start=-400, until=-20, status="stopped")


EACH = [
    *(
        story(f"{name} stopped, intolerance recorded", "info", known=(*BASE, gone(drug), intolerance(drug)))
        for name, drug in ALLERGIC.items()
    ),
    *(
        story(f"{name} taken since", "silent", of("now", drug, start=-10))
        for name, drug in {**ALLERGIC, **BY_REASON}.items()
        if name not in ("nintedanib", "pirfenidone")
    ),
    *(
        story(f"intolerance to {name}, never taken", "silent", intolerance(drug), known=(*BASE, stopped()))
        for name, drug in ALLERGIC.items()
    ),
    *(
        story(
            f"{name} stopped, and taken again",
            "silent",
            of("again", drug, start=-90),
            known=(*BASE, gone(drug), intolerance(drug)),
        )
        for name, drug in ALLERGIC.items()
    ),
    *(
        story(
            f"{name} stopped for harm, in the site's code",
            "info",
            known=(*BASE, gone(drug) | HARM),
            site_codes=True,
        )
        for name, drug in {**ALLERGIC, **BY_REASON}.items()
    ),
    *(
        story(
            f"{name} stopped for harm, and taken again",
            "silent",
            of("again", drug, start=-90),
            known=(*BASE, gone(drug) | HARM),
            site_codes=True,
        )
        for name, drug in BY_REASON.items()
    ),
    *(
        story(
            f"{name} stopped for harm, and chosen again",
            "info",
            known=(*BASE, gone(drug) | HARM),
            hook=SELECT,
            drafts=(of("new", drug, status="draft"),),
            site_codes=True,
        )
        for name, drug in {**ALLERGIC, **BY_REASON}.items()
    ),
    *(
        story(
            f"{name} stopped for harm, and chosen again beside azathioprine",
            "info",
            known=(*BASE, gone(drug) | HARM, order("a", *AZATHIOPRINE, dose=50, start=-100)),
            hook=SELECT,
            drafts=(of("new", drug, status="draft"),),
            site_codes=True,
        )
        for name, drug in {**ALLERGIC, **BY_REASON}.items()
        if name in ("nintedanib", "pirfenidone")
    ),
]

OFFERED = [
    story(
        "all screens done: azathioprine and rituximab, none recommended",
        "info",
        *READY,
        offers=(AZA, RTX),
        never_offers=(MMF, MPA),
        recommended="",
    ),
    story(
        "under-dosed: azathioprine stops mycophenolate",
        "info",
        *READY,
        known=LOW,
        offers=(AZA,),
        acts=('"status": "stopped"',),
    ),
    story(
        "azathioprine not tolerated: mycophenolate",
        "info",
        *READY,
        known=(*BASE, stopped(AZATHIOPRINE), intolerance(AZATHIOPRINE)),
        offers=(MMF, RTX),
        never_offers=(AZA,),
        recommended="",
    ),
    story(
        "only the gut: the other form",
        "info",
        *READY,
        known=(*BASE, taking(), intolerance(recorded=-20, reaction=[{"manifestation": [GUT]}])),
        offers=(MPA + " by mouth twice daily, 720 mg from day 15",),
        site_codes=True,
        acts=(
            '"status": "stopped"',
            '"doseAndRate": [{"doseQuantity": {"value": 1',
            '"doseAndRate": [{"doseQuantity": {"value": 2',
            '"boundsDuration": {"value": 14',
        ),
    ),
    story(
        "gut and skin: not the other form",
        "info",
        *READY,
        known=(*BASE, taking(), intolerance(recorded=-20, reaction=[{"manifestation": [GUT, RASH]}])),
        never_offers=(MPA,),
        site_codes=True,
    ),
    story(
        "severe: not the other form",
        "info",
        *READY,
        known=(
            *BASE,
            taking(),
            intolerance(recorded=-20, reaction=[{"manifestation": [GUT], "severity": "severe"}]),
        ),
        never_offers=(MPA,),
        site_codes=True,
    ),
    story(
        "only the gut, and by the other form: not the same again",
        "info",
        *READY,
        known=(
            *BASE,
            taking(360, drug=("7145", "mycophenolic acid")),
            intolerance(recorded=-20, reaction=[{"manifestation": [GUT]}]),
        ),
        never_offers=(MPA,),
        site_codes=True,
    ),
    story(
        "no reaction written: not the other form",
        "info",
        *READY,
        known=LOW,
        never_offers=(MPA,),
        site_codes=True,
    ),
    story(
        "not screened: genotype and hepatitis screen are asked for",
        "info",
        offers=(GENOTYPE, SCREEN),
        never_offers=(AZA, RTX),
    ),
    story(
        "allopurinol: no azathioprine",
        "info",
        *READY,
        order("x", *ALLOPURINOL, dose=100, start=-90),
        never_offers=(AZA,),
        offers=(RTX,),
    ),
    story(
        "mercaptopurine: no azathioprine",
        "info",
        *READY,
        order("x", "103", "mercaptopurine", dose=50, start=-90),
        never_offers=(AZA,),
        offers=(RTX,),
    ),
    story(
        "rituximab taken before",
        "info",
        *READY,
        order("r", *RITUXIMAB, start=-900, until=-880, status="completed", route="iv"),
        never_offers=(RTX,),
    ),
    story(
        "pregnant: the discussion only",
        "info",
        *READY,
        PREGNANT,
        person=WOMAN_30,
        offers=(DISCUSSION,),
        never_offers=(AZA, RTX),
        says=("Pregnant: no drug is drafted.",),
    ),
    story(
        "Pneumocystis pneumonia: the discussion only",
        "info",
        *READY,
        condition("p", "B59"),
        offers=(DISCUSSION,),
        never_offers=(AZA, RTX),
    ),
    story(
        "active tuberculosis: the discussion only",
        "info",
        *READY,
        condition("p", "A15.0"),
        offers=(DISCUSSION,),
        never_offers=(AZA, RTX),
    ),
]

LISTS = [
    story("allergies not supplied", "not known", lacking=("AllergyIntolerance",), named=None),
    story(
        "stopped for harm, allergies not supplied",
        "not known",
        known=(*BASE, stopped() | HARM),
        site_codes=True,
        lacking=("AllergyIntolerance",),
        named=None,
    ),
    story("orders not supplied", "not known", lacking=("MedicationRequest",), named=None),
    story("statements not supplied", "not known", lacking=("MedicationStatement",), named=None),
    story("problem list failed", "not known", failed=("Condition",), named=None),
]

NEIGHBOURS = [
    story(
        "myositis not at goal speaks instead",
        "silent",
        known=(
            condition("iim", "M33.10", recorded=-900),
            ild(recorded=-800),
            taking(start=-300),
            intolerance(recorded=-20),
            fvc(65, -395),
            fvc(65, -30),
            dlco(50, -395),
            dlco(50, -30),
            worse(-30),
        ),
        site_codes=True,
        because="iim-ild-escalation speaks instead",
    ),
]

STORIES = [*ROWS, *WHEN, *EACH, *OFFERED, *LISTS, *NEIGHBOURS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
