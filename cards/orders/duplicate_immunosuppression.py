"""Two immunosuppressants that are not normally combined: stop one, or state the end of the cross-taper."""

from cards.definitions.disease import anti_mda5, rapidly_progressive_ild
from cards.definitions.dose_limits import mofetil, mycophenolic_acid
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care, pregnant
from cards.definitions.therapy import (
    anti_cd20,
    azathioprine,
    calcineurin_inhibitor,
    ciclosporin,
    cyclophosphamide,
    jak_inhibitor,
    mycophenolate,
    tacrolimus,
)
from cards.policy.orders import CROSS_TAPER_DAYS
from cards.policy.pjp import ANTI_CD20_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, JAK_INHIBITOR_LABEL, SERVICE_CHOICE
from cards.valuesets import (
    ABATACEPT,
    IL1_INHIBITOR,
    IL6_INHIBITOR,
    TNF_INHIBITOR,
    TRANSPLANT_OR_BLOOD_CANCER,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    condition,
    delete_drafts_behind,
    drug,
    end_orders_behind,
    for_now,
    orders_of,
    overlap,
    warning,
    yes,
)

biologics = (drug(TNF_INHIBITOR), drug(IL6_INHIBITOR), drug(IL1_INHIBITOR), drug(ABATACEPT))

# In rapid progression and with anti-MDA5 these are combined on purpose. Acts only on yes.
rescue = yes(rapidly_progressive_ild) | yes(anti_mda5)

one_substance_twice = overlap(mofetil, mycophenolic_acid, cross_taper=CROSS_TAPER_DAYS)

# The effect of anti-CD20 outlasts its order: an end would leave the pair as it is.
acting = anti_cd20.given_within(ANTI_CD20_DAYS)

pair = any_of(
    one_substance_twice,
    overlap(mycophenolate, azathioprine, cross_taper=CROSS_TAPER_DAYS),
    overlap(cyclophosphamide, azathioprine, cross_taper=CROSS_TAPER_DAYS),
    overlap(cyclophosphamide, mycophenolate, cross_taper=CROSS_TAPER_DAYS) & ~rescue,
    overlap(tacrolimus, ciclosporin, cross_taper=CROSS_TAPER_DAYS),
    overlap(jak_inhibitor, jak_inhibitor, cross_taper=CROSS_TAPER_DAYS),
    overlap(jak_inhibitor, biologics, cross_taper=CROSS_TAPER_DAYS),
    overlap(
        jak_inhibitor,
        anti_cd20,
        cross_taper=CROSS_TAPER_DAYS,
        given=(acting,),
    )
    & ~rescue,
    overlap(biologics, biologics, cross_taper=CROSS_TAPER_DAYS),
    overlap(jak_inhibitor, azathioprine, cross_taper=CROSS_TAPER_DAYS),
    overlap(jak_inhibitor, calcineurin_inhibitor, cross_taper=CROSS_TAPER_DAYS) & ~rescue,
).named("a pair that is not normally combined")

# In pregnancy a cross-taper would go on with what harms the child: the older order ends today, or stays as it is.
pair_that_may_overlap = pair & ~yes(pregnant)

card = Card(
    id="duplicate-immunosuppression",
    title="Overlapping immunosuppressants",
    version="1.0.0",
    owner="rheumatology pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(
        mycophenolate,
        azathioprine,
        cyclophosphamide,
        calcineurin_inhibitor,
        jak_inhibitor,
        drug(TNF_INHIBITOR),
        drug(IL6_INHIBITOR),
        drug(IL1_INHIBITOR),
        drug(ABATACEPT),
        anti_cd20,
    ),
    when=alive & pair,
    unless=(comfort_care, condition(TRANSPLANT_OR_BLOOD_CANCER).active().confirmed()),
    level=(warning(),),
    when_not_known=WhenNotKnown.NAMED,
    summary="Overlapping immunosuppressants: this pair is not normally combined; stop one or state the cross-taper end",
    detail=(
        "Cyclophosphamide is normally given without another ILD immunosuppressant, glucocorticoid apart.",
        "Labels advise against a JAK inhibitor with a biologic or with a potent immunosuppressant.",
    ),
    notes=(
        (
            one_substance_twice,
            "Mycophenolate mofetil and mycophenolic acid (mycophenolate sodium) are the same active substance: "
            "together they double it.",
        ),
        (~yes(adult), ADULT_THRESHOLDS),
    ),
    suggest=(
        end_orders_behind(pair, in_days=0, label="Stop the older order today").unless_acting_on(acting),
        end_orders_behind(
            pair_that_may_overlap, in_days=CROSS_TAPER_DAYS, label="End the older order after a cross-taper"
        ).unless_acting_on(acting),
        delete_drafts_behind(pair, label="Remove the draft").unless_taken_already(),
    ),
    override_reasons=(
        for_now("Cross-taper, end date planned"),
        "Rapidly progressive ILD or anti-MDA5: combination agreed with an expert centre",
        "Older drug already stopped, record not updated",
        "Expert protocol",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, JAK_INHIBITOR_LABEL, SERVICE_CHOICE),
    strength=Strength("Footnote of the guideline, and labels", "very low"),
)
