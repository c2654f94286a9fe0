"""The person: adult, comfort care, pregnant, able to become pregnant."""

from cards.policy.drug_safety import HCG_NEGATIVE_DAYS
from cards.policy.person import (
    ADULT_YEARS,
    COMFORT_CARE_DAYS,
    FERTILE_FROM_YEARS,
    FERTILE_TO_YEARS,
    HCG_NEGATIVE_BELOW,
    HCG_POSITIVE_DAYS,
    HCG_POSITIVE_FROM,
    PREGNANCY_DAYS,
)
from cards.valuesets import (
    BREASTFEEDING,
    COMFORT_CARE,
    EXPECTED_DELIVERY,
    HCG,
    NO_CHILDBEARING_POTENTIAL,
    PREGNANCY,
    PREGNANCY_STATUS,
    SAYS_PREGNANT,
)
from cdshooks.rules.language import (
    age,
    any_of,
    any_positive,
    condition,
    done,
    due_date_within,
    female,
    lab,
    male,
    negative_within,
    request_for,
    says,
    yes,
)

adult = age.at_least(ADULT_YEARS).named("adult")

ADULT_THRESHOLDS = (
    "Adult thresholds: the patient is under 18, or the age is not known; no adult dose is offered."
)

# Acts only on yes: neither a list that was not supplied nor a suspicion makes a patient one of comfort care.
comfort_care = yes(
    condition(COMFORT_CARE).active().confirmed() | request_for(COMFORT_CARE).open(within=COMFORT_CARE_DAYS)
).named("hospice or comfort care only")

pregnancy_test = lab(HCG, "IU/L")
fertile_age = age.between(FERTILE_FROM_YEARS, FERTILE_TO_YEARS)
pregnancy_coded = condition(PREGNANCY).active().confirmed().onset_within_or_undated(PREGNANCY_DAYS)

# Many records tell a pregnancy as the answer to "pregnancy status", and as nothing else. The newest answer holds.
pregnancy_stated = says(lab(PREGNANCY_STATUS).result(within=PREGNANCY_DAYS), SAYS_PREGNANT)

pregnant = (
    fertile_age
    # Only who is recorded as male is excused: a positive test of anybody else is a pregnancy.
    & (~yes(male) | yes(pregnancy_coded | pregnancy_stated))
    & any_of(
        pregnancy_coded,
        pregnancy_stated,
        any_positive(pregnancy_test, HCG_POSITIVE_DAYS, threshold=HCG_POSITIVE_FROM),
        due_date_within(lab(EXPECTED_DELIVERY), PREGNANCY_DAYS),
    )
).named("pregnant")

# Where therapy is chosen no drug is drafted for either; the card says so.
pregnancy_unclear = ~yes(pregnant) & ~yes(~pregnant)
NO_DRUG_IN_PREGNANCY = (
    (pregnant, "Pregnant: no drug is drafted."),
    (pregnancy_unclear, "Whether the patient is pregnant is not known: no drug is drafted."),
)

# A menopause or sterilisation that is only suspected excuses no pregnancy test before a teratogen.
no_childbearing_potential = condition(NO_CHILDBEARING_POTENTIAL).confirmed() | done(
    NO_CHILDBEARING_POTENTIAL, "Procedure"
)
childbearing = female & fertile_age & ~no_childbearing_potential
can_become_pregnant = (childbearing & ~pregnant).named("can become pregnant")

# A result that cannot be read leaves open whether she is pregnant, and is no negative test: either way she is asked
# for one. Only a proven pregnancy ends the question.
pregnancy_not_proven = (childbearing & ~yes(pregnant)).named("can become pregnant")

pregnancy_test_negative = negative_within(pregnancy_test, HCG_NEGATIVE_DAYS, HCG_NEGATIVE_BELOW)

# Not on record counts as no.
breastfeeding = yes(condition(BREASTFEEDING).active()).named("breastfeeding")
