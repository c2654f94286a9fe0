"""The words by which an entry denies, doubts, or says of somebody or something else what it names.

Each is a part of a regular expression, without regard to case; where nothing else is said it stands for whole
words. What denies belongs to the language and not to a catalogue: it holds beside the patterns of every one.
The words are author-proposed, like text_fallback.csv: validate on local data.
"""

from __future__ import annotations

# What makes the name of a diagnosis no diagnosis, and by that no value set is told.
_NOT_THERE = (
    "no", "not", "none", "without", "w/o", "denies", "denied", "negative", "never", "absen(ce|t)", "free of",
    "rule[ds]?[ -]?out", "r/o", r"exclu\w*", r"refut\w*", r"disprov\w*", "cannot", "can['\u2019]t", "error",
)  # fmt: skip
_IN_DOUBT = (
    "possible", "possibly", "possibility", "probable", "probably", r"suspect\w*", "suspicion", "suspicious",
    "questionable", "query", "presumed", "likely", "unlikely", "maybe", "vs", "versus", "concern", "concerns",
    r"worr\w*", "fear", "consider", r"evaluat\w*", "eval", "work[- ]?up", "ddx", "differential",
    "provisional", "pending", "tbc", "to be confirmed", "unconfirmed", r"doubt\w*", "equivocal",
    "inconclusive", "-like",
    r"(unclear|uncertain|indeterminate)"
    r"(?!\s+(a?etiolog\w*|cause|origin|(sub)?type|duration|onset|stage|severity))",
)  # fmt: skip
_OF_ANOTHER_PERSON = (
    "family", "fh", "fhx", "famhx", "maternal", "paternal", "(grand)?(mother|father|parents?)", "sister",
    "brother", "siblings?", "aunt", "uncle", "cousin", "son", "daughter", "relatives?",
)  # fmt: skip
_OF_THE_PAST = ("history", "hx", "h/o", "s/p", "resolved", "previous", "past", r"prior(?!\s+to)")
_LOOKED_FOR_OR_GUARDED_AGAINST = (
    r"screen\w*", "prophylaxis", r"prevent\w*", r"risk(?!\s+pregnan)", "exposure", "contact", r"vaccin\w*",
    r"(?<!B )(?<!HBV )(?<!HBsAg )carrier",
)  # fmt: skip
_GERMAN = (
    "verdacht", "ausgeschlossen", "ausschluss", r"kein\w*", "nicht", "ohne", r"fraglich\w*", "frage",
    r"m(?:ö|oe)glich\w*", r"vermutlich\w*", r"(?:un)?wahrscheinlich\w*", r"abkl(?:ä|ae)rung",
    r"differen[tz]ialdiagnos\w*", "dd", "zustand nach", r"anamnestisch\w*", r"fr(?:ü|ue)her\w*", "risiko",
    "exposition", "kontakt", r"familien\w*", "mutter", "vaters?", "bruders?", "schwester", "tante", "onkel",
    "gro(?:ß|ss)(?:mutter|vater)s?", "eltern", "geschwister", "sohn", "tochter",
)  # fmt: skip
_SPANISH = (
    "sospecha", "sin", "posible", r"descarta\w*", "antecedentes?", "riesgo", "madre", "padre", "herman[oa]",
)  # fmt: skip
_FRENCH = (
    "pas", "sans", "aucune?", "soup[cç]on", r"[eé]limin[eé]\w*", r"[eé]ventuel\w*", r"douteu\w*",
    "ant[eé]c[eé]dents?", "atcd", "risque", "recherche", "d[eé]pistage", "m[eè]re", "p[eè]re", "fr[eè]re",
    "s(?:œ|oe)ur", "oncle", "fils", "fille",
)  # fmt: skip
_DUTCH = (
    "geen", "niet", "zonder", "verdenking", r"mogelijk\w*", r"waarschijnlijk\w*", "uitgesloten", "status na",
    "voorgeschiedenis", "risico", "familieanamnese", "familie", "moeder", "vader", "broer", "zus",
)  # fmt: skip
NO_DIAGNOSIS = (
    *_NOT_THERE,
    *_IN_DOUBT,
    *_OF_ANOTHER_PERSON,
    *_OF_THE_PAST,
    *_LOOKED_FOR_OR_GUARDED_AGAINST,
    *_GERMAN,
    *_SPANISH,
    *_FRENCH,
    *_DUTCH,
)
"""A diagnosis that is denied, doubted, another person's, past, looked for or only guarded against."""

SHORT_FOR_DOUBT_OR_PAST = r"\b(?:v|z|st)\.\s?[an]\."
"""German and Dutch: "V. a." is suspected, "Z. n." and "st. n." a state after."""

DOUBT = (
    "rule[ds]?[ -]?out", "r/o", r"exclu\w*", r"refut\w*", "unlikely", "(un)?confirmed", r"suspect\w*",
    r"possib\w*", r"probab\w*", "family",
)  # fmt: skip
"""Doubt that may be of the whole entry, wherever in it the words stand."""

