"""Allergies and intolerances, and the reactions that tell how severe one was.

The files begin with ``allergy_``.
"""

from cdshooks.rules.language import site_concept, valueset

# How the patient reacted
SEVERE_REACTION = valueset("allergy_severe_reaction_markers", words="severe reaction")
GUT_REACTION = site_concept("gastrointestinal-reaction", "reactions of the gut")

# Pneumocystis prophylaxis
SULFONAMIDE_ALLERGY = valueset(
    "allergy_sulfonamide_antibiotic", words="allergy to a sulfonamide antibiotic or trimethoprim"
)
ATOVAQUONE_ALLERGY = valueset("allergy_atovaquone", words="atovaquone allergy")
DAPSONE_ALLERGY = valueset("allergy_dapsone", words="dapsone allergy")
PENTAMIDINE_ALLERGY = valueset("allergy_pentamidine", words="pentamidine allergy")

# Immunosuppressants and antifibrotics
GLUCOCORTICOID_ALLERGY = valueset("allergy_prednisone", words="glucocorticoid allergy")
MYCOPHENOLATE_ALLERGY = valueset("allergy_mycophenolate", words="mycophenolate allergy")
AZATHIOPRINE_ALLERGY = valueset("allergy_azathioprine", words="azathioprine allergy")
CYCLOPHOSPHAMIDE_ALLERGY = valueset("allergy_cyclophosphamide", words="cyclophosphamide allergy")
TACROLIMUS_ALLERGY = valueset("allergy_tacrolimus", words="tacrolimus allergy")
CICLOSPORIN_ALLERGY = valueset("allergy_cyclosporine", words="ciclosporin allergy")
RITUXIMAB_ALLERGY = valueset("allergy_rituximab", words="rituximab allergy")
TOCILIZUMAB_ALLERGY = valueset("allergy_tocilizumab", words="tocilizumab allergy")
JAK_INHIBITOR_ALLERGY = valueset(
    "allergy_jak_inhibitors", "med_jak_inhibitors", words="JAK inhibitor allergy"
)
IMMUNE_GLOBULIN_ALLERGY = valueset("allergy_immunoglobulin_g", words="immune globulin allergy")
CALCIUM_ALLERGY = valueset("allergy_calcium", words="calcium allergy")
VITAMIN_D_ALLERGY = valueset("allergy_vitamin_d", words="vitamin D allergy")
NINTEDANIB_ALLERGY = valueset("allergy_nintedanib", words="nintedanib allergy")
PIRFENIDONE_ALLERGY = valueset("allergy_pirfenidone", words="pirfenidone allergy")

# Vaccines
VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    words="allergy to a vaccine that is not named",
    dropping=("294647003", "294648008", "294649000", "428321000124101"),
)
# No code of an allergy to one of the other vaccines was found: they are told by the code of the vaccine itself,
# and by the words of text_fallback.csv.
INFLUENZA_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_influenza", words="allergy to influenza vaccine", naming=("influenza",)
)
PNEUMOCOCCAL_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_pneumococcal", words="allergy to pneumococcal vaccine", naming=("pneumococcal",)
)
COVID_VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    "imm_covid19",
    words="allergy to COVID-19 vaccine or polyethylene glycol",
    naming=("covid",),
)
ZOSTER_VACCINE_ALLERGY = valueset(
    "allergy_vaccine", "imm_zoster", words="allergy to zoster vaccine", naming=("zoster",)
)
RSV_VACCINE_ALLERGY = valueset(
    "allergy_vaccine",
    "imm_rsv_vaccine",
    words="allergy to RSV vaccine",
    naming=("rsv",),
)

# Food
FOOD_ALLERGY = valueset("allergy_food_ige", words="food allergy")
