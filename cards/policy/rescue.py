"""Numbers of rescue in rapid progression: doses by size, and grounds against a drug."""

from cards.policy import SERVICE
from cdshooks.rules.language import number

CYCLOPHOSPHAMIDE_MG_PER_M2 = number(
    "cyclophosphamide.mg_per_m2",
    600,
    "mg/m2 a dose, every 4 weeks",
    meaning="dose of intravenous cyclophosphamide that is drafted",
    allowed=(300, 1000),
    source="PMC10185598 table 3: 600 mg/m2 [V1]",
)
CYCLOPHOSPHAMIDE_STEP_MG = number(
    "cyclophosphamide.step_mg",
    50,
    "mg",
    meaning="a drafted dose of cyclophosphamide is rounded down to",
    allowed=(10, 100),
    source="rounding, for a pharmacist to confirm [K]",
)
CYCLOPHOSPHAMIDE_LEAST_MG = number(
    "cyclophosphamide.least_mg",
    300,
    "mg a dose",
    meaning="smallest dose of intravenous cyclophosphamide that is drafted",
    allowed=(100, 600),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_MOST_MG = number(
    "cyclophosphamide.most_mg",
    1200,
    "mg a dose",
    meaning="largest dose of intravenous cyclophosphamide that is drafted",
    allowed=(900, 1500),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_COUNT_DAYS = number(
    "cyclophosphamide.blood_count_days",
    14,
    "days",
    meaning="a blood count is good for a dose of cyclophosphamide for",
    allowed=(7, 30),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_NEUTROPHILS = number(
    "cyclophosphamide.neutrophils",
    "1.5",
    "10*9/L",
    meaning="neutrophils below which cyclophosphamide is unsafe",
    allowed=("1.0", "2.0"),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_PLATELETS = number(
    "cyclophosphamide.platelets",
    100,
    "10*9/L",
    meaning="platelets below which cyclophosphamide is unsafe",
    allowed=(50, 150),
    source=SERVICE,
)
CYCLOPHOSPHAMIDE_CLEARANCE = number(
    "cyclophosphamide.clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which cyclophosphamide is checked first",
    allowed=(10, 50),
    source=SERVICE,
)
IMMUNE_GLOBULIN_G_PER_KG = number(
    "immune_globulin.g_per_kg",
    "0.4",
    "g/kg a day, 5 days",
    meaning="dose of immune globulin that is drafted",
    allowed=("0.2", "0.6"),
    source="2 g/kg in a course over 5 days, service choice [K]",
)
IMMUNE_GLOBULIN_STEP_G = number(
    "immune_globulin.step_g",
    1,
    "g",
    meaning="a drafted dose of immune globulin is rounded down to",
    allowed=("0.5", 5),
    source=SERVICE,
)
IMMUNE_GLOBULIN_LEAST_G = number(
    "immune_globulin.least_g",
    5,
    "g a day",
    meaning="smallest daily dose of immune globulin that is drafted",
    allowed=(1, 10),
    source=SERVICE,
)
IMMUNE_GLOBULIN_MOST_G = number(
    "immune_globulin.most_g",
    80,
    "g a day",
    meaning="largest daily dose of immune globulin that is drafted",
    allowed=(40, 120),
    source=SERVICE,
)
IMMUNE_GLOBULIN_CLEARANCE = number(
    "immune_globulin.clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which immune globulin is checked first",
    allowed=(15, 60),
    source=SERVICE,
)
IMMUNE_GLOBULIN_CLOT_DAYS = number(
    "immune_globulin.clot_days",
    365,
    "days",
    meaning="a clot or cardiovascular event counts against immune globulin for",
    allowed=(90, 730),
    source=SERVICE,
)
IGA_ABSENT = number(
    "immune_globulin.iga",
    "0.07",
    "g/L",
    meaning="IgA below which it counts as deficient",
    allowed=("0.05", "0.1"),
    source=SERVICE,
)
JAK_AGE_YEARS = number(
    "jak.age_years",
    65,
    "years",
    meaning="age from which a JAK inhibitor is checked first",
    allowed=(50, 75),
    source="JAK inhibitor labels [K]",
)
JAK_LYMPHOCYTES = number(
    "jak.lymphocytes",
    "0.5",
    "10*9/L",
    meaning="lymphocytes below which a JAK inhibitor is unsafe",
    allowed=("0.3", "1.0"),
    source="label [K]",
)
JAK_NEUTROPHILS = number(
    "jak.neutrophils",
    "1.0",
    "10*9/L",
    meaning="neutrophils below which a JAK inhibitor is unsafe",
    allowed=("0.5", "1.5"),
    source="label [K]",
)
JAK_HAEMOGLOBIN = number(
    "jak.haemoglobin",
    "9.0",
    "g/dL",
    meaning="haemoglobin below which a JAK inhibitor is not begun",
    allowed=(8, 10),
    source="tofacitinib label [K]",
)
JAK_CLEARANCE = number(
    "jak.clearance",
    50,
    "mL/min",
    meaning="creatinine clearance below which tofacitinib is checked first",
    allowed=(30, 60),
    source="5 mg twice daily [K]",
)
AZATHIOPRINE_NEUTROPHILS = number(
    "azathioprine.neutrophils",
    "1.5",
    "10*9/L",
    meaning="neutrophils from which azathioprine can be given",
    allowed=("1.0", "2.0"),
    source=SERVICE,
)