HISTORY = (
    r"(?:(?:past|prior|remote|personal|known)\s+)*(?:medical\s+)?(?:history|hx|h/o|s/p)\b(?:\s+of\b)?",
    r"(?:previous|past|prior|resolved)\b",
    r"(?:zustand nach|status na|ant[eé]c[eé]dents? d\w*|atcd d\w*|antecedentes? de)\b",
    r"(?:z|st)\.\s?n\.",
)
"""How a history begins; each part says itself where it ends."""

# What makes an allergy in words no allergy.
BETWEEN_CLAUSES = (
    "but", "except", "other than", "apart from",
    "au(?:ß|ss)er", "bis auf", "aber",
    "sauf", "except[eé]e?s?", "mais",
    "behalve", "maar",
)  # fmt: skip
"""A clause denies what stands after its "no", and these begin a clause of their own."""

DENIALS_OF_AN_ALLERGY = ("no", "not", "without", "denies", "denied", "negative", "never", "family", "fh")
DENIALS_ABROAD = ("keine?", r"pas d\w*", "aucune?", "geen")
DENIED_AT_ITS_END = ("ruled out", "refuted", "excluded", "denied", "negative")
ALL_DENIED = (
    "no", "none", "denie[sd]", "negative", "ruled out", "refuted", "family(?: history)?(?: only)?", "fhx?",
)  # fmt: skip
"""A clause of these words alone denies the one before it."""

NOT_BORNE = ("no", "not", "never", "unable", "cannot", "hardly", "poorly", "badly", "barely")
"""Before "tolerated": the drug is not."""

OTHER_SULFONAMIDES = (
    "sul(?:f|ph)onylureas?", "furosemide", r"\w*thiazides?", "celecoxib", "acetazolamide", "sumatriptan",
    "bumetanide", "torsemide", "glipizide", "glyburide", "glimepiride", "probenecid", "zonisamide",
)  # fmt: skip
"""With the word "sulfa" beside them they are no allergy to the antibiotics."""

NOTHING_TOLD = (
    "unknown(?: allerg(?:y|ies|en)| substance)?",
    "unspecified(?: allerg(?:y|ies|en)| substance)?",
    "allerg(?:y|ies) (?:unknown|not known)",
    "(?:unable|not able) to (?:assess|obtain|determine)",
    "(?:(?:patient|allerg(?:y|ies)) )?not (?:asked|assessed|reviewed|on file)",
    r"(?:others?(?: allerg(?:y|ies|en)| substance)?)?[\s(:-]*(?:see|in) (?:the )?(?:comments?|notes?)\)?",
    "others?(?: allerg(?:y|ies|en)| substance)?",
    "no (?:allergy )?information(?: about allergies| available)?",
    r"(?:allerg\w+ )?(?:unbekannt|nicht (?:bekannt|erhoben|erfragt|beurteilbar)|inconnue?s?|"
    "non (?:connue|renseign[eé]e?)s?|onbekend|desconocid[oa]s?|sconosciut[oaie])",
    "keine (?:angaben?|informationen?)",
)
"""An entry of these words alone says only that nobody knows."""

# What is said of a test beside its result.
NO_RESULT = (
    "no", "not", "LLN", "ULN", "(lower|upper) limits?", "limits? of normal", "z[- ]?scores?", "normal range",
    "(reference|predicted|expected|target|goal) (value|range|interval)s?", "expected", "target", "goal",
    "changes?", "difference", "delta", "comments?", "refused", "unable", "quality", "grade",
    "family", "mother", "father", "donor", "control",
)  # fmt: skip
"""What was expected, how far off it is, why there is none, or whose it is."""

OTHER_SPECIMENS = (
    r"urin\w*", "ur", r"harn\w*", "orina", r"stool\w*", r"stuhl\w*", r"fa?eces", r"fa?ecal", "selles",
    "CSF", r"cerebro-?\s?spinal\w*", r"liquor\w*", "LCR", r"\w*fluids?", r"ascit\w*", r"aszites\w*",
    r"pleura\w*", r"periton\w*", r"pericard\w*", r"synovi\w*", r"effusions?", r"drain(?:age|s)?", "BAL",
    r"lavage\w*", r"sputum\w*", r"saliva\w*", "sweat", r"dialysate?\w*", r"amnio\w*", "cord", "ratio",
    "clearance",
)  # fmt: skip
"""In what else than blood it was measured, or that it is a number made of two."""

_MADE_WITH = r"(?!\W+(?:preserv|conserv|konserv|thi?m|adjuv|live|lebend))"
NOT_GIVEN = (
    rf"(?:not?|never|without|nicht|kein\w*|sans|senza|sin){_MADE_WITH}",
    r"declin\w*", r"refus\w*", r"deferr\w*", r"postpon\w*", r"contra-?indicat\w*", r"allerg\w*",
    "due", "overdue", "planned", "offered", r"recommend\w*", r"counsel\w*", "tit(?:er|re)s?",
    r"abgelehnt\w*", "verweigert", "geplant", "empfohlen", r"rechazad[oa]", "geweigerd",
)  # fmt: skip
"""Said of a vaccine that was not given, or of another thing than the giving; not of what it lacks."""
