"""The glucocorticoid calendar of clinical README 2.4: mg of prednisone-equivalent on every day. Pure.

The caller gives the systemic glucocorticoids of the record and the drafts (value set
med_glucocorticoid_systemic). Every question is judged on two layouts, the least and the most that the
record can mean: *yes* where the least says so, *no* where even the most does not, else *not known*.
A threshold that is crossed only by adding different glucocorticoids up gives a *tentative* yes.
Pulse days stand outside runs, means and totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer, agreed
from cdshooks.patient.calendar_ceiling import ceiling, of_the_present
from cdshooks.patient.calendar_days import lay_out_spans
from cdshooks.patient.calendar_layout import (
    WINDOW,
    Judged,
    Layout,
    Run,
    against,
    lowest,
    may_have_begun_lately,
    medications_of,
    reads_one_way,
)
from cdshooks.patient.calendar_segments import ZERO, Segment
from cdshooks.patient.facts import INFINITE, Amount, Medication
from cdshooks.patient.potency import PULSE_MG, rounded

Crosses = Callable[[Decimal], bool]


class Calendar:
    """The glucocorticoid days of one patient.

    ``orders_complete``: the orders were supplied in full; if not, only what drafts alone prove is answered.
    ``additions_complete``: so were statements, dispenses and administrations, which can only add.
    """

    def __init__(
        self,
        medications: Iterable[Medication],
        today: date,
        *,
        orders_complete: bool,
        additions_complete: bool,
    ) -> None:
        self._medications = tuple(medications)
        self._day = today
        self.today = today.toordinal()
        self.orders_complete = orders_complete
        self.additions_complete = additions_complete
        self._highest: Decimal | None = None
        self._least: Layout | None = None
        self._most: Layout | None = None
        self._drafts: Calendar | None = None
        self._others: Calendar | None = None

    def stays_under(self, mg: Decimal) -> bool:
        """Whether no day of the last 28, of a draft or to come can reach mg; nothing is laid out for it."""
        if self._highest is None:
            self._highest = ceiling(of_the_present(self._medications, self._day))
        return self._highest < mg

    def never_pulsed(self) -> bool:
        """Whether no day ever can have been a pulse day; nothing is laid out for it."""
        return ceiling(self._medications) < PULSE_MG

    @property
    def least(self) -> Layout:
        if self._least is None:
            self._least = self._laid_out(most=False)
        return self._least

    @property
    def most(self) -> Layout:
        if self._most is None:
            one_way = reads_one_way(self._medications, self.today)
            most = self.least if one_way else self._laid_out(most=True)
            self._most = self.least if most.spans == self.least.spans else most
        return self._most

    def _laid_out(self, most: bool) -> Layout:
        spans = lay_out_spans(self._medications, self.today, most)
        if all(line.last is not None for one in self._medications for line in one.doses):
            return Layout(spans, self.today)
        open_until = self.today + WINDOW
        again = partial(lay_out_spans, self._medications, self.today, most, open_until)
        return Layout(spans, self.today, again)

    @property
    def drafts(self) -> Calendar:
        """The drafts alone, as if nothing else were taken."""
        if self._drafts is None:
            drafts = [one for one in self._medications if one.kind == "draft"]
            self._drafts = Calendar(drafts, self._day, orders_complete=True, additions_complete=True)
        return self._drafts

    @property
    def without_drafts(self) -> Calendar:
        if self._others is None:
            others = [one for one in self._medications if one.kind != "draft"]
            orders, additions = self.orders_complete, self.additions_complete
            self._others = Calendar(others, self._day, orders_complete=orders, additions_complete=additions)
        return self._others

    def _readings(self) -> tuple[tuple[Answer, Layout, bool], ...]:
        return (YES, self.least, True), (TENTATIVE, self.least, False), (NOT_KNOWN, self.most, False)

    def sustained(self, mg: Decimal, days: int) -> Judged:
        """``run(>= mg) >= days``: exactly mg and exactly days count."""
        return self.run_that(mg, lambda run: run.days >= days)

    def run_that(self, mg: Decimal, holds: Callable[[Run], bool]) -> Judged:
        """Whether ``run(>= mg)`` is such a one."""
        run = None
        for answer, layout, top in self._readings():
            run = layout.present_run(mg, top)
            if run is not None and holds(run):
                return self._of_run(answer, run)
        return self._of_run(NO, run)

    def some_run(self, mg: Decimal, holds: Callable[[Run], bool]) -> Judged:
        """Whether any run at ``mg``, past, present or to come, is such a one."""
        for answer, layout, top in self._readings():
            for run in filter(holds, layout.runs(mg, top)):
                return self._of_run(answer, run)
        return self._of_run(NO, None)

    def on(self, day: date) -> Amount:
        """The total of one day. Without the whole list of orders anything from nothing upward."""
        return self._amount(self.least.total(day.toordinal()), self.most.total(day.toordinal()))

    def on_today(self) -> Amount:
        """*GC today*."""
        return self._amount(self.least.total(self.today), self.most.total(self.today))

    def mean(self) -> Amount:
        """*mean28*."""
        return self._amount(self.least.mean(), self.most.mean())

    def mean_at_least(self, mg: Decimal) -> Judged:
        answer = against(mg, self.least.mean(top=True), self.least.mean(), self.most.mean())
        window = self.most.within(self.today - WINDOW + 1, self.today + WINDOW - 1)
        return Judged(self.rising(answer), medications_of(window), amount=self.mean())

    def today_at_least(self, mg: Decimal) -> Judged:
        """Whether *GC today* >= mg."""
        least, most, today = self.least, self.most, self.today
        readings = least.total(today, True), least.total(today), most.total(today)
        segments = self.most.within(self.today, self.today)
        return Judged(self.rising(against(mg, *readings)), medications_of(segments), amount=self.on_today())

    def reaches(self, mg: Decimal) -> Judged:
        """``GCd(mg)``: GC today >= mg, or a draft brings today or a coming day to mg."""
        return self._peak_judged(mg, lambda amount: amount >= mg, drafts_only=True)

    def after_drafts_above(self, mg: Decimal) -> Judged:
        """*GC after* > mg: the highest total of today and the 28 days after it, with the drafts in force."""
        return self._peak_judged(mg, lambda amount: amount > mg, drafts_only=False, days=WINDOW)

    def after_drafts_at_least(self, mg: Decimal) -> Judged:
        """*GC after* >= mg."""
        return self._peak_judged(mg, lambda amount: amount >= mg, drafts_only=False, days=WINDOW)

    def _peak_judged(
        self, mg: Decimal, crosses: Crosses, drafts_only: bool, days: int | None = None
    ) -> Judged:
        until = self.today + days if days is not None else date.max.toordinal()
        for answer, layout, top in self._readings():
            for segment in layout.within(self.today, until):
                counted = (
                    not drafts_only
                    or segment.first <= self.today
                    or any(one.drafted and one.amount for one in segment.spans)
                )
                if counted and crosses(segment.top if top else segment.total):
                    return self._peak_answer(mg, answer, segment, crosses, drafts_only, days)
        return self._peak_answer(mg, NO, None, crosses, drafts_only, days)

    def _peak_answer(
        self,
        mg: Decimal,
        answer: Answer,
        segment: Segment | None,
        crosses: Crosses,
        drafts_only: bool,
        days: int | None,
    ) -> Judged:
        """Without the list of orders a peak is proven by the drafts alone, or not known."""
        if not self.orders_complete:
            alone = self.drafts._peak_judged(mg, crosses, drafts_only, days)
            return alone if alone.answer.is_yes else Judged(NOT_KNOWN)
        if segment is None:
            return Judged(self.rising(answer))
        amount = Amount.exactly(segment.total) if answer.is_yes else None
        first, last = date.fromordinal(max(segment.first, self.today)), date.fromordinal(segment.last)
        return Judged(answer, medications_of([segment]), first, last, amount=amount)

    def peak(self) -> Amount:
        """*GC after*: the highest total of today and the 28 days after it, with the drafts in force."""
        until = self.today + WINDOW
        least = max((one.total for one in self.least.within(self.today, until)), default=ZERO)
        most = max((one.total for one in self.most.within(self.today, until)), default=ZERO)
        if not self.orders_complete and self._medications:
            least = max((one.total for one in self.drafts.least.within(self.today, until)), default=ZERO)
        return self._amount(least, most, floor=least)

    def before_drafts(self) -> Amount:
        """*GC before*: GC today without the drafts."""
        return self.without_drafts.on_today()

    def no_rise(self) -> Answer:
        """Whether *GC after* <= *GC before*."""
        after, before = self.peak(), self.before_drafts()
        if after.high <= before.low:
            return YES
        return NO if after.low > before.high else NOT_KNOWN

    def open_ended(self, mg: Decimal) -> Judged:
        """*Duration not stated*: at mg today or from a draft on, by an open order, < 28 d behind it."""
        runs = [layout.open_run(mg) for layout in (self.least, self.most)]
        answer = agreed([NO if run is None else YES for run in runs])
        if answer is YES and self.least.open_run(mg, top=True) is None:
            answer = TENTATIVE
        if answer is NO and may_have_begun_lately(self.least, self.most, mg):
            answer = NOT_KNOWN
        return self._judged(self.rising(answer), runs[0] or runs[1])

    def pulse(self, within_days: int) -> Judged:
        """A pulse day (rule 8) today or at most ``within_days`` days ago, or one that is drafted."""
        past = self.pulse_between(self.today - within_days, self.today)
        drafted = self.pulse_drafted()
        return past if past.answer >= drafted.answer else drafted

    def pulse_drafted(self) -> Judged:
        """Whether a draft gives a pulse day; the record is not needed for it."""
        return self.drafts.pulse_between(1, date.max.toordinal())

    def pulse_between(self, first: int, last: int) -> Judged:
        """Whether there is a pulse day (rule 8) from ``first`` to ``last``, both counted."""
        given = [segment for segment in self.least.within(first, last) if segment.pulse]
        if given:
            newest = given[-1]
            days = date.fromordinal(max(first, newest.first)), date.fromordinal(min(last, newest.last))
            return Judged(YES, medications_of([newest]), *days)
        possible = [one for one in self.most.within(first, last) if one.pulse or one.total == INFINITE]
        if possible:
            return Judged(NOT_KNOWN, medications_of(possible))
        return Judged(self.rising(NO))

    def stays_below(self, mg: Decimal, days_back: int = WINDOW) -> Judged:
        """Whether the total is < mg on the last ``days_back`` days and on every stated coming day."""
        first = self.today - days_back + 1
        over = [one for one in self.least.within(first, date.max.toordinal()) if one.total >= mg]
        if over:
            return Judged(NO if self.orders_complete else NOT_KNOWN, medications_of(over))
        if any(one.total >= mg for one in self.most.within(first, date.max.toordinal())):
            return Judged(NOT_KNOWN)
        return Judged(self.falling(YES))

    def falls_below(self, mg: Decimal, days: int = WINDOW) -> Judged:
        """Whether the stated plan reaches < mg on one of the coming ``days``; open orders state no fall."""
        if lowest(self.most.continued, self.today + 1, self.today + days) < mg:
            return Judged(self.falling(YES))
        fell = lowest(self.least.continued, self.today + 1, self.today + days) < mg
        return Judged(NOT_KNOWN if fell or not self.orders_complete else NO)

    def _of_run(self, answer: Answer, run: Run | None) -> Judged:
        return self._judged(self.rising(answer), run)

    def _judged(self, answer: Answer, run: Run | None) -> Judged:
        if run is None:
            return Judged(answer)
        first, last = date.fromordinal(run.first), date.fromordinal(run.last)
        total = sum((one.total * (one.last - one.first + 1) for one in run.segments), ZERO)
        mean = rounded(total / sum(one.last - one.first + 1 for one in run.segments))
        medications = medications_of(run.segments)
        behind = run.behind(self.today)
        return Judged(answer, medications, first, last, run.days, behind, Amount.exactly(mean))

    def rising(self, answer: Answer) -> Answer:
        """The answer to a question that more glucocorticoid can only turn to yes."""
        unproven = not self.orders_complete or (answer is NO and not self.additions_complete)
        return NOT_KNOWN if unproven else answer

    def falling(self, answer: Answer) -> Answer:
        """The answer to a question that more glucocorticoid can only turn to no."""
        unproven = not self.orders_complete or (answer is YES and not self.additions_complete)
        return NOT_KNOWN if unproven else answer

    def _amount(self, least: Decimal, most: Decimal, floor: Decimal = ZERO) -> Amount:
        if not self.orders_complete:
            return Amount(floor, INFINITE)
        return Amount(least, most if self.additions_complete else INFINITE)
