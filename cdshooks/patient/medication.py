"""One drug resource read into a fact: which drug, by which way, how much, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import lru_cache
from typing import NamedTuple

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.day import Day
from cdshooks.patient.dosage import Frame, lay_out
from cdshooks.patient.drug_identity import OTHER_DRUG, Identity, identify, remembered_drug
from cdshooks.patient.drugs import Drug, drug_tables
from cdshooks.patient.facts import DoseLine, Medication
from cdshooks.patient.measure import Measure
from cdshooks.patient.medication_elements import (
    FindResource,
    calls_itself_addition,
    concept_of_ingredient,
    dosages_of,
    named_in,
    route_of_dosages,
    status_of,
    word_of,
)
from cdshooks.patient.order_dates import authored_of, frame_of
from cdshooks.patient.potency import GLUCOCORTICOIDS
from cdshooks.patient.reading import Resource, concept_text, items, reference_of, text_of, truth
from cdshooks.patient.reasons import read_reasons
from cdshooks.patient.routes import OS, route_of_words, systemic
from cdshooks.patient.strengths import Strength, strength_of_ratio
from cdshooks.patient.terminology import NO_SETS, CodeIndex, Terminology, codings_of

# Value sets whose members count however they are given; every other one means the drug in the whole body.
_LOCAL_TOO = frozenset(
    {
        "med_calcineurin_topical_ophthalmic_not_systemic",
        "med_dapsone_topical_not_systemic",
        "med_glucocorticoid_excluded_nonsystemic",
        "med_immunoglobulin_im_not_ivig",
        "med_inhaled_bronchodilator",
        "med_jak_topical_not_systemic",
        "med_oxidant_g6pd_risk",
        "med_pentamidine",
        "med_pentamidine_inhaled",
        "med_pentamidine_injection",
        "med_smoking_cessation",
    }
)
_GIVEN_LOCALLY = {
    "med_glucocorticoid_systemic": "med_glucocorticoid_excluded_nonsystemic",
    "med_glucocorticoid_oral_low_systemic_budesonide": "med_glucocorticoid_excluded_nonsystemic",
    "med_calcineurin_inhibitors": "med_calcineurin_topical_ophthalmic_not_systemic",
    "med_jak_inhibitors": "med_jak_topical_not_systemic",
    "med_dapsone": "med_dapsone_topical_not_systemic",
}
_INJECTED = frozenset({"intravenous", "intramuscular", "subcutaneous", "injection"})


class _Given(NamedTuple):
    """What one drug resource says of how the drug is given; the fields are those of :class:`Medication`."""

    sets: frozenset[str]
    ingredients: frozenset[str]
    route: str | None
    systemic: Answer
    start: Day | None
    end: Day | None
    doses: tuple[DoseLine, ...]
    amount_ingredient: str | None

    @property
    def readable(self) -> bool:
        return bool(self.doses) and all(dose.per_day is not None for dose in self.doses)


class MedicationReader:
    """Reads drug resources of one request. ``index`` says in which used value sets local codes stand."""

    def __init__(
        self,
        terminology: Terminology,
        index: CodeIndex,
        today: date,
        zone: tzinfo,
        find_resource: FindResource,
    ) -> None:
        self._tables = drug_tables(terminology)
        self._index = index
        self.today = today
        self._zone = zone
        self._find = find_resource

    def drug_of(self, resource: Resource, kind: str) -> Identity:
        """Which drug a resource names; the cheap part of reading it. Never raises on what was sent."""
        known = remembered_drug(self._tables, self._index, resource)
        if known is not None:
            return known
        named = named_in(resource, self._find)
        # A draft before its drug was chosen is a normal draft; elsewhere an unnamed drug may be any drug.
        if not named.said and kind == "draft":
            return OTHER_DRUG
        identity = identify(self._tables, self._index, named.codings, named.texts)
        if identity.drug is None and named.product is not None:
            identity = self._with_ingredients(identity, named.product)
        return identity

    def read(
        self, resource: Resource, kind: str, in_occasion: bool = False, identity: Identity | None = None
    ) -> Medication:
        """The fact of one resource. ``kind`` as in :class:`Medication`. Never raises on what was sent.

        ``identity``: which drug it names, where that was found out before.
        """
        named = named_in(resource, self._find)
        identity = identity or self.drug_of(resource, kind)
        status = status_of(resource)
        authored = authored_of(resource, self._zone)
        frame = frame_of(resource, kind, status, authored, self.today, self._zone)
        dosages = dosages_of(resource)
        given = self._given(dosages, kind, identity, named.product, frame)
        reasons = read_reasons(resource, self._index, self._find)
        return Medication(
            reference_of(resource), named.text, given.sets, kind, text_of(resource.get("id")) or "", status,
            word_of(resource.get("intent")), identity.recognised, given.ingredients, given.route,
            given.systemic, authored, given.start, given.end, given.doses,
            given.readable, reasons.in_words.union(*reasons.of_codes), resource,
            in_occasion, calls_itself_addition(resource, dosages),
            truth(resource.get("doNotPerform")) is True,
            given.amount_ingredient, False, reasons.of_codes, reasons.readable,
            self._status_reasons(resource), reasons.told,
        )  # fmt: skip

    def _given(
        self, dosages: list[Resource], kind: str, identity: Identity, product: Resource | None, frame: Frame
    ) -> _Given:
        """How the drug is given. One that is none of ours, or not told, has no doses: nobody asks."""
        drug = identity.drug
        if drug is None:
            end = frame.last if frame.cut is None else frame.cut
            return _Given(identity.sets, NO_SETS, None, NOT_KNOWN, frame.first, end, (), None)
        route, reaches_body = _way(drug, route_of_dosages(dosages), product)
        if route is None and "med_pentamidine_inhaled" in identity.sets:
            route, reaches_body = "inhaled", systemic("inhaled")
        if route is None and (only := self._tables.only_way(drug.ingredients)) is not None:
            route, reaches_body = only, systemic(only)
        measure = Measure.of(drug.ingredients, self._strengths(drug, product), GLUCOCORTICOIDS)
        if kind == "administration":
            doses = _administered(dosages, measure, frame, self._zone)
        else:
            doses = lay_out(dosages, measure, frame, self._zone)
        return _Given(
            settled(identity.sets, route, reaches_body), drug.ingredients, route, reaches_body,
            _start(doses, frame), _end(doses), doses, measure.ingredient,
        )  # fmt: skip

    def _with_ingredients(self, identity: Identity, product: Resource) -> Identity:
        """The drug by ``Medication.ingredient``, where the Medication's own code does not tell it."""
        parts = [self._ingredient(one) for one in items(product.get("ingredient"))]
        if not parts or not all(part.recognised for part in parts):
            return identity
        drugs = [part.drug for part in parts if part.drug is not None]
        if not drugs:
            return OTHER_DRUG
        ingredients = frozenset(code for drug in drugs for code in drug.ingredients)
        sets = self._tables.sets_of_ingredients(ingredients) | identity.sets
        return Identity(True, Drug(ingredients, sets), sets)

    def _ingredient(self, element: Resource) -> Identity:
        concept = concept_of_ingredient(element)
        return identify(self._tables, self._index, codings_of(concept), [concept_text(concept)])

    def _strengths(self, drug: Drug, product: Resource | None) -> tuple[Strength, ...]:
        """What the Medication resource says of its strength, else what the code or the name says."""
        found: tuple[Strength, ...] = ()
        for element in items(product.get("ingredient")) if product is not None else ():
            named = self._ingredient(element).drug
            told = (
                drug.ingredients if len(drug.ingredients) == 1 else (named.ingredients if named else NO_SETS)
            )
            if len(told) == 1:
                for key in ("strength", "strengthRatio", "strengthQuantity"):
                    found += strength_of_ratio(next(iter(told)), element.get(key))
        return found or drug.strengths

    def _status_reasons(self, resource: Resource) -> frozenset[str]:
        """The value sets of ``statusReason``, which an order holds once and a statement as a list."""
        if "statusReason" not in resource:
            return NO_SETS
        return NO_SETS.union(
            *(self._index.sets_of(codings_of(one)) for one in items(resource["statusReason"]))
        )


