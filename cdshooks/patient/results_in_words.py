"""What was measured, done or given without a code of ours, by its words."""

from __future__ import annotations

from cdshooks.patient.clinical import called
from cdshooks.patient.code_systems import CVX, system_of
from cdshooks.patient.reading import Resource, concept_words, first_word, items, read_quantity, text_of
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import NO_SETS, CodeIndex, codings_of, has_known_system
from cdshooks.patient.text_patterns import NamePattern, sets_named
from cdshooks.patient.units import canonical_unit, quantity_from_text, read_amount
from cdshooks.patient.wording import any_of
from cdshooks.patient.words_of_doubt import NO_RESULT, NOT_GIVEN, OTHER_SPECIMENS

_NO_RESULT = any_of(NO_RESULT)
_NOT_GIVEN = any_of(NOT_GIVEN)
_OTHER_SPECIMEN = any_of(OTHER_SPECIMENS)


def result_sets_from_words(
    resource: Resource, component: Resource | None, index: CodeIndex
) -> frozenset[str]:
    """The value sets of a result (or of that component of it) without any code of a known system, by its
    words.

    What is measured as a number is only taken where its unit fits, a volume is no percentage; and nothing is
    that was found in urine or another fluid than the one of the name.
    """
    said = resource if component is None else component
    code = said.get("code")
    if not index.result_patterns or has_known_system(code):
        return NO_SETS
    words = in_one_line(concept_words(code))
    if not words or _NO_RESULT.search(words):
        return NO_SETS
    return frozenset(
        name
        for name, pattern in index.result_patterns
        if _says(pattern, words) and _fits(name, said) and _is_of_its_specimen(name, resource)
    )


def _is_of_its_specimen(value_set: str, resource: Resource) -> bool:
    """Whether nothing says that a number was measured in urine or another fluid than the name means."""
    return canonical_unit(value_set) is None or not _OTHER_SPECIMEN.search(_found_in(resource))


def _found_in(resource: Resource) -> str:
    """The words that may say in what a result was found, its own name and that of its panel included."""
    specimens = [text_of(one.get("display")) for one in items(resource.get("specimen"))]
    concepts = [concept_words(resource.get(name)) for name in ("code", "bodySite", "method", "category")]
    return "; ".join(filter(None, [*specimens, *concepts]))


def _says(pattern: NamePattern, words: str) -> bool:
    """Whether the words say it together, or each of several names of the one thing does: "O2 Sat; SpO2"."""
    return bool(pattern.search(words)) or ("; " in words and all(map(pattern.search, words.split("; "))))


def dated_sets_from_words(kind: str, resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The value sets of what was done, by what it is called: of a vaccine without a code of vaccines, of a
    report, procedure or imaging study without a code of any known system.
    """
    name = called(kind, resource)
    if kind == "Immunization":
        return _vaccine_sets_from_words(name, resource, index)
    if not index.result_patterns or has_known_system(name):
        return NO_SETS
    words = in_one_line(concept_words(name))
    if not words or _NO_RESULT.search(words):
        return NO_SETS
    return sets_named(index.result_patterns, words)


def _vaccine_sets_from_words(name: object, resource: Resource, index: CodeIndex) -> frozenset[str]:
    """The codes of drugs, packages and findings name no vaccine here: the words beside them do."""
    if not index.vaccine_patterns or any(map(_is_of_vaccines, codings_of(name))):
        return NO_SETS
    words = in_one_line(concept_words(name))
    if _NOT_GIVEN.search(words) and first_word(resource.get("status")) != "not-done":
        return NO_SETS
    return sets_named(index.vaccine_patterns, words)


def _is_of_vaccines(coding: Resource) -> bool:
    system = coding.get("system")
    return isinstance(system, str) and system_of(system) == CVX and bool(coding.get("code"))


def _fits(value_set: str, said: Resource) -> bool:
    """Whether the value is one of this measurement: a number in its unit, where it is measured so."""
    if canonical_unit(value_set) is None:
        return True
    quantity = read_quantity(said.get("valueQuantity"))
    if quantity is None and (words := text_of(said.get("valueString"))) is not None:
        quantity = quantity_from_text(words)
    return read_amount(value_set, quantity) is not None
