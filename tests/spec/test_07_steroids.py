"""Glucocorticoid exposure.

`steroid_calendar(SET)` lays the patient's glucocorticoids out day by day, in mg of
prednisone-equivalent: renewals are joined, an order recorded twice counts once, tapers are followed,
potency is weighed, "as needed" is left out. Then the time at a dose is measured, past and stated days
together. `cards/definitions/therapy.py` holds the one calendar that all cards share.
"""

from __future__ import annotations

from cards.valuesets import BUDESONIDE_ORAL, GLUCOCORTICOID_NOT_SYSTEMIC, SYSTEMIC_GLUCOCORTICOID
from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES
from cdshooks.rules.language import steroid_calendar
from tests.cards.clinic import draft, order, steroid_draft
from tests.cards.clinic import steroid as prednisone
from tests.spec.asking import ask, why

steroid = steroid_calendar(SYSTEMIC_GLUCOCORTICOID, besides=(GLUCOCORTICOID_NOT_SYSTEMIC, BUDESONIDE_ORAL))
METHYLPREDNISOLONE = ("6902", "methylprednisolone")
HYDROCORTISONE = ("5492", "hydrocortisone")


def test_sustained() -> None:
    """`sustained(mg_per_day, days)`: at or above the dose for at least so many days in one run.

    Today counts, and so do the stated days to come.
    """
    four_weeks = steroid.sustained(mg_per_day=20, days=28)
    assert ask(four_weeks, prednisone(start=-27)) is YES
    assert ask(four_weeks, prednisone(start=-26)) is NO
    assert ask(four_weeks, prednisone(start=-10, days=28)) is YES
    assert ask(four_weeks, prednisone(start=-10, days=27)) is NO
    assert ask(four_weeks, prednisone(mg=19, start=-60)) is NO


def test_renewals_are_joined() -> None:
    """Orders that follow each other are one run; a step-up three days ago is not four weeks at the dose."""
    renewed = [
        prednisone("a", start=-40, days=30, status="completed"),
        prednisone("b", start=-10, days=15),
    ]
    assert ask(steroid.sustained(mg_per_day=20, days=28), *renewed) is YES
    stepped_up = [
        prednisone("a", mg=10, start=-60, until=-4, status="completed"),
        prednisone("b", mg=40, start=-3, days=7),
    ]
    assert ask(steroid.sustained(mg_per_day=20, days=28), *stepped_up) is NO


def test_drafts_count() -> None:
    """What is being ordered counts from today on."""
    assert ask(steroid.sustained(mg_per_day=20, days=28), ordered=[steroid_draft(mg=40, days=28)]) is YES
    assert ask(steroid.sustained(mg_per_day=20, days=28), ordered=[steroid_draft(mg=40, days=27)]) is NO


def test_potency() -> None:
    """16 mg of methylprednisolone are 20 mg of prednisone; two different drugs at once are a tentative
    sum.
    """
    assert ask(steroid.reaches(20), order("m", *METHYLPREDNISOLONE, dose=16, start=-3)) is YES
    assert ask(steroid.reaches(20), order("m", *METHYLPREDNISOLONE, dose=15, start=-3)) is NO
    half_each = [prednisone(mg=10, start=-30), order("m", *METHYLPREDNISOLONE, dose=8, start=-30)]
    assert ask(steroid.sustained(mg_per_day=20, days=28), *half_each) is TENTATIVE
    assert "overlap of different glucocorticoids assumed" in why(
        steroid.sustained(mg_per_day=20, days=28), *half_each
    )


def test_reaches() -> None:
    """`reaches(mg)`: taken today, or a draft brings a day to it."""
    assert ask(steroid.reaches(20), prednisone(mg=20, start=-3)) is YES
    assert ask(steroid.reaches(20), prednisone(mg=20, start=-9, until=-1, status="completed")) is NO
    assert ask(steroid.reaches(20), ordered=[steroid_draft(mg=20, days=5)]) is YES


def test_mean() -> None:
    """`mean_at_least(mg)`: the mean of the last or of the coming 28 days, whichever is larger."""
    every_other_day = prednisone(mg=40, per=(1, 2, "d"), start=-60)
    assert ask(steroid.mean_at_least(mg_per_day=20), every_other_day) is YES
    assert ask(steroid.mean_at_least(mg_per_day=21), every_other_day) is NO


def test_open_ended() -> None:
    """`open_ended(mg)`: at the dose by an order that states no end, with less than 28 days behind it."""
    assert ask(steroid.open_ended(mg_per_day=20), prednisone(start=-26)) is YES
    assert ask(steroid.open_ended(mg_per_day=20), prednisone(start=-27)) is NO
    assert ask(steroid.open_ended(mg_per_day=20), ordered=[steroid_draft(mg=20)]) is YES
    assert ask(steroid.open_ended(mg_per_day=20), ordered=[steroid_draft(mg=20, days=10)]) is NO


def test_stays_below() -> None:
    """`stays_below(mg, days)`: below the dose on each of the last so many days, and on each stated day to
    come.
    """
    low = steroid.stays_below(mg_per_day=15, days=28)
    assert ask(low, prednisone(mg=14, start=-60)) is YES
    assert ask(low, prednisone(mg=15, start=-27, until=-27), prednisone("b", mg=5, start=-26)) is NO
    assert ask(low, prednisone(mg=15, start=-28, until=-28), prednisone("b", mg=5, start=-27)) is YES
    assert ask(low, prednisone(mg=5, start=-60), prednisone("b", mg=15, start=3, days=2)) is NO
    assert ask(low) is YES
    assert ask(low, lacking=["MedicationStatement"]) is NOT_KNOWN


