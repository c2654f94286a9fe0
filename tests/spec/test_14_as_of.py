"""As of a day.

`day_of(x)` is the newest day among the facts that make x yes: a fall of lung function carries the day of its
newer test. Tables call it E. Other words measure from it.
"""

from __future__ import annotations

from cards.definitions.drafts import AZATHIOPRINE_START, MYCOPHENOLATE_START, RITUXIMAB_COURSE
from cards.definitions.tests import ild_discussion
from cards.valuesets import (
    ANTI_CD20,
    AZATHIOPRINE,
    FVC_PERCENT,
    ILD,
    ILD_PROGRESSIVE_FIBROSING,
    LUPUS,
    MYCOPHENOLATE,
    PNEUMOTHORAX,
    RITUXIMAB_ALLERGY,
    STOPPED_FOR_HARM,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    FellBy,
    allergy,
    among_first,
    choose,
    condition,
    day_of,
    drug,
    ever_asked_for,
    first_day_of,
    first_few_of,
    ingredient_started_since,
    lab,
    onset_before,
    option,
    ready,
    requested_since,
    stopped_for,
    taken_up,
    was_on,
)
from tests.cards.clinic import SNOMED, Json, draft, ild, order, ordered_test, result, taken
from tests.cards.clinic import allergy as allergic
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import VIEW, a_card, ask, plan_of, served, why

MMF, AZA, RITUXIMAB = ("68149", "mycophenolate mofetil"), ("1256", "azathioprine"), ("121191", "rituximab")
mycophenolate, azathioprine, rituximab = drug(MYCOPHENOLATE), drug(AZATHIOPRINE), drug(ANTI_CD20)
fell = FellBy(lab(FVC_PERCENT, lung_function=True), 5, 90, (84, 379), 365)
worse = condition(ILD_PROGRESSIVE_FIBROSING)


def fvc(percent: float, on: int) -> Json:
    """An FVC, in percent of its predicted value."""
    return result(f"f{-on}", "19872-1", percent, "%", on=on)


def fibrosing(on: int | None) -> Json:
    """Progressive fibrosing ILD, recorded so many days ago."""
    return diagnosis("ppf", "460561000124109", system=SNOMED, recorded=on)


FELL = (fvc(80, -400), fvc(70, -40))


def test_within() -> None:
    """`day_of(x).within(183)`: x is yes, and its day lies at most so many days ago."""
    assert ask(day_of(fell).within(40), *FELL) is YES
    assert ask(day_of(fell).within(39), *FELL) is NO
    assert ask(day_of(fell | worse).within(10), *FELL, fibrosing(-10)) is YES
    assert ask(day_of(worse).within(10), fibrosing(None)) is NOT_KNOWN
    assert ask(day_of(fell).within(40)) is NO
    assert ask(day_of(fell).within(40), lacking=["Observation"]) is NOT_KNOWN


def test_apart_from() -> None:
    """`apart_from=` names what has only to be there: its facts carry no day."""
    both = condition(ILD) & fell
    assert ask(day_of(both).within(10), ild(recorded=-10), *FELL) is YES
    assert ask(day_of(both, apart_from=(condition(ILD),)).within(10), ild(recorded=-10), *FELL) is NO
    # What shows something else as well keeps its day for that.
    twice = condition(ILD) & worse
    assert ask(day_of(twice, apart_from=(condition(ILD),)).within(10), fibrosing(-10)) is YES


def test_not_before() -> None:
    """`.not_before(...)` compares two days. `first_day_of` is the oldest: of a fall its older test."""
    since_baseline = day_of(worse).not_before(first_day_of(fell))
    assert ask(since_baseline, *FELL, fibrosing(-400)) is YES
    assert ask(since_baseline, *FELL, fibrosing(-401)) is NO
    assert ask(since_baseline, *FELL) is NO
    assert ask(since_baseline, *FELL, fibrosing(None)) is NOT_KNOWN


