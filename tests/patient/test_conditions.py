from __future__ import annotations

from datetime import UTC, date

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.patient.clinical import read_condition
from cdshooks.patient.day import Day
from cdshooks.patient.facts import Condition
from cdshooks.patient.wording import condition_sets_from_words
from tests.patient.records import ICD, SCT, Json, coded, condition, record, terminology


def read(**elements: object) -> Condition:
    (found,) = record({"Condition": [condition(**elements)]}).conditions("cond_ild_all")
    return found


def said(text: str, value_set: str = "cond_ild_all", **more: object) -> bool:
    """Whether a Condition that carries only these words is found."""
    entry = condition(code={"text": text, **more})
    return bool(record({"Condition": [entry]}).conditions(value_set))


def test_a_diagnosis_that_something_unknown_may_turn_round_is_not_known() -> None:
    url = "https://ehr.example.org/turned"
    assert read(modifierExtension=[{"url": url, "valueBoolean": True}]).usable() is NOT_KNOWN
    assert read(extension=[{"url": url, "valueBoolean": True}]).usable() is YES


@pytest.mark.parametrize(
    "text",
    ["Interstitial pulmonary disease, unspecified (HCC)", "Lungfibros", "Lungefibrose", "Lungfibros UNS"],
)
def test_lung_disease_in_the_title_of_its_icd_code_and_in_nordic_words(text: str) -> None:
    assert said(text)
    assert not said(f"No {text}")


def clinical(code: str) -> Json:
    return coded("http://terminology.hl7.org/CodeSystem/condition-clinical", code)


@pytest.mark.parametrize("code", ["active", "recurrence", "relapse"])
@pytest.mark.parametrize(
    "shape", [clinical, str, lambda code: {"text": code.title()}, lambda code: [clinical(code)]]
)
def test_an_active_diagnosis_in_every_shape_of_its_status(code: str, shape: object) -> None:
    assert read(clinicalStatus=shape(code)).active() is YES  # type: ignore[operator]


@pytest.mark.parametrize("code", ["inactive", "remission", "resolved"])
def test_a_diagnosis_that_is_over(code: str) -> None:
    assert read(clinicalStatus=clinical(code)).active() is NO


def test_a_status_outranks_an_abatement() -> None:
    assert read(clinicalStatus="active", abatementDateTime="2020-01-01").active() is YES


@pytest.mark.parametrize(
    ("elements", "answer"),
    [
        ({}, YES),
        ({"clinicalStatus": None}, YES),
        ({"clinicalStatus": {"extension": [{"url": "x", "valueCode": "unknown"}]}}, YES),
        ({"abatementDateTime": "2020-01-01"}, NO),
        ({"abatementPeriod": {"end": "2020"}}, NO),
        ({"abatementAge": {"value": 50}}, NO),
        ({"abatementString": "last year"}, NO),
        ({"abatementBoolean": True}, NO),
        ({"abatementBoolean": False}, YES),
        ({"abatementDateTime": "2026-03-04"}, NO),
        ({"abatementDateTime": "2026-03-05"}, YES),
        ({"abatementDateTime": "2026"}, NO),
        ({"abatementDateTime": "2027"}, YES),
        ({"abatementPeriod": {"start": "2026-01-01", "end": "2026-03-04"}}, NO),
        ({"abatementPeriod": {"start": "2026-01-01", "end": "2026-03-05"}}, YES),
    ],
)
def test_without_a_status_a_diagnosis_is_active_until_it_abated(elements: Json, answer: object) -> None:
    assert read(**elements).active() is answer


@pytest.mark.parametrize("status", ["unknown", {"coding": [{"code": "xyz"}]}, {"text": "?"}, 3, True])
def test_a_status_that_is_no_code_of_fhir_is_unreadable(status: object) -> None:
    found = read(clinicalStatus=status, verificationStatus=status)
    assert found.clinical_status == "unreadable"
    assert found.active() is NOT_KNOWN
    assert found.usable() is NOT_KNOWN


@pytest.mark.parametrize(
    ("code", "usable", "suspected"),
    [
        ("confirmed", YES, False),
        ("provisional", YES, True),
        ("differential", YES, True),
        ("unconfirmed", YES, True),
        ("refuted", NO, False),
        ("entered-in-error", NO, False),
        (None, YES, False),
    ],
)
def test_how_sure_a_diagnosis_is(code: str | None, usable: object, suspected: bool) -> None:
    found = read(verificationStatus=code)
    assert found.usable() is usable
    assert found.suspected is suspected


