"""ILD in myositis without an ILD drug: mycophenolate or another first option, a short glucocorticoid at most."""

from cards.definitions.disease import (
    anti_mda5,
    ild,
    leading_myositis,
    mda5_tested,
    rapidly_progressive_ild,
)
from cards.definitions.first_line import (
    NO_DRUG,
    azathioprine_option,
    chart_or_ild_order,
    drugs_may_be_offered,
    hepatitis_screen_before_rituximab,
    other_lung_disease,
    reason_to_treat,
    steroid_or_ild_order,
)
from cards.definitions.mycophenolate_options import mycophenolate_first_line
from cards.definitions.options import genotype_wanted, rituximab_gates, tacrolimus_gates
from cards.definitions.person import adult, comfort_care
from cards.definitions.progression import lung_function_supplied
from cards.definitions.tests import (
    anti_mda5_test,
    ild_discussion,
    thiopurine_genotype,
)
from cards.definitions.therapy import (
    azathioprine,
    cyclophosphamide,
    mycophenolate,
    no_ild_drug,
    rituximab,
    routed_immunosuppressants,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, ERS_EULAR_2025, ILD_DOSING, SERVICE_CHOICE
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
    routed_immunosuppressants.planned(),
    cyclophosphamide.planned(),
)
off_list = (steroid_or_ild_order & ~listed_drug_drafted).named(
    "a drug that is not among the first-line options is ordered"
)

other_options = choose("alternative", tacrolimus_gates, rituximab_gates)

card = Card(
    id="iim-ild-first-line",
    title="Myositis-ILD: first-line options",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT),
    about=chart_or_ild_order,
    when=alive
    & adult
    & ~comfort_care
    & ild
    & leading_myositis
    & ~rapidly_progressive_ild
    & ~anti_mda5
    & no_ild_drug
    & lung_function_supplied
    & ((occasion.chart & reason_to_treat) | (occasion.selecting & off_list)),
    unless=other_lung_disease,
    level=(info(),),
    summary="Myositis-ILD without ILD drug: mycophenolate or an alternative; short steroid with a taper; not nintedanib first",
    detail=(
        "Treatment is strongly advised, the agent only conditionally: mycophenolate, azathioprine, rituximab, a "
        "calcineurin inhibitor (usually tacrolimus), a JAK inhibitor or cyclophosphamide.",
        "Glucocorticoid for 3 months at most; the clinician sets dose and taper. Conditionally against nintedanib as "
        "the first drug.",
        "Prednisone-equivalent of 20 mg a day or more for 28 days or more calls for Pneumocystis prophylaxis.",
    ),
    notes=(
        (~mda5_tested, "Anti-MDA5 is not on record: ask for it now, a positive result changes the plan."),
        *NO_DRUG,
    ),
    suggest=(
        each_of(mycophenolate_first_line).offered(drugs_may_be_offered).recommended(),
        each_of(other_options).offered(drugs_may_be_offered),
        hepatitis_screen_before_rituximab,
        request(anti_mda5_test).offered(drugs_may_be_offered & ~mda5_tested),
        each_of(azathioprine_option).offered(drugs_may_be_offered & mda5_tested),
        request(thiopurine_genotype, label="TPMT and NUDT15 before azathioprine").offered(
            drugs_may_be_offered & mda5_tested & genotype_wanted
        ),
        request(ild_discussion).offered(~yes(drugs_may_be_offered)),
    ),
    override_reasons=(
        "Treated outside this record",
        "Multidisciplinary discussion chose observation (subclinical ILD)",
        "Options contraindicated or not tolerated",
        "Patient declines",
    ),
    sources=(ERS_EULAR_2025, ACR_CHEST_TREATMENT_2023, ILD_DOSING, SERVICE_CHOICE),
    strength=Strength("Strong to treat (ERS/EULAR), conditional for the agent (ACR/CHEST)", "very low"),
    silences=("lung-function-decline", "hrct-phenotype"),
)
