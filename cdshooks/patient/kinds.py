"""The types of resource that a record reads, and the kinds of fact that it keeps of them."""

from __future__ import annotations

from cdshooks.patient.clinical import DATED_KINDS

CONDITIONS, OBSERVATIONS, ALLERGIES = "Condition", "Observation", "AllergyIntolerance"
REQUESTS, CONCLUSIONS = "ServiceRequest", "conclusion"
IMAGING = "ImagingStudy"  # need not say what was looked at
REQUEST_KINDS = frozenset({"ServiceRequest", "ProcedureRequest", "DeviceRequest"})
MEDICATION_KINDS = {
    "MedicationRequest": "order",
    "MedicationOrder": "order",
    "MedicationStatement": "statement",
    "MedicationUsage": "statement",
    "MedicationDispense": "dispense",
    "MedicationAdministration": "administration",
}
"""The types of resource that hold a drug, and what such a fact is called."""

READ_TYPES = frozenset(
    {
        *("Patient", "Medication", CONDITIONS, OBSERVATIONS, ALLERGIES),
        *DATED_KINDS,
        *REQUEST_KINDS,
        *MEDICATION_KINDS,
    }
)
"""The types of resource that a record reads; of another type it holds nothing for any card."""
