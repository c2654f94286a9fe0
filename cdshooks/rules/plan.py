"""A catalogue compiled once into an immutable plan, which judges any number of patients.

What is wrong with a catalogue is found here, at start-up, with the card it is wrong in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cdshooks.patient.code_systems import code_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.record import Record
from cdshooks.patient.terminology import CodeIndex, Terminology
from cdshooks.patient.terminology_rows import Row
from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.case import Case, Hook, Surroundings
from cdshooks.rules.catalogue_problems import asked_by, problems_of_cards, problems_of_numbers
from cdshooks.rules.costs import counting, counting_order, telling_order
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.decide import decide
from cdshooks.rules.declared import (
    declared_terms,
    drugs_by_set,
    every,
    intern,
    intern_drugs,
    spoken_drugs,
)
from cdshooks.rules.findings import AT_ONCE, AtOnce, Findings, OnBroken, Quieted, never_quieted, unheard
from cdshooks.rules.fingerprints import Identity, identities
from cdshooks.rules.precedence import problems_of_places, silencing_order
from cdshooks.rules.resting import presences
from cdshooks.rules.sign_off import SignOff, SignOffs
from cdshooks.rules.site_words import catalogue_here
from cdshooks.rules.snoozing import SnoozeRules
from cdshooks.rules.standing import held, with_sign_offs
from cdshooks.rules.terms import PolicyNumber, ValueSet


class CatalogueError(Exception):
    """The catalogue cannot be served as it is. ``problems`` says what is wrong, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Plan:
    """Cards ready to be judged. Safe to share between threads: a case holds all that changes."""

    catalogue: Catalogue
    terminology: Terminology
    index: CodeIndex
    surroundings: Surroundings
    cards: tuple[tuple[Card, str, int], ...]
    silencing_order: tuple[str, ...]
    needs_by_hook: Mapping[Hook, frozenset[Need]]
    value_sets: Mapping[str, ValueSet]
    numbers: Mapping[str, PolicyNumber]
    criteria: tuple[Criterion, ...]
    identities: Mapping[str, Identity]
    """By the id of a card: which one it is, for the record of what was shown."""
    snoozing: SnoozeRules
    sign_offs: Mapping[str, tuple[SignOff, ...]]
    """By the id of a card: every signature given to it, whether it still holds or not."""
    at_once: AtOnce = AT_ONCE

    def decide(
        self,
        record: Record,
        hook: Hook,
        on_broken: OnBroken = unheard,
        hidden: frozenset[str] = frozenset(),
        quieted: Quieted = never_quieted,
    ) -> Findings:
        """Every card of the hook judged for one record; those named in ``hidden`` change nothing shown, and
        ``quieted`` is asked which of the others stay silent for a time.
        """
        case = Case(record, hook, self.surroundings)
        rank = self.catalogue.rank
        return decide(case, self.cards, self.silencing_order, rank, on_broken, hidden, quieted, self.at_once)

    def card(self, card_id: str) -> Card:
        """The card of that id; ``KeyError`` where there is none."""
        for card, _, _ in self.cards:
            if card.id == card_id:
                return card
        raise KeyError(card_id)

    def codes_of(self, value_set: str) -> tuple[str, ...]:
        """The codes by which results of a value set may be asked for in a query.

        A set narrowed by words is asked for by its whole files (a systolic pressure comes inside its panel),
        and with a set the panels that it may stand in.
        """
        one = self.value_sets.get(value_set)
        files = () if one is None else (*(one.members if one.naming else ()), *one.panels)
        rows = (row for name in (value_set, *files) for row in self.terminology.value_sets.get(name, ()))
        return tuple(dict.fromkeys(row.code for row in rows))

    @property
    def site_concepts(self) -> tuple[ValueSet, ...]:
        """Concepts that are not looked for here: the site has named no code, and no words tell them."""
        return tuple(
            one
            for name, one in sorted(self.value_sets.items())
            if one.site and name not in self.surroundings.looked_for
        )


def compile_plan(
    catalogue: Catalogue,
    terminology: Terminology,
    numbers: Mapping[str, Decimal] | None = None,
    sign_offs: SignOffs | None = None,
) -> Plan:
    """The plan of a catalogue, with a site's numbers and signatures. Raises ``CatalogueError`` naming every
    problem found.
    """
    numbers, sign_offs = numbers or {}, sign_offs or {}
    sets, policy = declared_terms(catalogue)
    resolved, order = _checked(catalogue.cards, sets, terminology, problems_of_numbers(numbers, policy))
    # What is signed off, and how long a card is snoozed, is read from the catalogue as it was declared.
    extended = _with_patterns(terminology.with_sets(resolved), sets)
    declared_cards, snooze = catalogue.cards, catalogue.snooze
    known = identities(declared_cards, extended, numbers)
    catalogue = catalogue_here(with_sign_offs(catalogue, known, sign_offs), numbers)
    asked = tuple(every(catalogue.cards))
    looked_for = frozenset(
        name
        for name, one in sets.items()
        if extended.value_sets.get(name) or (one.site and name in extended.text_fallback)
    )
    needs_of = {id(one): one.needs() for one in asked}
    needs = {hook: _needs(catalogue.cards, hook, looked_for, needs_of) for hook in Hook}
    surroundings, criteria = _surroundings(catalogue, asked, extended, looked_for, needs, numbers)
    return Plan(
        catalogue=catalogue,
        terminology=extended,
        index=extended.index(sorted(looked_for)),
        surroundings=surroundings,
        cards=tuple(
            (card, folder.name, place)
            for folder in catalogue.folders
            for place, card in enumerate(folder.cards)
        ),
        silencing_order=order,
        needs_by_hook=needs,
        value_sets=sets,
        numbers=policy,
        criteria=criteria,
        identities=known,
        snoozing=SnoozeRules.of(declared_cards, snooze, numbers),
        sign_offs={card.id: held(card, sign_offs) for card in declared_cards},
    )


