"""How often something is taken: so many doses in so many days, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from cdshooks.patient.value import value

ONE = Decimal(1)
DAYS_OF_UNIT: Mapping[str, Decimal] = {
    "s": ONE / 86400,
    "min": ONE / 1440,
    "h": ONE / 24,
    "d": ONE,
    "wk": Decimal(7),
    # The mean Julian month and year of UCUM (mo_j, a_j).
    "mo": Decimal("30.4375"),
    "a": Decimal("365.25"),
}
PARTS_OF_A_DAY: Mapping[str, int] = {"s": 86400, "min": 1440, "h": 24}
UNIT_WORDS = {
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "week": "wk", "weeks": "wk",
    "w": "wk", "wks": "wk", "month": "mo", "months": "mo", "year": "a", "years": "a", "minute": "min",
    "minutes": "min",
    # German, French, Spanish, Italian, Dutch, Swedish
    "tag": "d", "tage": "d", "tagen": "d", "jour": "d", "jours": "d", "dia": "d", "dias": "d", "día": "d",
    "días": "d", "giorno": "d", "giorni": "d", "dag": "d", "dagen": "d", "dagar": "d",
    "woche": "wk", "wochen": "wk", "semaine": "wk", "semaines": "wk", "semana": "wk", "semanas": "wk",
    "settimana": "wk", "settimane": "wk", "weken": "wk", "vecka": "wk", "veckor": "wk",
    "monat": "mo", "monate": "mo", "monaten": "mo", "mois": "mo", "mes": "mo", "meses": "mo", "mese": "mo",
    "mesi": "mo", "maand": "mo", "maanden": "mo", "månad": "mo", "månader": "mo",
    "stunde": "h", "stunden": "h", "heure": "h", "heures": "h", "hora": "h", "horas": "h", "uur": "h",
    "uren": "h",
}  # fmt: skip


@value
class Schedule:
    """``doses`` in every ``days`` days; ``on_a_day`` at most on one day. ``least`` is the lower reading.

    ``once``: one dose only, on the day it starts. ``dates``: the very days, where they are written.
    ``uncounted``: on these days, but nobody says how often ("with meals").
    """

    doses: Decimal
    days: Decimal
    on_a_day: Decimal
    least: Decimal
    once: bool = False
    dates: tuple[str, ...] = ()
    uncounted: bool = False

    def spread(self, dose: Decimal) -> Decimal:
        """What one dose of this size gives per day, spread over all days."""
        return dose * self.doses / self.days

    @property
    def per_week(self) -> Decimal:
        return self.doses * 7 / self.days


def every(doses: int | Decimal, days: int | Decimal) -> Schedule:
    """So many doses in every so many days."""
    count, span = Decimal(doses), Decimal(days)
    return Schedule(count, span, max(ONE, (count / span).to_integral_value(ROUND_CEILING)), count)


ONCE = Schedule(ONE, ONE, ONE, ONE, once=True)
