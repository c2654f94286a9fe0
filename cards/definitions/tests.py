"""Requests for tests and advice, with the code they go out with and the value set that recognises them."""

from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.valuesets import (
    ALLERGY_REFERRAL,
    ALT,
    ANTI_CCP,
    ANTI_HBC,
    ANTI_JO1,
    ANTI_MDA5,
    ANTI_RO52,
    ANTI_SCL70,
    ANTI_SSA,
    ANTINUCLEAR_ANTIBODY,
    ANTISYNTHETASE_OTHER,
    ARTERIAL_OXYGEN,
    AST,
    BETA_D_GLUCAN,
    BILIRUBIN,
    BLOOD_COUNT,
    BLOOD_FILM,
    BLOOD_PRESSURE,
    BONE_DENSITY,
    CALCINEURIN_TROUGH,
    CORTISOL,
    CREATINE_KINASE,
    CREATININE,
    CT_CHEST,
    DIGOXIN_LEVEL,
    DOSE_VERIFICATION,
    ECHOCARDIOGRAM_ORDER,
    EOSINOPHILS,
    EXERTIONAL_SATURATION,
    EXPOSURE_HISTORY,
    FERRITIN,
    FULL_PFT_ORDER,
    G6PD_ACTIVITY,
    GLUCOSE,
    HBSAG,
    HCG,
    HEPATITIS_C,
    HIV_TEST,
    HOME_OXYGEN_ORDER,
    IGA,
    IGE,
    IGG,
    IGRA,
    ILD_DISCUSSION,
    INFECTIOUS_DISEASE_REFERRAL,
    INR,
    LDH,
    LEUKOCYTES,
    LIPID_PANEL,
    LUNG_FUNCTION_ASKED,
    LYMPHOCYTES,
    METHAEMOGLOBIN,
    MYOSITIS_ANTIBODIES,
    NEPHROLOGY_REFERRAL,
    NUDT15,
    OBSTETRIC_REFERRAL,
    OXYGEN_ASSESSMENT,
    PALLIATIVE_REFERRAL,
    PHENYTOIN_LEVEL,
    PNEUMOCYSTIS_PCR,
    POTASSIUM,
    PULMONARY_REHABILITATION,
    PULMONOLOGY_REFERRAL,
    RESPIRATORY_PCR,
    RHEUMATOID_FACTOR,
    RHEUMATOLOGY_REFERRAL,
    SEASONAL_VACCINE,
    SMOKING_CESSATION,
    STRONGYLOIDES_IGG,
    TRANSPLANT_ASSESSMENT,
    URGENT_ILD_REVIEW,
)
from cdshooks.rules.language import orderables

orderable = orderables(open_days=OPEN_REQUEST_DAYS)

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"

