"""Writes ``docs/alert-burden.md``: each card that fires on the public records, with the facts behind it, and
what the cards say about the whole patients of the samples.

``python -m tools.alert_burden`` after a change to a card. The records are other people's and lie beside the
checkout, in ``../shared/data/bundles``, or where the environment variable ``PUBLIC_RECORDS`` says; without
them nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from os import environ
from pathlib import Path

from cdshooks.replay.counting import became, why
from cdshooks.replay.files import PatientRecord, json_files, read_files
from cdshooks.replay.sittings import Judge
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Outcome
from cdshooks.rules.plan import Plan
from cdshooks.service import build_engine
from cdshooks.settings import Settings
from tools.whole_burden import part_of_page, whole_patients

ROOT = Path(__file__).parents[1]
PUBLIC = Path(environ.get("PUBLIC_RECORDS") or ROOT.parent / "shared" / "data" / "bundles")
PAGE = ROOT / "docs" / "alert-burden.md"

COLLECTIONS = ("synthea-generated-2021", "us-core-examples", "davinci-test-ehr")
DAYS = (date(2015, 1, 15), date(2021, 6, 1))

READINGS = {
    ("MedicationRequest/pat014-mr-methotrexate", "ild-drug-dose-range"): (
        "Right. The order says 7.5 mg by mouth once a day, in its timing and in its text, which is 52.5 mg "
        "a week: methotrexate is taken once a week. Its reason is lupus nephritis. The patient's history "
        "of a liver transplant is coded with a SNOMED CT code that the value set of transplants does not "
        "hold; with one of its codes the table would leave the order to the transplant team."
    ),
    ("Patient/8f437924-8cad-441b-88d2-ff38c9363bde", "ild-screening"): (
        "Right by its table. A man with rheumatoid arthritis on the problem list who has smoked carries two "
        "risks, from 60 years on three; no chest CT and no lung function is on record. It is one card of the "
        "level info when the chart is opened."
    ),
}
"""What a reader of the record says of each firing: the draft (or the patient) and the card."""

NOT_READ = "**Not read by anybody yet.**"

OPENING = """\
# Alert burden

What the cards say about people they were not written for, and about [ten whole patients](#ten-whole-patients)
for whom they were. Every public record that we found with drugs,
results and diagnoses was replayed on all three hooks (see [replay of public
records](replay-of-public-records.md)): when the chart is opened, and with each active order as the draft of
a choice and of a signature. A card that fires there without need would fire on many.

This page is written by `python -m tools.alert_burden`. Tests hold it against the whole patients, and against
the public records where they are present.
"""


@dataclass(frozen=True, slots=True, order=True)
class Firing:
    """One card that spoke: about which draft (or patient), how loudly, at which hook and day, and why."""

    collection: str
    about: str
    card: str
    level: str
    hook: str
    day: date
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """What a replay came to: patients and sittings by collection, every firing, what was not known."""

    patients: dict[str, int]
    sittings: dict[str, int]
    firings: tuple[Firing, ...]
    not_known: dict[str, int]


def burden_of(plan: Plan, public: Path) -> Burden:
    """The replay of all collections below a folder, on both days and all hooks."""
    patients: dict[str, int] = {}
    sittings: dict[str, int] = {}
    firings: list[Firing] = []
    not_known: dict[str, int] = {}
    for collection in COLLECTIONS:
        records = [
            one for one in read_files(json_files([public / collection])) if isinstance(one, PatientRecord)
        ]
        patients[collection] = len(records)
        for record in records:
            for day in DAYS:
                for hook in Hook:
                    for sitting in Judge(plan, UTC, day).sittings(record, hook):
                        sittings[collection] = sittings.get(collection, 0) + 1
                        for finding in sitting.findings.findings:
                            if finding.outcome is Outcome.NOT_KNOWN:
                                not_known[finding.card.id] = not_known.get(finding.card.id, 0) + 1
                            if finding.outcome is Outcome.FIRED:
                                about = sitting.draft or sitting.patient
                                facts = tuple(why(finding, sitting))
                                level = became(finding)
                                firings.append(
                                    Firing(collection, about, finding.card.id, level, hook.value, day, facts)
                                )
    return Burden(patients, sittings, tuple(sorted(firings)), not_known)


def page_of(burden: Burden) -> str:
    """The page as Markdown."""
    return "\n".join([OPENING, *_counts(burden), "", *_firings(burden), *_not_known(burden)])


def whole_page(plan: Plan, public: Path) -> str:
    """The public records, then the whole patients."""
    return f"{page_of(burden_of(plan, public))}\n{part_of_page(whole_patients(plan))}"


def _counts(burden: Burden) -> Iterator[str]:
    yield "| collection | patients | judged | cards that fired |"
    yield "|---|---|---|---|"
    for collection in COLLECTIONS:
        fired = [one for one in burden.firings if one.collection == collection]
        held = (f"`{collection}`", burden.patients[collection], burden.sittings[collection], len(fired))
        yield f"| {' | '.join(map(str, held))} |"
    days = " and as of ".join(map(str, DAYS))
    yield f"\n*Judged*: patients at hooks, once for each draft, as of {days}."


def _firings(burden: Burden) -> Iterator[str]:
    yield "## Every card that fired\n"
    same: dict[tuple[str, str, str, str, tuple[str, ...]], list[Firing]] = {}
    for one in burden.firings:
        same.setdefault((one.collection, one.about, one.card, one.level, one.facts), []).append(one)
    if not same:
        yield "None.\n"
    for (collection, about, card, level, facts), firings in same.items():
        hooks = ", ".join(dict.fromkeys(one.hook for one in firings))
        days = ", ".join(str(day) for day in sorted({one.day for one in firings}))
        yield f"### `{card}`, {level}: `{about}`\n"
        yield f"`{collection}`; at {hooks}; as of {days}.\n"
        yield "\n".join(f"- {fact}" for fact in facts)
        yield f"\n{READINGS.get((about, card), NOT_READ)}\n"


def _not_known(burden: Burden) -> Iterator[str]:
    yield "## What could not be checked\n"
    yield "Where the record lacks what the answer hangs on, no card is shown and the datum is named.\n"
    for card, times in sorted(burden.not_known.items()):
        yield f"- `{card}`: {times} times"
    if not burden.not_known:
        yield "Nothing."
    yield ""


def main() -> int:
    """Writes the page; 2 where the records are not there."""
    if not PUBLIC.is_dir():
        sys.stderr.write("The public records are not there; PUBLIC_RECORDS may name their folder.\n")
        return 2
    PAGE.write_text(whole_page(build_engine(Settings(demo=True)).plan, PUBLIC), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
