"""ILD in mixed connective tissue disease without an ILD drug: mycophenolate preferred, care with glucocorticoids."""

from cards.definitions.disease import ild, leading_mixed_disease, rapidly_progressive_ild
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
from cards.definitions.options import tocilizumab_gates
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import lung_function_supplied
from cards.definitions.tests import ild_discussion
from cards.definitions.therapy import (
    azathioprine,
    cyclophosphamide,
    mycophenolate,
    no_ild_drug,
    rituximab,
    tocilizumab,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ILD_DOSING, SERVICE_CHOICE
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
    azathioprine.planned(),
    rituximab.planned(),
    tocilizumab.planned(),
    cyclophosphamide.planned(),
)
off_list = (steroid_or_ild_order & ~listed_drug_drafted).named(
    "a drug that is not among the first-line options is ordered"
)

tocilizumab_option = choose("tocilizumab draft", tocilizumab_gates)

card = Card(
    id="mctd-ild-first-line",
    title="MCTD-ILD: first-line options",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & leading_mixed_disease
    & ~rapidly_progressive_ild
    & no_ild_drug
    & lung_function_supplied
    & ((occasion.chart & reason_to_treat) | (occasion.selecting & off_list)),
    unless=other_lung_disease,
    level=(info(),),
    summary="MCTD-ILD without ILD drug: mycophenolate preferred; azathioprine, rituximab, tocilizumab; steroid with caution",
    detail=(
        "All conditional; cyclophosphamide is a further option; conditionally against nintedanib as the first drug.",
        "Glucocorticoid for 3 months at most, and avoided where features of scleroderma are present (renal crisis): "
        "none is drafted.",
    ),
    notes=NO_DRUG,
    suggest=(
        each_of(mycophenolate_first_line).offered(drugs_may_be_offered).recommended(),
        each_of(rituximab_option).offered(drugs_may_be_offered),
        hepatitis_screen_before_rituximab,
        each_of(azathioprine_option).offered(drugs_may_be_offered),
        genotype_before_azathioprine,
        each_of(tocilizumab_option).offered(drugs_may_be_offered),
        request(ild_discussion).offered(~yes(drugs_may_be_offered)),
    ),
    override_reasons=(
        "Treated outside this record",
        "Multidisciplinary discussion chose observation (subclinical ILD)",
        "Options contraindicated or not tolerated",
        "Patient declines",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, ILD_DOSING, SERVICE_CHOICE),
    strength=Strength("Conditional (ACR/CHEST)", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
