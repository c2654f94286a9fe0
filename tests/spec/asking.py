"""How the paragraphs of the manual ask: one criterion, a small record, the answer.

A criterion is compiled alone, as the only card of a catalogue, with the terminology that the service
itself uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.answer import Answer
from cdshooks.patient.coverage import EVERYTHING, Completeness, Coverage, Need
from cdshooks.patient.record import Record
from cdshooks.patient.terminology import Terminology
from cdshooks.rules.card import Card, Catalogue, Folder, Strength, record_or_orders_of, warning
from cdshooks.rules.case import Case, Hook
from cdshooks.rules.criteria import ALWAYS, Criterion
from cdshooks.rules.findings import Findings
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.present import Style, cards_of
from cdshooks.rules.terms import Source
from tests.cards.clinic import TODAY, Json, patient

VIEW, SELECT, SIGN = Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN
SOURCE = Source("A source", "The title of a source", "https://example.org/source", "K")


@cache
def terminology() -> Terminology:
    return load_terminology()


def a_card(id: str = "a-card", **said: Any) -> Card:
    """A card that speaks to everyone when a chart is opened, but for what is said otherwise."""
    card = Card(
        id=id,
        title=f"Title of {id}",
        version="1.0.0",
        owner="nobody",
        hooks=tuple(Hook),
        about=record_or_orders_of(),
        when=ALWAYS,
        level=(warning(),),
        summary=f"Summary of {id}",
        detail=(),
        suggest=(),
        override_reasons=(),
        sources=(SOURCE,),
        strength=Strength("Conditional", "low"),
    )
    return replace(card, **said)


def catalogue(*cards: Card, **folders: Iterable[Card]) -> Catalogue:
    """The cards in one folder called ``pjp``, or in the folders that are named."""
    shelves = folders or {"pjp": cards}
    return Catalogue(
        "a catalogue",
        "test",
        tuple(Folder(name, tuple(held)) for name, held in shelves.items()),
        tuple(shelves),
    )


def plan_of(
    *cards: Card, numbers: Mapping[str, Decimal] | None = None, local: Mapping[str, Any] | None = None
) -> Plan:
    known = terminology().with_local_codes(local) if local else terminology()
    return compile_plan(catalogue(*cards), known, numbers)


def case_in(
    plan: Plan,
    *held: Json,
    hook: Hook | None = None,
    ordered: Iterable[Json] = (),
    elsewhere: Iterable[Json] = (),
    person: Json | None = None,
    lacking: Iterable[str] = (),
    in_part: Iterable[str] = (),
) -> Case:
    """A case of the plan.

    ``ordered``: drafts the hook is about; ``elsewhere``: further drafts; ``lacking`` and
    ``in_part``: resource types, or value sets of results, whose lists were not supplied, or only in part.
    """
    ordered, elsewhere = tuple(ordered), tuple(elsewhere)
    kinds: dict[str, list[object]] = {}
    for resource in held:
        kinds.setdefault(resource["resourceType"], []).append(resource)
    record = Record(
        TODAY,
        ZoneInfo("UTC"),
        patient() if person is None else person,
        kinds,
        plan.terminology,
        plan.index,
        _coverage(plan, frozenset(lacking), frozenset(in_part)),
        (*ordered, *elsewhere),
        [True] * len(ordered) + [False] * len(elsewhere),
    )
    return Case(record, hook or (SIGN if ordered or elsewhere else VIEW), plan.surroundings)


def _coverage(plan: Plan, lacking: frozenset[str], in_part: frozenset[str]) -> Coverage:
    if not lacking and not in_part:
        return EVERYTHING
    states = {
        "there": Completeness.COMPLETE,
        "part": Completeness.PARTIAL,
        "gone": Completeness.NOT_SUPPLIED,
    }
    needs: set[Need] = set().union(*plan.needs_by_hook.values())
    keys = {
        need: ("gone" if _is_of(need, lacking) else "part" if _is_of(need, in_part) else "there",)
        for need in needs
    }
    return Coverage(states, keys)


def _is_of(need: Need, named: frozenset[str]) -> bool:
    return not named.isdisjoint({need.resource, need.value_set})


def case_of(criterion: Criterion, *held: Json, local: Mapping[str, Any] | None = None, **how: Any) -> Case:
    """The case of a one-card catalogue around the criterion."""
    return case_in(plan_of(a_card(when=criterion), local=local), *held, **how)


def ask(criterion: Criterion, *held: Json, **how: Any) -> Answer:
    """The criterion's answer for a record that holds these resources and no others."""
    return case_of(criterion, *held, **how).answer(criterion)


def why(criterion: Criterion, *held: Json, **how: Any) -> str:
    """What a card would say for it: the lines of the evidence, or what was missing."""
    case = case_of(criterion, *held, **how)
    case.answer(criterion)
    found = criterion.evidence(case)
    return "; ".join((*found.lines, *(lack.words for lack in found.missing)))


def findings(plan: Plan, *held: Json, **how: Any) -> Findings:
    """What became of each card of the plan."""
    case = case_in(plan, *held, **how)
    return plan.decide(case.record, case.hook)


def served(plan: Plan, *held: Json, style: Style | None = None, **how: Any) -> list[Json]:
    """The cards as they leave the service."""
    numbers = iter(range(1, 1000))
    style = style or Style(lambda: f"id-{next(numbers)}", "https://cds.example.org")
    return cards_of(findings(plan, *held, **how), "pat", None, style)
