"""Words about the entries of a list: diagnoses and allergies here, what was done or asked for in ``deeds``.

Each is "some entry of this value set passes these filters". A filter answers for one entry; an entry that
might pass makes the answer not known, and so does a list that was not read in full, unless some entry is a
certain yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES, Answer, answer_of
from cdshooks.patient.coverage import Need
from cdshooks.patient.facts import Allergy, Condition, Fact
from cdshooks.rules.case import Case
from cdshooks.rules.criteria import Criterion, Evidence
from cdshooks.rules.dates import onset_of, recorded_of, within
from cdshooks.rules.record_lines import entry_line, unread
from cdshooks.rules.terms import Bound, ValueSet
from cdshooks.rules.wording import in_days


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing asked of an entry: the kind of question and its numbers."""

    ask: str
    days: Bound | None = None
    value_set: ValueSet | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Found(Criterion):
    """Some entry of the value set, of this kind of resource, passes every filter."""

    value_set: ValueSet
    filters: tuple[Filter, ...] = ()

    @property
    def resource(self) -> str:
        return ""

    def entries(self, case: Case) -> Iterable[Fact]:
        raise NotImplementedError

    def standing(self, fact: Fact) -> Answer:
        """Whether the entry counts at all (usable), before the filters."""
        raise NotImplementedError

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        raise NotImplementedError

    def matches(self, case: Case) -> tuple[tuple[Fact, Answer], ...]:
        """The entries that pass or might pass, each with its answer."""
        kept = case.kept.get(case.place(self))
        if kept is None:
            kept = case.kept[case.place(self)] = tuple(self._judged(case))
        return kept

    def _judged(self, case: Case) -> Iterable[tuple[Fact, Answer]]:
        for fact in self.entries(case):
            answer = self.standing(fact)
            for asked in self.filters:
                if answer is NO:
                    break
                answer = min(answer, self.keep(case, fact, asked))
            if answer is not NO:
                yield fact, answer

    def judge(self, case: Case) -> Answer:
        if not case.looked_for(self.value_set):
            return NO
        matches = self.matches(case)
        if matches:
            return max([answer for _, answer in matches])
        told = case.complete(*self.needs()) or self.value_set.name in case.surroundings.in_words_alone
        return NO if told else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return (Need(self.resource),)

    def evidence(self, case: Case) -> Evidence:
        answer = case.answer(self)
        matches = self.matches(case) if case.looked_for(self.value_set) else ()
        if answer.is_yes:
            facts = tuple(fact for fact, found in matches if found.is_yes)
            return Evidence(tuple(entry_line(case, fact) for fact in facts), facts)
        if answer is NOT_KNOWN:
            unclear = tuple(unread(self.value_set.words, fact) for fact, _ in matches)
            lists = tuple(lack for need in self.needs() for lack in case.lacking(need))
            return Evidence(missing=unclear or lists)
        return Evidence()

    def _with(self, asked: Filter) -> Self:
        return replace(self, filters=(*self.filters, asked))

    @property
    def words(self) -> str:
        asked = [_filter_words(one) for one in self.filters]
        if asked == ["active"] and self.value_set.words.startswith("active "):
            return self.value_set.words
        if len(asked) < 2:
            return " ".join([self.value_set.words, *asked])
        return f"{self.value_set.words} ({', '.join(asked)})"


def _filter_words(asked: Filter) -> str:
    phrase = asked.word or asked.ask
    counted = asked.days is not None and asked.ask != "done since"
    return f"{phrase} {in_days(asked.days)}" if counted and asked.days is not None else phrase


