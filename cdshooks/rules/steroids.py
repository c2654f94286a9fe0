"""Words about glucocorticoid exposure. Courses are laid out first; then the time at a dose is measured.

Amounts are mg of prednisone-equivalent a day. ``cdshooks.patient.calendar`` does the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cdshooks.patient import calendar_drafts, courses
from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.calendar import Calendar
from cdshooks.patient.calendar_layout import WINDOW, Judged
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Medication
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence, Missing
from cdshooks.rules.dose_by_weight import in_mg
from cdshooks.rules.drugs import lacking_lists
from cdshooks.rules.record_lines import entry_words, medication_line
from cdshooks.rules.results import Result
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import bound_words, in_hundredths

ORDERS = Need("MedicationRequest")
ADDITIONS = (
    Need("MedicationStatement"),
    Need("MedicationDispense"),
    Need("MedicationAdministration"),
)
"""What can only add to a calendar: read where no order of the same ingredient overlaps."""

_TAKEN_NOW = frozenset({"before", "falls below", "below"})
_ABOUT_ORDERS = _TAKEN_NOW | {"not above before", "replacement", "premedication", "stress dose"}
_UPWARD = frozenset({"sustained", "reaches", "mean", "open-ended", "after", "after by one drug"})
"""What is answered without laying out a day, where nothing on record or drafted comes near the dose."""


@dataclass(frozen=True, slots=True)
class SteroidCalendar:
    """The days of one patient's glucocorticoids, as authors ask about them."""

    value_set: ValueSet
    besides: tuple[ValueSet, ...]
    weight: Result | None = None

    def sustained(self, mg_per_day: Bound, days: Bound) -> Exposure:
        """The run at or above the dose, past and stated days counted, is at least so many days long."""
        return Exposure(self, "sustained", mg_per_day, days)

    def reaches(self, mg_per_day: Bound) -> Exposure:
        """The dose is taken today, or a draft brings a coming day to it."""
        return Exposure(self, "reaches", mg_per_day)

    def mean_at_least(self, mg_per_day: Bound) -> Exposure:
        """The mean over the last or the coming 28 days, whichever is larger."""
        return Exposure(self, "mean", mg_per_day)

    def open_ended(self, mg_per_day: Bound) -> Exposure:
        """At the dose by an order that states no end, with less than 28 days behind it."""
        return Exposure(self, "open-ended", mg_per_day)

    def stays_below(self, mg_per_day: Bound, days: Bound) -> Exposure:
        """Below the dose on each of the last so many days and on every stated day to come."""
        return Exposure(self, "below", mg_per_day, days)

    def pulse_within(self, days: Bound) -> Exposure:
        """A pulse day within so many days, or drafted."""
        return Exposure(self, "pulse", days=days)

    def pulse_drafted(self) -> Exposure:
        """A pulse is among the drafts."""
        return Exposure(self, "pulse drafted")

    def drafted_amount_readable(self) -> Exposure:
        """The drafts name an amount that can be read, if only in part; never no, else not known."""
        return Exposure(self, "readable")

    def after_above(self, mg_per_day: Bound) -> Exposure:
        """With the drafts in force some day of the coming 28 lies above the dose."""
        return Exposure(self, "after", mg_per_day)

    def after_above_by_one_drug(self, mg_per_day: Bound) -> Exposure:
        """The same, but not only by adding different glucocorticoids up."""
        return Exposure(self, "after by one drug", mg_per_day)

    def after_not_above_before(self) -> Exposure:
        """With the drafts in force no day lies above today's dose without them."""
        return Exposure(self, "not above before")

    def on_it_before(self) -> Exposure:
        """Some glucocorticoid is taken today, drafts apart."""
        return Exposure(self, "before")

    def only_oral_hydrocortisone_up_to(self, mg_per_day: Bound) -> Exposure:
        """All of it is oral hydrocortisone of at most so many mg of hydrocortisone a day."""
        return Exposure(self, "replacement", mg_per_day)

    def premedication(self, single_days: Bound, mg_each: Bound, otherwise_at_most: Bound) -> Exposure:
        """The drafts give at most so many single days, each at most ``mg_each``, and nothing else rises above
        what was taken before or above ``otherwise_at_most``."""
        return Exposure(self, "premedication", mg_each, single_days, otherwise_at_most)

    def only_parenteral_hydrocortisone_for(self, days: Bound) -> Exposure:
        """Every drafted glucocorticoid is hydrocortisone by injection for a stated few days."""
        return Exposure(self, "stress dose", days=days)

    def of(self, case: Case) -> Calendar:
        """The calendar of this case, laid out once."""
        key = ("calendar", id(self))  # not by its names: to put them together takes longer than to ask
        kept = case.kept.get(key)
        if kept is None:
            kept = case.kept[key] = self._lay_out(case)
        return kept

    def as_needed(self, case: Case) -> list[Medication]:
        """What is drafted or taken now only as needed, which counts as nothing."""
        return [
            one
            for one in self._medications(case)
            if one.doses
            and all(line.as_needed for line in one.doses)
            and (one.kind == "draft" or courses.active(one, case.today).is_yes)
        ]

    def _medications(self, case: Case) -> list[Medication]:
        excluded = {other.name for other in self.besides}
        found = case.record.medications(self.value_set.name)
        systemic = [one for one in found if not one.sets & excluded]
        return [in_mg(case, one, self.weight) for one in systemic] if self.weight else systemic

    def _lay_out(self, case: Case) -> Calendar:
        medications = self._medications(case)
        # A drug that nobody can recognise may be a glucocorticoid: it can only add.
        unrecognised = any(m.kind != "draft" or m.in_occasion for m in case.record.unrecognised_medications())
        return Calendar(
            medications,
            case.today,
            orders_complete=case.complete(ORDERS),
            additions_complete=not unrecognised and case.complete(*ADDITIONS),
        )


