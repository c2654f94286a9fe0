"""The review sheet of a card: what its owner reads before signing it, in plain English.

It is made from the plan of this site, so it says what is judged here and cannot say anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from cdshooks.publish.codes import Codes, codes_of, system_words
from cdshooks.publish.offers_in_words import lists_of_drugs, suggestions
from cdshooks.publish.pages import Stories, questions_of, stories_of
from cdshooks.publish.plain_words import WORDS, Draft, Step, Teller, numbered, plain
from cdshooks.publish.sheet import CONFIDENCE, Number, numbers_here
from cdshooks.publish.silences import instead_of, moments, silences
from cdshooks.publish.source_attributes import Attribute, attributes
from cdshooks.rules.card import Card, MomentaryReason
from cdshooks.rules.criteria import Always, Criterion
from cdshooks.rules.declared import declared, roots
from cdshooks.rules.fingerprints import Identity
from cdshooks.rules.plan import Plan
from cdshooks.rules.sign_off import SignOff
from cdshooks.rules.standing import Standing, standing

Json = dict[str, Any]

SPEAKS, SILENT, SUGGESTS, CHOOSES = (
    "When it speaks",
    "When it is silent",
    "What it suggests",
    "Lists of drugs",
)
SAYS, EXPLAINS = "Sentences that stand there only sometimes", "Words used above"
ALSO = "What else it looks at"
"""Criteria of a card that no other section holds: words of the language that came after this page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and its numbered sentences."""

    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything that a reviewer is told of one card."""

    card: Card
    identity: Identity
    standing: Standing
    sign_offs: tuple[SignOff, ...]
    moments: str
    sections: tuple[Section, ...]
    numbers: tuple[Number, ...]
    value_sets: tuple[Codes, ...]
    stories: Stories
    questions: tuple[str, ...]
    attributes: tuple[Attribute, ...]

    def section(self, heading: str) -> tuple[Step, ...]:
        """The sentences under a heading; none where the card has no such section."""
        return next((one.steps for one in self.sections if one.heading == heading), ())

    def told(self, *, codes: bool = False, pages: str = "", code_files: str = "") -> str:
        """The sheet in markdown. ``codes``: with every code in it.

        ``pages``: the way to the pages of the documentation, whose stories are then named and not told;
        ``code_files``: the way to the files of codes.
        """
        questions = tuple(_moved(one, pages) for one in self.questions)
        said: Mapping[str, Any] = {
            "sheet": self,
            "questions": questions,
            "codes": codes,
            "pages": pages,
            "anchor": anchor_of(self.card.title),
            "code_files": code_files,
            "confidence": CONFIDENCE,
            "reasons": [f"{one}{_for_now(one)}" for one in self.card.override_reasons],
        }
        return _template().render(said)

    def document(self, *, codes: bool = False) -> Json:
        """The sheet for programs; ``codes``: with every code in it."""
        card = self.card
        return {
            "card": card.id,
            "title": card.title,
            "version": card.version,
            "owner": card.owner,
            "signed_fingerprint": self.identity.signed,
            "site_fingerprint": self.identity.site,
            "standing": self.standing.value,
            "sign_offs": [asdict(one) for one in self.sign_offs],
            "asked": self.moments,
            "summary": card.summary,
            "detail": list(card.detail),
            "strength": asdict(card.strength),
            "override_reasons": list(card.override_reasons),
            "sections": [
                {"heading": one.heading, "sentences": [_sentence(step) for step in one.steps]}
                for one in self.sections
            ],
            "numbers": [asdict(one) for one in self.numbers],
            "value_sets": [_value_set(one, codes) for one in self.value_sets],
            "sources": [{**asdict(one), "seen": CONFIDENCE[one.confidence]} for one in card.sources],
            "waits_for": list(card.waits_for),
            "stories": [asdict(one) for one in self.stories.cases],
            "questions": list(self.questions),
            "source_attributes": [asdict(one) for one in self.attributes],
        }


