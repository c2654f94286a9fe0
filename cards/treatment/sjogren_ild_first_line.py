"""ILD in Sjogren disease without an ILD drug: mycophenolate, or observation where the lungs are hardly impaired."""

from cards.definitions.disease import ild, leading_sjogren, rapidly_progressive_ild
from cards.definitions.first_line import (
    NO_DRUG,
    azathioprine_option,
    chart_or_ild_order,
    drugs_may_be_offered,
    genotype_before_azathioprine,
    hepatitis_screen_before_rituximab,
    other_lung_disease,
    reason_to_treat,
    rituximab_option,
    steroid_or_ild_order,
)
from cards.definitions.mycophenolate_options import mycophenolate_first_line
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import lung_function_supplied, minimally_impaired
from cards.definitions.tests import (
    full_lung_function,
    ild_discussion,
)
from cards.definitions.therapy import azathioprine, cyclophosphamide, mycophenolate, no_ild_drug, rituximab
from cards.policy.treatment import OBSERVATION_REQUEST_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE, SJOGREN_LUNG_2021
from cards.valuesets import FULL_PFT_ORDER
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    each_of,
    info,
    occasion,
    request,
    request_for,
    yes,
)

listed_drug_drafted = any_of(
    mycophenolate.planned(), azathioprine.planned(), rituximab.planned(), cyclophosphamide.planned()
)
off_list = (steroid_or_ild_order & ~listed_drug_drafted).named(
    "a drug that is not among the first-line options is ordered"
)

observation_agreed = (
    request_for(FULL_PFT_ORDER).open_on_record(within=OBSERVATION_REQUEST_DAYS)
    & yes(minimally_impaired)
    & yes(drugs_may_be_offered)
).named("full lung function is requested, and observation is what would be advised")


card = Card(
    id="sjogren-ild-first-line",
    title="Sjogren-ILD: first-line options",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & leading_sjogren
    & ~rapidly_progressive_ild
    & no_ild_drug
    & lung_function_supplied
    & ((occasion.chart & reason_to_treat) | (occasion.selecting & off_list)),
    unless=(*other_lung_disease, observation_agreed),
    level=(info(),),
    summary="Sjogren-ILD without ILD drug: mycophenolate preferred; azathioprine or rituximab optional; short steroid only",
    detail=(
        "All conditional; cyclophosphamide is a further option; nintedanib is not a first choice.",
        "Glucocorticoid for 3 months at most; no dose is standard (2021 consensus: prednisone up to about 60 mg a "
        "day), and none is drafted.",
        "Minimal impairment: lung function every 3 to 6 months and treatment on decline is acceptable. In one cohort"
        " 16 % improved, 47 % stayed stable, 37 % got worse.",
        "Cysts, nodules or enlarged nodes: exclude lymphocytic interstitial pneumonia, amyloid and lymphoma.",
    ),
    notes=NO_DRUG,
    suggest=(
        each_of(mycophenolate_first_line).offered(drugs_may_be_offered).recommended(~minimally_impaired),
        each_of(azathioprine_option).offered(drugs_may_be_offered),
        genotype_before_azathioprine,
        each_of(rituximab_option).offered(drugs_may_be_offered),
        hepatitis_screen_before_rituximab,
        request(
            full_lung_function,
            timing="in 3 to 6 months",
            label="Observe: full lung function",
            open_days=OBSERVATION_REQUEST_DAYS,
        )
        .offered(drugs_may_be_offered)
        .recommended(minimally_impaired),
        request(ild_discussion).offered(~yes(drugs_may_be_offered)),
    ),
    override_reasons=(
        "Treated outside this record",
        "Observation with lung function agreed (minimal impairment)",
        "Options contraindicated or not tolerated",
        "Lymphoma, amyloid or lymphocytic interstitial pneumonia being worked up",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SJOGREN_LUNG_2021, SERVICE_CHOICE),
    strength=Strength("Conditional (ACR/CHEST)", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
