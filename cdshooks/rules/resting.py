"""What each criterion rests on: without which of the record's entries it is no, whatever else is so.

What is said of a kind of criterion here is said of exactly that class; of one that is not listed nothing is
said, and it is always judged. ``tests/rules/test_presence.py`` holds each line to what the criterion answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cdshooks.patient.coverage import Need
from cdshooks.patient.kinds import ALLERGIES, CONCLUSIONS, CONDITIONS, OBSERVATIONS, REQUESTS
from cdshooks.patient.record import DRAFTED_DRUGS, DRAFTED_REQUESTS, DRUGS
from cdshooks.rules.acting import ORDERS, ActedOn, LowersDose
from cdshooks.rules.antibodies import NewestPositive
from cdshooks.rules.breathing import NewerThan, OnOxygen
from cdshooks.rules.card import About
from cdshooks.rules.case import Hook
from cdshooks.rules.coded_findings import FindingPresent, Graded
from cdshooks.rules.criteria import AllOf, AnyOf, CountOf, Criterion, Named, Proven
from cdshooks.rules.deeds import BeganWithin, ConcludedFound, DoneFound, RefusedFound, RequestFound
from cdshooks.rules.dosing import OrderedSo
from cdshooks.rules.drugs import Drug, DrugFound
from cdshooks.rules.found import AllergyFound, ConditionFound
from cdshooks.rules.lung_function import FellRelatively
from cdshooks.rules.moments import NewestWithin, NotBefore, OnsetBefore
from cdshooks.rules.newest import RequestedSince
from cdshooks.rules.pairs import Overlap
from cdshooks.rules.person import AtHook
from cdshooks.rules.presence import HOOKS, Presence, Presences
from cdshooks.rules.qualitative import AnyPositive, Deficient, NegativeWithin
from cdshooks.rules.readings import EverSays, RoseTo, Says
from cdshooks.rules.reports import NewestConcludes
from cdshooks.rules.results import Compared, OnRecord
from cdshooks.rules.rises import Rose
from cdshooks.rules.room_air import LowOnRoomAir
from cdshooks.rules.series import FellBy
from cdshooks.rules.since import Begun, FirstBegun, ResultAfter
from cdshooks.rules.statuses import StillSaid
from cdshooks.rules.steroids import Exposure
from cdshooks.rules.stopping import StoppedFor
from cdshooks.rules.taking import NewDraft, OnDrugFor, OrderedAfresh
from cdshooks.rules.terms import ValueSet
from cdshooks.rules.unclear import Unclear

Rest = Criterion | tuple[Presence, ...]
"""What must not be no; or things of which one must stand."""

_NONE_BELOW = frozenset({"sustained", "reaches", "mean", "open-ended", "after", "pulse", "pulse drafted"})
"""What is asked of a calendar and is no where it is empty."""


def _drugs(drugs: Iterable[Drug], shelf: str, needs: tuple[Need, ...] = ()) -> tuple[Presence, ...]:
    return tuple(Presence(shelf, one.name, needs) for drug in drugs for one in drug.value_sets)


def _result(value_set: ValueSet) -> tuple[Presence, ...]:
    return (Presence(OBSERVATIONS, value_set.name, (Need("Observation", value_set.name),)),)


def _entry(one: ConditionFound | AllergyFound | ConcludedFound, shelf: str) -> tuple[Presence, ...]:
    return (Presence(shelf, one.value_set.name, one.needs()),)


def _done(one: DoneFound) -> tuple[Presence, ...]:
    return tuple(Presence(kind, one.value_set.name, (Need(kind),)) for kind in one.kinds)


def _request(one: RequestFound) -> tuple[Presence, ...]:
    return (Presence(REQUESTS if one.needs() else DRAFTED_REQUESTS, one.value_set.name, one.needs()),)


def _drug_found(one: DrugFound) -> tuple[Presence, ...]:
    drafted = one.asked in {"ordered", "planned"}
    return _drugs((one.drug,), DRAFTED_DRUGS if drafted else DRUGS, one.needs())


def _exposure(one: Exposure) -> tuple[Rest, ...]:
    if one.asked not in _NONE_BELOW:
        return ()
    return ((Presence(DRUGS, one.calendar.value_set.name, one.needs()),),)


def _hooks(hooks: Iterable[str]) -> tuple[Presence, ...]:
    return tuple(Presence(HOOKS, hook) for hook in sorted(hooks))


def _readings(one: NewerThan | LowOnRoomAir, value_set: ValueSet) -> tuple[Presence, ...]:
    """Results that say nothing unless those of another test were supplied too."""
    return (Presence(OBSERVATIONS, value_set.name, one.needs()),)


_AT_THE_CHART = _hooks((Hook.PATIENT_VIEW.value,))

_RESTS: Mapping[type[Criterion], Callable[[Any], tuple[Rest, ...]]] = {
    AllOf: lambda one: one.criteria,
    Named: lambda one: (one.criterion,),
    Proven: lambda one: (one.criterion,),
    Unclear: lambda one: (one.criterion,),
    AtHook: lambda one: (_hooks(one.hooks),),
    ConditionFound: lambda one: (_entry(one, CONDITIONS),),
    AllergyFound: lambda one: (_entry(one, ALLERGIES),),
    ConcludedFound: lambda one: (_entry(one, CONCLUSIONS),),
    NewestConcludes: lambda one: ((Presence("DiagnosticReport", one.report.value_set.name, one.needs()),),),
    DoneFound: lambda one: (_done(one),),
    RefusedFound: lambda one: (_done(one),),
    RequestFound: lambda one: (_request(one),),
    BeganWithin: lambda one: (one.diagnosis,),
    RequestedSince: lambda one: (one.day.criterion,),
    ResultAfter: lambda one: (one.of, _result(one.result.lab.value_set)),
    OnsetBefore: lambda one: (one.day.criterion,),
    NewestWithin: lambda one: (one.day.criterion,),
    NotBefore: lambda one: (one.day.criterion, one.other.criterion),
    DrugFound: lambda one: (_drug_found(one),),
    OrderedSo: lambda one: (one.found,),
    ActedOn: lambda one: (one.of, _AT_THE_CHART, _drugs((one.drug,), DRUGS, ORDERS)),
    LowersDose: lambda one: (_drugs((one.drug,), DRAFTED_DRUGS),),
    NewDraft: lambda one: (_drugs((one.drug,), DRAFTED_DRUGS),),
    OrderedAfresh: lambda one: (_drugs((one.drug,), DRAFTED_DRUGS),),
    Overlap: lambda one: (_drugs((*one.sides[0], *one.sides[1]), DRAFTED_DRUGS),),
    OnDrugFor: lambda one: (_drugs((one.drug,), DRUGS, one.needs()),),
    Begun: lambda one: (_drugs((one.drug,), DRUGS, one.needs()),),
    FirstBegun: lambda one: (_drugs((one.drug,), DRUGS, one.needs()),),
    StoppedFor: lambda one: (_drugs((one.drug,), DRUGS, one.needs()),),
    Exposure: _exposure,
    Compared: lambda one: (_result(one.result.lab.value_set),),
    OnRecord: lambda one: (_result(one.result.lab.value_set),),
    FindingPresent: lambda one: (_result(one.result.lab.value_set),),
    Graded: lambda one: (_result(one.result.lab.value_set),),
    Says: lambda one: (_result(one.result.lab.value_set),),
    Deficient: lambda one: (_result(one.result.lab.value_set),),
    NewestPositive: lambda one: (_result(one.result.lab.value_set),),
    OnOxygen: lambda one: (_result(one.result.lab.value_set),),
    NewerThan: lambda one: (
        _readings(one, one.result.lab.value_set),
        _readings(one, one.other.lab.value_set),
    ),
    LowOnRoomAir: lambda one: (_readings(one, one.spo2.value_set),),
    AnyPositive: lambda one: (_result(one.lab.value_set),),
    NegativeWithin: lambda one: (_result(one.lab.value_set),),
    EverSays: lambda one: (_result(one.lab.value_set),),
    StillSaid: lambda one: (_result(one.lab.value_set),),
    RoseTo: lambda one: (_result(one.test.value_set),),
    Rose: lambda one: (_result(one.test.value_set),),
    FellBy: lambda one: (_result(one.test.value_set),),
    FellRelatively: lambda one: ((*_result(one.volume.value_set), *_result(one.percent.value_set)),),
}
_MOST_MUSTS = 4
"""More sets of bits than so many are not asked: what decides, decides early."""


class _Numbering:
    """The bits of presences, and the musts of each criterion, worked out from its parts."""

    def __init__(self) -> None:
        self.bits: dict[Presence, int] = {}
        self._known: dict[int, tuple[int, ...]] = {}

    def musts(self, one: Criterion) -> tuple[int, ...]:
        known = self._known.get(id(one))
        if known is None:
            known = self._known[id(one)] = self._worked_out(one)
        return known

    def _worked_out(self, one: Criterion) -> tuple[int, ...]:
        if isinstance(one, (AnyOf, CountOf)):
            return self._either(one.criteria)
        if type(one) is About:
            # When a chart is opened its answer is fixed; else it speaks about what is being ordered.
            chart = (_AT_THE_CHART,) if one.record else ()
            return self._either((*chart, *one.parts()))
        rests = _RESTS.get(type(one))
        return () if rests is None else _telling(must for rest in rests(one) for must in self._of(rest))

    def _of(self, rest: Rest) -> tuple[int, ...]:
        return self.musts(rest) if isinstance(rest, Criterion) else (self._mask(rest),)

    def _either(self, parts: Iterable[Rest]) -> tuple[int, ...]:
        """Of each part one must: where none of these stands, every part is no."""
        joined = 0
        for part in parts:
            musts = self._of(part)
            if not musts:
                return ()
            joined |= musts[0]
        return (joined,) if joined else ()

    def _mask(self, presences: Iterable[Presence]) -> int:
        mask = 0
        for presence in presences:
            mask |= self.bits.setdefault(presence, 1 << len(self.bits))
        return mask


def _telling(musts: Iterable[int]) -> tuple[int, ...]:
    """The most telling ones first; what another one says already is left out."""
    kept: list[int] = []
    for must in sorted(set(musts), key=int.bit_count):
        if must and not any(one & must == one for one in kept):
            kept.append(must)
    return tuple(kept[:_MOST_MUSTS])


def presences(
    criteria: Iterable[Criterion],
    places: Mapping[int, int],
    interned: Iterable[Criterion],
    served: Mapping[Hook, frozenset[Need]],
) -> Presences:
    """What the criteria of a plan rest on; ``interned``: one of each, in the order of their numbers."""
    numbering = _Numbering()
    by_place = tuple(numbering.musts(one) for one in interned)
    of = {id(one): by_place[places[id(one)]] for one in criteria if isinstance(one, AllOf)}
    return Presences(
        numbering.bits,
        by_place,
        {known: musts for known, musts in of.items() if musts},
        {hook.value: needs for hook, needs in served.items()},
    )
