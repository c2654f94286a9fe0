"""Monitoring: the last full lung function test, whether one is planned, and whether a walk test is due."""

from cards.definitions.disease import dlco, fvc, ild, rheumatic_disease
from cards.definitions.oxygen import saturation_on_air
from cards.policy.monitoring import (
    PFT_PLANNED_DAYS,
    WALK_DAYS,
    WALK_ILD_DAYS,
    WALK_LOW_DAYS,
    WALK_LOW_DLCO,
    WALK_LOW_FVC,
    WALK_LUNG_FUNCTION_DAYS,
    WALK_REQUEST_DAYS,
    WALK_REST_DAYS,
    WALK_REST_PERCENT,
)
from cards.policy.treatment import WORKUP_REQUEST_DAYS
from cards.valuesets import (
    CT_CHEST,
    DLCO_ABSOLUTE,
    DLCO_PERCENT,
    EXERTIONAL_SATURATION,
    FULL_PFT_ORDER,
    FVC_LITRES,
    FVC_PERCENT,
    HRCT_ORDER,
    ILD,
    OXYGEN_FLOW,
    PFT_REPORT,
    SIX_MINUTE_WALK,
    UNABLE_TO_WALK,
    WALK_TEST,
)
from cdshooks.rules.language import (
    BeganWithin,
    SameDay,
    any_of,
    concluded,
    condition,
    done,
    lab,
    last_of,
    low_on_room_air,
    request_for,
    yes,
)

# A full test is FVC and DLCO on one day, in whatever unit; a report of lung function stands for one, too.
full_test_done = SameDay(
    (lab(FVC_PERCENT), lab(FVC_LITRES)), (lab(DLCO_PERCENT), lab(DLCO_ABSOLUTE)), "full lung function test"
)
lung_function_report = done(PFT_REPORT, "DiagnosticReport")
lung_function_ever = (full_test_done | lung_function_report).named("a full lung function test on record")
last_lung_function = last_of("full lung function", full_test_done, lung_function_report)

chest_ct_done = done(CT_CHEST, "DiagnosticReport", "ImagingStudy", "Procedure")
hrct_ordered = any_of(
    request_for(CT_CHEST).open_on_record(within=WORKUP_REQUEST_DAYS),
    request_for(HRCT_ORDER).open_on_record(within=WORKUP_REQUEST_DAYS),
)

# An order for FVC or for DLCO alone counts as lung function ordered.
lung_function_requested = any_of(
    request_for(FULL_PFT_ORDER).open_on_record(within=WORKUP_REQUEST_DAYS),
    request_for(FVC_LITRES).open_on_record(within=WORKUP_REQUEST_DAYS),
    request_for(FVC_PERCENT).open_on_record(within=WORKUP_REQUEST_DAYS),
    request_for(DLCO_ABSOLUTE).open_on_record(within=WORKUP_REQUEST_DAYS),
    request_for(DLCO_PERCENT).open_on_record(within=WORKUP_REQUEST_DAYS),
)
lung_function_planned = any_of(
    lung_function_requested,
    request_for(FULL_PFT_ORDER).due(ahead=PFT_PLANNED_DAYS),
    request_for(FVC_LITRES).due(ahead=PFT_PLANNED_DAYS),
    request_for(FVC_PERCENT).due(ahead=PFT_PLANNED_DAYS),
    request_for(DLCO_ABSOLUTE).due(ahead=PFT_PLANNED_DAYS),
    request_for(DLCO_PERCENT).due(ahead=PFT_PLANNED_DAYS),
).named("lung function is requested or planned")

walk_test = done(WALK_TEST, "Procedure", "DiagnosticReport")
walk_requested = any_of(
    request_for(EXERTIONAL_SATURATION).open_on_record(within=WALK_REQUEST_DAYS),
    request_for(SIX_MINUTE_WALK).open_on_record(within=WALK_REQUEST_DAYS),
    request_for(WALK_TEST).open_on_record(within=WALK_REQUEST_DAYS),
)
walked_lately = any_of(
    lab(EXERTIONAL_SATURATION).result(within=WALK_DAYS).on_record(),
    lab(SIX_MINUTE_WALK).result(within=WALK_DAYS).on_record(),
    walk_test.done_within(WALK_DAYS),
)
walked_quite_lately = any_of(
    lab(EXERTIONAL_SATURATION).result(within=WALK_LOW_DAYS).on_record(),
    lab(SIX_MINUTE_WALK).result(within=WALK_LOW_DAYS).on_record(),
    walk_test.done_within(WALK_LOW_DAYS),
)
last_walk = last_of(
    "test on exertion",
    lab(EXERTIONAL_SATURATION).result().on_record(),
    lab(SIX_MINUTE_WALK).result().on_record(),
    walk_test,
)
lung_function_low = any_of(
    fvc.result(within=WALK_LUNG_FUNCTION_DAYS).below(WALK_LOW_FVC),
    dlco.result(within=WALK_LUNG_FUNCTION_DAYS).below(WALK_LOW_DLCO),
)
low_at_rest = low_on_room_air(
    saturation_on_air,
    lab(OXYGEN_FLOW, "L/min"),
    at_most=WALK_REST_PERCENT,
    within=WALK_REST_DAYS,
)

# Never tested counts as tested too long ago. Where lung function is not known, the longer interval holds.
walk_due = (
    ild
    & rheumatic_disease
    & last_walk
    & ~BeganWithin(ild, concluded(ILD), WALK_ILD_DAYS)
    & (
        (~walked_lately).named("no test on exertion for a year")
        | ((~walked_quite_lately).named("no test on exertion for half a year") & yes(lung_function_low))
    )
    & ~condition(UNABLE_TO_WALK).active()
    & ~low_at_rest
    & ~walk_requested
)
