"""Words about oxygen at rest: saturation and flow read together, compared with an earlier reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from cdshooks.patient import units
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Amount, Observation, Quantity
from cdshooks.patient.value import value
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.record_lines import result_line
from cdshooks.rules.results import Lab, Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import reference_words


@dataclass(frozen=True, slots=True)
class MoreOxygen(Criterion):
    """Resting oxygen need rose, or saturation fell on the same oxygen, against the newest earlier reading.

    A flow that was written on a day without a saturation of its time is a reading of the flow alone. A
    saturation below ``least`` or above 100 % is left out as a slip: the newest that can be true counts.
    """

    spo2: Lab
    oxygen: Lab
    newest_days: Bound
    gap: tuple[Bound, Bound]
    flow_rise: Bound
    points: Bound
    now_at_most: Bound
    least: Bound = 0

    def judge(self, case: Case) -> Answer:
        readings = self._readings(case)
        if readings is None:
            return NOT_KNOWN
        best = max(
            (self._compared(case, *pair) for pair in self._pairs(case, readings)),
            default=NO,
        )
        return NOT_KNOWN if best is NO and self._unread(case, readings) else best

    def _pairs(self, case: Case, readings: list[Breath]) -> list[tuple[Breath, Breath]]:
        """The newest reading and the one before it: of the saturations, and of the flows."""
        found = (
            self._pair(case, [one for one in readings if one.spo2 is not None]),
            self._pair(case, self._flows(case, readings)),
        )
        return [pair for pair in found if pair is not None]

    def _unread(self, case: Case, readings: list[Breath]) -> Breath | None:
        """The newest reading, where it is recent and its saturation cannot be read."""
        past = [one for one in readings if one.day <= case.today]
        recent = past and (case.today - past[0].day).days <= case.number(self.newest_days)
        return past[0] if recent and past[0].spo2 is None else None

    def _compared(self, case: Case, now: Breath, before: Breath) -> Answer:
        if now.oxygen is None or before.oxygen is None:
            return NOT_KNOWN
        flows = now.oxygen.flow, before.oxygen.flow
        if (
            flows[0] is not None
            and flows[1] is not None
            and flows[0] - flows[1] >= case.number(self.flow_rise)
        ):
            return YES
        if now.oxygen != before.oxygen or now.spo2 is None or before.spo2 is None:
            return NO
        fell = before.spo2 - now.spo2 >= case.number(self.points)
        return answer_of(fell and now.spo2 <= case.number(self.now_at_most))

    def _readings(self, case: Case) -> list[Breath] | None:
        need = Need("Observation", self.spo2.value_set.name)
        if not case.complete(need):
            return None
        found, result = [], Result(self.spo2, None)
        for observation in case.record.observations(self.spo2.value_set.name):
            if observation.usable and observation.when is not None and observation.when.whole:
                breath = Breath(
                    observation.when.first,
                    self._saturation(case, result.amount(case, observation)),
                    oxygen_with(case, self.oxygen, observation),
                    observation,
                )
                found.append(breath)
        return newest_first(found)

    def _saturation(self, case: Case, amount: Amount | None) -> Decimal | None:
        """The percentage, where it can be one of a living patient; of "< 90" and "> 97" what is written."""
        if amount is None:
            return None
        written = amount.high if amount.high <= _HIGHEST else amount.low
        return written if case.number(self.least) <= written <= _HIGHEST else None

    def _flows(self, case: Case, readings: list[Breath]) -> list[Breath]:
        """Readings of the flow: those written alone, and those of a saturation; of one day the highest."""
        alone = [
            Breath(one.when.first, None, _read_oxygen([one.quantity]), one)
            for one in case.record.observations(self.oxygen.value_set.name)
            if one.usable and one.quantity is not None and one.when is not None and one.when.whole
        ]
        alone += [one for one in readings if one.spo2 is None]
        if not alone:
            return []
        written = [
            one for one in (*alone, *readings) if one.oxygen is not None and one.oxygen.flow is not None
        ]
        return sorted(written, key=lambda one: (one.day, _flow(one)), reverse=True)

    def _pair(self, case: Case, readings: list[Breath]) -> tuple[Breath, Breath] | None:
        past = [one for one in readings if one.day <= case.today]
        if not past or (case.today - past[0].day).days > case.number(self.newest_days):
            return None
        low, high = case.days(self.gap[0]), case.days(self.gap[1])
        earlier = [one for one in past if low <= (past[0].day - one.day).days <= high]
        return (past[0], earlier[0]) if earlier else None

    def needs(self) -> tuple[Need, ...]:
        return (
            Need("Observation", self.spo2.value_set.name),
            Need("Observation", self.oxygen.value_set.name),
        )

    def evidence(self, case: Case) -> Evidence:
        readings = self._readings(case)
        if readings is None:
            return Evidence(missing=case.lacking(self.needs()[0], "oxygen saturation"))
        pairs = self._pairs(case, readings)
        answer = case.answer(self)
        pair = next((one for one in pairs if self._compared(case, *one) is answer), None)
        if pair is None:
            newest = self._unread(case, readings) if answer is NOT_KNOWN else None
            if newest is None:
                return Evidence()
            why = f"{reference_words(newest.fact.reference)} cannot be read"
            return Evidence(missing=(Missing("oxygen at rest", why, False),))
        unread = [one for one in pair if one.oxygen is None]
        if unread:
            lists = case.lacking(self.needs()[1], self.oxygen.value_set.words)
            why = f"the oxygen written with {reference_words(unread[0].fact.reference)} cannot be read"
            return Evidence(missing=lists or (Missing("oxygen at rest", why, False),))
        facts = (pair[1].fact, pair[0].fact)
        return Evidence(tuple(result_line(case, fact) for fact in facts), facts)

    @property
    def words(self) -> str:
        return "resting oxygen need rose or saturation fell"


@dataclass(frozen=True, slots=True)
class Oxygen:
    """What was breathed: a flow in L/min, or an inspired share in percent."""

    flow: Decimal | None
    share: Decimal | None = None


_HIGHEST = Decimal(100)
_SATURATIONS = ("obs_spo2", "obs_spo2_exertional")
ROOM_AIR = Oxygen(Decimal(0))
_ROOM_AIR_SHARE = Decimal(21)


def _read_oxygen(written: list[Quantity]) -> Oxygen | None:
    """A flow where one is written, else a share; 21 % is room air."""
    for quantity in written:
        flow = units.read_amount("obs_fio2_o2flow", quantity)
        if flow is not None:
            return Oxygen(flow.low)
    for quantity in written:
        share = units.read_amount("obs_fio2", quantity)
        if share is not None:
            return ROOM_AIR if share.low <= _ROOM_AIR_SHARE else Oxygen(None, share.low)
    return None


def oxygen_with(case: Case, oxygen: Lab, observation: Observation) -> Oxygen | None:
    """The oxygen breathed with a saturation: a component, else a result of the same time.

    None written is room air, where all results of oxygen were supplied. ``None``: what was written cannot be
    read, or was not supplied. What is written within one saturation is said of that one alone.
    """
    name = oxygen.value_set.name
    written = [part.quantity for part in observation.components if name in part.sets]
    if written:
        return _read_oxygen([one for one in written if one is not None])
    kept = case.kept.get(("oxygen", name))
    if kept is None:
        kept = case.kept["oxygen", name] = _by_time(case.record.observations(name), _saturations(case))
    if observation.reference in kept:
        return kept[observation.reference][2]
    unwritten = ROOM_AIR if case.complete(Need("Observation", name)) else None
    when = observation.when
    if when is None:
        return unwritten
    # The same moment where both write one, else the same day.
    times = [(when.first, None)] if when.instant is None else [(when.first, ""), (when.first, when.instant)]
    at_that_time = [kept[time] for time in times if time in kept]
    if not at_that_time:
        return unwritten
    return min(at_that_time, key=_first_read)[2]


_Written = tuple[int, int, Oxygen | None]
"""Whether a flow (0), a share (1) or nothing (2) is read; its place in the record; the oxygen."""


def _first_read(written: _Written) -> tuple[int, int]:
    return written[:2]


def _by_time(results: Sequence[Observation], saturations: frozenset[str]) -> dict[object, _Written]:
    """What counts of the results of each day, of those of it without a time of day, of each moment, and of
    those within one saturation. Looked up and not searched for: a patient on a monitor has thousands of both.
    """
    found: dict[object, _Written] = {}
    for place, one in enumerate(results):
        if not one.usable or one.when is None or not one.when.whole:
            continue
        flow = units.read_amount("obs_fio2_o2flow", one.quantity)
        breathed = _read_oxygen([one.quantity]) if one.quantity is not None else None
        kind = 0 if flow is not None else 1 if breathed is not None else 2
        written = kind, place, breathed
        day = one.when.first
        times = ((day, None), (day, one.when.instant or ""))
        for time in (one.reference,) if one.reference in saturations else times:
            found[time] = min(found.get(time, written), written, key=_first_read)
    return found


def _saturations(case: Case) -> frozenset[str]:
    """The results that hold a saturation, as their code or as one of their components."""
    record = case.record
    names = [name for name in _SATURATIONS if name in record.index.used]
    return frozenset(one.reference for name in names for one in record.observations(name))


def _flow(breath: Breath) -> Decimal:
    """The flow of a reading that has one."""
    flow = breath.oxygen.flow if breath.oxygen is not None else None
    return flow if flow is not None else Decimal(0)


@value
class Breath:
    """One reading of saturation (%), with the oxygen breathed."""

    day: date
    spo2: Decimal | None
    oxygen: Oxygen | None
    fact: Observation

    @property
    def instant(self) -> datetime | None:
        return self.fact.when.instant if self.fact.when is not None else None


def newest_first(readings: Sequence[Breath]) -> list[Breath]:
    """By day, and by the hour on a day of which every reading says one; else the worse goes first."""
    untimed = {one.day for one in readings if one.instant is None}
    some_time = datetime.min.replace(tzinfo=UTC)

    def place(one: Breath) -> tuple[date, datetime, Decimal]:
        timed = one.instant if one.day not in untimed else None
        return one.day, timed or some_time, -(one.spo2 or Decimal(100))

    return sorted(readings, key=place, reverse=True)
