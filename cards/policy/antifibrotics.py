"""Numbers of the checks of nintedanib and pirfenidone, with range and source."""

from cdshooks.rules.language import number

LIVER_EARLY_CHECK_DAYS = number(
    "antifibrotic.early_liver_test_days",
    35,
    "days",
    meaning="liver tests on nintedanib or pirfenidone are due after, while treatment is new",
    allowed=(28, 60),
    source="labels: monthly at first [V1]; margin [K]",
)
LIVER_CHECK_DAYS = number(
    "antifibrotic.liver_test_days",
    105,
    "days",
    meaning="liver tests on nintedanib or pirfenidone are due after, later on",
    allowed=(90, 183),
    source="labels: every 3 months later [V1]; margin [K]",
)

# Nintedanib
NINTEDANIB_ALT_STOP = number(
    "nintedanib.alt_stop",
    5,
    "times upper limit",
    meaning="ALT or AST above which nintedanib is stopped",
    allowed=(3, 8),
    source="label, copies [V2]",
)
NINTEDANIB_BILIRUBIN = number(
    "nintedanib.bilirubin",
    2,
    "times upper limit",
    meaning="bilirubin above which raised ALT or AST means liver injury",
    allowed=("1.5", 3),
    source="sign of liver injury beside ALT or AST [K]",
)
NINTEDANIB_LOW_MG = number(
    "nintedanib.low_mg_per_day",
    200,
    "mg a day",
    meaning="most nintedanib where the reduced dose is asked for",
    allowed=(200, 300),
    source="label: 100 mg twice daily [V1]",
)
NINTEDANIB_EARLY_DAYS = number(
    "nintedanib.early_days",
    90,
    "days",
    meaning="treatment with nintedanib counts as new for",
    allowed=(60, 183),
    source="label: monthly for 3 months [K]",
)

# Pirfenidone
PIRFENIDONE_ALT = number(
    "pirfenidone.alt",
    3,
    "times upper limit",
    meaning="ALT or AST above which pirfenidone is reduced or interrupted",
    allowed=(2, 5),
    source="label, ERR pirfenidone table [V1]",
)
PIRFENIDONE_ALT_STOP = number(
    "pirfenidone.alt_stop",
    5,
    "times upper limit",
    meaning="ALT or AST above which pirfenidone is stopped",
    allowed=(3, 8),
    source="label, ERR pirfenidone table [V1]",
)
PIRFENIDONE_BILIRUBIN = number(
    "pirfenidone.bilirubin",
    1,
    "times upper limit",
    meaning="bilirubin above which raised ALT or AST means liver injury",
    allowed=(1, 2),
    source="label: ALT or AST with raised bilirubin [V1]",
)
PIRFENIDONE_LEAST_MG = number(
    "pirfenidone.mg_per_day_with_fluvoxamine",
    801,
    "mg a day",
    meaning="most pirfenidone beside fluvoxamine or enoxacin",
    allowed=(534, 801),
    source="label: 267 mg three times daily with a strong CYP1A2 inhibitor [V1]",
)
PIRFENIDONE_CIPROFLOXACIN_MG = number(
    "pirfenidone.mg_per_day_with_ciprofloxacin",
    1602,
    "mg a day",
    meaning="most pirfenidone beside ciprofloxacin",
    allowed=(801, 1602),
    source="label: 534 mg three times daily with ciprofloxacin 750 mg twice daily [V1]",
)
CIPROFLOXACIN_HIGH_MG = number(
    "pirfenidone.ciprofloxacin_mg_per_day",
    1500,
    "mg a day",
    meaning="ciprofloxacin from which pirfenidone is reduced",
    allowed=(1000, 1500),
    source="label: 750 mg twice daily [V1]",
)
PIRFENIDONE_CLEARANCE = number(
    "pirfenidone.clearance",
    30,
    "mL/min",
    meaning="creatinine clearance below which pirfenidone is advised against",
    allowed=(15, 50),
    source="EU product information: not below 30 mL/min [V2]",
)
PIRFENIDONE_EARLY_DAYS = number(
    "pirfenidone.early_days",
    183,
    "days",
    meaning="treatment with pirfenidone counts as new for",
    allowed=(90, 365),
    source="label: monthly for 6 months [V1]",
)
