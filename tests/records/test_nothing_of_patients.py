"""Planted names, ids, birth dates and tokens are found nowhere: database, logs, metrics, errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import requests

from cdshooks.settings import EMBEDDED
from tests.cards.clinic import TODAY, Json
from tests.records.conftest import KEY
from tests.records.running import Running, running
from tests.records.service import ON_STEROID, now, overridden, renamed

NAME, PATIENT, USER = "Canarina", "canary-patient-4711", "Practitioner/canary-user-4712"
BIRTH, TOKEN, COMMENT = "1951-07-23", "canary-token-4713", "canary comment 4714"
PLANTED = (NAME, PATIENT, "canary-user-4712", BIRTH, TOKEN, "canary comment", "canary-encounter")


def planted() -> Json:
    """A request that gets cards, full of what must not stay."""
    body = ON_STEROID.body()
    prefetch = renamed(body["prefetch"], PATIENT)
    person = {"id": PATIENT, "name": [{"family": NAME}], "birthDate": BIRTH, "gender": "male"}
    prefetch["patient"] = {"resourceType": "Patient", **person}
    context = {"patientId": PATIENT, "userId": USER, "encounterId": "canary-encounter"}
    authorization = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "subject": NAME}
    return body | {
        "prefetch": prefetch,
        "context": context,
        "fhirServer": f"https://{PATIENT}.example.org/fhir",
        "fhirAuthorization": authorization,
        "extension": {"as-of": TODAY.isoformat()},
    }


def feedback(card: str) -> list[Json]:
    """Outcomes with everything that a client may put into them."""
    words = {"code": f"{NAME} {BIRTH}", "system": TOKEN, "display": f"{NAME} {PATIENT}"}
    reason = {"reason": words, "userComment": COMMENT}
    base = overridden(card) | {"overrideReason": reason}
    taken = {"outcome": "accepted", "acceptedSuggestions": [{"id": NAME}, {"id": PATIENT}]}
    odd: list[Any] = [{"card": NAME, "outcome": NAME}, {"card": {"name": NAME}}, NAME]
    return [base, base | taken, base | {"card": PATIENT}, base | {"card": NAME} | taken, *odd]


def ask_everything(served: Running) -> list[str]:
    """Every kind of answer that may tell of an error, and the metrics."""
    answer = requests.post(f"{served.base}/cds-services/ild-patient-view", json=planted(), timeout=10)
    cards = answer.json()["cards"]
    assert cards
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{served.base}/cds-services/ild-patient-view/feedback"
    told = [requests.post(url, json={"feedback": feedback(cards[0]["uuid"])}, headers=headers, timeout=10)]
    told += [
        requests.post(url, json={"feedback": [{"card": NAME, "at": now()}]}, timeout=10),
        requests.post(f"{served.base}/cds-services/{NAME}", json=planted(), timeout=10),
        requests.post(f"{served.base}/cds-services/ild-order-sign", json=planted(), timeout=10),
        requests.get(f"{served.base}/{PATIENT}", params={"token": TOKEN}, timeout=10),
        requests.get(f"{served.base}/metrics", timeout=10),
        requests.get(f"{served.base}/health/ready", timeout=10),
    ]
    assert told[0].status_code == 200
    return [one.text for one in told]


def test_nothing_that_was_planted_stays_anywhere(tmp_path: Path) -> None:
    database = tmp_path / "records" / "records.sqlite3"
    database.parent.mkdir()
    with running(tmp_path, f"{EMBEDDED}{database}") as served:
        told = ask_everything(served)
        files = [file for file in (*database.parent.iterdir(), served.log) if file.is_file()]
        kept = {file.name: file.read_bytes() for file in files}
        # So that the search cannot miss everything: what is ours is there, in the clear.
        assert b"pjp-start" in b"".join(kept.values())
    kept[served.log.name] = served.log.read_bytes()
    for words in PLANTED:
        assert [name for name, text in kept.items() if words.lower().encode() in text.lower()] == []
        assert [text for text in told if words.lower() in text.lower()] == []
    assert KEY.encode() not in b"".join(kept.values())


def test_an_error_of_the_database_tells_nothing_either(
    tmp_path: Path,
) -> None:
    nowhere = f"{EMBEDDED}{tmp_path / 'nowhere' / 'records.sqlite3'}"
    with running(tmp_path, nowhere) as served:
        answer = requests.post(f"{served.base}/cds-services/ild-patient-view", json=planted(), timeout=10)
        assert answer.json()["cards"]
        url = f"{served.base}/cds-services/ild-patient-view/feedback"
        refused = requests.post(url, json={"feedback": feedback(PATIENT)}, timeout=10)
        assert refused.status_code == 503
    log = served.log.read_text()
    assert "cannot be reached" in log
    for words in PLANTED:
        assert words.lower() not in refused.text.lower()
        assert words.lower() not in log.lower()
