"""The invented patients of the samples: for each card one for whom it speaks, one for whom it is silent."""

from __future__ import annotations

from dataclasses import dataclass

from tools.sample_fhir import (
    ICD10CM,
    NEGATIVE,
    POSITIVE,
    RXNORM,
    SNOMED,
    Json,
    allergy,
    amount,
    coded_result,
    condition,
    draft,
    measured,
    order,
    patient,
    report,
    result,
)

VIEW, SELECT, SIGN = "patient-view", "order-select", "order-sign"


@dataclass(frozen=True)
class SampleStory:
    """One sample. ``fires`` is the card's indicator, empty where it is silent; ``why`` says it in words."""

    card: str
    name: str
    title: str
    why: str
    hook: str
    fires: str
    person: Json
    record: tuple[Json, ...]
    drafts: tuple[Json, ...] = ()


# Drugs, as RxNorm writes them
PREDNISONE_20 = ("312615", "prednisone 20 MG Oral Tablet")
PREDNISONE_5 = ("312617", "prednisone 5 MG Oral Tablet")
HYDROCORTISONE_10 = ("197782", "hydrocortisone 10 MG Oral Tablet")
ATOVAQUONE = ("308429", "Atovaquone 150 MG/ML Oral Suspension")
TMP_SMX_SS = ("198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet")
TMP_SMX_DS = ("198335", "sulfamethoxazole 800 MG / trimethoprim 160 MG Oral Tablet")
RITUXIMAB = ("121191", "rituximab")
MYCOPHENOLATE_500 = ("200060", "mycophenolate mofetil 500 MG Oral Tablet")
DAPSONE_100 = ("197557", "dapsone 100 MG Oral Tablet")
METHOTREXATE = ("6851", "methotrexate")
WARFARIN = ("11289", "warfarin")
RIFAMPIN_300 = ("198202", "rifampin 300 MG Oral Capsule")

# Problems
FIBROSIS = (
    (SNOMED, "51615001", "Fibrosis of lung"),
    (ICD10CM, "J84.10", "Pulmonary fibrosis, unspecified"),
)
DERMATOMYOSITIS = ((ICD10CM, "M33.10", "Other dermatomyositis, organ involvement unspecified"),)
MYOSITIS_WITH_ILD = ((ICD10CM, "M33.11", "Other dermatomyositis with respiratory involvement"),)
RA_WITH_ILD = ((ICD10CM, "M05.10", "Rheumatoid lung disease with rheumatoid arthritis of unspecified site"),)
MIXED_DISEASE = ((ICD10CM, "M35.1", "Other overlap syndromes"),)
SJOGREN_WITH_ILD = ((ICD10CM, "M35.02", "Sjogren syndrome with lung involvement"),)
SSC_WITH_ILD = ((ICD10CM, "M34.81", "Systemic sclerosis with lung involvement"),)
LUPUS = ((ICD10CM, "M32.9", "Systemic lupus erythematosus, unspecified"),)
PREGNANCY = ((ICD10CM, "Z33.1", "Pregnant state, incidental"),)

# Substances and reactions
SULFONAMIDE = (SNOMED, "387406002", "Sulfonamide (substance)")
FUROSEMIDE = (RXNORM, "4603", "furosemide")
RASH = ("271807003", "Eruption of skin")
STEVENS_JOHNSON = ("73442001", "Stevens-Johnson syndrome")

# Tests
POTASSIUM = ("2823-3", "Potassium [Moles/volume] in Serum or Plasma")
CREATININE = ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma")
LYMPHOCYTES = ("731-0", "Lymphocytes [#/volume] in Blood by Automated count")
NEUTROPHILS = ("751-8", "Neutrophils [#/volume] in Blood by Automated count")
PLATELETS = ("777-3", "Platelets [#/volume] in Blood by Automated count")
ALT = ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma")
G6PD = ("32546-4", "Glucose-6-Phosphate dehydrogenase [Enzymatic activity/mass] in Red Blood Cells")
WEIGHT = ("29463-7", "Body weight")
FVC_PERCENT = ("19872-1", "FVC measured/predicted")
DLCO_PERCENT = ("98130-8", "Diffusion capacity.carbon monoxide/Predicted")
CHEST_CT = ("29252-4", "CT Chest WO contrast")
ANA = ("5048-4", "Nuclear Ab [Titer] in Serum by Immunofluorescence")
RHEUMATOID_FACTOR = ("11572-5", "Rheumatoid factor [Units/volume] in Serum or Plasma")
MDA5 = ("107563-9", "MDA5 Ab [Presence] in Serum or Plasma")
HBSAG = ("5196-1", "Hepatitis B virus surface Ag [Presence] in Serum or Plasma by Immunoassay")
ANTI_HBC = ("13952-7", "Hepatitis B virus core Ab [Presence] in Serum or Plasma by Immunoassay")
IGRA = ("71773-6", "Mycobacterium tuberculosis stimulated gamma interferon [Presence] in Blood")
HCG = ("2118-8", "Choriogonadotropin (pregnancy test) [Presence] in Serum or Plasma")