def test_pulse() -> None:
    """`pulse_within(days)`: a pulse day lately or drafted; `pulse_drafted()`: drafted."""
    pulse = {"dose": 1000, "route": "iv", "days": 3}
    assert ask(steroid.pulse_within(30), order("p", *METHYLPREDNISOLONE, start=-30, **pulse)) is YES
    assert ask(steroid.pulse_within(27), order("p", *METHYLPREDNISOLONE, start=-30, **pulse)) is NO
    assert ask(steroid.pulse_within(30), prednisone(mg=60, start=-30)) is NO
    assert ask(steroid.pulse_drafted(), ordered=[draft("p", *METHYLPREDNISOLONE, **pulse)]) is YES
    assert ask(steroid.pulse_drafted(), order("p", *METHYLPREDNISOLONE, start=-3, **pulse)) is NO


def test_with_the_drafts_in_force() -> None:
    """`after_above(mg)`: with the drafts in force some day of the coming 28 lies above the dose.

    `after_above_by_one_drug` does not count a sum of different drugs.
    """
    assert ask(steroid.after_above(mg_per_day=15), ordered=[steroid_draft(mg=16, days=5)]) is YES
    assert ask(steroid.after_above(mg_per_day=15), ordered=[steroid_draft(mg=15, days=5)]) is NO
    added = {"ordered": [draft("m", *METHYLPREDNISOLONE, dose=8, days=30)]}
    assert ask(steroid.after_above(mg_per_day=15), prednisone(mg=10, start=-30), **added) is TENTATIVE
    assert ask(steroid.after_above_by_one_drug(mg_per_day=15), prednisone(mg=10, start=-30), **added) is NO


def test_against_what_was_taken_before() -> None:
    """`on_it_before()`: taken today, drafts apart. `after_not_above_before()`: the drafts raise nothing."""
    held = prednisone(mg=20, start=-60)
    assert ask(steroid.on_it_before(), held) is YES
    assert ask(steroid.on_it_before(), ordered=[steroid_draft(mg=20)]) is NO
    assert ask(steroid.after_not_above_before(), held, ordered=[steroid_draft("n", mg=10)]) is YES
    assert ask(steroid.after_not_above_before(), held, ordered=[steroid_draft("n", mg=30)]) is NO


def test_a_draft_whose_amount_cannot_be_read() -> None:
    """What is taken already does not tell the dose of a draft. Some amount that can be read is enough."""
    held = order("mp", *METHYLPREDNISOLONE, dose=16, start=-60)
    readable = steroid.drafted_amount_readable()
    assert ask(readable, held, ordered=[steroid_draft(mg=20)]) is YES
    assert ask(readable, held, ordered=[steroid_draft(mg=None)]) is NOT_KNOWN
    assert ask(readable, held, ordered=[steroid_draft(mg=20), draft("h", *HYDROCORTISONE)]) is YES


def test_replacement_premedication_and_stress_dose() -> None:
    """Three kinds of order that are no therapy: replacement, single days before an infusion, a stress
    dose.
    """
    replacement = steroid.only_oral_hydrocortisone_up_to(mg_per_day=25)
    assert ask(replacement, ordered=[draft("h", *HYDROCORTISONE, dose=10, per=(2, 1, "d"))]) is YES
    assert ask(replacement, ordered=[draft("h", *HYDROCORTISONE, dose=15, per=(2, 1, "d"))]) is NO
    single_days = steroid.premedication(single_days=2, mg_each=125, otherwise_at_most=15)
    infusion_day = {"dose": 100, "route": "iv", "days": 1}
    assert ask(single_days, ordered=[draft("m", *METHYLPREDNISOLONE, **infusion_day)]) is YES
    assert ask(single_days, ordered=[draft("m", *METHYLPREDNISOLONE, **{**infusion_day, "dose": 250})]) is NO
    stress = steroid.only_parenteral_hydrocortisone_for(days=3)
    assert ask(stress, ordered=[draft("h", *HYDROCORTISONE, dose=100, route="iv", days=3)]) is YES
    assert ask(stress, ordered=[draft("h", *HYDROCORTISONE, dose=100, route="iv", days=4)]) is NO


def test_what_does_not_count() -> None:
    """Ointments, sprays and drugs taken "as needed" are not sustained exposure."""
    assert ask(steroid.sustained(mg_per_day=20, days=28), prednisone(start=-60, as_needed=True)) is NO
    assert ask(steroid.reaches(5), order("h", *HYDROCORTISONE, dose=100, route="topical", start=-60)) is NO


def test_lists_that_were_not_supplied() -> None:
    """Without the orders nothing is known.

    The other lists can only add: without them a yes stays, a no does not.
    """
    four_weeks = steroid.sustained(mg_per_day=20, days=28)
    assert ask(four_weeks, lacking=["MedicationRequest"]) is NOT_KNOWN
    assert ask(four_weeks, prednisone(start=-60), lacking=["MedicationDispense"]) is YES
    assert ask(four_weeks, lacking=["MedicationDispense"]) is NOT_KNOWN


def test_a_dose_nobody_can_read() -> None:
    """An order whose dose cannot be read leaves the question open, and is named."""
    wordy = prednisone(start=-60)
    wordy["dosageInstruction"] = [{"text": "per oncology protocol"}]
    assert ask(steroid.sustained(mg_per_day=20, days=28), wordy) is NOT_KNOWN
    assert "(MedicationRequest/gc) cannot be read" in why(steroid.sustained(mg_per_day=20, days=28), wordy)
