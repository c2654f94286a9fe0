"""A dose above the usual maximum, or one that looks like a wrong unit: limits held against each draft."""

from cards.definitions.disease import ild, rheumatic_disease
from cards.definitions.dose_limits import check
from cards.definitions.person import ADULT_THRESHOLDS, adult
from cards.definitions.tests import dose_verification
from cards.definitions.therapy import (
    azathioprine,
    calcineurin_inhibitor,
    cyclophosphamide,
    glucocorticoid,
    immune_globulin,
    jak_inhibitor,
    methotrexate,
    mycophenolate,
    rituximab,
    tocilizumab,
)
from cards.sources import DOSING_REVIEWS, SERVICE_CHOICE
from cards.valuesets import ANTIFIBROTIC, LEFLUNOMIDE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    critical,
    delete_drafts_behind,
    drug,
    orders_of,
    request,
    warning,
    yes,
)

certainly_wrong = any_of(check.over_hard, check.bad_schedule, check.tenfold_step)
above_usual = check.over_usual & (yes(ild) | yes(rheumatic_disease))
probably_wrong = check.over_hard_briefly | above_usual

card = Card(
    id="ild-drug-dose-range",
    title="Dose of an ILD drug outside its range",
    version="1.0.0",
    owner="ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(
        mycophenolate,
        azathioprine,
        calcineurin_inhibitor,
        cyclophosphamide,
        rituximab,
        tocilizumab,
        jak_inhibitor,
        drug(ANTIFIBROTIC),
        methotrexate,
        drug(LEFLUNOMIDE),
        immune_globulin,
        glucocorticoid,
    ),
    when=alive & (certainly_wrong | probably_wrong),
    level=(critical(certainly_wrong), warning(probably_wrong)),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Dose check: this ILD drug exceeds the usual maximum or looks like a unit error; verify before signing",
    detail=(
        "Methotrexate is taken weekly, never daily. Tacrolimus and ciclosporin differ about 50-fold in mg/kg and are "
        "not interchangeable.",
        "Mycophenolate mofetil 500 mg corresponds to 360 mg of the enteric-coated acid.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        delete_drafts_behind(
            certainly_wrong, label="Remove the draft, to be entered anew if it is still wanted"
        )
        .unless_taken_already()
        .recommended(),
        delete_drafts_behind(
            probably_wrong, label="Remove the draft, to be entered anew if it is still wanted"
        )
        .unless_taken_already()
        .offered(~yes(certainly_wrong)),
        request(dose_verification).offered(~yes(certainly_wrong)),
    ),
    override_reasons=(
        "Protocol dose verified by a pharmacist",
        "Level-guided dose (trough on file)",
        "Licensed higher dose for another disease",
        "Weight on record is wrong",
    ),
    sources=(DOSING_REVIEWS, SERVICE_CHOICE),
    strength=Strength("Safety limit", "not graded"),
)