def test_the_days_of_a_diagnosis() -> None:
    found = read(onsetDateTime="2024", recordedDate="2025-06-01")
    assert found.onset is not None
    assert found.onset.isoformat() == "2024"
    assert found.recorded is not None
    assert found.recorded.first == date(2025, 6, 1)


@pytest.mark.parametrize("name", ["recordedDate", "assertedDate", "dateRecorded"])
def test_the_recording_day_under_its_names_in_three_releases(name: str) -> None:
    found = read(**{name: "2025-06-01"})
    assert found.recorded is not None
    assert found.recorded.first == date(2025, 6, 1)


def test_an_onset_as_a_period_is_its_start() -> None:
    found = read(onsetPeriod={"start": "2024-05-01", "end": "2024-07-01"})
    assert found.onset is not None
    assert found.onset.first == date(2024, 5, 1)
    assert read(onsetAge={"value": 60}).onset is None


BORN = Day.on(date(1960, 5, 20))


def by_age(born: Day | None = BORN, **elements: object) -> tuple[date, date] | None:
    said = {"resourceType": "Condition", "id": "c", **elements}
    day = read_condition(said, frozenset(), date(2026, 3, 10), UTC, born=lambda: born).onset_by_age
    return None if day is None else (day.first, day.last)


@pytest.mark.parametrize(
    ("elements", "days"),
    [
        ({"onsetAge": {"value": 60, "code": "a"}}, (date(2020, 5, 20), date(2021, 5, 19))),
        ({"onsetAge": {"value": 60.5, "unit": "years"}}, (date(2020, 5, 20), date(2021, 5, 19))),
        (
            {"onsetRange": {"low": {"value": 50, "code": "a"}, "high": {"value": 54, "code": "a"}}},
            (date(2010, 5, 20), date(2015, 5, 19)),
        ),
        ({"onsetAge": {"value": 65, "code": "a"}}, (date(2025, 5, 20), date(2026, 3, 10))),
        ({"onsetAge": {"value": 66, "code": "a"}}, None),
        ({"onsetAge": {"value": 60}}, None),
        ({"onsetAge": {"value": 700, "code": "mo"}}, None),
        ({"onsetAge": {"value": 60, "code": "a", "comparator": "<"}}, None),
        ({"onsetAge": "60"}, None),
        ({"onsetRange": {"low": {"value": 50, "code": "a"}}}, None),
        ({}, None),
    ],
)
def test_an_onset_as_an_age_is_the_days_of_that_age(elements: Json, days: object) -> None:
    assert by_age(**elements) == days


def test_an_onset_as_an_age_needs_the_day_of_birth() -> None:
    assert by_age(None, onsetAge={"value": 60, "code": "a"}) is None
    leap = Day.on(date(1960, 2, 29))
    assert by_age(leap, onsetAge={"value": 61, "code": "a"}) == (date(2021, 3, 1), date(2022, 2, 28))
    year = Day(date(1960, 1, 1), date(1960, 12, 31))
    assert by_age(year, onsetAge={"value": 60, "code": "a"}) == (date(2020, 1, 1), date(2021, 12, 30))


def test_a_diagnosis_without_an_id_is_read() -> None:
    assert read(id=None).reference == "Condition/?"


def test_an_id_of_194_characters_is_kept() -> None:
    assert read(id="x" * 194).reference == "Condition/" + "x" * 194


