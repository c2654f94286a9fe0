"""A story: a patient at a moment, and what the service must say. Run through the whole service.

``lacking`` names resource types whose lists were not supplied (for results: ``Observation``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cdshooks.rules.findings import AtOnce, Finding, Findings, Outcome
from cdshooks.service import ClinicalEngine, build_engine
from cdshooks.settings import Settings
from cdshooks.web.wire import HookRequest
from tests.cards.clinic import TODAY, Json, patient

VIEW, SELECT, SIGN = "patient-view", "order-select", "order-sign"


CROWDED_OUT = "more cards than are shown at once"
ALL_THAT_FIRED = AtOnce(cards=100, info=100)
SITE_FILE = Path(__file__).with_name("site.toml")


@cache
def engine(site_codes: bool = False) -> ClinicalEngine:
    """One engine for all stories: the demo on its defaults; and one of a site with codes of its own."""
    return build_engine(Settings(demo=True, site_file=SITE_FILE if site_codes else None))


@cache
def showing_all(site_codes: bool = False) -> ClinicalEngine:
    """The engine of a site like that one that shows every card that fires."""
    return build_engine(Settings(demo=True), replace(engine(site_codes).site, at_once=ALL_THAT_FIRED))


@dataclass(frozen=True)
class Story:
    """``expect``: ``info``, ``warning``, ``critical``; ``silent``; or ``not known``. ``because`` must stand
    in the recorded reason; ``named`` in the one note (``None``: the note must not name this card)."""

    card: str
    name: str
    hook: str
    expect: str
    record: tuple[Json, ...] = ()
    drafts: tuple[Json, ...] = ()
    person: Json | None = None
    lacking: tuple[str, ...] = ()
    because: str = ""
    named: str | None = ""
    recommended: str | None = None
    """Text in the label of the recommended suggestion; ``""``: none recommended; ``None``: not looked at."""
    offers: tuple[str, ...] = ()
    never_offers: tuple[str, ...] = ()
    selections: tuple[str, ...] | None = None
    shown: bool = True
    """Whether a fired card is also shown, past precedence and budget."""
    acts: tuple[str, ...] = ()
    """Texts or codes that must stand somewhere in the suggestions, their actions and resources included."""
    never_acts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    """Texts that must stand in the detail of the card, or of the one note where the card is quiet."""
    never_says: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Text in the actions of the recommended suggestions."""
    never_beside: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    """Resource types whose lists go on on a page that nobody sent."""
    failed: tuple[str, ...] = ()
    """Resource types that the EHR could not read: an OperationOutcome came in their place."""
    site_codes: bool = False
    """The site has named codes for concepts that have no public one (``site.toml``)."""

    def __str__(self) -> str:
        return f"{self.card}: {self.name}"

    def request(self) -> HookRequest:
        """The hook request an EHR would send."""
        return HookRequest.model_validate(self.body())

    def body(self) -> dict[str, Any]:
        service = next(one for one in engine(self.site_codes).services if one.hook == self.hook)
        prefetch: dict[str, Any] = {}
        for key, query in service.prefetch.items():
            kind = query.split("?")[0].split("/")[0]
            if kind == "Patient":
                prefetch[key] = self.person or patient()
            elif kind in self.failed:
                issue = {"severity": "error", "code": "forbidden"}
                prefetch[key] = {"resourceType": "OperationOutcome", "issue": [issue]}
            elif kind not in self.lacking:
                found = _bundle(one for one in self.record if one["resourceType"] == kind)
                more = [{"relation": "next", "url": f"https://ehr.example.org/fhir/{kind}?page=2"}]
                prefetch[key] = {**found, "link": more} if kind in self.partial else found
        context: dict[str, Any] = {"patientId": "pat", "userId": "Practitioner/7"}
        if self.hook != VIEW:
            context["draftOrders"] = _bundle(self.drafts, kind="collection")
        if self.selections is not None:
            context["selections"] = list(self.selections)
        return {
            "hook": self.hook,
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": context,
            "prefetch": prefetch,
        }


def _bundle(resources: Iterable[Json], kind: str = "searchset") -> Json:
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": one} for one in resources]}