def review_sheet(card: Card, plan: Plan) -> ReviewSheet:
    """The sheet of a card, with the numbers, codes and signatures of this site."""
    card = plan.card(card.id)
    identity, sign_offs = plan.identities[card.id], plan.sign_offs[card.id]
    numbers = numbers_here(card, declared(card), plan)
    return ReviewSheet(
        card,
        identity,
        standing(identity, sign_offs),
        sign_offs,
        moments(card),
        _sections(card, plan),
        numbers,
        codes_of(card, plan),
        stories_of(card),
        questions_of(card, [one.name for one in numbers]),
        attributes(card, plan),
    )


def _sections(card: Card, plan: Plan) -> tuple[Section, ...]:
    teller = Teller(plan.surroundings.places)
    drafts = [
        (SPEAKS, [*criteria(card, teller), *levels(card, teller), *instead_of(card, plan, teller)]),
        (SAYS, notes(card, teller)),
        (SILENT, silences(card, plan, teller)),
        (SUGGESTS, suggestions(card, teller)),
        (CHOOSES, lists_of_drugs(card, teller)),
    ]
    drafts.append((ALSO, [teller.draft(one) for one in teller.untold(_roots(card))]))
    drafts.append((EXPLAINS, teller.words_explained()))
    held = [(heading, one) for heading, one in drafts if one]
    marks = [WORDS if heading == EXPLAINS else str(place) for place, (heading, _) in enumerate(held, start=1)]
    steps = numbered((mark, one) for mark, (_, one) in zip(marks, held, strict=True))
    return tuple(Section(heading, one) for (heading, _), one in zip(held, steps, strict=True))


def _roots(card: Card) -> Iterator[Criterion]:
    """What the card judges, its occasion apart, which one sentence says whole."""
    return (one for one in roots(card) if one is not card.about)


def levels(card: Card, teller: Teller) -> list[Draft]:
    """How loudly it speaks, the loudest first, and what makes it quieter."""
    shown = [
        Draft(f"It is shown as {ground.level.indicator}{' otherwise' if len(card.level) > 1 else ''}.")
        if isinstance(ground.criterion, Always)
        else teller.draft(ground.criterion, f"It is shown as {ground.level.indicator} if")
        for ground in sorted(card.level, key=lambda one: -one.level)
    ]
    return [*shown, *(teller.draft(one, "It is shown one level lower if") for one in card.lower)]


def criteria(card: Card, teller: Teller) -> list[Draft]:
    """Its occasion, and what must be so."""
    return [Draft(f"It looks when {plain(card.about.words)}."), teller.draft(card.when, "It speaks if")]


def notes(card: Card, teller: Teller) -> list[Draft]:
    """The sentences that stand in the detail only while something is so, each with what that is."""
    return [teller.draft(criterion, f'"{plain(words)}", if') for criterion, words in card.notes]


def _for_now(reason: str) -> str:
    return " (for now: it comes back)" if isinstance(reason, MomentaryReason) else ""


def _sentence(step: Step) -> Json:
    found: Json = {"number": step.number, "words": step.words}
    if step.as_in:
        found["as_in"] = step.as_in
    if step.explained_in:
        found["explained_in"] = step.explained_in
    if step.steps:
        found["sentences"] = [_sentence(one) for one in step.steps]
    return found


def _value_set(one: Codes, codes: bool) -> Json:
    found: Json = {
        "name": one.name,
        "words": one.words,
        "file": one.file,
        "codes": len(one.rows),
        "of_this_site": one.of_site,
        "seen_once": one.secondary,
    }
    if codes:
        found["list"] = [row._asdict() for row in one.rows]
    return found


_MARKUP = re.compile(r"([\\*_`\[\]<>|$])")
_PAGE = re.compile(r"\]\((?=[a-z0-9-]+\.md)")


def escaped(text: str) -> str:
    """Text that markdown leaves as it is, in a table too."""
    return _MARKUP.sub(r"\\\1", text)


def anchor_of(heading: str) -> str:
    """The anchor of a heading in the documentation: its words in lower case, joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _moved(paragraph: str, pages: str) -> str:
    """A paragraph of a page whose links lead there from elsewhere."""
    return _PAGE.sub(f"]({pages}", paragraph)


@cache
def _template() -> Template:
    loader = PackageLoader("cdshooks.publish", "templates")
    # It is markdown, not HTML.
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters |= {"plain": lambda text: escaped(plain(text)), "system": system_words}
    return environment.get_template("review_sheet.md")
