"""Numbers of the safety checks of mycophenolate, azathioprine, cyclophosphamide, rituximab and tocilizumab.

With unit, allowed range and source, as in ``cards/policy.py``.
"""

from cdshooks.rules.language import number

SERVICE = "service choice, to be confirmed by the clinical owner [K]"
LABEL = "label, not seen itself [K]"
CPIC = "CPIC thiopurine guideline 2018, PMC6576267 table 3 [V1]; the limit itself is a service choice [K]"

RUN_GAP_DAYS = number("drug_safety.run_gap_days", 90, "days", allowed=(14, 90), source=SERVICE)

# Mycophenolate
MMF_EARLY_DAYS = number("mycophenolate.early_days", 90, "days", allowed=(60, 365), source=LABEL)
MMF_EARLY_COUNT_DAYS = number(
    "mycophenolate.early_count_days", 30, "days", allowed=(7, 30), source="PMC10185598 table 3, label [K]"
)
MMF_LATER_COUNT_DAYS = number(
    "mycophenolate.later_count_days",
    120,
    "days",
    allowed=(30, 120),
    source="every 2 to 4 months where stable [V2]",
)

# Azathioprine
AZATHIOPRINE_ONE_GENE_MG_PER_KG = number(
    "azathioprine.one_gene_mg_per_kg", "1.6", "mg/kg a day", allowed=("0.6", "1.6"), source=CPIC
)
AZATHIOPRINE_BOTH_GENES_MG_PER_KG = number(
    "azathioprine.both_genes_mg_per_kg", "1.0", "mg/kg a day", allowed=("0.3", "1.6"), source=CPIC
)
AZATHIOPRINE_SETTLED_DAYS = number(
    "azathioprine.settled_days", 185, "days, the first and today counted", allowed=(90, 366), source=SERVICE
)
AZATHIOPRINE_COUNT_DAYS = number(
    "azathioprine.count_days", 120, "days", allowed=(30, 120), source="monthly to every 3 months [K]"
)
AZATHIOPRINE_PLATELETS = number("azathioprine.platelets", 100, "10*9/L", allowed=(100, 150), source=SERVICE)
AZATHIOPRINE_LOW_START_KG = number(
    "azathioprine.low_start_weight",
    50,
    "kg",
    allowed=(50, 100),
    source="50 mg a day are at most 1.0 mg/kg from 50 kg on [K]",
)
AZATHIOPRINE_WITH_ALLOPURINOL_MG_PER_KG = number(
    "azathioprine.with_allopurinol_mg_per_kg",
    "0.7",
    "mg/kg a day",
    allowed=("0.5", "0.7"),
    source="0.5 to 0.70 mg/kg with allopurinol in bowel disease, PMC10924016 table 2 [V1]",
)
AZATHIOPRINE_WITH_ALLOPURINOL_DAYS = number(
    "azathioprine.with_allopurinol_days",
    32,
    "days, the first and today counted",
    allowed=(29, 92),
    source=SERVICE,
)

# Rituximab
HEPATOLOGY_DAYS = number("hepatitis_b.hepatology_days", 90, "days", allowed=(30, 183), source=SERVICE)

# Tocilizumab and sarilumab
SARILUMAB_PLATELETS = number(
    "sarilumab.platelets", 150, "10*9/L", allowed=(100, 150), source="sarilumab label [K]"
)
IL6_HELD_NEUTROPHILS = number(
    "tocilizumab.held_neutrophils", "1.0", "10*9/L", allowed=("0.5", "2.0"), source="label copy [V1]"
)
IL6_HELD_PLATELETS = number(
    "tocilizumab.held_platelets", 100, "10*9/L", allowed=(50, 150), source="label copy [V1]"
)
IL6_HELD_ALT = number(
    "tocilizumab.held_alt", 3, "times upper limit", allowed=(3, 5), source="label copy [V1]"
)
