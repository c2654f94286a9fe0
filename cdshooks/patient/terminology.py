"""Value sets, drugs and the index that tells at once in which value sets a code stands.

Everything here is pure: the bytes come in through ``cdshooks.catalogue_data``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cdshooks.patient import code_systems
from cdshooks.patient.allergy_codes import CodesMeant
from cdshooks.patient.code_systems import (
    KNOWN_SYSTEMS,
    broader,
    can_only_be_clinical,
    code_of,
    comparing,
    is_unread_expression,
    may_be_expression,
    system_of,
)
from cdshooks.patient.terminology_rows import NO_ROLES, Ingredient, Product, Roles, Row
from cdshooks.patient.text_patterns import compiled, of_requests
from cdshooks.patient.value import ordinary

NO_SETS: frozenset[str] = frozenset()
SITE = "site:"
"""So begins the name of a concept for which no code is published: a site may name its own."""


@ordinary
@dataclass(frozen=True)
class Terminology:
    """All that is known of codes, drugs and words.

    ``value_sets``: name to rows. ``products``: RxNorm code to product. ``text_fallback``: value set to a
    case-insensitive pattern for entries that carry words alone. ``kind_of``: what no code says to the value
    set of whose codes it is a closer kind: its words are read beside those. ``other_drugs``: names of drugs
    that no card speaks of, so that an order for one of them is not taken for a drug that could not be told.
    ``exclusive_pairs``: two value sets that may share no code: a card would say a thing and its opposite.
    """

    value_sets: Mapping[str, tuple[Row, ...]]
    ingredients: tuple[Ingredient, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)
    text_fallback: Mapping[str, str] = field(default_factory=dict)
    kind_of: Mapping[str, str] = field(default_factory=dict)
    other_drugs: tuple[str, ...] = ()
    roles: Roles = NO_ROLES
    exclusive_pairs: tuple[tuple[str, str], ...] = ()

    def rows(self, value_set: str) -> tuple[Row, ...]:
        """The rows of a value set; ``KeyError`` where there is none of that name."""
        return self.value_sets[value_set]

    def with_sets(self, sets: Mapping[str, Iterable[Row]]) -> Terminology:
        """The same terminology with further sets; a set of an existing name is replaced."""
        added = {name: tuple(rows) for name, rows in sets.items()}
        return replace(self, value_sets={**self.value_sets, **added})

    def with_local_codes(self, codes: Mapping[str, Iterable[tuple[str, str]]]) -> Terminology:
        """The same terminology with a site's own (system, code) pairs added to value sets.

        A set that does not exist yet is made: so a site names the codes of a ``site_concept``.
        """
        added = {
            name: (*self.value_sets.get(name, ()), *(Row(system, code, "", "site") for system, code in pairs))
            for name, pairs in codes.items()
        }
        return replace(self, value_sets={**self.value_sets, **added})

    def index(self, used: Collection[str]) -> CodeIndex:
        """The index over the value sets that a plan reads; ``KeyError`` names a set that does not exist."""
        meant = CodesMeant(self.value_sets, self.ingredients, self.products)
        sets = {name: (*self.value_sets[name], *(Row(*told) for told in meant.by(name))) for name in used}
        return CodeIndex(sets, self.text_fallback, self.kind_of, self.roles)


@ordinary
class _NoCodes(dict[str, frozenset[str]]):
    """The codes of a system without value sets."""

    __slots__ = ()

    def __missing__(self, code: object) -> frozenset[str]:
        return NO_SETS


_NO_CODES = _NoCodes()
RELEASED_SLOWLY = "~extended release"
"""So ends the name of that part of a set of drugs which holds its slowly released products."""
_SPELLINGS_KEPT = 20_000
"""How many spellings of systems and codes an index remembers: few are sent, but a client could send any."""


class CodeIndex:
    """From a coding to the value sets that hold its code.

    Found by the raw system and the raw code where they are written canonically; other spellings are
    brought to the canonical one first. Codes match whole: ``J84.1`` does not match ``J84.17``.
    """

    def __init__(
        self,
        value_sets: Mapping[str, Sequence[Row]],
        text_fallback: Mapping[str, str] | None = None,
        kind_of: Mapping[str, str] | None = None,
        roles: Roles = NO_ROLES,
    ) -> None:
        self.used = frozenset(value_sets)
        self.roles = roles
        allergies = frozenset(name for name in value_sets if name.startswith("allergy_"))
        self.drug_allergies = allergies - roles.allergy_to_no_drug
        """Sets of the drugs and vaccines to which a patient may be allergic."""
        slow = [name for name in value_sets if name.endswith(RELEASED_SLOWLY)]
        self.released_slowly = tuple((name.removesuffix(RELEASED_SLOWLY), name) for name in slow)
        """Sets of drugs with what of each is released slowly, which words may tell as well as a code."""
        self.condition_patterns = compiled(text_fallback, ("cond_", SITE), self.used)
        closer = compiled(text_fallback, tuple(kind_of or ()), self.used)
        self.closer = tuple((kind_of[name], name, pattern) for name, pattern in closer) if kind_of else ()
        """Diagnoses that no code says: the value set of which each is a kind, its own, and its words."""
        self.told_closer = frozenset(kind for kind, _, _ in self.closer)
        self.allergy_patterns = compiled(text_fallback, ("allergy_",), self.used)
        self.result_patterns = compiled(text_fallback, ("obs_",), self.used)
        self.vaccine_patterns = compiled(text_fallback, ("imm_",), self.used)
        self.draft_patterns = compiled(text_fallback, ("proc_",), self.used)
        self.request_patterns = of_requests(text_fallback, self.used, roles.asked_in_words)
        self._tables = _tables(value_sets)
        self._by_spelling: dict[str, dict[str, frozenset[str]]] = dict(self._tables)
        self._may_remember = _SPELLINGS_KEPT

    def sets_of(self, codings: object) -> frozenset[str]:
        """The value sets of a list of FHIR codings; a coding that cannot be read matches nothing."""
        found = NO_SETS
        by_spelling = self._by_spelling
        for coding in codings if type(codings) is list else (codings,):
            try:
                sets = by_spelling[coding["system"]][coding["code"]]  # type: ignore[index]
            except (KeyError, TypeError):
                sets = self._sets_of_another(coding)
            if sets:
                found = found | sets if found else sets
        return found

    def _sets_of_another(self, coding: object) -> frozenset[str]:
        """The same of a coding that is met for the first time, or that is none."""
        if type(coding) is not dict:
            return NO_SETS
        system, code = coding.get("system"), coding.get("code")
        if type(system) is not str or (type(code) is not str and type(code) is not int):
            return NO_SETS
        table = self._by_spelling.get(system)
        if table is None:
            table = self._table_of(system)
        sets = table.get(str(code))
        return self._sets_as_spelled(system, table, str(code)) if sets is None else sets

    def sets_of_concept(self, concept: object) -> frozenset[str]:
        """The value sets of a CodeableConcept, a list of them, a bare Coding, or a CodeableReference."""
        if type(concept) is dict:
            try:
                (coding,) = concept["coding"]
                return self._by_spelling[coding["system"]][coding["code"]]
            except (KeyError, TypeError, ValueError):
                pass  # several codings, none, or one that is met for the first time
            codings = concept.get("coding")
            if codings is None:
                codings = codings_of(concept)
            return self.sets_of(codings)
        if type(concept) is list:
            return frozenset().union(*(self.sets_of(codings_of(one)) for one in concept))
        return NO_SETS

    def _table_of(self, written: str) -> dict[str, frozenset[str]]:
        """The codes of a system that is spelled in another way; none for a system without value sets."""
        table = self._tables.get(system_of(written), _NO_CODES)
        if self._remembers():
            self._by_spelling[written] = table
        return table

    def _sets_as_spelled(
        self, written_system: str, table: dict[str, frozenset[str]], written: str
    ) -> frozenset[str]:
        system = system_of(written_system)
        code = code_of(system, written)
        sets = table.get(code) or table.get(broader(system, code), NO_SETS)
        if not sets and can_only_be_clinical(system, code):
            sets = self._tables.get(code_systems.ICD10_CM, _NO_CODES).get(code, NO_SETS)
        if table is not _NO_CODES and self._remembers():
            table[written] = sets
        return sets

    def _remembers(self) -> bool:
        self._may_remember -= 1
        return self._may_remember > 0


def _tables(value_sets: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, frozenset[str]]]:
    """Canonical system to code, as published and as compared, to the value sets that hold it."""
    collected: dict[str, dict[str, set[str]]] = {}
    by_spelling: dict[str, tuple[dict[str, set[str]], Callable[[str], str]]] = {}
    for name, rows in value_sets.items():
        for row in rows:
            known = by_spelling.get(row.system)
            if known is None:
                # Tens of thousands of codes have a handful of systems.
                system = system_of(row.system)
                known = collected.setdefault(system, {}), comparing(system)
                by_spelling[row.system] = known
            codes, compared = known
            sets = codes.get(row.code)
            if sets is None:
                sets = codes.setdefault(compared(row.code), set())
                codes.setdefault(row.code, sets)
            sets.add(name)
    kept: dict[frozenset[str], frozenset[str]] = {}
    tables = {
        system: {code: _shared(frozenset(sets), kept) for code, sets in codes.items()}
        for system, codes in collected.items()
    }
    if code_systems.ICD10_CM in tables:
        tables.setdefault(code_systems.ICD10, {})  # under its name codes of ICD-10-CM stand, too
    if code_systems.ICD10 in tables:
        # A table of its own: it remembers the longer codes of the German modification.
        tables[code_systems.ICD10_GM] = dict(tables[code_systems.ICD10])
    return tables


def _shared(sets: frozenset[str], kept: dict[frozenset[str], frozenset[str]]) -> frozenset[str]:
    """Many codes stand in the same value sets: one object says so of all of them."""
    return kept.setdefault(sets, sets)


def codings_of(concept: object) -> list[dict[str, object]]:
    """The codings of one CodeableConcept, Coding or CodeableReference, whatever its shape."""
    if type(concept) is dict and "concept" not in concept:
        codings = concept.get("coding")
        if type(codings) is list and len(codings) == 1 and type(codings[0]) is dict:
            return codings  # nearly all of them
    if isinstance(concept, dict) and isinstance(concept.get("concept"), dict):
        concept = concept["concept"]
    if not isinstance(concept, dict):
        return []
    codings = concept.get("coding", concept)
    return [one for one in (codings if isinstance(codings, list) else [codings]) if isinstance(one, dict)]


def has_known_system(concept: object) -> bool:
    """Whether a CodeableConcept (or a list of them) carries a code of a code system that is read here."""
    if type(concept) is dict and "concept" not in concept:
        try:
            (only,) = concept["coding"]
            if only["system"] in KNOWN_SYSTEMS and only["code"]:
                return True  # nearly all of them
        except (KeyError, TypeError, ValueError):
            pass
    for one in concept if isinstance(concept, list) else [concept]:
        for coding in codings_of(one):
            system = coding.get("system")
            if isinstance(system, str) and coding.get("code") and _is_known(system):
                return True
    return False


def has_only_unread_expressions(concept: object) -> bool:
    """Whether all that a concept is coded with, by known systems, are expressions that nobody here reads."""
    found = False
    for coding in codings_of(concept):
        system, code = coding.get("system"), coding.get("code")
        if isinstance(system, str) and code and _is_known(system):
            if not is_unread_expression(system, code):
                return False
            found = True
    return found


def says_by_code(concept: object) -> bool:
    """Whether it is told by a code of a known system, which need not be one that is asked for."""
    try:
        (only,) = concept["coding"] if type(concept) is dict and "concept" not in concept else []
        if only["system"] in KNOWN_SYSTEMS and only["code"] and not may_be_expression(only["code"]):
            return True  # nearly all of them
    except (KeyError, TypeError, ValueError):
        pass
    return has_known_system(concept) and not has_only_unread_expressions(concept)


def _is_known(system: str) -> bool:
    return system in KNOWN_SYSTEMS or system_of(system) in KNOWN_SYSTEMS
