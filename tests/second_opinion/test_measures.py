"""Creatinine clearance and lung function against their second opinion, on results made by chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cards.definitions.organs import on_dialysis
from cards.valuesets import (
    BODY_WEIGHT,
    CREATININE,
    DLCO_PERCENT,
    EGFR,
    FVC_LITRES,
    FVC_PERCENT,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.rules.language import Clearance, FellBy, FellRelatively, any_of, lab
from tests.cards.clinic import condition
from tests.second_opinion import measures_again as again
from tests.second_opinion.measure_histories import TODAY, kidneys, lungs
from tests.spec.asking import a_card, case_in, plan_of

DIALYSIS = condition("d", "Z99.2", "Dependence on renal dialysis")
service = Clearance(
    creatinine=lab(CREATININE, "mg/dL").result(within=90),
    weight=lab(BODY_WEIGHT, "kg", worse="lower").result(within=180),
    egfr=lab(EGFR, "mL/min/1.73 m2", worse="lower").result(within=90),
    on_dialysis=on_dialysis,
    cap=150,
)
CLEARANCES = {
    **{("below", at): service.below(at) for at in (15, 30, 60)},
    **{("at most", at): service.at_most(at) for at in (15, 30, 150)},
}
YEAR = {"newest_days": 90, "gap": (84, 379), "nearest": 365}
fvc, dlco, litres = (
    lab(group, unit, worse="lower", lung_function=True)
    for group, unit in ((FVC_PERCENT, "% predicted"), (DLCO_PERCENT, "% predicted"), (FVC_LITRES, "L"))
)
FALLS: dict[str, tuple[Any, Callable[[list[Any]], Any], int]] = {
    **{
        f"{name} by {drop} points": (
            FellBy(test, drop, **YEAR),
            lambda held, codes=codes: again.fallen_points(held, codes, TODAY),
            drop,
        )
        for name, test, codes in (("FVC", fvc, again.FVC_PERCENT), ("DLCO", dlco, again.DLCO_PERCENT))
        for drop in (5, 10)
    },
    **{
        f"FVC by {drop} %": (
            FellRelatively(litres, fvc, drop, **YEAR),
            lambda held: again.fallen_percent(held, TODAY),
            drop,
        )
        for drop in (5, 10)
    },
}
KIDNEY_PLAN = plan_of(a_card(when=any_of(*CLEARANCES.values())))
LUNG_PLAN = plan_of(a_card(when=any_of(*(criterion for criterion, _, _ in FALLS.values()))))


def compare_clearances(seeds: range) -> None:
    apart, seen = [], set()
    for seed in seeds:
        person, held, dialysis = kidneys(seed)
        case = case_in(KIDNEY_PLAN, *held, *([DIALYSIS] if dialysis else []), person=person)
        ml = again.clearance(person, held, TODAY, dialysis)
        for (word, at), criterion in CLEARANCES.items():
            if ml is None:
                expected = NOT_KNOWN
            else:
                expected = YES if (ml < at if word == "below" else ml <= at) else NO
            seen.add((word, at, expected))
            if case.answer(criterion) is not expected:
                apart.append((seed, word, at, ml if ml is None else float(ml), case.answer(criterion)))
    assert not apart, (len(apart), apart[:5])
    assert len(seen) == 3 * len(CLEARANCES) - 1  # nothing lies above the cap


def compare_falls(seeds: range) -> None:
    apart, yes = [], dict.fromkeys(FALLS, 0)
    for seed in seeds:
        held = lungs(seed)
        case = case_in(LUNG_PLAN, *held)
        for name, (criterion, fallen, drop) in FALLS.items():
            points = fallen(held)
            expected = expected_of(points, drop)
            yes[name] += expected is YES
            if case.answer(criterion) is not expected:
                apart.append((seed, name, str(points), case.answer(criterion)))
    assert not apart, (len(apart), apart[:5])
    assert all(count >= len(seeds) / 200 for count in yes.values()), yes


def expected_of(points: Any, drop: int) -> Answer:
    if points == again.UNREADABLE:
        return NOT_KNOWN
    return YES if points is not None and points >= drop else NO


def test_clearance_and_its_second_opinion_agree() -> None:
    compare_clearances(range(500))


def test_lung_function_and_its_second_opinion_agree() -> None:
    compare_falls(range(500))


@pytest.mark.long
def test_clearances_agree_on_five_thousand_histories() -> None:
    compare_clearances(range(500, 5500))


@pytest.mark.long
def test_lung_function_agrees_on_five_thousand_histories() -> None:
    compare_falls(range(500, 5500))