def _surroundings(
    catalogue: Catalogue,
    asked: Sequence[Criterion],
    terminology: Terminology,
    looked_for: frozenset[str],
    needs: Mapping[Hook, frozenset[Need]],
    numbers: Mapping[str, Decimal],
) -> tuple[Surroundings, tuple[Criterion, ...]]:
    """What every case is judged with, and the criteria by their numbers, equal ones once."""
    places, criteria = intern(asked)
    resting = presences(asked, places, criteria, needs)
    drugs = spoken_drugs(catalogue.cards)
    numbers_of_drugs = intern_drugs(drugs)
    surroundings = Surroundings(
        numbers=dict(numbers),
        places=places,
        size=len(criteria),
        looked_for=looked_for,
        displays=_displays(terminology, looked_for),
        telling_order=telling_order(asked, places, resting.musts),
        counting_order=counting_order(asked, places, resting.musts),
        counting=counting(asked),
        drugs=numbers_of_drugs,
        drugs_by_set=drugs_by_set(drugs, numbers_of_drugs),
        presences=resting,
        in_words_alone=frozenset(name for name in looked_for if not terminology.value_sets[name]),
        treated=tuple(one.name for one in catalogue.treated if one.name in looked_for),
    )
    return surroundings, criteria


def _checked(
    cards: Sequence[Card],
    sets: Mapping[str, ValueSet],
    terminology: Terminology,
    further_problems: Iterable[str],
) -> tuple[dict[str, tuple[Row, ...]], tuple[str, ...]]:
    """The rows of every set that is made from files, and the order in which cards silence others."""
    problems = [*problems_of_cards(cards), *problems_of_places(cards)]
    resolved, unknown = _resolve(sets.values(), terminology)
    problems += [f"{asked_by(name, cards)}: {words}" for name, words in unknown]
    problems += further_problems
    order = silencing_order(cards, problems)
    if problems:
        raise CatalogueError(problems)
    return resolved, order


def _needs(
    cards: Iterable[Card], hook: Hook, looked_for: frozenset[str], needs_of: Mapping[int, tuple[Need, ...]]
) -> frozenset[Need]:
    """What the cards of a hook read. ``needs_of``: by the id of a criterion."""
    asked = every(card for card in cards if hook in card.hooks)
    needs = {need for criterion in asked for need in needs_of[id(criterion)]}
    requests = {Need("ServiceRequest"), Need("Patient")}
    return frozenset(
        need for need in needs | requests if need.value_set is None or need.value_set in looked_for
    )


def _resolve(
    value_sets: Iterable[ValueSet], terminology: Terminology
) -> tuple[dict[str, tuple[Row, ...]], list[tuple[str, str]]]:
    """The rows of every set that is made from files, and what is wrong with which of them."""
    resolved, problems = {}, []
    for one in value_sets:
        if one.site:
            continue
        absent = [name for name in (*one.members, *one.without) if name not in terminology.value_sets]
        if absent:
            problems.append((one.name, f"value set {one.name}: no file {', '.join(absent)}"))
            continue
        rows = _rows(one, terminology)
        if not rows:
            problems.append((one.name, f"value set {one.name} is empty"))
        resolved[one.name] = rows
    return resolved, problems


def _rows(one: ValueSet, terminology: Terminology) -> tuple[Row, ...]:
    left_out = {(row.system, row.code) for name in one.without for row in terminology.rows(name)}
    rows = dict.fromkeys(row for name in one.members for row in terminology.rows(name))
    return tuple(
        row
        for row in rows
        if (row.system, row.code) not in left_out
        and row.code not in one.dropping
        and (not one.naming or any(word in row.display.lower() for word in one.naming))
    )


def _with_patterns(terminology: Terminology, sets: Mapping[str, ValueSet]) -> Terminology:
    """A set made from files is recognised in text as any of them is, unless it was narrowed by its codes'
    words. A pattern of its own prevails.
    """
    written = terminology.text_fallback
    patterns = {
        one.name: "|".join(f"(?:{written[name]})" for name in listed)
        if len(listed) > 1
        else written[listed[0]]
        for one in sets.values()
        if not one.naming and (listed := [name for name in one.members if name in written])
    }
    concepts = [one for one in sets.values() if one.site and one.name in written]
    return replace(
        terminology.with_sets({one.name: terminology.value_sets.get(one.name, ()) for one in concepts}),
        text_fallback={**patterns, **written},
        kind_of={one.name: one.kind_of.name for one in concepts if one.kind_of},
    )


def _displays(terminology: Terminology, looked_for: frozenset[str]) -> dict[str, str]:
    """Code to words, for the codes that cards read. Codes of different systems do not collide in practice;
    where they do, the words of either are those of a concept in the same list. Some records leave out the dot
    of an ICD code.
    """
    rows = [row for name in sorted(looked_for) for row in terminology.value_sets[name] if row.display]
    return {code_of(row.system, row.code): row.display for row in rows} | {
        row.code: row.display for row in rows
    }
