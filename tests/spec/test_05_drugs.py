"""Drugs.

`drug(SET)` speaks of a drug; the word after it says in which state. A drug that cannot be recognised may
be any drug: it makes a "no" not known.
"""

from __future__ import annotations

from cards.valuesets import (
    ANTI_CD20,
    AZATHIOPRINE,
    CALCINEURIN_INHIBITOR,
    MYCOPHENOLATE,
    PENTAMIDINE,
    SYSTEMIC_GLUCOCORTICOID,
    TOPIROXOSTAT,
    XANTHINE_OXIDASE_INHIBITOR,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    any_drug,
    by_orders,
    continued_order,
    drug,
    ingredient,
    ingredients_first_started_within,
    ingredients_in_use,
    newly_ordered,
    newly_planned,
    on_drug_for,
    ordered_afresh,
    ordered_together,
    overlap,
)
from tests.cards.clinic import RXNORM, coded, day, draft, given, order, statement
from tests.spec.asking import ask, why

mycophenolate = drug(MYCOPHENOLATE)
azathioprine = drug(AZATHIOPRINE)
MMF = ("200060", "mycophenolate mofetil 500 MG Oral Tablet")
AZA = ("197388", "azathioprine 50 MG Oral Tablet")
RITUXIMAB = ("121191", "rituximab")


def test_ordered_and_planned() -> None:
    """`ordered()` looks at the drafts the hook is about, `planned()` at all drafts."""
    assert ask(mycophenolate.ordered(), ordered=[draft("d", *MMF)]) is YES
    assert ask(mycophenolate.ordered(), elsewhere=[draft("d", *MMF)]) is NO
    assert ask(mycophenolate.planned(), elsewhere=[draft("d", *MMF)]) is YES
    assert ask(mycophenolate.ordered(), order("o", *MMF, start=-10)) is NO


def test_an_order_that_is_only_ended() -> None:
    """A draft that does nothing but bring an order of the record to an earlier end is not `ordered()`.

    It has the id, the start before today and the doses of the order. Of glucocorticoids it is ordered all the
    same: the calendar tells what is left of them.
    """
    taken = order("o", *MMF, start=-100, days=300)
    shorter = draft("o", *MMF, start=-100, days=110)
    assert ask(mycophenolate.ordered(), taken, ordered=[shorter]) is NO
    assert ask(mycophenolate.planned(), taken, ordered=[shorter]) is YES
    with_an_hour = draft("o", *MMF, start=-100, days=110)
    with_an_hour["dosageInstruction"][0]["timing"]["repeat"]["boundsPeriod"]["start"] += "T08:00:00Z"
    assert ask(mycophenolate.ordered(), taken, ordered=[with_an_hour]) is NO
    for other in (
        draft("o", *MMF, start=-100, days=300),
        draft("o", *MMF, start=-99, days=110),
        draft("n", *MMF, start=-100, days=110),
        draft("o", *MMF, dose=1000, start=-100, days=110),
    ):
        assert ask(mycophenolate.ordered(), taken, ordered=[other]) is YES
    begins_today = order("o", *MMF, start=0, days=300)
    assert ask(mycophenolate.ordered(), begins_today, ordered=[draft("o", *MMF, start=0, days=10)]) is YES


def test_an_order_that_is_only_ended_and_states_no_start() -> None:
    """A draft that names a last day and no first one keeps the first day of the order whose id it has.

    Most orders say only when they were written. A length is no last day: it may be a renewal from today on.
    """
    for taken in (order("o", *MMF, authored=-100), order("o", *MMF, start=-100), order("o", *MMF)):
        ended = draft("o", *MMF, authored=-100)
        ended["dosageInstruction"][0]["timing"]["repeat"]["boundsPeriod"] = {"end": day(10)}
        assert ask(mycophenolate.ordered(), taken, ordered=[ended]) is NO
        assert ask(mycophenolate.ordered(), taken, ordered=[draft("o", *MMF, days=10)]) is YES
        assert ask(mycophenolate.ordered(), taken, ordered=[draft("o", *MMF, start=0, days=10)]) is YES


