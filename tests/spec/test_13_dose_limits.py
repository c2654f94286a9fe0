"""Limits of doses.

A table of limits stays a table: `dose_check(Limit(...), Limit(...))`. Each row has one drug, one way of
counting, a usual maximum and a hard limit; the check holds it against each draft the hook is about.
"""

from __future__ import annotations

from cards.valuesets import (
    AZATHIOPRINE,
    BODY_WEIGHT,
    LUPUS,
    METHOTREXATE,
    MYCOPHENOLATE,
    SYSTEMIC_GLUCOCORTICOID,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    Limit,
    condition,
    delete_drafts_behind,
    dose_check,
    drug,
    lab,
    orders_of,
    reason,
)
from tests.cards.clinic import ICD10CM, coded, draft, order, result
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import a_card, ask, plan_of, served, why

mofetil = Limit(drug(MYCOPHENOLATE), "day", 3000, 4500)
azathioprine = Limit(
    drug(AZATHIOPRINE), "day", 2, 3, per_kg=True, without_weight=(200, 300), weight_matters=True
)
methotrexate = Limit(drug(METHOTREXATE), "week", 25, 30, most_days_a_week=2)
steroid = Limit(drug(SYSTEMIC_GLUCOCORTICOID), "day", 100, 150, as_prednisone=True, brief=5, tenfold=False)
kilograms = lab(BODY_WEIGHT, "kg").result(within=180)
check = dose_check(
    mofetil,
    azathioprine,
    methotrexate,
    steroid,
    weight=kilograms,
    tenfold=8,
    earlier_days=180,
    renewal_days=90,
)
WEIGHT = result("w", "29463-7", 50, "kg")


def mmf(dose, **how):  # type: ignore[no-untyped-def]
    """Mycophenolate mofetil, drafted, twice a day."""
    return draft("d", "68149", "mycophenolate mofetil", **{"dose": dose, "per": (2, 1, "d"), **how})


def aza(dose):  # type: ignore[no-untyped-def]
    """Azathioprine, drafted, once a day."""
    return draft("d", "1256", "azathioprine", dose=dose)


def test_two_limits() -> None:
    """`over_usual` lies between the usual maximum and the hard limit, `over_hard` beyond."""
    assert ask(check.over_usual, ordered=[mmf(1500)]) is NO
    assert ask(check.over_usual, ordered=[mmf(1501)]) is YES
    assert ask(check.over_hard, ordered=[mmf(2250)]) is NO
    assert ask(check.over_hard, ordered=[mmf(2251)]) is YES
    assert ask(check.over_usual, ordered=[mmf(2251)]) is NO
    assert "4502 mg a day; usual maximum 3000 mg" in why(check.over_hard, ordered=[mmf(2251)])


def test_several_drafts() -> None:
    """Drafts of one ingredient by one route add up where they run together."""
    other = draft("e", "68149", "mycophenolate mofetil", dose=1000, per=(2, 1, "d"))
    assert ask(check.over_usual, ordered=[mmf(1000), other]) is YES
    assert ask(check.over_usual, ordered=[mmf(1000)], elsewhere=[other]) is NO


def test_a_dose_that_cannot_be_read() -> None:
    """It makes the answer not known, unless what can be read is too much already."""
    assert ask(check.over_hard, ordered=[mmf(None)]) is NOT_KNOWN
    wordless = draft("e", "68149", "mycophenolate mofetil")
    assert ask(check.over_hard, ordered=[mmf(2251), wordless]) is YES


def test_per_kilogram() -> None:
    """`per_kg` counts by body weight; `without_weight` are the figures used where none is known.

    `weight_matters`: where these are not exceeded the answer is not known, and the weight is named.
    """
    assert ask(check.over_hard, WEIGHT, ordered=[aza(151)]) is YES
    assert ask(check.over_hard, WEIGHT, ordered=[aza(150)]) is NO
    assert ask(check.over_hard, ordered=[aza(301)]) is YES
    assert ask(check.over_hard, ordered=[aza(300)]) is NOT_KNOWN
    assert "body weight" in why(check.over_hard, ordered=[aza(300)])