@pytest.mark.parametrize(
    "text",
    ["ILD", "Interstitial lung disease", "interstitial pneumonia", "Idiopathic pulmonary fibrosis",
     "fibrotic NSIP",
     "Non-specific interstitial pneumonia", "PF-ILD"],
)  # fmt: skip
def test_a_diagnosis_in_words_alone_is_read(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        "No ILD",
        "not ILD",
        "Without ILD",
        "w/o ILD",
        "denies ILD",
        "rule out ILD",
        "R/O ILD",
        "ILD ruled out",
        "possible ILD",
        "Probable interstitial lung disease",
        "suspected ILD",
        "ILD?",
        "?ILD",
        "interstitial lung disease, ruled out",
        "ILD, unconfirmed",
        "ILD - refuted",
        "ILD excluded",
        "ILD cannot be excluded",
        "ILD: none",
        "ILD absent",
        "ILD, no longer present",
        "ILD, no",
        "suspect ILD",
        "query ILD",
        "differential: ILD",
        "ILD pending confirmation",
        "doubtful ILD",
        "ILD without fibrosis?",
        "ILD without fibrosis ruled out",
        "indeterminate for UIP",
        "Verdacht auf ILD",
        "ILD ausgeschlossen",
        "maternal ILD",
        "son with IPF",
        "aunt with pulmonary fibrosis",
        "previous ILD",
        "Cough, no ILD",
        "entered in error: ILD",
        "Family history of pulmonary fibrosis",
        "FH: pulmonary fibrosis",
        "mother with pulmonary fibrosis",
        "history of ILD",
        "Hx ILD",
        "screening for ILD",
        "ILD vs infection",
        "at risk of ILD",
        "COPD",
        "",
    ],
)
def test_hedged_denied_and_other_words_are_not_read(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    ("text", "value_set"),
    [
        ("Systemic sclerosis with lung involvement", "cond_ssc"),
        ("Sjögren's disease", "cond_sjogren"),
        ("Sjogren syndrome", "cond_sjogren"),
        ("Rheumatoid arthritis", "cond_ra"),
        ("RA-ILD", "cond_ra"),
        ("Rheumatoid lung disease", "cond_ra"),
        ("Rheumatoid lung disease", "cond_ild_all"),
        ("Antisynthetase syndrome (anti-Jo-1)", "cond_iim"),
        ("anti-synthetase syndrome", "cond_iim"),
        ("IIM-ILD", "cond_iim"),
        ("Immune-mediated necrotizing myopathy", "cond_iim"),
        ("SjD-ILD", "cond_sjogren"),
        ("MCTD-ILD", "cond_mctd"),
        ("Scleroderma", "cond_ssc"),
        ("Scleroderma lung disease (HCC)", "cond_ssc"),
        ("Limited scleroderma", "cond_ssc"),
        ("Scleroderma renal crisis", "cond_ssc"),
        ("MCTD", "cond_mctd"),
        ("Systemic lupus erythematosus", "cond_sle"),
        ("Bird-fancier's lung", "cond_ild_hp"),
        ("Polymyositis", "cond_iim"),
        ("Scleroderma renal crisis", "cond_scleroderma_renal_crisis"),
        ("G6PD deficiency", "cond_g6pd_deficiency"),
    ],
)
def test_other_diseases_in_words_alone(text: str, value_set: str) -> None:
    assert said(text, value_set)


@pytest.mark.parametrize(
    ("text", "value_set"),
    [
        ("Localized scleroderma (morphea)", "cond_ssc"),
        ("Scleroderma, localised", "cond_ssc"),
        ("Linear scleroderma", "cond_ssc"),
        ("Scleroderma-like skin changes", "cond_ssc"),
        ("Scleroderma antibody positive", "cond_ssc"),
        ("No scleroderma", "cond_ssc"),
        ("Family history of scleroderma", "cond_ssc"),
        ("Anti-Jo-1 antibody", "cond_iim"),
        ("CTD-ILD", "cond_ra"),
        ("Migraine", "cond_ra"),
    ],
)
def test_words_that_sound_like_a_rheumatic_disease(text: str, value_set: str) -> None:
    assert not said(text, value_set)


@pytest.mark.parametrize(
    "text",
    ["ILD without fibrosis", "ILD with no progression", "ILD, not on oxygen", "ILD (no progression)",
     "RA-ILD (biopsy negative for malignancy)", "ILD of unclear etiology", "ILD, unspecified",
     "ILD with history of pneumothorax"],
)  # fmt: skip
def test_what_a_diagnosis_comes_without_is_no_denial_of_it(text: str) -> None:
    assert said(text)


def test_what_is_denied_beside_a_diagnosis_is_denied() -> None:
    for text in ("Systemic sclerosis without ILD", "Systemic sclerosis with history of ILD"):
        assert said(text, "cond_ssc")
        assert not said(text)


@pytest.mark.parametrize(
    ("text", "value_set"),
    [
        ("h/o systemic sclerosis", "cond_ssc"),
        ("Past medical history of rheumatoid arthritis", "cond_ra"),
        ("history of Pneumocystis pneumonia", "cond_pjp_active"),
        ("Hx scleroderma renal crisis", "cond_scleroderma_renal_crisis"),
        ("previous SLE", "cond_sle"),
        ("Prior Pneumocystis pneumonia", "cond_pjp_active"),
    ],
)
def test_a_history_in_words_is_a_diagnosis_that_is_over(text: str, value_set: str) -> None:
    entry = condition(code={"text": text}, clinicalStatus=clinical("active"))
    (found,) = record({"Condition": [entry]}).conditions(value_set)
    assert found.usable() is YES
    assert found.active() is NO


