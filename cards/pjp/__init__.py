"""Pneumocystis (PJP) prophylaxis: who needs it, and which agent."""

from cards.pjp import (
    pjp_agent_choice,
    pjp_consider,
    pjp_dose_check,
    pjp_in_mda5,
    pjp_start,
    pjp_stop_review,
    pjp_with_rituximab_cyclophosphamide,
    tmp_smx_allergy,
    tmp_smx_renal_dose,
)
from cdshooks.rules.language import Folder

FOLDER = Folder(
    "pjp",
    (
        pjp_start.card,
        pjp_consider.card,
        pjp_with_rituximab_cyclophosphamide.card,
        pjp_in_mda5.card,
        pjp_agent_choice.card,
        tmp_smx_allergy.card,
        tmp_smx_renal_dose.card,
        pjp_dose_check.card,
        pjp_stop_review.card,
    ),
)