MAN_61 = patient(age=61, sex="male", family="Sample", given="Arthur")
WOMAN_58 = patient(age=58, sex="female", family="Sample", given="Beatrice")
WOMAN_47 = patient(age=47, sex="female", family="Sample", given="Carmen")
WOMAN_31 = patient(age=31, sex="female", family="Sample", given="Dora")


def blood_tests(
    *,
    on: int = -5,
    potassium: float = 4.2,
    creatinine: float = 0.9,
    lymphocytes: float = 1.6,
    neutrophils: float = 5.1,
) -> tuple[Json, ...]:
    """The blood tests of one morning, all usual unless said."""
    return (
        result("potassium", POTASSIUM, potassium, "mmol/L", on=on, usual=(3.5, 5.1)),
        result("creatinine", CREATININE, creatinine, "mg/dL", on=on, usual=(0.6, 1.3)),
        result("lymphocytes", LYMPHOCYTES, lymphocytes, "10*9/L", on=on, usual=(1.0, 4.8)),
        result("neutrophils", NEUTROPHILS, neutrophils, "10*9/L", on=on, usual=(1.8, 7.7)),
        result("platelets", PLATELETS, 245, "10*9/L", on=on, usual=(150, 400)),
        result("alt", ALT, 24, "U/L", on=on, usual=(7, 56)),
    )


def screened(on: int = -60) -> tuple[Json, ...]:
    """Screens before immunosuppression, all of them negative."""
    return (
        coded_result("hbsag", HBSAG, NEGATIVE, on=on),
        coded_result("anti-hbc", ANTI_HBC, NEGATIVE, on=on),
        coded_result("igra", IGRA, NEGATIVE, on=on),
    )


def weight(kilograms: float, on: int = -5) -> Json:
    return measured("weight", WEIGHT, kilograms, "kg", on=on, vital=True)


def lung_function(*, fvc: int, dlco: int, on: int) -> tuple[Json, ...]:
    return (
        measured("fvc", FVC_PERCENT, fvc, "%", on=on),
        measured("dlco", DLCO_PERCENT, dlco, "%", on=on),
    )


def prednisone(id: str, mg: int, *, start: int, days: int, **how: object) -> Json:
    """Prednisone by mouth every morning."""
    drug = PREDNISONE_20 if mg % 20 == 0 else PREDNISONE_5
    text = f"{mg} mg by mouth every morning for {days} days"
    return order(id, drug, text=text, dose=amount(mg, "mg"), start=start, days=days, **how)  # type: ignore[arg-type]


def atovaquone(id: str = "atovaquone", *, start: int, **how: object) -> Json:
    text = "1500 mg (10 mL) by mouth once daily with food"
    return order(id, ATOVAQUONE, text=text, dose=amount(1500, "mg"), start=start, days=180, **how)  # type: ignore[arg-type]


def mycophenolate(id: str = "mycophenolate", *, start: int, **how: object) -> Json:
    text = "1000 mg by mouth twice daily"
    times = (2, 1, "d")
    return order(
        id,
        MYCOPHENOLATE_500,
        text=text,
        dose=amount(1000, "mg"),
        times=times,
        start=start,
        days=180,
        **how,  # type: ignore[arg-type]
    )


def methotrexate(*, start: int) -> Json:
    text = "15 mg by mouth once weekly"
    times = (1, 1, "wk")
    return order(
        "methotrexate", METHOTREXATE, text=text, dose=amount(15, "mg"), times=times, start=start, days=400
    )


def warfarin(*, start: int) -> Json:
    text = "by mouth once daily, dose by the anticoagulation clinic"
    return order("warfarin", WARFARIN, text=text, dose=amount(3, "mg"), start=start, days=400)


DAPSONE_DRAFT = draft(
    "draft-dapsone",
    DAPSONE_100,
    text="1 tablet by mouth once daily",
    dose=amount(1, "tablet", "{tbl}"),
    days=90,
)
TMP_SMX_DAILY_DRAFT = draft(
    "draft-tmp-smx",
    TMP_SMX_SS,
    text="1 tablet by mouth once daily",
    dose=amount(1, "tablet", "{tbl}"),
    days=90,
)