def settled(sets: frozenset[str], route: str | None, reaches_body: Answer) -> frozenset[str]:
    """The value sets of a drug once its way into the body is known.

    A cream is no systemic glucocorticoid and no calcineurin inhibitor, whatever its ingredient is.
    """
    if reaches_body is NO:
        local = {_GIVEN_LOCALLY[name] for name in sets if name in _GIVEN_LOCALLY}
        sets = frozenset(name for name in sets if name in _LOCAL_TOO or not name.startswith("med_")) | local
    if "med_pentamidine" in sets and route is not None:
        given = "med_pentamidine_inhaled" if route == "inhaled" else None
        given = "med_pentamidine_injection" if route in _INJECTED else given
        sets = (sets - {"med_pentamidine_inhaled", "med_pentamidine_injection"}) | (
            {given} if given else set()
        )
    if "med_inhaled_bronchodilator" in sets and route not in (None, "inhaled"):
        sets = sets - {"med_inhaled_bronchodilator"}
    if route == "intramuscular" and "med_ivig_scig" in sets:
        sets = (sets - {"med_ivig_scig"}) | {"med_immunoglobulin_im_not_ivig"}
    return sets


@lru_cache(maxsize=4096)
def possible_sets(sets: frozenset[str]) -> frozenset[str]:
    """Every value set in which a drug of these may stand, whichever way it turns out to be given."""
    local = {_GIVEN_LOCALLY[name] for name in sets if name in _GIVEN_LOCALLY}
    inhaled_or_not = {"med_pentamidine_inhaled", "med_pentamidine_injection"}
    into_muscle = {"med_immunoglobulin_im_not_ivig"} if "med_ivig_scig" in sets else set()
    return sets | local | (inhaled_or_not if "med_pentamidine" in sets else set()) | into_muscle


