"""Ten invented patients with about two years of record each, for ``cdshooks replay``.

Nobody of them lives or lived. Each has what a clinic's record holds: problems, drugs with their renewals and
tapers, blood tests, lung function, imaging, vaccines, requests.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.sample_fhir import (
    ICD10CM,
    RXNORM,
    SNOMED,
    Json,
    allergy,
    amount,
    condition,
    patient,
    result,
)
from tools.whole_fhir import (
    ABATACEPT,
    ALENDRONATE,
    AZATHIOPRINE,
    CALCIUM,
    ECHOCARDIOGRAPHY,
    FORMER,
    HYDROXYCHLOROQUINE,
    LISINOPRIL,
    LUNG_FUNCTION_ORDER,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    NEVER,
    NINTEDANIB,
    OMEPRAZOLE,
    PIRFENIDONE,
    PREGNANCY_TEST,
    REHABILITATION,
    RITUXIMAB,
    TACROLIMUS,
    TMP_SMX,
    blood_pressures,
    bloods,
    bone_density,
    chest_ct,
    infection_screen,
    infusion,
    lung_function,
    negative,
    prednisone_taper,
    procedure,
    renewed,
    request,
    saturations,
    serology,
    smoking,
    vaccine,
    vaccines,
    walks,
    weights,
)

FIBROSIS = (
    (SNOMED, "51615001", "Fibrosis of lung"),
    (ICD10CM, "J84.10", "Pulmonary fibrosis, unspecified"),
)
USUAL_INTERSTITIAL = ((ICD10CM, "J84.112", "Idiopathic pulmonary fibrosis"),)
NONSPECIFIC = (
    (SNOMED, "129452008", "Nonspecific interstitial pneumonia (disorder)"),
    (ICD10CM, "J84.113", "Idiopathic non-specific interstitial pneumonitis"),
)
SYSTEMIC_SCLEROSIS = ((ICD10CM, "M34.0", "Progressive systemic sclerosis"),)
DERMATOMYOSITIS = ((ICD10CM, "M33.10", "Other dermatomyositis, organ involvement unspecified"),)
ARTHRITIS = ((ICD10CM, "M05.9", "Rheumatoid arthritis with rheumatoid factor, unspecified"),)
SJOGREN = ((ICD10CM, "M35.00", "Sjögren syndrome, unspecified"),)
MIXED_DISEASE = ((SNOMED, "398049005", "Mixed collagen vascular disease"),)
HYPERTENSION = ((ICD10CM, "I10", "Essential (primary) hypertension"),)
REFLUX = ((ICD10CM, "K21.9", "Gastro-esophageal reflux disease without esophagitis"),)
MENOPAUSE = ((ICD10CM, "Z78.0", "Asymptomatic menopausal state"),)
RAYNAUD = ((ICD10CM, "I73.00", "Raynaud's syndrome without gangrene"),)

EVERY_QUARTER = (-720, -630, -540, -450, -360, -270, -180, -90, -12)


@dataclass(frozen=True)
class WholePatient:
    """One patient: the folder's name, what the record is about in a sentence, the person, all resources."""

    name: str
    about: str
    person: Json
    record: tuple[Json, ...]


def mycophenolate(start: int, until: int = 90, grams: float = 2) -> tuple[Json, ...]:
    mg = grams * 500
    text = f"{mg:g} mg by mouth twice daily"
    return tuple(
        renewed(
            "mycophenolate",
            MYCOPHENOLATE,
            text,
            amount(mg, "mg"),
            times=(2, 1, "d"),
            start=start,
            until=until,
        )
    )


def daily(
    id: str, drug: tuple[str, str], mg: float, start: int, until: int = 90, **how: object
) -> tuple[Json, ...]:
    """A drug by mouth once a day."""
    text = f"{mg:g} mg by mouth once daily"
    return tuple(renewed(id, drug, text, amount(mg, "mg"), start=start, until=until, **how))  # type: ignore[arg-type]


def weekly(id: str, drug: tuple[str, str], mg: float, start: int, until: int = 90) -> tuple[Json, ...]:
    return daily(id, drug, mg, start, until, times=(1, 1, "wk"))


def twice(id: str, drug: tuple[str, str], mg: float, start: int, until: int = 90) -> tuple[Json, ...]:
    return daily(id, drug, mg, start, until, times=(2, 1, "d"))


