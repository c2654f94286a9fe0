"""``cdshooks check --against EXPORT``: what of a site's own records stays unread, and where it may belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from cdshooks.commands.common import with_progress
from cdshooks.number_words import number_of
from cdshooks.publish.likely_sets import Likely, LikelySets
from cdshooks.replay.against import Tally, Unread, What
from cdshooks.replay.export import export_files, resources_of
from cdshooks.replay.files import Unusable, written
from cdshooks.rules.plan import Plan
from cdshooks.toml_lines import toml_of

Json = dict[str, Any]

MOST_SHOWN = 60
"""How many lines are printed for people; programs get all."""
MOST_COMPARED = 2000
"""Of how many things, the most frequent, a list is looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is not read: how often it occurs, and the list that it probably belongs to."""

    unread: Unread
    times: int
    likely: Likely | None


@dataclass(slots=True)
class Against:
    """What an export holds that is not read. ``rare``: texts that too few resources hold to be shown."""

    files: int
    resources: int
    lines: list[Line]
    rare: int
    unusable: list[Unusable] = field(default_factory=list)

    @property
    def to_map(self) -> dict[str, list[str]]:
        """Local codes by the list that they probably belong to, as ``site.toml`` takes them."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            one = line.unread
            if one.what is What.CODE and one.system and line.likely is not None:
                found[line.likely.value_set].append(f"{one.system}|{one.code}")
        return {name: sorted(set(codes)) for name, codes in sorted(found.items())}


def read_against(plan: Plan, export: Path, least: int) -> Against:
    """The export held against the plan. Texts that fewer than ``least`` resources hold are only counted.

    Ends the command where there is no file to read: "nothing is unread" would be said of nothing.
    """
    files, tally = export_files(export), Tally(plan)
    if not files:
        raise click.ClickException(f"There is no file to read in {written(export)}: NDJSON or JSON.")
    unusable: list[Unusable] = []
    for file in with_progress(files, len(files), "Reading"):
        for found in resources_of(file):
            if isinstance(found, Unusable):
                unusable.append(found)
            else:
                tally.add(found)
    rare = [one for one, times in tally.unread.items() if one.typed and times < least]
    for one in rare:
        del tally.unread[one]
    lines = _lines(plan, tally)
    return Against(len(files), sum(tally.seen.values()), lines, len(rare), unusable)


def _lines(plan: Plan, tally: Tally) -> list[Line]:
    """By frequency; a published code only where it probably belongs to a list, for most are not ours."""
    sets, found = LikelySets(plan), []
    ranked = sorted(
        tally.unread.items(), key=lambda one: (-one[1], one[0].resource, one[0].words, one[0].code)
    )
    for place, (one, times) in enumerate(ranked):
        likely = None
        if one.value_set:
            likely = Likely(one.value_set, 1.0)
        elif one.what is not What.DOSE and place < MOST_COMPARED:
            likely = sets.of(one.resource, one.words)
        if one.what is not What.PUBLISHED or (likely is not None and likely.agreement >= _SURE):
            found.append(Line(one, times, likely))
    return found


_SURE = 0.8
"""How well the words of a published code must agree before its absence from a list is called a gap."""


def document(against: Against) -> Json:
    """The report for programs."""
    return {
        "files": against.files,
        "resources": against.resources,
        "unread": [
            {
                "times": line.times,
                "what": line.unread.what.value,
                "resource": line.unread.resource,
                "system": line.unread.system,
                "code": line.unread.code,
                "words": line.unread.words,
                "probably": line.likely.value_set if line.likely else None,
                "agreement": line.likely.agreement if line.likely else None,
            }
            for line in against.lines
        ],
        "rare_texts_left_out": against.rare,
        "site_codes": against.to_map,
        "unusable": [f"{written(one.path)}: {one.why}" for one in against.unusable],
    }


def print_against(console: Console, against: Against, least: int) -> None:
    """The report for people."""
    if against.lines:
        _print_lines(console, against)
    else:
        console.print(f"\nNothing in {against.resources} resources is left unread that could be listed.")
    if against.rare:
        console.print(
            f"Left out: {number_of(against.rare, 'text')} that fewer than {least} resources hold (--least)."
        )
    for problem in against.unusable:
        console.print(f"{written(problem.path)}: {problem.why}", style="red", soft_wrap=True)
    if against.to_map:
        console.print("\nFor site.toml, once a pharmacist has checked each line:\n\n[codes]")
        for name, codes in against.to_map.items():
            key = toml_of(name) if ":" in name else name
            console.print(f"{key} = {toml_of(codes)}", soft_wrap=True)


def _print_lines(console: Console, against: Against) -> None:
    table = Table(title=f"\nNot read in {against.resources} resources", title_justify="left")
    table.add_column("times", justify="right")
    for heading in ("what", "resource", "code or unit", "words", "probably"):
        table.add_column(heading, overflow="fold")
    for line in _shown(against.lines):
        one, likely = line.unread, line.likely
        code = f"{one.system}|{one.code}" if one.system else one.code
        table.add_row(
            str(line.times), one.what.value, one.resource, code, one.words, likely.value_set if likely else ""
        )
    console.print(table)
    if len(against.lines) > MOST_SHOWN:
        console.print(f"{len(against.lines) - MOST_SHOWN} more: --format json lists all.")


def _shown(lines: list[Line]) -> Iterable[Line]:
    """What probably belongs to a list first."""
    return sorted(lines, key=lambda line: line.likely is None)[:MOST_SHOWN]
