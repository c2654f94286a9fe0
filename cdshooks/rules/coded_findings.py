"""A word about results whose code is itself the finding ("Child-Pugh class C"): there, unless it says no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.qualitative import reads_positive
from cdshooks.rules.results import AboutResult, Lab, Result
from cdshooks.rules.terms import Bound, ValueSet

_ABSENT = re.compile(
    r"(known |definitely )?(absent|not present)|negated|refuted|excluded|ruled out|not found|none|false|"
    r"denied|denies"
)
_UNDECIDED = re.compile(r"unknown|not known|not assessed|undetermined|indeterminate|equivocal|\?")


@dataclass(frozen=True, slots=True)
class FindingPresent(AboutResult):
    """The newest result with the code of the finding does not say that it is absent."""

    def judge(self, case: Case) -> Answer:
        answer = self.result.ask(case, _present, YES)
        return YES if answer is NOT_KNOWN and self._is_there(case) else answer

    def _is_there(self, case: Case) -> bool:
        """Whether it stands on the record: a list that is not whole proves what it holds."""
        newest = self.result.newest(case)
        answers = {_present(one) for one in newest.candidates}
        return not newest.none_possible and (answers == {YES} or (newest.same_time and YES in answers))

    @property
    def words(self) -> str:
        return f"{self.result.words} found"


def _present(observation: Observation) -> Answer:
    """Whatever else a finding says beside its code (a class, a score, "present") leaves it present."""
    said = (observation.value_text or "").strip().lower()
    if _UNDECIDED.fullmatch(said):
        return NOT_KNOWN
    absent = reads_positive(observation) is NO or _ABSENT.fullmatch(said) is not None
    return NO if absent else YES


def finding(value_set: ValueSet, within: Bound | None = None) -> FindingPresent:
    """A result whose code says what was found, at most ``within`` days old, and not said to be absent."""
    return FindingPresent(Result(Lab(value_set, ""), within))
