"""``cdshooks check``: everything that can be wrong before a patient is judged, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from cdshooks.commands import against
from cdshooks.commands.against import read_against
from cdshooks.commands.common import engine_here, format_option, print_json, to_console, with_progress
from cdshooks.commands.site_queries import ASKED_BY_SITE, asked_by_site, services_without_codes
from cdshooks.commands.stories import card_stories, sample_findings, story_findings
from cdshooks.patient.terminology_checks import check as check_terminology
from cdshooks.prefetch_pin import differences
from cdshooks.publish.coverage import ANSWERS, HIGHER, LOWER, Coverage, LeafCoverage, leaves_of
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.drafts_check import problems_of_drafts
from cdshooks.rules.card import Card
from cdshooks.rules.plan import Plan
from cdshooks.rules.present import LONGEST_SUMMARY
from cdshooks.rules.standing import Standing, standing
from cdshooks.rules.terms import ValueSet
from cdshooks.rules.walking import found_in
from cdshooks.service import ClinicalEngine
from cdshooks.settings import Settings
from cdshooks.web.engine import Service

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, what is wrong with it, and what the codes of this site add to the prefetch queries
    (one sentence each)."""

    engine: ClinicalEngine
    problems: list[str]
    asked_by_site: list[str]

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.engine.plan.catalogue.cards


@click.command(epilog="Exit codes: 0 nothing is wrong; 1 something is; 2 wrong usage.")
@click.option(
    "--coverage",
    is_flag=True,
    help="Show which answers of each criterion decide an outcome in a story. Takes many minutes.",
)
@click.option(
    "--against",
    "export",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of this site's FHIR resources: say which codes, units and texts stay unread.",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="With --against: leave out texts that fewer resources hold, for they may name somebody.",
)
@format_option
def command(coverage: bool, export: Path | None, least: int, as_format: str) -> None:
    """Compile all cards and check them, their codes, their drafts and the pinned prefetch queries."""
    engine, settings = engine_here()
    services = services_without_codes(engine, settings)
    report = Report(engine, list(_problems(engine, services)), asked_by_site(engine, services))
    covered = _covered(engine, settings) if coverage else None
    held = read_against(engine.plan, export, least) if export is not None else None
    if as_format == "json":
        more = {} if held is None else {"against": against.document(held)}
        print_json({**_document(report, covered), **more})
    else:
        _print(report, covered)
        if held is not None:
            against.print_against(to_console(), held, least)
    if report.problems:
        raise SystemExit(1)


def _problems(engine: ClinicalEngine, services: tuple[Service, ...]) -> Iterator[str]:
    for card in engine.plan.catalogue.cards:
        yield from (f"{card.id}: {problem}" for problem in problems_of_drafts(card))
    for found in check_terminology(engine.plan.terminology):
        yield f"value set {found.value_set}: {found.words}"
    for difference in differences(services):
        yield f"prefetch differs from its pin (EHR teams must approve it): {difference}"


def _covered(engine: ClinicalEngine, settings: Settings) -> tuple[Coverage, bool]:
    """The coverage by samples and stories, and whether the stories of a checkout were among them."""
    coverage = Coverage(engine.plan)
    found = card_stories()
    # The stories first: what they prove of their own cards need not be tried with every sample.
    if found is not None:
        stories, day = found
        told = story_findings(engine, settings, stories, day)
        for story, findings in with_progress(told, len(stories), "Telling stories"):
            coverage.add(findings, story.card)
    for findings in sample_findings(engine):
        coverage.add(findings)
    return coverage, found is not None


def _document(report: Report, covered: tuple[Coverage, bool] | None) -> Json:
    plan = report.engine.plan
    document: Json = {
        "cards": [_card(card, plan) for card in report.cards],
        "criteria": len(plan.criteria),
        "value_sets": len(plan.value_sets),
        "not_looked_for": [one.words for one in plan.site_concepts],
        "problems": report.problems,
        "asked_by_site": report.asked_by_site,
    }
    if covered is not None:
        coverage, in_checkout = covered
        document["coverage"] = {
            "stories": coverage.stories,
            "stories_of_tests": in_checkout,
            "cards": {
                card.id: [
                    {
                        "criterion": one.words,
                        "reached": sorted(one.reached),
                        "decides": sorted(one.decided),
                        "by_definition": one.by_definition,
                    }
                    for one in coverage.of(card)
                ]
                for card in report.cards
            },
            "numbers": {
                card.id: [
                    {
                        "number": one.number.name,
                        "lower": one.lower,
                        "higher": one.higher,
                        "by_definition": sorted(one.by_definition),
                    }
                    for one in coverage.numbers_of(card)
                ]
                for card in report.cards
            },
            "gaps": {
                card.id: [{"what": one.words, "told_with": one.told_with} for one in coverage.gaps(card)]
                for card in report.cards
            },
        }
    return document


def _card(card: Card, plan: Plan) -> Json:
    sign_offs = plan.sign_offs[card.id]
    return {
        "id": card.id,
        "version": card.version,
        "criteria": len(set(leaves_of(card))),
        "value_sets": len({one.name for one in _value_sets(card)}),
        "drafts": len(drafts_of(card)),
        "summary_length": len(card.summary),
        "reviewed": bool(card.reviewed),
        "fingerprint": plan.identities[card.id].signed,
        "standing": standing(plan.identities[card.id], sign_offs).name.lower(),
        "sign_offs": [asdict(one) for one in sign_offs],
    }


