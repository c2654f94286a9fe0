"""By which way a drug enters the body: from a coded route, a dose form, or words."""

from __future__ import annotations

from collections.abc import Mapping

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.reading import Resource, items, text_of

SYSTEMIC = frozenset({"oral", "intravenous", "intramuscular", "subcutaneous", "enteral", "injection"})
"""Routes that count as systemic (clinical README 2.4, rule 2). ``injection``: which one is not known."""

OS = "os"
"""By mouth (per os), or into the left eye (oculus sinister): what the drug is made for decides."""

# SNOMED CT, from the FHIR value set "route-codes" (hl7.org/fhir/R4/valueset-route-codes.html).
_SNOMED = {
    "26643006": "oral",
    "37839007": "oral",  # sublingual
    "54471007": "oral",  # buccal
    "47625008": "intravenous",
    "78421000": "intramuscular",
    "34206005": "subcutaneous",
    "127490009": "enteral",  # gastrostomy
    "127491008": "enteral",  # jejunostomy
    "127492001": "enteral",  # nasogastric
    "418441008": "enteral",  # orogastric
    "6064005": "topical",
    "45890007": "topical",  # transdermal
    "10547007": "otic",
    "12130007": "intra-articular",
    "16857009": "vaginal",
    "37161004": "rectal",
    "46713006": "nasal",
    "54485002": "ophthalmic",
    "418401004": "ophthalmic",  # intravitreal
    "404820008": "epidural",
    "72607000": "epidural",  # intrathecal
    "372466002": "intralesional",
    "372464004": "intralesional",  # intradermal
    "447694001": "inhaled",  # respiratory tract
}
# EDQM Standard Terms, from the value set "ch-emed-epr-route-of-administration" (fhir.ch/ig/ch-emed-epr).
_EDQM = {
    "20001000": "otic",
    "20002500": "oral",  # buccal
    "20003000": "topical",
    "20013500": "enteral",  # gastric
    "20013000": "enteral",
    "20020000": "inhaled",
    "20021000": "enteral",  # intestinal
    "20032000": "intralesional",
    "20035000": "intramuscular",
    "20045000": "intravenous",
    "20049000": "nasal",
    "20051000": "ophthalmic",
    "20053000": "oral",
    "20061000": "rectal",
    "20066000": "subcutaneous",
    "20067000": "oral",  # sublingual
    "20070000": "topical",  # transdermal
    "20072000": "vaginal",
}
# HL7 v3 RouteOfAdministration, v2 table 0162 and the abbreviations of order entry.
_ABBREVIATIONS = {
    **dict.fromkeys(("po", "p.o.", "per os", "swallow", "sl", "buc"), "oral"),
    **dict.fromkeys(("iv", "i.v.", "ivinj", "ivp", "ivpb", "ivpush"), "intravenous"),
    **dict.fromkeys(("im", "i.m.", "iminj", "iminjd"), "intramuscular"),
    **dict.fromkeys(("sc", "sq", "subq", "subcut", "sqinj", "s.c."), "subcutaneous"),
    **dict.fromkeys(("ng", "nginstl", "gt", "gtt", "gjt", "jt", "peg", "ogt", "ngt"), "enteral"),
    **dict.fromkeys(("top", "topical", "tp", "td", "skin"), "topical"),
    **dict.fromkeys(("ih", "inh", "inhal", "ipinhl", "neb", "orinhl"), "inhaled"),
    **dict.fromkeys(("in", "nasinhl", "nasinhlc"), "nasal"),
    **dict.fromkeys(("op", "opth", "opthalta"), "ophthalmic"),
    **dict.fromkeys(("ot", "otic"), "otic"),
    **dict.fromkeys(("pr", "rect"), "rectal"),
    **dict.fromkeys(("vg", "pv"), "vaginal"),
    "epidural": "epidural",
    "os": OS,
}
# The first that is found decides, so the narrower words stand first: "oral inhalation" is inhaled,
# "nasogastric" is not nasal, "Oral Paste" stays in the mouth.
_WORDS = (
    ("inhal", "inhaled"), ("nebuli", "inhaled"), ("inhalant", "inhaled"), ("actuat", "inhaled"),
    ("nasogastric", "enteral"), ("gastrostomy", "enteral"), ("jejunostomy", "enteral"),
    ("enteral tube", "enteral"),
    ("feeding tube", "enteral"), ("orogastric", "enteral"),
    ("intra-articular", "intra-articular"), ("intraarticular", "intra-articular"),
    ("into the joint", "intra-articular"),
    ("intralesional", "intralesional"), ("intradermal", "intralesional"),
    ("epidural", "epidural"), ("intrathecal", "epidural"),
    ("intravitreal", "ophthalmic"), ("ophthalmic", "ophthalmic"), ("eye drop", "ophthalmic"),
    ("ocular", "ophthalmic"),
    ("into the eye", "ophthalmic"), ("each eye", "ophthalmic"), ("both eyes", "ophthalmic"),
    (" eye ", "ophthalmic"),
    ("ear drop", "otic"), (" otic ", "otic"), ("nasal", "nasal"), ("nostril", "nasal"),
    ("enema", "rectal"), ("rectal", "rectal"), ("suppositor", "rectal"), ("vaginal", "vaginal"),
    ("per rectum", "rectal"), ("per vagina", "vaginal"), ("respiratory tract", "inhaled"),
    ("oral paste", "topical"), ("cream", "topical"), ("ointment", "topical"), ("lotion", "topical"),
    ("topical", "topical"),
    (" cutaneous use", "topical"), ("auricular use", "otic"),
    ("gastric use", "enteral"), ("gastroenteral", "enteral"), ("intestinal use", "enteral"),
    (" gel ", "topical"), ("shampoo", "topical"), ("transdermal", "topical"), ("cutaneous foam", "topical"),
    # The beginnings are those of other languages, too: "intravenös", "subkutan", "voie sous-cutanée".
    ("intraven", "intravenous"), ("intravein", "intravenous"), ("infusion", "intravenous"),
    ("intramus", "intramuscular"), ("subcut", "subcutaneous"), ("subkutan", "subcutaneous"),
    ("sous-cutan", "subcutaneous"), ("under the skin", "subcutaneous"),
    ("by mouth", "oral"), ("zum einnehmen", "oral"),
    ("orally", "oral"), (" oral", "oral"), ("tablet", "oral"), ("capsule", "oral"),
    ("sublingual", "oral"), ("buccal", "oral"),
    (" tab ", "oral"), (" tabs ", "oral"), (" cap ", "oral"), (" caps ", "oral"), (" pill ", "oral"),
    ("inject", "injection"), ("syringe", "injection"), ("pen injector", "injection"), (" vial", "injection"),
)  # fmt: skip
_OF_PRODUCT_CLASS = {
    "oral": "oral",
    "oral-local": "topical",
    "parenteral": "injection",
    "topical": "topical",
    "ophthalmic": "ophthalmic",
    "inhaled": "inhaled",
    "rectal": "rectal",
    "otic": "otic",
    "local-injection": "intra-articular",
    "nasal": "nasal",
    "vaginal": "vaginal",
    "implant": "intralesional",
}
# Which ATC branches hold local products, longest first (WHO ATC, level 1 to 5).
_OF_ATC: Mapping[str, str] = {
    "D11AH01": "topical",
    "D11AH02": "topical",
    "S01": "ophthalmic",
    "S02": "otic",
    "S03": "ophthalmic",
    "R01": "nasal",
    "R03A": "inhaled",
    "R03B": "inhaled",
    "A01": "topical",
    "A07EA": "rectal",
    "C05A": "rectal",
    "G01": "vaginal",
    "D01A": "topical",
    "D05A": "topical",
    "D07": "topical",
    "D10A": "topical",
}