@pytest.mark.parametrize(
    "text",
    ["family history of systemic sclerosis", "no history of SSc", "history of possible SSc", "h/o SSc?",
     "mother with history of SSc", "history of SSc ruled out", "history negative for SSc"],
)  # fmt: skip
def test_a_history_that_is_denied_or_of_another_is_none(text: str) -> None:
    assert not said(text, "cond_ssc")


def test_a_denial_in_one_entry_does_not_deny_another() -> None:
    entries = [condition(id="no", code={"text": "ILD, ruled out"}), condition(id="yes", code={"text": "ILD"})]
    assert [one.reference for one in record({"Condition": entries}).conditions("cond_ild_all")] == [
        "Condition/yes"
    ]


def test_a_localised_disease_of_the_skin_is_not_the_systemic_one() -> None:
    assert not said("Localized scleroderma", "cond_ssc")
    assert not said("Discoid lupus", "cond_sle")


def test_words_of_prevention_are_no_infection() -> None:
    assert said("Pneumocystis pneumonia", "cond_pjp_active")
    assert not said("PJP prophylaxis", "cond_pjp_active")


def test_the_words_beside_a_code_of_a_known_system_are_not_read() -> None:
    assert not said("ILD", coding=[{"system": ICD, "code": "R91.8"}])
    assert not said("ILD", coding=[{"system": "urn:oid:2.16.840.1.113883.6.96", "code": "1"}])


def test_the_words_beside_a_local_code_are_read() -> None:
    assert said("ILD", coding=[{"system": "urn:oid:1.2.840.114350", "code": "77"}])
    assert said("", coding=[{"system": "urn:oid:1.2.840.114350", "code": "77", "display": "ILD"}])


def test_a_known_system_without_a_code_does_not_silence_the_words() -> None:
    assert said("ILD", coding=[{"system": SCT}])


def test_a_code_names_disease_and_lung_together() -> None:
    patient = record({"Condition": [condition(code=coded(ICD, "M34.81"))]})
    assert patient.conditions("cond_ild_all")
    assert patient.conditions("cond_ssc")
    assert patient.conditions("cond_ild_all")[0] is patient.conditions("cond_ssc")[0]


def marked(*marks: str, **more: object) -> Condition:
    """A diagnosis of no status, with the German marks of certainty beside its code."""
    url = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
    coding = {"system": ICD, "code": "J84.10"}
    codings = [{**coding, "extension": [{"url": url, "valueCoding": {"code": mark}}]} for mark in marks]
    return read(code={"coding": codings or [coding]}, **more)


@pytest.mark.parametrize(
    ("marks", "active", "suspected"),
    [
        ((), YES, False),
        (("G",), YES, False),
        (("V",), YES, True),
        (("A",), NO, False),
        (("Z",), NO, False),
        (("A", "G"), YES, False),
        (("G", "V"), YES, True),
        (("?",), YES, False),
    ],
)
def test_a_german_mark_tells_how_certain_a_diagnosis_is(
    marks: tuple[str, ...], active: object, suspected: bool
) -> None:
    found = marked(*marks)
    assert min(found.usable(), found.active()) is active
    assert found.suspected is suspected


def test_a_status_prevails_over_the_german_mark() -> None:
    sure = coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed")
    assert not marked("V", verificationStatus=sure).suspected
    assert marked("Z", clinicalStatus=clinical("active")).active() is YES


NULLED = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "masked"}]
}


@pytest.mark.parametrize(
    "code", [None, {}, {"text": " "}, {"coding": []}, {"coding": [{"system": SCT}]}, NULLED]
)
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Condition", "code"),
        ("Procedure", "code"),
        ("Immunization", "vaccineCode"),
        ("DiagnosticReport", "code"),
    ],
)
def test_an_entry_with_neither_a_code_nor_words_is_unread(kind: str, name: str, code: object) -> None:
    (left,) = record({kind: [{"resourceType": kind, "id": "e", name: code}]}).unread
    assert (left.reference, left.element) == (f"{kind}/e", "code")


@pytest.mark.parametrize(
    "entry",
    [
        condition(code={"text": "Gout"}),
        condition(code={"coding": [{"system": "urn:oid:1.2.3", "code": "77"}]}),
        condition(code=None, verificationStatus="entered-in-error"),
        condition(code=None, verificationStatus="refuted"),
        {"resourceType": "Procedure", "id": "e", "status": "not-done"},
        {"resourceType": "DiagnosticReport", "id": "e", "conclusionCode": [{"text": "Fibrosis"}]},
        {"resourceType": "ImagingStudy", "id": "e", "status": "available"},
    ],
)
def test_an_entry_that_says_what_it_is_or_was_withdrawn_is_not_unread(entry: Json) -> None:
    assert not record({entry["resourceType"]: [entry]}).unread


