"""One complete draft order for each drug that cards offer. Doses as the tables give them."""

from cards.definitions.organs import height, weight
from cards.policy.rescue import (
    CYCLOPHOSPHAMIDE_LEAST_MG,
    CYCLOPHOSPHAMIDE_MG_PER_M2,
    CYCLOPHOSPHAMIDE_MOST_MG,
    CYCLOPHOSPHAMIDE_STEP_MG,
    IMMUNE_GLOBULIN_G_PER_KG,
    IMMUNE_GLOBULIN_LEAST_G,
    IMMUNE_GLOBULIN_MOST_G,
    IMMUNE_GLOBULIN_STEP_G,
)
from cards.policy.treatment import (
    TACROLIMUS_LEAST_MG,
    TACROLIMUS_MG_PER_KG,
    TACROLIMUS_MOST_MG,
    TACROLIMUS_STEP_MG,
)
from cdshooks.rules.language import DrugOrder, by_surface, by_weight

ORAL = ("26643006", "Oral route")
INTRAVENOUS = ("47625008", "Intravenous route")
SUBCUTANEOUS = ("34206005", "Subcutaneous route")
INHALED = ("447694001", "Respiratory tract route")

TMP_SMX_DAILY = DrugOrder(
    drug="TMP-SMX",
    code="198334",
    display="sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet",
    dose="1",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(1, 1, "d"),
    words="TMP-SMX 80/400 mg, 1 tablet by mouth once daily",
    purpose="PJP prophylaxis",
)
TMP_SMX_THREE_A_WEEK = DrugOrder(
    drug="TMP-SMX",
    code="198334",
    display="sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet",
    dose="1",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(3, 1, "wk"),
    words="TMP-SMX 80/400 mg, 1 tablet by mouth three times weekly (half dose for the kidney)",
    purpose="PJP prophylaxis",
)
ATOVAQUONE_DAILY = DrugOrder(
    drug="atovaquone",
    code="308429",
    display="Atovaquone 150 MG/ML Oral Suspension",
    dose="10",
    unit="mL",
    unit_code="mL",
    route=ORAL,
    every=(1, 1, "d"),
    words="atovaquone 1500 mg (10 mL) by mouth once daily with fatty food",
    note="Take with fatty food.",
    purpose="PJP prophylaxis",
)
DAPSONE_DAILY = DrugOrder(
    drug="dapsone",
    code="197557",
    display="dapsone 100 MG Oral Tablet",
    dose="1",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(1, 1, "d"),
    words="dapsone 100 mg, 1 tablet by mouth once daily",
    purpose="PJP prophylaxis",
)
PENTAMIDINE_MONTHLY = DrugOrder(
    drug="pentamidine",
    code="861597",
    display="Pentamidine Isethionate 50 MG/ML Inhalant Solution",
    dose="300",
    unit="mg",
    unit_code="mg",
    route=INHALED,
    every=(1, 4, "wk"),
    words="pentamidine 300 mg by nebuliser every 4 weeks",
    note="Give an inhaled bronchodilator before where airways may narrow.",
    purpose="PJP prophylaxis",
)
MYCOPHENOLATE_START = DrugOrder(
    drug="mycophenolate mofetil",
    code="200060",
    display="mycophenolate mofetil 500 MG Oral Tablet",
    dose="1",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(2, 1, "d"),
    words="mycophenolate mofetil 500 mg by mouth twice daily",
    note="1000 mg twice daily after 2 weeks if tolerated.",
)
TOCILIZUMAB_WEEKLY = DrugOrder(
    drug="tocilizumab",
    code="1441527",
    display="0.9 ML tocilizumab 180 MG/ML Prefilled Syringe",
    dose="162",
    unit="mg",
    unit_code="mg",
    route=SUBCUTANEOUS,
    every=(1, 1, "wk"),
    words="tocilizumab 162 mg under the skin once weekly",
)
RITUXIMAB_COURSE = DrugOrder(
    drug="rituximab",
    code="1657865",
    display="riTUXimab 10 MG/ML Injection",
    dose="1000",
    unit="mg",
    unit_code="mg",
    route=INTRAVENOUS,
    every=(1, 14, "d"),
    words="rituximab 1000 mg intravenously on day 1 and day 15",
    note="Two infusions, 14 days apart. Agree the dose of methylprednisolone premedication.",
    days=15,
)
NINTEDANIB_TWICE_DAILY = DrugOrder(
    drug="nintedanib",
    code="1592750",
    display="nintedanib 150 MG Oral Capsule",
    dose="1",
    unit="capsule",
    unit_code="{capsule}",
    route=ORAL,
    every=(2, 1, "d"),
    words="nintedanib 150 mg by mouth twice daily with food",
    note="Take with food.",
)
TACROLIMUS_START = by_weight(
    DrugOrder(
        drug="tacrolimus",
        code="313190",
        display="tacrolimus 0.5 MG Oral Capsule",
        dose="0.5",
        unit="mg",
        unit_code="mg",
        route=ORAL,
        every=(2, 1, "d"),
        words="tacrolimus {dose} mg by mouth twice daily (by body weight)",
        note="Dose worked out from the body weight and rounded down; adjust by the trough level.",
    ),
    weight,
    per_kg=TACROLIMUS_MG_PER_KG,
    step=TACROLIMUS_STEP_MG,
    least=TACROLIMUS_LEAST_MG,
    most=TACROLIMUS_MOST_MG,
)
AZATHIOPRINE_START = DrugOrder(
    drug="azathioprine",
    code="197388",
    display="azathioprine 50 MG Oral Tablet",
    dose="1",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(1, 1, "d"),
    words="azathioprine 50 mg by mouth once daily",
    note="Raise towards 2 mg/kg a day as tolerated, with blood counts.",
)
METHYLPREDNISOLONE_PULSE = DrugOrder(
    drug="methylprednisolone",
    code="6902",
    display="methylprednisolone",
    dose="1000",
    unit="mg",
    unit_code="mg",
    route=INTRAVENOUS,
    every=(1, 1, "d"),
    words="methylprednisolone 1000 mg intravenously once daily for 3 days",
    days=3,
)
CYCLOPHOSPHAMIDE_MONTHLY = by_surface(
    DrugOrder(
        drug="cyclophosphamide",
        code="3002",
        display="cyclophosphamide",
        dose="600",
        unit="mg",
        unit_code="mg",
        route=INTRAVENOUS,
        every=(1, 4, "wk"),
        words="cyclophosphamide {dose} mg intravenously every 4 weeks, 6 doses (600 mg/m2 by body surface)",
        note="Dose worked out from height and weight (Mosteller) and rounded down. Hydration and mesna by the local "
        "protocol. Not together with azathioprine.",
        days=141,
    ),
    weight,
    height,
    per_m2=CYCLOPHOSPHAMIDE_MG_PER_M2,
    step=CYCLOPHOSPHAMIDE_STEP_MG,
    least=CYCLOPHOSPHAMIDE_LEAST_MG,
    most=CYCLOPHOSPHAMIDE_MOST_MG,
)
IMMUNE_GLOBULIN_COURSE = by_weight(
    DrugOrder(
        drug="immune globulin",
        code="1426680",
        display="immunoglobulin G, human",
        dose="28",
        unit="g",
        unit_code="g",
        route=INTRAVENOUS,
        every=(1, 1, "d"),
        words="immune globulin {dose} g intravenously once daily for 5 days (0.4 g/kg a day)",
        note="Dose worked out from the body weight and rounded down; 2 g/kg in a course, repeated every 4 weeks. Draw "
        "hepatitis B serology before the first dose.",
        days=5,
    ),
    weight,
    per_kg=IMMUNE_GLOBULIN_G_PER_KG,
    step=IMMUNE_GLOBULIN_STEP_G,
    least=IMMUNE_GLOBULIN_LEAST_G,
    most=IMMUNE_GLOBULIN_MOST_G,
)
TOFACITINIB_TWICE_DAILY = DrugOrder(
    drug="tofacitinib",
    code="1357536",
    display="tofacitinib",
    dose="5",
    unit="mg",
    unit_code="mg",
    route=ORAL,
    every=(2, 1, "d"),
    words="tofacitinib 5 mg by mouth twice daily",
)
MYCOPHENOLIC_ACID_START = DrugOrder(
    drug="mycophenolic acid",
    code="485023",
    display="mycophenolic acid 360 MG Delayed Release Oral Tablet",
    dose="2",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(2, 1, "d"),
    words="mycophenolic acid delayed-release 360 mg by mouth twice daily, 720 mg from day 15",
    rising=((14, "1"),),
)
NINTEDANIB_LOW = DrugOrder(
    drug="nintedanib",
    code="1592742",
    display="nintedanib 100 MG Oral Capsule",
    dose="1",
    unit="capsule",
    unit_code="{capsule}",
    route=ORAL,
    every=(2, 1, "d"),
    words="nintedanib 100 mg by mouth twice daily with food",
    note="Take with food.",
)
PIRFENIDONE_LOW = DrugOrder(
    drug="pirfenidone",
    code="1868014",
    display="pirfenidone 267 MG Oral Tablet",
    dose="2",
    unit="tablet",
    unit_code="{tbl}",
    route=ORAL,
    every=(3, 1, "d"),
    words="pirfenidone 534 mg by mouth three times daily with food",
    note="Take with food.",
)