def bones(start: int) -> tuple[Json, ...]:
    """What goes with a steroid for months."""
    return (*daily("calcium", CALCIUM, 1000, start), bone_density(start + 20))


STABLE = WholePatient(
    "stable-sclerosis",
    "Systemic sclerosis with lung disease, stable on mycophenolate, every check in time.",
    patient(age=58, sex="female", family="Stille", given="Agnes"),
    (
        condition("sclerosis", *SYSTEMIC_SCLEROSIS, since=-1500),
        condition("lung-disease", *FIBROSIS, since=-1100),
        condition("reflux", *REFLUX, since=-1500),
        smoking(NEVER, -100),
        *serology(-1090, "ana", "scl-70"),
        *chest_ct(-1080, -700),
        *lung_function(
            (-720, 82, 2.61, 66),
            (-540, 83, 2.63, 65),
            (-360, 82, 2.60, 66),
            (-180, 81, 2.57, 65),
            (-40, 82, 2.6, 66),
        ),
        *saturations((-360, 97), (-180, 97), (-40, 97)),
        *walks((-360, 94), (-40, 94)),
        *bloods(*EVERY_QUARTER),
        *weights(66, -360, -40),
        *blood_pressures((-360, 124, 76), (-180, 122, 78), (-12, 120, 74)),
        *infection_screen(-1080),
        *mycophenolate(-900),
        *daily("omeprazole", OMEPRAZOLE, 20, -720),
        *vaccines(rsv=True),
    ),
)

SCLEROSIS = WholePatient(
    "sclerosis-steroid-for-joints",
    "Systemic sclerosis with lung disease on mycophenolate; prednisone 20 mg was begun for the joints.",
    patient(age=52, sex="female", family="Berg", given="Irene"),
    (
        condition("sclerosis", *SYSTEMIC_SCLEROSIS, since=-720),
        condition("lung-disease", *FIBROSIS, since=-690),
        condition("raynaud", *RAYNAUD, since=-1900),
        condition("menopause", *MENOPAUSE, since=-800),
        smoking(NEVER, -120),
        *serology(-715, "ana", "scl-70"),
        *chest_ct(-690),
        *lung_function(
            (-690, 78, 2.52, 61),
            (-510, 80, 2.58, 62),
            (-330, 79, 2.55, 62),
            (-150, 78, 2.52, 60),
            (-30, 78, 2.51, 60),
        ),
        *saturations((-690, 97), (-330, 96), (-30, 96)),
        *walks((-690, 93), (-330, 93), (-30, 92)),
        *bloods(*EVERY_QUARTER),
        *weights(61, -690, -330, -30),
        *blood_pressures((-360, 118, 72), (-90, 122, 74), (-7, 126, 78)),
        *infection_screen(-660),
        *mycophenolate(-640, grams=3),
        *prednisone_taper((20, -7, 28)),
        *vaccines(),
        request("echocardiogram", SNOMED, ECHOCARDIOGRAPHY, on=-360, status="completed"),
    ),
)