blood_count = orderable("complete blood count with differential", LOINC, "57021-8", BLOOD_COUNT)
leukocyte_count = orderable("white cell count", LOINC, "6690-2", LEUKOCYTES)
liver_tests = orderable("liver tests (ALT)", LOINC, "1742-6", ALT)
ast_test = orderable("AST", LOINC, "1920-8", AST)
bilirubin_test = orderable("total bilirubin", LOINC, "1975-2", BILIRUBIN)
creatinine_test = orderable("serum creatinine", LOINC, "2160-0", CREATININE)
potassium_test = orderable("serum potassium", LOINC, "2823-3", POTASSIUM)
g6pd_test = orderable("G6PD activity", LOINC, "32546-4", G6PD_ACTIVITY)
inr_test = orderable("INR", LOINC, "6301-6", INR).in_time("in 3 to 5 days")
co_oximetry = orderable("co-oximetry (methaemoglobin)", LOINC, "2614-6", METHAEMOGLOBIN)
ciclosporin_level = orderable("ciclosporin trough level", LOINC, "53828-0", CALCINEURIN_TROUGH)
glucose_test = orderable("blood glucose", "", "", GLUCOSE)
phenytoin_level = orderable("phenytoin level", "", "", PHENYTOIN_LEVEL)
digoxin_level = orderable("digoxin level", "", "", DIGOXIN_LEVEL)
hcg_test = orderable("serum pregnancy test (hCG, qualitative)", LOINC, "2118-8", HCG)
infectious_disease_consult = orderable(
    "infectious-disease consult", SNOMED, "306284005", INFECTIOUS_DISEASE_REFERRAL
)
urgent_infectious_disease_consult = infectious_disease_consult.urgent()
obstetric_referral = orderable("obstetric referral", SNOMED, "308484001", OBSTETRIC_REFERRAL)
allergy_assessment = orderable("allergy assessment", SNOMED, "306272008", ALLERGY_REFERRAL)
blood_pressure_checks = orderable("blood pressure once a day", LOINC, "85354-9", BLOOD_PRESSURE)
creatinine_weekly = creatinine_test.in_time("once a week for 8 weeks")
chest_ct = orderable("high-resolution chest CT without contrast", LOINC, "29252-4", CT_CHEST)
chest_ct_of_ild = chest_ct.noting("High resolution; supine, inspiration and expiration, prone if needed.")
full_lung_function = orderable(
    "full lung function: spirometry, volumes and DLCO", SNOMED, "23426006", FULL_PFT_ORDER
)
antinuclear_antibody = orderable("antinuclear antibody", LOINC, "5048-4", ANTINUCLEAR_ANTIBODY)
rheumatoid_factor = orderable("rheumatoid factor", LOINC, "11572-5", RHEUMATOID_FACTOR)
anti_ccp = orderable("anti-CCP antibody", LOINC, "53027-9", ANTI_CCP)
anti_ssa = orderable("anti-SSA antibody", LOINC, "8093-7", ANTI_SSA)
anti_ro52 = orderable("anti-Ro52 antibody", LOINC, "53016-2", ANTI_RO52)
anti_scl70 = orderable("anti-Scl-70 antibody", LOINC, "27416-7", ANTI_SCL70)
anti_jo1 = orderable("anti-Jo-1 antibody", LOINC, "8076-2", ANTI_JO1)
antisynthetase_panel = orderable(
    "antisynthetase antibodies beyond Jo-1", LOINC, "33772-5", ANTISYNTHETASE_OTHER
)
anti_mda5_test = orderable("anti-MDA5 antibody", LOINC, "107563-9", ANTI_MDA5)
myositis_panel = orderable("myositis-specific antibodies", LOINC, "33921-8", MYOSITIS_ANTIBODIES)
creatine_kinase = orderable("creatine kinase", LOINC, "2157-6", CREATINE_KINASE)
hbsag_test = orderable("HBsAg", LOINC, "5196-1", HBSAG)
anti_hbc_test = orderable("anti-HBc", LOINC, "13952-7", ANTI_HBC)
tuberculosis_test = orderable("tuberculosis screen (IGRA)", LOINC, "71773-6", IGRA)
ild_discussion = orderable("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION)
thiopurine_genotype = orderable("TPMT and NUDT15 genotype", LOINC, "93193-1", NUDT15)
tacrolimus_level = orderable("tacrolimus trough level", LOINC, "33929-1", CALCINEURIN_TROUGH).in_time(
    "within 3 days of the first dose"
)
urgent_rheumatology_review = orderable(
    "urgent rheumatology review", SNOMED, "306290009", RHEUMATOLOGY_REFERRAL
).urgent()
urgent_ild_review = orderable("urgent ILD review", SNOMED, "306273003", PULMONOLOGY_REFERRAL).urgent()
igg_test = orderable("IgG", LOINC, "2465-3", IGG)
iga_test = orderable("IgA", LOINC, "2458-8", IGA)
ferritin_test = orderable("ferritin", LOINC, "2276-4", FERRITIN)
ldh_test = orderable("lactate dehydrogenase", LOINC, "2532-0", LDH)
lymphocyte_count = orderable("lymphocyte count", LOINC, "731-0", LYMPHOCYTES)
exertional_oximetry = orderable("oxygen saturation on exertion", LOINC, "89276-0", EXERTIONAL_SATURATION)
ild_review_today = orderable("urgent ILD and rheumatology review", "", "", URGENT_ILD_REVIEW, priority="stat")
beta_d_glucan = orderable("beta-D-glucan", LOINC, "42176-8", BETA_D_GLUCAN)
respiratory_pcr = orderable("respiratory PCR: viruses and Pneumocystis", "", "", RESPIRATORY_PCR)
dose_verification = orderable("pharmacist dose verification", "", "", DOSE_VERIFICATION)
pulmonology_consult = orderable("ILD or pulmonology e-consult", SNOMED, "306275005", PULMONOLOGY_REFERRAL)
pulmonary_rehabilitation = orderable("pulmonary rehabilitation", SNOMED, "15081005", PULMONARY_REHABILITATION)
smoking_cessation_support = orderable(
    "referral to a stop-smoking clinic", SNOMED, "315232003", SMOKING_CESSATION
)
palliative_care = orderable(
    "palliative care referral for breathlessness and support", SNOMED, "306237005", PALLIATIVE_REFERRAL
)
oxygen_assessment = orderable(
    "oxygen assessment: titration at rest, walking and asleep", "", "", OXYGEN_ASSESSMENT
)
home_oxygen = orderable("oxygen at home", SNOMED, "426990007", HOME_OXYGEN_ORDER)
arterial_blood_gas = orderable("arterial blood gas", LOINC, "2703-7", ARTERIAL_OXYGEN)
chest_ct_of_choice = orderable(
    "chest CT: high-resolution or pulmonary angiogram, as the clinician judges", LOINC, "24627-2", CT_CHEST
)
bone_density = orderable(
    "DXA (bone density) with vertebral fracture assessment", LOINC, "38268-9", BONE_DENSITY
)
seasonal_vaccine = orderable("COVID-19 or RSV vaccine of the season", "", "", SEASONAL_VACCINE)
vaccine_advice = orderable(
    "infectious-disease or travel-clinic advice on the vaccine",
    SNOMED,
    "306284005",
    INFECTIOUS_DISEASE_REFERRAL,
)
blood_film = orderable("blood film", LOINC, "5909-7", BLOOD_FILM)
nephrology_referral = orderable("nephrology referral", SNOMED, "306286007", NEPHROLOGY_REFERRAL)
blood_pressure_now = orderable("blood pressure", LOINC, "85354-9", BLOOD_PRESSURE)
pneumocystis_pcr = orderable("Pneumocystis PCR", LOINC, "6521-9", PNEUMOCYSTIS_PCR)
lung_function_again = orderable(
    "full lung function: spirometry, volumes and DLCO", SNOMED, "23426006", LUNG_FUNCTION_ASKED
)
echocardiogram = orderable("echocardiogram", SNOMED, "40701008", ECHOCARDIOGRAM_ORDER)
exposure_history = orderable(
    "exposure history for hypersensitivity pneumonitis and serum IgG precipitins", "", "", EXPOSURE_HISTORY
)
respiratory_referral = orderable("respiratory or allergy referral", SNOMED, "306275005", PULMONOLOGY_REFERRAL)
transplant_assessment = orderable("lung transplant referral or assessment", "", "", TRANSPLANT_ASSESSMENT)
palliative_referral = orderable("palliative care referral", SNOMED, "306237005", PALLIATIVE_REFERRAL)
lipid_panel = orderable("lipid panel", LOINC, "24331-1", LIPID_PANEL)
hepatitis_c_test = orderable("hepatitis C antibody", LOINC, "13955-0", HEPATITIS_C)
hiv_test = orderable("HIV test", "", "", HIV_TEST)
strongyloides_test = orderable("Strongyloides IgG", "", "", STRONGYLOIDES_IGG)
urgent_ild_centre_advice = orderable(
    "urgent advice of an ILD centre", SNOMED, "306275005", PULMONOLOGY_REFERRAL
).urgent()
morning_cortisol = orderable("morning cortisol", LOINC, "2143-6", CORTISOL).in_time(
    "before the last steps of the taper"
)
total_ige_test = orderable("total IgE", LOINC, "19113-0", IGE)
eosinophil_count = orderable("eosinophil count", LOINC, "711-2", EOSINOPHILS)
eosinophilic_lung_consult = orderable(
    "allergy or eosinophilic lung disease consult", SNOMED, "306272008", ALLERGY_REFERRAL
)
