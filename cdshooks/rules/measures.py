"""A measure worked out from several results: creatinine clearance.

The formulas are arithmetic; which tests they read and from which number on something matters is said by the
cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Amount, Fact, Observation
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.explain import facts_behind
from cdshooks.rules.person import ages
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words, in_hundredths, on_day, reference_words


@dataclass(frozen=True, slots=True)
class Clearance:
    """Creatinine clearance in mL/min by Cockcroft and Gault (Nephron 1976;16:31), capped; without a weight
    the eGFR on record; on dialysis zero.

    (140 - age) x weight in kg / (72 x creatinine in mg/dL), times 0.85 for women.
    """

    creatinine: Result
    weight: Result
    egfr: Result
    on_dialysis: Criterion
    cap: Bound

    def below(self, bound: Bound) -> ClearanceCompared:
        return ClearanceCompared(self, "below", bound)

    def at_most(self, bound: Bound) -> ClearanceCompared:
        return ClearanceCompared(self, "at most", bound)

    def range(self, case: Case) -> tuple[Amount | None, str]:
        """The clearance as a range, and how it was found; ``None`` where it is not known."""
        key = ("clearance", id(self))  # not by its fields: to hash them all takes longer than to ask
        kept = case.kept.get(key)
        if kept is None:
            kept = case.kept[key] = self._work_out(case)
        return kept

    def _work_out(self, case: Case) -> tuple[Amount | None, str]:
        if case.answer(self.on_dialysis) is YES:
            return Amount.exactly(Decimal(0)), "on dialysis"
        creatinine, weight = worst(case, self.creatinine, True), worst(case, self.weight, False)
        years, sex = ages(case), case.record.person.gender
        if not case.complete(self.creatinine.need()):
            return None, ""
        if creatinine is not None and creatinine.high > 0 and weight is not None:
            if years is None or sex not in {"male", "female"}:
                return None, ""
            factor = Decimal("0.85") if sex == "female" else Decimal(1)
            low = factor * (140 - years[1]) * weight.low / (72 * creatinine.high)
            cap, least = case.number(self.cap), creatinine.low
            # "<0.2 mg/dL" tells no least creatinine, and so no highest clearance but the cap.
            high = factor * (140 - years[0]) * weight.high / (72 * least) if least > 0 else cap
            return Amount(min(low, cap), min(high, cap)), "Cockcroft-Gault"
        if weight is None or _none_on_record(case, self.creatinine):
            egfr = worst(case, self.egfr, False)
            return egfr, "eGFR; no weight with a creatinine on record" if egfr is not None else ""
        return None, ""


def worst(case: Case, result: Result, higher: bool) -> Amount | None:
    """The newest result as a range; of several of one time the worse one; ``None`` if not known or none."""
    if not case.complete(result.need()):
        return None
    newest = result.newest(case)
    amounts = [result.amount(case, one) for one in newest.candidates]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or newest.none_possible:
        return None
    if newest.same_time:
        return max(known, key=lambda one: one.high) if higher else min(known, key=lambda one: one.low)
    return Amount(min(one.low for one in known), max(one.high for one in known))


def _none_on_record(case: Case, result: Result) -> bool:
    return case.complete(result.need()) and not result.newest(case).candidates


def _from(facts: Sequence[Fact]) -> str:
    """The resources that an amount was worked out from."""
    return f" ({', '.join(reference_words(one.reference) for one in facts)})"


def _day(measured: Observation) -> str:
    """The day of the result that says most: of creatinine, and not of the weight."""
    return on_day(measured.when)


@dataclass(frozen=True, slots=True)
class ClearanceCompared(Criterion):
    """The creatinine clearance lies on one side of a bound; with neither clearance nor eGFR not known."""

    clearance: Clearance
    comparison: str
    bound: Bound

    def parts(self) -> tuple[Criterion, ...]:
        return (self.clearance.on_dialysis,)

    def judge(self, case: Case) -> Answer:
        amount, how = self.clearance.range(case)
        dialysis = case.answer(self.clearance.on_dialysis)
        found = NOT_KNOWN if amount is None else self._compared(case, amount)
        if dialysis is TENTATIVE and found is not YES:
            return TENTATIVE
        if how != "on dialysis" and found is NO and dialysis is NOT_KNOWN:
            # Somebody who may be on dialysis may have no clearance at all.
            return NOT_KNOWN
        return found

    def _compared(self, case: Case, amount: Amount) -> Answer:
        bound = case.number(self.bound)
        return (amount.at_least(bound) if self.comparison == "below" else amount.above(bound)).negated()

    def needs(self) -> tuple[Need, ...]:
        clearance = self.clearance
        return (
            clearance.creatinine.need(),
            clearance.weight.need(),
            clearance.egfr.need(),
            Need("Patient"),
        )

    def evidence(self, case: Case) -> Evidence:
        amount, how = self.clearance.range(case)
        if amount is None or case.answer(self) is NOT_KNOWN:
            return Evidence(missing=self._missing(case))
        if case.answer(self) is TENTATIVE:
            return Evidence(("dialysis is suspected, so the clearance may be none at all",))
        line = f"creatinine clearance {in_hundredths(amount, 1)} mL/min ({how})"
        if how == "on dialysis":
            dialysis = facts_behind(self.clearance.on_dialysis, case)
            # Nobody measured it. Named in the line alone: what is suggested is not ordered for it.
            return Evidence((f"creatinine clearance counted as none (on dialysis){_from(dialysis)}",))
        measured = (self.clearance.creatinine, self.clearance.weight)
        results = measured if how == "Cockcroft-Gault" else (self.clearance.egfr,)
        found = tuple(one for result in results for one in result.newest(case).candidates)
        return Evidence((f"{line}{_day(found[0])}{_from(found)}",), found)

    def _missing(self, case: Case) -> tuple[Missing, ...]:
        lists = tuple(
            lack
            for result in (self.clearance.creatinine, self.clearance.weight, self.clearance.egfr)
            for lack in case.lacking(result.need(), result.lab.value_set.words)
        )
        reason = "creatinine with weight, age and sex, or an eGFR, not known"
        return lists or (Missing("creatinine clearance", reason, False),)

    @property
    def words(self) -> str:
        return f"creatinine clearance {self.comparison} {bound_words(self.bound)} mL/min"