class ConditionFound(Found):
    """A usable diagnosis of the value set, ever; a suspected one answers "yes, tentatively"."""

    __slots__ = ()

    @property
    def resource(self) -> str:
        return "Condition"

    def entries(self, case: Case) -> Iterable[Fact]:
        return case.record.conditions(self.value_set.name)

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Condition)
        usable = fact.usable()
        return min(usable, TENTATIVE) if fact.suspected else usable

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Condition)
        if asked.ask == "active":
            return fact.active()
        if asked.ask == "confirmed":
            return answer_of(not fact.suspected)
        dateless = fact.onset is None and fact.recorded is None
        if asked.ask == "undated":
            return answer_of(dateless)
        if asked.ask == "dated":
            return answer_of(not dateless)
        assert asked.days is not None
        recorded, onset = recorded_of(case, fact), onset_of(case, fact)
        if asked.ask == "recorded":
            return within(case, recorded or onset, asked.days)
        if asked.ask == "onset":
            return within(case, onset or recorded, asked.days)
        if asked.ask == "recorded or onset":
            # Either date inside the window is enough; a missing one decides nothing while the other is there.
            written = [day for day in (recorded, onset) if day is not None]
            return max((within(case, day, asked.days) for day in written), default=NOT_KNOWN)
        if asked.ask == "stated onset":
            return NO if onset is None else within(case, onset, asked.days)
        # "onset or none": an entry counts as recent without an onset, and with one that nobody can read.
        return YES if fact.onset is None else within(case, fact.onset, asked.days)

    def active(self) -> Self:
        """Clinical status active, recurrence or relapse; or without one, and without abatement."""
        return self._with(Filter("active"))

    def ever(self) -> Self:
        """Any clinical status; the plain meaning, said aloud."""
        return self

    def confirmed(self) -> Self:
        """Not only suspected."""
        return self._with(Filter("confirmed"))

    def recorded_within(self, days: Bound) -> Self:
        """recordedDate, else onset."""
        return self._with(Filter("recorded", days, word="recorded"))

    def onset_within(self, days: Bound) -> Self:
        """onset, else recordedDate."""
        return self._with(Filter("onset", days, word="with onset"))

    def recorded_or_onset_within(self, days: Bound) -> Self:
        """recordedDate or onset lies in the window."""
        return self._with(Filter("recorded or onset", days, word="recorded or with onset"))

    def undated(self) -> Self:
        """With neither onset nor recordedDate."""
        return self._with(Filter("undated", word="without any date"))

    def dated(self) -> Self:
        """With an onset or a recordedDate."""
        return self._with(Filter("dated", word="with a date"))

    def stated_onset_within(self, days: Bound) -> Self:
        """Its onset is written and lies in the window; when it was recorded says nothing ("history of")."""
        return self._with(Filter("stated onset", days, word="with a stated onset"))

    def onset_within_or_undated(self, days: Bound) -> Self:
        """onset lies in the window, or none is written."""
        return self._with(Filter("onset or none", days, word="with onset (or none stated)"))


class AllergyFound(Found):
    """A usable allergy or intolerance to something of the value set."""

    __slots__ = ()

    @property
    def resource(self) -> str:
        return "AllergyIntolerance"

    def entries(self, case: Case) -> Iterable[Fact]:
        return case.record.allergies(self.value_set.name)

    def standing(self, fact: Fact) -> Answer:
        assert isinstance(fact, Allergy)
        return fact.usable()

    def keep(self, case: Case, fact: Fact, asked: Filter) -> Answer:
        assert isinstance(fact, Allergy)
        if asked.value_set is None:
            assert asked.days is not None
            return within(case, fact.recorded, asked.days)
        if asked.ask == "only":
            mild = fact.criticality != "high" and "severe" not in fact.reaction_severities
            known = case.looked_for(asked.value_set) and bool(fact.reactions)
            return answer_of(known and mild and all(asked.value_set.name in one for one in fact.reactions))
        # An allergy to sulfonamides in words alone is mild at most (pjp tables, SULFA).
        if fact.from_text and asked.ask == "severe":
            return NO
        return answer_of(
            fact.criticality == "high"
            or "severe" in fact.reaction_severities
            or asked.value_set.name in fact.reaction_sets
        )

    def severe(self, markers: ValueSet, *, in_words: bool = False) -> Self:
        """Criticality high, a reaction of severity severe, or a manifestation among the markers; of an
        allergy that is told in words alone only where ``in_words``.
        """
        asked = "severe, in words too" if in_words else "severe"
        return self._with(Filter(asked, value_set=markers, word="that was severe"))

    def recorded_within(self, days: Bound) -> Self:
        """recordedDate lies in the window."""
        return self._with(Filter("recorded", days, word="recorded"))

    def only(self, reaction: ValueSet) -> Self:
        """It has reactions, each is of the value set, and none was severe."""
        return self._with(Filter("only", value_set=reaction, word=f"with nothing but {reaction.words}"))


@dataclass(frozen=True, slots=True)
class AllergiesSupplied(Criterion):
    """The allergy list was supplied and read in full: yes or not known, never no."""

    def judge(self, case: Case) -> Answer:
        return YES if case.complete(*self.needs()) else NOT_KNOWN

    def needs(self) -> tuple[Need, ...]:
        return (Need("AllergyIntolerance"),)

    def evidence(self, case: Case) -> Evidence:
        return Evidence(missing=case.lacking(self.needs()[0]))

    @property
    def words(self) -> str:
        return "allergy list supplied in full"


allergies_supplied = AllergiesSupplied()


def condition(value_set: ValueSet) -> ConditionFound:
    """A usable diagnosis, ever on record, whatever its clinical status."""
    return ConditionFound(value_set)


def allergy(value_set: ValueSet) -> AllergyFound:
    """A usable allergy or intolerance."""
    return AllergyFound(value_set)
