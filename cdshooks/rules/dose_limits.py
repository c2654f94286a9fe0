"""A table of dose limits, held against each draft: ``dose_check(Limit(...), Limit(...))``.

Each row has one drug by one way of counting. Drafts of the occasion are read by ingredient and route. What a
row cannot read makes its answer not known, unless what can be read is already too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import format_number
from cdshooks.patient.value import value
from cdshooks.rules import dose_amounts
from cdshooks.rules.case import ANY_DRUG, Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dose_by_weight import for_each_kg
from cdshooks.rules.dose_history import earlier_amount, same_for_long
from cdshooks.rules.dose_parts import gaps_between, put_together
from cdshooks.rules.dose_rows import Group, Limit, amount_of, groups, limits_of
from cdshooks.rules.dose_windows import days_of_a_week
from cdshooks.rules.record_lines import entry_words, medication_line
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound
from cdshooks.rules.wording import bound_words, rounded

_MG_IN_G = Decimal(1000)

ORDERS = Need("MedicationRequest")


@dataclass(frozen=True, slots=True)
class DoseCheck:
    """The table as one thing; each property is a criterion about the drafts of the occasion."""

    limits: tuple[Limit, ...]
    weight: Result
    tenfold: Bound
    earlier_days: Bound
    renewal_days: Bound

    def drafted(self, case: Case) -> list[tuple[Limit, list[Group]]]:
        """The rows whose drug is drafted, with their drafts. Most rows are about drugs that nobody drafts,
        and their gates need no answer.
        """
        key = ("rows with drafts", id(self))
        kept: list[tuple[Limit, list[Group]]] | None = case.kept.get(key)
        if kept is None:
            held, numbers = case.held(drafts=True), case.surroundings.drugs
            asked = self.limits
            if held is not None:
                asked = tuple([one for one in asked if numbers.get(id(one.drug), ANY_DRUG) in held])
            each = [(limit, groups(case, limit, self.weight)) for limit in asked]
            kept = case.kept[key] = [(limit, drafts) for limit, drafts in each if drafts]
        return kept

    @property
    def over_hard(self) -> DoseJudged:
        """Above the hard limit of a row (a few stated days apart, where the row says so)."""
        return DoseJudged(self, "hard")

    @property
    def over_hard_briefly(self) -> DoseJudged:
        """Above the hard limit of a row that lets a few stated days pass as less grave."""
        return DoseJudged(self, "brief")

    @property
    def over_usual(self) -> DoseJudged:
        """Above the usual maximum, not above the hard limit; the same dose taken for long does not count."""
        return DoseJudged(self, "usual")

    @property
    def bad_schedule(self) -> DoseJudged:
        """On more days of a week, or nearer together, than the drug is given."""
        return DoseJudged(self, "schedule")

    @property
    def tenfold_step(self) -> DoseJudged:
        """Many times the dose of the newest earlier order of the same ingredient and route."""
        return DoseJudged(self, "tenfold")


@value
class Row:
    """One row's finding for one group of drafts."""

    answer: Answer
    group: Group
    said: str = ""
    lack: str = ""


