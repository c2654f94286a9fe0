"""What each value set of results measures: its canonical unit and the spellings of units that are read.

Molar conversions and DLCO between SI and traditional units are no matter of units alone (they need a
molar mass or volume), so their factors stand here as numbers; ``cards/tables/units.csv`` says whence.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from cdshooks.patient.unit_spellings import ONE, Factor, Measure, fold, measured_in, same

_RATIO = ("1", "{ratio}", "ratio", "[ratio]", "fraction")
_PERCENT = ("%", "percent", "pct", "%pred", "%predicted", "%ofpredicted", "% of pred", "%ref", "%soll")

_LITRES = same("L", "liter", "liters", "litre", "litres", "LBTPS", "L btps", "L(BTPS)") | same(
    "mL", "milliliter", "milliliters", "millilitre", "cc", "cm3", divided_by="1000"
)
# README 2.2: outside these a forced vital capacity, or a percentage of a predicted value, is not read.
_VITAL_CAPACITY = measured_in("L", _LITRES, lowest=Decimal("0.5"), highest=Decimal(8))
_PERCENT_PREDICTED = measured_in(
    "%",
    same(*_PERCENT) | same(*_RATIO, times="100"),
    lowest=Decimal(10),
    highest=Decimal(200),
    ratio_up_to=Decimal(3),
    bare_percent_up_to=Decimal(200),
)
_SATURATION = measured_in(
    "%",
    same("%", "percent", "pct", "%sat", "%saturation") | same(*_RATIO, times="100"),
    highest=Decimal(100),
    ratio_up_to=ONE,
    bare_percent_up_to=Decimal(100),
)
_LUNG_RATIO = measured_in(
    "1",
    same(*_RATIO) | same("%", "percent", "pct", divided_by="100"),
    highest=Decimal("1.5"),
    ratio_up_to=ONE,
    bare_percent_up_to=Decimal(150),
)
_SHARE_UNITS = (
    "%",
    "percent",
    "pct",
    "% total",
    "% of total",
    "% of total Hb",
    "% of total Hgb",
    "% of total hemoglobin",
)
_SHARE = measured_in("%", same(*_SHARE_UNITS) | same(*_RATIO, times="100"), highest=Decimal(100))
_CELL_COUNT = measured_in(
    "10*9/L",
    same(
        "10*9/L", "10*3/uL", "10*3/mm3", "10*3/cumm", "K/uL", "k/uL", "K/mm3", "K/cumm", "K/cu mm",
        "thou/mm3", "thou/uL", "thou/cumm", "thousand/uL", "thousands/uL", "th/uL", "tsd/uL", "tsd./uL",
        "1000/uL", "thousand/mm3", "th/mm3",
        "G/L", "Giga/L", "bil/L", "billion/L", "x1000/uL", "/nL", "10*3/mm*3", "Gpt/L", "E9/L",
        "10*3cells/uL", "10*9cells/L", "cells/nL", "thous/uL", "thous/mm3", "th/cumm", "thous/cumm",
    )
    | same(
        "/uL", "cells/uL", "cell/uL", "/mm3", "cells/mm3", "/cumm", "cells/cumm", "#/uL", "10*6/L",
        "1/uL", "1/mm3", "cmm", "/cmm", "/mm*3", "cells/mm*3", "Mpt/L", divided_by="1000",
    )
    | same("10*2/uL", "10*2/mm3", divided_by="10")
    | same("10*4/uL", "10*4/mm3", times="10"),
)  # fmt: skip
_MASS_PER_DL = same("mg/dL", "mg/100mL", "mg%") | same("mg/L", "ug/mL", "mcg/mL", divided_by="10")
_GRAMS_PER_DL = same("g/dL", "gm/dL", "gr/dL", "g%", "gm%", "g/100mL") | same("g/L", "mg/mL", divided_by="10")
_CREATININE = measured_in(
    "mg/dL",
    _MASS_PER_DL
    | same("umol/L", "mcmol/L", "micromol/L", "uM", divided_by="88.4")
    | same("mmol/L", divided_by="0.0884"),
)
_BILIRUBIN = measured_in(
    "mg/dL", _MASS_PER_DL | same("umol/L", "mcmol/L", "micromol/L", "uM", divided_by="17.104")
)
_ENZYME = measured_in(
    "U/L",
    same("U/L", "IU/L", "[IU]/L", "[iU]/L", "units/L", "mU/mL", "mIU/mL", "unit/L", "UI/L", "E/L")
    | same("ukat/L", "mckat/L", "microkat/L", times="60")
    | same("nkat/L", times="0.06"),
)
_MEASURES: dict[str, Measure] = {
    "vital capacity": _VITAL_CAPACITY,
    "lung volume": measured_in("L", _LITRES),
    "percent predicted": _PERCENT_PREDICTED,
    "saturation": _SATURATION,
    "lung ratio": _LUNG_RATIO,
    "share": _SHARE,
    "cell count": _CELL_COUNT,
    "creatinine": _CREATININE,
    "bilirubin": _BILIRUBIN,
    "enzyme": _ENZYME,
    "grade of breathlessness": measured_in(
        "1", same("1", "{score}", "{grade}", "grade", "score"), highest=Decimal(4), bare=True
    ),
    "potassium": measured_in("mmol/L", same("mmol/L", "meq/L", "mEq/L", "mval/L", "mM")),
    "dlco": measured_in(
        "mL/min/mm[Hg]",
        same(
            "mL/min/mm[Hg]",
            "mL/min/mmHg",
            "cm3/min/mm[Hg]",
            "mL/(min*mmHg)",
            "mL/mmHg/min",
            "mL/(min.mm[Hg])",
            "mL/min/Torr",
        )
        | same("mmol/min/kPa", "mmol/(min.kPa)", "mmol/(min*kPa)", "mmol/kPa/min", times="2.986"),
    ),
    "gfr": measured_in(
        "mL/min/{1.73_m2}",
        same(
            "mL/min/{1.73_m2}",
            "mL/min/1.73m2",
            "mL/min/1.73.m2",
            "mL/min/1.73m*2",
            "mL/min/1.73_m2",
            "mL/min",
            "mL/min/1.73 m^2",
            "mL/min/1.73 m²",
            "mL/min/1.73",
            "mL/min/1.73sqm",
            "mL/min/1.73 sq m",
            "mL/min/1.73 sq.m",
            "mL/min/[1.73_m2]",
            "mL/min/1.73 m2 BSA",
            "mL/min/1.73/m2",
            "mL/min/{1.73}m2",
            "mL/min per 1.73 m2",
            "mL/min/1.73 qm",
        )
        | same("mL/s/{1.73_m2}", "mL/s/1.73m2", times="60"),
        bare_at_least=True,
        bare_below_from=Decimal(5),
    ),
    "ige": measured_in(
        "k[IU]/L",
        same("k[IU]/L", "[IU]/mL", "IU/mL", "kU/L", "KU/L", "kIU/L", "U/mL", "[iU]/mL", "kUI/L", "UI/mL")
        | same("kIE/L", "kE/L", "IE/mL", "E/mL")
        | same("ng/mL", "ug/L", "mcg/L", divided_by="2.42"),
    ),
    "specific ige": measured_in(
        "kU/L", same("kU/L", "kUA/L", "kU(A)/L", "k[IU]/L", "kIU/L", "[IU]/mL", "IU/mL", "UA/mL", "U/mL")
    ),
    # In moles of the single chain with its haem, as laboratories report it: 16.1 kg/mol.
    "haemoglobin": measured_in("g/dL", _GRAMS_PER_DL | same("mmol/L", times="1.611")),
    "albumin": measured_in("g/dL", _GRAMS_PER_DL | same("mg/dL", "mg%", "mg/100mL", divided_by="1000")),
    "immunoglobulin": measured_in(
        "g/L",
        same("g/L", "gm/L", "mg/mL")
        | same("mg/dL", "mg/100mL", "mg%", divided_by="100")
        | same("mg/L", "ug/mL", "mcg/mL", divided_by="1000")
        | same("g/dL", "gm/dL", "g%", "g/100mL", times="10"),
    ),
    "hcg": measured_in(
        "[IU]/L",
        same("[IU]/L", "IU/L", "U/L", "UI/L", "m[IU]/mL", "mIU/mL", "mU/mL", "mUI/mL", "[iU]/L", "MIU/ML")
        | same("[IU]/mL", "IU/mL", times="1000"),
    ),
    "hbv dna": measured_in("[IU]/mL", same("[IU]/mL", "IU/mL", "[iU]/mL")),
    "g6pd": measured_in(
        "U/g{Hb}", same("U/g{Hb}", "U/gHb", "U/g Hb", "IU/g Hb", "U/g", "[IU]/g", "U/g hgb", "IU/g")
    ),
    "weight": measured_in(
        "kg",
        same("kg", "kgs", "kilogram", "kilograms", "kilo")
        | same("g", "gram", "grams", "gm", divided_by="1000")
        | same("[lb_av]", "lb", "lbs", "lb_av", "pound", "pounds", "[lb]", times="0.45359237")
        | same("[oz_av]", "oz", "ounce", "ounces", times="0.028349523125"),
    ),
    "height": measured_in(
        "cm",
        same("cm", "centimeter", "centimeters", "centimetre")
        | same("m", "meter", "metre", times="100")
        | same("mm", divided_by="10")
        | same("[in_i]", "in", "inch", "inches", "[in_us]", times="2.54")
        | same("[ft_i]", "ft", "feet", times="30.48"),
    ),
    "distance": measured_in(
        "m",
        same("m", "meter", "meters", "metre", "metres", "m/(6.min)", "m/6min")
        | same("[ft_i]", "ft", "feet", times="0.3048"),
    ),
    "pressure": measured_in("mm[Hg]", same("mm[Hg]", "mmHg", "mm hg", "torr") | same("kPa", times="7.5")),
    "oxygen flow": measured_in(
        "L/min",
        same(
            "L/min",
            "lpm",
            "l/m",
            "L/minute",
            "liters/min",
            "liter/min",
            "litres/min",
            "litre/min",
            "L per min",
        )
        | same("mL/min", divided_by="1000"),
    ),
    "inr": measured_in("1", same("1", "{INR}", "INR", "ratio", "[INR]"), bare=True),
    "drug level": measured_in("ng/mL", same("ng/mL", "ug/L", "mcg/L") | same("mg/L", "ug/mL", times="1000")),
    "crp": measured_in(
        "mg/L",
        same("mg/L", "ug/mL", "mcg/mL")
        | same("mg/dL", "mg/100mL", "mg%", times="10")
        | same("ug/L", "mcg/L", "ng/mL", divided_by="1000"),
    ),
    "sedimentation": measured_in("mm/h", same("mm/h", "mm/hr", "mm/hour", "mm/1h", "mm/(1.h)")),
    "ferritin": measured_in("ug/L", same("ug/L", "mcg/L", "ng/mL", "ng/ml")),
    "natriuretic peptide": measured_in("pg/mL", same("pg/mL", "ng/L")),
    "cortisol": measured_in(
        "ug/dL",
        same("ug/dL", "mcg/dL", "ug/100mL", "ug%")
        | same("ug/L", "mcg/L", "ng/mL", divided_by="10")
        | same("nmol/L", divided_by="27.59"),
    ),
    "temperature": measured_in(
        "Cel",
        same("Cel", "C", "deg C", "degC", "°C", "celsius")
        | dict.fromkeys(
            ("[degF]", "F", "deg F", "degF", "fahrenheit"), Factor(Decimal(5), Decimal(9), Decimal(-160))
        ),
    ),
}

_MEASURE_OF: dict[str, str] = {
    "obs_fvc_l": "vital capacity",
    **dict.fromkeys(("obs_fev1_l", "obs_tlc"), "lung volume"),
    **dict.fromkeys(
        ("obs_fvc_pct_predicted", "obs_dlco_pct_predicted", "obs_fev1_pct_predicted", "obs_tlc_pct_predicted",
         "obs_kco_pct_predicted"), "percent predicted",
    ),
    **dict.fromkeys(("obs_spo2", "obs_spo2_exertional"), "saturation"),
    "obs_fev1_fvc_ratio": "lung ratio",
    **dict.fromkeys(
        ("obs_methemoglobin", "obs_eosinophils_pct", "obs_lymphocytes_pct", "obs_cd4_pct"), "share"
    ),
    **dict.fromkeys(
        ("obs_eosinophils_abs", "obs_lymphocytes_abs", "obs_neutrophils_abs", "obs_wbc", "obs_cd4_abs",
         "obs_platelets"), "cell count",
    ),
    **dict.fromkeys(("obs_alt", "obs_ast", "obs_alp", "obs_ggt", "obs_ck", "obs_ldh"), "enzyme"),
    **dict.fromkeys(("obs_igg", "obs_iga", "obs_igg_subclass4"), "immunoglobulin"),
    **dict.fromkeys(("obs_bp", "obs_abg_pao2"), "pressure"),
    "obs_creatinine": "creatinine",
    "obs_bilirubin_total": "bilirubin",
    "obs_potassium": "potassium",
    "obs_dlco_abs": "dlco",
    "obs_egfr": "gfr",
    "obs_ige_total": "ige",
    "obs_aspergillus_fumigatus_ige": "specific ige",
    "obs_hemoglobin": "haemoglobin",
    "obs_albumin": "albumin",
    "obs_hcg": "hcg",
    "obs_hbv_dna": "hbv dna",
    "obs_g6pd_quantitative": "g6pd",
    "obs_body_weight": "weight",
    "obs_body_height": "height",
    "obs_6mwd": "distance",
    # One value set holds the flow and the inspired fraction: the fraction is asked for by its own name.
    "obs_fio2_o2flow": "oxygen flow",
    "obs_fio2": "share",
    "obs_inr": "inr",
    "obs_cni_trough": "drug level",
    "obs_crp": "crp",
    "obs_esr": "sedimentation",
    "obs_ferritin": "ferritin",
    "obs_bnp_ntprobnp": "natriuretic peptide",
    "obs_cortisol": "cortisol",
    "obs_body_temp": "temperature",
    "site:mmrc-dyspnoea-grade": "grade of breathlessness",
}  # fmt: skip

_EVERY_SPELLING = frozenset(spelling for measure in _MEASURES.values() for spelling in measure.spellings)


@lru_cache(maxsize=4096)
def measure_of(value_set: str) -> Measure | None:
    """What a value set measures; ``None`` for one whose results are not numbers that are compared.

    A derived set is measured as the set whose name its own begins with: ``obs_bp_systolic`` as ``obs_bp``.
    """
    name = value_set
    while name not in _MEASURE_OF:
        name, separator, _suffix = name.rpartition("_")
        if not separator:
            return None
    return _MEASURES[_MEASURE_OF[name]]


def is_a_unit(written: str) -> bool:
    """Whether this spells a unit of any measure at all."""
    return fold(written) in _EVERY_SPELLING
