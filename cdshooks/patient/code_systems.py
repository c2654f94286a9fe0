"""The code systems that are read, under every name that records give them, and how a code is compared."""

from __future__ import annotations

import re
from collections.abc import Callable

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
ICD10_GM = "http://fhir.de/codesystem/bfarm/icd-10-gm"
"""The German modification, in small letters as ``system_of`` gives it. Its codes are those of ICD-10, most
with a further character; so are those of the Australian, Canadian, Dutch, French and Swedish ones, which are
read as it."""
CVX = "http://hl7.org/fhir/sid/cvx"
NDC = "http://hl7.org/fhir/sid/ndc"
ATC = "http://www.whocc.no/atc"

_OID_ROOT = "2.16.840.1.113883."
_OIDS = {
    "6.96": SNOMED,
    "6.1": LOINC,
    "6.88": RXNORM,
    "6.90": ICD10_CM,
    "6.3": ICD10,
    "12.292": CVX,
    "6.69": NDC,
    "6.73": ATC,
}
_OTHER_NAMES = {
    "http://fhir.de/codesystem/dimdi/icd-10-gm": ICD10_GM,
    **{f"http://hl7.org/fhir/sid/icd-10-{land}": ICD10_GM for land in ("am", "ca", "nl", "se")},
    "http://smt.esante.gouv.fr/terminologie-cim-10": ICD10_GM,
    "http://hl7.org/fhir/sid/icd-10-uk": ICD10,
    "http://hl7.org/fhir/sid/icd-10-us": ICD10_CM,
    "http://www.whocc.no/atcddd": ATC,
    "http://www.loinc.org": LOINC,
    "http://snomed.info/id": SNOMED,
    "http://www.cdc.gov/vaccines/programs/iis/cvx": CVX,
    # Canada's names for the codes of LOINC.
    "http://fhir.infoway-inforoute.ca/codesystem/pclocd": LOINC,
    # As messages of HL7 version 2 name them (table 0396), and as some people write them. "I10" is left out:
    # it may be any edition of ICD-10.
    **dict.fromkeys(("ln", "loinc", "loinc.org"), LOINC),
    **dict.fromkeys(("sct", "snomed", "snomed-ct", "snomed ct", "snomedct", "snomed.info/sct"), SNOMED),
    **dict.fromkeys(("i10c", "icd-10-cm", "icd10cm", "icd10-cm"), ICD10_CM),
    "rxnorm": RXNORM,
    "cvx": CVX,
    "ndc": NDC,
}

KNOWN_SYSTEMS = frozenset({*_OIDS.values(), ICD10_GM})


def system_of(written: str) -> str:
    """The canonical URL of a code system; a system that is not known comes back in lower case."""
    name = written.strip().lower().split("|", 1)[0].rstrip("/")
    oid = name.removeprefix("urn:oid:")
    if oid.startswith(_OID_ROOT):
        return _OIDS.get(oid.removeprefix(_OID_ROOT), name)
    if name.startswith("https://"):
        name = "http://" + name.removeprefix("https://")
    # An edition of SNOMED CT is still SNOMED CT: .../sct/731000124108/version/20250301
    if name.startswith(SNOMED + "/"):
        return SNOMED
    return _OTHER_NAMES.get(name, name)


def code_of(system: str, written: str) -> str:
    """The code as it is compared: ICD without its dot and in capitals, CVX as a whole number."""
    return comparing(system)(written)


def comparing(system: str) -> Callable[[str], str]:
    """What brings a code of the system to the form in which it is compared."""
    return _COMPARED_AS.get(system, str.strip)


def broader(system: str, code: str) -> str:
    """The code of ICD-10 of which this one, as it is compared, is a part; else the code itself.

    The German modification divides the codes of ICD-10 by a fifth character (J84.10, without an acute
    exacerbation). ICD-10 itself does so in its chapter of the joints alone (M06.90, several sites).
    """
    divided = system == ICD10_GM or (system == ICD10 and code.startswith("M"))
    return code[:_UNDIVIDED] if divided else code


_UNDIVIDED = 4
_LONGEST_BUT_JOINTS, _LONGEST = 4, 5


def can_only_be_clinical(system: str, code: str) -> bool:
    """Whether a code that calls itself ICD-10 is too long for it, as those of its American modification are:
    ICD-10 has four characters, and five for joints. Many systems write both under one name.
    """
    return system == ICD10 and len(code) > (_LONGEST if code.startswith("M") else _LONGEST_BUT_JOINTS)