TMP_SMX_TWICE_DAILY_DRAFT = draft(
    "draft-tmp-smx",
    TMP_SMX_DS,
    text="1 tablet by mouth twice daily",
    dose=amount(1, "tablet", "{tbl}"),
    times=(2, 1, "d"),
    days=180,
)
RITUXIMAB_150_DAYS_AGO = order(
    "rituximab",
    RITUXIMAB,
    text="1000 mg intravenously, once",
    dose=amount(1000, "mg"),
    route=("47625008", "Intravenous route"),
    start=-150,
    days=1,
    status="completed",
)
LOW_PREDNISONE = prednisone("low-prednisone", 10, start=-60, days=120)
SIX_WEEKS_OF_PREDNISONE = prednisone(
    "draft-prednisone", 40, start=0, days=42, status="draft", reason="fibrotic-lung-disease"
)
FIRST_WORKUP = (*blood_tests(), weight(64), report("chest-ct", CHEST_CT, on=-38))
MYOSITIS_ILD = (
    condition("myositis-ild", *MYOSITIS_WITH_ILD, since=-42),
    *FIRST_WORKUP,
    *lung_function(fvc=74, dlco=55, on=-35),
)
SIX_WEEKS_OF_PREDNISONE_FOR_MYOSITIS = prednisone(
    "draft-prednisone", 40, start=0, days=42, status="draft", reason="myositis-ild"
)
FIBROTIC_LUNG_DISEASE = condition("fibrotic-lung-disease", *FIBROSIS, since=-700)
SULFONAMIDE_RASH = allergy("sulfonamide", SULFONAMIDE, reaction=RASH, severity="mild", criticality="low")

