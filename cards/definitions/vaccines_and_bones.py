"""What prevention cards offer: calcium, vitamin D and vaccines, each as one complete draft."""

from cards.definitions.drafts import ORAL
from cards.definitions.person import pregnant
from cards.definitions.vaccination import influenza_allergy, pneumococcal_allergy, zoster_allergy
from cards.policy.prevention import HIGH_DOSE_INFLUENZA_YEARS
from cards.valuesets import INFLUENZA_VACCINE, PNEUMOCOCCAL_VACCINE, ZOSTER_VACCINE
from cdshooks.rules.language import DrugOrder, age, choose, drug, option

INTO_THE_MUSCLE = ("78421000", "Intramuscular route")
CVX = "http://hl7.org/fhir/sid/cvx"

VITAMIN_D_DAILY = DrugOrder(
    drug="vitamin D",
    code="2418",
    display="Cholecalciferol",
    dose="800",
    unit="IU",
    unit_code="[iU]",
    route=ORAL,
    every=(1, 1, "d"),
    words="colecalciferol (vitamin D3) 800 IU by mouth once daily",
)
CALCIUM_DAILY = DrugOrder(
    drug="calcium",
    code="1897",
    display="Calcium Carbonate",
    dose="1250",
    unit="mg",
    unit_code="mg",
    route=ORAL,
    every=(1, 1, "d"),
    words="calcium carbonate 1250 mg (500 mg of calcium) by mouth once daily with food",
    note="Take with food.",
)

# Vaccines: inactivated or recombinant only.
INFLUENZA_INACTIVATED = DrugOrder(
    drug="influenza vaccine",
    code="141",
    display="Influenza, seasonal, injectable",
    system=CVX,
    dose="1",
    unit="dose",
    unit_code="{dose}",
    route=INTO_THE_MUSCLE,
    every=(1, 1, "d"),
    days=1,
    words="influenza vaccine, inactivated, 1 dose into the muscle",
)
INFLUENZA_HIGH_DOSE = DrugOrder(
    drug="influenza vaccine",
    code="135",
    display="influenza, high dose seasonal, preservative-free",
    system=CVX,
    dose="1",
    unit="dose",
    unit_code="{dose}",
    route=INTO_THE_MUSCLE,
    every=(1, 1, "d"),
    days=1,
    words="influenza vaccine, inactivated, high dose, 1 dose into the muscle",
)
PNEUMOCOCCAL_CONJUGATE_20 = DrugOrder(
    drug="pneumococcal vaccine",
    code="216",
    display="Pneumococcal conjugate vaccine 20-valent (PCV20)",
    system=CVX,
    dose="1",
    unit="dose",
    unit_code="{dose}",
    route=INTO_THE_MUSCLE,
    every=(1, 1, "d"),
    days=1,
    words="pneumococcal conjugate vaccine PCV20, 1 dose into the muscle",
)
ZOSTER_RECOMBINANT = DrugOrder(
    drug="zoster vaccine",
    code="187",
    display="zoster vaccine recombinant",
    system=CVX,
    dose="1",
    unit="dose",
    unit_code="{dose}",
    route=INTO_THE_MUSCLE,
    every=(1, 1, "d"),
    days=1,
    words="recombinant zoster vaccine, 1 dose into the muscle",
    note="Two doses in all: the second after 2 to 6 months (1 to 2 months when immunosuppressed).",
)
aged_for_high_dose = age.at_least(HIGH_DOSE_INFLUENZA_YEARS)
influenza_choice = choose(
    "influenza vaccine",
    option(
        "influenza vaccine",
        drug(INFLUENZA_VACCINE),
        (aged_for_high_dose, INFLUENZA_HIGH_DOSE),
        (~aged_for_high_dose, INFLUENZA_INACTIVATED),
        strict_bars=(influenza_allergy.named("allergy to influenza vaccine"),),
    ),
)
pneumococcal_choice = choose(
    "pneumococcal vaccine",
    option(
        "pneumococcal vaccine",
        drug(PNEUMOCOCCAL_VACCINE),
        PNEUMOCOCCAL_CONJUGATE_20,
        strict_bars=(pneumococcal_allergy.named("allergy to a vaccine"),),
    ),
)
zoster_choice = choose(
    "zoster vaccine",
    option(
        "zoster vaccine",
        drug(ZOSTER_VACCINE),
        ZOSTER_RECOMBINANT,
        strict_bars=(pregnant, zoster_allergy.named("allergy to a vaccine")),
    ),
)
