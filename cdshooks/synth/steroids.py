"""Glucocorticoid courses: what the clinic gives, and the edges that a rule about courses must get right."""

from __future__ import annotations

from cdshooks.synth.chance import Chance, Weighted
from cdshooks.synth.person import Course, Stretch

KINDS = Weighted(
    {
        "none": 30,
        "maintenance": 20,
        "high": 14,
        "tapering": 12,
        "past": 6,
        "intermediate": 4,
        "burst": 4,
        "open": 4,
        "edge": 3,
        "gapped": 2,
        "alternate": 1,
    }
)
SELDOM = Weighted({"none": 78, "past": 6, "burst": 6, "maintenance": 5, "tapering": 3, "high": 2})
FORMS = Weighted(
    {"orders": 50, "renewals": 34, "statement": 6, "two-strengths": 6, "double": 4, "dispenses": 4}
)
DRUGS = Weighted({"prednisone": 78, "prednisolone": 14, "methylprednisolone": 8})
HIGH = (20.0, 20.0, 25.0, 30.0, 30.0, 40.0, 40.0, 50.0, 60.0)
LOW = (2.5, 5.0, 5.0, 7.5, 7.5, 10.0, 10.0, 12.5)
STEPS = (60.0, 50.0, 40.0, 30.0, 25.0, 20.0, 17.5, 15.0, 12.5, 10.0, 7.5, 5.0)


def course(chance: Chance, seldom: bool, missing: float) -> Course:
    """A course by chance. ``seldom``: of a disease that steroids hardly treat. ``missing``: the share of
    courses whose dose the record leaves out."""
    kind = chance.of(SELDOM if seldom else KINDS)
    made = _MAKERS[kind](chance)
    made.kind = kind
    if not made.stretches:
        return made
    if kind not in ("tapering", "alternate"):
        made.written = chance.of(FORMS)
    if made.open_end and made.written in ("renewals", "double", "dispenses"):
        made.written = "orders"
    # Several steps of methylprednisolone would need a tablet for each of them.
    made.drug = chance.of(DRUGS)
    if made.written == "two-strengths":
        made.drug = "prednisone"
    if made.written == "orders" and made.stretches[-1].last < 0 and kind != "gapped":
        made.written = chance.pick(("orders", "stopped", "stopped", "no-end"))
    made.never_ended = kind == "tapering" and made.written == "orders" and chance.under(0.25)
    if kind in ("high", "tapering") and chance.under(0.08):
        first = made.stretches[0].first
        made.ward = tuple(range(first - chance.whole(2, 6), first))
    if chance.under(0.02):
        made.flare_pack = -chance.whole(0, 60)
    made.besides = 5.0 if made.drug == "prednisone" and chance.under(0.02) else 0.0
    made.unreadable = chance.under(missing)
    return made


def just_begun(chance: Chance) -> Course:
    """A high dose begun days ago and planned for two weeks: too short for a rule about four weeks."""
    first = -chance.whole(0, 9)
    return Course("just begun", (Stretch(first, first + 20, 60.0),))


def pulsed(chance: Chance, made: Course) -> None:
    """Three days of methylprednisolone, at most ten weeks ago, before an oral course of prednisone."""
    last = -chance.whole(1, 70)
    made.pulses = (last - 2, last - 1, last)
    if made.drug == "methylprednisolone":
        made.drug = "prednisone"


def _none(chance: Chance) -> Course:
    return Course("none")


def _maintenance(chance: Chance) -> Course:
    first, last = -chance.whole(60, 1500), chance.whole(5, 85)
    return Course("", (Stretch(first, last, chance.pick(LOW)),), open_end=chance.under(0.15))


def _intermediate(chance: Chance) -> Course:
    first, last = -chance.whole(10, 150), chance.whole(5, 60)
    return Course("", (Stretch(first, last, chance.pick((15.0, 17.5))),))


def _high(chance: Chance) -> Course:
    first, last = -chance.whole(0, 110), chance.whole(2, 60)
    return Course("", (Stretch(first, last, chance.pick(HIGH)),))


def _tapering(chance: Chance) -> Course:
    """From a high dose down in steps; today lies anywhere in it."""
    step = chance.pick((7, 14, 14, 14, 21, 28))
    doses = STEPS[chance.pick((0, 1, 2, 2, 3)) :: chance.pick((1, 2))]
    first = -chance.whole(0, step * len(doses) - 1)
    stretches, day = [], first
    for number, mg in enumerate(doses):
        last = day + step * (2 if number == 0 else 1) - 1
        stretches.append(Stretch(day, last, mg))
        day = last + 1
    return Course("", tuple(stretches), written=chance.pick(("taper", "orders")))


def _burst(chance: Chance) -> Course:
    days = chance.whole(5, 14)
    first = -chance.whole(0, 30)
    return Course("", (Stretch(first, first + days - 1, chance.pick((30.0, 40.0, 40.0, 50.0))),))


def _past(chance: Chance) -> Course:
    last = -chance.whole(8, 400)
    return Course("", (Stretch(last - chance.whole(20, 200), last, chance.pick(HIGH)),))


def _open(chance: Chance) -> Course:
    first = -chance.whole(0, 90)
    return Course("", (Stretch(first, 0, chance.pick(HIGH)),), open_end=True)


def _edge(chance: Chance) -> Course:
    """A day less and a day more than four weeks, a step less and more than the dose."""
    days = chance.pick((27, 28, 29))
    first = -chance.whole(0, days - 1)
    mg = chance.pick((19.0, 20.0, 20.0, 29.0, 30.0, 30.0))
    return Course("", (Stretch(first, first + days - 1, mg),))


def _gapped(chance: Chance) -> Course:
    """Two courses with some days between them: up to three are bridged."""
    gap, mg = chance.pick((1, 2, 3, 4, 5, 10)), chance.pick(HIGH)
    last = -chance.whole(3, 30)
    first = last - chance.whole(10, 40)
    again = last + gap + 1
    return Course("", (Stretch(first, last, mg), Stretch(again, max(again, 0) + chance.whole(3, 20), mg)))


def _alternate(chance: Chance) -> Course:
    """Every other day, so that half of it is the daily amount."""
    first, last = -chance.whole(20, 90), chance.whole(5, 40)
    return Course("", (Stretch(first, last, chance.pick((15.0, 20.0, 30.0))),), written="alternate-days")


_MAKERS = {
    "none": _none,
    "maintenance": _maintenance,
    "intermediate": _intermediate,
    "high": _high,
    "tapering": _tapering,
    "burst": _burst,
    "past": _past,
    "open": _open,
    "edge": _edge,
    "gapped": _gapped,
    "alternate": _alternate,
}
