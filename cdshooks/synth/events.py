"""What else a record holds: visits, vaccines, reports, procedures, as forms."""

from __future__ import annotations

from cdshooks.synth.codes import concept, words
from cdshooks.synth.forms import form

ENCOUNTER = form(
    {
        "resourceType": "Encounter",
        "id": "<<id>>",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "type": [words("ILD clinic visit")],
        "subject": {"reference": "<<patient>>"},
        "participant": [{"individual": {"reference": "<<doctor>>"}}],
        "period": {"start": "<<moment>>", "end": "<<issued>>"},
    }
)
VACCINES = {
    name: form(
        {
            "resourceType": "Immunization",
            "id": "<<id>>",
            "status": "completed",
            "vaccineCode": concept(name),
            "patient": {"reference": "<<patient>>"},
            "occurrenceDateTime": "<<moment>>",
            "recorded": "<<moment>>",
            "primarySource": True,
        }
    )
    for name in ("influenza", "influenza-high", "pneumococcal", "covid19", "zoster")
}
REPORTS = tuple(
    form(
        {
            "resourceType": "DiagnosticReport",
            "id": "<<id>>",
            "status": "final",
            "category": [words("Radiology")],
            "code": concept("ct-chest"),
            "subject": {"reference": "<<patient>>"},
            "encounter": {"reference": "Encounter/<<visit>>"},
            "effectiveDateTime": "<<moment>>",
            "issued": "<<issued>>",
            "conclusion": conclusion,
        }
    )
    for conclusion in (
        "Basal reticulation with traction bronchiectasis, no honeycombing.",
        "Honeycombing, basal and subpleural predominance.",
        "Ground-glass opacities with subpleural sparing.",
        "Centrilobular nodules and air trapping.",
        "No parenchymal abnormality.",
    )
)
BRONCHOSCOPY = form(
    {
        "resourceType": "Procedure",
        "id": "<<id>>",
        "status": "completed",
        "code": concept("bronchoscopy"),
        "subject": {"reference": "<<patient>>"},
        "encounter": {"reference": "Encounter/<<visit>>"},
        "performedDateTime": "<<moment>>",
    }
)
