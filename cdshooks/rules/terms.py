"""The nouns of the author's language that are no criteria: value sets, policy numbers, sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cdshooks.patient.terminology import SITE


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A named set of codes: a file of the terminology, or made from such files.

    ``members`` are the files' names; ``without`` files whose codes are taken out; ``naming`` keeps only codes
    whose display holds one of the words; ``dropping`` takes single codes out (``system|code`` not needed).
    ``site`` marks a concept for which no verified code exists: empty until a site names its own codes.
    ``panels`` are files of panels in whose components such results stand: they are asked for, and are none
    themselves, so that they say nothing of what the set means. ``kind_of`` is the set of which a site
    concept is a closer kind.
    """

    name: str
    words: str
    members: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    dropping: tuple[str, ...] = ()
    site: bool = False
    panels: tuple[str, ...] = field(default=(), compare=False)
    kind_of: ValueSet | None = field(default=None, compare=False)


def valueset(
    *members: str,
    words: str,
    without: tuple[str, ...] = (),
    naming: tuple[str, ...] = (),
    dropping: tuple[str, ...] = (),
    panels: tuple[str, ...] = (),
) -> ValueSet:
    """The codes of one or more terminology files, called ``words`` where it is spoken of. ``panels``: files
    of what such results may stand in as components.
    """
    name = "+".join(members)
    name += "".join(f"-{other}" for other in without)
    name += "".join(f"~{word}" for word in naming) + "".join(f"!{code}" for code in dropping)
    return ValueSet(name, words, members, without, naming, dropping, panels=panels)


def site_concept(slug: str, words: str, *, kind_of: ValueSet | None = None) -> ValueSet:
    """A concept no public code was found for. While a site has named none it counts as no everywhere, but for
    one that has a row in the table of words: those are looked for, and beside the codes of ``kind_of`` too.
    """
    return ValueSet(f"{SITE}{slug}", words, site=True, kind_of=kind_of)


@dataclass(frozen=True, slots=True)
class Source:
    """An authority that cards cite: short label, full title, where to find it, how it was seen.

    ``confidence``: V1 read in the guideline, label or paper itself; V2 read in a secondary page; K general
    knowledge or this service's own choice, to be checked by a clinician.
    """

    label: str
    title: str
    url: str
    confidence: str


MONTH_AND_DAY = "month and day"
"""The unit of a day of the year: 901 is 1 September."""

_COUNTED = ("days", "single days", "hours", "years", "grade", MONTH_AND_DAY)


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """A number a clinician could dispute: its name for a site, default, unit, allowed range and source.

    ``meaning``: what it is, so that it reads as a sentence with the number behind it ("a blood result counts
    for").
    """

    name: str
    default: Decimal
    unit: str
    low: Decimal
    high: Decimal
    source: str
    meaning: str = ""
    here: Decimal | None = None
    """What this site has set instead of the default; written into a plan's criteria for their words alone."""

    def __hash__(self) -> int:
        """Of the name alone: the numbers under one name are equal but for a site's own."""
        return hash(self.name)

    @property
    def counts(self) -> bool:
        """Whether it counts days, results and the like, of which there is no half."""
        return self.unit.startswith(_COUNTED)

    @property
    def value_words(self) -> str:
        """The number in force here, without its unit."""
        return f"{self.default if self.here is None else self.here:f}"

    @property
    def words(self) -> str:
        return f"{self.value_words} {self.unit}".strip()


def number(
    name: str,
    default: str | int,
    unit: str,
    *,
    meaning: str = "",
    allowed: tuple[str | int, str | int],
    source: str,
) -> PolicyNumber:
    """A policy number; raises ``ValueError`` where the default lies outside the allowed range, or one of the
    three is a fraction of what is counted in wholes.
    """
    value, low, high = Decimal(str(default)), Decimal(str(allowed[0])), Decimal(str(allowed[1]))
    if not low <= value <= high:
        raise ValueError(f"{name}: default {default} outside {allowed[0]}..{allowed[1]}")
    found = PolicyNumber(name, value, unit, low, high, source, meaning)
    if found.counts and any(one % 1 for one in (value, low, high)):
        raise ValueError(f"{name}: {unit} are counted in whole numbers")
    return found


Bound = PolicyNumber | int | str
"""A number in a criterion: a policy number, or a plain one written as text or a whole number."""
