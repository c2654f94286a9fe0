"""The knowledge: one file per card. What it needs to be judged, shown and queried is in ``cdshooks``."""

from cards.drug_safety import FOLDER as DRUG_SAFETY
from cards.ige import FOLDER as IGE
from cards.monitoring import FOLDER as MONITORING
from cards.orders import FOLDER as ORDERS
from cards.picture import PICTURE
from cards.pjp import FOLDER as PJP
from cards.policy.overrides import SNOOZE_CRITICAL_HOURS, SNOOZE_DAYS
from cards.prevention import FOLDER as PREVENTION
from cards.treatment import FOLDER as TREATMENT
from cards.valuesets import (
    ANCA_VASCULITIS,
    ILD,
    LUPUS,
    MIXED_CONNECTIVE_TISSUE_DISEASE,
    MYOSITIS,
    RHEUMATOID_ARTHRITIS,
    SJOGREN,
    SYSTEMIC_SCLEROSIS,
    UNDIFFERENTIATED_CTD,
)
from cdshooks.rules.language import Catalogue, Snooze

CATALOGUE = Catalogue(
    name="ILD therapy and PJP prophylaxis",
    marker="ild-pjp-catalogue",
    folders=(TREATMENT, ORDERS, MONITORING, IGE, PJP, PREVENTION, DRUG_SAFETY),
    rank=("pjp", "treatment", "orders", "drug_safety", "monitoring", "ige", "prevention"),
    snooze=Snooze(days=SNOOZE_DAYS, critical_hours=SNOOZE_CRITICAL_HOURS),
    picture=PICTURE,
    treated=(
        ILD,
        SYSTEMIC_SCLEROSIS,
        MYOSITIS,
        MIXED_CONNECTIVE_TISSUE_DISEASE,
        RHEUMATOID_ARTHRITIS,
        SJOGREN,
        LUPUS,
        UNDIFFERENTIATED_CTD,
        ANCA_VASCULITIS,
    ),
)
