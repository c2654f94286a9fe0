"""Whatever a client sends, reading it does not raise."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.patient.clinical import DATED_KINDS
from cdshooks.patient.units import read_amount, times_upper_limit
from tests.patient.records import CVX_CODE, ICD, LNC, RX, SCT, coded, record

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["active", "final", "2026-01-01", "2026", "9999-12-31T23:59:59-12:00", "#1", "1e400", ">60 mL"]
    )
)
KEYS = (
    "code", "system", "coding", "text", "display", "value", "unit", "comparator", "reference", "start", "end",
    "low", "high", "type", "concept", "event", "repeat", "boundsPeriod", "lastUpdated", "versionId",
    "numerator", "denominator", "manifestation", "severity", "substance",
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
ELEMENTS = (
    "id", "meta", "subject", "patient", "status", "clinicalStatus", "verificationStatus", "onsetDateTime",
    "onsetPeriod", "abatementDateTime", "abatementBoolean", "recordedDate", "effectiveDateTime",
    "effectivePeriod", "issued", "valueQuantity", "valueCodeableConcept", "valueString", "valueInteger",
    "valueBoolean", "valueRatio", "valueDateTime", "interpretation", "referenceRange", "component",
    "reaction", "criticality", "category", "conclusionCode", "procedureCode", "modality", "performedPeriod",
    "started", "occurrenceDateTime", "occurrenceTiming", "occurrencePeriod", "authoredOn", "intent",
    "doNotPerform", "birthDate", "gender", "deceasedBoolean", "deceasedDateTime", "code", "substance",
    "resourceType",
)  # fmt: skip
SURE = {
    "Condition": ("code", coded(ICD, "J84.10")),
    "Observation": ("code", coded(LNC, "2160-0")),
    "AllergyIntolerance": ("code", coded(RX, "10831")),
    "Procedure": ("code", coded(SCT, "265764009")),
    "Immunization": ("vaccineCode", coded("http://hl7.org/fhir/sid/cvx", CVX_CODE)),
    "DiagnosticReport": ("code", coded(LNC, "24627-2")),
    "ImagingStudy": ("procedureCode", coded(LNC, "24627-2")),
    "ServiceRequest": ("code", coded(LNC, "24627-2")),
}
elements = st.dictionaries(st.sampled_from(ELEMENTS), anything, max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SURE)), elements, elements, anything, st.booleans())
def test_a_resource_of_any_shape_is_read_or_left(
    kind: str, one: dict[str, object], other: dict[str, object], stray: object, with_code: bool
) -> None:
    name, code = SURE[kind]
    of_the_patient = {"subject": None, "patient": None, "doNotPerform": None}
    first = {**one, name: code, **of_the_patient} if with_code else one
    patient = record({kind: [first, other, stray]}, patient=other, drafts=[])
    found = [patient.person]
    for value_set in patient.index.used if not with_code else ASKED:
        found += patient.conditions(value_set)
        found += patient.allergies(value_set)
        found += patient.requests(value_set)
        found += patient.concluding(value_set)
        found += [fact for dated in DATED_KINDS for fact in patient.dated(dated, value_set)]
        for result in patient.observations(value_set):
            found.append(result)
            read_amount(value_set, result.quantity)
            times_upper_limit(result, value_set)
    if with_code:
        assert len(found) > 1


ASKED = (
    "cond_ild_all", "obs_creatinine", "allergy_sulfonamide_antibiotic", "proc_dialysis", "imm_hepatitis_b",
    "obs_ct_chest",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(anything, anything, st.lists(elements, max_size=3))
def test_a_record_of_any_shape_is_read_or_left(
    listed: object, patient: object, drafts: list[dict[str, object]]
) -> None:
    requests = [{**draft, "resourceType": "ServiceRequest"} for draft in drafts]
    sent: Any = {"Condition": listed, "Observation": listed}
    whole = record(sent, patient=cast(Any, patient), drafts=requests)
    assert whole.person.reference
    whole.conditions("cond_ild_all")
    whole.observations("obs_creatinine")
    whole.requests("obs_ct_chest")
