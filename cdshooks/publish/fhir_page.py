"""The page of the documentation on the export as FHIR: what stands where, and what is left out, counted."""

from __future__ import annotations

from cdshooks.publish.fhir_limits import Counted, Limit, limits_of
from cdshooks.publish.fhir_names import Exported

Limits = dict[str, tuple[Counted, ...]]

PREFACE = """\
# Export as FHIR

`cdshooks export OUT` writes the cards as FHIR R4 resources, made from the declarations that are served, with
the numbers and codes of the site: {cards} PlanDefinitions, {sets} ValueSets with {codes} codes ({empty} of
them empty, for concepts without a public code) and one Library that names them all with their versions and
the fingerprint of the catalogue. They are for reading, for comparing two versions, and for tools that list
clinical knowledge. **Their conditions are sentences: nothing in them can be executed.** Every resource is a
draft and is checked against the R4B models before anything is written; the same cards give the same bytes.

"""

WHERE = (
    ("of the declaration", "in the export"),
    ("---", "---"),
    ("hooks", "`action.trigger`, a named event for each"),
    (
        "occasion, criteria, exclusions",
        "`action.condition`: numbered sentences as `text/plain`, with their words",
    ),
    (
        "suggestions",
        "nested actions with conditions of their own; in them each drug and request, with its code",
    ),
    ("summary, detail", "`description`"),
    ("strength", "the extensions `cqf-strengthOfRecommendation` and `cqf-qualityOfEvidence`, in words"),
    ("numbers: default, value here, range, source", "`purpose`"),
    ("sources", "`relatedArtifact` (citation) and `action.documentation`"),
    ("value sets", "`relatedArtifact` (depends-on), by canonical URL and version"),
    ("signed and site fingerprint", "`identifier`"),
    ("signatures that hold", "`reviewer`, `approvalDate`"),
    ("levels, precedence, budget, reasons to override", "`usage`, in sentences"),
)

REST = """\

The version of a ValueSet is made from its codes and its meaning, that of the Library from the whole
catalogue. Where each code was verified stands in the lists of codes of the [review sheets](cards/index.md).
A PlanDefinition has a `date` only where the version of its card is a day. `--base URL` says where the
canonical URLs begin; without it they lead nowhere.

This page is made from the cards (`cdshooks sheet export`).

## What the form cannot carry

Each file names what it leaves out: a PlanDefinition and the Library in `usage`, a ValueSet in `purpose`.
"""


def export_page(exported: Exported) -> str:
    """The whole page as markdown."""
    held = exported.value_sets.values()
    limits = {one.id: limits_of(one, exported) for one in exported.plan.catalogue.cards}
    preface = PREFACE.format(
        cards=len(limits),
        sets=len(held),
        codes=sum(len(one.rows) for one in held),
        empty=sum(not one.rows for one in held),
    )
    where = "".join(f"| {this} | {there} |\n" for this, there in WHERE)
    return "\n".join([preface + where + REST, *_by_limit(limits), "", *_by_card(limits), ""])


def _by_limit(limits: Limits) -> list[str]:
    lines = ["| what | cards | things | what to know |", "|---|---|---|---|"]
    for limit in Limit:
        counts = [one.count for found in limits.values() for one in found if one.limit is limit]
        lines.append(f"| {limit.title} | {len(counts)} | {sum(counts)} | {limit.words} |")
    return lines


def _by_card(limits: Limits) -> list[str]:
    """Each card with what it has beyond what all of them have."""
    of_all = {one for one in Limit if all(_has(one, found) for found in limits.values())}
    shared = ", ".join(one.title for one in Limit if one in of_all)
    lines = ["## Card by card", "", f"Every card has these: {shared}. Beyond them:", ""]
    lines += ["| card | what its export cannot carry, and how often |", "|---|---|"]
    for card, found in limits.items():
        said = ", ".join(f"{one.limit.title} {one.count}" for one in found if one.limit not in of_all)
        lines.append(f"| `{card}` | {said or 'nothing more'} |")
    return lines


def _has(limit: Limit, found: tuple[Counted, ...]) -> bool:
    return any(one.limit is limit for one in found)
