"""What each value set of results measures: its canonical unit and the spellings of units that are read.

Molar conversions and DLCO between SI and traditional units are no matter of units alone (they need a
molar mass or volume), so their factors stand here as numbers; ``cards/tables/units.csv`` says whence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cdshooks.patient.facts import INFINITE

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Factor:
    """How a written number becomes one in the canonical unit: (number x times + plus) / divided_by."""

    times: Decimal = ONE
    divided_by: Decimal = ONE
    plus: Decimal = ZERO

    def apply(self, value: Decimal) -> Decimal:
        return (value * self.times + self.plus) / self.divided_by


@dataclass(frozen=True)
class Measure:
    """What a group of value sets measures: its canonical unit and the spellings that are read.

    ``spellings``: folded spelling to factor. ``lowest``..``highest``: values outside are absurd and unread.
    """

    canonical: str
    spellings: Mapping[str, Factor]
    lowest: Decimal = ZERO
    highest: Decimal = INFINITE
    ratio_up_to: Decimal | None = None
    """Dimensionless only: a number written as a ratio (unit ``1``) above this is unread."""
    bare_percent_up_to: Decimal | None = None
    """Dimensionless only: a number without a unit is a ratio up to ``ratio_up_to``, a percentage to this."""
    bare: bool = False
    """Read a number without a unit as it stands (INR)."""


@lru_cache(maxsize=4096)
def fold(written: str) -> str:
    """A unit's spelling without blanks, annotations and variants; small letters but for m and M.

    ``M`` (mega) and ``m`` (milli) are a factor of a thousand million apart, so they stay apart.
    """
    text = _ANNOTATION.sub("", written).translate(_LETTERS)
    text = "".join(letter if letter == "M" else letter.lower() for letter in text)
    return _POWER.sub(r"10*\1", text).replace("mcl", "ul")


_ANNOTATION = re.compile(r"\{[^}]*\}")
_LETTERS = str.maketrans(
    {"µ": "u", "μ": "u", "×": "x", "²": "2", "³": "3", "⁶": "6", "⁹": "9", "°": "", "^": "*", " ": None,
     "\u00a0": None, "\t": None}
)  # fmt: skip
_POWER = re.compile(r"^x?10(?:\*|e|exp|\()?([1-9][0-9]?)\)?(?=/|$)")


def _measure(canonical: str, spellings: Mapping[str, Factor], **limits: object) -> Measure:
    """A measure whose spellings are folded, each also in capitals where that leaves no doubt."""
    folded = {fold(spelling): factor for spelling, factor in spellings.items()}
    for spelling, factor in spellings.items():
        folded.setdefault(fold(spelling.upper()), factor)
    return Measure(canonical, folded, **limits)  # type: ignore[arg-type]


def _same(*spellings: str, times: str = "1", divided_by: str = "1") -> dict[str, Factor]:
    factor = Factor(Decimal(times), Decimal(divided_by))
    return dict.fromkeys(spellings, factor)


_RATIO = ("1", "{ratio}", "ratio", "[ratio]", "fraction")
_PERCENT = ("%", "percent", "pct", "%pred", "%predicted", "%ofpredicted", "% of pred", "%ref")

_LITRES = _same("L", "liter", "liters", "litre", "litres", "LBTPS", "L btps", "L(BTPS)") | _same(
    "mL", "milliliter", "milliliters", "millilitre", "cc", "cm3", divided_by="1000"
)
# README 2.2: outside these a forced vital capacity, or a percentage of a predicted value, is not read.
_VITAL_CAPACITY = _measure("L", _LITRES, lowest=Decimal("0.5"), highest=Decimal(8))
_PERCENT_PREDICTED = _measure(
    "%",
    _same(*_PERCENT) | _same(*_RATIO, times="100"),
    lowest=Decimal(10),
    highest=Decimal(200),
    ratio_up_to=Decimal(3),
    bare_percent_up_to=Decimal(200),
)
_SATURATION = _measure(
    "%",
    _same("%", "percent", "pct", "%sat", "%saturation") | _same(*_RATIO, times="100"),
    highest=Decimal(100),
    ratio_up_to=ONE,
    bare_percent_up_to=Decimal(100),
)
_LUNG_RATIO = _measure(
    "1",
    _same(*_RATIO) | _same("%", "percent", "pct", divided_by="100"),
    highest=Decimal("1.5"),
    ratio_up_to=ONE,
    bare_percent_up_to=Decimal(150),
)
_SHARE = _measure("%", _same("%", "percent", "pct") | _same(*_RATIO, times="100"), highest=Decimal(100))
_CELL_COUNT = _measure(
    "10*9/L",
    _same(
        "10*9/L", "10*3/uL", "10*3/mm3", "10*3/cumm", "K/uL", "k/uL", "K/mm3", "K/cumm", "K/cu mm", "thou/mm3",
        "thou/uL", "thou/cumm", "thousand/uL", "thousands/uL", "th/uL", "tsd/uL", "1000/uL", "G/L", "Giga/L",
        "bil/L", "billion/L", "x1000/uL", "/nL", "10*3/mm*3",
    )
    | _same(
        "/uL", "cells/uL", "cell/uL", "/mm3", "cells/mm3", "/cumm", "cells/cumm", "#/uL", "10*6/L", 
        "1/uL", "1/mm3", "cmm", "/cmm", "/mm*3", "cells/mm*3", divided_by="1000",
    ),
)  # fmt: skip
_MASS_PER_DL = _same("mg/dL", "mg/100mL", "mg%") | _same("mg/L", divided_by="10")
_CREATININE = _measure(
    "mg/dL",
    _MASS_PER_DL
    | _same("umol/L", "mcmol/L", "micromol/L", divided_by="88.4")
    | _same("mmol/L", divided_by="0.0884"),
)
_BILIRUBIN = _measure("mg/dL", _MASS_PER_DL | _same("umol/L", "mcmol/L", "micromol/L", divided_by="17.104"))
_ENZYME = _measure(
    "U/L",
    _same("U/L", "IU/L", "[IU]/L", "[iU]/L", "units/L", "mU/mL", "unit/L", "UI/L", "E/L")
    | _same("ukat/L", "mckat/L", "microkat/L", times="60")
    | _same("nkat/L", times="0.06"),
)
_MEASURES: dict[str, Measure] = {
    "vital capacity": _VITAL_CAPACITY,
    "lung volume": _measure("L", _LITRES),
    "percent predicted": _PERCENT_PREDICTED,
    "saturation": _SATURATION,
    "lung ratio": _LUNG_RATIO,
    "share": _SHARE,
    "cell count": _CELL_COUNT,
    "creatinine": _CREATININE,
    "bilirubin": _BILIRUBIN,
    "enzyme": _ENZYME,
    "potassium": _measure("mmol/L", _same("mmol/L", "meq/L", "mEq/L", "mval/L")),
    "dlco": _measure(
        "mL/min/mm[Hg]",
        _same(
            "mL/min/mm[Hg]",
            "mL/min/mmHg",
            "cm3/min/mm[Hg]",
            "mL/(min*mmHg)",
            "mL/mmHg/min",
            "mL/(min.mm[Hg])",
        )
        | _same("mmol/min/kPa", "mmol/(min.kPa)", "mmol/(min*kPa)", "mmol/kPa/min", times="2.986"),
    ),
    "gfr": _measure(
        "mL/min/{1.73_m2}",
        _same(
            "mL/min/{1.73_m2}",
            "mL/min/1.73m2",
            "mL/min/1.73.m2",
            "mL/min/1.73m*2",
            "mL/min/1.73_m2",
            "mL/min",
            "mL/min/1.73 m^2",
            "mL/min/1.73 m²",
            "mL/min/m2",
            "mL/min/1.73",
            "mL/min/1.73sqm",
            "mL/min/1.73 sq m",
            "mL/min/[1.73_m2]",
            "mL/min/1.73 m2 BSA",
        ),
    ),
    "ige": _measure(
        "k[IU]/L",
        _same("k[IU]/L", "[IU]/mL", "IU/mL", "kU/L", "KU/L", "kIU/L", "U/mL", "[iU]/mL", "kUI/L", "kU/l")
        | _same("ng/mL", "ug/L", "mcg/L", divided_by="2.42"),
    ),
    "haemoglobin": _measure(
        "g/dL", _same("g/dL", "gm/dL", "g%", "g/100mL", "gr/dL") | _same("g/L", "mg/mL", divided_by="10")
    ),
    "albumin": _measure("g/dL", _same("g/dL", "gm/dL", "g%") | _same("g/L", "mg/mL", divided_by="10")),
    "immunoglobulin": _measure(
        "g/L", _same("g/L", "mg/mL") | _same("mg/dL", divided_by="100") | _same("g/dL", times="10")
    ),
    "hcg": _measure(
        "[IU]/L",
        _same("[IU]/L", "IU/L", "U/L", "m[IU]/mL", "mIU/mL", "mU/mL", "[iU]/L", "MIU/ML")
        | _same("[IU]/mL", "IU/mL", times="1000"),
    ),
    "hbv dna": _measure("[IU]/mL", _same("[IU]/mL", "IU/mL", "[iU]/mL")),
    "g6pd": _measure(
        "U/g{Hb}", _same("U/g{Hb}", "U/gHb", "U/g Hb", "IU/g Hb", "U/g", "[IU]/g", "U/g hgb", "IU/g")
    ),
    "weight": _measure(
        "kg",
        _same("kg", "kgs", "kilogram", "kilograms", "kilo")
        | _same("g", "gram", "grams", "gm", divided_by="1000")
        | _same("[lb_av]", "lb", "lbs", "lb_av", "pound", "pounds", "[lb]", times="0.45359237")
        | _same("[oz_av]", "oz", "ounce", "ounces", times="0.028349523125"),
    ),
    "height": _measure(
        "cm",
        _same("cm", "centimeter", "centimeters", "centimetre")
        | _same("m", "meter", "metre", times="100")
        | _same("mm", divided_by="10")
        | _same("[in_i]", "in", "inch", "inches", "[in_us]", times="2.54")
        | _same("[ft_i]", "ft", "feet", times="30.48"),
    ),
    "distance": _measure(
        "m",
        _same("m", "meter", "meters", "metre", "metres", "m/(6.min)", "m/6min")
        | _same("[ft_i]", "ft", "feet", times="0.3048"),
    ),
    "pressure": _measure(
        "mm[Hg]", _same("mm[Hg]", "mmHg", "mm hg", "torr") | _same("kPa", times="760", divided_by="101.325")
    ),
    "oxygen flow": _measure(
        "L/min", _same("L/min", "lpm", "l/m", "liters/min") | _same("mL/min", divided_by="1000")
    ),
    "inr": _measure("1", _same("1", "{INR}", "INR", "ratio", "[INR]"), bare=True),
    "drug level": _measure("ng/mL", _same("ng/mL", "ug/L", "mcg/L") | _same("mg/L", "ug/mL", times="1000")),
    "crp": _measure("mg/L", _same("mg/L", "ug/mL", "mcg/mL") | _same("mg/dL", times="10")),
    "sedimentation": _measure("mm/h", _same("mm/h", "mm/hr", "mm/hour", "mm/1h", "mm/(1.h)")),
    "ferritin": _measure("ug/L", _same("ug/L", "mcg/L", "ng/mL", "ng/ml")),
    "natriuretic peptide": _measure("pg/mL", _same("pg/mL", "ng/L")),
    "cortisol": _measure("ug/dL", _same("ug/dL", "mcg/dL") | _same("nmol/L", divided_by="27.59")),
    "temperature": _measure(
        "Cel",
        _same("Cel", "C", "deg C", "degC", "°C", "celsius")
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
    **dict.fromkeys(("obs_methemoglobin", "obs_eosinophils_pct", "obs_lymphocytes_pct", "obs_cd4_pct"), "share"),
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
    "obs_aspergillus_fumigatus_ige": "ige",
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
