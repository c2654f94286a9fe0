"""The answers a clinical question can have.

Three are spoken: yes, no, not known (Kleene's logic). A yes can be *tentative*: it rests only on a
suspected diagnosis, or on adding up different glucocorticoids. A tentative yes is a yes everywhere,
but a card that rests on one is never shown above ``info``.

The order NO < NOT_KNOWN < TENTATIVE < YES makes "and" the smallest and "or" the largest answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Answer(IntEnum):
    """One answer. ``bool()`` of it raises: not known must never be taken for no by accident."""

    NO = 0
    NOT_KNOWN = 1
    TENTATIVE = 2
    YES = 3

    def __bool__(self) -> bool:
        raise TypeError("An answer is yes, no or not known: compare it, or ask .is_yes")

    @property
    def is_yes(self) -> bool:
        """True for a yes, tentative or not."""
        return self >= TENTATIVE

    @property
    def words(self) -> str:
        return _WORDS[self]

    def negated(self) -> Answer:
        return _NEGATED[self]


_WORDS = {
    Answer.NO: "no",
    Answer.NOT_KNOWN: "not known",
    Answer.TENTATIVE: "yes, tentatively",
    Answer.YES: "yes",
}
_NEGATED = {
    Answer.NO: Answer.YES,
    Answer.NOT_KNOWN: Answer.NOT_KNOWN,
    Answer.TENTATIVE: Answer.NO,
    Answer.YES: Answer.NO,
}

NO: Final = Answer.NO
NOT_KNOWN: Final = Answer.NOT_KNOWN
TENTATIVE: Final = Answer.TENTATIVE
YES: Final = Answer.YES


def answer_of(truth: bool) -> Answer:
    """The answer to a question whose truth is known."""
    return YES if truth else NO


def all_of_answers(answers: Iterable[Answer]) -> Answer:
    """Kleene's "and"; yes for none."""
    return min(answers, default=YES)


def any_of_answers(answers: Iterable[Answer]) -> Answer:
    """Kleene's "or"; no for none."""
    return max(answers, default=NO)


def agreed(answers: Iterable[Answer]) -> Answer:
    """The answer that all possible readings give, else not known."""
    distinct = set(answers)
    return distinct.pop() if len(distinct) == 1 else NOT_KNOWN
