"""What a card offers, as declared: draft orders, requests, removals, and gated lists of drugs.

These are declarations only; ``drafting`` makes FHIR of them, ``decide`` says which are offered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from cdshooks.rules.choices import Choice
from cdshooks.rules.criteria import ALWAYS, NEVER, Criterion
from cdshooks.rules.dosing import OrderTest
from cdshooks.rules.drugs import Drug, DrugFound
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.terms import Bound
from cdshooks.rules.weights import ByWeight, measures_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One declared suggestion: when it is offered, when it is recommended."""

    when: Criterion = ALWAYS
    recommended_if: Criterion = NEVER
    from_warning: bool = False

    def offered(self, when: Criterion) -> Self:
        """Only offered while the criterion is yes."""
        return replace(self, when=when)

    def recommended(self, when: Criterion = ALWAYS) -> Self:
        """Pre-selected while the criterion is yes."""
        return replace(self, recommended_if=when)

    def recommended_at_warning(self) -> Self:
        """Pre-selected while its card speaks at warning or above."""
        return replace(self, recommended_if=ALWAYS, from_warning=True)

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if)


@dataclass(frozen=True, slots=True)
class RequestOffer(Offer):
    """Requests for tests or advice that go together; those already open are left out.

    ``open_days`` in the place of what the tests themselves say, where this card counts otherwise.
    """

    tests: tuple[TestOrder, ...] = ()
    only_missing: tuple[tuple[TestOrder, Criterion], ...] = ()
    label: str = ""
    open_days: Bound | None = None

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, *(missing for _, missing in self.only_missing))

    def open_for(self, test: TestOrder) -> Bound:
        """For how many days one of its tests, once asked for, is left out."""
        return test.open_days if self.open_days is None else self.open_days

    def and_missing(self, *tests: tuple[TestOrder, Criterion]) -> RequestOffer:
        """And, in the same suggestion, the tests whose criterion ("missing") is yes."""
        return replace(self, only_missing=tests)


@dataclass(frozen=True, slots=True)
class DeleteOffer(Offer):
    """Take the drafts of this drug that the card is about out of the orders.

    ``only_new`` leaves alone what the patient takes already: removing a renewal would stop it unasked.
    """

    drug: Drug | None = None
    only_new: bool = False

    def unless_taken_already(self) -> DeleteOffer:
        """Not for a draft whose ingredient is active on record."""
        return replace(self, only_new=True)


@dataclass(frozen=True, slots=True)
class DeleteBehindOffer(Offer):
    """Take the drafts out that are the facts behind a criterion, whatever drug they are of."""

    behind: Criterion = NEVER
    label: str = ""
    only_new: bool = False

    def unless_taken_already(self) -> DeleteBehindOffer:
        """Not for a draft whose ingredient is active on record."""
        return replace(self, only_new=True)

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.behind)


@dataclass(frozen=True, slots=True)
class EndOffer(Offer):
    """State an end for the active orders that are among the facts behind a criterion: in so many days."""

    behind: Criterion = NEVER
    days: Bound = 0
    label: str = ""
    acting_on: tuple[DrugFound, ...] = ()

    def unless_acting_on(self, *found: DrugFound) -> EndOffer:
        """Not for an order of a drug that these find: it acts on, so that its end would change nothing."""
        return replace(self, acting_on=found)

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.behind, *self.acting_on)


@dataclass(frozen=True, slots=True)
class UpdateOffer(Offer):
    """Change the dose of the drafts of this drug that pass the test to that of the order; all else stays
    the client's own.
    """

    drug: Drug | None = None
    order: DrugOrder | ByWeight | None = None
    where: OrderTest | None = None
    measured: tuple[Criterion, ...] = ()
    """That what the dose is worked out from is on record."""

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, *self.measured)


@dataclass(frozen=True, slots=True)
class UpdateBehindOffer(Offer):
    """Change the dose of the active orders that are among the facts behind a criterion; nothing else."""

    behind: Criterion = NEVER
    order: DrugOrder | ByWeight | None = None
    measured: tuple[Criterion, ...] = ()

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.behind, *self.measured)