@dataclass(frozen=True, slots=True)
class Exposure(Criterion):
    """One question to the calendar."""

    calendar: SteroidCalendar
    asked: str
    mg: Bound = 0
    days: Bound = 0
    ceiling: Bound = 0

    def judge(self, case: Case) -> Answer:
        return self.found(case).answer

    def found(self, case: Case) -> Judged:
        """The calendar's answer with what made it so."""
        place = case.place(self)
        kept = case.kept.get(place)
        if kept is None:
            kept = case.kept[place] = self._ask(case, self.calendar.of(case))
        return kept

    def _ask(self, case: Case, calendar: Calendar) -> Judged:
        mg = case.number(self.mg)
        if self.asked in _UPWARD and calendar.stays_under(mg):
            return Judged(calendar.rising(NO))
        if self.asked == "pulse" and calendar.never_pulsed():
            return Judged(calendar.rising(NO))
        days = case.days(self.days)
        if self.asked == "below" and days <= WINDOW and calendar.stays_under(mg):
            return Judged(calendar.falling(YES))
        match self.asked:
            case "sustained":
                return calendar.sustained(mg, days)
            case "reaches":
                return calendar.reaches(mg)
            case "mean":
                return calendar.mean_at_least(mg)
            case "open-ended":
                return calendar.open_ended(mg)
            case "below":
                return calendar.stays_below(mg, days)
            case "pulse":
                return calendar.pulse(days)
            case "pulse drafted":
                return calendar.pulse_drafted()
            case "readable":
                return calendar_drafts.amount_readable(calendar)
            case "after":
                return calendar.after_drafts_above(mg)
            case "after by one drug":
                return calendar.after_drafts_above(mg).by_one_drug()
            case "not above before":
                return Judged(calendar.no_rise())
            case "before":
                return Judged(calendar.before_drafts().above(Decimal(0)), amount=calendar.before_drafts())
            case "replacement":
                return Judged(calendar_drafts.low_replacement(calendar, mg))
            case "premedication":
                ceiling = case.number(self.ceiling)
                return Judged(calendar_drafts.premedication(calendar, mg, ceiling, days))
            case _:
                return Judged(calendar_drafts.drafted_only_injected_hydrocortisone(calendar, days))

    def needs(self) -> tuple[Need, ...]:
        return (ORDERS, *ADDITIONS)

    def evidence(self, case: Case) -> Evidence:
        found = self.found(case)
        if found.answer is NOT_KNOWN:
            return Evidence(missing=self._missing(case, found))
        if not found.answer.is_yes:
            return Evidence()
        medications = found.medications or self._asked_about(case)
        lines = [medication_line(case, one) for one in medications]
        lines += [
            f"{medication_line(case, one)}: as needed, counted as nothing"
            for one in self.calendar.as_needed(case)
        ]
        said = self._said(case, found)
        return Evidence((said, *lines) if said else tuple(lines), medications)

    def _asked_about(self, case: Case) -> tuple[Medication, ...]:
        """What a question is about that no run of days answers: the drafts, or what is taken today."""
        if self.asked not in _ABOUT_ORDERS:
            return ()
        calendar, today = self.calendar.of(case), case.today.toordinal()
        spans = calendar.drafts.most.spans
        if self.asked in _TAKEN_NOW:
            spans = [one for one in calendar.without_drafts.most.spans if one.first <= today <= one.last]
        return tuple({one.medication.reference: one.medication for one in spans}.values())

    def _said(self, case: Case, found: Judged) -> str:
        if self.asked in {"pulse", "pulse drafted"}:
            return "steroid pulse"
        if found.amount is None:
            return ""
        dose = f"{in_hundredths(found.amount)} mg/day prednisone-equivalent"
        if self.asked == "before":
            return f"taken now: {dose}"
        if found.first is None or not found.days:
            return dose
        overlap = " (overlap of different glucocorticoids assumed: verify)" if self._summed(found) else ""
        if self.asked == "open-ended":
            return f"{dose} from {found.first}, duration not stated{overlap}"
        if self._varies(case, found):
            dose += " on average"
        return f"{dose} from {found.first} to {found.last}, {found.days} days{overlap}"

    def _varies(self, case: Case, found: Judged) -> bool:
        """Whether more than one dose a day was taken in the time, so that its mean is what nobody ordered."""
        if found.first is None or found.last is None:
            return False
        taken = self.calendar.of(case).most.within(found.first.toordinal(), found.last.toordinal())
        return len({one.total for one in taken if one.total}) > 1

    def _summed(self, found: Judged) -> bool:
        return found.answer is not YES and found.answer.is_yes

    def _missing(self, case: Case, found: Judged) -> tuple[Missing, ...]:
        lists = lacking_lists(case, self.needs())
        unread = tuple(
            Missing("glucocorticoid dose", f"the dose of {entry_words(case, one)} cannot be read", False)
            for one in found.medications
            if not one.doses_readable
        )
        return unread or lists or (Missing("glucocorticoid dose", "cannot be worked out", False),)

    @property
    def words(self) -> str:
        mg, days = bound_words(self.mg), bound_words(self.days)
        return {
            "sustained": f"glucocorticoid at {mg} mg/day or more for {days} days or more",
            "reaches": f"glucocorticoid reaching {mg} mg/day",
            "mean": f"mean glucocorticoid dose of {mg} mg/day or more over 28 days",
            "open-ended": f"glucocorticoid at {mg} mg/day or more without a stated duration",
            "below": f"glucocorticoid below {mg} mg/day for {days} days and from now on",
            "pulse": f"steroid pulse within {days} days or drafted",
            "pulse drafted": "steroid pulse drafted",
            "readable": "the drafted glucocorticoid dose can be read",
            "after": f"glucocorticoid above {mg} mg/day with the drafts in force",
            "after by one drug": f"one glucocorticoid above {mg} mg/day with the drafts in force",
            "not above before": "glucocorticoid dose not above the present one",
            "before": "glucocorticoid taken before this order",
            "replacement": f"only oral hydrocortisone up to {mg} mg/day",
            "premedication": f"premedication on at most {days} single days",
        }.get(self.asked, f"only hydrocortisone by injection for {days} days or less")


def steroid_calendar(
    value_set: ValueSet, besides: tuple[ValueSet, ...] = (), weight: Result | None = None
) -> SteroidCalendar:
    """The calendar of the set's drugs, but ``besides``; a dose for each kg is read by ``weight``."""
    return SteroidCalendar(value_set, besides, weight)