STORIES: tuple[SampleStory, ...] = (
    SampleStory(
        "pjp-start",
        "prednisone-drafted-sulfonamide-allergy",
        "Prednisone 40 mg a day for 6 weeks, fibrotic lung disease, sulfonamide allergy",
        "42 planned days at 40 mg a day and interstitial lung disease: prophylaxis is recommended. TMP-SMX "
        "is passed over for the allergy, so atovaquone is proposed.",
        SELECT,
        "warning",
        MAN_61,
        (FIBROTIC_LUNG_DISEASE, SULFONAMIDE_RASH, *blood_tests(), *screened(), weight(82)),
        (SIX_WEEKS_OF_PREDNISONE,),
    ),
    SampleStory(
        "pjp-start",
        "already-on-atovaquone",
        "The same prescription for a patient who takes atovaquone already",
        "Silent: atovaquone 1500 mg a day is an active order, so the patient is protected.",
        SELECT,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            SULFONAMIDE_RASH,
            *blood_tests(),
            *screened(),
            weight(82),
            atovaquone(start=-20),
        ),
        (SIX_WEEKS_OF_PREDNISONE,),
    ),
    SampleStory(
        "pjp-consider",
        "prednisone-15-low-lymphocytes",
        "Prednisone 15 mg a day for two months and few lymphocytes",
        "15 mg a day for 28 days or more, and lymphocytes below 1.0: prophylaxis is to be weighed.",
        VIEW,
        "info",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(lymphocytes=0.6),
            weight(82),
            *lung_function(fvc=82, dlco=66, on=-90),
            report("chest-ct", CHEST_CT, on=-400),
            prednisone("prednisone", 15, start=-60, days=120, reason="fibrotic-lung-disease"),
        ),
    ),
    SampleStory(
        "pjp-consider",
        "prednisone-15-no-added-risk",
        "Prednisone 15 mg a day for two months, blood count usual",
        "Silent: below 20 mg a day prophylaxis is weighed only beside an added risk, and none is on record.",
        VIEW,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(82),
            prednisone("prednisone", 15, start=-60, days=120, reason="fibrotic-lung-disease"),
        ),
    ),
    SampleStory(
        "pjp-agent-choice",
        "atovaquone-with-rifampin",
        "Atovaquone drafted for a patient who takes rifampin",
        "Rifampin lowers the level of atovaquone: the next agent of the sequence is proposed.",
        SIGN,
        "warning",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(82),
            order(
                "rifampin",
                RIFAMPIN_300,
                text="600 mg by mouth once daily",
                dose=amount(600, "mg"),
                start=-30,
                days=120,
            ),
        ),
        (atovaquone("draft-atovaquone", start=0, status="draft"),),
    ),
    SampleStory(
        "pjp-agent-choice",
        "atovaquone-nothing-against-it",
        "Atovaquone drafted, and nothing speaks against it",
        "Silent: no allergy, no rifampin or rifabutin, no malabsorption.",
        SIGN,
        "",
        MAN_61,
        (FIBROTIC_LUNG_DISEASE, *blood_tests(), weight(82)),
        (atovaquone("draft-atovaquone", start=0, status="draft"),),
    ),
    SampleStory(
        "tmp-smx-allergy",
        "stevens-johnson-after-sulfonamide",
        "TMP-SMX drafted after a Stevens-Johnson syndrome from a sulfonamide",
        "A severe reaction to a sulfonamide antibiotic: the draft is to be replaced.",
        SIGN,
        "critical",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
            allergy(
                "sulfonamide",
                SULFONAMIDE,
                reaction=STEVENS_JOHNSON,
                severity="severe",
                criticality="high",
            ),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-allergy",
        "furosemide-allergy-only",
        "TMP-SMX drafted for a patient with a rash from furosemide",
        "Silent: furosemide is no sulfonamide antibiotic, and its allergy is no reason to withhold TMP-SMX.",
        SIGN,
        "",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
            allergy("furosemide", FUROSEMIDE, reaction=RASH, severity="mild", criticality="low"),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-renal-dose",
        "daily-dose-at-low-clearance",
        "TMP-SMX once daily drafted at a creatinine of 2.4 mg/dL",
        "Creatinine clearance lies between 15 and 30 mL/min: the draft is changed to three times weekly.",
        SIGN,
        "warning",
        WOMAN_58,
        (FIBROTIC_LUNG_DISEASE, *blood_tests(creatinine=2.4), weight(55)),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-renal-dose",
        "usual-kidney-function",
        "TMP-SMX once daily drafted at a creatinine of 0.9 mg/dL",
        "Silent: creatinine clearance is above 30 mL/min, and the full dose fits.",
        SIGN,
        "",
        WOMAN_58,
        (FIBROTIC_LUNG_DISEASE, *blood_tests(), weight(64)),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-hyperkalaemia",
        "potassium-of-5-7",
        "TMP-SMX drafted at a potassium of 5.7 mmol/L",
        "Potassium above 5.5 mmol/L: the draft is replaced by atovaquone.",
        SIGN,
        "critical",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(potassium=5.7),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-hyperkalaemia",
        "usual-potassium",
        "TMP-SMX drafted at a potassium of 4.2 mmol/L",
        "Silent: potassium is usual, and no drug that raises it is taken.",
        SIGN,
        "",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-methotrexate",
        "methotrexate-once-weekly",
        "TMP-SMX drafted on methotrexate 15 mg once weekly",
        "Pancytopenia is on record for the combination: atovaquone is proposed instead.",
        SIGN,
        "warning",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
            methotrexate(start=-200),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-methotrexate",
        "no-methotrexate",
        "TMP-SMX drafted without methotrexate",
        "Silent: no methotrexate is taken or drafted.",
        SIGN,
        "",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-interactions",
        "on-warfarin",
        "TMP-SMX drafted on warfarin",
        "The INR rises: it is asked for in 3 to 5 days.",
        SIGN,
        "warning",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
            warfarin(start=-300),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-interactions",
        "no-interacting-drug",
        "TMP-SMX drafted on mycophenolate",
        "Silent: mycophenolate is none of the interacting drugs.",
        SIGN,
        "",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
            mycophenolate(start=-100),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-in-sle",
        "first-time-in-lupus",
        "TMP-SMX drafted in systemic lupus erythematosus",
        "About one in three patients with lupus reacts to TMP-SMX: atovaquone is proposed.",
        SIGN,
        "info",
        WOMAN_47,
        (
            condition("sle", *LUPUS, since=-2000),
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-in-sle",
        "systemic-sclerosis",
        "TMP-SMX drafted in systemic sclerosis",
        "Silent: the patient has no lupus.",
        SIGN,
        "",
        WOMAN_47,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-500),
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "pjp-agent-in-pregnancy",
        "tmp-smx-in-pregnancy",
        "TMP-SMX drafted in pregnancy",
        "Obstetric and infectious-disease advice comes first; no agent is preselected.",
        SIGN,
        "warning",
        WOMAN_31,
        (
            condition("pregnancy", *PREGNANCY, since=-60),
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "pjp-agent-in-pregnancy",
        "not-pregnant",
        "TMP-SMX drafted for a woman who is not pregnant",
        "Silent: no pregnancy is on record.",
        SIGN,
        "",
        WOMAN_31,
        (
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "dapsone-g6pd",
        "g6pd-never-tested",
        "Dapsone drafted, G6PD never tested",
        "Without G6PD dapsone destroys red cells: the test is asked for first.",
        SIGN,
        "warning",
        MAN_61,
        (
            *blood_tests(),
            weight(82),
        ),
        (DAPSONE_DRAFT,),
    ),
    SampleStory(
        "dapsone-g6pd",
        "g6pd-normal",
        "Dapsone drafted at a normal G6PD",
        "Silent: G6PD is normal.",
        SIGN,
        "",
        MAN_61,
        (
            *blood_tests(),
            weight(82),
            result("g6pd", G6PD, 9.5, "U/g{Hb}", on=-400, usual=(7.0, 20.5)),
        ),
        (DAPSONE_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-marrow-liver",
        "neutrophils-of-0-7",
        "TMP-SMX drafted at 0.7 x 10^9/L neutrophils",
        "Neutrophils below 1.0: the draft is replaced by atovaquone.",
        SIGN,
        "warning",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(neutrophils=0.7),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "tmp-smx-marrow-liver",
        "usual-counts",
        "TMP-SMX drafted at usual counts",
        "Silent: counts and ALT are usual.",
        SIGN,
        "",
        WOMAN_58,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(64),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "ssc-glucocorticoid",
        "prednisone-30-in-systemic-sclerosis",
        "Prednisone 30 mg a day drafted in systemic sclerosis with lung involvement",
        "Above 15 mg a day a glucocorticoid can bring on a scleroderma renal crisis, and it is no therapy of "
        "this lung disease.",
        SIGN,
        "critical",
        WOMAN_47,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-500),
            *blood_tests(),
            weight(66),
            mycophenolate(start=-100),
        ),
        (prednisone("draft-prednisone", 30, start=0, days=21, status="draft", reason="ssc-ild"),),
    ),
    SampleStory(
        "ssc-glucocorticoid",
        "hydrocortisone-replacement",
        "Hydrocortisone 15 mg a day drafted as replacement in systemic sclerosis",
        "Silent: oral hydrocortisone at a replacement dose is no treatment of the disease.",
        SIGN,
        "",
        WOMAN_47,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-500),
            *blood_tests(),
            weight(66),
            mycophenolate(start=-100),
        ),
        (
            draft(
                "draft-hydrocortisone",
                HYDROCORTISONE_10,
                text="15 mg by mouth every morning",
                dose=amount(15, "mg"),
                days=90,
            ),
        ),
    ),
    SampleStory(
        "ild-baseline-workup",
        "new-fibrosis-nothing-done",
        "Pulmonary fibrosis for three weeks; no CT, lung function or antibodies",
        "New interstitial lung disease, and its baseline is missing.",
        VIEW,
        "info",
        MAN_61,
        (condition("fibrotic-lung-disease", *FIBROSIS, since=-21), *blood_tests(), weight(82)),
    ),
    SampleStory(
        "ild-baseline-workup",
        "new-fibrosis-all-done",
        "Pulmonary fibrosis for three weeks with its baseline complete",
        "Silent: chest CT, FVC and DLCO of one day, and antibodies are on record.",
        VIEW,
        "",
        MAN_61,
        (
            condition("fibrotic-lung-disease", *FIBROSIS, since=-21),
            *blood_tests(),
            weight(82),
            report("chest-ct", CHEST_CT, on=-18),
            *lung_function(fvc=78, dlco=61, on=-14),
            coded_result("ana", ANA, NEGATIVE, on=-12),
            result("rheumatoid-factor", RHEUMATOID_FACTOR, 8, "[IU]/mL", on=-12, usual=(0, 14)),
        ),
    ),
    SampleStory(
        "ssc-ild-first-line",
        "new-ssc-ild-untreated",
        "Systemic sclerosis with lung involvement for six weeks, no therapy yet",
        "New and without a drug of the lung disease: the first-line options are shown, mycophenolate first.",
        VIEW,
        "info",
        WOMAN_58,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-42),
            *blood_tests(),
            weight(64),
            report("chest-ct", CHEST_CT, on=-38),
            *lung_function(fvc=74, dlco=55, on=-35),
        ),
    ),
    SampleStory(
        "ssc-ild-first-line",
        "on-mycophenolate",
        "The same patient on mycophenolate",
        "Silent: mycophenolate is an active order, so first-line therapy has begun.",
        VIEW,
        "",
        WOMAN_58,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-42),
            *blood_tests(),
            weight(64),
            report("chest-ct", CHEST_CT, on=-38),
            *lung_function(fvc=74, dlco=55, on=-35),
            mycophenolate(start=-14, reason="ssc-ild"),
        ),
    ),
    SampleStory(
        "iim-ild-first-line",
        "prednisone-drafted-alone",
        "Dermatomyositis with lung involvement for six weeks, prednisone drafted alone",
        "Anti-MDA5 is negative and no drug of the lung disease is planned: the first-line options are shown.",
        SELECT,
        "info",
        WOMAN_58,
        (*MYOSITIS_ILD, coded_result("mda5", MDA5, NEGATIVE, on=-30)),
        (SIX_WEEKS_OF_PREDNISONE_FOR_MYOSITIS,),
    ),
    SampleStory(
        "iim-ild-first-line",
        "with-mycophenolate",
        "The same patient, mycophenolate drafted with the prednisone",
        "Silent: mycophenolate is one of the first-line options.",
        SELECT,
        "",
        WOMAN_58,
        (*MYOSITIS_ILD, coded_result("mda5", MDA5, NEGATIVE, on=-30)),
        (
            SIX_WEEKS_OF_PREDNISONE_FOR_MYOSITIS,
            mycophenolate("draft-mycophenolate", start=0, status="draft", reason="myositis-ild"),
        ),
    ),
    SampleStory(
        "mda5-ild-early-combination",
        "positive-untreated",
        "Dermatomyositis with lung involvement for six weeks, anti-MDA5 positive, no therapy yet",
        "Rapid progression threatens: urgent review is recommended, weekly checks and tacrolimus offered.",
        VIEW,
        "warning",
        WOMAN_58,
        (*MYOSITIS_ILD, coded_result("mda5", MDA5, POSITIVE, on=-30)),
    ),
    SampleStory(
        "mda5-ild-early-combination",
        "negative",
        "The same patient with a negative anti-MDA5",
        "Silent: the antibody is not there; the first-line options of myositis are shown instead.",
        VIEW,
        "",
        WOMAN_58,
        (*MYOSITIS_ILD, coded_result("mda5", MDA5, NEGATIVE, on=-30)),
    ),
    SampleStory(
        "ra-ild-first-line",
        "new-ra-ild-untreated",
        "Rheumatoid arthritis with lung involvement for six weeks, no ILD drug",
        "New and without a drug of the lung disease: mycophenolate, rituximab or azathioprine.",
        VIEW,
        "info",
        MAN_61,
        (
            condition("ra-ild", *RA_WITH_ILD, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=74, dlco=55, on=-35),
        ),
    ),
    SampleStory(
        "ra-ild-first-line",
        "on-mycophenolate",
        "The same patient on mycophenolate",
        "Silent: mycophenolate is an active order, so first-line therapy has begun.",
        VIEW,
        "",
        MAN_61,
        (
            condition("ra-ild", *RA_WITH_ILD, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=74, dlco=55, on=-35),
            mycophenolate(start=-14, reason="ra-ild"),
        ),
    ),
    SampleStory(
        "mctd-ild-first-line",
        "new-mctd-ild-untreated",
        "Mixed connective tissue disease with fibrosis of the lung for six weeks, no therapy yet",
        "New and without a drug of the lung disease: mycophenolate first, no glucocorticoid drafted.",
        VIEW,
        "info",
        WOMAN_58,
        (
            condition("mctd", *MIXED_DISEASE, since=-900),
            condition("fibrotic-lung-disease", *FIBROSIS, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=74, dlco=55, on=-35),
        ),
    ),
    SampleStory(
        "mctd-ild-first-line",
        "systemic-sclerosis-too",
        "The same patient with systemic sclerosis coded too",
        "Silent: systemic sclerosis leads, and its card speaks.",
        VIEW,
        "",
        WOMAN_58,
        (
            condition("mctd", *MIXED_DISEASE, since=-900),
            condition("ssc-ild", *SSC_WITH_ILD, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=74, dlco=55, on=-35),
        ),
    ),
    SampleStory(
        "sjogren-ild-first-line",
        "hardly-impaired",
        "Sjogren disease with lung involvement for six weeks, lung function hardly impaired",
        "FVC 88 % and DLCO 76 %: observation with lung function in 3 to 6 months is recommended.",
        VIEW,
        "info",
        WOMAN_58,
        (
            condition("sjogren-ild", *SJOGREN_WITH_ILD, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=88, dlco=76, on=-35),
        ),
    ),
    SampleStory(
        "sjogren-ild-first-line",
        "on-mycophenolate",
        "The same patient on mycophenolate",
        "Silent: mycophenolate is an active order, so first-line therapy has begun.",
        VIEW,
        "",
        WOMAN_58,
        (
            condition("sjogren-ild", *SJOGREN_WITH_ILD, since=-42),
            *FIRST_WORKUP,
            *lung_function(fvc=88, dlco=76, on=-35),
            mycophenolate(start=-14, reason="sjogren-ild"),
        ),
    ),
    SampleStory(
        "mycophenolate-pregnancy",
        "no-pregnancy-test",
        "Mycophenolate drafted for a woman of 31 without a pregnancy test",
        "She can become pregnant, and no negative test is on record: test before signing.",
        SIGN,
        "warning",
        WOMAN_31,
        (condition("ssc-ild", *SSC_WITH_ILD, since=-42), *blood_tests(), weight(61)),
        (mycophenolate("draft-mycophenolate", start=0, status="draft", reason="ssc-ild"),),
    ),
    SampleStory(
        "mycophenolate-pregnancy",
        "negative-pregnancy-test",
        "Mycophenolate drafted for a woman of 31 two days after a negative test",
        "Silent: a negative pregnancy test of the last days is on record.",
        SIGN,
        "",
        WOMAN_31,
        (
            condition("ssc-ild", *SSC_WITH_ILD, since=-42),
            *blood_tests(),
            weight(61),
            coded_result("hcg", HCG, NEGATIVE, on=-2),
        ),
        (mycophenolate("draft-mycophenolate", start=0, status="draft", reason="ssc-ild"),),
    ),
    SampleStory(
        "pjp-with-rituximab-cyclophosphamide",
        "rituximab-five-months-ago",
        "Fibrotic lung disease, rituximab five months ago and prednisone 10 mg",
        "Rituximab acts for about six months; with a steroid beside it prophylaxis is advised.",
        VIEW,
        "warning",
        MAN_61,
        (FIBROTIC_LUNG_DISEASE, *blood_tests(), weight(78), RITUXIMAB_150_DAYS_AGO, LOW_PREDNISONE),
    ),
    SampleStory(
        "pjp-in-mda5",
        "positive-two-months-ago",
        "Dermatomyositis with anti-MDA5 for two months, prednisone 10 mg",
        "Early anti-MDA5 disease under any immunosuppression: prophylaxis whatever the steroid dose.",
        VIEW,
        "warning",
        WOMAN_47,
        (
            condition("dermatomyositis", *DERMATOMYOSITIS, since=-65),
            *blood_tests(),
            weight(66),
            coded_result("anti-mda5", MDA5, POSITIVE, on=-60),
            LOW_PREDNISONE,
        ),
    ),
    SampleStory(
        "pjp-dose-check",
        "tmp-smx-twice-daily",
        "TMP-SMX 160/800 mg twice daily drafted, for half a year and without a reason",
        "A treatment dose for a patient who needs prophylaxis: the card offers to change the draft.",
        SIGN,
        "warning",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(78),
            prednisone("prednisone", 20, start=-30, days=60, reason="fibrotic-lung-disease"),
        ),
        (TMP_SMX_TWICE_DAILY_DRAFT,),
    ),
    SampleStory(
        "pjp-stop-review",
        "low-dose-for-three-months",
        "Atovaquone for four months, prednisone 5 mg for three months",
        "The steroid is low and nothing else carries a risk: stopping may be reviewed.",
        VIEW,
        "info",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(78),
            atovaquone(start=-120),
            prednisone("low-prednisone", 5, start=-90, days=180, reason="fibrotic-lung-disease"),
        ),
    ),
    SampleStory(
        "pjp-with-rituximab-cyclophosphamide",
        "already-on-atovaquone",
        "The same patient on atovaquone",
        "Silent: atovaquone 1500 mg daily protects already.",
        VIEW,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(78),
            RITUXIMAB_150_DAYS_AGO,
            LOW_PREDNISONE,
            atovaquone(start=-140),
        ),
    ),
    SampleStory(
        "pjp-in-mda5",
        "already-on-atovaquone",
        "The same patient on atovaquone",
        "Silent: atovaquone 1500 mg daily protects already.",
        VIEW,
        "",
        WOMAN_47,
        (
            condition("dermatomyositis", *DERMATOMYOSITIS, since=-65),
            *blood_tests(),
            weight(66),
            coded_result("anti-mda5", MDA5, POSITIVE, on=-60),
            LOW_PREDNISONE,
            atovaquone(start=-55),
        ),
    ),
    SampleStory(
        "pjp-dose-check",
        "tmp-smx-once-daily",
        "TMP-SMX 80/400 mg once daily drafted for the same patient",
        "Silent: this is a dose of prophylaxis.",
        SIGN,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(78),
            prednisone("prednisone", 20, start=-30, days=60, reason="fibrotic-lung-disease"),
        ),
        (TMP_SMX_DAILY_DRAFT,),
    ),
    SampleStory(
        "pjp-stop-review",
        "still-at-20-mg",
        "Atovaquone for four months, prednisone still 20 mg",
        "Silent: the steroid is not below 15 mg a day.",
        VIEW,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            *blood_tests(),
            weight(78),
            atovaquone(start=-120),
            prednisone("prednisone", 20, start=-90, days=180, reason="fibrotic-lung-disease"),
        ),
    ),
)


