"""Medications that orders refer to are read too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir_test_server import (
    FhirTestServer,
    bundle,
    sends,
)
from tests.gather.asking import (
    COMPLETE,
    ORDER,
    WHOLE,
    gather,
    ids,
    reasons,
    without,
)


def order(id: str, reference: object) -> dict[str, Any]:
    return {"resourceType": "MedicationRequest", "id": id, "medicationReference": {"reference": reference}}


def medication(id: str) -> dict[str, Any]:
    return {"resourceType": "Medication", "id": id}


def test_medications_that_were_not_supplied_are_read_each_once(server: FhirTestServer) -> None:
    for id in ("m1", "m2", "m3"):
        server.on(f"Medication/{id}", sends(medication(id)))
    orders = bundle(
        order("r1", "Medication/m1"),
        order("r2", f"{server.base}/Medication/m3/_history/3"),
        order("r3", "Medication/known"),
        order("r4", "#contained"),
        order("r5", "https://other.example/fhir/Medication/m9"),
        order("r6", "Medication/.."),
        order("r7", 7),
        medication("known"),
    )
    drafts = [order("d1", "Medication/m2"), order("d2", "Medication/drafted"), medication("drafted")]
    gathered = gather(
        server, prefetch=without("medicationRequests", medicationRequests=orders), drafts=drafts
    )
    assert sorted(server.paths()) == ["Medication/m1", "Medication/m2", "Medication/m3"]
    assert ids(gathered, "Medication") == ["known", "m1", "m2", "m3"]
    assert gathered.notes == ()


@pytest.mark.parametrize("kind", ["MedicationStatement", "MedicationDispense", "MedicationAdministration"])
def test_medications_of_drugs_that_are_no_orders_are_read_too(server: FhirTestServer, kind: str) -> None:
    server.on("Medication/m1", sends(medication("m1")))
    taken = order("t1", "Medication/m1") | {"resourceType": kind}
    assert ids(gather(server, prefetch=WHOLE | {"taken": bundle(taken)}), "Medication") == ["m1"]


def test_a_medication_that_cannot_be_read_is_noted_and_the_orders_stay_whole(server: FhirTestServer) -> None:
    orders = bundle(order("r1", "Medication/m1"))
    gathered = gather(server, prefetch=without("medicationRequests", medicationRequests=orders))
    assert gathered.coverage.of(ORDER) is COMPLETE
    assert reasons(gathered) == {"Medication": "answered 404"}


def test_no_more_than_twenty_medications_are_read(server: FhirTestServer) -> None:
    drafts = [order(f"d{n}", f"Medication/m{n}") for n in range(21)]
    for n in range(21):
        server.on(f"Medication/m{n}", sends(medication(f"m{n}")))
    gathered = gather(server, prefetch=WHOLE, drafts=drafts)
    assert len(ids(gathered, "Medication")) == 20
    assert reasons(gathered) == {"Medication": "only 20 of 21 were read"}


def test_medications_are_not_looked_for_without_a_server() -> None:
    gathered = gather(prefetch=WHOLE, drafts=[order("d1", "Medication/m1")])
    assert gathered.notes == ()


def test_medications_known_by_full_url_are_not_read(server: FhirTestServer) -> None:
    reference = server.base + "/Medication/m1"
    orders = bundle(order("r1", reference))
    orders["entry"].append({"fullUrl": reference, "resource": {"resourceType": "Medication"}})
    gather(server, prefetch=without("medicationRequests", medicationRequests=orders))
    assert server.asked == []
