"""Further words about one order: how far apart its doses are, for which reasons it is not, and its route."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.facts import Amount, Medication
from cdshooks.patient.potency import rounded
from cdshooks.rules.case import Case
from cdshooks.rules.dosing import Opposite, OrderTest
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words


@dataclass(frozen=True, slots=True)
class OtherReason(OrderTest):
    """The order carries a coded reason that stands in none of the value sets."""

    value_sets: tuple[ValueSet, ...]

    def judge(self, case: Case, medication: Medication) -> Answer:
        known = {one.name for one in self.value_sets}
        if any(not known & sets for sets in medication.reasons):
            return YES
        return NO if medication.reasons_readable else NOT_KNOWN

    @property
    def words(self) -> str:
        sets = ", ".join(one.words for one in self.value_sets)
        return f"for a coded reason other than {sets}" if sets else "for any coded reason"


@dataclass(frozen=True, slots=True)
class OtherReasonInWords(OrderTest):
    """The order carries a reason in words alone that prevents nothing and names none of the diseases."""

    value_sets: tuple[ValueSet, ...]

    def judge(self, case: Case, medication: Medication) -> Answer:
        known = {one.name for one in self.value_sets}
        return answer_of(any(not known & sets for sets in medication.reasons_in_words))

    @property
    def words(self) -> str:
        sets = ", ".join(one.words for one in self.value_sets)
        return f"for a reason in words other than prophylaxis, {sets}"


@dataclass(frozen=True, slots=True)
class DaysApart(OrderTest):
    """The days from one dose to the next lie on one side of a bound."""

    comparison: str
    bound: Bound

    def judge(self, case: Case, medication: Medication) -> Answer:
        weekly = [line.doses_per_week for line in medication.doses]
        if len(weekly) != 1 or not weekly[0]:
            return NOT_KNOWN
        days = Amount.exactly(rounded(7 / weekly[0]))
        bound = case.number(self.bound)
        return days.above(bound) if self.comparison == "above" else days.at_least(bound)

    @property
    def words(self) -> str:
        return f"doses {self.comparison} {bound_words(self.bound)} days apart"


@dataclass(frozen=True, slots=True)
class Intervals:
    """``days_apart.at_least(28)``: the days from one dose to the next."""

    def above(self, bound: Bound) -> OrderTest:
        """More than so many days lie between two doses."""
        return DaysApart("above", bound)

    def at_least(self, bound: Bound) -> OrderTest:
        """So many days or more lie between two doses."""
        return DaysApart("at least", bound)

    def at_most(self, bound: Bound) -> OrderTest:
        """No more than so many days lie between two doses."""
        return Opposite(self.above(bound))

    def below(self, bound: Bound) -> OrderTest:
        """Fewer than so many days lie between two doses."""
        return Opposite(self.at_least(bound))


days_apart = Intervals()


@dataclass(frozen=True, slots=True)
class RouteNotSaid(OrderTest):
    """Neither the order nor the form of the product says by which way it is given."""

    def judge(self, case: Case, medication: Medication) -> Answer:
        return answer_of(medication.route is None)

    @property
    def words(self) -> str:
        return "without a route"


route_not_said = RouteNotSaid()


@dataclass(frozen=True, slots=True)
class ReasonNotAtHand(OrderTest):
    """A reason of the order refers to an entry that is not at hand."""

    def judge(self, case: Case, medication: Medication) -> Answer:
        return answer_of(not medication.reasons_readable)

    @property
    def words(self) -> str:
        return "for a reason that was not sent"


reason_not_at_hand = ReasonNotAtHand()


def reason_in_words_but(*value_sets: ValueSet) -> OrderTest:
    """The order carries a reason in words alone that is no prevention of Pneumocystis pneumonia, and names no
    disease of the value sets."""
    return OtherReasonInWords(value_sets)


def any_reason_but(*value_sets: ValueSet) -> OrderTest:
    """The order carries a coded reason that stands in none of the value sets."""
    return OtherReason(value_sets)
