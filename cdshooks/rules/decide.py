"""Judging every card of a plan for one case: outcome, level, precedence, budget. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, Answer
from cdshooks.rules.behind import is_occasion
from cdshooks.rules.card import Card, Level, WhenNotKnown
from cdshooks.rules.case import MEDICATION_LISTS, Case, Hook
from cdshooks.rules.criteria import Criterion, Missing
from cdshooks.rules.explain import facts_behind, missing_data
from cdshooks.rules.findings import (
    AT_ONCE,
    FIRED,
    NO_OCCASION,
    SILENT,
    AtOnce,
    Finding,
    Findings,
    OnBroken,
    Outcome,
    Quieted,
    never_quieted,
)
from cdshooks.rules.silence import why_silent
from cdshooks.rules.suggestions import DeleteBehindOffer, DeleteOffer, ReplaceOffer, UpdateOffer
from cdshooks.rules.untold import entries_telling_nothing, names_on_orders, unrecognised_drafts

_OUTCOME = attrgetter("outcome")


def decide(
    case: Case,
    cards: Sequence[tuple[Card, str, int]],
    silencing_order: Sequence[str],
    folder_rank: Sequence[str],
    on_broken: OnBroken,
    hidden: frozenset[str] = frozenset(),
    quieted: Quieted = never_quieted,
    at_once: AtOnce = AT_ONCE,
) -> Findings:
    """Findings for every card (with its folder and its place in the order of the tables).

    ``silencing_order`` names the cards so that a card stands before those it silences. A card that raises is
    reported to ``on_broken`` and left out; the others are judged all the same. Cards named in ``hidden`` are
    judged too, but silence no other, take no place in the budget and stand in no note. ``quieted`` says which
    of the cards that fire are kept silent for a time; these silence others as if they were shown.
    """
    hook = case.hook
    asked = [
        Finding(card, folder, order, SILENT, card.id in hidden)
        for card, folder, order in cards
        if hook in card.hooks
    ]
    found = Findings(case, asked, on_broken=on_broken)
    found.guard_each(asked, partial(_judge, case))
    if not all(finding.hidden for finding in asked):
        found.unrecognised_drafts = unrecognised_drafts(case)
        found.entries_telling_nothing = entries_telling_nothing(case, asked)
    # Of most records no card speaks, and there is nothing to put in order.
    if FIRED in map(_OUTCOME, asked):
        _apply_precedence(found, silencing_order)
        _quiet(found, quieted)
        found.shown = _within_budget(found, folder_rank, at_once)
    return found


def _judge(case: Case, finding: Finding) -> None:
    """Fills in one finding: occasion first, then the criteria, then the level."""
    card = finding.card
    occasion = case.answer(card.about)
    if occasion is NO:
        finding.outcome, finding.because = NO_OCCASION, partial(_no_occasion, card)
        return
    answer = min(occasion, case.answer(card.when))
    for exclusion in card.unless:
        if answer is NO:
            break
        answer = min(answer, case.answer(exclusion).negated())
    finding.answer = answer
    if answer is NO:
        finding.because = partial(why_silent, card, case)
    elif answer is NOT_KNOWN:
        _not_known(case, finding)
    else:
        _set_level(case, finding, answer)


def _no_occasion(card: Card) -> str:
    return f"speaks when {card.about.words}"


def _not_known(case: Case, finding: Finding) -> None:
    card = finding.card
    # A draft that may be any drug concerns nearly every card: what else each of them would look up is no
    # matter before it is known whether the card is about it at all.
    may_be_any = case.answer(card.about) is NOT_KNOWN and unrecognised_drafts(case)
    asked = (card.about,) if may_be_any else (card.about, card.when, *card.unless)
    missing = [lack for criterion in asked for lack in missing_data(criterion, case)]
    finding.outcome = Outcome.NOT_KNOWN
    finding.missing = finding.lacking = tuple(dict.fromkeys(missing))
    finding.because = "; ".join(lack.words for lack in finding.missing) or "could not be judged"
    if case.hook is Hook.PATIENT_VIEW:
        finding.missing = tuple(lack for lack in finding.missing if _named_on_chart(card, lack))
        finding.named = bool(finding.missing)
    else:
        finding.named = names_on_orders(card, case.hook)


def _named_on_chart(card: Card, lack: Missing) -> bool:
    """At patient-view only a whole list is named, and by some cards only a list of medication."""
    if card.when_not_known is WhenNotKnown.NAMED_ON_CHART_FOR_DRUGS:
        return lack.whole_list and lack.what in MEDICATION_LISTS.values()
    return lack.whole_list and card.when_not_known is WhenNotKnown.NAMED


def _set_level(case: Case, finding: Finding, answer: Answer) -> None:
    """The highest ground that is yes; then lowered step by step. What is only tentatively yes gives info at
    most, and hides no lower ground that is certain: a suspicion makes no card quieter.
    """
    level = Level.SILENT
    unknown: list[str] = []
    for ground in sorted(finding.card.level, key=lambda one: -one.level):
        if ground.level <= level:
            break
        found = case.answer(ground.criterion)
        if found.is_yes:
            certain = min(answer, found) is not TENTATIVE
            level = ground.level if certain else max(level, min(ground.level, Level.INFO))
        elif found is NOT_KNOWN:
            unknown.append(f"{ground.level.indicator}: {_what_is_lacking(case, ground.criterion)}")
    if level is Level.SILENT:
        _no_ground(case, finding, unknown)
        return
    for step in finding.card.lower:
        if case.answer(step).is_yes:
            level = Level(level - 1) if level > Level.SILENT else level
    finding.level, finding.higher_not_known = level, tuple(unknown)
    finding.about_drafts = partial(_drafts_spoken_about, case, finding.card)
    finding.outcome = FIRED
    if level is Level.SILENT:
        finding.outcome, finding.because = SILENT, "already acted on"


def _what_is_lacking(case: Case, criterion: Criterion) -> str:
    """The data without which it cannot be judged; where none can be named, the criterion itself."""
    return "; ".join(dict.fromkeys(one.words for one in missing_data(criterion, case))) or criterion.words


def _no_ground(case: Case, finding: Finding, unknown: list[str]) -> None:
    if not unknown:
        finding.because = "no ground for a level"
        return
    _not_known(case, finding)
    lacks = [lack for ground in finding.card.level for lack in missing_data(ground.criterion, case)]
    finding.missing = finding.missing or tuple(dict.fromkeys(lacks))
    finding.lacking = finding.lacking or finding.missing


def _drafts_spoken_about(case: Case, card: Card) -> frozenset[str]:
    """The occasion's drafts among the facts that made the card fire, else those of its occasion."""
    for criterion in (card.when, card.about):
        drafts = frozenset(fact.reference for fact in facts_behind(criterion, case) if is_occasion(fact))
        if drafts:
            return drafts
    return frozenset()


