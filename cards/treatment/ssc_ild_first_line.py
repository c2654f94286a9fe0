"""ILD in systemic sclerosis without an ILD drug: mycophenolate first, other options, no glucocorticoid."""

from cards.definitions.disease import ild, rapidly_progressive_ild, systemic_sclerosis
from cards.definitions.first_line import (
    NO_DRUG,
    chart_or_ild_order,
    drugs_may_be_offered,
    other_lung_disease,
    reason_to_treat,
    steroid_or_ild_order,
)
from cards.definitions.mycophenolate_options import mycophenolate_first_line
from cards.definitions.options import (
    hepatitis_screen_wanted_in_sclerosis,
    nintedanib_gates,
    rituximab_gates,
    tocilizumab_gates,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import lung_function_supplied
from cards.definitions.tests import anti_hbc_test, hbsag_test, ild_discussion
from cards.definitions.therapy import (
    azathioprine,
    cyclophosphamide,
    mycophenolate,
    nintedanib,
    no_ild_drug,
    rituximab,
    tocilizumab,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    choose,
    each_of,
    info,
    occasion,
    request,
    yes,
)

listed_drug_drafted = any_of(
    mycophenolate.planned(),
    tocilizumab.planned(),
    rituximab.planned(),
    nintedanib.planned(),
    cyclophosphamide.planned(),
    azathioprine.planned(),
)
off_list = (steroid_or_ild_order & ~listed_drug_drafted).named(
    "a drug that is not among the first-line options is ordered"
)

other_options = choose("alternative", tocilizumab_gates, rituximab_gates, nintedanib_gates)

card = Card(
    id="ssc-ild-first-line",
    title="SSc-ILD: first-line options",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & systemic_sclerosis
    & ~rapidly_progressive_ild
    & no_ild_drug
    & lung_function_supplied
    & ((occasion.chart & reason_to_treat) | (occasion.selecting & off_list)),
    unless=other_lung_disease,
    level=(info(),),
    summary="SSc-ILD without ILD drug: mycophenolate preferred; tocilizumab, rituximab, nintedanib optional; no steroid",
    detail=(
        "ATS 2024: strong for mycophenolate; conditional for cyclophosphamide, rituximab, tocilizumab, nintedanib and "
        "nintedanib with mycophenolate.",
        "ACR/CHEST 2023: mycophenolate, tocilizumab, rituximab preferred; cyclophosphamide, nintedanib, azathioprine "
        "further options; all conditional, and against combination at the start.",
        "Tocilizumab suits early disease with raised acute-phase markers, nintedanib fibrotic or UIP-like disease; "
        "cyclophosphamide by specialist protocol.",
        "Strongly against glucocorticoids for SSc-ILD (renal crisis). Rituximab premedication includes "
        "methylprednisolone: agree the dose.",
    ),
    notes=NO_DRUG,
    suggest=(
        each_of(mycophenolate_first_line).offered(drugs_may_be_offered).recommended(),
        each_of(other_options).offered(drugs_may_be_offered),
        request(
            hbsag_test, anti_hbc_test, label="Hepatitis B screen before rituximab or tocilizumab"
        ).offered(drugs_may_be_offered & hepatitis_screen_wanted_in_sclerosis),
        request(ild_discussion).offered(~yes(drugs_may_be_offered)),
    ),
    override_reasons=(
        "Treated outside this record",
        "Multidisciplinary discussion chose observation (limited, stable ILD)",
        "Options contraindicated or not tolerated",
        "Patient declines",
    ),
    sources=(ATS_SSC_2024, ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength(
        "Strong for mycophenolate (ATS), conditional for the others (ATS, ACR/CHEST)", "low to very low"
    ),
    silences=("lung-function-decline", "hrct-phenotype"),
)
