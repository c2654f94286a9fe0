"""Pictures.

What a catalogue wants drawn of a patient's years: courses of drugs, a dose with its limits, results.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cards.definitions.disease import fvc
from cards.definitions.pjp_agents import atovaquone
from cards.definitions.therapy import glucocorticoid, steroid
from cards.policy.pjp import PJP_STEROID_MG
from cdshooks.publish.timeline import timeline_of
from cdshooks.rules.language import Curve, Lane, Picture
from tests.cards import clinic
from tests.cards.clinic import Json, day
from tests.cards.lung_tests import fvc as fvc_result
from tests.cards.story import VIEW, Story, engine

PLAIN = Picture(dose=steroid, limits=(), lanes=(), curves=())


def _drawn(picture: Picture, *record: Json) -> dict[str, Any]:
    """What is drawn of a chart that holds these resources."""
    found = engine().findings(Story("pjp-start", "", VIEW, "silent", record=record).request(), clinic.TODAY)
    return timeline_of(found, picture)


def test_the_dose_and_its_limits() -> None:
    """`Picture(dose, limits, lanes, curves)`: the mg of each day by a calendar, a line at each limit."""
    found = _drawn(replace(PLAIN, limits=(PJP_STEROID_MG,)), clinic.steroid(mg=10, start=-50, until=-11))
    assert [(one["first"], one["last"], one["mg"]) for one in found["doses"]] == [(day(-50), day(-11), 10)]
    assert [one["mg"] for one in found["limits"]] == [20]


def test_courses_of_drugs() -> None:
    """`Lane(title, drugs)`: every course of these drugs under one heading; of others none."""
    lane = Lane("Against PJP", (atovaquone,))
    found = _drawn(replace(PLAIN, lanes=(lane,)), clinic.atovaquone(start=-30), clinic.steroid(start=-50))
    assert [(one["lane"], one["first"]) for one in found["courses"]] == [("Against PJP", day(-30))]
    both = replace(PLAIN, lanes=(lane, Lane("Steroid", (glucocorticoid,))))
    assert len(_drawn(both, clinic.atovaquone(start=-30), clinic.steroid(start=-50))["courses"]) == 2


def test_results_over_time() -> None:
    """`Curve(title, test)`: the values of one test, the oldest first; nothing where there is none."""
    picture = replace(PLAIN, curves=(Curve("FVC", fvc),))
    (found,) = _drawn(picture, fvc_result(78, -10, "b"), fvc_result(85, -100, "a"))["curves"]
    assert [one["value"] for one in found["points"]] == [85, 78]
    assert _drawn(picture)["curves"] == []
