"""A suggestion ready to be written, and what may be looked at while it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cdshooks.patient import courses
from cdshooks.patient.facts import Medication, Request
from cdshooks.patient.reading import reference_of
from cdshooks.patient.value import value
from cdshooks.rules.card import Level
from cdshooks.rules.case import Case
from cdshooks.rules.drafting import Subject
from cdshooks.rules.drugs import Drug
from cdshooks.rules.suggestions import Offer
from cdshooks.rules.wording import quoted

Json = dict[str, Any]


@value
class Concrete:
    """A suggestion ready to be written. ``takes_away`` names the draft or order ``away`` that it deletes or
    changes, so that one draft is replaced once; ``drug``: it is one of several drugs of which at most one may
    be taken.
    """

    label: str
    actions: tuple[Json, ...]
    recommended: bool
    takes_away: str = ""
    drug: bool = False
    away: Medication | Request | None = None


@value
class Offering:
    """What a shown card may look at while its suggestions are made."""

    case: Case
    subject: Subject
    level: Level = Level.WARNING
    """The level at which the card speaks."""

    def recommended(self, offer: Offer) -> bool:
        loud_enough = not offer.from_warning or self.level >= Level.WARNING
        return loud_enough and self.case.answer(offer.recommended_if).is_yes

    def spoken_drafts(self, drug: Drug) -> list[Medication]:
        """Drafts of the drug that the card speaks about; not one that only ends an order of the record."""
        return [
            medication
            for medication, answer in drug.matching(self.case)
            if answer.is_yes
            and medication.kind == "draft"
            and medication.in_occasion
            and not self.case.only_ended(medication)
        ]


def called(case: Case, draft: Medication | Request, words: str) -> str:
    """The draft by the words of its own order, else by the card's word for the drug."""
    return case.words_of(draft) or quoted(words)


def is_drug(draft: Medication, drug: Drug, case: Case) -> bool:
    """Whether the draft is surely of this drug."""
    return any(found is draft and answer.is_yes for found, answer in drug.matching(case))


def ordered_already(drug: Drug, case: Case) -> bool:
    """Whether the drug is surely drafted, or taken today."""
    return any(
        answer.is_yes and (one.kind == "draft" or courses.running(one, case.today).is_yes)
        for one, answer in drug.matching(case)
    )


def new_orders(concrete: Concrete) -> set[str]:
    """The drugs that it orders anew, each by the codings of its order. A test is no such: each card asks for
    its own, and a laboratory draws once what is ordered twice.
    """
    return {
        f"order {coding['system']} {coding['code']} {coding['display']}"
        for action in concrete.actions
        if action["type"] == "create" and "medicationCodeableConcept" in action["resource"]
        for coding in action["resource"]["medicationCodeableConcept"]["coding"]
    }


def ordered_once(concrete: Concrete, taken: set[str]) -> Concrete:
    """One new order is recommended once in an answer: who takes every recommendation would order it twice.

    A draft whose successor is recommended above is only removed; any other repetition is only offered.
    """
    if not concrete.recommended or taken.isdisjoint(new_orders(concrete)):
        return concrete
    if concrete.away is None:
        return replace(concrete, recommended=False)
    removals = tuple(one for one in concrete.actions if one["type"] == "delete")
    words = f"{removals[0]['description']}{and_those_beside(removals)}"
    label = f"{words} (what takes its place is recommended above)"
    return replace(concrete, label=label, actions=removals, drug=False)


def and_those_beside(drafts: Sequence[object]) -> str:
    """Of several drafts that go together, those after the first."""
    further = len(drafts) - 1
    return f", and remove the draft{'s' if further > 1 else ''} beside it" if further else ""


def changed_drafts(concrete: Concrete) -> set[str]:
    """The orders that it deletes or changes, each by its reference."""
    return {f"recommended {reference}" for action in concrete.actions if (reference := _changed(action))}


def _changed(action: Json) -> str | None:
    if action["type"] == "delete":
        return str(action["resourceId"])
    return reference_of(action["resource"]) if action["type"] == "update" else None


def recommended_once(concrete: Concrete, taken: set[str]) -> Concrete:
    """Of one draft one thing is recommended in an answer, by the card shown first: to change it and to take
    it away are not both preselected.
    """
    if not concrete.recommended or taken.isdisjoint(changed_drafts(concrete)):
        return concrete
    return replace(concrete, recommended=False)