def test_active() -> None:
    """`active()`: on record, active, and not past its stated end. The last stated day still counts.

    An order that a draft with its id replaces is no longer active.
    """
    assert ask(mycophenolate.active(), order("o", *MMF, start=-10)) is YES
    assert ask(mycophenolate.active(), order("o", *MMF, start=-10, until=0)) is YES
    assert ask(mycophenolate.active(), order("o", *MMF, start=-10, until=-1)) is NO
    assert ask(mycophenolate.active(), order("o", *MMF, start=-10, status="stopped")) is NO
    assert ask(mycophenolate.active(), ordered=[draft("d", *MMF)]) is NO
    assert ask(mycophenolate.active(), order("o", *MMF, start=-10, intent="plan")) is NO
    assert ask(mycophenolate.active(), order("d", *MMF, start=-10), ordered=[draft("d", *MMF)]) is NO


def test_in_use() -> None:
    """`in_use()`: active on record, or drafted."""
    assert ask(mycophenolate.in_use(), order("o", *MMF, start=-10)) is YES
    assert ask(mycophenolate.in_use(), elsewhere=[draft("d", *MMF)]) is YES
    assert ask(mycophenolate.in_use(), order("o", *MMF, start=-10, status="stopped")) is NO


def test_by_orders_alone() -> None:
    """`by_orders(in_use())`, `by_orders(taken_within(90))`: the same, as far as orders and drafts tell it.

    A table that reads orders waits for no list of statements, which many records do not hold.
    """
    ordered = by_orders(mycophenolate.in_use())
    assert ask(ordered, order("o", *MMF, start=-10)) is YES
    assert ask(ordered, elsewhere=[draft("d", *MMF)]) is YES
    assert ask(ordered, statement("s", *MMF, start=-10)) is NO
    assert ask(ordered, lacking=["MedicationStatement"]) is NO
    assert ask(ordered, lacking=["MedicationRequest"]) is NOT_KNOWN
    ended = order("o", *MMF, start=-300, until=-90, status="completed")
    assert ask(by_orders(mycophenolate.taken_within(90)), ended) is YES
    assert ask(by_orders(mycophenolate.taken_within(89)), ended) is NO


def test_tried() -> None:
    """`tried()`: ever on record as order or statement, given or handed out; a draft was not tried."""
    assert ask(mycophenolate.tried(), order("o", *MMF, start=-900, until=-800, status="completed")) is YES
    assert ask(mycophenolate.tried(), ordered=[draft("d", *MMF)]) is NO
    assert ask(mycophenolate.tried(), order("o", *MMF, start=-10, status="entered-in-error")) is NO
    assert ask(mycophenolate.tried(), given("g", *MMF, dose=500, on=-900)) is YES
    assert ask(mycophenolate.tried(), given("g", *MMF, dose=500, on=-900, status="not-done")) is NO


def test_taken_within() -> None:
    """`taken_within(90)`: active, or ended, given or handed out at most so many days ago.

    An order that was stopped, with no date of it on record, counts as stopped today. A dose that was given or
    a drug that was handed out only adds: without a day, or of an unknown drug, it leaves nothing open.
    """
    taken = mycophenolate.taken_within(90)
    assert ask(taken, order("o", *MMF, start=-300)) is YES
    assert ask(taken, order("o", *MMF, start=-300, until=-90, status="completed")) is YES
    assert ask(taken, order("o", *MMF, start=-300, until=-91, status="completed")) is NO
    assert ask(taken, order("o", *MMF, start=-300, status="stopped")) is YES
    assert ask(taken, given("g", *MMF, dose=500, on=-90)) is YES
    assert ask(taken, given("g", *MMF, dose=500, on=-91)) is NO
    handed_out = {
        **given("g", *MMF, dose=500, on=0),
        "resourceType": "MedicationDispense",
        "effectiveDateTime": None,
        "daysSupply": {"value": 30},
    }
    assert ask(taken, {**handed_out, "whenHandedOver": day(-100)}) is YES
    assert ask(taken, {**handed_out, "whenHandedOver": day(-120)}) is NO
    assert ask(taken, handed_out) is NO
    assert (
        ask(taken, {**given("g", dose=1, on=-3, code="x"), "medicationCodeableConcept": {"text": "flush"}})
        is NO
    )


