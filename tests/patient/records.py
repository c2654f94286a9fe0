"""Small FHIR resources for the tests of the reading, written out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from cdshooks.catalogue_data import load_terminology
from cdshooks.patient.record import Record
from cdshooks.patient.terminology import CodeIndex, Terminology

TODAY = date(2026, 3, 4)
ZONE = ZoneInfo("America/New_York")
SCT = "http://snomed.info/sct"
LNC = "http://loinc.org"
RX = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
CVX_CODE = "08"

Json = dict[str, Any]


@lru_cache(maxsize=1)
def terminology() -> Terminology:
    return load_terminology()


@lru_cache(maxsize=1)
def index() -> CodeIndex:
    return terminology().index(terminology().value_sets)


def coded(system: str, code: object, **more: object) -> Json:
    return {"coding": [{"system": system, "code": code}], **more}


def record(
    resources: Mapping[str, Sequence[object]] | None = None, patient: Json | None = None, **more: Any
) -> Record:
    """A record of patient p1 on 4 March 2026 in New York."""
    chosen = {"resourceType": "Patient", "id": "p1"} if patient is None else patient
    return Record(TODAY, ZONE, chosen, resources or {}, terminology(), index(), **more)


def condition(**elements: object) -> Json:
    """A Condition that says interstitial lung disease, unless ``code`` says otherwise."""
    return {"resourceType": "Condition", "id": "c1", "code": coded(ICD, "J84.10"), **elements}


def creatinine(**elements: object) -> Json:
    return {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "code": coded(LNC, "2160-0"),
        "effectiveDateTime": "2026-03-01",
        "valueQuantity": {"value": 1.1, "unit": "mg/dL", "code": "mg/dL"},
        **elements,
    }


def allergy(**elements: object) -> Json:
    return {"resourceType": "AllergyIntolerance", "id": "a1", "code": coded(RX, "10831"), **elements}
