"""What the cards say about the ten whole patients of ``sample_bundles/patients``: a part of the page on alert
burden, with what a clinician says of each card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from cdshooks.replay.counting import became
from cdshooks.replay.files import PatientRecord, json_files, read_files
from cdshooks.replay.sittings import Judge, Sitting
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Outcome
from cdshooks.rules.plan import Plan
from tools.make_samples import FOLDER
from tools.sample_fhir import SAMPLE_DAY
from tools.whole_patients import WHOLE_PATIENTS

PATIENTS = FOLDER / "patients"

READ: dict[tuple[str, str], str] = {
    ("sclerosis-steroid-for-joints", "ssc-glucocorticoid"): (
        "Wanted. 20 mg a day in systemic sclerosis risks a renal crisis; the chart is silent until somebody "
        "signs it again."
    ),
    ("sclerosis-steroid-for-joints", "pjp-start"): (
        "Wanted. Four weeks at 20 mg beside mycophenolate reach the limit on its day; if the steroid is "
        "stopped for the card above, this one goes with it."
    ),
    ("sclerosis-steroid-for-joints", "infection-screen"): (
        "Tolerable: the last screen is nearly two years old. Of the three cards of this signature it is the "
        "one to lose."
    ),
    ("dermatomyositis-anti-mda5", "tmp-smx-hyperkalaemia"): (
        "Wanted, at the level info: TMP-SMX beside lisinopril and tacrolimus, potassium usual of late."
    ),
    ("rheumatoid-progressing", "ra-ild-escalation"): (
        "Wanted on the chart and at mycophenolate. At the renewals of abatacept and of prednisone 5 mg it "
        "repeats what the chart has said: a snooze is what quiets it."
    ),
    ("rheumatoid-progressing", "transplant-referral"): (
        "Wanted: FVC and DLCO fall on treatment at 64 years; the referral takes months."
    ),
    ("sjogren-with-sulfonamide-allergy", "pjp-start"): (
        "Wanted: 56 days at 20 mg or more, and the agent is chosen around the allergy. It is said at each of "
        "the drafts of one taper, once for each signature."
    ),
    ("sjogren-with-sulfonamide-allergy", "lung-function-decline"): (
        "Known to the clinic, which began prednisone for it ten days ago; the card still lists the causes to "
        "look for. Tolerable, at the level info."
    ),
    ("rapidly-progressive", "rapidly-progressive-ild"): (
        "Wanted: within three weeks saturation fell by 7 points, within 78 days FVC by 14."
    ),
    ("rapidly-progressive", "pjp-start"): "Wanted: 60 mg a day since yesterday, no prophylaxis ordered.",
    ("raised-ige", "raised-ige-workup"): (
        "Wanted: nobody has asked yet for exposure, Aspergillus and IgG4; the card says that IgE alone "
        "chooses no drug."
    ),
}
"""What a clinician says of each card that speaks: patient and card."""

NOT_READ = "**Not read by anybody yet.**"

OPENING = """\
## Ten whole patients

The invented patients of `sample_bundles/patients` have two years of record each. They were replayed on all
three hooks as of the day of the samples; each active order is once the draft. At most five cards are shown at
once, and at most two of the level info. A card that is silenced would have spoken; the rule that silenced it
is named. *(chart)* is patient-view.

| patient | resources | judged | cards shown at most | cards that spoke |
|---|---|---|---|---|"""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole patient with every sitting."""

    name: str
    about: str
    resources: int
    sittings: tuple[Sitting, ...]

    def cards(self) -> dict[str, None]:
        """Each card that was shown at some hook, once."""
        return dict.fromkeys(card for one in self.sittings for card, _ in shown(one))


def shown(sitting: Sitting) -> list[tuple[str, str]]:
    """(card, level) of what is shown at once."""
    fired = (one for one in sitting.findings.findings if one.outcome is Outcome.FIRED)
    return [(one.card.id, became(one)) for one in fired]


def silenced(sitting: Sitting) -> list[tuple[str, str]]:
    """(card, rule) of what would have spoken."""
    held = (one for one in sitting.findings.findings if one.outcome is Outcome.SUPPRESSED)
    return [(one.card.id, one.reason) for one in held]


def unknown(sitting: Sitting) -> list[str]:
    """The cards that could not be judged."""
    return [one.card.id for one in sitting.findings.findings if one.outcome is Outcome.NOT_KNOWN]


def whole_patients(plan: Plan) -> list[Whole]:
    """Every whole patient, judged on all hooks on the day of the samples."""
    judge = Judge(plan, UTC, SAMPLE_DAY)
    found = []
    for whole in WHOLE_PATIENTS:
        (record,) = read_files(json_files([PATIENTS / whole.name / "record.json"]))
        assert isinstance(record, PatientRecord)
        sittings = tuple(one for hook in Hook for one in judge.sittings(record, hook))
        found.append(Whole(whole.name, whole.about, 1 + len(whole.record), sittings))
    return found


def part_of_page(found: list[Whole]) -> str:
    """The part of the page as Markdown."""
    rows = (
        f"| [{one.name}](#{one.name}) | {one.resources} | {len(one.sittings)} "
        f"| {max(len(shown(sitting)) for sitting in one.sittings)} "
        f"| {', '.join(f'`{card}`' for card in one.cards()) or 'none'} |"
        for one in found
    )
    return "\n".join([OPENING, *rows, "", *(line for one in found for line in _patient(one))])


def _patient(whole: Whole) -> Iterator[str]:
    yield f"### {whole.name}\n\n{whole.about}\n"
    same: dict[tuple[str, str], list[str]] = {}
    for one in whole.sittings:
        cards = ", ".join(f"{level} `{card}`" for card, level in shown(one))
        quiet = "; ".join(f"`{card}`: {rule}" for card, rule in silenced(one))
        if cards or quiet:
            same.setdefault((cards or "none", quiet or "none"), []).append(_moment(one))
    if not same:
        yield "No card speaks and none is silenced, neither on the chart nor at any order.\n"
        return
    yield "| when | cards | silenced, by which rule |\n|---|---|---|"
    for (cards, quiet), moments in same.items():
        yield f"| {'; '.join(dict.fromkeys(moments))} | {cards} | {quiet} |"
    yield ""
    for card in whole.cards():
        yield f"- `{card}`: {READ.get((whole.name, card), NOT_READ)}"
    yield ""


def _moment(sitting: Sitting) -> str:
    if sitting.draft is None:
        return "(chart)" if sitting.hook is Hook.PATIENT_VIEW else f"{sitting.hook.value} without a draft"
    return f"{sitting.hook.value} of {sitting.draft.removeprefix('MedicationRequest/')}"
