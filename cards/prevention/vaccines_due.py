"""Vaccines that are due before or during immunosuppression for interstitial lung disease."""

from cards.definitions.disease import ild, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import seasonal_vaccine
from cards.definitions.vaccination import (
    covid_due,
    influenza_due,
    pneumococcal_due,
    reviewed_lately,
    rsv_due,
    vaccine_due,
    zoster_due,
)
from cards.definitions.vaccines_and_bones import influenza_choice, pneumococcal_choice, zoster_choice
from cards.sources import ACR_VACCINATION_2022, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    first_of,
    info,
    record_only,
    request,
    yes,
)

card = Card(
    id="vaccines-due",
    title="Vaccines due before or during ILD immunosuppression",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ild & vaccine_due,
    unless=(comfort_care, yes(rapidly_progressive_ild), reviewed_lately),
    level=(info(),),
    summary="ILD: vaccines due on record (influenza, pneumococcal, COVID-19, recombinant zoster or RSV); see list",
    detail=(
        "Before rituximab if it can wait; else influenza now and the rest when the next rituximab dose is due, which "
        "then waits at least 2 weeks.",
        "Methotrexate may pause for 2 weeks after influenza vaccine only if the disease allows it.",
        "Inactivated or recombinant products only. The local schedule prevails.",
    ),
    suggest=(
        first_of(influenza_choice).offered(influenza_due),
        first_of(pneumococcal_choice).offered(pneumococcal_due),
        first_of(zoster_choice).offered(zoster_due),
        request(seasonal_vaccine).offered(covid_due | rsv_due),
    ),
    override_reasons=("Given elsewhere", "Declines", "Planned around rituximab", "Acutely unwell"),
    sources=(ACR_VACCINATION_2022, SERVICE_CHOICE),
    strength=Strength("Mostly conditional", "low"),
    combines=True,
)
