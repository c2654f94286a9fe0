"""Which vaccine is due, and who counts as immunosuppressed where vaccines are spoken of."""

from cards.definitions.person import pregnant
from cards.definitions.tests import seasonal_vaccine
from cards.definitions.therapy import anti_cd20, other_immunosuppressant, steroid
from cards.policy.pjp import ANTI_CD20_DAYS
from cards.policy.prevention import (
    COVID_DAYS,
    INFLUENZA_GIVEN_SINCE,
    INFLUENZA_SEASON_FROM,
    INFLUENZA_SEASON_TO,
    PNEUMOCOCCAL_DAYS,
    RSV_YEARS,
    VACCINE_ORDER_DAYS,
    VACCINE_REFUSED_DAYS,
    VACCINE_STEROID_DAYS,
    VACCINE_STEROID_MG,
    VACCINES_REVIEWED_DAYS,
    ZOSTER_GAP_DAYS,
    ZOSTER_YEARS,
)
from cards.valuesets import (
    COVID_VACCINE,
    COVID_VACCINE_ALLERGY,
    INFLUENZA_VACCINE,
    INFLUENZA_VACCINE_ALLERGY,
    PCV15,
    PCV20_OR_21,
    PNEUMOCOCCAL_VACCINE,
    PNEUMOCOCCAL_VACCINE_ALLERGY,
    PPSV23,
    RECOMBINANT_ZOSTER_VACCINE,
    RSV_VACCINE,
    RSV_VACCINE_ALLERGY,
    VACCINE_ALLERGY,
    VACCINES_DUE,
    ZOSTER_VACCINE,
    ZOSTER_VACCINE_ALLERGY,
)
from cdshooks.rules.language import (
    age,
    allergy,
    any_of,
    asked_for_within,
    by_orders,
    condition,
    done,
    done_times,
    drug,
    last_done,
    refused,
    request_for,
    season,
)

GIVEN = "Immunization"

steroid_for_vaccines = steroid.sustained(VACCINE_STEROID_MG, VACCINE_STEROID_DAYS)
immunosuppressed = (other_immunosuppressant | steroid_for_vaccines).named("immunosuppressed")

# An allergy to "a vaccine", of which nobody says which, leaves every vaccine out.
vaccine_allergy = allergy(VACCINE_ALLERGY) | condition(VACCINE_ALLERGY)
influenza_allergy = any_of(
    vaccine_allergy, allergy(INFLUENZA_VACCINE_ALLERGY), condition(INFLUENZA_VACCINE_ALLERGY)
)
pneumococcal_allergy = vaccine_allergy | allergy(PNEUMOCOCCAL_VACCINE_ALLERGY)
covid_allergy = vaccine_allergy | allergy(COVID_VACCINE_ALLERGY)
zoster_allergy = vaccine_allergy | allergy(ZOSTER_VACCINE_ALLERGY)
rsv_allergy = vaccine_allergy | allergy(RSV_VACCINE_ALLERGY)
after_anti_cd20 = anti_cd20.given_within(ANTI_CD20_DAYS)
season_asked_for = asked_for_within(seasonal_vaccine, VACCINE_ORDER_DAYS)

influenza, pneumococcal = done(INFLUENZA_VACCINE, GIVEN), done(PNEUMOCOCCAL_VACCINE, GIVEN)
covid, recombinant_zoster = done(COVID_VACCINE, GIVEN), done(RECOMBINANT_ZOSTER_VACCINE, GIVEN)
rsv = done(RSV_VACCINE, GIVEN)

influenza_due = (
    season(INFLUENZA_SEASON_FROM, INFLUENZA_SEASON_TO)
    & last_done(influenza)
    & ~any_of(
        influenza.done_since(INFLUENZA_GIVEN_SINCE),
        refused(INFLUENZA_VACCINE, GIVEN).done_within(VACCINE_REFUSED_DAYS),
        by_orders(drug(INFLUENZA_VACCINE).in_use()),
        request_for(INFLUENZA_VACCINE).open(within=VACCINE_ORDER_DAYS),
        influenza_allergy,
    )
).named("Influenza vaccine is due")
pneumococcal_due = (
    last_done(pneumococcal)
    & ~any_of(
        done(PCV20_OR_21, GIVEN),
        done(PCV15, GIVEN) & done(PPSV23, GIVEN),
        pneumococcal.done_within(PNEUMOCOCCAL_DAYS),
        refused(PNEUMOCOCCAL_VACCINE, GIVEN).done_within(VACCINE_REFUSED_DAYS),
        by_orders(drug(PNEUMOCOCCAL_VACCINE).in_use()),
        request_for(PNEUMOCOCCAL_VACCINE).open(within=VACCINE_ORDER_DAYS),
        pneumococcal_allergy,
        after_anti_cd20,
    )
).named("Pneumococcal vaccine is due")
covid_due = (
    last_done(covid)
    & ~any_of(
        covid.done_within(COVID_DAYS),
        refused(COVID_VACCINE, GIVEN).done_within(VACCINE_REFUSED_DAYS),
        by_orders(drug(COVID_VACCINE).in_use()),
        request_for(COVID_VACCINE).open(within=VACCINE_ORDER_DAYS),
        season_asked_for,
        covid_allergy,
    )
).named("COVID-19 vaccine is due")
zoster_due = (
    (age.at_least(ZOSTER_YEARS) | immunosuppressed)
    & last_done(recombinant_zoster)
    & ~any_of(
        done_times(recombinant_zoster, 2),
        recombinant_zoster.done_within(ZOSTER_GAP_DAYS),
        pregnant,
        refused(ZOSTER_VACCINE, GIVEN).done_within(VACCINE_REFUSED_DAYS),
        by_orders(drug(ZOSTER_VACCINE).in_use()),
        request_for(ZOSTER_VACCINE).open(within=VACCINE_ORDER_DAYS),
        zoster_allergy,
        after_anti_cd20,
    )
).named("Recombinant zoster vaccine is due")
rsv_due = (
    age.at_least(RSV_YEARS)
    & last_done(rsv)
    & ~any_of(
        rsv,
        pregnant,
        refused(RSV_VACCINE, GIVEN).done_within(VACCINE_REFUSED_DAYS),
        by_orders(drug(RSV_VACCINE).in_use()),
        request_for(RSV_VACCINE).open(within=VACCINE_ORDER_DAYS),
        season_asked_for,
        rsv_allergy,
        after_anti_cd20,
    )
).named("RSV vaccine is due")
vaccine_due = any_of(influenza_due, pneumococcal_due, covid_due, zoster_due, rsv_due)

reviewed_lately = any_of(
    done(VACCINES_DUE, GIVEN).done_within(VACCINES_REVIEWED_DAYS),
    refused(VACCINES_DUE, GIVEN).done_within(VACCINES_REVIEWED_DAYS),
).named("a vaccine was given or refused within 14 days")