@dataclass(frozen=True, slots=True)
class ChoiceOffer(Offer):
    """Options of a list, by their place among those that pass; no places: all of them, each on its own."""

    choice: Choice | None = None
    positions: tuple[int, ...] = ()
    replaces_excluded: Criterion = NEVER

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.replaces_excluded)

    def in_place_of_excluded_drafts(self, when: Criterion = ALWAYS) -> ChoiceOffer:
        """While it is yes, takes the place of a draft of the same drug or of one passed over."""
        return replace(self, replaces_excluded=when)


@dataclass(frozen=True, slots=True)
class ReplaceOffer(Offer):
    """A drafted drug replaced by the first passing option that is another drug.

    An option that the patient takes already is ordered again only where ``serving`` is no: what is taken does
    not suffice.
    """

    choice: Choice | None = None
    drug: Drug | None = None
    serving: Criterion = ALWAYS

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.serving)


def request(
    *tests: TestOrder, timing: str = "", label: str = "", open_days: Bound | None = None
) -> RequestOffer:
    """Requests in one suggestion; ``timing`` in words ("in 1 to 2 weeks")."""
    timed = tuple(test.in_time(timing) if timing else test for test in tests)
    return RequestOffer(tests=timed, label=label, open_days=open_days)


def request_missing(
    *tests: tuple[TestOrder, Criterion], label: str = "", open_days: Bound | None = None
) -> RequestOffer:
    """Requests for the tests whose criterion ("missing") is yes; nothing where none is."""
    return RequestOffer(only_missing=tests, label=label, open_days=open_days)


def delete_draft(drug: Drug) -> DeleteOffer:
    """Takes the drafts of the drug away."""
    return DeleteOffer(drug=drug)


def delete_drafts_behind(criterion: Criterion, *, label: str) -> DeleteBehindOffer:
    """Only the drafts that made the criterion yes; the label goes before the draft's own words."""
    return DeleteBehindOffer(behind=criterion, label=label)


def end_orders_behind(criterion: Criterion, *, in_days: Bound, label: str) -> EndOffer:
    """An update of the active order that made the criterion yes: its last day is so many days from today."""
    return EndOffer(behind=criterion, days=in_days, label=label)


def update_draft(drug: Drug, order: DrugOrder | ByWeight, *, where: OrderTest | None = None) -> UpdateOffer:
    """``where``: only those drafts whose own dose, duration or reason passes."""
    return UpdateOffer(drug=drug, order=order, where=where, measured=measures_of(order))


def update_orders_behind(criterion: Criterion, order: DrugOrder | ByWeight) -> UpdateBehindOffer:
    """An update of the active order that made the criterion yes, to the dose of this order."""
    return UpdateBehindOffer(behind=criterion, order=order, measured=measures_of(order))


def first_of(choice: Choice) -> ChoiceOffer:
    """The first option that passes."""
    return ChoiceOffer(choice=choice, positions=(0,))


def next_of(choice: Choice) -> ChoiceOffer:
    """The option that passes after the first."""
    return ChoiceOffer(choice=choice, positions=(1,))


def first_few_of(choice: Choice, most: int) -> ChoiceOffer:
    """The first ``most`` options that pass, each a suggestion of its own."""
    return ChoiceOffer(choice=choice, positions=tuple(range(most)))


def each_of(choice: Choice) -> ChoiceOffer:
    """Every option that passes, each a suggestion of its own; only the first can be recommended."""
    return ChoiceOffer(choice=choice)


def replace_draft(drug: Drug, *, by: Choice, serving: Criterion = ALWAYS) -> ReplaceOffer:
    """The first option that is not the drafted drug, in place of its drafts: one suggestion that takes them
    away and orders it. One that is taken already is not ordered again, unless ``serving`` is no.
    """
    return ReplaceOffer(choice=by, drug=drug, serving=serving)
