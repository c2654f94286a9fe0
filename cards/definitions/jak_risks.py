"""What speaks against a JAK inhibitor: infection, clots, the heart, cancer, the gut, smoking, counts, kidney."""

from cards.definitions.organs import clearance, haemoglobin
from cards.definitions.therapy import tofacitinib
from cards.policy.immunosuppressants import (
    JAK_CLEARANCE_LOW,
    JAK_HAEMOGLOBIN_ALWAYS,
    JAK_NEW_EVENT_DAYS,
    TOFACITINIB_LOW_CLEARANCE_MG,
)
from cards.policy.orders import RENEWAL_DAYS
from cards.policy.requests_and_results import BLOOD_DAYS
from cards.policy.rescue import JAK_AGE_YEARS, JAK_HAEMOGLOBIN, JAK_LYMPHOCYTES, JAK_NEUTROPHILS
from cards.valuesets import (
    CLOT_OR_CARDIOVASCULAR_DISEASE,
    CLOT_OR_CARDIOVASCULAR_HISTORY,
    CURRENT_SMOKER,
    GUT_PERFORATION,
    JAK_INHIBITOR,
    LYMPHOCYTES,
    MAJOR_CARDIOVASCULAR_EVENT,
    MALIGNANCY,
    NEUTROPHILS,
    SMOKES_NO_LONGER,
    SMOKES_NOW,
    SMOKING_STATUS,
    VENOUS_THROMBOEMBOLISM,
)
from cdshooks.rules.language import (
    age,
    any_of,
    condition,
    ingredient,
    lab,
    newly_ordered,
    per_day,
    result_after,
    says,
    where,
    yes,
)

baricitinib = ingredient(JAK_INHIBITOR, "2047232", words="baricitinib").systemic()
counted_jak_inhibitor = ingredient(
    JAK_INHIBITOR, "1357536", "2047232", "2196092", words="tofacitinib, baricitinib or upadacitinib"
).systemic()

clot_or_event_ever = condition(CLOT_OR_CARDIOVASCULAR_DISEASE).ever()
clot_or_event_lately = any_of(
    condition(VENOUS_THROMBOEMBOLISM).recorded_or_onset_within(JAK_NEW_EVENT_DAYS),
    condition(MAJOR_CARDIOVASCULAR_EVENT).recorded_or_onset_within(JAK_NEW_EVENT_DAYS),
    condition(CLOT_OR_CARDIOVASCULAR_HISTORY).stated_onset_within(JAK_NEW_EVENT_DAYS),
).named("thromboembolism or a cardiovascular event within 90 days")

# A newer answer of the patient goes before an older entry in the problem list.
smoking_status = lab(SMOKING_STATUS).result()
coded_smoker = condition(CURRENT_SMOKER).active()
has_stopped = says(smoking_status, SMOKES_NO_LONGER) & result_after(smoking_status, coded_smoker)
current_smoker = (says(smoking_status, SMOKES_NOW) | (coded_smoker & ~has_stopped)).named("current smoker")

# Smoking and cancer that are not known are left out.
risk_at_start = any_of(
    clot_or_event_ever,
    yes(condition(MALIGNANCY).ever()).named("cancer, now or before"),
    condition(GUT_PERFORATION).ever(),
    age.at_least(JAK_AGE_YEARS),
    yes(current_smoker),
)

low_counts = counted_jak_inhibitor.ordered() & any_of(
    lab(LYMPHOCYTES, "10*9/L", worse="lower").result(within=BLOOD_DAYS).below(JAK_LYMPHOCYTES),
    lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=BLOOD_DAYS).below(JAK_NEUTROPHILS),
    haemoglobin.below(JAK_HAEMOGLOBIN_ALWAYS),
    newly_ordered(tofacitinib, RENEWAL_DAYS) & haemoglobin.below(JAK_HAEMOGLOBIN),
)
kidney_too_low = any_of(
    baricitinib.ordered(), where(tofacitinib.ordered(), per_day.above(TOFACITINIB_LOW_CLEARANCE_MG))
) & clearance.below(JAK_CLEARANCE_LOW)
