"""Words about the person, and about the moment: age, sex, alive, the hook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, agreed, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words

_PATIENT = (Need("Patient"),)


@dataclass(frozen=True, slots=True)
class Alive(Criterion):
    """Neither deceasedBoolean true nor a deceasedDateTime."""

    def judge(self, case: Case) -> Answer:
        return answer_of(not case.record.person.deceased)

    def needs(self) -> tuple[Need, ...]:
        return _PATIENT

    @property
    def words(self) -> str:
        return "patient alive"


def years_between(birth: date, today: date) -> int:
    """Whole years completed; someone born on 29 February completes a year on 1 March of common years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def ages(case: Case) -> tuple[int, int] | None:
    """Youngest and oldest age the birth date allows; ``None`` where it is absent or lies in the future."""
    birth = case.record.person.birth
    if birth is None or birth.first > case.today:
        return None
    return years_between(min(birth.last, case.today), case.today), years_between(birth.first, case.today)


@dataclass(frozen=True, slots=True)
class Aged(Criterion):
    """Whole years completed, at least ``low`` and at most ``high`` (either may be open)."""

    low: Bound | None = None
    high: Bound | None = None

    def judge(self, case: Case) -> Answer:
        found = ages(case)
        if found is None:
            return NOT_KNOWN
        return agreed(self._holds(case, age) for age in found)

    def _holds(self, case: Case, age: int) -> Answer:
        old_enough = self.low is None or age >= case.number(self.low)
        return answer_of(old_enough and (self.high is None or age <= case.number(self.high)))

    def needs(self) -> tuple[Need, ...]:
        return _PATIENT

    def evidence(self, case: Case) -> Evidence:
        found = ages(case)
        if found is None or case.answer(self) is NOT_KNOWN:
            return Evidence(missing=(Missing("age", "the birth date is not known well enough", False),))
        return Evidence((f"age {found[0]}" if found[0] == found[1] else f"age {found[0]} to {found[1]}",))

    @property
    def words(self) -> str:
        low = "" if self.low is None else f"{bound_words(self.low)} or older"
        high = "" if self.high is None else f"{bound_words(self.high)} or younger"
        return f"aged {low}{' and ' if low and high else ''}{high}"


@dataclass(frozen=True, slots=True)
class Sex(Criterion):
    """Administrative sex; an organ inventory on record prevails for ``female`` (can conceive)."""

    sex: str

    def judge(self, case: Case) -> Answer:
        person = case.record.person
        if person.can_conceive_by_organs is not None:
            return answer_of(person.can_conceive_by_organs == (self.sex == "female"))
        return NOT_KNOWN if person.gender not in {"female", "male"} else answer_of(person.gender == self.sex)

    def needs(self) -> tuple[Need, ...]:
        return _PATIENT

    def evidence(self, case: Case) -> Evidence:
        if case.answer(self) is NOT_KNOWN:
            return Evidence(missing=(Missing("sex", "not recorded", False),))
        return Evidence((self.sex,)) if case.answer(self) is YES else Evidence()

    @property
    def words(self) -> str:
        return self.sex


@dataclass(frozen=True, slots=True)
class AtHook(Criterion):
    """The hook is one of these; never not known."""

    hooks: frozenset[str]
    name: str

    def judge(self, case: Case) -> Answer:
        return YES if case.hook.value in self.hooks else NO

    @property
    def words(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Occasion:
    """The moments that criteria can tell apart."""

    chart: AtHook = AtHook(frozenset({"patient-view"}), "chart opened")
    order: AtHook = AtHook(frozenset({"order-select", "order-sign"}), "an order is being written")
    selecting: AtHook = AtHook(frozenset({"order-select"}), "an order is being chosen")
    signing: AtHook = AtHook(frozenset({"order-sign"}), "orders are being signed")


class Age:
    """``age.at_least(65)``, ``age.below(75)``: whole years completed today."""

    def at_least(self, years: Bound) -> Aged:
        """So many years old or older."""
        return Aged(low=years)

    def between(self, low: Bound, high: Bound) -> Aged:
        """Both ends in."""
        return Aged(low, high)


age = Age()
alive = Alive()
female = Sex("female")
male = Sex("male")
occasion = Occasion()
