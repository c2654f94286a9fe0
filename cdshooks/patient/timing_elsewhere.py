"""How often a drug is taken, in Latin and in German, French, Dutch, Spanish, Italian and Nordic words.

Only what can mean one thing: "1-0-1" and "OD" are not read.
"""

from __future__ import annotations

import re

_DAILY = frozenset(
    (
        "mane", "nocte", "q morning", "q evening", "q night", "taglich", "jeden tag", "morgens", "abends",
        "chaque jour", "tous les jours", "le matin", "le soir", "dagelijks", "cada dia", "diariamente",
        "ogni giorno", "daglig", "dagligt", "dagligen",
        "pro tag", "jeden morgen", "jeden abend", "par jour", "chaque matin", "chaque soir",
        "tous les matins", "tous les soirs", "per dag", "elke dag", "iedere dag", "elke ochtend",
        "'s ochtends", "'s morgens", "'s avonds", "\u2019s ochtends", "\u2019s morgens", "\u2019s avonds",
        "voor de nacht", "pa morgonen", "pa kvallen", "till natten", "varje dag", "varje morgon",
        "varje kvall", "hver dag", "hver morgen", "hver kveld", "hver aften", "ogni mattina", "ogni sera",
    )
)  # fmt: skip
_TWICE_DAILY = frozenset(
    (
        "morgens und abends", "matin et soir", "le matin et le soir", "'s ochtends en 's avonds",
        "morgon och kvall", "morgen og aften", "morgen og kveld", "mattina e sera",
    )
)  # fmt: skip
_EVERY_OTHER_DAY = frozenset(
    (
        "jeden zweiten tag", "alle 2 tage", "alle zwei tage", "un jour sur deux", "1 jour sur 2",
        "tous les 2 jours", "tous les deux jours", "om de dag", "om de andere dag", "om de 2 dagen",
        "varannan dag", "annenhver dag", "hver annen dag", "hver anden dag", "cada 2 dias", "cada dos dias",
        "un giorno si e uno no", "a giorni alterni", "ogni 2 giorni",
    )
)  # fmt: skip
_WEEKLY = frozenset(
    {"wochentlich", "jede woche", "chaque semaine", "wekelijks", "cada semana", "ogni settimana"}
)
_NUMBERS = {
    "einmal": 1, "zweimal": 2, "dreimal": 3, "viermal": 4, "une": 1, "deux": 2, "trois": 3, "una": 1,
    "dos": 2, "tres": 3, "due": 2, "tre": 3, "een": 1, "eenmaal": 1, "tweemaal": 2, "driemaal": 3, "en": 1,
    "to": 2, "tva": 2,
}  # fmt: skip
_TIMES = re.compile(
    r"(\d{1,2}|" + "|".join(_NUMBERS) + r") ?"
    r"(?:x|mal|fois|maal|keer|ganger|gange|gang|vez|veces|volta|volte)? ?"
    r"(?:(taglich|tgl\.?|am tag|pro tag|par jour|per dag|daags|daglig|dagligt|dagligen|om dagen"
    r"|al dia|por dia|al giorno)"
    r"|(?:wochentlich|pro woche|par semaine|per week|por semana|a la semana|alla settimana))"
)
# Without the "x" it would be how long: "1 Tag".
_PER_DAY = re.compile(r"(\d{1,2}) ?(?:x|mal) ?tag")
# "2 dd", de die, as Dutch prescribers write it. With a number behind it it would be a dose as well.
_DE_DIE = re.compile(r"(\d{1,2}) ?dd")
_EVERY_HOURS = re.compile(
    r"(?:alle|toutes les|om de|cada|ogni) (\d{1,2}) ?(?:h|stunden|heures|uur|horas|ore)"
)


def doses_in_days(words: str) -> tuple[int, int] | None:
    """So many doses in so many days, from words in small letters without accents; ``None`` for any others."""
    if words in _DAILY:
        return 1, 1
    if words in _TWICE_DAILY:
        return 2, 1
    if words in _EVERY_OTHER_DAY:
        return 1, 2
    if words in _WEEKLY:
        return 1, 7
    if match := _EVERY_HOURS.fullmatch(words):
        hours = int(match[1])
        return (24 // hours, 1) if hours and 24 % hours == 0 else None
    if match := _PER_DAY.fullmatch(words) or _DE_DIE.fullmatch(words):
        return (int(match[1]), 1) if int(match[1]) else None
    if match := _TIMES.fullmatch(words):
        count = _NUMBERS.get(match[1]) or int(match[1])
        return (count, 1 if match[2] else 7) if count else None
    return None
