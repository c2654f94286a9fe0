"""What keeps an overridden card silent, and what is new enough to end that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cards.valuesets import MYCOPHENOLATE, POTASSIUM, SYSTEMIC_GLUCOCORTICOID
from cdshooks.rules.card import Card, Level, for_now
from cdshooks.rules.findings import Finding, Findings, Outcome
from cdshooks.rules.language import critical, drug, lab, orders_of, warning
from cdshooks.rules.plan import CatalogueError, Plan, compile_plan
from cdshooks.rules.snoozing import Said, Snoozed, SnoozeRules, Trait, traits_of
from cdshooks.service import build_plan
from cdshooks.site import Site
from tests.cards.clinic import Json, draft, result, statement, steroid, steroid_draft
from tests.rules.fixed import Raises, not_so, speaks, sure
from tests.spec.asking import VIEW, a_card, case_in, findings, plan_of, terminology

UNTIL = datetime(2026, 4, 15, 9, 30, tzinfo=UTC)
steroids = drug(SYSTEMIC_GLUCOCORTICOID)
on_steroids = steroids.active() | steroids.ordered()


def traits(card: Card, *held: Json, others: Sequence[Card] = (), **how: object) -> frozenset[Trait]:
    """What makes the card speak."""
    found = findings(plan_of(card, *others), *held, **how)
    return traits_of(found.of(card.id), found.case, {})


def test_a_reason_is_called_the_same_about_the_next_patient_and_a_no_is_not_called_a_yes() -> None:
    raised = lab(POTASSIUM, "mmol/L").result(within=30).above("5.0")
    card = a_card(when=raised | ~raised)
    plan, said = plan_of(card), Said()
    high, low = (findings(plan, result("k", "2823-3", value, "mmol/L")) for value in (5.2, 4.8))
    first, second, again = (
        {one.words for one in traits_of(found.of(card.id), found.case, said)} for found in (high, low, high)
    )
    assert [words.rpartition(": ")[2] for words in (*(first - second), *(second - first))] == ["yes", "no"]
    assert first == again


def silent(card: Card, before: Sequence[Json], now: Sequence[Json], **how: object) -> bool:
    """Whether an override of the card over one record still covers it over another."""
    return covered(overridden(card, *before, **how), traits(card, *now, **how))


def overridden(card: Card, *held: Json, **how: object) -> Snoozed:
    """What is on record once the card was overridden."""
    kept = frozenset(one.words for one in traits(card, *held, **how))
    return Snoozed(card.id, Level.WARNING, kept, "aCard1", UNTIL)


def covered(one: Snoozed, now: frozenset[Trait]) -> bool:
    """Whether the override covers what makes the card speak now."""
    return one.covers(Level.WARNING, (trait.covered_by for trait in now))


STEROID = a_card(when=on_steroids)
TWENTY = steroid(mg=20)


@pytest.mark.parametrize(
    ("now", "covered"),
    [
        ([TWENTY], True),
        ([steroid("renewed", mg=20, start=-3)], True),
        ([steroid(mg=40)], False),
        ([steroid(mg=10)], False),
        ([TWENTY, steroid("second", mg=5)], False),
        ([TWENTY, statement("other", "6902", "methylprednisolone")], False),
    ],
    ids=["the same", "renewed", "more", "less", "a second dose", "another drug"],
)
def test_another_drug_or_dose_ends_the_silence(now: Sequence[Json], covered: bool) -> None:
    assert silent(STEROID, [TWENTY], now) is covered


@pytest.mark.parametrize(
    ("milligrams", "stays_silent"),
    [(20, True), (10, True), ("2.5", True), (21, False), (40, False), (None, False)],
)
def test_a_taper_ends_no_silence_of_a_card_that_more_makes_worse(
    milligrams: str | int | None, stays_silent: bool
) -> None:
    card = replace(STEROID, lower_dose_is_nothing_new=True)
    step = [steroid_draft(mg=milligrams)]
    assert covered(overridden(card, TWENTY), traits(card, TWENTY, ordered=step)) is stays_silent


@pytest.mark.parametrize(
    ("before", "now", "stays_silent"), [(20, "0.5", True), ("0.5", "0.5", True), ("0.5", 1, False)]
)
def test_a_dose_below_the_lowest_step_is_covered_by_any(
    before: str | int, now: str | int, stays_silent: bool
) -> None:
    card = replace(STEROID, lower_dose_is_nothing_new=True)
    assert covered(overridden(card, steroid(mg=before)), traits(card, steroid(mg=now))) is stays_silent


@pytest.mark.parametrize(("milligrams", "stays_silent"), [(20, True), (19, True), (21, False)])
def test_where_every_step_below_a_dose_is_on_record_it_is_read_alike(
    milligrams: int, stays_silent: bool
) -> None:
    """So it was kept before the highest step alone was: such an override still holds."""
    card = replace(STEROID, lower_dose_is_nothing_new=True)
    kept = overridden(card, TWENTY)
    drug_alone = next(one.said for one in traits(card, TWENTY) if one.reaches is not None)
    every = kept.traits | {Trait(drug_alone, step).words for step in range(1, 21)}
    assert covered(replace(kept, traits=every), traits(card, steroid(mg=milligrams))) is stays_silent


def test_of_a_dose_one_step_is_kept() -> None:
    card = replace(STEROID, lower_dose_is_nothing_new=True)
    assert [one.reaches for one in traits(card, steroid(mg=42)) if one.reaches] == [40]


def test_a_drug_that_is_gone_is_nothing_new() -> None:
    assert silent(STEROID, [TWENTY, steroid("second", mg=5)], [TWENTY])


def test_a_draft_that_was_signed_is_the_same_order() -> None:
    drafted = traits(STEROID, ordered=[steroid_draft(mg=40)])
    assert traits(STEROID, steroid(mg=40)) == drafted
    assert traits(STEROID, ordered=[steroid_draft(mg=60)]) != drafted


def test_a_draft_that_only_the_occasion_names_counts() -> None:
    mycophenolate = drug(MYCOPHENOLATE)
    card = a_card(about=orders_of(mycophenolate))
    ordered = [
        draft("d", "200060", "mycophenolate mofetil 500 MG Oral Tablet", dose=dose) for dose in (500, 1000)
    ]
    first, second = (traits(card, ordered=[one]) for one in ordered)
    assert first != second


def test_a_new_reason_ends_the_silence_and_a_reason_that_is_gone_does_not() -> None:
    one, both = a_card(when=sure("a") | not_so("b")), a_card(when=sure("a") | sure("b"))
    assert traits(one) < traits(both)


def test_a_new_ground_of_the_level_is_a_new_reason() -> None:
    quiet = a_card(level=(warning(not_so("low count")), warning()))
    assert traits(quiet) < traits(replace(quiet, level=(warning(sure("low count")), warning())))


def test_a_new_value_of_the_same_test_is_no_new_reason() -> None:
    card = a_card(when=lab(POTASSIUM, "mmol/L").result(within=30).above("5.0"))
    assert silent(card, [result("k", "2823-3", 5.2, "mmol/L")], [result("l", "2823-3", 5.4, "mmol/L")])


def test_a_card_that_now_shares_its_place_is_a_new_reason() -> None:
    place = ("a-card", "other")
    card, other = a_card(shares_place=place), a_card("other", shares_place=place)
    absent = replace(other, when=not_so("x"))
    assert traits(card, others=[absent]) < traits(card, others=[other])


@pytest.mark.parametrize(
    ("level", "covered"), [(Level.INFO, True), (Level.WARNING, True), (Level.CRITICAL, False)]
)
def test_only_a_higher_level_ends_the_silence(level: Level, covered: bool) -> None:
    held = Snoozed("a-card", Level.WARNING, frozenset({"a"}), "aCard1", UNTIL)
    assert held.covers(level, [Trait("a").covered_by]) is covered


def rules(**numbers: int) -> SnoozeRules:
    policy = build_plan(Site()).catalogue.snooze
    assert policy is not None
    set_here = {f"cards.{name}": Decimal(value) for name, value in numbers.items()}
    return SnoozeRules.of([a_card(override_reasons=("One", for_now("Two")))], policy, set_here)


def test_a_site_sets_its_own_times() -> None:
    assert rules().silence("a-card", Level.INFO, "aCard1") == timedelta(days=90)
    own = rules(snooze_days=30, snooze_critical_hours=8)
    assert own.silence("a-card", Level.WARNING, "aCard1") == timedelta(days=30)
    assert own.silence("a-card", Level.CRITICAL, "aCard1") == timedelta(hours=8)


@pytest.mark.parametrize("reason", ["aCard2", "aCard3", "pjpStart1", None, "One"])
def test_no_other_reason_silences(reason: str | None) -> None:
    assert rules().silence("a-card", Level.WARNING, reason) is None


def test_a_card_may_be_snoozed_only_where_a_reason_of_it_snoozes() -> None:
    assert rules().may_snooze("a-card")
    assert not rules().may_snooze("unknown")
    momentary = SnoozeRules.of([a_card(override_reasons=(for_now("Two"),))], None, {})
    assert not momentary.may_snooze("a-card")


def test_a_critical_card_is_never_snoozed_beyond_a_day() -> None:
    with pytest.raises(CatalogueError, match=r"cards\.snooze_critical_hours"):
        compile_plan(build_plan(Site()).catalogue, terminology(),
                     {"cards.snooze_critical_hours": Decimal(25)})  # fmt: skip


# In the presentation


def quieted(plan: Plan, *ids: str) -> Findings:
    """What is found while the cards of these ids are snoozed."""

    def ask(_found: Findings, fired: Sequence[Finding]) -> Mapping[str, str]:
        return {one.card.id: "snoozed" for one in fired if one.card.id in ids}

    return plan.decide(case_in(plan).record, VIEW, quieted=ask)


def shown(found: Findings) -> list[str]:
    return [finding.card.id for finding in found.shown]


def test_a_snoozed_card_is_silent_and_says_why() -> None:
    found = quieted(plan_of(speaks("one"), speaks("two")), "one")
    assert shown(found) == ["two"]
    assert (found.of("one").outcome, found.of("one").reason) == (Outcome.SNOOZED, "snoozed")
    assert not found.of("one").named


def test_the_silence_is_explained_with_the_reason_and_its_end() -> None:
    one = Snoozed("a-card", Level.WARNING, frozenset(), "aCard1", UNTIL)
    words = "snoozed until 2026-04-15 09:30 UTC because it was overridden: One"
    assert rules().explained(one) == words


def test_a_snoozed_card_silences_others_as_if_it_were_shown() -> None:
    assert shown(quieted(plan_of(speaks("one", silences=("two",)), speaks("two")), "one")) == []


def test_a_snoozed_card_leaves_its_place_in_the_budget() -> None:
    cards = [speaks(f"card-{number}") for number in range(6)]
    assert shown(quieted(plan_of(*cards), "card-0")) == [f"card-{number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    "card",
    [a_card(when=not_so("x")), a_card(when=Raises()), a_card(level=(critical(not_so("x")),))],
    ids=["silent", "broken", "no ground"],
)
def test_nobody_is_asked_where_no_card_fires(card: Card) -> None:
    asked: list[Finding] = []

    def ask(_found: Findings, fired: Sequence[Finding]) -> Mapping[str, str]:
        asked.extend(fired)
        return {}

    plan = plan_of(card)
    plan.decide(case_in(plan).record, VIEW, quieted=ask)
    plan.decide(case_in(plan).record, VIEW, hidden=frozenset({card.id}), quieted=ask)
    assert asked == []
