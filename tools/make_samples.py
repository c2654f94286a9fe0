"""Writes ``sample_bundles/``: each story's request, the response of this service to it, and what it shows.

Run ``python -m tools.make_samples`` after a change to a card or a sample. The patients are built without
any code of the service; only the prefetch keys are asked of it, as a client reads them from discovery.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from cdshooks.app import create_app
from cdshooks.settings import Settings
from tools.sample_fhir import PATIENT, SAMPLE_DAY, Json, bundle
from tools.sample_stories import STORIES as OWN_STORIES
from tools.sample_stories import VIEW, SampleStory
from tools.told_samples import told_samples
from tools.whole_patients import WHOLE_PATIENTS, WholePatient

ADDRESS = "http://127.0.0.1:8080"
"""Where links in the responses lead: the demo on its own machine."""

FOLDER = Path(__file__).parent.parent / "sample_bundles"

Ask = Callable[[str, Json], Json]
"""Posts a request to the service of a hook and returns what it answers."""


@cache
def stories() -> tuple[SampleStory, ...]:
    """Those that were written as samples, and those chosen from the stories of the card tests."""
    return (*OWN_STORIES, *told_samples())


def files() -> dict[Path, str]:
    """Every file of the samples below their folder, with its content."""
    prefetch, ask = service()
    written = {}
    for story in stories():
        request = request_of(story, prefetch[story.hook])
        place = Path(story.card, story.name)
        written[place / "request.json"] = text_of(request)
        written[place / "response.json"] = text_of(with_plain_ids(ask(story.hook, request)))
        written[place / "story.json"] = text_of(about(story))
    for whole in WHOLE_PATIENTS:
        folder = Path("patients", whole.name)
        written[folder / "record.json"] = text_of(record_of(whole))
        # Not JSON: what replays a folder takes every JSON file in it for a record or request.
        written[folder / "about.toml"] = f'about = "{whole.about}"\nday = {SAMPLE_DAY.isoformat()}\n'
    return written


def record_of(whole: WholePatient) -> Json:
    """The whole record of a patient as one Bundle, each patient under an id of its own."""
    named = json.dumps(bundle([whole.person, *whole.record], "collection")).replace(PATIENT, whole.name)
    found: Json = json.loads(named.replace("INVENTED-1042", f"INVENTED-{whole.name}"))
    return found


def service() -> tuple[dict[str, dict[str, str]], Ask]:
    """The prefetch templates of each hook, and a way to ask the demo on its defaults."""
    plain = Settings(demo=True, base_url=ADDRESS, site_file=None, fhir_bases=(), time_zone="UTC")
    client = create_app(plain, log_file=BytesIO()).test_client()
    discovered = client.get("/cds-services").get_json()["services"]
    ids = {one["hook"]: one["id"] for one in discovered}

    def ask(hook: str, request: Json) -> Json:
        answer = client.post(f"/cds-services/{ids[hook]}", json=request)
        if answer.status_code != 200:
            raise SystemExit(f"{hook} answered {answer.status_code}: {answer.get_data(as_text=True)}")
        found: Json = answer.get_json()
        return found

    return {one["hook"]: one["prefetch"] for one in discovered}, ask


def request_of(story: SampleStory, templates: dict[str, str]) -> Json:
    """The request that an EHR sends: exactly the prefetch that discovery asks for, complete."""
    context: Json = {
        "userId": "Practitioner/pulmonologist-1",
        "patientId": PATIENT,
        "encounterId": "visit-1",
    }
    if story.hook != VIEW:
        context["draftOrders"] = bundle(story.drafts, "collection")
    if story.hook == "order-select":
        context["selections"] = [f"MedicationRequest/{one['id']}" for one in story.drafts]
    return {
        "hook": story.hook,
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": context,
        "prefetch": {key: prefetched(template, story) for key, template in templates.items()},
        "extension": {"as-of": SAMPLE_DAY.isoformat()},
    }


def prefetched(template: str, story: SampleStory) -> Json:
    """What a FHIR server answers to one prefetch query."""
    kind = re.split(r"[/?]", template)[0]
    if kind == "Patient":
        return story.person
    codes = re.search(r"[?&]code=([^&]*)", template)
    wanted = set(codes.group(1).split(",")) if codes else None
    return bundle(list(_found(story, kind, wanted)), "searchset")


def _found(story: SampleStory, kind: str, codes: set[str] | None) -> Iterator[Json]:
    for resource in story.record:
        if resource["resourceType"] != kind:
            continue
        if codes is None or any(one["code"] in codes for one in resource["code"]["coding"]):
            yield resource


def about(story: SampleStory) -> Json:
    """What the story shows, and the day its dates belong to."""
    return {
        "card": story.card,
        "title": story.title,
        "hook": story.hook,
        "day": SAMPLE_DAY.isoformat(),
        "indicator": story.fires or None,
        "why": story.why,
    }


def with_plain_ids(answer: Any) -> Any:
    """The answer with its fresh uuids replaced by counted ones, so that it is the same each time."""
    text = json.dumps(answer)
    found = dict.fromkeys(re.findall(r'"uuid": "([0-9a-f-]{36})"', text))
    for number, uuid in enumerate(found, start=1):
        text = text.replace(uuid, str(UUID(int=number, version=4)))
    return json.loads(text)


def text_of(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes every file, and removes those of stories that are gone."""
    written = files()
    for place, text in written.items():
        target = FOLDER / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for old in FOLDER.glob("*/*/*.json"):
        if old.relative_to(FOLDER) not in written:
            old.unlink()
    sys.stdout.write(
        f"{len(written)} files of {len(stories())} stories and {len(WHOLE_PATIENTS)} whole patients\n"
    )


if __name__ == "__main__":
    main()