MDA5 = WholePatient(
    "dermatomyositis-anti-mda5",
    "Anti-MDA5 dermatomyositis with lung disease: steroid, tacrolimus and rituximab early; recovering.",
    patient(age=44, sex="male", family="Okafor", given="Daniel"),
    (
        condition("hypertension", *HYPERTENSION, since=-1400),
        condition("dermatomyositis", *DERMATOMYOSITIS, since=-250),
        condition("lung-disease", *FIBROSIS, since=-245),
        smoking(NEVER, -245),
        *serology(-246, "mda5"),
        *chest_ct(-244, -60),
        *lung_function((-240, 62, 2.75, 48), (-150, 68, 3.02, 54), (-30, 75, 3.33, 60)),
        *saturations((-240, 94), (-220, 95), (-150, 96), (-30, 97)),
        *walks((-235, 88), (-150, 92), (-30, 94)),
        *bloods(
            -700,
            -420,
            -245,
            -230,
            -200,
            -170,
            -140,
            -110,
            -80,
            -50,
            -20,
            lymphocytes=(1.7, 1.6, 0.7, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.2),
            creatinine=(0.9, 0.9, 0.8, 0.8, 0.9, 0.9, 1.0, 0.9, 0.9, 1.0, 0.9),
        ),
        *weights(79, -245, -30),
        *blood_pressures((-245, 134, 82), (-140, 132, 84), (-20, 128, 80)),
        *infection_screen(-243),
        result("igg", ("2465-3", "IgG [Mass/volume] in Serum or Plasma"), 8.4, "g/L", on=-50, usual=(7, 16)),
        result("tacrolimus-trough", ("32721-3", "Tacrolimus [Mass/volume] in Blood"), 6.8, "ng/mL", on=-20),
        *infusion("methylprednisolone", METHYLPREDNISOLONE, 1000, -240, -239, -238),
        *prednisone_taper(
            (60, -237, 28),
            (40, -209, 28),
            (30, -181, 28),
            (20, -153, 28),
            (15, -125, 28),
            (10, -97, 42),
            (7.5, -55, 28),
            (5, -27, 56),
            reason="dermatomyositis",
        ),
        *twice("tacrolimus", TACROLIMUS, 2, -236),
        *infusion("rituximab", RITUXIMAB, 1000, -230, -216),
        *daily("tmp-smx", TMP_SMX, 80, -236),
        *bones(-236),
        *daily("lisinopril", LISINOPRIL, 10, -700),
        *vaccine("influenza", -456, -92),
        *vaccine("covid", -448, -85),
        *vaccine("pneumococcal", -241),
        *vaccine("zoster", -160, -95),
        procedure("rehabilitation", REHABILITATION, on=-140),
    ),
)

RHEUMATOID = WholePatient(
    "rheumatoid-progressing",
    "Rheumatoid arthritis with fibrosis: on mycophenolate and abatacept FVC fell by 9 points in a year.",
    patient(age=64, sex="male", family="Lindqvist", given="Karl"),
    (
        condition("arthritis", *ARTHRITIS, since=-4000),
        condition("lung-disease", *FIBROSIS, since=-640),
        condition("hypertension", *HYPERTENSION, since=-3000),
        smoking(FORMER, -200),
        *serology(-640, "rheumatoid-factor", "ccp"),
        *chest_ct(-635, -25),
        *lung_function(
            (-630, 84, 3.42, 58),
            (-450, 83, 3.38, 57),
            (-360, 82, 3.34, 56),
            (-180, 77, 3.13, 52),
            (-20, 73, 2.97, 48),
        ),
        *saturations((-630, 96), (-360, 96), (-180, 95), (-20, 94)),
        *walks((-630, 92), (-360, 91), (-20, 89)),
        *bloods(*EVERY_QUARTER),
        *weights(84, -630, -360, -20),
        *blood_pressures((-360, 138, 84), (-20, 134, 82)),
        *infection_screen(-620),
        *mycophenolate(-600),
        *weekly("abatacept", ABATACEPT, 125, -1000),
        *prednisone_taper((5, -720, 790)),
        *daily("lisinopril", LISINOPRIL, 20, -720),
        *bones(-700),
        *weekly("alendronate", ALENDRONATE, 70, -650),
        *vaccines(rsv=True),
        procedure("rehabilitation", REHABILITATION, on=-60),
    ),
)

SJOGREN_SICCA = WholePatient(
    "sjogren-with-sulfonamide-allergy",
    "Sjogren disease with lung disease: prednisone for a flare, mycophenolate, sulfonamide allergy.",
    patient(age=61, sex="female", family="Marchetti", given="Lucia"),
    (
        condition("sjogren", *SJOGREN, since=-2200),
        condition("lung-disease", *FIBROSIS, since=-420),
        allergy(
            "sulfonamide",
            (SNOMED, "387406002", "Sulfonamide (substance)"),
            reaction=("271807003", "Eruption of skin"),
            severity="moderate",
            criticality="low",
        ),
        smoking(NEVER, -200),
        *serology(-2190, "ana", "ssa"),
        *chest_ct(-415, -40),
        *lung_function((-410, 74, 2.05, 58), (-220, 78, 2.16, 61), (-50, 71, 1.96, 54), (-10, 71, 1.97, 54)),
        *saturations((-410, 96), (-220, 97), (-10, 95)),
        *walks((-410, 92), (-220, 93), (-10, 91)),
        *bloods(-700, -420, -330, -240, -150, -60, -10),
        *weights(63, -410, -220, -10),
        *infection_screen(-45),
        *daily("hydroxychloroquine", HYDROXYCHLOROQUINE, 200, -720),
        *mycophenolate(-380),
        *prednisone_taper((30, -400, 28), (20, -372, 28), (10, -344, 28), (5, -316, 28)),
        *prednisone_taper((40, -10, 28), (30, 18, 14), (20, 32, 14), reason="lung-disease"),
        *daily("calcium", CALCIUM, 1000, -10),
        *vaccines(rsv=True),
        request("rehabilitation-request", SNOMED, REHABILITATION, on=-10),
    ),
)

