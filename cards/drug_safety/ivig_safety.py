"""Immune globulin: reaction, clot, kidney or fluid risk; IgA deficiency; creatinine or IgA never looked at."""

from cards.definitions.disease import myositis
from cards.definitions.drafts import IMMUNE_GLOBULIN_COURSE
from cards.definitions.organs import clearance, creatinine, weight
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import creatinine_test, iga_test
from cards.definitions.therapy import immune_globulin
from cards.policy.immunosuppressants import IMMUNE_GLOBULIN_MOST_MG_PER_KG, IMMUNE_GLOBULIN_RECENT_CLOT_DAYS
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS, RESULT_DAYS
from cards.policy.rescue import IGA_ABSENT, IMMUNE_GLOBULIN_CLEARANCE, IMMUNE_GLOBULIN_CLOT_DAYS
from cards.sources import IMMUNE_GLOBULIN_LABEL, SERVICE_CHOICE
from cards.valuesets import (
    ANTI_IGA,
    CLOT_OR_CARDIOVASCULAR_HISTORY,
    CREATININE,
    HEART_FAILURE,
    IGA,
    IGA_DEFICIENCY,
    IMMUNE_GLOBULIN_ALLERGY,
    MAJOR_CARDIOVASCULAR_EVENT,
    SEVERE_REACTION,
    VENOUS_THROMBOEMBOLISM,
    VOLUME_DEPLETION,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    any_positive,
    condition,
    critical,
    delete_draft,
    info,
    lab,
    mg_per_kg_a_day,
    newly_ordered,
    orders_of,
    request_for,
    request_missing,
    update_draft,
    warning,
    yes,
)

infused = immune_globulin.by("intravenous").called("intravenous immune globulin")
infused_or_injected = immune_globulin.by("intravenous", "subcutaneous", "injection")
new = newly_ordered(infused_or_injected, RENEWAL_DAYS)

globulin_allergy = allergy(IMMUNE_GLOBULIN_ALLERGY)
iga = lab(IGA, "g/L", worse="lower").result()
iga_deficient = (condition(IGA_DEFICIENCY).ever() | iga.below(IGA_ABSENT)).named("IgA deficiency")
contraindicated = any_of(
    iga_deficient & any_positive(lab(ANTI_IGA)), globulin_allergy.severe(SEVERE_REACTION, in_words=True)
)

clot, event = condition(VENOUS_THROMBOEMBOLISM), condition(MAJOR_CARDIOVASCULAR_EVENT)
# "History of" says nothing of when, unless its own onset is written.
in_history = condition(CLOT_OR_CARDIOVASCULAR_HISTORY)
# A dose or a weight that cannot be read is left out.
large_dose = yes(mg_per_kg_a_day(infused.ordered(), weight).above(IMMUNE_GLOBULIN_MOST_MG_PER_KG))
risk = any_of(
    new & iga_deficient,
    globulin_allergy,
    clot.recorded_or_onset_within(IMMUNE_GLOBULIN_RECENT_CLOT_DAYS),
    event.recorded_or_onset_within(IMMUNE_GLOBULIN_RECENT_CLOT_DAYS),
    in_history.stated_onset_within(IMMUNE_GLOBULIN_RECENT_CLOT_DAYS),
    new
    & any_of(
        clot.recorded_or_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
        event.recorded_or_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
        in_history.stated_onset_within(IMMUNE_GLOBULIN_CLOT_DAYS),
    ),
    clearance.below(IMMUNE_GLOBULIN_CLEARANCE),
    condition(VOLUME_DEPLETION).active(),
    condition(HEART_FAILURE).active(),
    large_dose,
)

creatinine_due = (
    new
    & (~creatinine.result(within=RESULT_DAYS).on_record()).named("no creatinine within 30 days")
    & ~request_for(CREATININE).open(within=OPEN_REQUEST_DAYS)
)
iga_due = (
    new & (~iga.on_record()).named("no IgA on record") & ~request_for(IGA).open(within=OPEN_REQUEST_DAYS)
)

card = Card(
    id="ivig-safety",
    title="Immune globulin safety",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(infused_or_injected),
    when=alive & infused_or_injected.ordered() & any_of(contraindicated, risk, creatinine_due, iga_due),
    level=(critical(contraindicated), warning(risk), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Immune globulin: reaction, clot, kidney or fluid risk, or IgA or creatinine not on record. Review first",
    detail=(
        "Boxed warning: thrombosis and renal failure, the latter more often with products that contain sucrose. The "
        "risk rises from 65 years, with immobility, oestrogen, diabetes and drugs that harm the kidney.",
        "Lowest dose and rate, for example 0.4 g/kg a day for 5 days, well hydrated.",
        "IgA deficiency with antibodies against IgA, or anaphylaxis before: contraindicated.",
        "Haemolysis (blood groups A, B, AB): haemoglobin on day 5 to 10. Headache and aseptic meningitis occur. "
        "Transferred antibodies disturb anti-HBc.",
    ),
    suggest=(
        delete_draft(infused_or_injected).offered(contraindicated).recommended(),
        update_draft(infused, IMMUNE_GLOBULIN_COURSE)
        .offered(adult & myositis & large_dose & ~yes(contraindicated | globulin_allergy))
        .recommended(),
        request_missing((creatinine_test, creatinine_due), (iga_test, iga_due)).recommended(),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Benefit outweighs risk, slow rate and hydration planned",
        "Tolerated before, IgA-depleted product used",
        "Anticoagulated for the earlier clot",
        "Replacement dose for antibody deficiency",
    ),
    sources=(IMMUNE_GLOBULIN_LABEL, SERVICE_CHOICE),
    strength=Strength("Boxed warning", "high"),
)
