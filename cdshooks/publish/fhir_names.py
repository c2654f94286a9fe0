"""How exported resources are called: ids, canonical URLs, versions; and sentences that stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cdshooks.patient.terminology import SITE
from cdshooks.publish.codes import Codes, all_codes
from cdshooks.publish.plain_words import WORDS, Draft, Step, Teller, numbered
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import PolicyNumber

BASE = "https://ild-cds.example.org/fhir"
"""Where the canonical URLs begin unless somebody says otherwise: an address that leads nowhere."""

_PLAIN_NAME = re.compile(r"[a-z0-9_]+")
_UNFIT = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_ID = 64
_HASHED = 8
_VERSION = 12


@dataclass(frozen=True)
class Exported:
    """What is exported: a plan, and where the canonical URLs of its resources begin."""

    plan: Plan
    base: str = BASE

    @cached_property
    def value_sets(self) -> Mapping[str, Codes]:
        """Every value set that some card reads, by its name."""
        return {one.name: one for one in sorted(all_codes(self.plan), key=lambda one: one.name)}

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the catalogue as it is judged here: of each card, and of what they share."""
        plan = self.plan
        lines = [f"{card}:{one.version}:{one.site}" for card, one in sorted(plan.identities.items())]
        lines += [
            f"{one.name}:{plan.surroundings.numbers.get(one.name, one.default):f}" for one in self._snooze
        ]
        lines.append(f"{plan.at_once.cards}:{plan.at_once.info}")
        return _hash(lines)[:32]

    @property
    def _snooze(self) -> tuple[PolicyNumber, ...]:
        snooze = self.plan.catalogue.snooze
        return () if snooze is None else (snooze.days, snooze.critical_hours)

    @property
    def library_id(self) -> str:
        return _UNFIT.sub("-", self.plan.catalogue.marker)[:_LONGEST_ID].strip("-")

    def url(self, resource_type: str, resource_id: str) -> str:
        """The canonical URL of a resource, without its version."""
        return f"{self.base}/{resource_type}/{resource_id}"

    def library(self) -> str:
        """The canonical of the library, with its version."""
        return f"{self.url('Library', self.library_id)}|{self.fingerprint}"

    def value_set(self, name: str) -> str:
        """The canonical of a value set, with its version."""
        version = value_set_version(self.value_sets[name])
        return f"{self.url('ValueSet', value_set_id(name))}|{version}"

    def plan_definition(self, card_id: str) -> str:
        """The canonical of a card, with its version."""
        version = self.plan.identities[card_id].version
        return f"{self.url('PlanDefinition', card_id)}|{version}"

    def told(self, sentences: Callable[[Teller], list[Draft]]) -> str:
        """Sentences as numbered lines that refer to nothing outside: the words they use stand below them."""
        teller = Teller(self.plan.surroundings.places)
        drafts = sentences(teller)
        sections = numbered([("", drafts), (WORDS, teller.words_explained())])
        return "\n".join(_line(step) for section in sections for one in section for step in one.walk())


def _line(step: Step) -> str:
    as_in = f" (as in {step.as_in})" if step.as_in else ""
    return f"{'  ' * step.depth}{step.number} {step.words}{as_in}{':' if step.steps else ''}"


def value_set_id(name: str) -> str:
    """The id of a value set: of a file its name, of one that is made of files with a hash behind it."""
    slug = _UNFIT.sub("-", name).strip("-").lower()
    if (_PLAIN_NAME.fullmatch(name) or name.startswith(SITE)) and len(slug) <= _LONGEST_ID:
        return slug
    return f"{slug[: _LONGEST_ID - _HASHED - 1].strip('-')}-{_hash([name])[:_HASHED]}"


def value_set_version(one: Codes) -> str:
    """A version that another code or another meaning changes, and nothing else."""
    return _hash([one.words, *sorted(f"{row.system}|{row.code}" for row in one.rows)])[:_VERSION]


def computer_name(resource_id: str) -> str:
    """The id as programs call it: ``pjp-start`` is ``PjpStart``."""
    words = "".join(word[:1].upper() + word[1:] for word in resource_id.split("-"))
    return words if words[:1].isalpha() else f"N{words}"


def _hash(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
