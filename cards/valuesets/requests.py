"""What is asked for or done: tests, imaging, referrals, procedures.

The files begin with ``order_`` or ``proc_``; a test that is also a result stands in ``results.py``.
"""

from cdshooks.rules.language import site_concept, valueset

# Tests and imaging
FULL_PFT_ORDER = valueset("order_full_pft", words="full lung function test")
LUNG_FUNCTION_ASKED = valueset(
    "order_full_pft",
    "obs_fvc_l",
    "obs_fvc_pct_predicted",
    "obs_dlco_abs",
    "obs_dlco_pct_predicted",
    words="lung function test",
)
# The panel, or the neutrophils of one: a white cell count alone is none.
BLOOD_COUNT = valueset("obs_neutrophils_abs", "order_blood_count", words="blood count with differential")
LYMPHOCYTES_ASKED = valueset("obs_lymphocytes_abs", "order_blood_count", words="lymphocyte count")
CHEST_RADIOGRAPH = valueset("order_chest_radiograph", words="chest X-ray")
HRCT_ORDER = site_concept("hrct-order", "HRCT order")
ECHOCARDIOGRAM_ORDER = valueset("order_echocardiogram", words="echocardiogram")
LIPID_PANEL = valueset("order_lipid_panel", words="lipid panel")
URINALYSIS = valueset("order_urinalysis", words="urinalysis")
OXYGEN_ASSESSMENT = site_concept("oxygen-assessment", "oxygen assessment")

# Referrals and advice
PULMONOLOGY_REFERRAL = valueset("order_pulmonology_referral", words="pulmonology referral")
RHEUMATOLOGY_REFERRAL = valueset("order_rheumatology_referral", words="rheumatology referral")
URGENT_ILD_REVIEW = site_concept("urgent-ild-review", "urgent ILD and rheumatology review")
ILD_DISCUSSION = site_concept("ild-multidisciplinary-discussion", "ILD multidisciplinary discussion")
TRANSPLANT_ASSESSMENT = site_concept("lung-transplant-assessment", "lung transplant referral or assessment")
INFECTIOUS_DISEASE_REFERRAL = valueset(
    "order_infectious_disease_referral", words="infectious-disease consult"
)
NEPHROLOGY_REFERRAL = valueset("order_nephrology_referral", words="nephrology referral")
HEPATOLOGY_REFERRAL = valueset("order_hepatology_referral", words="hepatology referral")
OBSTETRIC_REFERRAL = valueset("order_obstetric_referral", words="obstetric referral")
ALLERGY_REFERRAL = valueset("order_allergy_referral", words="allergy assessment")
PALLIATIVE_REFERRAL = valueset("order_palliative_care_referral", words="palliative care referral")
DOSE_VERIFICATION = site_concept("pharmacist-dose-verification", "pharmacist dose verification")

# Support
PULMONARY_REHABILITATION = valueset("order_pulmonary_rehabilitation", words="pulmonary rehabilitation")
REHABILITATION_HERE = site_concept("pulmonary-rehabilitation", "pulmonary rehabilitation by a local code")
HOME_OXYGEN_ORDER = valueset("order_home_oxygen", words="oxygen at home")
SMOKING_CESSATION = valueset("order_smoking_cessation", words="smoking cessation support")

# Procedures
BRONCHOSCOPY = valueset("proc_bronchoscopy", words="bronchoscopy")
PLASMA_EXCHANGE = valueset("proc_plasma_exchange", words="plasma exchange")
ABDOMINAL_SURGERY = site_concept("abdominal-surgery", "abdominal surgery")
