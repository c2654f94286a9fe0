"""What the FHIR server of the hostile tests answers: each base below ``/fhir/`` plays one trick."""

from __future__ import annotations

from tests.fhir_test_server import Respond, bundle, sends
from tests.hostile.around import LISTED_NAME, REBOUND_NAME, Around

PATIENT_ID = "ild-1042"
CONDITION = {
    "resourceType": "Condition",
    "id": "fetched",
    "subject": {"reference": f"Patient/{PATIENT_ID}"},
    "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "I10"}]},
}


def set_up(around: Around) -> None:
    """Sets every trick, and empty answers for everything else that the service asks for."""
    server, trap = around.fhir, around.trap
    server.empty_for(("Condition", "Procedure", "Medication"))
    server.on("circle", sends(bundle(CONDITION, next_url=f"{server.base}/circle")))
    port = server.base.rpartition(":")[2].partition("/")[0]
    tricks: dict[str, Respond] = {
        "next-to-trap": sends(bundle(CONDITION, next_url=f"{trap.base}/Condition")),
        "next-to-trap-by-slashes": sends(bundle(CONDITION, next_url=f"//{trap.host}:{trap.port}/fhir")),
        "redirect-to-trap": sends(b"", 302, Location=f"{trap.base}/Condition"),
        "redirect-to-itself": sends(b"", 307, Location=f"http://127.0.0.1:{port}/fhir/Condition"),
        "redirect-to-file": sends(b"", 301, Location="file:///etc/passwd"),
        "refresh-to-trap": sends(b"{}", 200, Refresh=f"0; url={trap.base}"),
        "next-in-a-circle": sends(bundle(CONDITION, next_url="Condition?patient=" + PATIENT_ID)),
        "many-pages": _counting(server.base),
    }
    tricks |= {
        f"redirect-{status}-to-trap": sends(b"", status, Location=f"{trap.base}/Condition")
        for status in (301, 302, 303, 307, 308)
    }
    ways = {
        "trap-by-slashes": f"//{trap.host}:{trap.port}/fhir",
        "trap-by-name": f"http://{REBOUND_NAME}:{trap.port}/fhir/Condition",
        "metadata": "http://169.254.169.254/latest/meta-data",
        "file": "file:///etc/passwd",
        "itself-by-name": f"http://{LISTED_NAME}:{port}/fhir/Condition",
        "another-port": f"http://127.0.0.1:{trap.port}/fhir/Condition",
        "https": f"https://127.0.0.1:{port}/fhir/Condition",
        "user": f"http://127.0.0.1:{port}@{trap.host}:{trap.port}/fhir",
        "backslashes": f"\\\\{trap.host}:{trap.port}\\fhir",
        "nothing": "",
    }
    tricks |= {f"redirect-to-{name}": sends(b"", 302, Location=way) for name, way in ways.items()}
    for name, respond in tricks.items():
        server.on(f"{name}/Condition", respond)


def _counting(base: str) -> Respond:
    """A page that leads on to itself under ever new addresses."""
    pages = iter(range(10_000_000))
    return lambda handler: sends(
        bundle(CONDITION, next_url=f"{base}/many-pages/Condition?page={next(pages)}")
    )(handler)
