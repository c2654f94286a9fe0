"""Limits of doses: from which amount on an order is questioned, and from which it is taken for an error.

Usual maximum and hard limit of each drug, with unit, allowed range and source.
"""

from cdshooks.rules.language import number

CONVENTION = "pharmacy convention, to be confirmed by the clinical owner [K]"
USUAL = "usual dose: PMC10185598 table 3, PMC7894187 table 4 [V1]; maximum [K]"
LABEL = "label [V1]"

MOFETIL_DAY_USUAL = number(
    "dose.mycophenolate_mofetil_day_usual",
    3000,
    "mg a day",
    meaning="usual maximum of mycophenolate mofetil, daily dose",
    allowed=(1500, 4500),
    source=USUAL,
)
MOFETIL_DAY_HARD = number(
    "dose.mycophenolate_mofetil_day_hard",
    4500,
    "mg a day",
    meaning="hard limit of mycophenolate mofetil, daily dose",
    allowed=(3000, 9000),
    source=CONVENTION,
)
MOFETIL_DOSE_USUAL = number(
    "dose.mycophenolate_mofetil_dose_usual",
    1500,
    "mg a dose",
    meaning="usual maximum of mycophenolate mofetil, single dose",
    allowed=(750, 2250),
    source=USUAL,
)
MOFETIL_DOSE_HARD = number(
    "dose.mycophenolate_mofetil_dose_hard",
    2250,
    "mg a dose",
    meaning="hard limit of mycophenolate mofetil, single dose",
    allowed=(1500, 4500),
    source=CONVENTION,
)
MYCOPHENOLIC_DAY_USUAL = number(
    "dose.mycophenolic_acid_day_usual",
    2160,
    "mg a day",
    meaning="usual maximum of mycophenolic acid, daily dose",
    allowed=(1080, 3240),
    source=CONVENTION,
)
MYCOPHENOLIC_DAY_HARD = number(
    "dose.mycophenolic_acid_day_hard",
    3240,
    "mg a day",
    meaning="hard limit of mycophenolic acid, daily dose",
    allowed=(2160, 6480),
    source=CONVENTION,
)
AZATHIOPRINE_KG_USUAL = number(
    "dose.azathioprine_per_kg_usual",
    "2.5",
    "mg/kg a day",
    meaning="usual maximum of azathioprine",
    allowed=("1.25", "3.75"),
    source=USUAL,
)
AZATHIOPRINE_KG_HARD = number(
    "dose.azathioprine_per_kg_hard",
    "3.75",
    "mg/kg a day",
    meaning="hard limit of azathioprine",
    allowed=("2.5", "7.5"),
    source=CONVENTION,
)
AZATHIOPRINE_DAY_USUAL = number(
    "dose.azathioprine_without_weight_usual",
    250,
    "mg a day",
    meaning="usual maximum of azathioprine, where the weight is not known",
    allowed=(125, 375),
    source=CONVENTION,
)
AZATHIOPRINE_DAY_HARD = number(
    "dose.azathioprine_without_weight_hard",
    375,
    "mg a day",
    meaning="hard limit of azathioprine, where the weight is not known",
    allowed=(250, 750),
    source=CONVENTION,
)
TACROLIMUS_ORAL_KG_USUAL = number(
    "dose.tacrolimus_oral_per_kg_usual",
    "0.2",
    "mg/kg a day",
    meaning="usual maximum of tacrolimus by mouth",
    allowed=("0.1", "0.3"),
    source=CONVENTION,
)
TACROLIMUS_ORAL_KG_HARD = number(
    "dose.tacrolimus_oral_per_kg_hard",
    "0.3",
    "mg/kg a day",
    meaning="hard limit of tacrolimus by mouth",
    allowed=("0.2", "0.6"),
    source=CONVENTION,
)
TACROLIMUS_ORAL_DAY_USUAL = number(
    "dose.tacrolimus_oral_without_weight_usual",
    20,
    "mg a day",
    meaning="usual maximum of tacrolimus by mouth, where the weight is not known",
    allowed=(10, 30),
    source=CONVENTION,
)
TACROLIMUS_ORAL_DAY_HARD = number(
    "dose.tacrolimus_oral_without_weight_hard",
    30,
    "mg a day",
    meaning="hard limit of tacrolimus by mouth, where the weight is not known",
    allowed=(20, 60),
    source=CONVENTION,
)
TACROLIMUS_FIRST_KG_USUAL = number(
    "dose.tacrolimus_first_per_kg_usual",
    "0.1",
    "mg/kg a day",
    meaning="usual maximum of tacrolimus by mouth, first order",
    allowed=("0.05", "0.2"),
    source=CONVENTION,
)
TACROLIMUS_FIRST_KG_HARD = number(
    "dose.tacrolimus_first_per_kg_hard",
    "0.2",
    "mg/kg a day",
    meaning="hard limit of tacrolimus by mouth, first order",
    allowed=("0.1", "0.4"),
    source=CONVENTION,
)
TACROLIMUS_FIRST_DAY_USUAL = number(
    "dose.tacrolimus_first_without_weight_usual",
    10,
    "mg a day",
    meaning="usual maximum of tacrolimus by mouth, first order, where the weight is not known",
    allowed=(5, 15),
    source=CONVENTION,
)
TACROLIMUS_FIRST_DAY_HARD = number(
    "dose.tacrolimus_first_without_weight_hard",
    15,
    "mg a day",
    meaning="hard limit of tacrolimus by mouth, first order, where the weight is not known",
    allowed=(10, 30),
    source=CONVENTION,
)
TACROLIMUS_IV_KG_USUAL = number(
    "dose.tacrolimus_iv_per_kg_usual",
    "0.05",
    "mg/kg a day",
    meaning="usual maximum of intravenous tacrolimus",
    allowed=("0.025", "0.1"),
    source=CONVENTION,
)
TACROLIMUS_IV_KG_HARD = number(
    "dose.tacrolimus_iv_per_kg_hard",
    "0.1",
    "mg/kg a day",
    meaning="hard limit of intravenous tacrolimus",
    allowed=("0.05", "0.2"),
    source=CONVENTION,
)
TACROLIMUS_IV_DAY_USUAL = number(
    "dose.tacrolimus_iv_without_weight_usual",
    5,
    "mg a day",
    meaning="usual maximum of intravenous tacrolimus, where the weight is not known",
    allowed=("2.5", 10),
    source=CONVENTION,
)
TACROLIMUS_IV_DAY_HARD = number(
    "dose.tacrolimus_iv_without_weight_hard",
    10,
    "mg a day",
    meaning="hard limit of intravenous tacrolimus, where the weight is not known",
    allowed=(5, 20),
    source=CONVENTION,
)
CICLOSPORIN_ORAL_KG_USUAL = number(
    "dose.ciclosporin_oral_per_kg_usual",
    5,
    "mg/kg a day",
    meaning="usual maximum of ciclosporin by mouth",
    allowed=("2.5", "7.5"),
    source=CONVENTION,
)
CICLOSPORIN_ORAL_KG_HARD = number(
    "dose.ciclosporin_oral_per_kg_hard",
    "7.5",
    "mg/kg a day",
    meaning="hard limit of ciclosporin by mouth",
    allowed=(5, 15),
    source=CONVENTION,
)
CICLOSPORIN_ORAL_DAY_USUAL = number(
    "dose.ciclosporin_oral_without_weight_usual",
    500,
    "mg a day",
    meaning="usual maximum of ciclosporin by mouth, where the weight is not known",
    allowed=(250, 750),
    source=CONVENTION,
)
CICLOSPORIN_ORAL_DAY_HARD = number(
    "dose.ciclosporin_oral_without_weight_hard",
    750,
    "mg a day",
    meaning="hard limit of ciclosporin by mouth, where the weight is not known",
    allowed=(500, 1500),
    source=CONVENTION,
)
CICLOSPORIN_IV_KG_USUAL = number(
    "dose.ciclosporin_iv_per_kg_usual",
    3,
    "mg/kg a day",
    meaning="usual maximum of intravenous ciclosporin",
    allowed=("1.5", 5),
    source=CONVENTION,
)
CICLOSPORIN_IV_KG_HARD = number(
    "dose.ciclosporin_iv_per_kg_hard",
    5,
    "mg/kg a day",
    meaning="hard limit of intravenous ciclosporin",
    allowed=(3, 10),
    source=CONVENTION,
)
CICLOSPORIN_IV_DAY_USUAL = number(
    "dose.ciclosporin_iv_without_weight_usual",
    300,
    "mg a day",
    meaning="usual maximum of intravenous ciclosporin, where the weight is not known",
    allowed=(150, 500),
    source=CONVENTION,
)
CICLOSPORIN_IV_DAY_HARD = number(
    "dose.ciclosporin_iv_without_weight_hard",
    500,
    "mg a day",
    meaning="hard limit of intravenous ciclosporin, where the weight is not known",
    allowed=(300, 1000),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_ORAL_KG_USUAL = number(
    "dose.cyclophosphamide_oral_per_kg_usual",
    2,
    "mg/kg a day",
    meaning="usual maximum of cyclophosphamide by mouth",
    allowed=(1, 3),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_ORAL_KG_HARD = number(
    "dose.cyclophosphamide_oral_per_kg_hard",
    3,
    "mg/kg a day",
    meaning="hard limit of cyclophosphamide by mouth",
    allowed=(2, 6),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_ORAL_DAY_USUAL = number(
    "dose.cyclophosphamide_oral_without_weight_usual",
    200,
    "mg a day",
    meaning="usual maximum of cyclophosphamide by mouth, where the weight is not known",
    allowed=(100, 300),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_ORAL_DAY_HARD = number(
    "dose.cyclophosphamide_oral_without_weight_hard",
    300,
    "mg a day",
    meaning="hard limit of cyclophosphamide by mouth, where the weight is not known",
    allowed=(200, 600),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_DOSE_USUAL = number(
    "dose.cyclophosphamide_iv_dose_usual",
    1200,
    "mg a dose",
    meaning="usual maximum of intravenous cyclophosphamide, single dose",
    allowed=(600, 1800),
    source=USUAL,
)
CYCLOPHOSPHAMIDE_DOSE_HARD = number(
    "dose.cyclophosphamide_iv_dose_hard",
    1800,
    "mg a dose",
    meaning="hard limit of intravenous cyclophosphamide, single dose",
    allowed=(1200, 3600),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_APART = number(
    "dose.cyclophosphamide_days_apart",
    13,
    "days",
    meaning="least days between two doses of intravenous cyclophosphamide",
    allowed=(7, 21),
    source=CONVENTION,
)
CYCLOPHOSPHAMIDE_LATER_MG = number(
    "dose.cyclophosphamide_later_dose",
    500,
    "mg a dose",
    meaning="intravenous cyclophosphamide up to this dose may be given more often",
    allowed=(250, 750),
    source=CONVENTION,
)
RITUXIMAB_DOSE_USUAL = number(
    "dose.rituximab_dose_usual",
    1000,
    "mg a dose",
    meaning="usual maximum of rituximab, single dose",
    allowed=(500, 1500),
    source=USUAL,
)
RITUXIMAB_DOSE_HARD = number(
    "dose.rituximab_dose_hard",
    1500,
    "mg a dose",
    meaning="hard limit of rituximab, single dose",
    allowed=(1000, 3000),
    source=CONVENTION,
)
RITUXIMAB_APART = number(
    "dose.rituximab_days_apart",
    7,
    "days",
    meaning="least days between two doses of rituximab",
    allowed=(5, 14),
    source=CONVENTION,
)
TOCILIZUMAB_SC_DOSE_USUAL = number(
    "dose.tocilizumab_sc_dose_usual",
    162,
    "mg a dose",
    meaning="usual maximum of subcutaneous tocilizumab, single dose",
    allowed=(81, 324),
    source=USUAL,
)
TOCILIZUMAB_SC_DOSE_HARD = number(
    "dose.tocilizumab_sc_dose_hard",
    324,
    "mg a dose",
    meaning="hard limit of subcutaneous tocilizumab, single dose",
    allowed=(162, 648),
    source=CONVENTION,
)
TOCILIZUMAB_APART = number(
    "dose.tocilizumab_days_apart",
    6,
    "days",
    meaning="least days between two doses of tocilizumab",
    allowed=(5, 7),
    source=CONVENTION,
)
TOCILIZUMAB_IV_DOSE_USUAL = number(
    "dose.tocilizumab_iv_dose_usual",
    800,
    "mg a dose",
    meaning="usual maximum of intravenous tocilizumab, single dose",
    allowed=(400, 1200),
    source=USUAL,
)
TOCILIZUMAB_IV_DOSE_HARD = number(
    "dose.tocilizumab_iv_dose_hard",
    1200,
    "mg a dose",
    meaning="hard limit of intravenous tocilizumab, single dose",
    allowed=(800, 2400),
    source=CONVENTION,
)
TOFACITINIB_DAY_USUAL = number(
    "dose.tofacitinib_day_usual",
    10,
    "mg a day",
    meaning="usual maximum of tofacitinib, daily dose",
    allowed=(5, 20),
    source=USUAL,
)
TOFACITINIB_DAY_HARD = number(
    "dose.tofacitinib_day_hard",
    20,
    "mg a day",
    meaning="hard limit of tofacitinib, daily dose",
    allowed=(10, 40),
    source=CONVENTION,
)
TOFACITINIB_LONG_DAY_USUAL = number(
    "dose.tofacitinib_extended_release_day_usual",
    11,
    "mg a day",
    meaning="usual maximum of extended-release tofacitinib, daily dose",
    allowed=("5.5", 22),
    source=CONVENTION,
)
TOFACITINIB_LONG_DAY_HARD = number(
    "dose.tofacitinib_extended_release_day_hard",
    22,
    "mg a day",
    meaning="hard limit of extended-release tofacitinib, daily dose",
    allowed=(11, 44),
    source=CONVENTION,
)
BARICITINIB_DAY_USUAL = number(
    "dose.baricitinib_day_usual",
    4,
    "mg a day",
    meaning="usual maximum of baricitinib, daily dose",
    allowed=(2, 6),
    source=CONVENTION,
)
BARICITINIB_DAY_HARD = number(
    "dose.baricitinib_day_hard",
    6,
    "mg a day",
    meaning="hard limit of baricitinib, daily dose",
    allowed=(4, 12),
    source=CONVENTION,
)
UPADACITINIB_DAY_USUAL = number(
    "dose.upadacitinib_day_usual",
    30,
    "mg a day",
    meaning="usual maximum of upadacitinib, daily dose",
    allowed=(15, 45),
    source=CONVENTION,
)
UPADACITINIB_DAY_HARD = number(
    "dose.upadacitinib_day_hard",
    45,
    "mg a day",
    meaning="hard limit of upadacitinib, daily dose",
    allowed=(30, 90),
    source=CONVENTION,
)
RUXOLITINIB_DAY_USUAL = number(
    "dose.ruxolitinib_day_usual",
    50,
    "mg a day",
    meaning="usual maximum of ruxolitinib, daily dose",
    allowed=(25, 75),
    source=CONVENTION,
)
RUXOLITINIB_DAY_HARD = number(
    "dose.ruxolitinib_day_hard",
    75,
    "mg a day",
    meaning="hard limit of ruxolitinib, daily dose",
    allowed=(50, 150),
    source=CONVENTION,
)
NINTEDANIB_DAY_USUAL = number(
    "dose.nintedanib_day_usual",
    300,
    "mg a day",
    meaning="usual maximum of nintedanib, daily dose",
    allowed=(150, 450),
    source=LABEL,
)
NINTEDANIB_DAY_HARD = number(
    "dose.nintedanib_day_hard",
    450,
    "mg a day",
    meaning="hard limit of nintedanib, daily dose",
    allowed=(300, 900),
    source=CONVENTION,
)
PIRFENIDONE_DAY_USUAL = number(
    "dose.pirfenidone_day_usual",
    2403,
    "mg a day",
    meaning="usual maximum of pirfenidone, daily dose",
    allowed=("1201.5", 3600),
    source=LABEL,
)
PIRFENIDONE_DAY_HARD = number(
    "dose.pirfenidone_day_hard",
    3600,
    "mg a day",
    meaning="hard limit of pirfenidone, daily dose",
    allowed=(2403, 7200),
    source=CONVENTION,
)
METHOTREXATE_WEEK_USUAL = number(
    "dose.methotrexate_week_usual",
    25,
    "mg a week",
    meaning="usual maximum of methotrexate, weekly dose",
    allowed=("12.5", 30),
    source=CONVENTION,
)
METHOTREXATE_WEEK_HARD = number(
    "dose.methotrexate_week_hard",
    30,
    "mg a week",
    meaning="hard limit of methotrexate, weekly dose",
    allowed=(25, 60),
    source=CONVENTION,
)
METHOTREXATE_DAYS = number(
    "dose.methotrexate_days_a_week",
    2,
    "days a week",
    meaning="methotrexate is taken on at most",
    allowed=(1, 3),
    source=CONVENTION,
)
LEFLUNOMIDE_DAY_USUAL = number(
    "dose.leflunomide_day_usual",
    20,
    "mg a day",
    meaning="usual maximum of leflunomide, daily dose",
    allowed=(10, 30),
    source=CONVENTION,
)
LEFLUNOMIDE_DAY_HARD = number(
    "dose.leflunomide_day_hard",
    30,
    "mg a day",
    meaning="hard limit of leflunomide, daily dose",
    allowed=(20, 60),
    source=CONVENTION,
)
LEFLUNOMIDE_LOADING_MG = number(
    "dose.leflunomide_loading",
    100,
    "mg a day",
    meaning="largest loading dose of leflunomide",
    allowed=(50, 100),
    source=CONVENTION,
)
LEFLUNOMIDE_LOADING_DAYS = number(
    "dose.leflunomide_loading_days",
    3,
    "days",
    meaning="leflunomide is loaded for at most",
    allowed=(1, 3),
    source=CONVENTION,
)
IMMUNE_GLOBULIN_KG_USUAL = number(
    "dose.immune_globulin_per_kg_usual",
    2000,
    "mg/kg in 3 weeks",
    meaning="usual maximum of immune globulin",
    allowed=(1000, 3000),
    source=CONVENTION,
)
IMMUNE_GLOBULIN_KG_HARD = number(
    "dose.immune_globulin_per_kg_hard",
    3000,
    "mg/kg in 3 weeks",
    meaning="hard limit of immune globulin",
    allowed=(2000, 6000),
    source=CONVENTION,
)
IMMUNE_GLOBULIN_ALL_USUAL = number(
    "dose.immune_globulin_without_weight_usual",
    200000,
    "mg in 3 weeks",
    meaning="usual maximum of immune globulin, where the weight is not known",
    allowed=(100000, 300000),
    source=CONVENTION,
)
IMMUNE_GLOBULIN_ALL_HARD = number(
    "dose.immune_globulin_without_weight_hard",
    300000,
    "mg in 3 weeks",
    meaning="hard limit of immune globulin, where the weight is not known",
    allowed=(200000, 600000),
    source=CONVENTION,
)
METHYLPREDNISOLONE_IV_DAY_USUAL = number(
    "dose.methylprednisolone_iv_day_usual",
    1000,
    "mg a day",
    meaning="usual maximum of intravenous methylprednisolone, daily dose",
    allowed=(500, 1500),
    source=CONVENTION,
)
METHYLPREDNISOLONE_IV_DAY_HARD = number(
    "dose.methylprednisolone_iv_day_hard",
    1500,
    "mg a day",
    meaning="hard limit of intravenous methylprednisolone, daily dose",
    allowed=(1000, 3000),
    source=CONVENTION,
)
GLUCOCORTICOID_DAY_USUAL = number(
    "dose.glucocorticoid_day_usual",
    100,
    "mg prednisone-equivalent a day",
    meaning="usual maximum of steroid, daily dose",
    allowed=(50, 150),
    source=CONVENTION,
)
GLUCOCORTICOID_DAY_HARD = number(
    "dose.glucocorticoid_day_hard",
    150,
    "mg prednisone-equivalent a day",
    meaning="hard limit of steroid, daily dose",
    allowed=(100, 300),
    source=CONVENTION,
)
GLUCOCORTICOID_BRIEF_DAYS = number(
    "dose.glucocorticoid_brief_days",
    5,
    "days",
    meaning="a high steroid dose is not questioned for",
    allowed=(3, 7),
    source=CONVENTION,
)
TENFOLD_STEP = number(
    "dose.tenfold_step",
    8,
    "times",
    meaning="a dose so many times the earlier one looks like a tenfold error",
    allowed=(5, 10),
    source=CONVENTION,
)
TENFOLD_DAYS = number(
    "dose.tenfold_days",
    180,
    "days",
    meaning="an order is compared with doses of the last",
    allowed=(90, 365),
    source=CONVENTION,
)
SAME_DOSE_DAYS = number(
    "dose.same_dose_days",
    90,
    "days",
    meaning="a dose that is taken already is not questioned again for",
    allowed=(30, 183),
    source=CONVENTION,
)
DOSE_WEIGHT_DAYS = number(
    "dose.weight_days",
    180,
    "days",
    meaning="a body weight is used for doses by weight for",
    allowed=(30, 365),
    source=CONVENTION,
)
