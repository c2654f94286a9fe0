"""Nintedanib: liver, pregnancy, bleeding and interactions; or liver tests that are due."""

from cards.definitions.antifibrotics import (
    nintedanib_injured_now,
    nintedanib_injury_rechecked,
    nintedanib_partner,
    nintedanib_raised_now,
    nintedanib_rechecked,
    nintedanib_tests_due,
    taking_nintedanib,
)
from cards.definitions.bars import (
    anticoagulant,
    cardiovascular_event_lately,
    nintedanib_inhibitor,
    strong_inducer,
)
from cards.definitions.drafts import NINTEDANIB_LOW
from cards.definitions.liver import (
    all_liver_tests,
    alt_or_ast_due,
    bilirubin_due,
    child_pugh_a,
    child_pugh_b,
    liver_tests_due,
)
from cards.definitions.organs import child_pugh_c
from cards.definitions.person import (
    ADULT_THRESHOLDS,
    adult,
    pregnancy_not_proven,
    pregnancy_test_negative,
    pregnant,
)
from cards.definitions.tests import ast_test, bilirubin_test, hcg_test, liver_tests, obstetric_referral
from cards.definitions.therapy import ciclosporin, nintedanib
from cards.policy.antifibrotics import NINTEDANIB_LOW_MG
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import SURGERY_DAYS
from cards.sources import NINTEDANIB_LABEL, SERVICE_CHOICE
from cards.valuesets import (
    ABDOMINAL_SURGERY,
    GUT_PERFORATION,
    HCG,
    NINTEDANIB_ALLERGY,
    OBSTETRIC_REFERRAL,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    allergy,
    any_of,
    condition,
    critical,
    delete_draft,
    done,
    info,
    lowers_dose,
    newly_ordered,
    occasion,
    per_day,
    record_or_orders_of,
    request,
    request_for,
    request_missing,
    update_draft,
    warning,
    where,
    yes,
)

ordered = nintedanib.ordered()
new = newly_ordered(nintedanib, RENEWAL_DAYS)
hcg_asked = request_for(HCG).open(within=OPEN_REQUEST_DAYS)
obstetrics_asked = request_for(OBSTETRIC_REFERRAL).open(within=OPEN_REQUEST_DAYS)

# Stop
advanced_cirrhosis = child_pugh_b | child_pugh_c
must_not_be_ordered = ordered & any_of(pregnant, advanced_cirrhosis, nintedanib_injured_now)
taken_in_pregnancy = taking_nintedanib & pregnant
taken_in_injury = taking_nintedanib & nintedanib_injured_now
must_stop = any_of(
    taking_nintedanib & advanced_cirrhosis,
    taken_in_pregnancy & ~yes(obstetrics_asked),
    taken_in_injury & ~yes(nintedanib_injury_rechecked),
)

# Lower, interrupt, watch
above_low_dose = per_day.above(NINTEDANIB_LOW_MG)
ordered_with_raised = (
    nintedanib_raised_now & where(nintedanib.ordered(), above_low_dose) & ~lowers_dose(nintedanib)
)
taken_with_raised = taking_nintedanib & nintedanib_raised_now
ordered_in_class_a = child_pugh_a & where(nintedanib.ordered(), above_low_dose)
risky_start = new & any_of(
    cardiovascular_event_lately,
    done(ABDOMINAL_SURGERY, "Procedure").done_within(SURGERY_DAYS),
    condition(GUT_PERFORATION).ever(),
)
started_untested = (
    new & pregnancy_not_proven & (~pregnancy_test_negative).named("no negative pregnancy test within 7 days")
)
started_without_liver_tests = new & liver_tests_due

liver_ground = any_of(
    ordered & nintedanib_raised_now,
    taken_with_raised & ~yes(nintedanib_rechecked),
    taken_in_injury & ~yes(nintedanib_injury_rechecked),
)

card = Card(
    id="nintedanib-safety",
    title="Nintedanib: liver, bleeding, pregnancy",
    version="1.0.0",
    owner="ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(nintedanib, anticoagulant, nintedanib_inhibitor, ciclosporin, strong_inducer),
    when=alive
    & any_of(
        must_not_be_ordered,
        taking_nintedanib & advanced_cirrhosis,
        taken_in_pregnancy,
        taken_in_injury,
        taken_with_raised,
        ordered_with_raised,
        ordered_in_class_a,
        nintedanib_partner,
        risky_start,
        started_untested,
        started_without_liver_tests,
        nintedanib_tests_due,
    ),
    level=(
        critical(must_not_be_ordered | must_stop),
        # Requests that cannot be seen are none.
        warning(
            any_of(
                taken_in_pregnancy,
                taken_in_injury,
                taken_with_raised & ~yes(nintedanib_rechecked),
                ordered_with_raised,
                ordered_in_class_a,
                nintedanib_partner,
                risky_start,
                started_untested & ~yes(hcg_asked),
            )
        ),
        info(),
    ),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Nintedanib: liver, pregnancy, bleeding or interaction problem, or liver test due. Check before continuing",
    detail=(
        "ALT or AST above 5 times the upper limit, or above 3 times with liver injury: stop. Above 3 to 5 times: "
        "interrupt, or 100 mg twice daily.",
        "Liver tests before it, monthly for 3 months, then every 3 months. Child-Pugh class A: 100 mg twice daily; B or "
        "C: not recommended.",
        "Contraception during treatment and at least 3 months after. Hold it around major abdominal surgery.",
        "Anticoagulant: watch for bleeding, it is not forbidden. Inhibitor: watch how it is tolerated. Inducer: choose "
        "another drug.",
    ),
    suggest=(
        delete_draft(nintedanib).offered(must_not_be_ordered).recommended(),
        request(obstetric_referral.urgent()).offered(taken_in_pregnancy).recommended(),
        update_draft(nintedanib, NINTEDANIB_LOW, where=above_low_dose)
        .offered(
            adult
            & (ordered_with_raised | ordered_in_class_a)
            & ~yes(must_not_be_ordered | allergy(NINTEDANIB_ALLERGY))
        )
        .recommended(),
        # An older request that is still open does not answer a result that came after it.
        request(*all_liver_tests, open_days=0).offered(liver_ground).recommended(occasion.chart),
        request_missing(
            (liver_tests, alt_or_ast_due), (ast_test, alt_or_ast_due), (bilirubin_test, bilirubin_due)
        )
        .offered(started_without_liver_tests & ~yes(liver_ground))
        .recommended(),
        request(*all_liver_tests).offered(nintedanib_tests_due & ~yes(liver_ground)).recommended(),
        request(hcg_test).offered(started_untested).recommended(),
    ),
    notes=(
        (started_untested & yes(hcg_asked), "A pregnancy test was asked for: the result is pending."),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    override_reasons=(
        "Liver values known, dose plan agreed",
        "Anticoagulant indicated, bleeding risk accepted",
        "Test done elsewhere (give the date)",
        "No pregnancy potential, not coded",
    ),
    sources=(NINTEDANIB_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "high"),
)
