"""What a person is made to be, before a line of a record is written. Days count from that of the export."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Stretch(NamedTuple):
    """Days ``first`` to ``last``, both taken, at ``mg`` of prednisone-equivalent a day."""

    first: int
    last: int
    mg: float


@dataclass(slots=True)
class Course:
    """A glucocorticoid course as it was taken and is planned.

    ``open_end``: no end was ever stated, so that nothing is planned beyond today. ``pulses``: days of a pulse
    of methylprednisolone. ``besides``: mg a day (prednisone-equivalent) of hydrocortisone on the same days.
    """

    kind: str
    stretches: tuple[Stretch, ...] = ()
    open_end: bool = False
    pulses: tuple[int, ...] = ()
    besides: float = 0.0
    drug: str = "prednisone"
    written: str = "orders"
    """How it is on record: ``orders`` (one for each stretch), ``renewals``, ``taper`` (one order of several
    steps), ``two-strengths``, ``alternate-days``, ``statement``, ``double``, ``stopped`` (planned for longer,
    and stopped on its last day), ``no-end`` (completed, and the record does not say when), ``dispenses``
    (what the pharmacy handed out, and no order)."""
    never_ended: bool = False
    """Whether earlier orders still stand as active without an end, though newer ones took their place."""
    ward: tuple[int, ...] = ()
    """Days in hospital before the course, with methylprednisolone into the vein (100 mg of prednisone)."""
    flare_pack: int | None = None
    """The day on which prednisone to be taken as needed was ordered besides."""
    unreadable: bool = False
    """Whether the record leaves the dose out: "as directed", or tablets of no stated strength."""


@dataclass(slots=True)
class Therapy:
    """Another immunosuppressant or antifibrotic. ``given``: days of infusions, newest first."""

    drug: str
    since: int
    until: int | None = None
    given: tuple[int, ...] = ()
    premedicated: bool = False
    """Whether methylprednisolone 125 mg went before each infusion."""
    status: str = "active"
    """``on-hold`` and ``plan`` (meant, and never ordered) do not count."""

    def counts(self) -> bool:
        """Whether it suppresses immunity today: taken now, or its last infusion is recent enough (anti-CD20
        183 days, cyclophosphamide 90 days). Antifibrotics and hydroxychloroquine never do."""
        if self.drug in NOT_SUPPRESSING or self.status != "active":
            return False
        if self.given:
            return -self.given[0] <= (183 if self.drug == "rituximab" else 90)
        if self.drug == "cyclophosphamide-50" and self.until is not None:
            return self.until >= -90
        return self.until is None or self.until >= 0


NOT_SUPPRESSING = frozenset({"nintedanib-150", "pirfenidone-801"})


@dataclass(slots=True)
class Prophylaxis:
    """A PJP agent, or what looks like one. ``unreadable``: its dose, or what it is, is not on record."""

    regimen: str
    since: int
    until: int | None = None
    given: tuple[int, ...] = ()
    unreadable: bool = False


@dataclass(slots=True)
class Results:
    """The newest results, by name in conventional units; ``None``: not measured. All of one day."""

    day: int
    values: dict[str, float | None]
    weight_kg: float | None
    g6pd: str | None = None
    """``normal``, ``deficient``, or ``None``: never tested."""


@dataclass(slots=True)
class Person:
    """One invented patient."""

    number: int
    id: str
    female: bool
    since_birthday: int
    """Days since the last birthday, at most 364."""
    age: int
    disease: str
    ild: str
    """``none``, ``confirmed``, ``suspected`` or ``resolved``."""
    ild_since: int
    course: Course
    results: Results
    birth_known: bool = True
    birth_year_only: bool = False
    died: int | None = None
    comfort_care: bool = False
    mda5_since: int | None = None
    rapid: str = ""
    """``coded``, ``measured``, or empty."""
    therapies: list[Therapy] = field(default_factory=list)
    prophylaxis: Prophylaxis | None = None
    allergies: list[str] = field(default_factory=list)
    allergies_asked: bool = True
    others: list[str] = field(default_factory=list)
    """Further conditions: ``hiv``, ``asthma``, ``coeliac`` ..."""
    pneumocystis: int | None = None
    """The day an (earlier) Pneumocystis pneumonia began."""
    raising_potassium: str = ""

    @property
    def rheumatic(self) -> bool:
        """Whether the disease is a systemic autoimmune rheumatic disease."""
        return self.disease in RHEUMATIC


RHEUMATIC = frozenset({"ssc", "iim", "mda5", "ra", "sjogren", "mctd", "sle", "aav"})