def route_of_words(text: str) -> str | None:
    """The route that words tell (a drug's name with its form, or a written route)."""
    padded = f" {text.lower()} "
    for word, route in _WORDS:
        if word in padded:
            return route
    return None


def route_of_product(route_class: str) -> str | None:
    """The route of a product of products.csv, from its column ``route_class``."""
    return _OF_PRODUCT_CLASS.get(route_class)


def route_of_atc(code: str) -> str | None:
    """The route of a local product's ATC code; ``None`` for a code that says none."""
    return next((_OF_ATC[code[:n]] for n in (7, 5, 4, 3) if code[:n] in _OF_ATC), None)


def systemic(route: str | None) -> Answer:
    """Whether a drug given this way reaches the whole body; not known without a route."""
    if route is None:
        return NOT_KNOWN
    return YES if route in SYSTEMIC else NO


def route_of_concept(concept: object) -> str | None:
    """The route of a ``Dosage.route``: any coding, else its words."""
    codings = concept.get("coding") if type(concept) is dict else None
    if type(codings) is list and codings and type(codings[0]) is dict:
        found = _route_of_coding(codings[0])
        if found is not None:
            return found  # as nearly always
    for one in items(concept):
        codings = items(one.get("coding"))
        for coding in codings:
            if (found := _route_of_coding(coding)) is not None:
                return found
        for text in _texts(one, codings):
            if (found := _route_of_text(text)) is not None:
                return found
    return _route_of_text(concept) if isinstance(concept, str) else None


def _texts(concept: Resource, codings: list[Resource]) -> list[str]:
    written = [concept.get("text"), *(coding.get("display") for coding in codings)]
    return [text for text in map(text_of, written) if text]


def _route_of_coding(coding: Resource) -> str | None:
    code = text_of(coding.get("code"))
    if code is None:
        return None
    return _SNOMED.get(code) or _EDQM.get(code) or _ABBREVIATIONS.get(code.lower())


def _route_of_text(text: str) -> str | None:
    return _ABBREVIATIONS.get(text.strip().lower()) or route_of_words(text)