@dataclass(frozen=True, slots=True)
class DoseJudged(Criterion):
    """Some draft of the occasion is so, by some row of the table."""

    check: DoseCheck
    asked: str

    def parts(self) -> tuple[Criterion, ...]:
        gates = (gate for limit in self.check.limits for gate in limit.criteria())
        return tuple(dict.fromkeys(gates))

    def judge(self, case: Case) -> Answer:
        return max((row.answer for row in self.rows(case)), default=NO)

    def rows(self, case: Case) -> tuple[Row, ...]:
        kept = case.kept.get(case.place(self))
        if kept is None:
            kept = case.kept[case.place(self)] = tuple(self._rows(case))
        return kept

    def _rows(self, case: Case) -> Iterator[Row]:
        for limit, drafted in self.check.drafted(case):
            gate = limit.holds(case, self.asked == "usual")
            if gate is NO:
                continue
            for group in drafted:
                row = self._row(case, limit, group)
                answer = min(row.answer, group.answer, gate)
                if answer is not NO:
                    yield Row(answer, group, row.said, row.lack)

    def _row(self, case: Case, limit: Limit, group: Group) -> Row:
        if self.asked == "schedule":
            return _schedule(case, limit, group)
        if self.asked == "tenfold":
            return self._tenfold(case, limit, group)
        brief = limit.is_brief(case, group)
        if (self.asked == "hard" and brief is YES) or (self.asked == "brief" and brief is NO):
            return Row(NO, group)
        if self.asked == "usual":
            return self._usual(case, limit, group)
        found = self._over(case, limit, group, hard=True)
        if brief is NOT_KNOWN:
            return Row(min(found.answer, NOT_KNOWN), group, found.said, "how long it is given")
        return found

    def _usual(self, case: Case, limit: Limit, group: Group) -> Row:
        usual = self._over(case, limit, group, hard=False)
        if usual.answer is NO:
            return usual
        hard = self._over(case, limit, group, hard=True)
        long = same_for_long(case, limit, group, self.check.renewal_days, self.check.weight)
        within = NO if hard.answer is YES else YES
        lack = usual.lack or ("the order before" if long is NOT_KNOWN else "")
        return Row(min(usual.answer, within, long.negated()), group, usual.said, lack)

    def _over(self, case: Case, limit: Limit, group: Group, *, hard: bool) -> Row:
        """Whether the amount lies above the bound; not known where an unread part could still raise it."""
        amount, bounds = group.amount, limits_of(case, limit, self.check.weight)
        bound = bounds.hard if hard else bounds.usual
        if amount > bound:
            return Row(YES, group, _said(case, limit, amount, bounds.kg))
        if not (group.readable and group.drafts_readable):
            return _over_for_each_kg(case, limit, group, hard=hard)
        if bounds.kg is None and limit.weight_matters:
            return Row(NOT_KNOWN, group, lack="body weight")
        return Row(NO, group)

    def _tenfold(self, case: Case, limit: Limit, group: Group) -> Row:
        if not limit.tenfold:
            return Row(NO, group)
        amount = group.amount
        before = earlier_amount(case, limit, group, self.check.earlier_days, self.check.weight)
        factor = case.number(self.check.tenfold)
        if before.amount is not None and before.amount > 0 and amount >= factor * before.amount:
            now, earlier = (f"{rounded(one)} mg {limit.per_words}" for one in (amount, before.amount))
            said = f"{now}, after {earlier} in the order before"
            return Row(YES if before.certain else NOT_KNOWN, group, said, "the order before")
        if not before.certain:
            return Row(NOT_KNOWN, group, lack="the order before")
        if before.amount is not None and not (group.readable and group.drafts_readable):
            return Row(NOT_KNOWN, group, lack="the dose cannot be read")
        return Row(NO, group)

    def needs(self) -> tuple[Need, ...]:
        weight = (self.check.weight.need(),) if self.asked in {"hard", "brief", "usual"} else ()
        history = (ORDERS,) if self.asked in {"tenfold", "usual"} else ()
        return (*weight, *history)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        rows = [row for row in self.rows(case) if row.answer is answer]
        if answer is NOT_KNOWN:
            return Evidence(missing=self._missing(case, rows))
        facts = {draft.reference: draft for row in rows for draft in row.group.drafts}
        said = dict.fromkeys(row.said for row in rows if row.said)
        return Evidence(
            (*said, *(medication_line(case, one) for one in facts.values())), tuple(facts.values())
        )

    def _missing(self, case: Case, rows: list[Row]) -> tuple[Missing, ...]:
        found: dict[Missing, None] = {}
        for row in rows:
            which = ", ".join(entry_words(case, draft) for draft in row.group.drafts)
            if row.lack == "body weight":
                found[Missing("body weight", f"not known, for the dose of {which}", False)] = None
            elif row.lack == "the order before":
                lists = case.lacking(ORDERS)
                unread = Missing("earlier order", f"of the drug in {which}: cannot be read", False)
                found |= dict.fromkeys(lists or (unread,))
            elif row.lack:
                found[Missing("dose", f"{which}: {row.lack}", False)] = None
            elif row.group.answer is NOT_KNOWN:
                found[Missing("route", f"{which}: cannot be read far enough", False)] = None
        return tuple(found)

    @property
    def words(self) -> str:
        return {
            "hard": "a dose above its hard limit",
            "brief": "a dose above its hard limit, for a few stated days",
            "usual": "a dose above its usual maximum",
            "schedule": "a schedule by which the drug is not given",
            "tenfold": f"a dose at least {bound_words(self.check.tenfold)} times that of the order before",
        }[self.asked]


