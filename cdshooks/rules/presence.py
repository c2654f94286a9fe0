"""What must stand on a record before a criterion can be anything but no, asked of all criteria at once.

Most of what cards ask about is not on a patient's record at all. Each thing that may stand there has a
bit here; what a record holds is one integer, and a criterion none of whose bits stands is no without being
judged. A list that was not read in full may hold anything: its bits all stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cdshooks.patient.coverage import COMPLETE, Need
from cdshooks.patient.record import DRAFTED_DRUGS, DRUGS, Record

HOOKS = "hook"
"""The shelf of what is being done: the name of the hook stands in it, and nothing else."""


class Presence(NamedTuple):
    """One thing that may stand on a record: the shelf, the value set there, and the lists that must have been
    supplied in full for its absence to be known.
    """

    shelf: str
    value_set: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Presences:
    """Every presence that the cards of a plan rest on, numbered.

    ``musts``: by the number of a criterion, sets of bits of which at least one must stand, of each set, or
    the answer is no; ``musts_of``: the same by the ``id`` of a conjunction.
    """

    bits: Mapping[Presence, int] = field(default_factory=dict)
    musts: tuple[tuple[int, ...], ...] = ()
    musts_of: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    served: Mapping[str, frozenset[Need]] = field(default_factory=dict)
    """By hook: the needs that its cards have. Nothing is known of what no card of the hook asks for."""
    _shelves: dict[str, dict[str, int]] = field(default_factory=dict, init=False)
    _by_need: dict[Need, int] = field(default_factory=dict, init=False)
    _unserved: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for presence, bit in self.bits.items():
            shelf = self._shelves.setdefault(presence.shelf, {})
            shelf[presence.value_set] = shelf.get(presence.value_set, 0) | bit
            for need in presence.needs:
                self._by_need[need] = self._by_need.get(need, 0) | bit
        for hook, needs in self.served.items():
            self._unserved[hook] = _joined(bits for need, bits in self._by_need.items() if need not in needs)

    def on(self, record: Record, hook: str) -> int:
        """The bits of what the record holds, or may hold, as an integer; that of the hook among them."""
        found = self._unknown(record, hook) | self._shelves.get(HOOKS, {}).get(hook, 0)
        may_be_any = record.may_be_any_drug
        for shelf, bits in self._shelves.items():
            if may_be_any and shelf in (DRUGS, DRAFTED_DRUGS):
                found |= _joined(bits.values())
            elif shelf != HOOKS:
                held = record.held(shelf)
                for name in bits if held is None else bits.keys() & held:
                    found |= bits[name]
        return found

    def _unknown(self, record: Record, hook: str) -> int:
        """The bits of which nobody can say that they do not stand."""
        coverage = record.coverage
        if coverage.everything:
            return 0
        if hook not in self.served:
            return _joined(self._by_need.values())
        found = self._unserved[hook]
        if coverage.whole and not self.served[hook].difference(coverage.keys):
            return found
        for need, bits in self._by_need.items():
            if coverage.of(need) is not COMPLETE:
                found |= bits
        return found


def _joined(bits: Iterable[int]) -> int:
    joined = 0
    for bit in bits:
        joined |= bit
    return joined