def test_schedules() -> None:
    """`most_days_a_week`, and `days_apart` between doses; `bad_schedule` answers at any dose."""
    daily = draft("d", "6851", "methotrexate", dose="2.5")
    assert ask(check.bad_schedule, ordered=[daily]) is YES
    weekly = draft("d", "6851", "methotrexate", dose=15, per=(1, 1, "wk"))
    assert ask(check.bad_schedule, ordered=[weekly]) is NO
    apart = dose_check(
        Limit(drug(MYCOPHENOLATE), "dose", 3000, 4500, days_apart=7, later_above=500),
        weight=kilograms,
        tenfold=8,
        earlier_days=180,
        renewal_days=90,
    )
    assert ask(apart.bad_schedule, ordered=[mmf(501, per=(1, 6, "d"))]) is YES
    assert ask(apart.bad_schedule, ordered=[mmf(501, per=(1, 7, "d"))]) is NO
    assert ask(apart.bad_schedule, ordered=[mmf(500, per=(1, 6, "d"))]) is NO


def test_the_tenfold_step() -> None:
    """`tenfold_step` compares with the newest earlier order of the same ingredient and route."""
    before = order("o", "1256", "azathioprine", dose=10, start=-60, until=-1, status="completed")
    assert ask(check.tenfold_step, before, ordered=[aza(80)]) is YES
    assert ask(check.tenfold_step, before, ordered=[aza(79)]) is NO
    assert ask(check.tenfold_step, ordered=[aza(80)]) is NO
    assert ask(check.tenfold_step, ordered=[aza(80)], lacking=["MedicationRequest"]) is NOT_KNOWN


def test_the_same_dose_for_long() -> None:
    """A dose above the usual maximum that has been taken for `renewal_days` is not questioned again."""
    long = order("o", "68149", "mycophenolate mofetil", dose=1750, per=(2, 1, "d"), start=-90)
    assert ask(check.over_usual, long, ordered=[mmf(1750)]) is NO
    assert ask(check.over_usual, long, ordered=[mmf(1751)]) is YES


def test_a_few_days() -> None:
    """`brief=5`: above the hard limit for 5 stated days or less is less grave, `over_hard_briefly`."""
    short = draft("d", "8640", "prednisone", dose=200, days=5)
    assert ask(check.over_hard_briefly, ordered=[short]) is YES
    assert ask(check.over_hard, ordered=[short]) is NO
    assert ask(check.over_hard, ordered=[draft("d", "8640", "prednisone", dose=200, days=6)]) is YES


def test_exceptions_of_a_row() -> None:
    """`only_if`, `unless` and `usual_unless` are criteria; `leaving_out` is asked of each order."""
    but = dose_check(
        Limit(drug(MYCOPHENOLATE), "day", 3000, 4500, unless=(condition(LUPUS),), leaving_out=reason(LUPUS)),
        weight=kilograms,
        tenfold=8,
        earlier_days=180,
        renewal_days=90,
    )
    assert ask(but.over_hard, ordered=[mmf(2500)]) is YES
    assert ask(but.over_hard, diagnosis("sle", "M32.9"), ordered=[mmf(2500)]) is NO
    assert ask(but.over_hard, ordered=[mmf(2500)], lacking=["Condition"]) is NOT_KNOWN
    assert ask(but.over_hard, ordered=[mmf(2500, reason=coded(ICD10CM, "M32.9"))]) is NO


def test_taking_out_the_wrong_draft() -> None:
    """`delete_drafts_behind(criterion)` takes out only the drafts that made it yes, of whatever drug."""
    remove = delete_drafts_behind(check.over_hard, label="Remove the draft").recommended()
    card = a_card(about=orders_of(drug(MYCOPHENOLATE)), when=check.over_hard, suggest=(remove,))
    right = draft("e", "1256", "azathioprine", dose=100)
    [suggestion] = served(plan_of(card), WEIGHT, ordered=[mmf(2500), right])[0]["suggestions"]
    assert suggestion["label"] == "Remove the draft: mycophenolate mofetil"
    assert [action["resourceId"] for action in suggestion["actions"]] == ["MedicationRequest/d"]


def test_a_dose_to_begin_with() -> None:
    """`loading=(mg, days)`: a step of up to so many mg a day, for so many stated days, is not counted."""
    loaded = dose_check(
        Limit(drug(MYCOPHENOLATE), "day", 1000, 1500, loading=(3000, 3)),
        weight=kilograms,
        tenfold=8,
        earlier_days=180,
        renewal_days=90,
    )
    assert ask(loaded.over_hard, ordered=[mmf(1500, days=3)]) is NO
    assert ask(loaded.over_hard, ordered=[mmf(1500, days=4)]) is YES
    assert ask(loaded.over_hard, ordered=[mmf(1501, days=3)]) is YES
    assert ask(loaded.over_hard, ordered=[mmf(1500, days=3), mmf(500)]) is NO
