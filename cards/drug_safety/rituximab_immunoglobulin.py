"""Rituximab or another anti-CD20 antibody: low IgG, low neutrophils, an infection, or IgG not measured lately."""

from cards.definitions.bars import low_igg, rituximab_neutropenia, severe_infection
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import blood_count, iga_test, igg_test
from cards.definitions.therapy import anti_cd20
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import IGG_REQUEST_DAYS
from cards.sources import RITUXIMAB_LABEL, SERVICE_CHOICE
from cards.valuesets import IGG
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    delete_draft,
    info,
    lab,
    orders_of,
    request,
    request_for,
    warning,
    yes,
)

risk = any_of(low_igg, rituximab_neutropenia, severe_infection)
# Not known whether it is due: nothing is said.
igg_due = yes(
    ~lab(IGG, "g/L", worse="lower").result(within=IGG_REQUEST_DAYS).on_record()
    & ~request_for(IGG).open(within=OPEN_REQUEST_DAYS)
).named("no IgG on record within 90 days")

card = Card(
    id="rituximab-immunoglobulin",
    title="Rituximab: immunoglobulin and infection",
    version="1.0.0",
    owner="rheumatology and infectious disease pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(anti_cd20),
    when=alive & anti_cd20.ordered() & (risk | igg_due),
    level=(warning(risk), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Rituximab: IgG or neutrophils low, an infection, or no IgG within 90 days. Risk of infection",
    detail=(
        "An active infection, or neutrophils below 1.0 x 10^9/L: postpone.",
        "IgG below 4 g/L: ask immunology, replace before B cells are depleted further.",
        "Inactivated vaccines best 2 weeks or more before; in rapidly progressive ILD nothing waits for them.",
        "Premedicate. Tell the patient of late neutropenia and of progressive multifocal leukoencephalopathy.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        request(igg_test, iga_test).recommended(igg_due),
        request(blood_count),
        delete_draft(anti_cd20).offered(severe_infection),
    ),
    override_reasons=(
        "Benefit outweighs the risk of infection, the specialist agrees",
        "IgG known outside this record (give the value)",
        "Immunoglobulin replacement arranged",
    ),
    sources=(RITUXIMAB_LABEL, SERVICE_CHOICE),
    strength=Strength("Practice", "low"),
)
