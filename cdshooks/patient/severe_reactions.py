"""Words of a reaction that make an allergy severe. Pure."""

from __future__ import annotations

import re

# Capitals only where the word in small letters means something else (ten, dress).
_SEVERE = (
    r"(?:(?i:stevens|toxic epidermal|toxische epiderm|n[eé][ck]rol\w{3,4} [eé]pid[eé]rm|lyell"
    r"|drug reaction with eosinophilia|anaphyla|anaf[iy]la|ha?emophagocytic"
    r"|h[eé]patit[ei]s?\b|inflammatory disease of (?:the )?liver|liver injury|cytopa?[eé]ni|leu[ck]opa?[eé]ni"
    r"|agranulo[cz]yto[sz]|neutropa?[eé]ni|aplastic|ha?emolytic ana?emia|\blow platelets)"
    r"|\b(?:SJS|TEN|DRESS|HLH)\b)"
)
_WORD = r"[\w-]{0,30}"
_NAME = rf"{_WORD}{_SEVERE}{_WORD}"
# "Anaphylaxis, not intubated" was one: a denial counts only right before the name, or right behind it.
_DENIED = re.compile(
    r"\b(?i:no|not|without|denie[ds]|never(?: had)?|negative for|keine?|geen|aucune?|pas d[e'])\s*"
    r"(?i:(?:known|any|an?|signs?|symptoms?|evidence|history|of|or)\s+)*"
    rf"{_NAME}(?:\s*(?i:or|nor|/)\s*{_NAME})*"
    rf"|(?<![\w-]){_NAME}(?:\s+(?i:syndrome|johnson|shock|reaction))*\W+(?i:(?:was|is|has been)\s+)?"
    r"(?i:ruled out|excluded|refuted|denied)"
)
_SEVERE_WORDS = re.compile(_SEVERE)


def says_severe(said: str) -> bool:
    """Whether the words name a severe reaction that they do not deny."""
    return bool(_SEVERE_WORDS.search(said)) and bool(_SEVERE_WORDS.search(_DENIED.sub(" ", said)))
