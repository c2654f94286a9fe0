"""Words about oxygen at rest: saturation and flow read together, compared with an earlier reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cdshooks.patient import units
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.results import Lab, Result, result_line
from cdshooks.rules.terms import Bound


@dataclass(frozen=True, slots=True)
class MoreOxygen(Criterion):
    """Resting oxygen need rose, or saturation fell on the same oxygen, against the newest earlier reading."""

    spo2: Lab
    oxygen: Lab
    newest_days: Bound
    gap: tuple[Bound, Bound]
    flow_rise: Bound
    points: Bound
    now_at_most: Bound

    def judge(self, case: Case) -> Answer:
        readings = self._readings(case)
        if readings is None:
            return NOT_KNOWN
        pair = self._pair(case, readings)
        if pair is None:
            return NO
        now, before = pair
        if now.flow is None or before.flow is None:
            return NOT_KNOWN
        rise = case.number(self.flow_rise)
        if now.flow - before.flow >= rise:
            return YES
        if now.flow != before.flow or now.spo2 is None or before.spo2 is None:
            return NO
        fell = before.spo2 - now.spo2 >= case.number(self.points)
        return answer_of(fell and now.spo2 <= case.number(self.now_at_most))

    def _readings(self, case: Case) -> list[Breath] | None:
        need = Need("Observation", self.spo2.value_set.name)
        if not case.complete(need):
            return None
        found = []
        for observation in case.record.observations(self.spo2.value_set.name):
            if observation.usable and observation.when is not None and observation.when.whole:
                amount = Result(self.spo2, None).amount(case, observation)
                spo2 = amount.low if amount is not None else None
                found.append(Breath(observation.when.first, spo2, self._flow(case, observation), observation))
        # Newest first; of one day the worse saturation counts.
        return sorted(found, key=lambda one: (one.day, -(one.spo2 or Decimal(100))), reverse=True)

    def _flow(self, case: Case, observation: Observation) -> Decimal | None:
        """Oxygen flow in L/min read with the saturation; none written is room air."""
        flows = [part.quantity for part in observation.components if self.oxygen.value_set.name in part.sets]
        if not flows:
            return Decimal(0)
        amounts = [units.read_amount(self.oxygen.measured_as, one) for one in flows if one]
        return amounts[0].low if amounts and amounts[0] is not None else None

    def _pair(self, case: Case, readings: list[Breath]) -> tuple[Breath, Breath] | None:
        past = [one for one in readings if one.day <= case.today]
        if not past or (case.today - past[0].day).days > case.number(self.newest_days):
            return None
        low, high = case.days(self.gap[0]), case.days(self.gap[1])
        earlier = [one for one in past if low <= (past[0].day - one.day).days <= high]
        return (past[0], earlier[0]) if earlier else None

    def needs(self) -> tuple[Need, ...]:
        return (Need("Observation", self.spo2.value_set.name),)

    def evidence(self, case: Case) -> Evidence:
        readings = self._readings(case)
        if readings is None:
            return Evidence(missing=case.lacking(self.needs()[0], "oxygen saturation results"))
        pair = self._pair(case, readings)
        if pair is None:
            return Evidence()
        facts = (pair[1].fact, pair[0].fact)
        return Evidence(tuple(result_line(case, fact) for fact in facts), facts)

    @property
    def words(self) -> str:
        return "resting oxygen need rose or saturation fell"


@dataclass(frozen=True, slots=True)
class Breath:
    """One reading of saturation (%) and oxygen flow (L/min)."""

    day: date
    spo2: Decimal | None
    flow: Decimal | None
    fact: Observation
