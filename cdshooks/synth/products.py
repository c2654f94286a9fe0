"""The products that are ordered: code, ingredient, strength, form, route, and the usual dose."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """``strength``: mg in one ``unit`` (of trimethoprim in TMP-SMX); 0 where a dose is counted in units only.
    ``dose``: the usual mg for one dose, ``frequency`` times in ``period`` ``every`` (``d``, ``wk``)."""

    code: str
    ingredient: str
    words: str
    strength: float
    unit: str
    route: str
    dose: float = 0.0
    frequency: int = 1
    period: int = 1
    every: str = "d"


_ROWS = (
    Product("prednisone-1", "prednisone", "prednisone 1 mg tablet", 1, "tablet", "oral"),
    Product("prednisone-2.5", "prednisone", "prednisone 2.5 mg tablet", 2.5, "tablet", "oral"),
    Product("prednisone-5", "prednisone", "prednisone 5 mg tablet", 5, "tablet", "oral"),
    Product("prednisone-10", "prednisone", "prednisone 10 mg tablet", 10, "tablet", "oral"),
    Product("prednisone-20", "prednisone", "prednisone 20 mg tablet", 20, "tablet", "oral"),
    Product("prednisolone-5", "prednisolone", "prednisolone 5 mg tablet", 5, "tablet", "oral"),
    Product("prednisolone-3-ml", "prednisolone", "prednisolone 15 mg/5 mL solution", 3, "mL", "oral"),
    Product("methylprednisolone-4", "methylprednisolone", "Medrol 4 mg tablet", 4, "tablet", "oral"),
    Product("methylprednisolone-16", "methylprednisolone", "Medrol 16 mg tablet", 16, "tablet", "oral"),
    Product("methylprednisolone-40", "methylprednisolone", "Solu-Medrol 40 mg", 40, "vial", "iv", 40),
    Product("methylprednisolone-125", "methylprednisolone", "Solu-Medrol 125 mg", 125, "vial", "iv", 125),
    Product("methylprednisolone-1000", "methylprednisolone", "Solu-Medrol 1 g", 1000, "vial", "iv", 1000),
    Product("methylprednisolone-500", "methylprednisolone", "Solu-Medrol 500 mg", 500, "vial", "iv", 500),
    Product("hydrocortisone-20", "hydrocortisone", "hydrocortisone 20 mg tablet", 20, "tablet", "oral", 20),
    Product("hydrocortisone-cream", "hydrocortisone", "hydrocortisone cream 1 %", 0, "cm", "skin", 1, 2),
    Product("prednisolone-eye", "prednisolone", "prednisolone acetate 1 % eye drops", 0, "drop", "eye", 1, 4),
    Product("budesonide-formoterol", "", "budesonide/formoterol inhaler", 0, "puff", "inhaled", 2, 2),
    Product("fluticasone-nasal", "", "fluticasone nasal spray", 0, "spray", "nasal", 2),
    Product("albuterol", "", "albuterol inhaler", 0, "puff", "inhaled", 2, 4),
    Product("tmp-smx-ss", "tmp-smx", "Bactrim 400/80 mg tablet", 80, "tablet", "oral", 80),
    Product("tmp-smx-ds", "tmp-smx", "Bactrim DS 800/160 mg tablet", 160, "tablet", "oral", 160),
    Product("trimethoprim-100", "", "trimethoprim 100 mg tablet", 100, "tablet", "oral", 100),
    Product("atovaquone-liquid", "atovaquone", "atovaquone 750 mg/5 mL suspension", 150, "mL", "oral", 1500),
    Product("dapsone-100", "dapsone", "dapsone 100 mg tablet", 100, "tablet", "oral", 100),
    Product("dapsone-25", "dapsone", "dapsone 25 mg tablet", 25, "tablet", "oral", 25),
    Product("pentamidine-inhaled", "", "pentamidine for inhalation", 300, "vial", "inhaled", 300, 1, 4, "wk"),
    Product("mycophenolate-500", "", "mycophenolate mofetil 500 mg tablet", 500, "tablet", "oral", 1000, 2),
    Product("azathioprine-50", "", "azathioprine 50 mg tablet", 50, "tablet", "oral", 100),
    Product("methotrexate-2.5", "", "methotrexate 2.5 mg tablet", 2.5, "tablet", "oral", 15, 1, 1, "wk"),
    Product("leflunomide-20", "", "leflunomide 20 mg tablet", 20, "tablet", "oral", 20),
    Product("tacrolimus-1", "", "tacrolimus 1 mg capsule", 1, "capsule", "oral", 2, 2),
    Product("tofacitinib-5", "", "Xeljanz 5 mg tablet", 5, "tablet", "oral", 5, 2),
    Product("abatacept", "", "abatacept 125 mg/mL syringe", 125, "mL", "sc", 125, 1, 1, "wk"),
    Product("adalimumab", "", "adalimumab 40 mg/0.8 mL syringe", 50, "mL", "sc", 40, 1, 2, "wk"),
    Product("tocilizumab", "", "tocilizumab 400 mg/20 mL", 20, "mL", "iv", 560, 1, 4, "wk"),
    Product("rituximab", "", "rituximab", 0, "mg", "iv", 1000),
    Product("cyclophosphamide-1000", "", "cyclophosphamide 1 g vial", 1000, "vial", "iv", 750),
    Product("cyclophosphamide-50", "", "cyclophosphamide 50 mg tablet", 50, "tablet", "oral", 100),
    Product("nintedanib-150", "", "nintedanib 150 mg capsule", 150, "capsule", "oral", 150, 2),
    Product("pirfenidone-801", "", "pirfenidone 801 mg tablet", 801, "tablet", "oral", 801, 3),
    Product("lisinopril-10", "", "lisinopril 10 mg tablet", 10, "tablet", "oral", 10),
    Product("losartan-50", "", "losartan 50 mg tablet", 50, "tablet", "oral", 50),
    Product("spironolactone-25", "", "spironolactone 25 mg tablet", 25, "tablet", "oral", 25),
    Product("alendronate-70", "", "alendronate 70 mg tablet", 70, "tablet", "oral", 70, 1, 1, "wk"),
    Product("warfarin-5", "", "warfarin 5 mg tablet", 5, "tablet", "oral", 5),
)  # fmt: skip
PRODUCTS = {row.code: row for row in _ROWS}

INGREDIENTS = {
    "prednisone": ("prednisone-20", "prednisone-10", "prednisone-5", "prednisone-2.5", "prednisone-1"),
    "prednisolone": ("prednisolone-5", "prednisolone-3-ml"),
    "methylprednisolone": ("methylprednisolone-16", "methylprednisolone-4"),
}
"""The oral products of each glucocorticoid, the strongest first."""

POTENCY = {"prednisone": 1.0, "prednisolone": 1.0, "methylprednisolone": 1.25}
"""mg of prednisone that one mg equals (clinical reference 2.4)."""
