"""What a list of options comes to for a patient: what passes, what is ready, what was taken up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cdshooks.patient.answer import NO, Answer, answer_of, any_of_answers
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Choice, Option, weigh
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.record_lines import medication_evidence


@dataclass(frozen=True, slots=True)
class Ready(Criterion):
    """The first option that passes has nothing left to check first."""

    choice: Choice

    def judge(self, case: Case) -> Answer:
        passing = [one for one in weigh(self.choice, case) if one.offered]
        return answer_of(bool(passing) and passing[0].preselectable)

    def parts(self) -> tuple[Criterion, ...]:
        return self.choice.criteria()

    @property
    def words(self) -> str:
        return f"the first {self.choice.name} has nothing left to check"


@dataclass(frozen=True, slots=True)
class AmongFirst(Criterion):
    """The option of that name passes, and stands among the first so many that pass."""

    choice: Choice
    most: int
    name: str

    def judge(self, case: Case) -> Answer:
        passing = [one.option.name for one in weigh(self.choice, case) if one.offered]
        return answer_of(self.name in passing[: self.most])

    def parts(self) -> tuple[Criterion, ...]:
        return self.choice.criteria()

    @property
    def words(self) -> str:
        return f"{self.name} is among the first {self.most} of: {self.choice.name}"


@dataclass(frozen=True, slots=True)
class TakenUp(Criterion):
    """A draft of the occasion is a drug of the list, and passes its gates but for being drafted itself."""

    choice: Choice

    def judge(self, case: Case) -> Answer:
        return any_of_answers(answer for _, answer in self._drafts(case))

    def _drafts(self, case: Case) -> Iterable[tuple[Medication, Answer]]:
        for option in self.choice.options:
            for draft, is_it in option.is_drug.drafted(case):
                if draft.in_occasion and is_it is not NO and _passes(option, case):
                    yield draft, is_it

    def parts(self) -> tuple[Criterion, ...]:
        return self.choice.criteria()

    def evidence(self, case: Case) -> Evidence:
        if not case.answer(self).is_yes:
            return Evidence()
        return medication_evidence(case, (draft for draft, answer in self._drafts(case) if answer.is_yes))

    @property
    def words(self) -> str:
        return f"some {self.choice.name} that passes is ordered"


def _passes(option: Option, case: Case) -> bool:
    """Whether nothing stands against the option but its own draft; what is not known as for an offer."""
    needed = all(case.answer(one).is_yes for one in option.needs)
    strict = all(_stands(one, option, case) is NO for one in option.strict_bars)
    return needed and strict and not any(_stands(one, option, case).is_yes for one in option.bars)


def _stands(bar: Criterion, option: Option, case: Case) -> Answer:
    """The bar's answer, taken for no where nothing but drafts of the option's own drug is behind its yes."""
    answer = case.answer(bar)
    if not answer.is_yes:
        return answer
    own = [draft for draft, _ in option.is_drug.drafted(case)]
    behind = facts_behind(bar, case)
    only_own = bool(behind) and all(any(fact is draft for draft in own) for fact in behind)
    return NO if only_own else answer


def ready(choice: Choice) -> Ready:
    """The first option that passes has nothing left to check: it may be preselected."""
    return Ready(choice)


def among_first(choice: Choice, most: int, name: str) -> AmongFirst:
    """The option called ``name`` is one of the first ``most`` that pass."""
    return AmongFirst(choice, most, name)


def taken_up(choice: Choice) -> TakenUp:
    """A drug of the list that passes is ordered now."""
    return TakenUp(choice)
