"""Orders as authors write them: complete drug orders and requests for tests or advice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from cdshooks.rules.terms import Bound, ValueSet


@dataclass(frozen=True, slots=True)
class DrugOrder:
    """A complete draft order of a drug. ``code`` is RxNorm, of a vaccine CVX (``system``); ``dose`` a number
    in ``unit`` (UCUM ``unit_code``).

    ``every``: doses per period, as ``(frequency, period, period unit)`` of FHIR; ``route`` is a SNOMED code
    with its display; ``words`` the whole order as a prescriber reads it. ``rising``: lower doses that come
    first, each with the days for which it is taken.
    """

    drug: str
    code: str
    display: str
    dose: str
    unit: str
    unit_code: str
    route: tuple[str, str]
    every: tuple[int, int, str]
    words: str
    note: str = ""
    days: int | None = None
    system: str = "http://www.nlm.nih.gov/research/umls/rxnorm"
    rising: tuple[tuple[int, str], ...] = ()
    purpose: str = ""
    """What it is ordered for, in words, where the disease behind it is not on record."""


@dataclass(frozen=True, slots=True)
class TestOrder:
    """A request: its code, how people call it, and the value set by which it is recognised as open.

    Without a code (``system`` empty) the request goes out as text and is recognised again by that text. For
    ``open_days`` from the day it was authored an active one counts as open, and is not made again.
    """

    words: str
    system: str
    code: str
    recognised_by: ValueSet
    open_days: Bound
    timing: str = ""
    priority: str = ""
    question: str = ""
    """What is asked with it; the reason of the request in words."""
    note: str = ""
    """How it is to be done, for those who do it."""

    def in_time(self, timing: str) -> TestOrder:
        """When it is to be done, in words ("in 1 to 2 weeks")."""
        return replace(self, timing=timing)

    def asking(self, question: str) -> TestOrder:
        """With the question that it is to answer, as the reason of the request."""
        return replace(self, question=question)

    def noting(self, note: str) -> TestOrder:
        """With a note how it is to be done."""
        return replace(self, note=note)

    def urgent(self) -> TestOrder:
        """With priority "urgent"."""
        return replace(self, priority="urgent")


def orderables(*, open_days: Bound) -> Callable[..., TestOrder]:
    """How tests are declared: each a ``TestOrder`` that counts as open so long after it was asked for."""
    return partial(TestOrder, open_days=open_days)
