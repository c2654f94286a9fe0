"""The service with its records: requests about one patient, the cards it shows, what users do with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import orjson
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cdshooks.app import create_app
from cdshooks.records.records import Records
from cdshooks.rules.plan import Plan
from cdshooks.service import ClinicalEngine, build_plan
from cdshooks.settings import Settings
from cdshooks.site import Site
from tests.cards.clinic import TODAY, Json, ild, steroid, steroid_draft
from tests.cards.story import SELECT, SIGN, VIEW, Story

DECLINES = "pjpStart5"
"""The code of "Patient declines", which snoozes; the third reason is for now only."""
FOR_NOW = "pjpStart3"

ON_STEROID = Story("pjp-start", "20 mg", VIEW, "warning", record=(ild(), steroid(start=-19, until=8)))
ON_MORE = Story("pjp-start", "30 mg", VIEW, "warning", record=(ild(), steroid(mg=30, start=-27, until=30)))
NO_CARD = Story("pjp-start", "well", VIEW, "silent")
ORDERED = Story("pjp-start", "ordered", SELECT, "warning", record=(ild(),), drafts=(steroid_draft(days=60),))
SIGNED = Story("pjp-start", "signed", SIGN, "warning", record=(ild(),), drafts=(steroid_draft(days=60),))


@cache
def plan() -> Plan:
    return build_plan(Site())


@dataclass
class Service:
    """One process of the service, asked without HTTP."""

    client: FlaskClient
    records: Records
    log: BytesIO

    def call(self, story: Story, *, patient: str = "pat", user: str | None = "Practitioner/7") -> list[Json]:
        """The cards about a patient."""
        body = deepcopy(story.body())
        body["context"] |= {"patientId": patient, "userId": user}
        body["prefetch"] = renamed(body["prefetch"], patient)
        body["extension"] = {"as-of": TODAY.isoformat()}
        answer = self.client.post(f"/cds-services/ild-{story.hook}", data=orjson.dumps(body))
        assert answer.status_code == 200, answer.text
        cards: list[Json] = answer.json["cards"]
        return cards

    def card(self, story: Story, **who: Any) -> Json | None:
        """The card that the story is about."""
        cards = self.call(story, **who)
        return next((one for one in cards if one["source"]["topic"]["code"] == "pjpStart"), None)

    def report(self, *items: Json, hook: str = VIEW) -> TestResponse:
        return self.client.post(f"/cds-services/ild-{hook}/feedback", data=json.dumps({"feedback": items}))

    def override(self, card: Json, code: str = DECLINES, **members: Any) -> None:
        assert self.report(overridden(card["uuid"], code) | members).status_code == 200

    def metric(self, line: str) -> float:
        """The value of one line of the metrics; 0 where it is not there."""
        for written in self.client.get("/metrics").text.splitlines():
            if written.startswith(f"{line} "):
                return float(written.split()[-1])
        return 0.0


def renamed(prefetch: Json, patient: str) -> Json:
    """The same record of another patient."""
    text = orjson.dumps(prefetch).decode()
    renamed_text = text.replace('"Patient/pat"', f'"Patient/{patient}"').replace(
        '"id":"pat"', f'"id":"{patient}"'
    )
    return orjson.loads(renamed_text)  # type: ignore[no-any-return]


def now() -> str:
    return datetime.now(UTC).isoformat()


def overridden(card: str, code: str = DECLINES) -> Json:
    reason = {"reason": {"code": code}}
    return {"card": card, "outcome": "overridden", "outcomeTimestamp": now(), "overrideReason": reason}


def accepted(card: str, *suggestions: str) -> Json:
    taken = [{"id": one} for one in suggestions]
    return {"card": card, "outcome": "accepted", "outcomeTimestamp": now(), "acceptedSuggestions": taken}


@contextmanager
def service(settings: Settings, own_plan: Plan | None = None) -> Iterator[Service]:
    """A service with these settings, ended afterwards."""
    compiled = own_plan or plan()
    records = Records(settings, compiled.snoozing)
    log = BytesIO()
    app = create_app(settings, ClinicalEngine(compiled, settings, records=records), log_file=log)
    try:
        yield Service(app.test_client(), records, log)
    finally:
        records.end()
