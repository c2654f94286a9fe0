"""Requests for tests and advice, with the code they go out with and the value set that recognises them."""

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
    NEUTROPHILS,
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
from cdshooks.rules.language import TestOrder

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"

blood_count = TestOrder("complete blood count with differential", LOINC, "751-8", NEUTROPHILS)
leukocyte_count = TestOrder("white cell count", LOINC, "6690-2", LEUKOCYTES)
liver_tests = TestOrder("liver tests (ALT)", LOINC, "1742-6", ALT)
ast_test = TestOrder("AST", LOINC, "1920-8", AST)
bilirubin_test = TestOrder("total bilirubin", LOINC, "1975-2", BILIRUBIN)
creatinine_test = TestOrder("serum creatinine", LOINC, "2160-0", CREATININE)
potassium_test = TestOrder("serum potassium", LOINC, "2823-3", POTASSIUM)
g6pd_test = TestOrder("G6PD activity", LOINC, "32546-4", G6PD_ACTIVITY)
inr_test = TestOrder("INR", LOINC, "6301-6", INR).in_time("in 3 to 5 days")
co_oximetry = TestOrder("co-oximetry (methaemoglobin)", LOINC, "2614-6", METHAEMOGLOBIN)
ciclosporin_level = TestOrder("ciclosporin trough level", LOINC, "53828-0", CALCINEURIN_TROUGH)
glucose_test = TestOrder("blood glucose", "", "", GLUCOSE)
phenytoin_level = TestOrder("phenytoin level", "", "", PHENYTOIN_LEVEL)
digoxin_level = TestOrder("digoxin level", "", "", DIGOXIN_LEVEL)
hcg_test = TestOrder("serum pregnancy test (hCG, qualitative)", LOINC, "2118-8", HCG)
infectious_disease_consult = TestOrder(
    "infectious-disease consult", SNOMED, "306284005", INFECTIOUS_DISEASE_REFERRAL
)
urgent_infectious_disease_consult = infectious_disease_consult.urgent()
obstetric_referral = TestOrder("obstetric referral", SNOMED, "308484001", OBSTETRIC_REFERRAL)
allergy_assessment = TestOrder("allergy assessment", SNOMED, "306272008", ALLERGY_REFERRAL)
blood_pressure_checks = TestOrder("blood pressure once a day", LOINC, "85354-9", BLOOD_PRESSURE)
creatinine_weekly = creatinine_test.in_time("once a week for 8 weeks")
chest_ct = TestOrder("high-resolution chest CT without contrast", LOINC, "29252-4", CT_CHEST)
full_lung_function = TestOrder(
    "full lung function: spirometry, volumes and DLCO", SNOMED, "23426006", FULL_PFT_ORDER
)
antinuclear_antibody = TestOrder("antinuclear antibody", LOINC, "5048-4", ANTINUCLEAR_ANTIBODY)
rheumatoid_factor = TestOrder("rheumatoid factor", LOINC, "11572-5", RHEUMATOID_FACTOR)
anti_ccp = TestOrder("anti-CCP antibody", LOINC, "53027-9", ANTI_CCP)
anti_ssa = TestOrder("anti-SSA antibody", LOINC, "8093-7", ANTI_SSA)
anti_ro52 = TestOrder("anti-Ro52 antibody", LOINC, "53016-2", ANTI_RO52)
anti_scl70 = TestOrder("anti-Scl-70 antibody", LOINC, "27416-7", ANTI_SCL70)
anti_jo1 = TestOrder("anti-Jo-1 antibody", LOINC, "8076-2", ANTI_JO1)
antisynthetase_panel = TestOrder(
    "antisynthetase antibodies beyond Jo-1", LOINC, "33772-5", ANTISYNTHETASE_OTHER
)
anti_mda5_test = TestOrder("anti-MDA5 antibody", LOINC, "107563-9", ANTI_MDA5)
myositis_panel = TestOrder("myositis-specific antibodies", LOINC, "33921-8", MYOSITIS_ANTIBODIES)
creatine_kinase = TestOrder("creatine kinase", LOINC, "2157-6", CREATINE_KINASE)
hbsag_test = TestOrder("HBsAg", LOINC, "5196-1", HBSAG)
anti_hbc_test = TestOrder("anti-HBc", LOINC, "13952-7", ANTI_HBC)
tuberculosis_test = TestOrder("tuberculosis screen (IGRA)", LOINC, "71773-6", IGRA)
ild_discussion = TestOrder("ILD multidisciplinary discussion", "", "", ILD_DISCUSSION)
thiopurine_genotype = TestOrder("TPMT and NUDT15 genotype", LOINC, "93193-1", NUDT15)
tacrolimus_level = TestOrder("tacrolimus trough level", LOINC, "33929-1", CALCINEURIN_TROUGH).in_time(
    "within 3 days of the first dose"
)
urgent_rheumatology_review = TestOrder(
    "urgent rheumatology review", SNOMED, "306290009", RHEUMATOLOGY_REFERRAL
).urgent()
urgent_ild_review = TestOrder("urgent ILD review", SNOMED, "306273003", PULMONOLOGY_REFERRAL).urgent()
igg_test = TestOrder("IgG", LOINC, "2465-3", IGG)
iga_test = TestOrder("IgA", LOINC, "2458-8", IGA)
ferritin_test = TestOrder("ferritin", LOINC, "2276-4", FERRITIN)
ldh_test = TestOrder("lactate dehydrogenase", LOINC, "2532-0", LDH)
lymphocyte_count = TestOrder("lymphocyte count", LOINC, "731-0", LYMPHOCYTES)
exertional_oximetry = TestOrder("oxygen saturation on exertion", LOINC, "89276-0", EXERTIONAL_SATURATION)
ild_review_today = TestOrder("urgent ILD and rheumatology review", "", "", URGENT_ILD_REVIEW, priority="stat")
beta_d_glucan = TestOrder("beta-D-glucan", LOINC, "42176-8", BETA_D_GLUCAN)
respiratory_pcr = TestOrder("respiratory PCR: viruses and Pneumocystis", "", "", RESPIRATORY_PCR)
dose_verification = TestOrder("pharmacist dose verification", "", "", DOSE_VERIFICATION)
pulmonology_consult = TestOrder("ILD or pulmonology e-consult", SNOMED, "306275005", PULMONOLOGY_REFERRAL)
pulmonary_rehabilitation = TestOrder("pulmonary rehabilitation", SNOMED, "15081005", PULMONARY_REHABILITATION)
smoking_cessation_support = TestOrder(
    "referral to a stop-smoking clinic", SNOMED, "315232003", SMOKING_CESSATION
)
palliative_care = TestOrder(
    "palliative care referral for breathlessness and support", SNOMED, "306237005", PALLIATIVE_REFERRAL
)
oxygen_assessment = TestOrder(
    "oxygen assessment: titration at rest, walking and asleep", "", "", OXYGEN_ASSESSMENT
)
home_oxygen = TestOrder("oxygen at home", SNOMED, "426990007", HOME_OXYGEN_ORDER)
arterial_blood_gas = TestOrder("arterial blood gas", LOINC, "2703-7", ARTERIAL_OXYGEN)
chest_ct_of_choice = TestOrder(
    "chest CT: high-resolution or pulmonary angiogram, as the clinician judges", LOINC, "24627-2", CT_CHEST
)
bone_density = TestOrder(
    "DXA (bone density) with vertebral fracture assessment", LOINC, "38268-9", BONE_DENSITY
)
seasonal_vaccine = TestOrder("COVID-19 or RSV vaccine of the season", "", "", SEASONAL_VACCINE)
vaccine_advice = TestOrder(
    "infectious-disease or travel-clinic advice on the vaccine",
    SNOMED,
    "306284005",
    INFECTIOUS_DISEASE_REFERRAL,
)
blood_film = TestOrder("blood film", LOINC, "5909-7", BLOOD_FILM)
nephrology_referral = TestOrder("nephrology referral", SNOMED, "306286007", NEPHROLOGY_REFERRAL)
blood_pressure_now = TestOrder("blood pressure", LOINC, "85354-9", BLOOD_PRESSURE)
pneumocystis_pcr = TestOrder("Pneumocystis PCR", LOINC, "6521-9", PNEUMOCYSTIS_PCR)
lung_function_again = TestOrder(
    "full lung function: spirometry, volumes and DLCO", SNOMED, "23426006", LUNG_FUNCTION_ASKED
)
echocardiogram = TestOrder("echocardiogram", SNOMED, "40701008", ECHOCARDIOGRAM_ORDER)
exposure_history = TestOrder(
    "exposure history for hypersensitivity pneumonitis and serum IgG precipitins", "", "", EXPOSURE_HISTORY
)
respiratory_referral = TestOrder("respiratory or allergy referral", SNOMED, "306275005", PULMONOLOGY_REFERRAL)
transplant_assessment = TestOrder("lung transplant referral or assessment", "", "", TRANSPLANT_ASSESSMENT)
palliative_referral = TestOrder("palliative care referral", SNOMED, "306237005", PALLIATIVE_REFERRAL)
lipid_panel = TestOrder("lipid panel", LOINC, "24331-1", LIPID_PANEL)
hepatitis_c_test = TestOrder("hepatitis C antibody", LOINC, "13955-0", HEPATITIS_C)
hiv_test = TestOrder("HIV test", "", "", HIV_TEST)
strongyloides_test = TestOrder("Strongyloides IgG", "", "", STRONGYLOIDES_IGG)
urgent_ild_centre_advice = TestOrder(
    "urgent advice of an ILD centre", SNOMED, "306275005", PULMONOLOGY_REFERRAL
).urgent()
morning_cortisol = TestOrder("morning cortisol", LOINC, "2143-6", CORTISOL).in_time(
    "before the last steps of the taper"
)
total_ige_test = TestOrder("total IgE", LOINC, "19113-0", IGE)
eosinophil_count = TestOrder("eosinophil count", LOINC, "711-2", EOSINOPHILS)
eosinophilic_lung_consult = TestOrder(
    "allergy or eosinophilic lung disease consult", SNOMED, "306272008", ALLERGY_REFERRAL
)
