"""Rapidly progressive ILD: urgent review, look for infection, combine drugs. A count of changes decides."""

from cards.definitions.bars import severe_infection
from cards.definitions.disease import (
    anti_mda5,
    confirmed_rheumatic_disease,
    ild,
    lung_transplant,
    one_change,
    rapid_course_coded,
    rheumatic_disease,
    several_changes,
    several_changes_possible,
    systemic_sclerosis,
)
from cards.definitions.drafts import METHYLPREDNISOLONE_PULSE
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.rescue import (
    rescue_in_infection,
    rescue_in_myositis,
    rescue_in_others,
    rescue_in_sclerosis,
    rescued_as_myositis,
    rescued_as_others,
)
from cards.definitions.tests import (
    anti_hbc_test,
    beta_d_glucan,
    ferritin_test,
    hbsag_test,
    ild_review_today,
    respiratory_pcr,
)
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    glucocorticoid,
    ild_drugs,
    immune_globulin,
    jak_inhibitor,
    methotrexate,
    mycophenolate,
    routed_immunosuppressants,
    steroid,
    tocilizumab,
)
from cards.policy.treatment import (
    HBV_SCREEN_DAYS,
    RAPID_OTHER_CAUSE_DAYS,
    RAPID_REGIMEN_DAYS,
    RAPID_REGIMEN_MG,
)
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    ACTIVE_TUBERCULOSIS,
    ACUTE_LOWER_RESPIRATORY_INFECTION,
    ANTI_HBC,
    GLUCOCORTICOID_ALLERGY,
    HBSAG,
    LEFLUNOMIDE,
    PNEUMOCYSTIS,
    PULMONARY_OEDEMA,
    TNF_INHIBITOR,
    VENOUS_THROMBOEMBOLISM,
    VENOUS_THROMBOEMBOLISM_HISTORY,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    asked_for_since,
    choose,
    condition,
    critical,
    drug,
    first_of,
    ingredients_first_started_within,
    lab,
    next_of,
    none_left,
    occasion,
    option,
    record_or_orders_of,
    request,
    warning,
    yes,
)

infection = any_of(
    condition(PNEUMOCYSTIS).active(),
    condition(ACUTE_LOWER_RESPIRATORY_INFECTION).active().onset_within(RAPID_OTHER_CAUSE_DAYS),
    condition(ACTIVE_TUBERCULOSIS).active(),
    severe_infection,
).named("Pneumocystis pneumonia, tuberculosis, or a severe or lower respiratory infection")
oedema_or_embolism = any_of(
    condition(PULMONARY_OEDEMA).active().onset_within(RAPID_OTHER_CAUSE_DAYS),
    condition(VENOUS_THROMBOEMBOLISM).onset_within(RAPID_OTHER_CAUSE_DAYS),
    condition(VENOUS_THROMBOEMBOLISM_HISTORY).stated_onset_within(RAPID_OTHER_CAUSE_DAYS),
).named("pulmonary oedema or venous thromboembolism within 30 days")

# The regimen: steroid (not in systemic sclerosis) and one drug, or two, begun now.
steroid_given = any_of(
    steroid.pulse_within(RAPID_REGIMEN_DAYS), steroid.reaches(RAPID_REGIMEN_MG), systemic_sclerosis
)
regimen_drugs = (
    mycophenolate,
    azathioprine,
    cyclophosphamide,
    anti_cd20,
    tocilizumab,
    calcineurin_inhibitor,
    jak_inhibitor,
    immune_globulin,
)
one_begun = ingredients_first_started_within(RAPID_REGIMEN_DAYS, *regimen_drugs, least=1)
two_begun = ingredients_first_started_within(RAPID_REGIMEN_DAYS, *regimen_drugs, least=2)
regimen_complete = (steroid_given & (two_begun | (one_begun & ~anti_mda5 & ~systemic_sclerosis))).named(
    "the regimen is complete: steroid and the drugs beside it begun within 30 days"
)

# One change is proven and another could not be read: at signing the datum is named.
second_change_not_read = occasion.signing & one_change & several_changes_possible

# The code with a change is the code. It is told apart for its facts: the change makes the level, so it is
# shown, and a review that was asked for before it does not answer it.
coded_with_a_change = rapid_course_coded & one_change
review_requested = asked_for_since(
    ild_review_today, rapid_course_coded | several_changes | coded_with_a_change
)

