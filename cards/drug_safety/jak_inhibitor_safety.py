"""JAK inhibitor: infection, pregnancy, clots, the heart, cancer, low counts, kidney; or no blood count."""

from cards.definitions.bars import active_tuberculosis, severe_infection
from cards.definitions.drug_safety import hepatitis_b_without_antiviral, latent_tuberculosis_untreated
from cards.definitions.jak_risks import clot_or_event_lately, kidney_too_low, low_counts, risk_at_start
from cards.definitions.person import ADULT_THRESHOLDS, adult, pregnant
from cards.definitions.tests import blood_count, lipid_panel
from cards.definitions.therapy import jak_inhibitor
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import BLOOD_DAYS, OPEN_REQUEST_DAYS
from cards.sources import JAK_BOXED_WARNING, JAK_INHIBITOR_LABEL, SERVICE_CHOICE, TOFACITINIB_DOSING
from cards.valuesets import BLOOD_COUNT, NEUTROPHILS, PLATELETS
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    continued_order,
    critical,
    delete_draft,
    info,
    lab,
    newly_ordered,
    orders_of,
    request,
    request_for,
    warning,
    yes,
)

new = newly_ordered(jak_inhibitor, RENEWAL_DAYS)
continued = continued_order(jak_inhibitor, RENEWAL_DAYS)

must_not_start = any_of(active_tuberculosis, new & latent_tuberculosis_untreated, pregnant)
danger = any_of(
    severe_infection,
    continued & latent_tuberculosis_untreated,
    hepatitis_b_without_antiviral,
    low_counts,
    kidney_too_low,
)
risky_start = new & risk_at_start
new_event = continued & clot_or_event_lately
counted = (
    lab(NEUTROPHILS).result(within=BLOOD_DAYS).on_record()
    & lab(PLATELETS).result(within=BLOOD_DAYS).on_record()
)
count_due = (
    new
    & (~counted).named("no blood count within 90 days")
    & ~request_for(BLOOD_COUNT).open(within=OPEN_REQUEST_DAYS)
)

card = Card(
    id="jak-inhibitor-safety",
    title="JAK inhibitor safety",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(jak_inhibitor),
    when=alive & jak_inhibitor.ordered() & any_of(must_not_start, danger, risky_start, new_event, count_due),
    level=(critical(must_not_start), warning(any_of(danger, risky_start, new_event)), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="JAK inhibitor: infection, clot, heart, cancer or low-count risk found (boxed warning). Review before signing",
    detail=(
        "Treat tuberculosis first. In latent tuberculosis begin preventive treatment before the first dose.",
        "Thromboembolism, infarction, stroke or cancer before, age of 65 or more, smoking: only where no suitable "
        "alternative is left. A new clot or cardiovascular event on treatment: stop.",
        "Creatinine clearance below 30 mL/min: tofacitinib 5 mg once daily; avoid baricitinib.",
        "Not in pregnancy; contraception during treatment and 4 weeks after. Recombinant zoster vaccine before it "
        "where possible.",
    ),
    suggest=(
        delete_draft(jak_inhibitor)
        .offered(any_of(must_not_start, danger, risky_start, new_event))
        .recommended(must_not_start | new_event),
        request(blood_count)
        .offered(any_of(danger, risky_start, count_due))
        .recommended(count_due & ~yes(any_of(must_not_start, danger, risky_start))),
        request(lipid_panel).offered(danger | risky_start),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "No suitable alternative, risk discussed",
        "Event old and fully treated, specialist agrees",
        "Treatment of tuberculosis or hepatitis B under way elsewhere",
        "Oncology or haematology indication",
    ),
    sources=(JAK_BOXED_WARNING, JAK_INHIBITOR_LABEL, TOFACITINIB_DOSING, SERVICE_CHOICE),
    strength=Strength("Boxed warning", "high"),
)
