"""What is asked for without a code of ours, by its words: an EHR's own order of a test or a treatment."""

from __future__ import annotations

import re

from cdshooks.patient.reading import concept_words
from cdshooks.patient.spelling import in_one_line
from cdshooks.patient.terminology import NO_SETS, CodeIndex, has_known_system
from cdshooks.patient.text_patterns import sets_named

# Words that stand in the name of another order, or say that this one is not asked for now.
_NOT_ASKED = re.compile(
    r"\b(?:no|not|cancel\w*|declin\w*|refus\w*|consider\w*|discuss\w*|result\w*|review\w*|compar\w*|prior|previous|"
    r"outside|if|unless|kein\w*|nicht|storniert\w*|abgesagt)\b",
    re.IGNORECASE,
)


def sets_from_words(code: object, index: CodeIndex, draft: bool) -> frozenset[str]:
    """The value sets of a request none of whose codes stands in one.

    A draft is told by the name of a treatment whatever its codes are; for all else a code of a known system
    prevails.
    """
    patterns = index.draft_patterns if draft else ()
    told = index.request_patterns if not has_known_system(code) else ()
    if not (patterns or told) or not (words := in_one_line(concept_words(code))):
        return NO_SETS
    if not _NOT_ASKED.search(words):
        patterns += told
    return sets_named(patterns, words)