def _over_for_each_kg(case: Case, limit: Limit, group: Group, *, hard: bool) -> Row:
    """Doses written for each kg, without a weight on record: held against limits that are written so too."""
    by_weight = for_each_kg(case, group.drafts)
    if by_weight is None:
        return Row(NOT_KNOWN, group, lack="the dose cannot be read")
    if not limit.per_kg:
        return Row(NOT_KNOWN, group, lack="body weight")
    amount, readable = amount_of(limit, by_weight)
    if amount > case.number(limit.hard if hard else limit.usual):
        return Row(YES, group, _said(case, limit, amount, None, each_kg=True))
    return Row(NO if readable else NOT_KNOWN, group, lack="the dose cannot be read")


def _schedule(case: Case, limit: Limit, group: Group) -> Row:
    if limit.most_days_a_week is not None:
        return _days_a_week(case.number(limit.most_days_a_week), group)
    if limit.days_apart is not None:
        least, later = case.number(limit.days_apart), case.number(limit.later_above or 0)
        return _too_near(least, later, group)
    return Row(NO, group)


def _days_a_week(most: Decimal, group: Group) -> Row:
    """More days of a week than allowed; lines that run together or follow each other add up."""
    days, readable = dose_amounts.largest_sum(group.lines, dose_amounts.days_a_week)
    days = max(days, Decimal(days_of_a_week(group.lines)))
    if days > most:
        return Row(YES, group, f"given on {rounded(min(days, Decimal(7)))} days of a week")
    return Row(NO if readable and group.lines else NOT_KNOWN, group, lack="the schedule cannot be read")


def _too_near(least: Decimal, later: Decimal, group: Group) -> Row:
    """Two doses nearer together than allowed, the later of them above ``later`` mg."""
    lines = put_together(group.drafts)
    gaps = gaps_between(lines, later)
    if any(gap < least for gap in gaps):
        days_apart = f"{format_number(min(gaps))} {'day' if min(gaps) == 1 else 'days'} apart"
        return Row(YES, group, f"doses {days_apart}")
    known = all(map(dose_amounts.spacing_is_known, lines))
    return Row(NO if known and lines else NOT_KNOWN, group, lack="the schedule cannot be read")


def _said(case: Case, limit: Limit, amount: Decimal, kg: Decimal | None, each_kg: bool = False) -> str:
    """What was ordered beside the two limits. ``each_kg``: the amount is one for each kg."""
    unit, mg = _scale(case, limit)
    by_kg = each_kg or (limit.per_kg and kg is not None)
    read = f"{rounded(amount / mg)} {unit}{'/kg' if each_kg else ''}"
    if by_kg and kg:
        read += f" ({rounded(amount / kg / mg, 3)} {unit}/kg)"
    without = None if by_kg else limit.without_weight
    usual, hard = (case.number(one) / mg for one in without or (limit.usual, limit.hard))
    unit = f"{unit}/kg" if by_kg else unit
    return (
        f"{limit.words}: {read} {limit.per_words}; usual maximum {format_number(usual)} {unit}, "
        f"limit {format_number(hard)} {unit}"
    )


def _scale(case: Case, limit: Limit) -> tuple[str, Decimal]:
    """The unit in which people count the drug, and its mg: grams where it is more than one by kg."""
    in_grams = limit.per_kg and case.number(limit.usual) >= _MG_IN_G
    return ("g", _MG_IN_G) if in_grams else ("mg", Decimal(1))


def dose_check(
    *limits: Limit, weight: Result, tenfold: Bound, earlier_days: Bound, renewal_days: Bound
) -> DoseCheck:
    """A table of limits. ``weight`` is read where a row counts by kg; ``tenfold`` is the step from the newest
    order of the last ``earlier_days`` that is taken for an error; the same dose for ``renewal_days`` is none.
    """
    return DoseCheck(limits, weight, tenfold, earlier_days, renewal_days)
