"""The person and the moment.

`alive`, `age`, `male`, `female` ask the Patient resource; `occasion` asks which hook it is.
"""

from __future__ import annotations

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import Hook, age, alive, female, male, occasion
from tests.cards.clinic import patient
from tests.spec.asking import ask

BORN = "1961-03-10"


def test_alive() -> None:
    """`alive` is no once the patient is recorded as deceased, with or without a date."""
    assert ask(alive) is YES
    assert ask(alive, person=patient(deceasedBoolean=True)) is NO
    assert ask(alive, person=patient(deceasedDateTime="2026-01-01")) is NO
    assert ask(alive, person=patient(deceasedBoolean=False)) is YES


def test_age() -> None:
    """`age.at_least(65)`: whole years completed today, on the birthday itself too.

    `between` takes both ends in.
    """
    assert ask(age.at_least(65), person=patient(birth=BORN)) is YES
    assert ask(age.at_least(65), person=patient(birth="1961-03-11")) is NO
    assert ask(age.between(12, 55), person=patient(age=55)) is YES
    assert ask(age.between(12, 55), person=patient(age=56)) is NO
    assert ask(age.between(12, 55), person=patient(age=11)) is NO


def test_part_of_a_birth_date() -> None:
    """A year alone answers where both its ends agree; no birth date is not known."""
    assert ask(age.at_least(65), person=patient(birth="1950")) is YES
    assert ask(age.at_least(65), person=patient(birth="1961")) is NOT_KNOWN
    assert ask(age.at_least(65), person=patient(birth="")) is NOT_KNOWN


def test_sex() -> None:
    """`male` and `female`: the administrative sex; any other value, or none, is not known."""
    assert ask(female, person=patient(sex="female")) is YES
    assert ask(female, person=patient(sex="male")) is NO
    assert ask(male, person=patient(sex="other")) is NOT_KNOWN
    assert ask(male, person=patient(sex=None)) is NOT_KNOWN


def test_occasion() -> None:
    """`occasion.chart`, `.order`, `.selecting` and `.signing` tell the hooks apart; they are always known."""
    assert [ask(occasion.chart, hook=hook) for hook in Hook] == [YES, NO, NO]
    assert [ask(occasion.order, hook=hook) for hook in Hook] == [NO, YES, YES]
    assert [ask(occasion.selecting, hook=hook) for hook in Hook] == [NO, YES, NO]
    assert [ask(occasion.signing, hook=hook) for hook in Hook] == [NO, NO, YES]
