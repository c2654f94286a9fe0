"""Words about a dose for each kg of body weight: ``mg_per_kg_a_day(drug.ordered(), weight).above("1.6")``."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient import courses
from cdshooks.patient.answer import NO, NOT_KNOWN, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.rules.beside import taken_with
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dosing_per_kg import amount_as_written
from cdshooks.rules.drugs import DrugFound, lacking_lists
from cdshooks.rules.measures import worst
from cdshooks.rules.record_lines import entry_words, medication_line
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class PerKilogram:
    """mg of the drug for each kg on the largest day, to be compared."""

    found: DrugFound
    weight: Result

    def above(self, bound: Bound) -> AbovePerKilogram:
        return AbovePerKilogram(self.found, self.weight, bound)


@dataclass(frozen=True, slots=True)
class AbovePerKilogram(Criterion):
    """Some entry in that state, with what is taken beside it, gives more mg for each kg on its largest day.

    A dose that is written in mg/kg or g/kg is compared as it is. Without a weight for any other, or with a
    dose that cannot be read, it is not known.
    """

    found: DrugFound
    weight: Result
    bound: Bound

    def judge(self, case: Case) -> Answer:
        state = case.answer(self.found)
        if state is NO:
            return NO
        best = max((min(answer, self._above(case, one)) for one, answer in self._entries(case)), default=NO)
        whole = case.complete(*self.found.needs())
        return best if best is not NO or whole else NOT_KNOWN

    def _entries(self, case: Case) -> tuple[tuple[Medication, Answer], ...]:
        return self.found.matches(case)

    def _above(self, case: Case, medication: Medication) -> Answer:
        beside = taken_with(case, self.found.drug, medication)
        amount = courses.largest_day(medication, beside)
        if amount is None:
            return self._above_as_written(case, (medication, *beside))
        kilograms = worst(case, self.weight, higher=False)
        if kilograms is None or kilograms.low <= 0:
            return NOT_KNOWN
        bound = case.number(self.bound)
        least, most = amount.above(bound * kilograms.high), amount.above(bound * kilograms.low)
        return least if least is most else NOT_KNOWN

    def _above_as_written(self, case: Case, medications: tuple[Medication, ...]) -> Answer:
        """Doses that are written for each kg need no weight."""
        amount = amount_as_written("day", case, medications)
        return NOT_KNOWN if amount is None else amount.above(case.number(self.bound))

    def parts(self) -> tuple[Criterion, ...]:
        return (self.found,)

    def needs(self) -> tuple[Need, ...]:
        return (self.weight.need(),)

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            lists = lacking_lists(case, self.found.needs())
            return Evidence(missing=lists or tuple(self._lacks(case)))
        facts = tuple(
            one for one, answer in self._entries(case) if min(answer, self._above(case, one)).is_yes
        )
        lines = tuple(medication_line(case, one) for one in facts)
        weighed = self.weight.found(case).lines if facts else ()
        return Evidence((*lines, *weighed), facts)

    def _lacks(self, case: Case) -> list[Missing]:
        lacks = [
            Missing(self.found.drug.words, f"the dose of {entry_words(case, one)} cannot be read", False)
            for one, _ in self._entries(case)
            if courses.largest_day(one) is None
        ]
        if worst(case, self.weight, higher=False) is None:
            lacks += self.weight.found(case).missing or [
                Missing(
                    self.weight.lab.value_set.words,
                    f"not on record, for the dose of {self.found.drug.words}",
                    False,
                )
            ]
        return lacks

    @property
    def words(self) -> str:
        return f"{self.found.words}, above {bound_words(self.bound)} mg/kg a day"


def mg_per_kg_a_day(found: DrugFound, weight: Result) -> PerKilogram:
    """The drug in that state, by mg for each kg of body weight on the largest day."""
    return PerKilogram(found, weight)
