"""Brands and names of our drugs in other countries, in the form of ``drug_aliases``.

Author-proposed, like those: validate on local data.
"""

from __future__ import annotations

ALIASES_ABROAD: dict[str, str] = {
    **dict.fromkeys(("panafcort", "predsone"), "prednisone"),
    **dict.fromkeys(
        ("panafcortelone", "predsolone", "solone", "redipred", "spiricort", "prednihexal"), "prednisolone"
    ),
    **dict.fromkeys(("kenacort", "volon a", "triamhexal"), "triamcinolone"),
    "betnesol": "betamethasone",
    **dict.fromkeys(("budenofalk", "entocort"), "budesonide"),
    **dict.fromkeys(("tacni", "crilomus"), "tacrolimus"),
    "ciqorin": "cyclosporine",
    **dict.fromkeys(("sultanol", "salamol"), "albuterol"),
    **dict.fromkeys(("cordarex", "cordarone"), "amiodarone"),
    "lixiana": "edoxaban",
    **dict.fromkeys(("candesartancilexetil", "blopress"), "candesartan"),
    "aprovel": "irbesartan",
    "olmesartanmedoxomil": "olmesartan",
    "losartankalium": "losartan",
    **dict.fromkeys(("folsaure", "acide folique", "acido folico", "foliumzuur"), "folic acid"),
    **dict.fromkeys(("dekristol", "vigantol", "uvedose", "vitamine d3"), "cholecalciferol"),
    **dict.fromkeys(("cloruro de potasio", "kaliumchloride", "chlorure de potassium"), "potassium chloride"),
    **dict.fromkeys(
        ("adcal-d3", "calcichew d3", "calcimagon d3", "cacit d3"), "calcium carbonate + cholecalciferol"
    ),
    "furadantine": "nitrofurantoin",
    "claritromicina": "clarithromycin",
}
LOCAL_BRANDS_ABROAD: dict[str, tuple[str, str]] = {
    "rectodelt": ("prednisone", "rectal"),
    "diprophos": ("betamethasone", "injection"),
    "diprostene": ("betamethasone", "injection"),
    **dict.fromkeys(("seretide", "viani", "relvar"), ("fluticasone", "inhaled")),
    **dict.fromkeys(("fostair", "trimbow", "inuvair"), ("beclomethasone", "inhaled")),
    "duoresp": ("budesonide", "inhaled"),
}
DEPOTS_ABROAD = frozenset({"diprophos", "diprostene"})