def _value_sets(card: Card) -> Iterator[ValueSet]:
    return found_in((card.about, card.when, card.unless, card.level, card.lower, card.suggest), ValueSet)


def _print(report: Report, covered: tuple[Coverage, bool] | None) -> None:
    console, plan = to_console(), report.engine.plan
    table = Table(title=plan.catalogue.name, title_justify="left")
    table.add_column("card", no_wrap=True)
    for heading in (
        "version",
        "criteria",
        "value sets",
        "drafts",
        f"summary (of {LONGEST_SUMMARY})",
        "signed off",
    ):
        table.add_column(heading, justify="right")
    for card in report.cards:
        told = _card(card, plan)
        row = (told["criteria"], told["value_sets"], told["drafts"], told["summary_length"])
        table.add_row(card.id, card.version, *map(str, row), _signed(card, plan))
    console.print(table)
    console.print(
        f"{len(report.cards)} cards, {len(plan.criteria)} different criteria, "
        f"{len(plan.value_sets)} value sets."
    )
    console.print(_standings(plan))
    if plan.site_concepts:
        console.print("\nNot looked for here, because the site file names no code for it:")
        for concept in plan.site_concepts:
            console.print(f"  {concept.words} ({concept.name})", markup=False)
    if covered is not None:
        _print_coverage(console, report, *covered)
    if report.asked_by_site:
        console.print(f"\n{ASKED_BY_SITE}", soft_wrap=True)
        for difference in report.asked_by_site:
            console.print(f"  {difference}", markup=False, soft_wrap=True)
    console.print()
    for problem in report.problems:
        console.print(f"wrong: {problem}", style="red", markup=False, soft_wrap=True)
    console.print(_verdict(len(report.problems)))


def _signed(card: Card, plan: Plan) -> str:
    """Who signed the card, or what became of that."""
    sign_offs = plan.sign_offs[card.id]
    found = standing(plan.identities[card.id], sign_offs)
    if found is Standing.UNSIGNED:
        return "no"
    if found is Standing.CHANGED:
        return f"changed since {sign_offs[-1].day}"
    names = "; ".join(one.words for one in card.reviewed)
    return names if found is Standing.SIGNED else f"{names} (with other numbers or codes of this site)"


def _standings(plan: Plan) -> str:
    """How many cards are signed, not signed, changed since."""
    found = Counter(standing(plan.identities[card_id], held) for card_id, held in plan.sign_offs.items())
    return f"{'; '.join(f'{found[one]} {one.value}' for one in Standing if found[one])}."


def _verdict(problems: int) -> str:
    if not problems:
        return "Nothing is wrong."
    return "1 problem." if problems == 1 else f"{problems} problems."


def _print_coverage(console: Console, report: Report, coverage: Coverage, in_checkout: bool) -> None:
    for card in report.cards:
        _print_criteria(console, card, coverage)
    leaves = [one for card in report.cards for one in coverage.of(card)]
    numbers = [one for card in report.cards for one in coverage.numbers_of(card)]
    gaps = [gap for card in report.cards for gap in coverage.gaps(card)]
    console.print(
        "\nx: the answer decides an outcome in some story; -: it is reached, and decides none; d: the "
        "definition that it is a part of decides here, and it decides in the definition with another card."
    )
    told, here = sum(one.told for one in leaves), sum(bool(one.decided) for one in leaves)
    console.print(
        f"{coverage.stories} stories; {told} of {len(leaves)} criteria decide, {told - here} of them by a "
        f"shared definition; {sum(one.both for one in numbers)} of {len(numbers)} numbers are told from both "
        f"sides. {len(gaps)} gaps, {sum(not gap.told_with for gap in gaps)} of them told nowhere."
    )
    if not in_checkout:
        console.print("These are the samples alone: in a checkout the stories of the cards' tests count too.")


def _print_criteria(console: Console, card: Card, coverage: Coverage) -> None:
    table = Table(title=f"\n{card.id}", title_justify="left", show_edge=False)
    table.add_column("criterion", ratio=1)
    for answer in ANSWERS:
        table.add_column(answer, justify="center")
    for one in coverage.of(card):
        table.add_row(one.words, *(_mark(one, answer) for answer in ANSWERS))
    console.print(table)
    numbers = Table(show_edge=False)
    numbers.add_column("number", ratio=1)
    for heading in ("value", LOWER, HIGHER):
        numbers.add_column(heading, justify="center")
    for told in coverage.numbers_of(card):
        here = {LOWER: told.lower, HIGHER: told.higher}
        sides = ("x" if here[side] else "d" if side in told.by_definition else "" for side in here)
        numbers.add_row(told.number.name, told.number.words, *sides)
    if numbers.row_count:
        console.print(numbers)
    for gap in coverage.gaps(card):
        shared = f"told with {gap.told_with}" if gap.told_with else "told nowhere"
        console.print(f"  gap: {gap.words} ({shared})", markup=False, soft_wrap=True)


def _mark(one: LeafCoverage, answer: str) -> str:
    if answer in one.decided:
        return "x"
    if answer in one.reached:
        return "d" if one.by_definition else "-"
    return ""