def test_coming() -> None:
    """`coming()`: an active order on record that begins after today."""
    assert ask(mycophenolate.coming(), order("o", *MMF, start=1)) is YES
    assert ask(mycophenolate.coming(), order("o", *MMF, start=0)) is NO
    assert ask(mycophenolate.coming(), order("o", *MMF, start=1, status="cancelled")) is NO
    assert ask(mycophenolate.coming(), ordered=[draft("d", *MMF, start=1)]) is NO


def test_given_within() -> None:
    """`given_within(183)` looks at administrations where there surely are any of the ingredient, else at the
    orders: the day of each, and the last dose that its schedule gives up to today or its stated end. Of an
    active order whose schedule cannot be read the last dose is not known.
    """
    given = drug(ANTI_CD20).given_within(183)
    infusion = {
        "resourceType": "MedicationAdministration",
        "id": "m",
        "status": "completed",
        "subject": {"reference": "Patient/pat"},
        "medicationCodeableConcept": coded(RXNORM, *RITUXIMAB),
        "effectiveDateTime": day(-200),
    }
    assert ask(given, order("o", *RITUXIMAB, start=-183, route="iv", status="completed")) is YES
    assert ask(given, order("o", *RITUXIMAB, start=-184, route="iv", status="completed")) is NO
    twice_a_year = order("o", *RITUXIMAB, dose=1000, per=(1, 6, "mo"), start=-400, route="iv")
    assert ask(given, twice_a_year) is YES
    assert ask(given, infusion, order("o", *RITUXIMAB, start=-10, route="iv")) is NO
    assert ask(given, {**infusion, "effectiveDateTime": day(-183)}) is YES
    assert ask(given, lacking=["MedicationAdministration"]) is NOT_KNOWN


def test_ordered_or_given_within() -> None:
    """`ordered_or_given_within(35)` reads no schedule, and an older dose takes no order away: an order counts
    from its own day, unless it was stopped or is on hold. So is asked what protects.
    """
    lately = drug(ANTI_CD20).ordered_or_given_within(183)
    twice_a_year = order("o", *RITUXIMAB, dose=1000, per=(1, 6, "mo"), start=-184, route="iv")
    assert ask(lately, twice_a_year) is NO
    assert ask(lately, order("o", *RITUXIMAB, start=-183, route="iv")) is YES
    assert ask(lately, order("o", *RITUXIMAB, start=-10, route="iv", status="stopped")) is NO
    assert ask(lately, lacking=["MedicationAdministration"]) is NOT_KNOWN


def test_completed_for() -> None:
    """`completed_for(28)`: an order that ran so many days, both ends counted, and was completed.

    Without a stated end it ended on some day between its first one and its last update, or today.
    """
    took = mycophenolate.completed_for(28)
    assert ask(took, order("o", *MMF, start=-100, days=28, status="completed")) is YES
    assert ask(took, order("o", *MMF, start=-100, days=27, status="completed")) is NO
    assert ask(took, order("o", *MMF, start=-100, days=28, status="stopped")) is NO
    no_end = order("o", *MMF, start=-100, status="completed")
    assert ask(took, no_end) is NOT_KNOWN
    assert ask(took, no_end | {"meta": {"lastUpdated": f"{day(-70)}T09:00:00Z"}}) is NOT_KNOWN
    assert ask(took, no_end | {"meta": {"lastUpdated": f"{day(-74)}T09:00:00Z"}}) is NO


def test_on_it_for() -> None:
    """`on_drug_for(drug, days, bridge)`: active, and taken that long without a gap longer than the bridge."""
    present = order("o", *MMF, start=-10)
    earlier = order("e", *MMF, start=-60, until=-14, status="completed")
    assert ask(on_drug_for(mycophenolate, 28, bridge=3), present, earlier) is YES
    assert ask(on_drug_for(mycophenolate, 28, bridge=2), present, earlier) is NO
    assert ask(on_drug_for(mycophenolate, 28, bridge=3), present) is NO
    assert (
        ask(on_drug_for(mycophenolate, 28, bridge=3), present, lacking=["MedicationStatement"]) is NOT_KNOWN
    )


