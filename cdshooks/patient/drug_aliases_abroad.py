"""Brands and names of our drugs in other countries, in the form of ``drug_aliases``.

Author-proposed, like those: validate on local data.
"""

from __future__ import annotations

ALIASES_ABROAD: dict[str, str] = {
    **dict.fromkeys(("panafcort", "predsone"), "prednisone"),
    **dict.fromkeys(
        ("panafcortelone", "predsolone", "solone", "redipred", "spiricort", "prednihexal", "aprednislon"),
        "prednisolone",
    ),
    **dict.fromkeys(("kenacort", "volon a", "triamhexal"), "triamcinolone"),
    "betnesol": "betamethasone",
    **dict.fromkeys(("budenofalk", "entocort"), "budesonide"),
    **dict.fromkeys(("solumedrol", "solu-moderin", "solumoderin"), "methylprednisolone"),
    "solucortef": "hydrocortisone",
    "rtx": "rituximab",
    **dict.fromkeys(("cotrimossazolo", "co-trimossazolo", "bactrimel"), "sulfamethoxazole + trimethoprim"),
    **dict.fromkeys(("tacni", "crilomus", "conferoport"), "tacrolimus"),
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
    **dict.fromkeys(
        ("claritromicina", "claritromycine", "klarithromycin", "klaritromycin"), "clarithromycin"
    ),
    # Spellings that differ inside the word, so that no ending tells them.
    **dict.fromkeys(("rifampicina", "rifampicine"), "rifampin"),
    **dict.fromkeys(("fenitoina", "fenytoin", "fenytoine"), "phenytoin"),
    **dict.fromkeys(("fenobarbital", "fenobarbitale"), "phenobarbital"),
    "karbamazepin": "carbamazepine",
    **dict.fromkeys(("eritromicina", "erytromycin", "erytromycine"), "erythromycin"),
    "itrakonazol": "itraconazole",
    **dict.fromkeys(("ketokonazol", "chetoconazolo"), "ketoconazole"),
    "vorikonazol": "voriconazole",
    "flukonazol": "fluconazole",
    "posakonazol": "posaconazole",
    "verapamilo": "verapamil",
    **dict.fromkeys(("chinidin", "chinidina", "kinidine"), "quinidine"),
    **dict.fromkeys(("isoniazida", "isoniazide"), "isoniazid"),
    "kolchizin": "colchicine",
    "clindamicina": "clindamycin",
    **dict.fromkeys(("trimetoprim", "trimetoprima", "trimethoprime"), "trimethoprim"),
    "atovacuona": "atovaquone",
    **dict.fromkeys(("hidroxicloroquina", "idrossiclorochina", "hydroxyklorokin"), "hydroxychloroquine"),
    **dict.fromkeys(("sulfassalazina", "salazopirina"), "sulfasalazine"),
    **dict.fromkeys(("metotrexate", "metotressato", "methotrexaat", "ledertrexate"), "methotrexate"),
    "azatioprine": "azathioprine",
    "cyklofosfamid": "cyclophosphamide",
    "cyklosporin": "cyclosporine",
    "tacrolimo": "tacrolimus",
    "micofenolato de mofetil": "mycophenolate mofetil",
    "dexametason": "dexamethasone",
    "betametasone": "betamethasone",
    "hydrokortison": "hydrocortisone",
    "metylprednisolon": "methylprednisolone",
    "spironolattone": "spironolactone",
    **dict.fromkeys(("triamteren", "triamtereno"), "triamterene"),
    **dict.fromkeys(
        ("cloruro potasico", "potassio cloruro", "cloreto de potassio", "kaliumklorid"), "potassium chloride"
    ),
    **dict.fromkeys(
        ("alendronsaure", "acido alendronico", "acide alendronique", "alendroninezuur"), "alendronate"
    ),
    **dict.fromkeys(("zoledronsaure", "acido zoledronico", "acide zoledronique"), "zoledronic acid"),
    "colecalciferolo": "cholecalciferol",
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
