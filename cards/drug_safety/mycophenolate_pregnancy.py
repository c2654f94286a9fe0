"""Mycophenolate and pregnancy: stop, or test before signing."""

from cards.definitions.options import azathioprine_in_its_place
from cards.definitions.person import (
    ADULT_THRESHOLDS,
    adult,
    can_become_pregnant,
    comfort_care,
    pregnancy_not_proven,
    pregnancy_test,
    pregnancy_test_negative,
    pregnant,
)
from cards.definitions.tests import hcg_test, obstetric_referral
from cards.definitions.therapy import mycophenolate
from cards.policy.drug_safety import HCG_YEARLY_DAYS
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import MYCOPHENOLATE_REMS, SERVICE_CHOICE
from cards.valuesets import HCG, OBSTETRIC_REFERRAL
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
    newly_ordered,
    occasion,
    record_or_orders_of,
    replace_draft,
    request,
    request_for,
    warning,
    yes,
)

hcg_requested = request_for(HCG).open(within=OPEN_REQUEST_DAYS)
obstetrics_asked = request_for(OBSTETRIC_REFERRAL).open(within=OPEN_REQUEST_DAYS)

ordered_while_pregnant = pregnant & mycophenolate.ordered()
taken_while_pregnant = occasion.chart & pregnant & mycophenolate.active() & ~comfort_care
started_untested = (
    newly_ordered(mycophenolate, RENEWAL_DAYS) & pregnancy_not_proven & ~pregnancy_test_negative
)
continued_untested = (
    continued_order(mycophenolate, RENEWAL_DAYS)
    & can_become_pregnant
    & ~pregnancy_test.result(within=HCG_YEARLY_DAYS).on_record()
    & ~hcg_requested
)

card = Card(
    id="mycophenolate-pregnancy",
    title="Mycophenolate and pregnancy",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(mycophenolate),
    when=alive & any_of(ordered_while_pregnant, taken_while_pregnant, started_untested, continued_untested),
    level=(
        critical(ordered_while_pregnant | taken_while_pregnant),
        warning(started_untested),
        info(continued_untested),
    ),
    lower=(
        (yes(taken_while_pregnant) & yes(obstetrics_asked)) | (yes(started_untested) & yes(hcg_requested)),
    ),
    when_not_known=WhenNotKnown.NAMED_ON_CHART_FOR_DRUGS,
    contraindication=True,
    summary="Mycophenolate: pregnant or pregnancy not excluded. Causes miscarriage and birth defects; test before signing",
    detail=(
        "Pregnant: do not start. Already taken: contact prescriber and obstetrics the same day to change the drug.",
        "Not pregnant: a negative test right before the start, again after 8 to 10 days, then at follow-up visits.",
        "Contraception: IUD, sterilisation or vasectomy of the partner, else two methods, during and 6 weeks after; "
        "oral contraceptives may be weakened.",
        "Azathioprine and tacrolimus are the usual drugs compatible with pregnancy.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        delete_draft(mycophenolate).offered(ordered_while_pregnant).recommended(),
        replace_draft(mycophenolate, by=azathioprine_in_its_place).offered(
            ordered_while_pregnant | started_untested
        ),
        request(obstetric_referral.urgent()).offered(taken_while_pregnant).recommended(),
        request(hcg_test, timing="today").offered(started_untested | continued_untested).recommended(),
        request(hcg_test, timing="8 to 10 days from today").offered(started_untested & ~yes(hcg_requested)),
    ),
    override_reasons=(
        "Negative pregnancy test elsewhere (give the date)",
        "Postmenopausal, sterilised or no pregnancy potential, not coded",
        "Pregnant: benefit agreed with obstetrics and specialist",
    ),
    sources=(MYCOPHENOLATE_REMS, SERVICE_CHOICE),
    strength=Strength("Boxed warning and REMS", "not graded"),
)
