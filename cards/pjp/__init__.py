"""Pneumocystis (PJP) prophylaxis: who needs it, and which agent."""

from cards.pjp import (
    dapsone_g6pd,
    pjp_agent_choice,
    pjp_agent_in_pregnancy,
    pjp_consider,
    pjp_dose_check,
    pjp_in_mda5,
    pjp_start,
    pjp_stop_review,
    pjp_with_rituximab_cyclophosphamide,
    tmp_smx_allergy,
    tmp_smx_hyperkalaemia,
    tmp_smx_in_sle,
    tmp_smx_interactions,
    tmp_smx_marrow_liver,
    tmp_smx_methotrexate,
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
        tmp_smx_hyperkalaemia.card,
        tmp_smx_methotrexate.card,
        tmp_smx_interactions.card,
        tmp_smx_in_sle.card,
        pjp_agent_in_pregnancy.card,
        dapsone_g6pd.card,
        tmp_smx_marrow_liver.card,
        pjp_dose_check.card,
        pjp_stop_review.card,
    ),
    title="Pneumocystis (PJP) prophylaxis",
)
