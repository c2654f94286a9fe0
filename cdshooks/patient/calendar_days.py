"""Which amount of glucocorticoid falls on which days: doubled orders counted once, replaced ones cut.

Days are ordinals (``date.toordinal``). All amounts are mg of prednisone-equivalent per day, spread.
Everything is laid out twice: once with the *least* and once with the *most* that the record can mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from cdshooks.patient.answer import NO, YES
from cdshooks.patient.calendar_lists import beside, hidden
from cdshooks.patient.calendar_segments import ZERO, Span, ingredient_of, joined, outside, part
from cdshooks.patient.courses import counts, is_open_now
from cdshooks.patient.facts import INFINITE, DoseLine, Medication
from cdshooks.patient.potency import POTENCY, PULSE_MG
from cdshooks.patient.prior_order import named_before

_WITHIN = 1
"""Days between two starts that still are one start, recorded twice."""
_PRECEDENCE = {"order": 0, "draft": 0, "statement": 1, "dispense": 2, "administration": 3}


@dataclass(slots=True)
class _Course:
    """The spans of one resource, as they are moved against those of the same ingredient."""

    medication: Medication
    start: int
    cut_at: int
    spans: list[Span]
    certain: bool
    stands_alone: bool
    """Single doses and pulses: they neither replace another order nor are they replaced."""
    amounts: tuple[Decimal | None, ...] = field(default=())

    def cut(self, last: int) -> None:
        """Nothing after ``last``: it is the end of a span that was open, though it may lie ahead."""
        kept = [span for span in self.spans if span.first <= last]
        for span in kept:
            if span.last > last or span.open:
                span.last, span.open = last, False
        self.spans = kept


def lay_out_spans(
    medications: Sequence[Medication], today: int, most: bool, open_until: int | None = None
) -> list[Span]:
    """All spans of the record and the drafts, with the most or the least that each can mean.

    An order without a stated end is laid out to today, or to ``open_until``.
    """
    until = today if open_until is None else open_until
    by_ingredient: dict[str, list[_Course]] = {}
    for medication in medications:
        course = _course(medication, today, most, until)
        if course is not None:
            by_ingredient.setdefault(ingredient_of(medication), []).append(course)
    _replace_by_own_draft(by_ingredient)
    for courses in by_ingredient.values():
        _follow_prior_order(courses)
    spans: list[Span] = []
    for courses in by_ingredient.values():
        spans += _of_one_ingredient([course for course in courses if course.spans], today, most)
    return spans


def _course(medication: Medication, today: int, most: bool, until: int) -> _Course | None:
    standing = counts(medication)
    if standing is NO or medication.systemic is NO:
        return None
    certain = standing is YES and medication.systemic.is_yes
    spans, starts, cuts = [], [], []
    given = [line for line in medication.doses if not line.as_needed]
    # A draft to be taken as needed gives nothing, but stands for the order whose id it has.
    for line in given or (medication.doses if medication.kind == "draft" else ()):
        edges = _edges(line, medication, today, most, until)
        if edges is None:
            continue
        first, last, is_open, cut_at = edges
        starts.append(first)
        cuts.append(cut_at)
        if first <= last and given:
            spans.append(_span(line, medication, first, last, is_open, certain, most))
    if not starts:
        return None
    alone = all(span.single or span.pulse for span in spans)
    amounts = tuple(line.per_day for line in given)
    return _Course(medication, min(starts), min(cuts), spans, certain, alone, amounts)


def _edges(
    line: DoseLine, medication: Medication, today: int, most: bool, until: int
) -> tuple[int, int, bool, int] | None:
    """(first day, last day, open, the day from which it replaces an older order)."""
    start, end = line.first, line.last
    if start is None:
        if not most and not is_open_now(medication):
            return None
        first = cut_at = 1 if most else today
        cut_at = today if most else 1
    else:
        early, late = start.first.toordinal(), start.last.toordinal()
        first, cut_at = (early, late) if most else (late, early)
    if end is None:
        return first, max(first, until), True, cut_at
    return first, (end.last if most else end.first).toordinal(), False, cut_at


def _span(
    line: DoseLine, medication: Medication, first: int, last: int, is_open: bool, certain: bool, most: bool
) -> Span:
    factor = POTENCY.get(medication.amount_ingredient or "")
    amount: Decimal | None = None
    pulse = False
    if factor is not None and line.per_day is not None:
        amount = factor.of(line.per_day)
        pulse = line.largest_day is not None and factor.of(line.largest_day) >= PULSE_MG
    if not certain and not most:
        amount, pulse = ZERO, False
    if amount is None:
        amount = INFINITE if most else ZERO
    return Span(first, last, amount, medication, pulse, is_open, line.single)


def _replace_by_own_draft(by_ingredient: dict[str, list[_Course]]) -> None:
    """A draft with the id of an order is that order from its own start on; what was before stays."""
    drafted = {
        course.medication.id: course.start
        for courses in by_ingredient.values()
        for course in courses
        if course.medication.kind == "draft" and course.medication.id
    }
    if not drafted:
        return
    for courses in by_ingredient.values():
        for course in courses:
            if course.medication.kind == "order" and course.medication.id in drafted:
                course.cut(drafted[course.medication.id] - 1)


def _follow_prior_order(courses: list[_Course]) -> None:
    """An order that a draft names as the one before it gives nothing more from the start of the draft on."""
    followed: dict[str, int] = {}
    for draft in courses:
        prior = named_before(draft.medication) if draft.certain and draft.spans else None
        if prior is not None and not draft.stands_alone:
            followed[prior] = min(draft.start, followed.get(prior, draft.start))
    for course in courses if followed else ():
        if course.medication.kind == "order" and course.medication.id in followed:
            course.cut(followed[course.medication.id] - 1)


def _of_one_ingredient(courses: list[_Course], today: int, most: bool) -> list[Span]:
    """Rules 1 and 7 of clinical README 2.4 for the orders and other records of one ingredient."""
    if len(courses) == 1:
        return courses[0].spans
    spans: list[Span] = []
    covered: list[Span] = []
    additions: list[_Course] = []
    for place in range(4):
        of_kind = [course for course in courses if _PRECEDENCE[course.medication.kind] == place]
        if not of_kind:
            continue
        kept = _replaced(_once(of_kind), today, most)
        spans += _told_by_other_lists(kept, covered, additions)
        # An uncertain order hides nothing where the most is asked for.
        certain = [course for course in kept if course.certain or not most]
        additions += [course for course in certain if course.medication.adds]
        whole = [course for course in certain if not course.medication.adds]
        covered += [hidden(span, course.medication, most) for course in whole for span in course.spans]
    return spans


def _told_by_other_lists(
    courses: Sequence[_Course], covered: Sequence[Span], additions: Sequence[_Course]
) -> list[Span]:
    """What other lists add to the ``covered`` days. An order that calls itself an addition stands for none of
    what began before it, to which it is added; what began with it or later may be a record of it."""
    spans = [span for course in courses for span in course.spans]
    if not additions:
        return beside(covered, spans)
    first = min(addition.start for addition in additions) - _WITHIN
    before = [span for course in courses if course.start < first for span in course.spans]
    after = [span for course in courses if course.start >= first for span in course.spans]
    added = [span for addition in additions for span in addition.spans]
    return beside(covered, before) + beside([*covered, *added], after)


def _once(courses: list[_Course]) -> list[_Course]:
    """What is recorded twice (same way, same amount, start within a day) counts once, to the later end."""
    kept: list[_Course] = []
    alike: dict[object, dict[object, int]] = {}
    for course in sorted(courses, key=_surest_first):
        other = next((one for one in _begun_about(course, kept, alike) if _double(one, course)), None)
        if other is None:
            told = course.medication.reference, course.medication.route, course.stands_alone
            alike.setdefault((course.amounts, course.start), {}).setdefault(told, len(kept))
            kept.append(course)
        elif course.spans[-1].last > other.spans[-1].last or course.spans[-1].open:
            other.spans[-1].last = max(course.spans[-1].last, other.spans[-1].last)
            other.spans[-1].open = course.spans[-1].open or other.spans[-1].open
    return kept


def _begun_about(
    course: _Course, kept: list[_Course], alike: Mapping[object, Mapping[object, int]]
) -> list[_Course]:
    """The courses of the same amounts that begin within a day of it, in their order. ``alike``: their places
    in ``kept``, one for those that no look tells apart."""
    days = range(course.start - _WITHIN, course.start + _WITHIN + 1)
    places = (place for day in days for place in alike.get((course.amounts, day), {}).values())
    return [kept[place] for place in sorted(places)]


def _surest_first(course: _Course) -> tuple[bool, int, str]:
    """What is certainly taken is not hidden behind a record of it that may count for nothing."""
    return not course.certain, course.start, course.medication.reference


def _double(one: _Course, other: _Course) -> bool:
    first, second = one.medication, other.medication
    if one.amounts != other.amounts or None in one.amounts or first.adds or second.adds:
        return False
    if first.route != second.route and first.route is not None and second.route is not None:
        return False
    if first.kind == "administration" or (first.reference == second.reference and first.kind == second.kind):
        return False
    # Two single doses on two days are two doses, not one that was recorded twice.
    return abs(one.start - other.start) <= (0 if one.stands_alone or other.stands_alone else _WITHIN)


def _replaced(courses: list[_Course], today: int, most: bool) -> list[_Course]:
    """The newer order replaces the older from its start, unless both start on one day or it adds.

    Where the newer is over and the older still stands as active, it may have been taken up again: that
    is the most that can be meant, not the least.
    """
    newer = [one for one in courses if not _leaves_others(one, most)]
    if not newer:
        return courses
    newer.sort(key=lambda one: one.start)
    starts = [one.start for one in newer]
    # From each place on, the first day from which one of the newer replaces what is older.
    cuts = list(accumulate((one.cut_at for one in reversed(newer)), min))[::-1]
    taken = [_surely_taken(one, today) if most else None for one in newer]
    ended = any(days is not None for days in taken)
    for older in courses:
        place = bisect_right(starts, older.start)
        if older.stands_alone or place == len(newer):
            continue
        if ended and is_open_now(older.medication):
            _taken_up_again(older, newer[place:], taken[place:])
        else:
            older.cut(cuts[place] - 1)
    return courses


def _leaves_others(course: _Course, most: bool) -> bool:
    return course.stands_alone or course.medication.adds or (most and not course.certain)


def _taken_up_again(older: _Course, newer: list[_Course], taken: list[list[Span] | None]) -> None:
    """An order that stands as active, without the days of newer ones that are over, up to one that is not.

    ``newer`` by their starts.
    """
    over: list[Span] = []
    for one, days in zip(newer, taken, strict=True):
        if all(span.last < one.start and not span.open for span in older.spans):
            break
        if days is not None:
            over += days
            continue
        older.spans = _without(older.spans, over)
        older.cut(one.cut_at - 1)
        over = []
    older.spans = _without(older.spans, over)


def _without(spans: list[Span], others: list[Span]) -> list[Span]:
    days = joined(others)
    return [left for span in spans for left in outside(span, days)]


def _surely_taken(course: _Course, today: int) -> list[Span] | None:
    """The days of an order up to its earliest end, where that lies before today; else ``None``."""
    end = course.medication.end
    if course.medication.kind == "draft" or end is None or end.first.toordinal() >= today:
        return None
    earliest = end.first.toordinal()
    return [part(one, one.first, min(one.last, earliest), False) for one in course.spans]
