"""Glucocorticoid for more than 3 months as therapy of ILD: how long, what for, what ends the question."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    ICD10CM,
    MYCOPHENOLATE,
    RITUXIMAB,
    WOMAN_30,
    Json,
    coded,
    comfort_care,
    condition,
    draft,
    ild,
    order,
    patient,
    result,
    steroid,
    steroid_draft,
)
from tests.cards.story import SELECT, SIGN, VIEW, Story, check

CARD = "long-term-glucocorticoid"
RA_ILD = (condition("ra", "M06.9", recorded=-900), ild(recorded=-400))
COUNTS = (result("neut", "751-8", 4, "10*9/L", on=-10), result("plt", "777-3", 220, "10*9/L", on=-10))
MMF, CORTISOL = "mycophenolate mofetil 500 mg", "morning cortisol"
ARTHRITIS, LUNG = coded(ICD10CM, "M06.9"), coded(ICD10CM, "J84.10")


def story(name: str, expect: str, *record: Json, **more: Any) -> Story:
    known = more.pop("known", RA_ILD)
    return Story(CARD, name, more.pop("hook", VIEW), expect, record=(*known, *record), **more)


def long(start: int = -91, mg: Any = "7.5", id: str = "gc", **how: Any) -> Json:
    return steroid(id, mg, start=start, **how)


def ordered(name: str, expect: str, *record: Json, **more: Any) -> Story:
    """The drafted order goes on with what is taken."""
    drafts = more.pop("drafts", (steroid_draft("n", more.pop("mg", "7.5")),))
    return story(name, expect, *record, hook=more.pop("hook", SIGN), drafts=drafts, **more)


TIME = [
    story("Fires row: 7.5 mg since 91 days", "info", long(), offers=(MMF, CORTISOL)),
    story("Silent row: since 90 days", "silent", long(-90)),
    story("Silent row: 5 mg for a year", "silent", long(-365, 5)),
    story("7.49 mg", "silent", long(-200, "7.49")),
    story(
        "renewals are one run",
        "info",
        long(-100, until=-51, status="completed", id="a"),
        long(-47, id="b"),
    ),
    story(
        "a gap of 4 days parts it",
        "silent",
        long(-100, until=-51, status="completed", id="a"),
        long(-46, id="b"),
    ),
    story("ended", "silent", long(-200, until=-1, status="completed")),
    story("more than two years, 9.99 mg", "silent", long(-731, "9.99")),
    story("two years, 9.99 mg", "info", long(-730, "9.99")),
    story("more than two years, 10 mg", "info", long(-731, 10)),
    story("only two drugs together reach it", "info", long(-200, 5), order("h", "6902", dose=4, start=-200)),
]

ORDERS = [
    ordered("goes on with 91 days, open end", "info", long(-90)),
    ordered("while choosing", "info", long(-90), hook=SELECT),
    ordered("90 days with today, open end", "silent", long(-89)),
    ordered("a stated plan of 91 days", "info", drafts=(steroid_draft("n", 20, days=91),)),
    ordered("a stated plan of 90 days", "silent", drafts=(steroid_draft("n", 20, days=90),)),
    ordered("a lower dose that is not of the run", "silent", long(-200), mg=5),
    ordered("another drug is ordered", "silent", long(-200), drafts=(draft("n", "6851", "methotrexate"),)),
    ordered(
        "steroid not among the selected",
        "silent",
        long(-200),
        hook=SELECT,
        drafts=(steroid_draft("n", "7.5"), draft("x", "6851", "methotrexate")),
        selections=("MedicationRequest/x",),
    ),
]

PLAN = [
    story("ends in 27 days", "silent", long(-200, until=27)),
    story("ends in 28 days", "info", long(-200, until=28)),
    ordered(
        "the draft tapers within 4 weeks", "silent", long(-200), drafts=(steroid_draft("n", 10, days=14),)
    ),
]

WHAT_FOR = [
    story("for the lung", "info", long(reason=LUNG)),
    story("for arthritis", "silent", long(reason=ARTHRITIS)),
    story(
        "for arthritis at first, for the lung since",
        "info",
        long(-200, until=-51, status="completed", id="a", reason=ARTHRITIS),
        long(-50, id="b", reason=LUNG),
    ),
]

WHO = [
    story("lupus", "info", long(), known=(condition("s", "M32.9"), ild())),
    story("systemic sclerosis: another card", "silent", long(), known=(condition("s", "M34.0"), ild())),
    story("no rheumatic disease", "silent", long(), known=(ild(),)),
    story("no ILD", "silent", long(), known=(RA_ILD[0],)),
    story("ANCA vasculitis", "silent", long(), condition("v", "M31.30", clinical="remission")),
    story("allergic aspergillosis", "silent", long(), condition("v", "B44.81")),
    story("EGPA", "silent", long(), condition("v", "M30.1")),
    story("lung transplant", "silent", long(), condition("v", "Z94.2")),
    story("17 years", "silent", long(), person=patient(age=17)),
    story("deceased", "silent", long(), person=patient(deceasedBoolean=True)),
    story("comfort care", "silent", long(), comfort_care()),
]

SPARING = [
    story(
        "mycophenolate begun 90 days ago", "silent", long(), order("m", *MYCOPHENOLATE, dose=500, start=-90)
    ),
    story(
        "rituximab given 60 days ago, its order left active",
        "silent",
        long(),
        order("r", *RITUXIMAB, dose=1000, start=-60, until=-46, per=(1, 14, "d"), route="iv"),
    ),
    story("mycophenolate begun 91 days ago", "info", long(), order("m", *MYCOPHENOLATE, dose=500, start=-91)),
    story("tacrolimus begun lately", "silent", long(), order("t", "42316", "tacrolimus", dose=1, start=-20)),
    story(
        "tocilizumab begun lately", "silent", long(), order("t", "612865", dose=162, start=-20, route="sc")
    ),
    ordered(
        "mycophenolate ordered beside",
        "silent",
        long(-200),
        drafts=(steroid_draft("n", "7.5"), draft("m", *MYCOPHENOLATE, dose=500)),
    ),
    ordered(
        "tocilizumab ordered beside",
        "silent",
        long(-200),
        drafts=(steroid_draft("n", "7.5"), draft("t", "612865", dose=162, route="sc")),
    ),
    ordered(
        "tacrolimus ordered beside",
        "silent",
        long(-200),
        drafts=(steroid_draft("n", "7.5"), draft("t", "42316", "tacrolimus", dose=1)),
    ),
]

OFFERED = [
    story("mycophenolate recommended where none was taken", "info", long(), *COUNTS, recommended=MMF),
    story("can become pregnant: not preselected", "info", long(), *COUNTS, person=WOMAN_30, recommended=""),
    story(
        "treated with nintedanib for a year: not preselected",
        "info",
        long(),
        *COUNTS,
        order("n", "1592737", "nintedanib", dose=150, start=-365),
        recommended="",
    ),
    story(
        "mycophenolate tried",
        "info",
        long(),
        order("m", *MYCOPHENOLATE, dose=500, start=-900, until=-500, status="stopped"),
        never_offers=(MMF,),
    ),
    story("no dose of a steroid is written", "info", long(), never_acts=("prednis",)),
]

LISTS = [
    story("problem list not supplied", "not known", long(), lacking=("Condition",), named=None),
    story("orders not supplied", "not known", long(), lacking=("MedicationRequest",), named=None),
    story("orders in part", "not known", long(), partial=("MedicationRequest",), named=None),
    story("statements not supplied", "not known", long(), lacking=("MedicationStatement",), named=None),
    story("a dose that cannot be read", "not known", long(-200, None), named=None),
    story(
        "a reason that nobody sent",
        "not known",
        long(reasonReference=[{"reference": "Condition/lost"}]),
        named=None,
    ),
    story("results not supplied", "info", long(), lacking=("Observation",), recommended=""),
]

STORIES = [*TIME, *ORDERS, *PLAN, *WHAT_FOR, *WHO, *SPARING, *OFFERED, *LISTS]


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_story(told: Story) -> None:
    check(told)