def _apply_precedence(found: Findings, silencing_order: Sequence[str]) -> None:
    """A card that fires silences others; one that was silenced itself silences nobody."""
    by_id = {finding.card.id: finding for finding in found.findings}
    for card_id in silencing_order:
        finding = by_id.get(card_id)
        if finding is not None and finding.card.shares_place:
            _settle_place(finding, by_id)
        if finding is None or finding.outcome is not FIRED:
            continue
        for other_id in _silenced(finding, found):
            _silence(by_id.get(other_id), finding)
        for other_id in finding.card.silences_for_same_draft:
            other = by_id.get(other_id)
            if other is not None and other.outcome is FIRED and _takes_over(finding, other, found):
                _silence(other, finding)


def _settle_place(finding: Finding, by_id: Mapping[str, Finding]) -> None:
    """Of the cards that share a place the one at the highest level stays, the first among equals."""
    there = [by_id[one] for one in finding.card.shares_place if one in by_id]
    fired = [one for one in there if one.outcome is FIRED]
    if len(fired) > 1:
        stays = max(fired, key=lambda one: (not one.hidden, one.level))
        others = [one for one in fired if one is not stays]
        stays.also = tuple(one.card for one in others if one.hidden <= stays.hidden)
        for other in others:
            _silence(other, stays)


def _silenced(finding: Finding, found: Findings) -> tuple[str, ...]:
    """The cards that it silences now, whatever their drafts are."""
    if not finding.card.silences:
        return ()
    now = found.guard(finding, lambda one: found.case.answer(one.card.silences_while).is_yes, False)
    return finding.card.silences if now else ()


def _takes_over(finding: Finding, other: Finding, found: Findings) -> bool:
    """Whether the card may speak for the other about a draft: it is no quieter, and itself takes the draft
    away or changes it. Otherwise a reason against the draft would be lost.
    """
    no_quieter = other.level <= finding.level
    return no_quieter and _acts_on_a_draft(finding, found) and _within(other, finding, found)


def _acts_on_a_draft(finding: Finding, found: Findings) -> bool:
    offers = [
        one
        for one in finding.card.suggest
        if isinstance(one, DeleteOffer | DeleteBehindOffer | ReplaceOffer | UpdateOffer)
    ]
    return found.guard(
        finding, lambda _: any(found.case.answer(offer.when).is_yes for offer in offers), False
    )


def _within(other: Finding, finding: Finding, found: Findings) -> bool:
    """Whether the other card speaks about no draft that this one does not speak about."""
    ours, theirs = (found.guard(one, lambda it: it.drafts, None) for one in (finding, other))
    return ours is not None and theirs is not None and theirs <= ours


def _silence(other: Finding | None, by: Finding) -> None:
    if other is not None and other.outcome is FIRED and by.hidden <= other.hidden:
        other.outcome, other.because = Outcome.SUPPRESSED, f"{by.card.id} speaks instead"
        other.silenced_by = by.card.id


def _quiet(found: Findings, quieted: Quieted) -> None:
    """Keeps silent what is snoozed: plain silence with its reason, and not a no."""
    fired = [one for one in found.findings if one.outcome is FIRED and not one.hidden]
    reasons = quieted(found, fired) if fired else {}
    for finding in fired:
        if finding.card.id in reasons and finding.outcome is FIRED:
            finding.outcome, finding.because = Outcome.SNOOZED, reasons[finding.card.id]


def _within_budget(found: Findings, folder_rank: Sequence[str], at_once: AtOnce) -> list[Finding]:
    """No more cards than are shown at once, the loudest first; a critical card is never dropped."""
    fired = [one for one in found.findings if one.outcome is FIRED and not one.hidden]
    rank = {folder: place for place, folder in enumerate(folder_rank)}
    # Where a chart is opened nothing is ordered: a due check of a drug stands in the place of its folder.
    ordering = found.case.hook is not Hook.PATIENT_VIEW
    fired.sort(
        key=lambda one: (
            -one.level,
            not (ordering and one.card.contraindication),
            rank.get(one.folder, len(rank)),
            one.order,
        )
    )
    shown: list[Finding] = []
    infos = 0
    for finding in fired:
        info = finding.level is Level.INFO
        full = len(shown) >= at_once.cards or (info and infos >= at_once.info)
        if full and finding.level is not Level.CRITICAL:
            finding.outcome, finding.because = Outcome.SUPPRESSED, "more cards than are shown at once"
            continue
        infos += info
        shown.append(finding)
    return shown
