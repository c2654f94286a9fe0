"""Pirfenidone: fluvoxamine, enoxacin and ciprofloxacin; liver, kidney; or liver tests that are due."""

from cards.definitions.antifibrotics import (
    above_ciprofloxacin_dose,
    ciprofloxacin,
    enoxacin,
    fluvoxamine,
    high_dose_taken,
    pirfenidone_injured_now,
    pirfenidone_injury_rechecked,
    pirfenidone_raised_now,
    pirfenidone_rechecked,
    pirfenidone_tests_due,
    strong_cyp1a2_inhibitor,
    taking_pirfenidone,
    too_much_with_strong_inhibitor,
    with_ciprofloxacin,
    with_strong_inhibitor,
)
from cards.definitions.drafts import PIRFENIDONE_LOW
from cards.definitions.liver import all_liver_tests, alt_or_ast_due, bilirubin_due, liver_tests_due
from cards.definitions.organs import child_pugh_c, clearance, on_dialysis
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.pjp_agents import consulted
from cards.definitions.tests import (
    ast_test,
    bilirubin_test,
    liver_tests,
    urgent_infectious_disease_consult,
)
from cards.definitions.therapy import pirfenidone
from cards.policy.antifibrotics import PIRFENIDONE_CLEARANCE
from cards.policy.orders import RENEWAL_DAYS
from cards.sources import PIRFENIDONE_EU, PIRFENIDONE_LABEL, SERVICE_CHOICE
from cards.valuesets import PIRFENIDONE_ALLERGY
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    critical,
    delete_draft,
    for_now,
    info,
    lowers_dose,
    newly_ordered,
    occasion,
    record_or_orders_of,
    request,
    request_missing,
    update_draft,
    update_orders_behind,
    warning,
    yes,
)

ordered = pirfenidone.ordered()
new = newly_ordered(pirfenidone, RENEWAL_DAYS)

# Stop
organ_failure = child_pugh_c | on_dialysis
# Where it is to be stopped for good no lower dose of it is offered.
not_to_be_taken = any_of(organ_failure, pirfenidone_injured_now)
must_not_be_ordered = ordered & not_to_be_taken
taken_in_failure = taking_pirfenidone & organ_failure
taken_in_injury = taking_pirfenidone & pirfenidone_injured_now

# Enoxacin treats an infection: infectious disease says what else to give.
enoxacin_asked = enoxacin.ordered() & with_strong_inhibitor & ~fluvoxamine.ordered()
advised = enoxacin_asked & yes(consulted)

# Lower, interrupt, watch
ordered_with_raised = ordered & pirfenidone_raised_now & ~lowers_dose(pirfenidone)
taken_with_raised = taking_pirfenidone & pirfenidone_raised_now
kidney_too_low = new & clearance.below(PIRFENIDONE_CLEARANCE)
started_without_liver_tests = new & liver_tests_due

liver_ground = any_of(
    (ordered_with_raised | taken_with_raised) & ~yes(pirfenidone_rechecked),
    taken_in_injury & ~yes(pirfenidone_injury_rechecked),
)
removed = must_not_be_ordered | (ordered & too_much_with_strong_inhibitor)

card = Card(
    id="pirfenidone-safety",
    title="Pirfenidone safety",
    version="1.0.0",
    owner="ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(pirfenidone, strong_cyp1a2_inhibitor, ciprofloxacin),
    when=alive
    & any_of(
        with_strong_inhibitor,
        with_ciprofloxacin,
        must_not_be_ordered,
        taken_in_failure,
        taken_in_injury,
        taken_with_raised,
        ordered_with_raised,
        kidney_too_low,
        started_without_liver_tests,
        pirfenidone_tests_due,
    ),
    level=(
        critical(
            any_of(
                too_much_with_strong_inhibitor & ~advised,
                must_not_be_ordered,
                taken_in_failure,
                taken_in_injury & ~yes(pirfenidone_injury_rechecked),
            )
        ),
        # Requests that cannot be seen are none.
        warning(
            any_of(
                with_strong_inhibitor & (~advised | too_much_with_strong_inhibitor),
                with_ciprofloxacin,
                taken_in_injury,
                (ordered_with_raised | taken_with_raised) & ~yes(pirfenidone_rechecked),
                kidney_too_low,
            )
        ),
        info(),
    ),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Pirfenidone: CYP1A2 interaction, liver or kidney failure, or liver test due. Check before continuing",
    detail=(
        "Fluvoxamine (contraindicated in the EU) or enoxacin: avoid; with either, at most 267 mg three times daily. "
        "Ciprofloxacin 750 mg twice daily: at most 534 mg three times daily.",
        "ALT or AST above 5 times the upper limit, or above 3 times with raised bilirubin or symptoms: stop for good. "
        "Else lower the dose or interrupt.",
        "Liver tests before it, monthly for 6 months, then every 3 months.",
        "Raise the dose over 14 days, and again after a gap of 14 days or more. With food; sunscreen. Smoking lowers "
        "its level.",
    ),
    suggest=(
        delete_draft(fluvoxamine).offered(with_strong_inhibitor & fluvoxamine.ordered()).recommended(),
        delete_draft(pirfenidone)
        .offered(removed)
        .recommended(must_not_be_ordered | ~yes(strong_cyp1a2_inhibitor.ordered())),
        request(urgent_infectious_disease_consult).offered(enoxacin_asked & ~yes(consulted)).recommended(),
        delete_draft(enoxacin).offered(enoxacin_asked),
        update_draft(pirfenidone, PIRFENIDONE_LOW, where=above_ciprofloxacin_dose)
        .offered(adult & with_ciprofloxacin & ordered & ~yes(removed | allergy(PIRFENIDONE_ALLERGY)))
        .recommended(),
        update_orders_behind(high_dose_taken, PIRFENIDONE_LOW)
        .offered(
            adult
            & with_ciprofloxacin
            & ~pirfenidone.planned()
            & ~yes(with_strong_inhibitor | not_to_be_taken)
        )
        .recommended(),
        # An older request that is still open does not answer a result that came after it.
        request(*all_liver_tests, open_days=0)
        .offered(liver_ground)
        .recommended(occasion.chart | ~yes(must_not_be_ordered)),
        request_missing(
            (liver_tests, alt_or_ast_due), (ast_test, alt_or_ast_due), (bilirubin_test, bilirubin_due)
        )
        .offered(started_without_liver_tests & ~yes(liver_ground))
        .recommended(),
        request(*all_liver_tests).offered(pirfenidone_tests_due & ~yes(liver_ground)).recommended(),
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    override_reasons=(
        "Dose already reduced for the interaction",
        for_now("Interacting drug will not be taken together"),
        "Liver values known, plan agreed",
        "Test done elsewhere (give the date)",
    ),
    sources=(PIRFENIDONE_LABEL, PIRFENIDONE_EU, SERVICE_CHOICE),
    strength=Strength("Label", "high"),
)
