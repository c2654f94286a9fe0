"""Words about a state that somebody wrote down ("pregnancy status: pregnant"): it holds until taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.day import ANY_DAY
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.positive import reads_positive
from cdshooks.rules.qualitative import evidence_of_results
from cdshooks.rules.results import Lab
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import in_days

_NOBODY_KNOWS = re.compile(
    r"(status )?(unknown|not known|unsure|uncertain|undetermined|possibl[ey]|possible .+|suspected|not asked|"
    r"not assessed|asked but unknown|unable to (assess|determine|obtain)|declined|refused|n/?a|"
    r"not applicable)\W*"
)
_NO_INFORMATION = frozenset(
    {"UNK", "NI", "NA", "NAV", "ASKU", "NASK", "unknown", "asked-unknown", "not-asked"}
)
"""Codes of the reasons why there is no answer (nullFlavor, data-absent-reason)."""


@dataclass(frozen=True, slots=True)
class StillSaid(Criterion):
    """A usable result of the window says ``answer``, and no later one says ``over``.

    Answers of ``undecided``, and words or codes of the same meaning, neither say it nor take it back. An
    answer that nobody can read may be either.
    """

    lab: Lab
    answer: ValueSet
    over: ValueSet
    undecided: ValueSet
    within: Bound

    def judge(self, case: Case) -> Answer:
        best = max((found for _, found in self.matches(case)), default=NO)
        return NOT_KNOWN if best is NO and not case.complete(*self.needs()) else best

    def matches(self, case: Case) -> list[tuple[Observation, Answer]]:
        """The results that say it or may say it, each with whether it still holds."""
        first = case.today - timedelta(days=case.days(self.within))
        read = [
            (one, self._read(one)) for one in case.record.observations(self.lab.value_set.name) if one.usable
        ]
        over = [one for one, said in read if said is NO]
        found: list[tuple[Observation, Answer]] = []
        for one, said in read:
            if said is YES or said is NOT_KNOWN:
                inside = (one.when or ANY_DAY).between(first, case.today)
                ended = max((self._taken_back(case, one, other) for other in over), default=NO)
                answer = min(said, inside, ended.negated())
                if answer is not NO:
                    found.append((one, answer))
        return found

    def _read(self, observation: Observation) -> Answer | None:
        """Whether it says so; ``None`` where it says that nobody knows."""
        sets = observation.value_sets
        coded = (self.answer.name in sets, self.over.name in sets)
        if any(coded):
            return NOT_KNOWN if all(coded) else answer_of(coded[0])
        words = (observation.value_text or "").strip().lower().removesuffix(" (finding)")
        words = words.removeprefix("patient ").removeprefix("currently ")
        if words in {self.answer.words, self.over.words}:
            return answer_of(words == self.answer.words)
        if self.undecided.name in sets or observation.value_codes & _NO_INFORMATION:
            return None
        return None if _NOBODY_KNOWS.fullmatch(words) else reads_positive(observation)

    @staticmethod
    def _taken_back(case: Case, said: Observation, over: Observation) -> Answer:
        """Whether the second was said after the first, and by today."""
        day = over.when or ANY_DAY
        return min(day.later_than(said.when or ANY_DAY), day.at_or_before(case.today))

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.lab.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        return evidence_of_results(case, case.answer(self), self.lab, self.matches(case))

    @property
    def words(self) -> str:
        return f"{self.lab.value_set.words}: {self.answer.words}, {in_days(self.within)} and not taken back"


def still_said(
    test: Lab, answer: ValueSet, *, unless: ValueSet, undecided: ValueSet, within: Bound
) -> StillSaid:
    """A result at most ``within`` days old says ``answer``, and no later one says ``unless``; one that says
    ``undecided`` changes nothing.
    """
    return StillSaid(test, answer, unless, undecided, within)
