"""HRCT was never done in established ILD, or is older than a new decline or symptom."""

from cards.definitions.disease import ild, lung_transplant, new_ild, rapidly_progressive_ild
from cards.definitions.monitoring import chest_ct_done, hrct_ordered
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.progression import (
    dlco_fell_points,
    fibrotic_pattern,
    fvc_fell_points,
    progressing,
    worse_symptom,
)
from cards.definitions.tests import chest_ct_of_ild
from cards.policy.monitoring import HRCT_DAYS
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.sources import ACR_CHEST_SCREENING_2023, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    day_of,
    info,
    record_only,
    request,
    yes,
)

# A relative fall of FVC is progression by itself.
change = any_of(
    yes(progressing),
    fvc_fell_points,
    dlco_fell_points,
    yes(worse_symptom),
)
# One number for both: the CT is older than it, the change is not, so the CT was done before the change.
changed_lately = day_of(change, apart_from=fibrotic_pattern).within(HRCT_DAYS)
older_than_the_change = change & chest_ct_done & ~chest_ct_done.done_within(HRCT_DAYS) & changed_lately
never_done = ~new_ild & ~chest_ct_done

card = Card(
    id="hrct-indicated",
    title="HRCT indicated",
    version="1.0.0",
    owner="pulmonology and radiology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ~comfort_care & ild & (never_done | older_than_the_change),
    unless=(hrct_ordered, yes(pregnant), lung_transplant, yes(rapidly_progressive_ild)),
    level=(info(),),
    summary="No HRCT on record, or none since the new decline or symptoms: repeat it for cause, not by the calendar",
    detail=(
        "Low dose, without contrast, inspiration and expiration, prone if needed; a CT pulmonary angiogram does not "
        "replace it.",
        "The guideline names no routine interval: a yearly HRCT without a reason is not advised.",
    ),
    notes=((never_done, "No chest CT is on record."),),
    suggest=(request(chest_ct_of_ild, open_days=WORKUP_REQUEST_DAYS).recommended(~pregnant),),
    override_reasons=("CT was done elsewhere", "Concern about radiation", "Would not change management"),
    sources=(ACR_CHEST_SCREENING_2023, SERVICE_CHOICE),
    strength=Strength("No recommendation for a frequency", "very low"),
)
