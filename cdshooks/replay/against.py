"""What of a site's own records stays unread: local codes, units and texts, by how often they occur.

Only codes, their words and units are looked at, no patient and no date. A text that few resources hold may be
typed by hand and name somebody: who shows the result leaves such out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cdshooks.patient.clinical import DATED_KINDS, allergy_code, dated_codes, request_code
from cdshooks.patient.drug_identity import Identity, identify
from cdshooks.patient.drugs import DrugTables, drug_tables
from cdshooks.patient.medication_elements import dosages_of, named_in
from cdshooks.patient.reading import concept_text, items, read_quantity, text_of
from cdshooks.patient.results_in_words import result_sets_from_words
from cdshooks.patient.strengths import MG_OF_UNIT, counted_as, plain_unit, unit_of
from cdshooks.patient.terminology import codings_of, has_known_system
from cdshooks.patient.units import canonical_unit, quantity_from_text, read_amount
from cdshooks.patient.wording import (
    allergy_sets_from_words,
    condition_sets_from_words,
    past_condition_sets_from_words,
)
from cdshooks.rules.plan import Plan
from cdshooks.rules.results import Lab
from cdshooks.rules.walking import found_in

Json = dict[str, Any]

_DRUGS = ("MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration")
_REQUESTS = ("ServiceRequest", "DeviceRequest")


class What(Enum):
    """What was not read. The value is the words for people."""

    CODE = "local code"
    PUBLISHED = "published code"
    TEXT = "words without a code"
    UNIT = "unit of a result"
    VALUE = "result in words"
    DOSE = "unit of a dose"


@dataclass(frozen=True, slots=True)
class Unread:
    """One thing that is not read: ``words`` of a code, or the unit or text itself; ``value_set`` where it is
    known of which list the result is.
    """

    what: What
    resource: str
    system: str
    code: str
    words: str
    value_set: str = ""

    @property
    def typed(self) -> bool:
        """Whether a person may have typed it."""
        return self.what in (What.TEXT, What.VALUE)


@dataclass(slots=True)
class Tally:
    """What was looked at so far. Published codes that no card asks for are counted apart: most are no gap."""

    plan: Plan
    seen: Counter[str] = field(default_factory=Counter)
    unread: Counter[Unread] = field(default_factory=Counter)
    _tables: DrugTables = field(init=False)
    _measured: dict[str, str] = field(init=False)
    """The lists of results that are compared as numbers, with that by whose units each is measured."""

    def __post_init__(self) -> None:
        self._tables = drug_tables(self.plan.terminology)
        labs = (one for card in self.plan.catalogue.cards for one in found_in(card, Lab))
        self._measured = {
            one.value_set.name: one.measured_as for one in labs if canonical_unit(one.measured_as)
        }

    def add(self, resource: Json) -> None:
        """Counts what of one resource is not read; a type that no card reads is passed over."""
        kind = resource["resourceType"]
        look = _LOOKS.get(kind)
        if look is not None:
            self.seen[kind] += 1
            # The same code twice in one resource is one.
            self.unread.update(set(look(self, kind, resource)))

    def _condition(self, kind: str, resource: Json) -> Iterator[Unread]:
        index = self.plan.index
        if not (
            condition_sets_from_words(resource, index) or past_condition_sets_from_words(resource, index)
        ):
            yield from self._concept(kind, resource.get("code"))

    def _allergy(self, kind: str, resource: Json) -> Iterator[Unread]:
        if not allergy_sets_from_words(resource, self.plan.index):
            yield from self._concept(kind, allergy_code(resource))

    def _dated(self, kind: str, resource: Json) -> Iterator[Unread]:
        # A category ("LAB") says only which department wrote it.
        told = {name: value for name, value in resource.items() if name != "category"}
        for concept in dated_codes(kind, told):
            for one in concept if isinstance(concept, list) else [concept]:
                yield from self._concept(kind, one)

    def _request(self, kind: str, resource: Json) -> Iterator[Unread]:
        yield from self._concept(kind, request_code(resource))

    def _observation(self, kind: str, resource: Json) -> Iterator[Unread]:
        components = items(resource.get("component"))
        named = not components or any("code" in one for one in codings_of(resource.get("code")))
        for one in (None, *components) if named else components:
            if not result_sets_from_words(resource, one, self.plan.index):
                yield from self._concept(kind, (one or resource).get("code"))
        for one in (resource, *components):
            yield from self._value(kind, one)

    def _value(self, kind: str, said: Json) -> Iterator[Unread]:
        """The unit or the words of a result that some card compares as a number."""
        sets = self.plan.index.sets_of_concept(said.get("code")) & self._measured.keys()
        quantity = read_quantity(said.get("valueQuantity"))
        words = text_of(said.get("valueString")) or concept_text(said.get("valueCodeableConcept"))
        for name in sorted({self._measured[one] for one in sets}):
            if quantity is not None and read_amount(name, quantity) is None:
                unit = quantity.unit or quantity.code or "no unit"
                yield Unread(What.UNIT, kind, "", quantity.code or "", unit, name)
            elif quantity is None and words and read_amount(name, quantity_from_text(words)) is None:
                yield Unread(What.VALUE, kind, "", "", words, name)

    def _drug(self, kind: str, resource: Json) -> Iterator[Unread]:
        named = named_in(resource, lambda reference, owner: None)
        identity = identify(self._tables, self.plan.index, named.codings, named.texts)
        if not identity.recognised and (named.codings or named.texts):
            yield from self._unknown(kind, named.codings, named.text)
        yield from self._doses(kind, resource, identity)

    def _product(self, kind: str, resource: Json) -> Iterator[Unread]:
        yield from self._drug(kind, {"medicationCodeableConcept": resource.get("code")})

    def _doses(self, kind: str, resource: Json, identity: Identity) -> Iterator[Unread]:
        """Units of doses that are neither a mass nor counted, of a drug that some card speaks of."""
        if identity.drug is None:
            return
        for dosage in dosages_of(resource):
            for given in items(dosage.get("doseAndRate")) or [dosage]:
                for quantity in (*items(given.get("doseQuantity")), *items(given.get("dose"))):
                    unit = unit_of(quantity)
                    if unit and plain_unit(unit) not in MG_OF_UNIT and counted_as(unit) is None:
                        yield Unread(What.DOSE, kind, "", "", unit)

    def _concept(self, kind: str, concept: object) -> Iterator[Unread]:
        if not self.plan.index.sets_of_concept(concept):
            yield from self._unknown(kind, codings_of(concept), concept_text(concept))

    def _unknown(self, kind: str, codings: list[Json], text: str) -> Iterator[Unread]:
        """Each coding of what stands in no list; local ones beside a published code say nothing new."""
        coded = [one for one in codings if text_of(one.get("code"))]
        published = [one for one in coded if has_known_system(one)]
        for one in published or coded:
            what = What.PUBLISHED if published else What.CODE
            words = text_of(one.get("display")) or text
            yield Unread(what, kind, text_of(one.get("system")) or "", str(one["code"]).strip(), words)
        if not coded and text:
            yield Unread(What.TEXT, kind, "", "", text)


_LOOKS: Mapping[str, Callable[[Tally, str, Json], Iterator[Unread]]] = {
    "Condition": Tally._condition,
    "AllergyIntolerance": Tally._allergy,
    "Observation": Tally._observation,
    "Medication": Tally._product,
    **dict.fromkeys(DATED_KINDS, Tally._dated),
    **dict.fromkeys(_REQUESTS, Tally._request),
    **dict.fromkeys(_DRUGS, Tally._drug),
}
"""How each type of resource is looked at."""