def test_on_what_may_be_it() -> None:
    """An entry that only may be the drug makes no course of it; nor does one that only may be its renewal."""
    systemic = drug(CALCINEURIN_INHIBITOR).systemic()
    by_mouth, unsaid = (
        order("o", "42316", "tacrolimus", start=-300, route=route) for route in ("oral", None)
    )
    assert ask(on_drug_for(systemic, 28, bridge=3), by_mouth) is YES
    assert ask(on_drug_for(systemic, 28, bridge=3), unsaid) is NOT_KNOWN
    afresh = ordered_afresh(systemic, taken_for=183, bridge=30)
    new = draft("d", "42316", "tacrolimus", route="oral")
    assert ask(afresh, by_mouth, ordered=[new]) is NO
    assert ask(afresh, unsaid, ordered=[new]) is NOT_KNOWN


def test_a_dosage_without_an_end() -> None:
    """An order of several dosages is taken as long as the last of them: one without an end keeps it open."""
    week, later = (
        order("o", *MMF, start=start, until=until)["dosageInstruction"][0]
        for start, until in ((-20, -14), (-13, None))
    )
    assert ask(mycophenolate.active(), order("o", *MMF) | {"dosageInstruction": [week]}) is NO
    assert ask(mycophenolate.active(), order("o", *MMF) | {"dosageInstruction": [week, later]}) is YES


def test_doses_that_last() -> None:
    """`dose_lasts=35`: a dose that was given counts as taken up to 35 days after it."""
    monthly = on_drug_for(drug(PENTAMIDINE), 28, bridge=30, dose_lasts=35)
    first, second = (
        given(id, "7994", dose=300, on=on, route="inhaled") for id, on in (("a", -63), ("b", -35))
    )
    assert ask(monthly, first, second) is YES
    assert ask(on_drug_for(drug(PENTAMIDINE), 28, bridge=30), first, second) is NO
    assert ask(monthly, given("c", "7994", dose=300, on=-36, route="inhaled")) is NO
    assert ask(monthly, given("c", "7994", dose=300, on=-26, route="inhaled")) is NO
    assert ask(monthly, lacking=["MedicationAdministration"]) is NOT_KNOWN