def test_taken_as_of_then() -> None:
    """`was_on`: as of the day, one ingredient was begun so many days before, and taken or ended lately.

    What was not supplied cannot undo a yes. Drafts were not taken.
    """
    treated = was_on(mycophenolate, azathioprine, day=day_of(fell), since_days=84, or_ended_within=183)
    assert ask(treated, *FELL, order("m", *MMF, start=-124)) is YES
    assert ask(treated, *FELL, order("m", *MMF, start=-123)) is NO
    assert ask(treated, *FELL, taken(order("m", *MMF, start=-124))) is YES
    assert ask(treated, *FELL, ordered=[draft("m", *MMF, start=-124)]) is NO
    for until, answer in ((-223, YES), (-224, NO)):
        ended = order("m", *MMF, start=-300, until=until, status="completed")
        assert ask(treated, *FELL, ended) is answer
    assert ask(treated, *FELL, order("m", *MMF)) is NOT_KNOWN
    assert ask(treated, *FELL, lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(treated, *FELL, order("m", *MMF, start=-124), lacking=["MedicationStatement"]) is YES
    assert ask(treated, order("m", *MMF, start=-124)) is NO


def test_one_ingredient_at_a_time() -> None:
    """The drug that was begun long before must be the one that is taken; renewals are one course."""
    treated = was_on(mycophenolate, azathioprine, day=day_of(fell), since_days=84, or_ended_within=30)
    early = order("m", *MMF, start=-400, until=-200, status="completed")
    assert ask(treated, *FELL, early, order("a", *AZA, start=-60)) is NO
    assert ask(treated, *FELL, early, order("n", *MMF, start=-60)) is YES
    assert ask(treated, *FELL, early, order("n", *MMF, start=-20)) is NO


def test_started_since() -> None:
    """`ingredient_started_since`: some ingredient was first started on the day or later.

    `or_within`: or at most so many days ago. What was taken before is nothing new; without the whole list
    nobody knows what was.
    """
    changed = ingredient_started_since(mycophenolate, azathioprine, day=day_of(fell))
    assert ask(changed, *FELL, order("m", *MMF, start=-40)) is YES
    assert ask(changed, *FELL, order("m", *MMF, start=-41)) is NO
    lately = ingredient_started_since(mycophenolate, azathioprine, day=day_of(fell), or_within=84)
    assert [ask(lately, *FELL, order("m", *MMF, start=on)) for on in (-84, -85)] == [YES, NO]
    assert ask(changed, *FELL, order("m", *MMF, start=-41), order("n", *MMF, start=-5)) is NO
    assert ask(changed, *FELL, order("m", *MMF, start=-41), order("a", *AZA, start=-5)) is YES
    assert ask(changed, *FELL, ordered=[draft("m", *MMF)]) is NO
    assert ask(changed, *FELL, order("m", *MMF)) is NOT_KNOWN
    assert ask(changed, *FELL, order("m", *MMF, start=-5), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert "when it was begun cannot be read" in why(changed, *FELL, order("m", *MMF))


def test_asked_for_since_the_day() -> None:
    """`requested_since(test, day, within=60)`: drafted, or authored since, at most so long ago."""

    def discussion(authored: int, **how: str) -> Json:
        found = ordered_test("r", "", authored=authored, **how)
        return {**found, "code": {"text": "ILD multidisciplinary discussion"}}

    since = requested_since(ild_discussion, day_of(fell), within=60)
    assert ask(since, *FELL, discussion(-40)) is YES
    assert ask(since, *FELL, discussion(-41)) is NO
    assert ask(since, *FELL, discussion(-20, status="completed")) is YES
    assert ask(since, *FELL, discussion(-20, status="revoked")) is NO
    older = (fvc(80, -440), fvc(70, -80))
    assert ask(since, *older, discussion(-60)) is YES
    assert ask(since, *older, discussion(-61)) is NO
    assert ask(since, *FELL, ordered=[discussion(0, status="draft")]) is YES
    assert ask(since, *FELL, lacking=["ServiceRequest"]) is NOT_KNOWN


rituximab_option = option(
    "rituximab",
    rituximab,
    RITUXIMAB_COURSE,
    strict_bars=(rituximab.tried(), rituximab.in_use(), allergy(RITUXIMAB_ALLERGY)),
    checks=(condition(LUPUS),),
)
azathioprine_option = option(
    "azathioprine", azathioprine, AZATHIOPRINE_START, strict_bars=(azathioprine.in_use(),)
)
mofetil = option(
    "mycophenolate", mycophenolate, MYCOPHENOLATE_START, strict_bars=(mycophenolate.in_use(),)
).stopping(azathioprine.active())
next_drug = choose("next drug", mofetil, rituximab_option, azathioprine_option)


def test_a_drug_of_the_list_taken_up() -> None:
    """`taken_up(choice)`: a drug of the list is ordered, and passes its gates but for its own draft."""
    now = [draft("r", *RITUXIMAB, route="iv")]
    assert ask(taken_up(next_drug), ordered=now) is YES
    assert ask(taken_up(next_drug), elsewhere=now) is NO
    assert ask(taken_up(next_drug), order("o", *RITUXIMAB, start=-9, route="iv"), ordered=now) is NO
    assert ask(taken_up(next_drug), allergic("a", *RITUXIMAB), ordered=now) is NO
    assert ask(taken_up(next_drug), ordered=now, lacking=["AllergyIntolerance"]) is NO
    assert ask(taken_up(next_drug)) is NO


def test_ready() -> None:
    """`ready(choice)`: the first that passes has nothing left to check. `among_first` asks for a place."""
    alone = choose("next drug", rituximab_option)
    lupus = diagnosis("sle", "M32.9")
    assert ask(ready(alone)) is YES
    assert ask(ready(alone), lupus) is NO
    assert ask(ready(alone), order("r", *RITUXIMAB, start=-9, route="iv")) is NO
    assert ask(among_first(next_drug, 2, "rituximab")) is YES
    assert ask(among_first(next_drug, 1, "rituximab")) is NO
    assert ask(among_first(next_drug, 1, "rituximab"), order("m", *MMF, start=-9)) is YES


def test_a_few_options_and_what_they_stop() -> None:
    """`first_few_of(choice, 2)`: the first that pass; `.stopping(x)`: active orders behind x are stopped."""
    card = a_card(suggest=(first_few_of(next_drug, 2),))
    old = order("a", *AZA, start=-300, dose=50)
    [shown] = served(plan_of(card), old, hook=VIEW)
    first, second = shown["suggestions"]
    assert "mycophenolate" in first["label"]
    assert "rituximab" in second["label"]
    assert first["actions"][1]["resource"] == {**old, "status": "stopped"}
    assert len(second["actions"]) == 1


def test_begun_shortly_before_the_day() -> None:
    """`onset_before(diagnosis, day, days=30)`: it began on the day, or at most so long before; by onset, else
    by its record.
    """
    shortly = onset_before(condition(PNEUMOTHORAX), day_of(fell), days=30)
    for onset, answer in ((-39, NO), (-40, YES), (-70, YES), (-71, NO)):
        assert ask(shortly, *FELL, diagnosis("p", "J93.9", recorded=0, onset=onset)) is answer
    assert ask(shortly, *FELL, diagnosis("p", "J93.9", recorded=-40)) is YES
    assert ask(shortly, *FELL, diagnosis("p", "J93.9", recorded=None)) is NOT_KNOWN
    assert ask(shortly, diagnosis("p", "J93.9", recorded=-40)) is NO
    assert ask(shortly, *FELL, lacking=["Condition"]) is NOT_KNOWN


def test_ever_asked_for() -> None:
    """`ever_asked_for(test, declined_within=365)`: drafted, or asked for at any time; one that was revoked
    counts for so many days.
    """

    def asked(authored: int, status: str = "completed") -> Json:
        found = ordered_test("r", "", authored=authored, status=status)
        return {**found, "code": {"text": "ILD multidisciplinary discussion"}}

    ever = ever_asked_for(ild_discussion, declined_within=365)
    assert ask(ever, asked(-3000)) is YES
    assert ask(ever, asked(-365, "revoked")) is YES
    assert ask(ever, asked(-366, "revoked")) is NO
    assert ask(ever, asked(-3, "entered-in-error")) is NO
    assert ask(ever, ordered=[asked(0, "draft")]) is YES
    assert ask(ever, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_stopped_for_a_reason() -> None:
    """`stopped_for(drug, REASON, within=183)`: an order or statement was stopped, with that coded reason."""
    harmed = stopped_for(mycophenolate, STOPPED_FOR_HARM, within=183)
    local = {"site:stopped-for-adverse-effect": [("urn:oid:1.2.3", "HARM")]}
    because = {"statusReason": {"coding": [{"system": "urn:oid:1.2.3", "code": "HARM"}]}}
    for until, answer in ((-183, YES), (-184, NO)):
        old = order("m", *MMF, start=-400, until=until, status="stopped")
        assert ask(harmed, old | because, local=local) is answer
        assert ask(harmed, old, local=local) is NO
    assert ask(harmed, order("m", *MMF, start=-400) | because, local=local) is NO
    assert ask(harmed, lacking=["MedicationRequest"], local=local) is NOT_KNOWN
    assert "medication orders" in why(harmed, lacking=["MedicationRequest"], local=local)
    assert ask(harmed, lacking=["MedicationRequest"]) is NO
