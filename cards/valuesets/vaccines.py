"""Vaccines, given or proposed.

The files begin with ``imm_``.
"""

from cdshooks.rules.language import site_concept, valueset

# Due
INFLUENZA_VACCINE = valueset("imm_influenza", words="influenza vaccine")
INACTIVATED_INFLUENZA_VACCINE = valueset(
    "imm_influenza",
    words="inactivated influenza vaccine",
    without=("imm_live_vaccines_contraindicated",),
    dropping=("151",),
)
PNEUMOCOCCAL_VACCINE = valueset("imm_pneumococcal", words="pneumococcal vaccine")
PCV15 = valueset("imm_pneumococcal", words="pneumococcal vaccine PCV15", naming=("pcv15",))
PCV20_OR_21 = valueset(
    "imm_pneumococcal", words="pneumococcal vaccine PCV20 or PCV21", naming=("pcv20", "pcv21")
)
PPSV23 = valueset(
    "imm_pneumococcal", words="pneumococcal vaccine PPSV23", naming=("polysaccharide vaccine, 23",)
)
COVID_VACCINE = valueset("imm_covid19", words="COVID-19 vaccine")
ZOSTER_VACCINE = valueset("imm_zoster", words="zoster vaccine")
RECOMBINANT_ZOSTER_VACCINE = valueset(
    "imm_zoster", words="recombinant zoster vaccine", naming=("recombinant",)
)
RSV_VACCINE = valueset("imm_rsv_vaccine", words="RSV vaccine")
VACCINES_DUE = valueset(
    "imm_influenza",
    "imm_pneumococcal",
    "imm_covid19",
    "imm_zoster",
    "imm_rsv_vaccine",
    words="influenza, pneumococcal, COVID-19, zoster or RSV vaccine",
)
SEASONAL_VACCINE = site_concept("covid-19-or-rsv-vaccine", "COVID-19 or RSV vaccine of the season")

# Live
LIVE_VACCINE = valueset("imm_live_vaccines_contraindicated", words="live vaccine")
LIVE_INFLUENZA_VACCINE = valueset(
    "imm_live_vaccines_contraindicated",
    words="live influenza vaccine",
    naming=("influenza",),
    dropping=("125",),
)
LIVE_ZOSTER_VACCINE = valueset(
    "imm_live_vaccines_contraindicated", words="live zoster vaccine", naming=("zoster",)
)