certain = confirmed_rheumatic_disease | anti_mda5
pulse_choice = choose(
    "pulse",
    option(
        "methylprednisolone pulse",
        glucocorticoid,
        METHYLPREDNISOLONE_PULSE,
        strict_bars=(
            systemic_sclerosis,
            pregnant,
            allergy(GLUCOCORTICOID_ALLERGY),
            infection,
            oedema_or_embolism,
            steroid.pulse_within(RAPID_REGIMEN_DAYS),
        ),
    ),
)
pulse_recommended = yes(certain & several_changes) & ~none_left(pulse_choice)
rescue_may_be_offered = certain & one_change & ~pregnant
rescue_as_myositis = rescue_may_be_offered & rescued_as_myositis & ~infection
rescue_as_sclerosis = rescue_may_be_offered & systemic_sclerosis & ~infection
rescue_as_others = rescue_may_be_offered & rescued_as_others & ~infection

card = Card(
    id="rapidly-progressive-ild",
    title="Rapidly progressive ILD",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(
        ild_drugs,
        tocilizumab,
        routed_immunosuppressants,
        glucocorticoid,
        methotrexate,
        drug(LEFLUNOMIDE),
        drug(TNF_INHIBITOR),
        drug(ABATACEPT),
    ),
    when=alive
    & adult
    & ~comfort_care
    & ild
    & (rheumatic_disease | anti_mda5)
    & (rapid_course_coded | several_changes | coded_with_a_change | second_change_not_read),
    unless=(regimen_complete, lung_transplant),
    level=(critical(one_change), warning()),
    # The review was asked for: one level lower until the regimen is complete, or until a newer change.
    lower=(review_requested,),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    summary="Possible rapidly progressive ILD: urgent expert review; exclude infection; combination immunosuppression",
    detail=(
        "Infection work-up at once and in parallel: cultures, viral PCR, Pneumocystis PCR or beta-D-glucan, lavage if "
        "safe. Think of embolism and oedema.",
        "Start PJP prophylaxis with the regimen; call the transplant or ECMO centre early.",
    ),
    notes=(
        (
            ~yes(systemic_sclerosis),
            "Not systemic sclerosis: pulse methylprednisolone 500 to 1000 mg a day for 3 days and a combination; triple "
            "where anti-MDA5 is confirmed or suspected, else double or triple, from calcineurin inhibitor, "
            "cyclophosphamide, rituximab, JAK inhibitor, immune globulin, mycophenolate.",
        ),
        (
            systemic_sclerosis,
            "Systemic sclerosis: the guideline allows the pulse in rapid progression and advises strongly against "
            "steroids in SSc-ILD; only by expert decision, with checks for renal crisis. No steroid draft is offered.",
        ),
    ),
    suggest=(
        request(
            ild_review_today,
            beta_d_glucan,
            respiratory_pcr,
            ferritin_test,
            label="Request urgent ILD and rheumatology review with infection work-up",
        )
        .and_missing(
            (hbsag_test, ~lab(HBSAG).result(within=HBV_SCREEN_DAYS).on_record()),
            (anti_hbc_test, ~lab(ANTI_HBC).result(within=HBV_SCREEN_DAYS).on_record()),
        )
        .recommended(~pulse_recommended & ~yes(review_requested)),
        first_of(pulse_choice).offered(certain & one_change).recommended(pulse_recommended),
        first_of(rescue_in_myositis).offered(rescue_as_myositis),
        next_of(rescue_in_myositis).offered(rescue_as_myositis),
        first_of(rescue_in_sclerosis).offered(rescue_as_sclerosis),
        next_of(rescue_in_sclerosis).offered(rescue_as_sclerosis),
        first_of(rescue_in_others).offered(rescue_as_others),
        next_of(rescue_in_others).offered(rescue_as_others),
        first_of(rescue_in_infection).offered(rescue_may_be_offered & ~systemic_sclerosis & infection),
    ),
    override_reasons=(
        "Infection, embolism or oedema is the cause",
        "Palliative goals",
        "Being treated or transferred now",
        "Not rapidly progressive (reviewed)",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Conditional", "very low"),
    combines=True,
    silences=("oxygen-assessment",),
)
