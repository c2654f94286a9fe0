"""Tocilizumab or sarilumab: infection, counts, liver or bowel, by other limits at the start than on treatment."""

from cards.definitions.bars import (
    active_tuberculosis,
    gut_perforation,
    older_alt,
    older_ast,
    older_neutrophils,
    older_platelets,
    severe_infection,
    tocilizumab_liver,
    tocilizumab_neutropenia,
    tocilizumab_thrombopenia,
)
from cards.definitions.drug_safety import (
    blood_count_requested,
    hepatitis_b_without_antiviral,
    latent_tuberculosis_untreated,
)
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import ast_test, bilirubin_test, blood_count, liver_tests
from cards.policy.drug_safety import (
    IL6_HELD_ALT,
    IL6_HELD_NEUTROPHILS,
    IL6_HELD_PLATELETS,
    SARILUMAB_PLATELETS,
)
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import BLOOD_DAYS, OPEN_REQUEST_DAYS
from cards.sources import SARILUMAB_LABEL, SERVICE_CHOICE, TOCILIZUMAB_LABEL
from cards.valuesets import ALT, AST, BILIRUBIN, IL6_INHIBITOR
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
    ingredient,
    lab,
    newly_ordered,
    orders_of,
    request,
    request_for,
    request_missing,
    warning,
    yes,
)

sarilumab = ingredient(IL6_INHIBITOR, "1923319", words="sarilumab")
either = ingredient(IL6_INHIBITOR, "612865", "1923319", words="tocilizumab or sarilumab")
new = newly_ordered(either, RENEWAL_DAYS)

unsafe_to_start = any_of(
    new & any_of(tocilizumab_neutropenia, tocilizumab_thrombopenia, tocilizumab_liver, gut_perforation),
    newly_ordered(sarilumab, RENEWAL_DAYS) & older_platelets.below(SARILUMAB_PLATELETS),
)
unsafe_to_go_on = continued_order(either, RENEWAL_DAYS) & any_of(
    older_neutrophils.below(IL6_HELD_NEUTROPHILS),
    older_platelets.below(IL6_HELD_PLATELETS),
    older_alt.times_upper_limit().above(IL6_HELD_ALT),
    older_ast.times_upper_limit().above(IL6_HELD_ALT),
)
infection = any_of(severe_infection, latent_tuberculosis_untreated, hepatitis_b_without_antiviral)

count_due = (~(older_neutrophils.on_record() & older_platelets.on_record()) & ~blood_count_requested).named(
    "no blood count within 90 days"
)
transaminases_due = (
    ~(older_alt.on_record() | older_ast.on_record())
    & ~(request_for(ALT).open(within=OPEN_REQUEST_DAYS) | request_for(AST).open(within=OPEN_REQUEST_DAYS))
).named("no ALT or AST within 90 days")
bilirubin_due = (
    ~lab(BILIRUBIN).result(within=BLOOD_DAYS).on_record()
    & ~request_for(BILIRUBIN).open(within=OPEN_REQUEST_DAYS)
).named("no bilirubin within 90 days")
tests_due = new & any_of(count_due, transaminases_due, bilirubin_due)
unsafe = any_of(unsafe_to_start, unsafe_to_go_on, infection)

card = Card(
    id="tocilizumab-safety",
    title="Tocilizumab safety",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(either),
    when=alive & either.ordered() & any_of(active_tuberculosis, unsafe, tests_due),
    level=(critical(active_tuberculosis), warning(unsafe), info()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Tocilizumab: blood count, liver test, infection or bowel history makes it unsafe now. Check before the dose",
    detail=(
        "Start: not with neutrophils below 2, platelets below 100 (sarilumab 150) x 10^9/L, or ALT or AST above 1.5 "
        "times the upper limit.",
        "On treatment: hold at neutrophils below 1, platelets below 100, or ALT or AST above 3 times the limit; stop at "
        "neutrophils below 0.5, platelets below 50, or ALT or AST above 5 times the limit.",
        "The bowel can perforate where there are diverticula, more so with a glucocorticoid or an NSAID.",
        "CRP stays low: infection and flare are masked. Blood count, liver tests and lipids again at 4 to 8 weeks.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        delete_draft(either).offered(active_tuberculosis | unsafe).recommended(active_tuberculosis),
        request_missing((blood_count, count_due)).offered(tests_due).recommended(),
        request_missing(
            (liver_tests, transaminases_due), (ast_test, transaminases_due), (bilirubin_test, bilirubin_due)
        )
        .offered(tests_due)
        .recommended(),
        request(
            blood_count, liver_tests, ast_test, bilirubin_test, label="Repeat blood count and liver tests"
        ).offered(unsafe & ~yes(tests_due)),
    ),
    override_reasons=(
        "Cytokine release or COVID-19: other limits apply",
        "Value repeated outside this record (give the value)",
        "Treatment of tuberculosis or hepatitis B under way elsewhere",
        "The specialist accepts the risk of perforation",
    ),
    sources=(TOCILIZUMAB_LABEL, SARILUMAB_LABEL, SERVICE_CHOICE),
    strength=Strength("Label", "high"),
)