# Orders of the ILD drugs, rapid progression, progressive fibrosis
METHOTREXATE_2_5 = ("105585", "methotrexate 2.5 MG Oral Tablet")
LEFLUNOMIDE_20 = ("205285", "leflunomide 20 MG Oral Tablet")
AZATHIOPRINE_50 = ("197388", "azathioprine 50 MG Oral Tablet")
NINTEDANIB_150 = ("1592750", "nintedanib 150 MG Oral Capsule")
SATURATION = ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry")
ARTHRITIS = ((ICD10CM, "M06.9", "Rheumatoid arthritis, unspecified"),)
DERMATOMYOSITIS = ((ICD10CM, "M33.10", "Other dermatomyositis, organ involvement unspecified"),)
PROGRESSIVE = ((SNOMED, "460561000124109", "Progressive fibrosing interstitial lung disease (disorder)"),)
RA_ILD = (condition("arthritis", *ARTHRITIS, since=-900), FIBROTIC_LUNG_DISEASE, *blood_tests(), weight(70))
MYOSITIS_ILD = (
    condition("dermatomyositis", *DERMATOMYOSITIS, since=-60),
    FIBROTIC_LUNG_DISEASE,
    *blood_tests(),
)
FELL_IN_WEEKS = (
    measured("fvc-before", FVC_PERCENT, 80, "%", on=-40),
    measured("fvc-now", FVC_PERCENT, 68, "%", on=-2),
    measured("saturation-before", SATURATION, 96, "%", on=-21, vital=True),
    measured("saturation-now", SATURATION, 91, "%", on=0, vital=True),
)
FELL_LITTLE = (*FELL_IN_WEEKS[:2], measured("saturation-now", SATURATION, 95, "%", on=0, vital=True))


