"""A word about oxygen saturation at rest without added oxygen."""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.patient.answer import NOT_KNOWN, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.dates import within
from cdshooks.rules.oxygen import ROOM_AIR, Breath, newest_first, oxygen_with
from cdshooks.rules.record_lines import result_line, unread
from cdshooks.rules.results import Lab, Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words, in_days


@dataclass(frozen=True, slots=True)
class LowOnRoomAir(Criterion):
    """The newest saturation on room air, at most ``days`` old, is at most ``percent``. None there is no."""

    spo2: Lab
    oxygen: Lab
    percent: Bound
    days: Bound

    def judge(self, case: Case) -> Answer:
        newest, unreadable = self._newest(case)
        if unreadable is not None or not case.complete(*self.needs()):
            return NOT_KNOWN
        return answer_of(newest is not None and (newest.spo2 or 0) <= case.number(self.percent))

    def _newest(self, case: Case) -> tuple[Breath | None, Breath | None]:
        """The newest reading on room air, and one that is newer and cannot be read far enough."""
        unreadable = None
        for one in self._readings(case):
            if one.oxygen is None or (one.oxygen == ROOM_AIR and one.spo2 is None):
                unreadable = unreadable or one
            elif one.oxygen == ROOM_AIR:
                return one, unreadable
        return None, unreadable

    def _readings(self, case: Case) -> list[Breath]:
        """The readings of the window, newest first; of one time the worse saturation counts."""
        found, result = [], Result(self.spo2, None)
        for observation in case.record.observations(self.spo2.value_set.name):
            inside = observation.usable and within(case, observation.when, self.days)
            if inside is not YES or result.slip(case, observation):
                continue
            if observation.when is not None and observation.when.whole:
                amount = result.amount(case, observation)
                percent = None if amount is None else amount.low
                breathed = oxygen_with(case, self.oxygen, observation)
                found.append(Breath(observation.when.first, percent, breathed, observation))
        return newest_first(found)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need("Observation", lab.value_set.name) for lab in (self.spo2, self.oxygen))

    def evidence(self, case: Case) -> Evidence:
        newest, unreadable = self._newest(case)
        if case.answer(self) is not NOT_KNOWN:
            facts = () if newest is None else (newest.fact,)
            return Evidence(tuple(result_line(case, fact) for fact in facts), facts)
        if lists := case.lacking(self.needs()[1], self.oxygen.value_set.words):
            return Evidence(missing=lists)
        words = self.spo2.value_set.words
        if unreadable is not None:
            return Evidence(missing=(unread(words, unreadable.fact),))
        return Evidence(missing=case.lacking(self.needs()[0], words))

    @property
    def words(self) -> str:
        where = f"{self.spo2.value_set.words} on room air {in_days(self.days)}"
        return f"{where} at most {bound_words(self.percent)} %"


def low_on_room_air(spo2: Lab, oxygen: Lab, *, at_most: Bound, within: Bound) -> LowOnRoomAir:
    """The newest saturation without added oxygen, of so many days, is at most so many percent."""
    return LowOnRoomAir(spo2, oxygen, at_most, within)
