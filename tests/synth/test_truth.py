"""The service finds those who were made to lack PJP prophylaxis, and no one falsely where data are missing.

Truth and service know nothing of each other: the truth is worked out from what a person was made to be, the
service reads the record. Every disagreement belongs to a kind that ``disagreements.csv`` explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cdshooks.synth.making import Missing
from tests.synth.judged import Judged, judged

EXPLAINED = Path(__file__).with_name("disagreements.csv")
LEAST = 0.99


@dataclass
class Tally:
    """Where nothing needed is missing: found and not, by what is true. Where something is: false firings."""

    found_lacking: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    rightly_silent: int = 0
    missing: int = 0
    false_where_missing: list[str] = field(default_factory=list)
    kinds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    instead: Counter[str] = field(default_factory=Counter)
    wrong_agent: list[str] = field(default_factory=list)

    def add(self, one: Judged) -> None:
        true = one.truth
        self.instead[one.instead] += one.found
        if one.found != true.made_to_lack:
            lacks = "yes" if true.made_to_lack else "no"
            for datum in true.missing.split(";"):
                self.kinds[datum, lacks, one.outcome] += 1
        if true.missing:
            self.missing += 1
            if one.found and not true.made_to_lack:
                self.false_where_missing.append(true.patient)
        elif one.found:
            self._found(one)
        elif true.made_to_lack:
            self.missed.append(true.patient)
        else:
            self.rightly_silent += 1

    def _found(self, one: Judged) -> None:
        if not one.truth.made_to_lack:
            self.false.append(one.truth.patient)
            return
        self.found_lacking += 1
        if one.agent_offered() != one.truth.agent:
            self.wrong_agent.append(one.truth.patient)

    @property
    def sensitivity(self) -> float:
        return self.found_lacking / (self.found_lacking + len(self.missed))

    @property
    def specificity(self) -> float:
        return self.rightly_silent / (self.rightly_silent + len(self.false))


def tally(patients: Iterable[Judged]) -> Tally:
    counted = Tally()
    for one in patients:
        counted.add(one)
    return counted


def explained() -> dict[tuple[str, str, str], str]:
    """The kinds of disagreement that the list explains."""
    with EXPLAINED.open(encoding="utf-8") as rows:
        return {(row["missing"], row["made_to_lack"], row["service"]): row["why"] for row in DictReader(rows)}


def holds(counted: Tally) -> None:
    """What is promised of every population."""
    assert counted.sensitivity >= LEAST, counted.missed[:20]
    assert counted.specificity >= LEAST, counted.false[:20]
    assert counted.false_where_missing == []
    assert counted.wrong_agent == []
    unexplained = {kind: times for kind, times in counted.kinds.items() if kind not in explained()}
    assert unexplained == {}


def test_a_thousand_patients_are_found_as_they_were_made() -> None:
    counted = tally(judged(7, 1000))
    holds(counted)
    assert counted.found_lacking >= 60
    assert counted.rightly_silent >= 700
    assert counted.missing >= 30
    assert counted.instead["pjp-in-mda5"] > 0


def test_where_nothing_is_missing_nothing_is_left_open() -> None:
    counted = tally(judged(8, 300, Missing.times(0)))
    holds(counted)
    assert sum(counted.kinds.values()) == len(counted.missed) + len(counted.false)


def test_where_much_is_missing_no_one_is_told_falsely() -> None:
    counted = tally(judged(9, 400, Missing.times(8)))
    assert counted.missing >= 120
    assert counted.false_where_missing == []
    assert counted.kinds.keys() <= explained().keys()


def test_a_lean_record_says_the_same_of_the_same_people() -> None:
    holds(tally(judged(10, 300, volume="lean")))


@pytest.mark.long(seconds=60)
def test_twenty_thousand_patients_are_found_as_they_were_made() -> None:
    counted = tally(judged(2026, 20_000))
    print(
        f"sensitivity {counted.sensitivity:.4f}, specificity {counted.specificity:.4f}, "
        f"found {counted.found_lacking}, missed {len(counted.missed)}, false {len(counted.false)}, "
        f"rightly silent {counted.rightly_silent}, data missing {counted.missing}, "
        f"instead {dict(counted.instead)}, kinds {dict(counted.kinds)}"
    )
    holds(counted)
    assert counted.found_lacking >= 1200
    assert set(counted.instead) <= {"", "pjp-in-mda5", "pjp-with-rituximab-cyclophosphamide"}
    # The list explains nothing that does not happen.
    assert set(counted.kinds) == set(explained())