def test_new_and_continued() -> None:
    """`newly_ordered` and `continued_order` hold a draft against what is active or ended lately.

    Each draft is judged by its own ingredient: azathioprine does not continue mycophenolate.
    """
    either = any_drug(mycophenolate, azathioprine).called("immunosuppressant")
    now = [draft("d", *MMF)]
    assert ask(newly_ordered(mycophenolate, 90), ordered=now) is YES
    assert ask(newly_ordered(mycophenolate, 90), order("o", *MMF, start=-200), ordered=now) is NO
    assert ask(continued_order(mycophenolate, 90), order("o", *MMF, start=-200), ordered=now) is YES
    ended = order("o", *MMF, start=-300, until=-90, status="completed")
    assert ask(continued_order(mycophenolate, 90), ended, ordered=now) is YES
    assert ask(continued_order(mycophenolate, 89), ended, ordered=now) is NO
    assert ask(newly_ordered(either, 90), order("o", *AZA, start=-200), ordered=now) is YES
    assert ask(newly_ordered(mycophenolate, 90), ordered=now, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_new_after_a_stop_without_a_date() -> None:
    """A stop of which the record tells no day may lie years back, or be of yesterday: neither is known.

    Lately it is where the order itself is no older, and where this signing ends it.
    """
    now, new = [draft("d", *MMF)], newly_ordered(mycophenolate, 90)
    assert ask(new, order("o", *MMF, start=-91, status="stopped"), ordered=now) is NOT_KNOWN
    assert ask(new, order("o", *MMF, start=-90, status="stopped"), ordered=now) is NO
    long_ago = {"lastUpdated": "2025-01-01T08:00:00Z"}
    assert ask(new, order("o", *MMF, start=-900, status="stopped", meta=long_ago), ordered=now) is YES
    ends = order("o", *MMF, start=-900, status="stopped")
    assert ask(new, order("o", *MMF, start=-900), ordered=[*now, ends]) is NO


def test_new_in_any_draft() -> None:
    """`newly_planned` asks the same of every draft, whether this hook is about it or not."""
    assert ask(newly_ordered(mycophenolate, 90), elsewhere=[draft("d", *MMF)]) is NO
    assert ask(newly_planned(mycophenolate, 90), elsewhere=[draft("d", *MMF)]) is YES
    assert ask(newly_planned(mycophenolate, 0), order("o", *MMF, start=-9), ordered=[draft("d", *MMF)]) is NO


def test_two_drugs_together() -> None:
    """`ordered_together(one, other)`: one of the two is ordered now, the other is active or drafted."""
    pair = ordered_together(mycophenolate, azathioprine)
    assert ask(pair, order("a", *AZA, start=-9), ordered=[draft("d", *MMF)]) is YES
    assert ask(pair, order("m", *MMF, start=-9), ordered=[draft("d", *AZA)]) is YES
    assert ask(pair, ordered=[draft("d", *MMF)], elsewhere=[draft("e", *AZA)]) is YES
    assert ask(pair, order("a", *AZA, start=-9), order("m", *MMF, start=-9)) is NO
    assert ask(pair, ordered=[draft("d", *MMF)]) is NO


def test_one_ingredient() -> None:
    """`ingredient` narrows a set to one ingredient; a code that names only the class leaves it open."""
    rituximab = ingredient(ANTI_CD20, "121191", words="rituximab")
    assert ask(rituximab.active(), order("o", *RITUXIMAB, start=-1, route="iv")) is YES
    ocrelizumab = ("1876366", "ocrelizumab")
    assert ask(rituximab.active(), order("o", *ocrelizumab, start=-1, route="iv")) is NO
    assert ask(drug(ANTI_CD20).active(), order("o", *ocrelizumab, start=-1, route="iv")) is YES


def test_routes() -> None:
    """`systemic()` leaves eye drops and ointments out; `by("inhaled")` asks for a route.

    A route that cannot be told is not known.
    """
    tacrolimus = ("42316", "tacrolimus")
    systemic = drug(CALCINEURIN_INHIBITOR).systemic()
    assert ask(systemic.active(), order("o", *tacrolimus, start=-1, route="oral")) is YES
    assert ask(systemic.active(), order("o", *tacrolimus, start=-1, route="topical")) is NO
    assert ask(systemic.active(), order("o", *tacrolimus, start=-1, route=None)) is NOT_KNOWN
    inhaled = drug(PENTAMIDINE).by("inhaled")
    assert ask(inhaled.active(), order("o", "7994", "pentamidine", start=-1, route="inhaled")) is YES
    assert ask(inhaled.active(), order("o", "7994", "pentamidine", start=-1, route="iv")) is NO


def test_how_many() -> None:
    """`ingredients_in_use` counts different ingredients; two orders of one drug are one ingredient."""
    two = ingredients_in_use(
        mycophenolate.in_use(), azathioprine.in_use(), least=2, words="immunosuppressants"
    )
    both_mmf = [order("o", *MMF, start=-9), order("p", *MMF, start=-5)]
    assert ask(two, *both_mmf) is NO
    assert ask(two, *both_mmf, order("q", *AZA, start=-5)) is YES
    assert ask(two, *both_mmf, lacking=["MedicationStatement"]) is NOT_KNOWN


def test_first_started() -> None:
    """`ingredients_first_started_within(30, ...)`: taken up, or drafted, for the first time.

    What was taken before is nothing new, ordered again or not; what was stopped again does not count, but
    with `given_up_too=True`. Without the whole list nobody knows what came before.
    """
    begun = ingredients_first_started_within(30, mycophenolate, azathioprine, least=1)
    assert ask(begun, order("o", *MMF, start=-30)) is YES
    assert ask(begun, order("o", *MMF, start=-31)) is NO
    assert ask(begun, elsewhere=[draft("d", *MMF)]) is YES
    assert ask(begun, order("o", *MMF, start=-31), elsewhere=[draft("d", *MMF)]) is NO
    assert ask(begun, order("o", *MMF, start=-9, until=-5, status="stopped")) is NO
    assert ask(begun, order("o", *MMF, start=-9, until=-5, status="completed")) is YES
    # Nobody closed the order after its last dose.
    assert ask(begun, order("o", *MMF, start=-9, until=-5)) is YES
    whatever = ingredients_first_started_within(30, mycophenolate, given_up_too=True)
    assert ask(whatever, order("o", *MMF, start=-9, until=-5, status="stopped")) is YES
    assert ask(whatever, order("o", *MMF, start=-9, status="on-hold")) is YES
    assert ask(whatever, order("o", *MMF, start=-31, until=-5, status="stopped")) is NO
    assert ask(whatever, order("o", *MMF, start=-9, status="cancelled")) is NO
    two = ingredients_first_started_within(30, mycophenolate, azathioprine, least=2)
    assert ask(two, order("o", *MMF, start=-3)) is NO
    assert ask(two, order("o", *MMF, start=-3), order("p", *AZA, start=-3)) is YES
    assert ask(begun, order("o", *MMF, start=-3), lacking=["MedicationRequest"]) is NOT_KNOWN


def test_ordered_afresh() -> None:
    """`ordered_afresh`: a draft that is no renewal of a course begun `taken_for` days ago, gaps bridged."""
    afresh = ordered_afresh(mycophenolate, taken_for=183, bridge=30)
    new = draft("d", *MMF)
    assert ask(afresh, ordered=[new]) is YES
    assert ask(afresh, order("o", *MMF, start=-182), ordered=[new]) is YES
    assert ask(afresh, order("o", *MMF, start=-183), ordered=[new]) is NO
    assert ask(afresh, order("o", *MMF, start=-400, until=-30, status="completed"), ordered=[new]) is NO
    assert ask(afresh, order("o", *MMF, start=-400, until=-31, status="completed"), ordered=[new]) is YES
    assert ask(afresh, ordered=[new], lacking=["MedicationRequest"]) is NOT_KNOWN


def test_two_that_overlap() -> None:
    """`overlap(one, other)`: one is drafted, the other active or drafted, by another ingredient.

    An older order with a stated end at most `cross_taper` days after the newer begins is none. `given` names
    what acts on for so long after it was given.
    """
    both = overlap(mycophenolate, azathioprine, cross_taper=14)
    new = draft("d", *MMF)
    assert ask(both, order("o", *AZA, start=-400), ordered=[new]) is YES
    assert ask(both, ordered=[new], elsewhere=[draft("e", *AZA)]) is YES
    assert ask(both, order("o", *AZA, start=-400, until=14), ordered=[new]) is NO
    assert ask(both, order("o", *AZA, start=-400, until=15), ordered=[new]) is YES
    assert ask(both, ordered=[new], lacking=["MedicationRequest"]) is NOT_KNOWN
    infused = drug(ANTI_CD20)
    after = overlap(mycophenolate, infused, cross_taper=14, given=(infused.given_within(183),))
    done = order("r", *RITUXIMAB, start=-60, until=-46, status="completed")
    assert ask(after, done, ordered=[new]) is YES


def test_a_drug_nobody_recognises() -> None:
    """An order of a drug that could not be recognised opens every "no", and is named."""
    riddle = {**order("x", "", start=-3), "medicationCodeableConcept": {"text": "the usual tablets"}}
    assert ask(mycophenolate.active(), riddle) is NOT_KNOWN
    assert ask(mycophenolate.active(), riddle, order("o", *MMF, start=-3)) is YES
    assert "the usual tablets (MedicationRequest/x) names no drug" in why(mycophenolate.active(), riddle)


def test_a_drug_that_a_site_names() -> None:
    """A `site_concept` among the sets of a drug adds nothing while the site has named no code for it."""
    either = any_drug(drug(XANTHINE_OXIDASE_INHIBITOR), drug(TOPIROXOSTAT))
    entry = order("t", "TOPI", system="urn:oid:1.2.3", start=-5)
    assert ask(either.active(), entry, local={"site:topiroxostat": [("urn:oid:1.2.3", "TOPI")]}) is YES
    assert ask(either.active(), order("o", "519", "allopurinol", start=-5)) is YES
    assert ask(either.active()) is NO


def test_lists_that_were_not_supplied() -> None:
    """A drug that is on record is a yes without the other lists; its absence is not known without them."""
    assert ask(mycophenolate.active(), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(mycophenolate.active(), order("o", *MMF, start=-3), lacking=["MedicationStatement"]) is YES
    assert ask(drug(SYSTEMIC_GLUCOCORTICOID).ordered(), ordered=[], lacking=["MedicationRequest"]) is NO
