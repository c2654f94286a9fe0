"""Findings made into CDS Hooks cards: the words, the suggestions, the one note. Pure but for fresh ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from cdshooks.patient.references import has_no_id
from cdshooks.rules.card import Card, Level
from cdshooks.rules.case import Case
from cdshooks.rules.choices import Choice, reasons
from cdshooks.rules.drafting import Subject
from cdshooks.rules.explain import evidence_lines, named_once
from cdshooks.rules.findings import Finding, Findings
from cdshooks.rules.levels import level_lines
from cdshooks.rules.offering import (
    Concrete,
    Offering,
    changed_drafts,
    new_orders,
    ordered_once,
    recommended_once,
)
from cdshooks.rules.offers import make
from cdshooks.rules.ordered_for import ordered_for
from cdshooks.rules.replaced_once import replaced_once
from cdshooks.rules.suggestions import ChoiceOffer, ReplaceOffer
from cdshooks.rules.telling_apart import told_apart
from cdshooks.rules.wording import MOST_LINES, as_many_as_fit, at_most, no_block, told_once

Json = dict[str, Any]

TOPIC_SYSTEM = "https://ild-cds.example.org/fhir/CodeSystem/card-topics"
OVERRIDE_SYSTEM = "https://ild-cds.example.org/fhir/CodeSystem/override-reasons"
NOTE_TOPIC = "couldNotBeChecked"
APP_LABEL = "This patient in the ILD app: every check with its reasons"
LONGEST_SUMMARY = 139


@dataclass(frozen=True, slots=True)
class Style:
    """What the surroundings add to cards: how ids are made, where links lead, what kind of service this
    is.
    """

    fresh_id: Callable[[], str]
    base_url: str
    selection_any_only: bool = False
    demo: bool = False
    orders: bool = True
    """Whether who reads the card can order: nobody else is offered what to order."""
    most_lines: int = MOST_LINES
    """How many lines each list of the detail has; the note is never shortened."""
    launch: str = ""
    """Where the SMART app is launched; empty where the client has none."""
    reported_by: str | None = None
    """The client that a link to report the card names (``""``: none is told); None gives no such link."""


def cards_of(findings: Findings, patient_id: str, encounter_id: str | None, style: Style) -> list[Json]:
    """The cards to show, in order, and the one note if something could not be checked."""
    taken: set[str] = set()
    subject = Subject(patient_id, encounter_id)
    made = [
        findings.guard(finding, lambda one: _card(one, findings.case, subject, style, taken), None)
        for finding in findings.shown
    ]
    cards = replaced_once([card for card in made if card is not None])
    note = _note(findings, style)
    return [*cards, note] if note else cards


def _card(finding: Finding, case: Case, subject: Subject, style: Style, taken: set[str]) -> Json:
    card = finding.card
    suggestions = suggestions_of(finding, case, subject, taken) if style.orders else []
    answer: Json = {
        "uuid": style.fresh_id(),
        "summary": card.summary,
        "indicator": finding.level.indicator,
        "detail": _detail(finding, case, style),
        "source": _source(card),
    }
    if suggestions:
        answer["suggestions"] = [_suggestion(one, style) for one in suggestions]
        answer["selectionBehavior"] = "any" if style.selection_any_only else _selection(suggestions, card)
    if finding.level >= Level.WARNING or card.override_reasons:
        answer["overrideReasons"] = _override_reasons(card)
    answer["links"] = list(_links(card, case, style))
    return answer


def _links(card: Card, case: Case, style: Style) -> Iterable[Json]:
    """The sheet of the card, and the app with this card in it. Neither names the patient."""
    sheet = f"{style.base_url}/cards/{card.id}"
    yield {"label": "Why this card, and its sources", "url": sheet, "type": "absolute"}
    if style.launch:
        context = f'{{"card":"{card.id}","hook":"{case.hook.value}"}}'
        yield {"label": APP_LABEL, "url": style.launch, "type": "smart", "appContext": context}
    if style.reported_by is not None:
        yield _report_link(card, style)


def _report_link(card: Card, style: Style) -> Json:
    """Where the card is reported to its owner: it names the card and the client, and nothing of a patient."""
    told = {"version": card.version} | ({"client": style.reported_by} if style.reported_by else {})
    address = f"{style.base_url}/report/{card.id}?{urlencode(told)}"
    return {"label": "Report this card", "url": address, "type": "absolute"}


def _selection(suggestions: list[Concrete], card: Card) -> str:
    """At most one where several drugs, or several ways to take one draft away, are alternatives."""
    drugs = 0 if card.combines else sum(one.drug for one in suggestions)
    away = [one.takes_away.split()[-1] for one in suggestions if one.takes_away]
    return "at-most-one" if drugs > 1 or len(away) > len(set(away)) else "any"


def suggestions_of(finding: Finding, case: Case, subject: Subject, taken: set[str]) -> list[Concrete]:
    """The suggestions of a card; a draft that a card above already takes away is not taken away again."""
    if not finding.card.suggest:
        return []
    offering = Offering(case, ordered_for(finding.card, case, subject), finding.level)
    found: list[Concrete] = []
    # By what they are aimed at: of hundreds of orders each is held against its own alone.
    alike: dict[str, list[Concrete]] = {}
    here: set[str] = set()
    for offer in finding.card.suggest:
        for made in make(offer, offering):
            concrete = recommended_once(ordered_once(made, taken), taken)
            same = alike.setdefault(_aim(concrete), [])
            # What the card itself recommends in this draft's place has its alternative beside it.
            above = concrete.takes_away not in here and _taken_above(concrete, taken)
            if _is_new(concrete, same) and _names_its_orders(concrete) and not above:
                found.append(concrete)
                same.append(concrete)
                here.add(_away(concrete))
    kept = _one_recommended(found, finding.card)
    taken |= (here - {""}).union(*(new_orders(one) | changed_drafts(one) for one in kept if one.recommended))
    return told_apart(kept)


def _aim(concrete: Concrete) -> str:
    """The ids of what its actions delete or change, in which two that do the same agree."""
    return repr([one.get("resourceId") or one["resource"].get("id") for one in concrete.actions])


def _is_new(concrete: Concrete, found: list[Concrete]) -> bool:
    """Whether no suggestion so far is the same, or, where this one is only offered, does the same."""
    return all(one != concrete and (concrete.recommended or one.actions != concrete.actions) for one in found)


def _names_its_orders(concrete: Concrete) -> bool:
    """Whether the client can find what is to be deleted or changed: an order without an id has no name."""
    return all(
        not has_no_id(action.get("resourceId", ""))
        and (action["type"] != "update" or isinstance(action["resource"].get("id"), str))
        for action in concrete.actions
    )


def _away(concrete: Concrete) -> str:
    """What is taken away; a removal or replacement that is only offered is told from a recommended one."""
    only_offered = bool(concrete.takes_away) and not concrete.recommended
    return f"offered {concrete.takes_away}" if only_offered else concrete.takes_away


def _taken_above(concrete: Concrete, taken: set[str]) -> bool:
    """Whether a card above takes the draft away. One that only offers it keeps back no recommendation."""
    if concrete.takes_away in taken:
        return True
    return not concrete.recommended and f"offered {concrete.takes_away}" in taken


def _one_recommended(found: list[Concrete], card: Card) -> list[Concrete]:
    """Alternatives hold at most one recommendation (the first), investigations any number."""
    alternatives = _selection(found, card) == "at-most-one"
    kept, chosen = [], False
    for concrete in found:
        if concrete.recommended and (concrete.drug or alternatives):
            if chosen:
                concrete = replace(concrete, recommended=False)
            chosen = True
        kept.append(concrete)
    return kept


def _suggestion(concrete: Concrete, style: Style) -> Json:
    suggestion: Json = {"label": concrete.label, "uuid": style.fresh_id()}
    if concrete.recommended:
        suggestion["isRecommended"] = True
    return {**suggestion, "actions": list(concrete.actions)}


def _source(card: Card) -> Json:
    first = card.sources[0]
    return {
        "label": first.label,
        "url": first.url,
        "topic": {"system": TOPIC_SYSTEM, "code": card.topic, "display": card.title},
    }


def _override_reasons(card: Card) -> list[Json]:
    return [
        {"system": OVERRIDE_SYSTEM, "code": code, "display": reason} for code, reason in card.coded_reasons
    ]


def _detail(finding: Finding, case: Case, style: Style) -> str:
    card = finding.card
    why = evidence_lines(card.about, case) + evidence_lines(card.when, case)
    shown = told_once((*named_once(why), *level_lines(card, case, why)))
    said = (*card.detail, *(words for criterion, words in card.notes if case.answer(criterion).is_yes))
    blocks = [
        _bullets("Why you see this", shown, style.most_lines),
        "\n".join(f"- {line}" for line in said),
    ]
    blocks.append(_bullets("Also so for this patient", _also(finding, case, why, style.most_lines)))
    weighed = (line for choice, now in _choices(card, case) for line in reasons(choice, case, offered=now))
    blocks.append(_bullets("Agents considered", dict.fromkeys(weighed), style.most_lines))
    blocks.append(_bullets("Not known, would raise the level", finding.higher_not_known))
    cited = "; ".join(f"{source.label} ({source.confidence})" for source in card.sources)
    blocks.append(f"*{card.strength.advice}. Certainty: {card.strength.certainty}. Sources: {cited}.*")
    if not card.reviewed:
        demo = " Demonstration: not for patient care." if style.demo else ""
        blocks.append(f"*Not yet signed off by a clinical reviewer.{demo}*")
    return "\n\n".join(block for block in blocks if block)


def _also(finding: Finding, case: Case, said: tuple[str, ...], most: int) -> Iterable[str]:
    """What the cards that share its place found: their titles, with the reasons not said yet."""
    for other in finding.also:
        reasons_of = [line for line in evidence_lines(other.when, case) if line not in said]
        yield f"{other.title}{': ' if reasons_of else ''}{'; '.join(at_most(reasons_of, most))}"


def _choices(card: Card, case: Case) -> list[tuple[Choice, bool]]:
    """The lists of drugs that are chosen from, and whether now; of several of one name those that are now."""
    found: dict[int, tuple[Choice, bool]] = {}
    for offer in card.suggest:
        if isinstance(offer, ChoiceOffer | ReplaceOffer) and (choice := offer.choice) is not None:
            _, before = found.get(id(choice), (choice, False))
            found[id(choice)] = choice, before or case.answer(offer.when).is_yes
    offered = {choice.name for choice, now in found.values() if now}
    return [one for one in found.values() if one[1] or one[0].name not in offered]


def _bullets(title: str, lines: Iterable[str], most: int = MOST_LINES) -> str:
    listed = "\n".join(f"- {no_block(line)}" for line in at_most(list(lines), most))
    return f"**{title}**\n{listed}" if listed else ""


def _note(findings: Findings, style: Style) -> Json | None:
    """The one note: each datum that was missing, and what it was needed for."""
    wanted: dict[str, list[str]] = {}
    for finding in findings.named:
        for lack in finding.missing:
            wanted.setdefault(lack.words, []).append(finding.card.title)
    lines = [f"{words} (needed for: {'; '.join(dict.fromkeys(titles))})" for words, titles in wanted.items()]
    lines += [
        f"drug of the order {words}: could not be recognised, so no check on it was made"
        for words in findings.unrecognised_drafts
    ]
    lines += findings.entries_telling_nothing
    lines += [f"{finding.card.title}: this check is unavailable" for finding in findings.broken]
    lines = list(dict.fromkeys(lines))
    if not lines:
        return None
    return {
        "uuid": style.fresh_id(),
        "summary": _note_summary(wanted, findings),
        "indicator": "info",
        "detail": _bullets("Could not be checked", lines),
        "source": {
            "label": "ILD and PJP prophylaxis checks",
            "topic": {"system": TOPIC_SYSTEM, "code": NOTE_TOPIC, "display": "Could not be checked"},
        },
    }


def has_note(findings: Findings) -> bool:
    """Whether something could not be checked that the note would name."""
    lacking = any(finding.missing for finding in findings.named)
    return lacking or bool(
        findings.unrecognised_drafts or findings.entries_telling_nothing or findings.broken
    )


def _note_summary(wanted: dict[str, list[str]], findings: Findings) -> str:
    named = (*wanted, *findings.entries_telling_nothing)
    data = list(dict.fromkeys(words.split(":")[0] for words in named))
    if findings.unrecognised_drafts and "drug" not in data:
        data.append("drug not recognised")
    if findings.broken:
        data.append("a check is unavailable")
    return as_many_as_fit("Could not be checked: ", data, LONGEST_SUMMARY)
