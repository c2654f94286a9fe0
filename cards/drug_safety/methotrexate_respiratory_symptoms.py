"""Methotrexate and a new respiratory symptom: hold it and image the chest."""

from cards.definitions.disease import ild
from cards.definitions.person import ADULT_THRESHOLDS, adult, comfort_care, pregnant
from cards.definitions.tests import beta_d_glucan, blood_count, chest_ct, pneumocystis_pcr
from cards.definitions.therapy import methotrexate
from cards.policy.drug_safety import (
    LUNG_INFILTRATE_DAYS,
    LUNG_SPO2_BELOW,
    LUNG_SPO2_DAYS,
    LUNG_SPO2_FROM_DAYS,
    LUNG_SPO2_POINTS,
    LUNG_SPO2_TO_DAYS,
    LUNG_SYMPTOM_DAYS,
)
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE
from cards.valuesets import (
    CT_CHEST,
    ILD_DRUG_INDUCED,
    ILD_RAPID_OR_EXACERBATION,
    INFECTION_EXPLAINS,
    NEW_INFILTRATE,
    OXYGEN_FLOW,
    SATURATION_WITHOUT_OXYGEN,
    WORSENING_SYMPTOM,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    WhenNotKnown,
    alive,
    any_of,
    any_positive,
    asked_for_since,
    concluded,
    condition,
    delete_draft,
    done,
    fell_on_room_air,
    found_since,
    lab,
    occasion,
    record_or_orders_of,
    request,
    warning,
    yes,
)

symptom = any_of(
    condition(WORSENING_SYMPTOM).active().recorded_or_onset_within(LUNG_SYMPTOM_DAYS),
    any_positive(lab(WORSENING_SYMPTOM), LUNG_SYMPTOM_DAYS),
    condition(ILD_RAPID_OR_EXACERBATION).active().recorded_or_onset_within(LUNG_SYMPTOM_DAYS),
)
desaturation = fell_on_room_air(
    lab(SATURATION_WITHOUT_OXYGEN, "%", worse="lower"),
    lab(OXYGEN_FLOW, "L/min"),
    below=LUNG_SPO2_BELOW,
    points=LUNG_SPO2_POINTS,
    newest_days=LUNG_SPO2_DAYS,
    earlier=(LUNG_SPO2_FROM_DAYS, LUNG_SPO2_TO_DAYS),
)
trouble = symptom | desaturation
infiltrate = any_of(
    condition(NEW_INFILTRATE).recorded_or_onset_within(LUNG_INFILTRATE_DAYS),
    done(NEW_INFILTRATE, "DiagnosticReport").done_within(LUNG_INFILTRATE_DAYS),
    concluded(NEW_INFILTRATE).done_within(LUNG_INFILTRATE_DAYS),
    any_positive(lab(NEW_INFILTRATE), LUNG_INFILTRATE_DAYS),
)
imaged = found_since(done(CT_CHEST, "DiagnosticReport", "ImagingStudy"), trouble)

drug_induced = condition(ILD_DRUG_INDUCED).recorded_within(LUNG_SYMPTOM_DAYS)
not_imaged_yet = trouble & (ild | infiltrate) & ~imaged

card = Card(
    id="methotrexate-respiratory-symptoms",
    title="Methotrexate in ILD: new respiratory symptoms",
    version="1.0.0",
    owner="rheumatology and pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW, Hook.ORDER_SELECT, Hook.ORDER_SIGN),
    about=record_or_orders_of(methotrexate),
    when=alive
    & (methotrexate.ordered() | (occasion.chart & methotrexate.active() & ~comfort_care))
    & (drug_induced | not_imaged_yet),
    unless=(
        (
            occasion.chart & asked_for_since(chest_ct, drug_induced | trouble, open_within=OPEN_REQUEST_DAYS)
        ).named("a chest CT was asked for since"),
        # An infection explains the symptom, not a lung disease that is coded as the drug's; one that is only suspected
        # is what pneumonitis looks like.
        (found_since(condition(INFECTION_EXPLAINS).confirmed(), trouble) & ~yes(drug_induced)).named(
            "an infection recorded since explains the symptom"
        ),
    ),
    level=(warning(),),
    when_not_known=WhenNotKnown.NAMED_ON_ORDERS,
    contraindication=True,
    summary="Methotrexate with new breathlessness, cough or desaturation: possible pneumonitis or PJP. Hold and image",
    detail=(
        "Pneumonitis is idiosyncratic, at any dose, mostly in the first year: hold methotrexate until explained.",
        "HRCT, blood count with eosinophils, LDH, tests for viruses and Pneumocystis; treat infection first if likely.",
        "Pneumonitis confirmed: do not give it again, and record the adverse reaction.",
    ),
    notes=((~yes(adult), ADULT_THRESHOLDS),),
    suggest=(
        delete_draft(methotrexate).recommended(),
        request(chest_ct).recommended(occasion.chart & ~pregnant),
        request(beta_d_glucan, pneumocystis_pcr),
        request(blood_count),
    ),
    override_reasons=(
        "Symptom explained by infection or heart failure",
        "Imaging and tests done elsewhere",
        "Chronic stable symptom, miscoded as new",
    ),
    sources=(ACR_CHEST_TREATMENT_2023, SERVICE_CHOICE),
    strength=Strength("Practice", "low"),
)