def tell(story: Story, asked: ClinicalEngine | None = None) -> tuple[Findings, dict[str, Any]]:
    """What the service found, and what it answered; of the story's own engine unless another is asked."""
    here = asked or engine(story.site_codes)
    found: list[Findings] = []

    def kept(*asked: Any) -> Findings:
        found.append(ClinicalEngine.findings(here, *asked))
        return found[0]

    with patch.object(here, "findings", kept):
        answer = here.answer(story.request(), today=TODAY)
    return found[0], answer


def card_in(answer: dict[str, Any], card_id: str) -> dict[str, Any] | None:
    """The card of that id in an answer."""
    first, *others = card_id.split("-")
    topic = first + "".join(word.capitalize() for word in others)
    return next((one for one in answer["cards"] if one["source"]["topic"]["code"] == topic), None)


def check(story: Story) -> None:
    """Asserts everything the story says."""
    findings, answer = tell(story)
    finding = findings.of(story.card)
    if finding.reason == CROWDED_OUT:
        # What the card says is told all the same; how many are shown at once has tests of its own.
        findings, answer = tell(story, showing_all(story.site_codes))
        finding = findings.of(story.card)
    shown = card_in(answer, story.card)
    if story.expect in {"info", "warning", "critical"}:
        _check_fired(story, finding, shown)
    else:
        _check_quiet(story, finding, shown, answer)


def _check_fired(story: Story, finding: Finding, shown: dict[str, Any] | None) -> None:
    assert finding.level.indicator == story.expect, (finding.outcome, finding.reason, finding.level)
    if not story.shown:
        assert shown is None
        return
    assert shown is not None, (finding.outcome, finding.reason)
    assert shown["indicator"] == story.expect
    labels = [one["label"] for one in shown.get("suggestions", [])]
    # Without its own ids, which are made by chance and may hold any digits that a story looks for.
    acts = json.dumps([one | {"uuid": ""} for one in shown.get("suggestions", [])])
    for wanted in story.acts:
        assert wanted in acts, acts
    for unwanted in story.never_acts:
        assert unwanted not in acts, acts
    for wanted in story.says:
        assert wanted in shown["detail"], shown["detail"]
    for unwanted in story.never_says:
        assert unwanted not in shown["detail"], shown["detail"]
    for wanted in story.offers:
        assert any(wanted in label for label in labels), labels
    for unwanted in story.never_offers:
        assert not any(unwanted in label for label in labels), labels
    actions = [
        action["description"]
        for one in shown.get("suggestions", [])
        if one.get("isRecommended")
        for action in one["actions"]
    ]
    for wanted in story.beside:
        assert any(wanted in action for action in actions), actions
    for unwanted in story.never_beside:
        assert not any(unwanted in action for action in actions), actions
    if story.recommended is not None:
        recommended = [one["label"] for one in shown.get("suggestions", []) if one.get("isRecommended")]
        if story.recommended:
            assert any(story.recommended in label for label in recommended), (recommended, labels)
        else:
            assert not recommended


def _check_quiet(
    story: Story, finding: Finding, shown: dict[str, Any] | None, answer: dict[str, Any]
) -> None:
    assert shown is None
    wanted = {"silent": {"silent", "no occasion", "suppressed"}, "not known": {"not known"}}[story.expect]
    assert finding.outcome.value in wanted, (finding.outcome, finding.level, finding.reason)
    assert story.because in finding.reason, finding.reason
    note = next(
        (one for one in answer["cards"] if one["source"]["topic"]["code"] == "couldNotBeChecked"), None
    )
    said = "" if note is None else note["detail"]
    if story.named:
        assert story.named in said
    elif story.named is None:
        assert finding.card.title not in said
    for text in story.says:
        assert text in said


def check_alone(story: Story) -> None:
    """Everything the story says; and silence is the card's own, not for want of place beside others."""
    check(story)
    if story.expect == "silent" and not story.because:
        finding = engine(story.site_codes).findings(story.request(), TODAY).of(story.card)
        assert finding.outcome is not Outcome.SUPPRESSED, finding.reason
