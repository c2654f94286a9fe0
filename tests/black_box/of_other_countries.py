"""Records of other countries: decimal commas, words of other languages, marks that turn an entry round."""

from functools import partial

from tests.black_box.asking import SIGN, VIEW, Case
from tests.cards.clinic import (
    MYCOPHENOLATE,
    Json,
    creatinine,
    day,
    done,
    draft,
    ild,
    order,
    patient,
    potassium,
    result,
    steroid_draft,
    sulfa_allergy,
    taken,
    tmp_smx,
    tmp_smx_draft,
    weight,
)

hyperkalaemia = partial(Case, "tmp-smx-hyperkalaemia", drafts=(tmp_smx_draft(),))
prophylaxis = partial(Case, "pjp-start", drafts=(steroid_draft(id="mp", mg=20),))
start = partial(Case, "pjp-start", hook=VIEW)

ATC, ATC_OID = "http://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73"
KNOWN = (creatinine(), weight())
STOPS = {
    "modifierExtension": [
        {
            "url": "http://nictiz.nl/fhir/StructureDefinition/ext-StopType",
            "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "410684002"}]},
        }
    ]
}


def measured(**value: object) -> Json:
    """A potassium with its value in another form."""
    kept = {name: one for name, one in potassium(5.8).items() if name != "valueQuantity"}
    return {**kept, **value}


def in_words(text: str, tablets: int = 1) -> Json:
    """An order of prednisone tablets for 40 days that names the product in words alone."""
    ordered = order("gc", "8640", "prednisone", dose=tablets, unit="{tbl}", start=-40)
    return {**ordered, "medicationCodeableConcept": {"text": text}}


def beside(text: str) -> Json:
    """Another drug that is taken, in words alone."""
    return {**in_words(text), "id": "other"}


SPELLED = [
    start(
        f"beside {text}",
        expected="warning",
        because="20 mg for more than 28 days; the other drug is known and none of ours",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 20 mg"), beside(text)),
    )
    for text in ("Pantoprazol 40 mg", "Metformine 1000 mg", "amlodipino 5 mg", "ASS 100", "Torasemid 10 mg")
]

COMMAS = [
    hyperkalaemia(
        "5,8 mmol/L in words",
        SIGN,
        "critical",
        "K > 5.5; a comma before one digit parts no thousands",
        record=(*KNOWN, measured(valueString="5,8 mmol/L")),
    ),
    hyperkalaemia(
        "5,8 as the value of a quantity",
        SIGN,
        "critical",
        "K > 5.5",
        record=(*KNOWN, measured(valueQuantity={"value": "5,8", "unit": "mmol/L"})),
    ),
    hyperkalaemia(
        "a value that may be 5.8 or 5800",
        SIGN,
        "noted",
        "a resource that would decide cannot be read (2.1); it is not missing",
        record=(*KNOWN, measured(valueQuantity={"value": "5,800", "unit": "mmol/L"})),
    ),
    hyperkalaemia(
        "a value in a form that is not read",
        SIGN,
        "noted",
        "a resource that would decide cannot be read (2.1); it is not missing",
        record=(*KNOWN, measured(valueSampledData={"dimensions": 1, "data": "5.8"})),
    ),
    start(
        "7,5 mg tablets are no 75 mg",
        expected="silent",
        because="7.5 mg prednisone a day",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 7,5 mg Tabletten")),
    ),
    start(
        "three tablets of 7,5 mg",
        expected="warning",
        because="22.5 mg prednisone a day for more than 28 days",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 7,5 mg Tabletten", 3)),
    ),
]


def how_often(words: str) -> Json:
    """20 mg of prednisone for 40 days, as often as the words say."""
    ordered = order("gc", "8640", "prednisone", dose=20, start=-40)
    [dosage] = ordered["dosageInstruction"]
    bounds = dosage["timing"]["repeat"]["boundsPeriod"]
    timing = {"code": {"text": words}, "repeat": {"boundsPeriod": bounds}}
    return {**ordered, "dosageInstruction": [{**dosage, "timing": timing}]}


IN_OTHER_WORDS = [
    *(
        start(
            f"20 mg {words}",
            expected="warning",
            because="20 mg for more than 28 days",
            record=(ild(), *KNOWN, potassium(), how_often(words)),
        )
        for words in ("1x täglich", "1 fois par jour", "1x daags", "una vez al día", "mane")
    ),
    start(
        "20 mg 1 Tag",
        expected="silent",
        because="a length, not how often: the amount is not known",
        record=(ild(), *KNOWN, potassium(), how_often("1 Tag")),
    ),
    hyperkalaemia(
        "a potassium under the name of its code system in HL7 version 2",
        SIGN,
        "critical",
        "K > 5.5; LN is LOINC in table 0396",
        record=(*KNOWN, potassium(5.8) | {"code": {"coding": [{"system": "LN", "code": "2823-3"}]}}),
    ),
    hyperkalaemia(
        "a potassium of the donor",
        SIGN,
        "info",
        "Observation.focus is somebody else; none of the patient on record",
        record=(*KNOWN, potassium(5.8) | {"focus": [{"reference": "RelatedPerson/donor"}]}),
    ),
]


def diagnosed(words: str, id: str = "dx") -> Json:
    """A diagnosis in words alone."""
    return {
        "resourceType": "Condition",
        "id": id,
        "subject": {"reference": "Patient/pat"},
        "recordedDate": day(-30),
        "code": {"text": words},
    }


def in_german(words: str) -> Json:
    """An allergy in words alone."""
    return {
        "resourceType": "AllergyIntolerance",
        "id": "allergy",
        "patient": {"reference": "Patient/pat"},
        "code": {"text": words},
    }