MIXED = WholePatient(
    "mixed-connective-tissue-disease",
    "Mixed connective tissue disease, lung disease since summer: mycophenolate, prednisone tapered off.",
    patient(age=37, sex="female", family="Nowak", given="Ewa"),
    (
        condition("mixed-disease", *MIXED_DISEASE, since=-900),
        condition("raynaud", *RAYNAUD, since=-1500),
        condition("lung-disease", *FIBROSIS, since=-210),
        smoking(NEVER, -205),
        *serology(-890, "ana", "rnp"),
        *chest_ct(-212),
        *lung_function((-700, 92, 3.3, 80), (-205, 76, 2.72, 60), (-30, 79, 2.83, 63)),
        *saturations((-205, 97), (-30, 97)),
        *walks((-205, 93), (-30, 94)),
        *bloods(-700, -400, -205, -190, -160, -130, -100, -60, -15),
        *weights(58, -205, -30),
        *blood_pressures((-205, 114, 70), (-100, 116, 72), (-15, 112, 70)),
        *infection_screen(-200),
        negative("pregnancy-test-first", PREGNANCY_TEST, -198),
        negative("pregnancy-test", PREGNANCY_TEST, -15),
        *mycophenolate(-195),
        *prednisone_taper((15, -195, 28), (10, -167, 28), (5, -139, 28)),
        *vaccines(),
        request("lung-function-planned", SNOMED, LUNG_FUNCTION_ORDER, on=-15),
    ),
)

IPF = WholePatient(
    "idiopathic-pulmonary-fibrosis",
    "Idiopathic pulmonary fibrosis: pirfenidone not tolerated, now nintedanib; slow decline.",
    patient(age=71, sex="male", family="Hughes", given="Trevor"),
    (
        condition("ipf", *USUAL_INTERSTITIAL, since=-700),
        condition("reflux", *REFLUX, since=-2500),
        allergy(
            "pirfenidone-intolerance",
            (RXNORM, "1592254", "pirfenidone"),
            reaction=("422587007", "Nausea"),
            severity="moderate",
            criticality="low",
        ),
        smoking(FORMER, -200),
        *serology(-700),
        *chest_ct(-705),
        *lung_function(
            (-695, 79, 3.1, 52),
            (-520, 78, 3.06, 51),
            (-340, 77, 3.0, 50),
            (-170, 75, 2.94, 48),
            (-25, 74, 2.9, 47),
        ),
        *saturations((-695, 95), (-340, 95), (-25, 94)),
        *walks((-695, 90), (-340, 90), (-25, 89)),
        *bloods(-700, -600, -500, -430, -400, -370, -280, -190, -100, -14),
        *weights(77, -695, -340, -25),
        *daily("pirfenidone", PIRFENIDONE, 801, -660, -460, times=(3, 1, "d")),
        *twice("nintedanib", NINTEDANIB, 150, -430),
        *daily("omeprazole", OMEPRAZOLE, 20, -720),
        *vaccines(rsv=True),
        procedure("rehabilitation", REHABILITATION, on=-250),
    ),
)

