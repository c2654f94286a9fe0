"""What is drawn of a patient: steroid dose, the drugs of the lung and against PJP, lung function."""

from cards.definitions.disease import dlco, fvc
from cards.definitions.pjp_agents import atovaquone, dapsone, inhaled_pentamidine, tmp_smx_combined
from cards.definitions.therapy import (
    calcineurin_inhibitor,
    glucocorticoid,
    ild_drugs,
    jak_inhibitor,
    methotrexate,
    steroid,
    tocilizumab,
)
from cards.policy.pjp import PJP_STEROID_HIGH_MG, PJP_STEROID_MG
from cdshooks.rules.language import Curve, Lane, Picture

PICTURE = Picture(
    dose=steroid,
    limits=(PJP_STEROID_MG, PJP_STEROID_HIGH_MG),
    lanes=(
        Lane("Glucocorticoid", (glucocorticoid,)),
        Lane("ILD therapy", (ild_drugs, tocilizumab, calcineurin_inhibitor, jak_inhibitor, methotrexate)),
        Lane("PJP prophylaxis", (tmp_smx_combined, atovaquone, dapsone, inhaled_pentamidine)),
    ),
    curves=(Curve("FVC", fvc), Curve("DLCO", dlco)),
)
