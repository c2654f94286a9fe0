"""What was supplied in full: completeness belongs to a need, not to a resource type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple


class Completeness(Enum):
    """How much of what was asked for arrived, best first. The value is the words for people."""

    COMPLETE = "supplied in full"
    PARTIAL = "supplied only in part"
    FAILED = "could not be fetched"
    NOT_SUPPLIED = "not supplied"


COMPLETE: Final = Completeness.COMPLETE
PARTIAL: Final = Completeness.PARTIAL
FAILED: Final = Completeness.FAILED
NOT_SUPPLIED: Final = Completeness.NOT_SUPPLIED
"""The same by themselves: to look one up in its class takes as long as several steps of reading."""

_WORST_FIRST = (NOT_SUPPLIED, FAILED, PARTIAL)


class Need(NamedTuple):
    """What a criterion must be able to read: a resource type, for results also the value set."""

    resource: str
    value_set: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of each query (by its prefetch key), and which queries serve which need."""

    states: Mapping[str, Completeness]
    keys: Mapping[Need, tuple[str, ...]] = field(default_factory=dict)
    everything: bool = False

    @property
    def whole(self) -> bool:
        """Whether every query was answered in full."""
        return all(state is COMPLETE for state in self.states.values())

    def of(self, need: Need) -> Completeness:
        """The worst state of the queries that serve the need; not supplied where none does."""
        if self.everything:
            return COMPLETE
        keys = self.keys.get(need)
        if not keys:
            return NOT_SUPPLIED
        if len(keys) == 1:
            return self.states.get(keys[0], NOT_SUPPLIED)
        found = {self.states.get(key, NOT_SUPPLIED) for key in keys}
        return next((state for state in _WORST_FIRST if state in found), COMPLETE)


EVERYTHING = Coverage({}, everything=True)
"""A whole record, as a patient Bundle on a local disk is: nothing stands outside it."""