NSIP = WholePatient(
    "nonspecific-interstitial-pneumonia",
    "Nonspecific interstitial pneumonia, no rheumatic disease: prednisone tapered, azathioprine goes on.",
    patient(age=57, sex="male", family="Santos", given="Rui"),
    (
        condition("nsip", *NONSPECIFIC, since=-500),
        smoking(FORMER, -495),
        *serology(-498),
        *chest_ct(-502, -300),
        *lung_function(
            (-495, 68, 2.9, 50),
            (-400, 74, 3.15, 55),
            (-300, 77, 3.28, 58),
            (-150, 78, 3.3, 59),
            (-35, 78, 3.31, 60),
        ),
        *saturations((-495, 95), (-300, 96), (-35, 96)),
        *walks((-495, 90), (-300, 92), (-35, 93)),
        *bloods(-700, -500, -470, -440, -400, -340, -280, -220, -160, -100, -30),
        *weights(81, -495, -300, -35),
        *infection_screen(-490),
        result(
            "tpmt",
            ("21563-2", "Thiopurine methyltransferase [Enzymatic activity/volume] in Red Blood Cells"),
            26,
            "U/mL",
            on=-440,
            usual=(24, 44),
        ),
        *prednisone_taper(
            (40, -490, 28), (30, -462, 28), (20, -434, 28), (15, -406, 28), (10, -378, 42), (5, -336, 56)
        ),
        *daily("tmp-smx", TMP_SMX, 80, -490, -400),
        *daily("azathioprine", AZATHIOPRINE, 150, -430),
        *bones(-490),
        *vaccines(),
        procedure("rehabilitation", REHABILITATION, on=-330),
    ),
)

RAPID = WholePatient(
    "rapidly-progressive",
    "Dermatomyositis for half a year; saturation and FVC fell in weeks. Prednisone 60 mg since yesterday.",
    patient(age=50, sex="female", family="Haddad", given="Samira"),
    (
        condition("dermatomyositis", *DERMATOMYOSITIS, since=-190),
        condition("lung-disease", *FIBROSIS, since=-100),
        condition("hypertension", *HYPERTENSION, since=-2000),
        smoking(NEVER, -190),
        *serology(-188, "ana", "jo-1"),
        *chest_ct(-100, -2),
        *lung_function((-80, 78, 2.2, 60), (-2, 64, 1.81, 44)),
        *saturations((-95, 97), (-21, 96), (-2, 90), (0, 89)),
        *walks(
            (-95, 93),
        ),
        *bloods(
            -700, -400, -188, -150, -100, -60, -30, -2, lymphocytes=(1.8, 1.7, 1.5, 1.3, 1.1, 1.0, 0.9, 0.7)
        ),
        *weights(68, -95, -2),
        *blood_pressures((-95, 128, 80), (-2, 132, 84)),
        *infection_screen(-94),
        *prednisone_taper(
            (20, -185, 28), (15, -157, 28), (10, -129, 40), (60, -1, 28), reason="dermatomyositis"
        ),
        *mycophenolate(-85),
        negative("pregnancy-test-first", PREGNANCY_TEST, -90),
        negative("pregnancy-test", PREGNANCY_TEST, -2),
        *daily("lisinopril", LISINOPRIL, 10, -720),
        *vaccine("influenza", -456, -92),
        *vaccine("covid", -448, -85),
        *vaccine("pneumococcal", -300),
        *vaccine("zoster", -290, -200),
    ),
)

RAISED_IGE = WholePatient(
    "raised-ige",
    "Fibrosis of the lung without a rheumatic disease, total IgE 480 IU/mL at the first visit, cause open.",
    patient(age=46, sex="male", family="Keller", given="Jonas"),
    (
        condition("lung-disease", *FIBROSIS, since=-70),
        condition("hay-fever", (ICD10CM, "J30.1", "Allergic rhinitis due to pollen"), since=-6000),
        smoking(NEVER, -70),
        *serology(-66),
        *chest_ct(-72),
        *lung_function((-64, 81, 3.9, 62)),
        *saturations((-64, 97)),
        *walks((-64, 94)),
        *bloods(-700, -330, -66, eosinophils=(0.3, 0.3, 0.4)),
        *weights(88, -64),
        result(
            "ige",
            ("19113-0", "IgE [Units/volume] in Serum or Plasma"),
            480,
            "[IU]/mL",
            on=-60,
            usual=(0, 100),
        ),
        *vaccines(zoster=False),
        request("lung-function-planned", SNOMED, LUNG_FUNCTION_ORDER, on=-60),
    ),
)

WHOLE_PATIENTS = (SCLEROSIS, MDA5, RHEUMATOID, SJOGREN_SICCA, MIXED, IPF, NSIP, RAPID, RAISED_IGE, STABLE)
NOTHING_TO_SAY = STABLE
