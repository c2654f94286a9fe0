"""Writes ``docs/conformance.md`` from the table: ``python -m tests.conformance.page``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.conformance.table import MET, PENDING, STATUSES, Row, rows

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"

AREAS = {
    "J": "JSON",
    "D": "Discovery",
    "PT": "Prefetch queries",
    "RQ": "Requests",
    "FA": "FHIR access",
    "PD": "Prefetch data",
    "RS": "Answers",
    "C": "Cards",
    "SRC": "Sources of cards",
    "CO": "Codings, and pages of a browser",
    "SU": "Suggestions",
    "AC": "Actions",
    "SA": "System actions",
    "LK": "Links",
    "OR": "Override reasons",
    "FB": "Feedback",
    "SE": "Security",
    "EX": "Extensions",
    "PF": "Speed",
    "HK": "Hooks",
}

HEAD = """# Conformance with CDS Hooks

*Written by `python -m tests.conformance.page` from `tests/conformance/requirements.csv`: change it there.*

Each requirement that the specification, the hooks and real clients make of a service, what becomes of it
here, and the test that proves it. The statements are our own summary of CDS Hooks 1.0 to 3.0 (ballot); the
specification itself is at <https://cds-hooks.hl7.org/>. IMPL stands for what no text demands but a careful
service does, TOLERATE for what clients may do and the service puts up with.

- **met**: the test named shows it, over HTTP wherever a client could see the difference.
- **not applicable**: it is about something that is not offered, which the reason names.
- **declined**: decided otherwise, for the reason given. Nothing that is binding is declined.
"""

PENDING_WORDS = "- **pending**: under construction; the reason names the part that is awaited.\n"


def page(table: Sequence[Row]) -> str:
    """The whole page."""
    counted = Counter(row.status for row in table)
    told = ", ".join(f"{counted[status]} {status}" for status in STATUSES if counted[status])
    parts = [HEAD + (PENDING_WORDS if counted[PENDING] else ""), f"Of {len(table)} requirements: {told}.\n"]
    for prefix, title in AREAS.items():
        found = [row for row in table if row.id.partition("-")[0] == prefix]
        parts.append(f"## {title}\n\n" + "\n".join(["| id | level | requirement | status | test |", RULE]))
        parts[-1] += "".join(f"\n{_line(row)}" for row in found) + "\n"
    return "\n".join(parts)


RULE = "|---|---|---|---|---|"


def _line(row: Row) -> str:
    status = f"{row.status}: {row.reason}" if row.reason and row.status != MET else row.status
    statement = f"{row.statement} {row.reason}." if row.reason and row.status == MET else row.statement
    test = f"`{row.test.removeprefix('tests/')}`" if row.test else ""
    return f"| {row.id} | {row.level} | {statement} | {status} | {test} |"


def unlisted(table: Sequence[Row]) -> set[str]:
    """The areas that the page would leave out."""
    return {row.id.partition("-")[0] for row in table} - AREAS.keys()


if __name__ == "__main__":
    PAGE.write_text(page(rows()), encoding="utf-8")
