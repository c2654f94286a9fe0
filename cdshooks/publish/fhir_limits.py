"""What FHIR cannot carry of a card: said in each exported file, and counted for the documentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from cdshooks.publish.codes import codes_of
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.fhir_names import Exported
from cdshooks.publish.plain_words import Draft, Teller
from cdshooks.publish.review_sheet import levels, notes
from cdshooks.publish.silences import instead_of, silences
from cdshooks.rules import (
    acting,
    as_of,
    breathing,
    by_kilogram,
    dose_limits,
    dosing,
    first_found,
    found_since,
    lung_function,
    measures,
    moments,
    newest,
    oxygen,
    readings,
    rises,
    series,
    since,
    starting,
    steroid_ended,
    steroid_runs,
    steroids,
    taking,
)
from cdshooks.rules.card import Card
from cdshooks.rules.choices import Choice
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.declared import declared
from cdshooks.rules.walking import found_in


class Limit(Enum):
    """One thing that the form cannot carry: what it is, and what a reader must know of it."""

    THREE_ANSWERS = (
        "three answers",
        "Each criterion answers yes, no or not known. The card speaks only on yes, and what was not supplied "
        'never counts as no; a FHIR condition is true or false. "On record" marks what must be proven.',
    )
    EXPOSURE = (
        "exposure arithmetic",
        "Orders, renewals and drafts are laid into one calendar of doses before a dose over a time is asked "
        "for; the sentence names the result of that arithmetic and not the way to it.",
    )
    DOSE = (
        "dose arithmetic",
        "Doses of drafts, and clearance by weight, age and sex, are worked out before they are compared.",
    )
    CHANGE = (
        "change between results",
        "Results are converted, paired by their days and compared with earlier ones of the same patient.",
    )
    ORDER = (
        "order of events",
        "What came first, since when, and what was newest is found across resources.",
    )
    LEVELS = (
        "how loudly it speaks",
        "The indicator of the card hangs on criteria of its own, which are told below.",
    )
    PRECEDENCE = (
        "precedence",
        "Cards speak in place of others; who gives way to whom is told below and judged for all cards "
        "together.",
    )
    BUDGET = (
        "the budget of cards",
        "Only so many cards are shown at once; whether this one is among them hangs on the others.",
    )
    OVERRIDES = (
        "reasons to override it",
        "A reason that lasts silences the card for a time, which is kept on record between requests.",
    )
    LISTS = (
        "ordered lists of drugs",
        "The first drug that suits is offered; one about which something is not known is kept, not "
        "preselected, and to be checked first.",
    )
    DRAFTS = (
        "the drafts themselves",
        "A suggestion is a complete order for this patient; here it stands in words, with its code.",
    )
    SAFETY = (
        "safety of a click",
        "What is offered is held against the other cards first, and left out where one of them would object.",
    )
    TEXT = (
        "entries without a code",
        "Words are read where an entry has no code, and drugs by their names and ingredients; a value set "
        "holds codes alone.",
    )
    SITE = (
        "concepts without a public code",
        "A site names its own codes for them; without any their sets are empty, and they are not looked for "
        "unless words tell them.",
    )

    def __init__(self, title: str, words: str) -> None:
        self.title = title
        self.words = words


_BY_MODULE = {
    **dict.fromkeys((steroids, steroid_runs, steroid_ended, taking), Limit.EXPOSURE),
    **dict.fromkeys((dosing, dose_limits, by_kilogram, acting, measures), Limit.DOSE),
    **dict.fromkeys((series, lung_function, rises, oxygen, breathing), Limit.CHANGE),
    **dict.fromkeys((since, moments, starting, as_of, first_found, found_since), Limit.ORDER),
}
_KINDS = {module.__name__: limit for module, limit in _BY_MODULE.items()}
"""Criteria by the module of the language that they come from."""
_SINGLE: dict[type, Limit] = {readings.RoseTo: Limit.CHANGE, newest.RequestedSince: Limit.ORDER}
"""Those of modules whose other criteria ask for nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit of one card, and how many things of the card it touches."""

    limit: Limit
    count: int


def limits_of(card: Card, exported: Exported) -> tuple[Counted, ...]:
    """Every limit that touches the card, in the order of their declaration."""
    counts = dict(_counts(card, exported))
    return tuple(Counted(one, counts[one]) for one in Limit if counts.get(one))


def _counts(card: Card, exported: Exported) -> Iterator[tuple[Limit, int]]:
    plan = exported.plan
    places = plan.surroundings.places
    asked = {places[id(one)]: one for one in found_in(declared(card), Criterion) if id(one) in places}
    kinds = [_SINGLE.get(type(one), _KINDS.get(type(one).__module__)) for one in asked.values()]
    yield from ((limit, kinds.count(limit)) for limit in _KINDS.values())
    yield Limit.THREE_ANSWERS, 1
    yield Limit.LEVELS, len(card.level) + len(card.lower) if len(card.level) + len(card.lower) > 1 else 0
    yield Limit.PRECEDENCE, len(_met(card, exported))
    yield Limit.BUDGET, 1
    yield Limit.OVERRIDES, len(card.override_reasons)
    yield Limit.LISTS, sum(1 for _ in found_in(card.suggest, Choice))
    yield Limit.DRAFTS, len(drafts_of(card))
    yield Limit.SAFETY, int(bool(card.suggest))
    sets = codes_of(card, plan)
    yield Limit.TEXT, sum(reads_words(one.name, exported) for one in sets)
    yield Limit.SITE, sum(one.concept for one in sets)


def reads_words(name: str, exported: Exported) -> bool:
    """Whether entries without a code of the set are found too: by a pattern of words, or as a drug."""
    return name in exported.plan.terminology.text_fallback or name.startswith("med_")


def _met(card: Card, exported: Exported) -> set[str]:
    """The cards that speak in place of this one, or it of them, or of which one is shown."""
    met = {*card.silences, *card.silences_for_same_draft, *card.shares_place}
    for other in exported.plan.catalogue.cards:
        if card.id in (*other.silences, *other.silences_for_same_draft):
            met.add(other.id)
    return met - {card.id}


def usage_of(card: Card, exported: Exported) -> str:
    """How the exported card is to be read, and what it leaves out. Markdown."""
    said = [
        f"For reading, comparing and signing: the card `{card.id}` is judged by the service from whose "
        "declaration this was made. Its conditions are sentences and not executable. What this form cannot "
        "carry:",
        "\n".join(
            f"- {one.limit.title} ({one.count}): {one.limit.words}" for one in limits_of(card, exported)
        ),
        _titled("How loudly it speaks", exported.told(lambda teller: levels(card, teller))),
        _titled("Sentences that it says only sometimes", exported.told(lambda teller: notes(card, teller))),
        _titled("When it gives way, and when it is silent", exported.told(_silent(card, exported))),
        _titled("Where it stands among cards of its level", _rank(card, exported)),
        _titled("Reasons to override it", "\n".join(card.override_reasons)),
        _titled("What of its table is not covered", "\n".join(card.waits_for)),
    ]
    return "\n\n".join(one for one in said if one)


def _silent(card: Card, exported: Exported) -> Callable[[Teller], list[Draft]]:
    """The sentences on precedence, on what is not known, on the budget and on overriding."""
    # What excludes a patient stands among the conditions.
    one, plan = replace(card, unless=()), exported.plan
    return lambda teller: [*instead_of(one, plan, teller), *silences(one, plan, teller)]


def _rank(card: Card, exported: Exported) -> str:
    """The order in which cards of one level are shown, and so which of them the budget leaves out."""
    folders = ", ".join(one.replace("_", " ") for one in exported.plan.catalogue.rank)
    marked = "It is marked as a contraindication.\n" if card.contraindication else ""
    return f"{marked}Contraindications are shown first, then the others by folder: {folders}."


def _titled(title: str, text: str) -> str:
    """Lines under a title, as a list of markdown."""
    listed = re.sub(r"^( *)(?=\S)", r"\1- ", text, flags=re.MULTILINE)
    return f"{title}:\n\n{listed}" if text else ""
