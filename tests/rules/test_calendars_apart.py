"""Two steroid calendars of one value set that leave out different products are two calendars."""

from __future__ import annotations

from cards.valuesets import BUDESONIDE_ORAL, SYSTEMIC_GLUCOCORTICOID
from cdshooks.patient.answer import NO, YES
from cdshooks.rules.language import steroid_calendar
from tests.cards.clinic import steroid
from tests.spec.asking import ask

every = steroid_calendar(SYSTEMIC_GLUCOCORTICOID, besides=(BUDESONIDE_ORAL,))
none = steroid_calendar(SYSTEMIC_GLUCOCORTICOID, besides=(SYSTEMIC_GLUCOCORTICOID,))


def test_a_calendar_is_not_laid_out_for_another() -> None:
    assert ask(every.reaches(20), steroid()) is YES
    assert ask(none.reaches(20), steroid()) is NO
    assert ask(every.reaches(20) & ~none.reaches(20), steroid()) is YES
    assert ask(none.reaches(20) | ~every.reaches(20), steroid()) is NO