def _way(drug: Drug, ordered: str | None, product: Resource | None) -> tuple[str | None, Answer]:
    """The way into the body: ordered, else of the product, else of its written form.

    A depot injection counts only where the order says that it goes into muscle, vein or skin.
    """
    if ordered == OS:
        made_for, reaches_body = _way(drug, None, product)
        return ("oral", YES) if made_for is None else (made_for, reaches_body)
    if ordered is not None and not (ordered == "injection" and drug.depot):
        return ordered, systemic(ordered)
    if drug.depot:
        return drug.route, NO
    if drug.route is not None:
        return drug.route, systemic(drug.route)
    form = (product.get("form") or product.get("doseForm")) if product is not None else None
    route = route_of_words(concept_text(form)) if form else None
    return route, drug.systemic if route is None else systemic(route)


def _start(doses: Sequence[DoseLine], frame: Frame) -> Day | None:
    if len(doses) == 1:  # as nearly every order has
        first = doses[0].first
        return frame.first if first is None else first
    starts = [dose.first for dose in doses if dose.first is not None]
    return min(starts, key=lambda day: day.first) if starts else frame.first


def _end(doses: Sequence[DoseLine]) -> Day | None:
    """The last day of the last dosage; ``None`` as soon as one of them is open."""
    if len(doses) == 1:
        return doses[0].last
    ends = [dose.last for dose in doses]
    known = [end for end in ends if end is not None]
    return max(known, key=lambda day: day.last) if known and len(known) == len(ends) else None


def _administered(
    dosages: list[Resource], measure: Measure, frame: Frame, zone: tzinfo
) -> tuple[DoseLine, ...]:
    """One dose, on the day on which it was given."""
    once: Resource = {"timing": {"code": "once"}}
    return lay_out([{**dosage, **once} for dosage in dosages] or [once], measure, frame, zone)