def methotrexate(times: tuple[int, int, str], text: str) -> Json:
    return draft(
        "draft-methotrexate", METHOTREXATE_2_5, text=text, dose=amount(10, "mg"), times=times, days=90
    )


def azathioprine(**how: object) -> Json:
    text = "100 mg by mouth once daily"
    return order("azathioprine", AZATHIOPRINE_50, text=text, dose=amount(100, "mg"), start=-300, **how)  # type: ignore[arg-type]


LEFLUNOMIDE_DRAFT = draft(
    "draft-leflunomide", LEFLUNOMIDE_20, text="20 mg by mouth once daily", dose=amount(20, "mg"), days=90
)
MYCOPHENOLATE_DRAFT = mycophenolate("draft-mycophenolate", start=0, status="draft")

STORIES += (
    SampleStory(
        "rapidly-progressive-ild",
        "saturation-and-fvc-fell",
        "Dermatomyositis with lung disease: saturation and FVC fell within weeks",
        "Two changes within 90 days: urgent review, infection work-up, pulse and combination.",
        VIEW,
        "critical",
        WOMAN_47,
        (*MYOSITIS_ILD, *FELL_IN_WEEKS),
    ),
    SampleStory(
        "rapidly-progressive-ild",
        "fvc-alone-fell",
        "The same patient with a fall of FVC alone",
        "Silent: one change is not enough.",
        VIEW,
        "",
        WOMAN_47,
        (*MYOSITIS_ILD, *FELL_LITTLE),
    ),
    SampleStory(
        "ild-drug-dose-range",
        "methotrexate-daily",
        "Methotrexate 10 mg drafted once a day",
        "Methotrexate is weekly: seven days of a week are an error at any dose.",
        SIGN,
        "critical",
        WOMAN_58,
        RA_ILD[:1],
        (methotrexate((1, 1, "d"), "10 mg by mouth once daily"),),
    ),
    SampleStory(
        "ild-drug-dose-range",
        "methotrexate-weekly",
        "The same dose once a week",
        "Silent: 10 mg a week lie within the usual range.",
        SIGN,
        "",
        WOMAN_58,
        RA_ILD[:1],
        (methotrexate((1, 1, "wk"), "10 mg by mouth once a week"),),
    ),
    SampleStory(
        "duplicate-immunosuppression",
        "mycophenolate-beside-azathioprine",
        "Mycophenolate drafted while azathioprine goes on without an end",
        "The pair is not combined, and no end of azathioprine is stated: stop one, or state the cross-taper.",
        SIGN,
        "warning",
        MAN_61,
        (*RA_ILD, azathioprine(days=600)),
        (MYCOPHENOLATE_DRAFT,),
    ),
    SampleStory(
        "duplicate-immunosuppression",
        "azathioprine-ends-in-a-week",
        "The same with azathioprine ending a week from today",
        "Silent: the cross-taper is stated.",
        SIGN,
        "",
        MAN_61,
        (*RA_ILD, azathioprine(days=308)),
        (MYCOPHENOLATE_DRAFT,),
    ),
    SampleStory(
        "not-first-line-dmard",
        "leflunomide-in-ra-ild",
        "Leflunomide drafted in rheumatoid arthritis with lung disease, no drug for the lung yet",
        "Advised against as first therapy of the lung disease: confirm the indication; options are offered.",
        SIGN,
        "warning",
        MAN_61,
        RA_ILD,
        (LEFLUNOMIDE_DRAFT,),
    ),
    SampleStory(
        "not-first-line-dmard",
        "leflunomide-without-lung-disease",
        "The same draft in rheumatoid arthritis without lung disease",
        "Silent: no interstitial lung disease is on record.",
        SIGN,
        "",
        MAN_61,
        RA_ILD[:1],
        (LEFLUNOMIDE_DRAFT,),
    ),
    SampleStory(
        "progressive-pulmonary-fibrosis",
        "coded-two-months-ago",
        "Progressive fibrosing lung disease coded two months ago, no antifibrotic",
        "Review the treatment in a multidisciplinary discussion; nintedanib is an option.",
        VIEW,
        "warning",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            condition("progressive", *PROGRESSIVE, since=-60),
            *blood_tests(),
            weight(82),
        ),
    ),
    SampleStory(
        "progressive-pulmonary-fibrosis",
        "on-nintedanib",
        "The same patient on nintedanib",
        "Silent: an antifibrotic is taken.",
        VIEW,
        "",
        MAN_61,
        (
            FIBROTIC_LUNG_DISEASE,
            condition("progressive", *PROGRESSIVE, since=-60),
            *blood_tests(),
            weight(82),
            order(
                "nintedanib",
                NINTEDANIB_150,
                text="150 mg by mouth twice daily with food",
                dose=amount(150, "mg"),
                times=(2, 1, "d"),
                start=-30,
                days=180,
            ),
        ),
    ),
)
