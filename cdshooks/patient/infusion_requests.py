"""An infusion drafted as a ServiceRequest ("Rituximab infusion") orders a drug, as a prescription does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cdshooks.patient.code_systems import LOINC, system_of
from cdshooks.patient.drug_shelves import orders_a_drug
from cdshooks.patient.medication import MedicationReader
from cdshooks.patient.reading import Resource, concept_words, text_of
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import codings_of

# A drug's name alone may be that of a test for it ("Tacrolimus", "Immunoglobulin G").
_GIVEN = re.compile(
    r"\b(?:infu(?:s|z)\w*|perfusions?|i\.?v\.?|intraven\w*|inject\w*|injektion\w*|administ\w*|subcutan\w*|IVIG|SCIG|"
    r"rituximab|cyclo(?:ph|f)os(?:ph|f)amide?)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:levels?|trough|assay|antibod\w*|tests?|labs?|panel|monitor\w*|screen\w*|consult\w*|referr\w*|educat\w*|"
    r"counsel\w*|teach\w*|clinic|before|prior|pre-?\w*|after|post-?\w*|authori[sz]\w*|approv\w*|evaluat\w*|assess\w*|"
    r"allerg\w*|desensit\w*|line|access|catheter|check\w*|review\w*|discuss\w*|consider\w*|stop\w*|hold|held|"
    r"discontinu\w*|cancel\w*|no|not|spiegel|kontroll\w*|aufkl(?:ä|ae)rung)\b",
    re.IGNORECASE,
)


def drug_drafts(
    drafts: Sequence[tuple[Resource, bool]], reader: MedicationReader
) -> list[tuple[Resource, bool]]:
    """The drafts that order a drug, each with whether the occasion is about it."""
    found = []
    for draft, asked_about in drafts:
        if orders_a_drug(draft):
            found.append((draft, asked_about))
        elif (infusion := _infusion(draft, reader)) is not None:
            found.append((infusion, asked_about))
    return found


def _infusion(draft: Resource, reader: MedicationReader) -> Resource | None:
    """The draft with its code in the place of a drug; ``None`` where its words name no drug that is given."""
    code = draft.get("code")
    if text_of(draft.get("resourceType")) != "ServiceRequest" or _is_a_test(code):
        return None
    words = in_one_line(concept_words(code))
    if not _GIVEN.search(words) or _NOT_GIVEN.search(words):
        return None
    ordered = {**draft, "medicationCodeableConcept": {"text": words}}
    return ordered if reader.drug_of(ordered, "draft").drug is not None else None


def _is_a_test(code: object) -> bool:
    systems = (text_of(coding.get("system")) for coding in codings_of(code))
    return any(system_of(system) == LOINC for system in systems if system is not None)
