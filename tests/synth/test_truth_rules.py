"""The truth itself, held against the examples of the clinical reference (2.2 to 2.5 and pjp-start)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cdshooks.synth.barred import clearance
from cdshooks.synth.person import Course, Person, Prophylaxis, Results, Stretch, Therapy
from cdshooks.synth.truth import Truth, truth

NORMAL: dict[str, float | None] = {
    "potassium": 4.2,
    "creatinine": 0.9,
    "lymphocytes": 1.4,
    "neutrophils": 4.0,
    "platelets": 240.0,
    "haemoglobin": 13.0,
    "alt": 22.0,
}


def someone(*stretches: tuple[int, int, float], **more: Any) -> Person:
    """A man of 50 with confirmed ILD, normal results, and a prednisone course of (first, last, mg)."""
    course = Course("made", tuple(Stretch(*one) for one in stretches))
    results = Results(-5, dict(NORMAL), 70.0)
    made = Person(1, "p", False, 100, 50, "nsip", "confirmed", -400, course, results)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def true_of(person: Person) -> Truth:
    return truth(person, "2026-01-15")


def results(day: int = -5, weight: float | None = 70.0, g6pd: str | None = None, **values: float) -> Results:
    return Results(day, NORMAL | values, weight, g6pd)


FOUR_WEEKS = (-19, 8, 20.0)


@pytest.mark.parametrize(
    ("stretches", "needs"),
    [
        ([(-19, 8, 20.0)], True),
        ([(-19, 7, 20.0)], False),
        ([(-19, 8, 19.99)], False),
        ([(-60, -20, 40.0)], False),
        ([(-40, -10, 20.0), (-6, 3, 20.0)], True),
        ([(-40, -10, 20.0), (-5, 3, 20.0)], False),
        ([(-2, 24, 40.0)], False),
        ([(-2, 25, 40.0)], True),
        ([(-30, -10, 40.0), (-9, 6, 20.0)], True),
        ([(-30, -10, 40.0), (-9, 6, 15.0)], False),
        ([], False),
    ],
)
def test_the_run_holds_today_lasts_28_days_and_bridges_three(
    stretches: list[tuple[int, int, float]], needs: bool
) -> None:
    assert true_of(someone(*stretches)).needs is needs


def test_thirty_milligrams_need_no_risk_factor_and_twenty_do() -> None:
    nobody = {"disease": "none", "ild": "none"}
    assert not true_of(someone(FOUR_WEEKS, **nobody)).needs
    assert true_of(someone((-19, 8, 30.0), **nobody)).needs
    assert true_of(someone(FOUR_WEEKS, age=65, **nobody)).needs
    assert not true_of(someone(FOUR_WEEKS, age=64, **nobody)).needs


@pytest.mark.parametrize(
    ("more", "risk"),
    [
        ({"ild": "suspected"}, ""),
        ({"ild": "resolved"}, ""),
        ({"ild": "confirmed"}, "ILD"),
        ({"results": results(lymphocytes=0.99)}, "lymphocytes below 1.0"),
        ({"results": results(lymphocytes=1.0)}, ""),
        ({"results": results(-90, lymphocytes=0.5)}, "lymphocytes below 1.0"),
        ({"results": results(-91, lymphocytes=0.5)}, ""),
        ({"mda5_since": -900}, "anti-MDA5"),
        ({"pneumocystis": -29}, "earlier Pneumocystis"),
        ({"pneumocystis": -28}, ""),
        ({"therapies": [Therapy("mycophenolate-500", -50)]}, "other immunosuppressant"),
        ({"therapies": [Therapy("mycophenolate-500", -50, -1)]}, ""),
        ({"therapies": [Therapy("nintedanib-150", -50)]}, ""),
        ({"therapies": [Therapy("azathioprine-50", -50, status="on-hold")]}, ""),
        ({"therapies": [Therapy("azathioprine-50", -50, status="plan")]}, ""),
        ({"therapies": [Therapy("rituximab", -197, -183, (-183, -197))]}, "other immunosuppressant"),
        ({"therapies": [Therapy("rituximab", -198, -184, (-184, -198))]}, ""),
        ({"therapies": [Therapy("cyclophosphamide-1000", -90, -90, (-90,))]}, "other immunosuppressant"),
        ({"therapies": [Therapy("cyclophosphamide-1000", -91, -91, (-91,))]}, ""),
    ],
)
def test_each_risk_factor_counts_on_its_own_day_and_not_the_day_after(
    more: dict[str, Any], risk: str
) -> None:
    assert true_of(someone(FOUR_WEEKS, **({"disease": "none", "ild": "none"} | more))).risk_factors == risk


def test_a_pulse_is_left_out_of_the_run_and_counts_as_a_risk_for_thirty_days() -> None:
    made = someone(FOUR_WEEKS, disease="none", ild="none")
    assert true_of(replace(made, course=replace(made.course, pulses=(-32, -31, -30)))).needs
    assert not true_of(replace(made, course=replace(made.course, pulses=(-33, -32, -31)))).needs


def test_a_day_of_steroid_before_an_infusion_joins_a_run_that_it_is_near_to() -> None:
    made = someone((-19, 7, 20.0), disease="none", ild="none", age=70)
    assert true_of(made).days_at_20 == 27
    for day, days in ((-23, 31), (-24, 27)):
        infused = Therapy("rituximab", day, day, (day,), premedicated=True)
        assert true_of(replace(made, therapies=[infused])).days_at_20 == days
    swallowed = replace(made, course=replace(made.course, drug="methylprednisolone"))
    near = Therapy("rituximab", -23, -23, (-23,), premedicated=True)
    assert true_of(replace(swallowed, therapies=[near])).days_at_20 == 27


def test_days_on_a_ward_belong_to_the_run() -> None:
    made = someone((-10, 10, 40.0))
    assert not true_of(made).needs
    assert true_of(replace(made, course=replace(made.course, ward=tuple(range(-17, -10))))).needs


def test_hydrocortisone_besides_is_added() -> None:
    made = someone((-19, 8, 15.0))
    assert not true_of(made).needs
    assert true_of(replace(made, course=replace(made.course, besides=5.0))).needs


def test_rapid_progression_of_a_rheumatic_disease_needs_no_four_weeks() -> None:
    short = someone((-2, 10, 20.0), disease="iim", rapid="coded")
    assert not true_of(short).needs
    treated = replace(short, therapies=[Therapy("tacrolimus-1", -3)])
    assert true_of(treated).needs
    assert not true_of(replace(treated, disease="ipf")).needs


@pytest.mark.parametrize(
    "more", [{"died": -3}, {"age": 17}, {"comfort_care": True}, {"pneumocystis": -28}], ids=str
)
def test_nobody_is_made_to_lack_what_is_not_for_them(more: dict[str, Any]) -> None:
    made = true_of(someone(FOUR_WEEKS, **more))
    assert made.needs
    assert not made.eligible
    assert not made.made_to_lack


@pytest.mark.parametrize(
    ("regimen", "taken"),
    [
        ("tmp-smx-daily", True),
        ("tmp-smx-thrice", True),
        ("tmp-smx-twice", False),
        ("tmp-smx-infection", False),
        ("tmp-smx-over", False),
        ("trimethoprim", False),
        ("tmp-smx-draft", False),
        ("tmp-smx-hold", False),
        ("tmp-smx-plan", False),
        ("atovaquone", True),
        ("atovaquone-half", False),
        ("dapsone-half", True),
        ("dapsone-quarter", False),
        ("pentamidine", True),
        ("pentamidine-long-ago", False),
    ],
)
def test_only_a_full_dose_that_is_taken_now_protects(regimen: str, taken: bool) -> None:
    made = true_of(someone(FOUR_WEEKS, prophylaxis=Prophylaxis(regimen, -20, 20)))
    assert (made.taken, made.made_to_lack) == (taken, not taken)


def test_half_the_dose_protects_where_the_kidneys_fail_and_is_open_where_they_were_not_measured() -> None:
    half = {"prophylaxis": Prophylaxis("tmp-smx-half", -20, 20)}
    failing = someone(FOUR_WEEKS, results=results(creatinine=3.5), **half)
    assert clearance(failing) == pytest.approx(25.0)
    assert true_of(failing).taken
    assert not true_of(someone(FOUR_WEEKS, **half)).taken
    unmeasured = someone(FOUR_WEEKS, results=results(weight=None, creatinine=3.5), **half)
    assert true_of(unmeasured).missing == "kidney function"


@pytest.mark.parametrize(
    ("more", "agent", "why"),
    [
        ({}, "TMP-SMX", "dapsone: G6PD never tested"),
        ({"allergies": ["sulfa"]}, "atovaquone", "TMP-SMX: sulfonamide allergy"),
        ({"allergies": ["furosemide"]}, "TMP-SMX", "dapsone: G6PD never tested"),
        ({"disease": "sle"}, "atovaquone", "TMP-SMX: lupus"),
        ({"results": results(potassium=5.1)}, "atovaquone", "TMP-SMX: potassium above 5.0"),
        ({"results": results(potassium=5.0)}, "TMP-SMX", "dapsone: G6PD never tested"),
        ({"results": results(-31, potassium=5.6)}, "TMP-SMX", "dapsone: G6PD never tested"),
        ({"results": results(alt=226.0)}, "atovaquone", "TMP-SMX: ALT above 5 times its limit"),
        ({"results": results(alt=225.0)}, "TMP-SMX", "dapsone: G6PD never tested"),
        ({"therapies": [Therapy("methotrexate-2.5", -50)]}, "atovaquone", "TMP-SMX: methotrexate"),
        (
            {"others": ["coeliac"], "allergies": ["sulfa"], "results": results(g6pd="normal")},
            "dapsone",
            "TMP-SMX: sulfonamide allergy;atovaquone: malabsorption",
        ),
        (
            {"others": ["coeliac"], "allergies": ["sulfa-severe"], "results": results(g6pd="normal")},
            "inhaled pentamidine",
            "TMP-SMX: sulfonamide allergy;atovaquone: malabsorption;dapsone: severe sulfonamide reaction",
        ),
    ],
)
def test_the_agent_is_the_first_that_nothing_bars(more: dict[str, Any], agent: str, why: str) -> None:
    made = true_of(someone(FOUR_WEEKS, **more))
    assert made.agent == agent
    assert made.barred.startswith(why)


def test_what_the_record_leaves_out_is_named() -> None:
    made = someone(FOUR_WEEKS, birth_known=False, prophylaxis=Prophylaxis("tmp-smx-daily", -9, 20))
    made.course.unreadable = made.prophylaxis.unreadable = True  # type: ignore[union-attr]
    assert true_of(made).missing == "birth date;steroid dose;dose of the agent"
    bare = someone(FOUR_WEEKS, allergies_asked=False, results=results(-91, weight=None))
    assert true_of(bare).missing_for_agent == "allergies;potassium;creatinine;weight;G6PD"
