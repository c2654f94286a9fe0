"""A glucocorticoid ordered in systemic sclerosis: the risk of renal crisis, highest above 15 mg a day."""

from cards.definitions.disease import ild, rapidly_progressive_ild, systemic_sclerosis
from cards.definitions.mycophenolate_options import mycophenolate_option
from cards.definitions.ordering import (
    above_cap,
    lately_on_steroid,
    not_more_than_before,
    premedication,
    pulse_drafted,
    stress_dose,
)
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import blood_pressure_checks, creatinine_weekly
from cards.definitions.therapy import glucocorticoid, no_ild_drug, steroid
from cards.policy.treatment import HYDROCORTISONE_REPLACEMENT_MG, SSC_STEROID_CAP_MG
from cards.sources import ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    all_of,
    critical,
    delete_draft,
    each_of,
    orders_of,
    request,
    warning,
    yes,
)

any_steroid_after = steroid.after_above(mg_per_day=0)

replacement = steroid.only_oral_hydrocortisone_up_to(mg_per_day=HYDROCORTISONE_REPLACEMENT_MG).named(
    "low-dose hydrocortisone replacement"
)
continuation = all_of(steroid.on_it_before(), not_more_than_before, ~above_cap, ~pulse_drafted).named(
    "continuation of a dose at or below 15 mg a day"
)
taper = (not_more_than_before & ~pulse_drafted).named("not more than before")

dose_before_known = steroid.on_it_before() | ~steroid.on_it_before()

# A taper and a continuation that cannot be shown neither silence nor lower.
eased = yes(taper) | yes(rapidly_progressive_ild) | yes(comfort_care) | yes(stress_dose)

at_high_risk = (steroid.after_above_by_one_drug(mg_per_day=SSC_STEROID_CAP_MG) | pulse_drafted) & ~eased

card = Card(
    id="ssc-glucocorticoid",
    title="Glucocorticoid ordered in systemic sclerosis",
    version="1.0.0",
    owner="rheumatology and ILD pharmacy; review every 12 months",
    hooks=(Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=orders_of(glucocorticoid),
    # What is taken already does not tell the dose of a draft: one that nobody can read is named, not judged.
    when=alive
    & adult
    & systemic_sclerosis
    & glucocorticoid.ordered()
    & steroid.drafted_amount_readable()
    & (any_steroid_after | pulse_drafted),
    unless=(replacement, premedication, yes(continuation)),
    level=(critical(at_high_risk), warning()),
    when_not_known=WhenNotKnown.NAMED,
    contraindication=True,
    summary="Systemic sclerosis + glucocorticoid: renal-crisis risk, highest above 15 mg/day. Not an ILD therapy: avoid",
    detail=(
        "Guidelines advise strongly against glucocorticoids for SSc-ILD, at first and in the long term.",
        "Where they cannot be avoided: at or below 15 mg a day prednisone-equivalent, with a stop date; blood pressure "
        "at home every day, creatinine every week, and review on the same day for new headache, visual change or a "
        "rise of blood pressure.",
        "Risk is highest in early diffuse disease, with anti-RNA polymerase III, and after an earlier renal crisis.",
        "Do not stop a long-standing steroid abruptly; do not add an ACE inhibitor as prevention.",
    ),
    suggest=(
        delete_draft(glucocorticoid)
        .unless_taken_already()
        .recommended(at_high_risk & systemic_sclerosis.confirmed() & ~lately_on_steroid),
        request(
            blood_pressure_checks, creatinine_weekly, label="Check blood pressure daily and creatinine weekly"
        ),
        each_of(mycophenolate_option).offered(ild & no_ild_drug & ~comfort_care),
    ),
    notes=(
        (
            ~yes(dose_before_known),
            "The current steroid dose is not known: a taper cannot be told from an increase.",
        ),
    ),
    override_reasons=(
        "Rapidly progressive ILD: rescue agreed with an expert centre",
        "Overlap myositis, arthritis or vasculitis; specialist aware",
        "Adrenal insufficiency or stress dose",
        "Short course; blood pressure and creatinine checks arranged",
    ),
    lower_dose_is_nothing_new=True,
    sources=(ACR_CHEST_TREATMENT_2023, ATS_SSC_2024, SERVICE_CHOICE),
    strength=Strength("Strong against (ACR/CHEST); at most 15 mg a day where unavoidable (ATS)", "moderate"),
)