ELSEWHERE = {
    "cond_ild_all": (
        "Lungenfibrose", "Idiopathische Lungenfibrose", "interstitielle Lungenerkrankung", "Farmerlunge",
        "Interstitielle Lungenkrankheit bei systemischer Sklerose", "fibrose pulmonaire",
        "pneumopathie interstitielle diffuse", "pneumopathie d'hypersensibilité", "longfibrose",
        "interstitiële longziekte", "Fibrosis pulmonar", "enfermedad pulmonar intersticial",
        "fibrosi polmonare", "familiäre Lungenfibrose", "Lungenfibrose mit Sauerstoffbedarf",
    ),
    "cond_ild_ipf": ("Idiopathische Lungenfibrose", "fibrose pulmonaire idiopathique"),
    "cond_ssc": (
        "systemische Sklerose ohne Lungenfibrose", "sclérodermie systémique sans fibrose",
        "Systemische Sklerose", "progressive systemische Sklerodermie", "sclérodermie systémique",
        "esclerosis sistémica", "Lungenbeteiligung bei systemischer Sklerose",
    ),
    "cond_ra": ("Rheumatoide Arthritis", "seropositive Rheumatoidarthritis", "polyarthrite rhumatoïde"),
    "cond_iim": ("dermatomyosite", "Antisynthetase-Syndrom", "Antisynthetasesyndrom"),
    "cond_mctd": ("Mischkollagenose", "Sharp-Syndrom", "connectivite mixte"),
    "cond_sle": ("Systemischer Lupus erythematodes", "lupus érythémateux disséminé"),
    "cond_vasculitis_anca": ("Granulomatose mit Polyangiitis", "polyangéite microscopique"),
    "cond_g6pd_deficiency": (
        "G6PD-Mangel", "Favismus", "déficit en G6PD", "Glucose-6-Phosphat-Dehydrogenase-Mangel",
        "Glucose-6-phosphate dehydrogenase deficiency", "G6PD deficiency",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("value_set", "words"), [(value_set, one) for value_set, said in ELSEWHERE.items() for one in said]
)
def test_a_disease_in_the_words_of_another_country(value_set: str, words: str) -> None:
    index = terminology().index(terminology().value_sets)
    assert value_set in condition_sets_from_words({"code": {"text": words}}, index)


@pytest.mark.parametrize(
    "words",
    [
        "Verdacht auf Lungenfibrose", "V.a. Lungenfibrose", "keine Lungenfibrose", "Ausschluss Lungenfibrose",
        "ohne Lungenfibrose", "Lungenfibrose ausgeschlossen", "mögliche Lungenfibrose", "fragliche Fibrose",
        "Lungenfibrose des Vaters", "Mutter mit Lungenfibrose", "Familienanamnese: Lungenfibrose",
        "DD Lungenfibrose", "Z.n. Lungenfibrose", "Abklärung Lungenfibrose", "Risiko einer Lungenfibrose",
        "suspicion de fibrose pulmonaire", "pas de fibrose pulmonaire", "sans fibrose pulmonaire",
        "fibrose pulmonaire exclue", "fibrose pulmonaire éliminée", "mère avec fibrose pulmonaire",
        "antécédents de fibrose pulmonaire", "antécédents familiaux de fibrose pulmonaire",
        "geen longfibrose", "mogelijk longfibrose", "vader met longfibrose", "sin fibrosis pulmonar",
        "antecedentes familiares de fibrosis pulmonar", "posible fibrosis pulmonar", "Mukoviszidose",
        "Multiple Sklerose", "sclérose en plaques", "zystische Fibrose", "Arteriosklerose", "Lungenkarzinom",
        "interstitielle Zystitis", "Sklerodermie, zirkumskript",
    ],
)  # fmt: skip
def test_what_is_denied_doubted_or_anothers_in_the_words_of_another_country(words: str) -> None:
    index = terminology().index(terminology().value_sets)
    found = condition_sets_from_words({"code": {"text": words}}, index)
    assert not {"cond_ild_all", "cond_ssc", "cond_ra"} & found


@pytest.mark.parametrize(
    "words",
    [
        "Zustand nach Pneumocystis-Pneumonie", "Z.n. Pneumocystis-Pneumonie", "antécédent de pneumocystose",
        "ATCD de pneumocystose",
    ],
)  # fmt: skip
def test_a_history_in_the_words_of_another_country_is_over(words: str) -> None:
    (found,) = record({"Condition": [condition(code={"text": words})]}).conditions("cond_pjp_active")
    assert found.clinical_status == "resolved"
