"""Drugs, by class or substance: orders, statements, what was handed out and what was given.

The files begin with ``med_``.
"""

from cdshooks.rules.language import site_concept, valueset

# Glucocorticoids
SYSTEMIC_GLUCOCORTICOID = valueset("med_glucocorticoid_systemic", words="systemic glucocorticoid")
GLUCOCORTICOID_NOT_SYSTEMIC = valueset(
    "med_glucocorticoid_excluded_nonsystemic", words="glucocorticoid that is not systemic"
)
BUDESONIDE_ORAL = valueset("med_glucocorticoid_oral_low_systemic_budesonide", words="oral budesonide")

# Immunosuppressants
MYCOPHENOLATE = valueset("med_mycophenolate", words="mycophenolate")
AZATHIOPRINE = valueset("med_azathioprine", words="azathioprine")
METHOTREXATE = valueset("med_methotrexate", words="methotrexate")
LEFLUNOMIDE = valueset("med_leflunomide", words="leflunomide")
CYCLOPHOSPHAMIDE = valueset("med_cyclophosphamide", words="cyclophosphamide")
OTHER_CSDMARD = valueset("med_csdmard_other", words="hydroxychloroquine, sulfasalazine or mercaptopurine")
CALCINEURIN_INHIBITOR = valueset("med_calcineurin_inhibitors", words="calcineurin inhibitor")
MTOR_INHIBITOR = valueset("med_mtor", words="mTOR inhibitor")
JAK_INHIBITOR = valueset("med_jak_inhibitors", words="JAK inhibitor")
JAK_INHIBITOR_EXTENDED_RELEASE = valueset(
    "med_jak_inhibitors", words="extended-release JAK inhibitor", naming=("extended release",)
)
ANTI_CD20 = valueset("med_rituximab_and_anti_cd20", words="rituximab or another anti-CD20 antibody")
IL6_INHIBITOR = valueset("med_tocilizumab_sarilumab_il6", words="interleukin-6 inhibitor")
IL1_INHIBITOR = valueset("med_anakinra_il1", words="interleukin-1 inhibitor")
TNF_INHIBITOR = valueset("med_tnf_inhibitors", words="TNF inhibitor")
ABATACEPT = valueset("med_abatacept", words="abatacept")
OTHER_BIOLOGIC = valueset("med_other_biologic", words="other biologic")
IMMUNE_GLOBULIN = valueset("med_ivig_scig", words="immune globulin")

# Lungs
ANTIFIBROTIC = valueset("med_antifibrotic", words="antifibrotic")
INHALED_BRONCHODILATOR = valueset("med_inhaled_bronchodilator", words="inhaled bronchodilator")
OMALIZUMAB = valueset("med_omalizumab", words="omalizumab")

# Against Pneumocystis, and what looks like it
TMP_SMX = valueset("med_tmp_smx", words="TMP-SMX")
SULFAMETHOXAZOLE_ALONE = valueset("med_sulfamethoxazole_alone", words="sulfamethoxazole")
TRIMETHOPRIM_ALONE = valueset("med_trimethoprim_alone_not_pjp_prophylaxis", words="trimethoprim")
ATOVAQUONE = valueset("med_atovaquone", words="atovaquone")
DAPSONE = valueset("med_dapsone", words="dapsone")
PENTAMIDINE = valueset("med_pentamidine", words="pentamidine")
PENTAMIDINE_INHALED = valueset("med_pentamidine_inhaled", words="inhaled pentamidine")
PYRIMETHAMINE_OR_OTHER = valueset("med_pjp_other", words="clindamycin, primaquine or pyrimethamine")

# Against other infections
TUBERCULOSIS_PREVENTION = valueset("med_ltbi_therapy", words="isoniazid or a rifamycin")
HEPATITIS_B_ANTIVIRAL = valueset("med_hbv_antivirals", words="antiviral against hepatitis B")

# Potassium, heart and clotting
ACE_INHIBITOR = valueset("med_acei", words="ACE inhibitor")
ANGIOTENSIN_BLOCKER = valueset("med_arb_arni", words="angiotensin receptor blocker")
POTASSIUM_SPARING = valueset("med_mra_potassium_sparing", words="potassium-sparing diuretic")
POTASSIUM_SUPPLEMENT = valueset("med_potassium_supplement", words="potassium supplement")
DIGOXIN = valueset("med_digoxin", words="digoxin")
DOFETILIDE = valueset("med_dofetilide", words="dofetilide")
WARFARIN = valueset("med_warfarin", words="warfarin")
DIRECT_ORAL_ANTICOAGULANT = valueset("med_doac_antiplatelet_context", words="direct oral anticoagulant")

# Enzymes by which other drugs are broken down
ENZYME_INHIBITOR = valueset("med_cyp3a4_pgp_inhibitors", words="enzyme inhibitor")
ENZYME_INDUCER = valueset("med_cyp3a4_pgp_inducers", words="enzyme inducer")
CYP1A2_INHIBITOR = valueset("med_cyp1a2_strong_moderate_inhibitors", words="CYP1A2 inhibitor")
XANTHINE_OXIDASE_INHIBITOR = valueset("med_xanthine_oxidase_inhibitors", words="allopurinol or febuxostat")
TOPIROXOSTAT = site_concept("topiroxostat", "topiroxostat")

# Sugar, bones, smoking
SULFONYLUREA = valueset("med_sulfonylurea", words="sulfonylurea")
CALCIUM_OR_VITAMIN_D = valueset("med_calcium_vitd", words="calcium or vitamin D")
OSTEOPOROSIS_DRUG = valueset("med_bisphosphonates_osteoporosis", words="osteoporosis drug")
SMOKING_CESSATION_DRUG = valueset("med_smoking_cessation", words="drug against smoking")
