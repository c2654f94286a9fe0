"""Screen for tuberculosis and hepatitis B before a biologic, a JAK inhibitor, cyclophosphamide or long steroid."""

from cards.definitions.before_start import anti_hbc_negative, hbsag_negative
from cards.definitions.disease import rapidly_progressive_ild
from cards.definitions.drug_safety import proven_hepatitis_b
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care
from cards.definitions.tests import (
    anti_hbc_test,
    hbsag_test,
    hepatitis_c_test,
    hiv_test,
    strongyloides_test,
    tuberculosis_test,
)
from cards.definitions.therapy import cyclophosphamide, glucocorticoid, jak_inhibitor, steroid
from cards.policy.infection_screen import SCREEN_STEROID_DAYS, SCREEN_STEROID_MG
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import HBV_SCREEN_DAYS, TB_SCREEN_DAYS
from cards.sources import EULAR_INFECTION_2022, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    ACTIVE_TUBERCULOSIS,
    ANTI_HBC,
    HBSAG,
    HEPATITIS_C,
    HIV,
    IGRA,
    IL6_INHIBITOR,
    LATENT_TUBERCULOSIS,
    TNF_INHIBITOR,
    TUBERCULIN_SKIN_TEST,
    TUBERCULOSIS_PREVENTION,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    all_of,
    any_drug,
    any_of,
    any_positive,
    condition,
    drug,
    for_now,
    info,
    ingredient,
    lab,
    negative_within,
    newly_ordered,
    orders_of,
    request,
    request_for,
    unclear,
    warning,
    yes,
)

tocilizumab_or_sarilumab = ingredient(IL6_INHIBITOR, "612865", "1923319", words="tocilizumab or sarilumab")
other_biologic = any_drug(drug(TNF_INHIBITOR), drug(ABATACEPT)).called("TNF inhibitor or abatacept")

new_targeted_drug = any_of(
    newly_ordered(jak_inhibitor, RENEWAL_DAYS),
    newly_ordered(tocilizumab_or_sarilumab, RENEWAL_DAYS),
    newly_ordered(other_biologic, RENEWAL_DAYS),
).named("a JAK inhibitor, interleukin-6 inhibitor, TNF inhibitor or abatacept newly ordered")
new_cyclophosphamide = newly_ordered(cyclophosphamide, RENEWAL_DAYS)
long_steroid = glucocorticoid.ordered() & any_of(
    steroid.sustained(mg_per_day=SCREEN_STEROID_MG, days=SCREEN_STEROID_DAYS),
    steroid.open_ended(mg_per_day=SCREEN_STEROID_MG),
)

unread = "neither positive nor negative, to be treated as not done"
no_igra = ~lab(IGRA).result(within=TB_SCREEN_DAYS).on_record()
# An indeterminate result is no screen. One that was positive once is an infection that is known.
igra_unread = unclear(
    ~no_igra & ~negative_within(lab(IGRA), TB_SCREEN_DAYS) & ~yes(any_positive(lab(IGRA))),
    f"tuberculosis screen (IGRA) {unread}",
)
# A skin test that cannot be seen silences nothing; nor does an infection that somebody only suspects.
tuberculosis_gap = all_of(
    no_igra | igra_unread,
    ~yes(lab(TUBERCULIN_SKIN_TEST).result(within=TB_SCREEN_DAYS).on_record()),
    ~condition(LATENT_TUBERCULOSIS).ever().confirmed(),
    ~condition(ACTIVE_TUBERCULOSIS).ever().confirmed(),
    ~drug(TUBERCULOSIS_PREVENTION).tried(),
).named("no tuberculosis screen within 365 days")
no_hbsag = ~lab(HBSAG).result(within=HBV_SCREEN_DAYS).on_record()
no_anti_hbc = ~lab(ANTI_HBC).result(within=HBV_SCREEN_DAYS).on_record()
hepatitis_unread = any_of(
    unclear(~no_hbsag & ~hbsag_negative, f"HBsAg {unread}"),
    unclear(~no_anti_hbc & ~anti_hbc_negative, f"total anti-HBc {unread}"),
)
hepatitis_gap = (~yes(proven_hepatitis_b) & (no_hbsag | no_anti_hbc | hepatitis_unread)).named(
    "no complete hepatitis B screen within 365 days"
)

igra_asked = request_for(IGRA).open(within=OPEN_REQUEST_DAYS)
hbsag_asked = request_for(HBSAG).open(within=OPEN_REQUEST_DAYS)
anti_hbc_asked = request_for(ANTI_HBC).open(within=OPEN_REQUEST_DAYS)
not_asked_for = any_of(
    tuberculosis_gap & ~igra_asked,
    ~yes(proven_hepatitis_b) & any_of(no_hbsag & ~hbsag_asked, no_anti_hbc & ~anti_hbc_asked),
)

gap = tuberculosis_gap | hepatitis_gap
# In rapid progression blood is drawn and treatment begins. Acts only on yes.
can_wait = new_targeted_drug & ~yes(rapidly_progressive_ild)

card = Card(
    id="infection-screen",
    title="Tuberculosis and hepatitis B screen before immunosuppression",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(
        jak_inhibitor, tocilizumab_or_sarilumab, other_biologic, cyclophosphamide, glucocorticoid
    ),
    when=alive
    & any_of(
        new_targeted_drug & gap & (not_asked_for | can_wait),
        # Beside these a screen is only considered: what is not known is not named.
        yes((new_cyclophosphamide | long_steroid) & not_asked_for),
    ),
    unless=(comfort_care,),
    # Requests that cannot be seen are none.
    level=(warning(can_wait & gap & ~yes(~not_asked_for)), info()),
    when_not_known=WhenNotKnown.NAMED,
    summary="TB or hepatitis B screen missing before immunosuppression. Latent infection can reactivate; test first",
    detail=(
        "IGRA (rather than a skin test), HBsAg and total anti-HBc before a biologic or a JAK inhibitor; consider them "
        "before cyclophosphamide or a long course of steroid.",
        "Add hepatitis C and HIV; Strongyloides IgG for anyone who has lived where it is endemic.",
        "Draw the blood before the first dose: a steroid can make the IGRA indeterminate.",
        "In rapidly progressive ILD draw the blood and start without waiting.",
    ),
    suggest=(
        request(tuberculosis_test).offered(tuberculosis_gap).recommended(),
        request(hbsag_test, anti_hbc_test).offered(hepatitis_gap).recommended(),
        request(hepatitis_c_test).offered(~lab(HEPATITIS_C).result().on_record()),
        request(
            hiv_test, strongyloides_test, label="Request HIV test and, if exposed, Strongyloides IgG"
        ).offered(~yes(condition(HIV))),
    ),
    notes=(
        (gap & ~not_asked_for, "Every test that is missing was asked for: the result is pending."),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    override_reasons=(
        "Done elsewhere (give date and result)",
        for_now("Treatment cannot wait, sample drawn"),
        "Previous treatment of tuberculosis or hepatitis B documented elsewhere",
    ),
    sources=(EULAR_INFECTION_2022, SERVICE_CHOICE),
    strength=Strength("EULAR 2022", "moderate"),
)
