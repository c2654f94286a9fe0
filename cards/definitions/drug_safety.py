"""What several safety checks of drugs share: the infusions, requests of their own, the drug in another's place."""

from cards.definitions.bars import low_counts
from cards.definitions.before_start import hepatitis_b_screened, pregnancy_test_missing
from cards.definitions.disease import ild, rheumatic_disease
from cards.definitions.drafts import MYCOPHENOLATE_START, ORAL
from cards.definitions.mycophenolate_options import mycophenolate_tests
from cards.definitions.options import not_ipf
from cards.definitions.organs import neutrophils, platelets
from cards.definitions.person import adult, comfort_care, pregnant
from cards.definitions.tests import LOINC, SNOMED, orderable
from cards.definitions.therapy import azathioprine, cyclophosphamide, mycophenolate
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.policy.treatment import TB_SCREEN_DAYS
from cards.valuesets import (
    ANTI_HBC,
    BLOOD_COUNT,
    HBSAG,
    HBV_DNA,
    HEPATITIS_B,
    HEPATITIS_B_ANTIVIRAL,
    HEPATOLOGY_REFERRAL,
    IGRA,
    LATENT_TUBERCULOSIS,
    MYCOPHENOLATE_ALLERGY,
    TUBERCULOSIS_PREVENTION,
    URINALYSIS,
)
from cdshooks.rules.language import (
    DrugOrder,
    allergy,
    any_of,
    any_positive,
    choose,
    condition,
    drug,
    lab,
    negative_within,
    option,
    request_for,
    yes,
)

hepatology_referral = orderable("hepatology referral", SNOMED, "308476000", HEPATOLOGY_REFERRAL)
hbv_dna_test = orderable("hepatitis B virus DNA", LOINC, "29610-3", HBV_DNA)
urinalysis = orderable("urinalysis", LOINC, "24356-8", URINALYSIS)

blood_count_requested = request_for(BLOOD_COUNT).open(within=OPEN_REQUEST_DAYS)

# A negative screen that can be read: a further result that nobody can read is not asked about.
found_hepatitis_b = any_of(any_positive(lab(HBSAG)), any_positive(lab(ANTI_HBC)), any_positive(lab(HBV_DNA)))
# A diagnosis that is only suspected replaces no screen.
proven_hepatitis_b = found_hepatitis_b | condition(HEPATITIS_B).confirmed()
hepatitis_b_without_antiviral = (
    any_of(
        found_hepatitis_b & (yes(found_hepatitis_b) | ~hepatitis_b_screened),
        condition(HEPATITIS_B),
    )
    & ~drug(HEPATITIS_B_ANTIVIRAL).in_use()
).named("hepatitis B without an antiviral")
found_tuberculosis = any_positive(lab(IGRA))
latent_tuberculosis_untreated = (
    any_of(
        found_tuberculosis & (yes(found_tuberculosis) | ~negative_within(lab(IGRA), TB_SCREEN_DAYS)),
        condition(LATENT_TUBERCULOSIS),
    )
    & ~drug(TUBERCULOSIS_PREVENTION).tried()
).named("latent tuberculosis without preventive treatment")

# By milligrams: the draft that it changes may be of tablets of any strength.
AZATHIOPRINE_50_MG = DrugOrder(
    drug="azathioprine",
    code="1256",
    display="azathioprine",
    dose="50",
    unit="mg",
    unit_code="mg",
    route=ORAL,
    every=(1, 1, "d"),
    words="azathioprine 50 mg by mouth once daily",
)

# In the place of an azathioprine draft: what is not known closes it.
mycophenolate_in_its_place = choose(
    "mycophenolate in the place of azathioprine",
    option(
        "mycophenolate",
        mycophenolate,
        MYCOPHENOLATE_START,
        needs=(
            (yes(ild) | yes(rheumatic_disease)).named("interstitial lung disease or a rheumatic disease"),
            not_ipf.named("no idiopathic pulmonary fibrosis"),
            adult.named("an age of 18 or more"),
            ~comfort_care,
            (neutrophils.on_record() & platelets.on_record()).named("a blood count within 30 days"),
            (yes(low_counts) | yes(~low_counts)).named("a blood count that can be read"),
            (yes(pregnancy_test_missing) | yes(~pregnancy_test_missing)).named(
                "to know whether a pregnancy test is needed"
            ),
        ),
        strict_bars=(
            pregnant,
            mycophenolate.tried().named("mycophenolate taken now or before"),
            mycophenolate.in_use().named("mycophenolate in use"),
            allergy(MYCOPHENOLATE_ALLERGY).named("mycophenolate allergy"),
            azathioprine.active().named("azathioprine in use"),
            cyclophosphamide.in_use().named("cyclophosphamide in use"),
        ),
        checks=(pregnancy_test_missing.named("a negative pregnancy test within 7 days"), low_counts),
        beside=mycophenolate_tests,
    ),
)
