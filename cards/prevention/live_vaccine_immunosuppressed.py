"""A live vaccine is ordered for a patient whose immune system is held down: defer it."""

from cards.definitions.organs import weight
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import vaccine_advice
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    cyclophosphamide,
    methotrexate,
    mycophenolate,
    oral_cyclophosphamide,
    other_immunosuppressant,
    routed_immunosuppressants,
    steroid,
)
from cards.definitions.vaccination import steroid_for_vaccines
from cards.definitions.vaccines_and_bones import influenza_choice, zoster_choice
from cards.policy.pjp import CYCLOPHOSPHAMIDE_DAYS
from cards.policy.prevention import (
    LIVE_ANTI_CD20_DAYS,
    LIVE_AZATHIOPRINE_KG,
    LIVE_METHOTREXATE_KG,
    LIVE_STEROID_ENDED_DAYS,
    VACCINE_ORDER_DAYS,
    VACCINE_STEROID_DAYS,
    VACCINE_STEROID_MG,
)
from cards.sources import ACR_VACCINATION_2022, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    IL1_INHIBITOR,
    IL6_INHIBITOR,
    INACTIVATED_INFLUENZA_VACCINE,
    LIVE_INFLUENZA_VACCINE,
    LIVE_VACCINE,
    LIVE_ZOSTER_VACCINE,
    MTOR_INHIBITOR,
    OTHER_BIOLOGIC,
    RECOMBINANT_ZOSTER_VACCINE,
    TNF_INHIBITOR,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_drug,
    any_of,
    critical,
    delete_drafts_behind,
    drug,
    first_of,
    had_sustained,
    ingredient,
    orders_of,
    per_day,
    per_kg,
    per_week,
    perhaps_live,
    pulse_to_come,
    request,
    request_for,
    sustained_to_come,
    vaccine_in_words,
    warning,
    where,
    yes,
)

live_vaccine = drug(LIVE_VACCINE)
live_request = request_for(LIVE_VACCINE).ordered()
live_ordered = live_vaccine.ordered() | live_request
live_influenza = drug(LIVE_INFLUENZA_VACCINE).ordered() | request_for(LIVE_INFLUENZA_VACCINE).ordered()
live_zoster = drug(LIVE_ZOSTER_VACCINE).ordered() | request_for(LIVE_ZOSTER_VACCINE).ordered()

biologic = ingredient(
    OTHER_BIOLOGIC,
    "1092437",
    "2565265",
    "2565276",
    "847083",
    "1599788",
    "117055",
    "1112973",
    "196102",
    words="belimumab, anifrolumab, ustekinumab, secukinumab, alemtuzumab, belatacept or basiliximab",
)
# An order counts beside an older infusion: it may be about to be given, or was given elsewhere.
anti_cd20_in_a_year = any_of(
    anti_cd20.planned(),
    anti_cd20.coming(),
    anti_cd20.on_record_within(LIVE_ANTI_CD20_DAYS),
    anti_cd20.given_within(LIVE_ANTI_CD20_DAYS),
)
# A course or pulse that is ordered for a later day is as near as one that is drafted.
high_steroid = any_of(
    steroid_for_vaccines,
    had_sustained(steroid, VACCINE_STEROID_MG, VACCINE_STEROID_DAYS, ended_within=LIVE_STEROID_ENDED_DAYS),
    sustained_to_come(steroid, VACCINE_STEROID_MG, VACCINE_STEROID_DAYS),
    steroid.pulse_within(LIVE_STEROID_ENDED_DAYS),
    pulse_to_come(steroid),
)
immunosuppressed = any_of(
    other_immunosuppressant, anti_cd20_in_a_year, biologic.in_use(), high_steroid
).named("immunosuppressed now, until recently or soon")

# Methotrexate, azathioprine and leflunomide in low doses are left to the specialist; without a weight no dose is low.
methotrexate_high = where(methotrexate.in_use(), per_kg(per_week, weight).above(LIVE_METHOTREXATE_KG))
azathioprine_high = where(azathioprine.in_use(), per_kg(per_day, weight).above(LIVE_AZATHIOPRINE_KG))
more_than_low_dose = any_of(
    any_drug(
        mycophenolate,
        drug(MTOR_INHIBITOR),
        drug(TNF_INHIBITOR),
        drug(IL6_INHIBITOR),
        drug(IL1_INHIBITOR),
        drug(ABATACEPT),
    ).in_use(),
    routed_immunosuppressants.in_use(),
    cyclophosphamide.in_use(),
    oral_cyclophosphamide.taken_within(CYCLOPHOSPHAMIDE_DAYS),
    cyclophosphamide.given_within(CYCLOPHOSPHAMIDE_DAYS),
    anti_cd20_in_a_year,
    biologic.in_use(),
    high_steroid,
    steroid.reaches(VACCINE_STEROID_MG),
    methotrexate.in_use() & ~yes(~methotrexate_high),
    azathioprine.in_use() & ~yes(~azathioprine_high),
).named("more than low-dose methotrexate, low-dose azathioprine or leflunomide")

influenza_instead = adult & live_influenza
zoster_instead = adult & live_zoster
# What is on its way already is not drafted once more.
influenza_coming = any_of(
    drug(INACTIVATED_INFLUENZA_VACCINE).in_use(),
    request_for(INACTIVATED_INFLUENZA_VACCINE).open(within=VACCINE_ORDER_DAYS),
)
zoster_coming = any_of(
    drug(RECOMBINANT_ZOSTER_VACCINE).in_use(),
    request_for(RECOMBINANT_ZOSTER_VACCINE).open(within=VACCINE_ORDER_DAYS),
)

card = Card(
    id="live-vaccine-immunosuppressed",
    title="Live vaccine while immunosuppressed",
    version="1.0.0",
    owner="rheumatology and infectious diseases; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(live_vaccine, or_else=(live_request, vaccine_in_words)),
    when=alive & (live_ordered | perhaps_live) & immunosuppressed,
    level=(critical(more_than_low_dose), warning()),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    contraindication=True,
    summary="Live vaccine during immunosuppression: risk of vaccine infection. Defer, or use an inactivated product",
    detail=(
        "Live vaccines are usually given at least 4 weeks before the start, or after a pause of the drug that the "
        "specialist decides.",
        "Low-dose methotrexate or azathioprine: a decision of the specialist.",
        "People of the same household may be vaccinated.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        delete_drafts_behind(live_ordered, label="Remove the live vaccine").recommended(),
        first_of(influenza_choice).offered(influenza_instead & ~yes(influenza_coming)),
        first_of(zoster_choice).offered(zoster_instead & ~yes(zoster_coming)),
        request(vaccine_advice).offered(~yes(influenza_instead) & ~yes(zoster_instead)),
    ),
    override_reasons=(
        "Specialist plan with the drug paused",
        "Low-dose methotrexate or azathioprine, the specialist agrees",
        "Immunosuppressant stopped, record not updated",
        "The vaccine is not live",
    ),
    sources=(ACR_VACCINATION_2022, SERVICE_CHOICE),
    strength=Strength("Conditional against", "low"),
    combines=True,
)