class Canonical:
    """Brings the codings of tables to the form in which they are compared. Tens of thousands of them have a
    handful of systems: each is looked up once.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Callable[[str], str]]] = {}

    def coding(self, system: str, code: str) -> tuple[str, str]:
        """``system_of`` and ``code_of``."""
        known = self._known.get(system)
        if known is None:
            canonical = system_of(system)
            known = self._known[system] = canonical, comparing(canonical)
        return known[0], known[1](code)


def _icd(code: str) -> str:
    """Without its dot, and without the marks behind it: dagger, asterisk, dash."""
    return code.strip().replace(".", "").upper().rstrip("+*!\u2020-")


_TERM = re.compile(r"\|[^|]*\|")
_FIRST_TERM = re.compile(r"[\s=<]*\d{6,18}\s*\|([^|]*\w[^|]*)\|")
_EXPRESSION = re.compile(r"(?:===)?(\d+)(?::(.+))?")
_JOINED = re.compile(r"[:+=]")
_DESCRIBES = frozenset(
    {
        "363698007",  # finding site
        "116676008",  # associated morphology
        "272741003",  # laterality
        "263502005",  # clinical course
    }
)
"""Attributes of SNOMED CT that say where, of what form or how a finding is, and leave it what it is."""
_SEVERITY, _SEVERITIES = "246112005", frozenset({"255604002", "6736007", "24484000"})
"""Mild, moderate and severe. A severity that says none would deny the finding."""


def _snomed(code: str) -> str:
    """The identifier, without its term ("233703007 |Interstitial lung disease|"), of an expression that only
    describes it further ("...:363698007=39607008"). Any other expression may deny it, or tell it of somebody
    else: it stays whole, and stands in no value set.
    """
    code = code.strip()
    if code.isdigit():
        return code
    said = _EXPRESSION.fullmatch("".join(_TERM.sub("", code).split()))
    if said is None:
        return code
    refinements = re.split(r"[,{}]+", said[2].strip("{}")) if said[2] else ()
    return said[1] if all(map(_describes, refinements)) else code


def _describes(refinement: str) -> bool:
    attribute, _, answer = refinement.partition("=")
    if attribute == _SEVERITY:
        return answer in _SEVERITIES
    return attribute in _DESCRIBES and answer.isdigit()


def first_term(system: object, code: str) -> str:
    """What a code says for people: of an expression that only describes a concept, its term."""
    told = _FIRST_TERM.match(code)
    return told[1].strip() if told and not is_unread_expression(system, code) else code


def may_be_expression(code: str) -> bool:
    """Whether it has one of the signs that join concepts to an expression of SNOMED CT."""
    return _JOINED.search(code) is not None


def is_unread_expression(system: object, code: object) -> bool:
    """Whether it is an expression of SNOMED CT that says something else than its first concept."""
    if not (isinstance(code, str) and may_be_expression(code) and isinstance(system, str)):
        return False  # nearly all of them
    return system_of(system) == SNOMED and bool(_JOINED.search(_TERM.sub("", _snomed(code))))


def _cvx(code: str) -> str:
    return code.strip().lstrip("0") or "0"


_COMPARED_AS: dict[str, Callable[[str], str]] = {
    ICD10_CM: _icd,
    ICD10: _icd,
    ICD10_GM: _icd,
    CVX: _cvx,
    SNOMED: _snomed,
    ATC: lambda code: code.strip().upper(),
    LOINC: lambda code: code.strip().upper(),
    NDC: lambda code: code.strip().replace("-", ""),
}


def loinc_is_sound(code: str) -> bool:
    """Whether a LOINC number carries its right check digit (mod 10).

    Answer (``LA``) and part (``LP``) codes are numbered by another rule and pass unread.
    """
    if code.startswith(("LA", "LP", "LL")):
        return True
    number, dash, check = code.partition("-")
    if not dash or not number.isdigit() or not check.isdigit():
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10 == int(check)


def snomed_is_sound(code: str) -> bool:
    """Whether a SNOMED CT identifier carries its right check digit (Verhoeff)."""
    if not (code.isascii() and code.isdigit() and 6 <= len(code) <= 18):
        return False
    state = 0
    for place, digit in enumerate(reversed(code)):
        state = _DIHEDRAL[state][_PERMUTED[place % 8][int(digit)]]
    return state == 0


def _multiply(left: int, right: int) -> int:
    """The product in the dihedral group of order ten, on which Verhoeff's digits rest."""
    if left < 5:
        return (left + right) % 5 if right < 5 else (left + right) % 5 + 5
    return (left - right) % 5 + 5 if right < 5 else (left - right) % 5


_DIHEDRAL = tuple(tuple(_multiply(left, right) for right in range(10)) for left in range(10))
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _permutations() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10))]
    for _ in range(7):
        rows.append(tuple(_STEP[digit] for digit in rows[-1]))
    return tuple(rows)


_PERMUTED = _permutations()