first_line = partial(Case, "ssc-ild-first-line", hook=VIEW)
DIAGNOSES = [
    *(
        first_line(
            f"{disease}, {lung}",
            expected="info",
            because="P.SSC and P.ILD, naive",
            record=(diagnosed(disease), diagnosed(lung, "lung")),
        )
        for disease, lung in (
            ("Systemische Sklerose", "Interstitielle Lungenerkrankung"),
            ("Sclérodermie systémique", "Pneumopathie interstitielle diffuse"),
            ("systemische sclerose", "longfibrose"),
            ("esclerosis sistémica", "fibrosis pulmonar"),
        )
    ),
    first_line(
        "Systemische Sklerose, Verdacht auf Lungenfibrose",
        expected="silent",
        because="a doubted diagnosis in words is not read",
        record=(diagnosed("Systemische Sklerose"), diagnosed("Verdacht auf Lungenfibrose", "lung")),
    ),
    first_line(
        "Systemische Sklerose, keine Lungenfibrose",
        expected="silent",
        because="a denied diagnosis in words is not read",
        record=(diagnosed("Systemische Sklerose"), diagnosed("keine Lungenfibrose", "lung")),
    ),
    start(
        "allergies that nobody knows in German",
        expected="warning",
        because="allergies not known: no agent is preselected",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 20 mg"), in_german("Unbekannt")),
        recommends="",
    ),
    start(
        "an allergy that is denied in German",
        expected="warning",
        because="a denied allergy is none: TMP-SMX first",
        record=(
            ild(),
            *KNOWN,
            potassium(),
            in_words("Prednison 20 mg"),
            in_german("Keine Sulfonamidallergie"),
        ),
        recommends="TMP-SMX",
    ),
]

TURNED_ROUND = [
    start(
        "an order of TMP-SMX that may stop it",
        expected="silent",
        because="a modifierExtension that is not known: whether it protects is not known",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 20 mg"), tmp_smx(start=-40) | STOPS),
    ),
    prophylaxis(
        "an order of TMP-SMX that may stop it",
        SIGN,
        "noted",
        "a modifierExtension that is not known: whether it protects is not known",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 20 mg"), tmp_smx(start=-40) | STOPS),
    ),
    hyperkalaemia(
        "a potassium that may be turned round",
        SIGN,
        "noted",
        "a modifierExtension that is not known: the result is there and cannot be read",
        record=(*KNOWN, potassium(5.8) | STOPS),
    ),
    Case(
        "pjp-start",
        "an allergy that may be turned round",
        VIEW,
        "warning",
        "allergies not known: no agent is preselected",
        record=(ild(), *KNOWN, potassium(), in_words("Prednison 20 mg"), sulfa_allergy() | STOPS),
        recommends="",
    ),
]

ADHERENCE = [
    start(
        f"TMP-SMX that the patient is said to be {word}",
        expected=expected,
        because="only a statement of what is taken protects; R5 tells it as adherence",
        record=(
            ild(),
            *KNOWN,
            potassium(),
            in_words("Prednison 20 mg"),
            taken(tmp_smx(start=-40)) | {"adherence": {"code": {"coding": [{"code": word}]}}},
        ),
    )
    for word, expected in (("taking", "silent"), ("not-taking", "warning"), ("unknown", "silent"))
]


HYSTERECTOMY = done("Procedure", "h", "236886002", system="http://snomed.info/sct", on=-900)
TURNED_ROUND.append(
    Case(
        "mycophenolate-pregnancy",
        "a hysterectomy that may be turned round",
        SIGN,
        "noted",
        "a modifierExtension that is not known: whether it was done is not known",
        record=(HYSTERECTOMY | STOPS,),
        drafts=(draft("mmf", *MYCOPHENOLATE, dose=500, per=(2, 1, "d")),),
        person=patient(age=34, sex="female"),
    )
)


def vaccine(concept: Json) -> Json:
    """A drafted vaccine without a code of CVX."""
    ordered = {"resourceType": "MedicationRequest", "id": "v", "status": "draft", "intent": "order"}
    return {**ordered, "subject": {"reference": "Patient/pat"}, "medicationCodeableConcept": concept}


ON_MYCOPHENOLATE = order("mmf", *MYCOPHENOLATE, dose=1000, per=(2, 1, "d"), start=-90)
VACCINES = [
    Case(
        "live-vaccine-immunosuppressed",
        name,
        SIGN,
        "noted",
        "coded in something else than CVX, or in words: not read as live, but named",
        record=(ild(), ON_MYCOPHENOLATE),
        drafts=(vaccine(concept),),
    )
    for name, concept in (
        ("measles, mumps and rubella in ATC", {"coding": [{"system": ATC, "code": "J07BD52"}]}),
        ("yellow fever in ATC by its OID", {"coding": [{"system": ATC_OID, "code": "j07bl01"}]}),
        ("a vaccine in German", {"text": "Gelbfieber-Impfstoff"}),
        ("a vaccine in Spanish", {"text": "vacuna triple vírica"}),
    )
]

CREATININE = [
    Case(
        "tmp-smx-renal-dose",
        f"creatinine of 398 umol/L, coded as {loinc}",
        SIGN,
        "critical",
        "P.CrCl below 15 mL/min; 59826-8 is the first code of creatinine in German hospitals",
        record=(potassium(), weight(60), result("crea", loinc, 398, "umol/L")),
        drafts=(tmp_smx_draft(),),
        person=patient(age=66, sex="female"),
    )
    for loinc in ("59826-8", "35203-9")
]

CASES = [*CREATININE, *VACCINES, *ADHERENCE, *SPELLED, *IN_OTHER_WORDS, *DIAGNOSES, *COMMAS, *TURNED_ROUND]
