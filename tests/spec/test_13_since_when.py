"""Since when.

A drug begun lately, a result after its start, a request after a result. A day that is known in part
answers where both its ends agree.
"""

from __future__ import annotations

from cards.valuesets import CURRENT_SMOKER, POTASSIUM, TMP_SMX
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    begun_between,
    condition,
    drug,
    ended_within,
    first_begun_within,
    lab,
    not_long_established,
    result_after,
    result_since_start,
)
from tests.cards.clinic import TMP_SMX_SS, draft, order, result
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import ask, why

co_trimoxazole = drug(TMP_SMX)
potassium = lab(POTASSIUM, "mmol/L").result(within=30)


def taken(id: str = "t", **how: object) -> dict[str, object]:
    """TMP-SMX 80/400 mg once daily."""
    return order(id, *TMP_SMX_SS, dose=1, unit="{tbl}", **how)


def k(on: int | None, **how: object) -> dict[str, object]:
    """A potassium result."""
    return result("k", "2823-3", 4.2, "mmol/L", on=on, **how)


def test_begun_between() -> None:
    """`begun_between(drug, 4, 30, bridge=3)`: taken now, its present run began 4 to 30 days ago.

    Gaps up to the bridge are joined. What was not read can only make a run longer.
    """
    lately = begun_between(co_trimoxazole, 4, 30, bridge=3)
    assert [ask(lately, taken(start=on)) for on in (-3, -4, -30, -31)] == [NO, YES, YES, NO]
    earlier = taken("e", start=-60, until=-14, status="completed")
    assert ask(lately, taken(start=-10), earlier) is NO
    assert ask(lately, taken(start=-9), earlier) is YES
    assert ask(lately, taken(start=-10, until=-1, status="completed")) is NO
    assert ask(lately, taken(start=-10), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(lately, taken(start=-31), lacking=["MedicationStatement"]) is NO
    assert ask(lately, taken()) is NOT_KNOWN
    assert ask(lately) is NO


def test_first_begun_within() -> None:
    """`first_begun_within(drug, 84)`: taken now, and its first entry ever began at most 84 days ago.

    No gap makes an earlier course forgotten. An order that is still to begin counts where nothing was taken.
    """
    new = first_begun_within(co_trimoxazole, 84)
    assert [ask(new, taken(start=on)) for on in (0, 7)] == [YES, YES]
    assert ask(new, taken(start=7), taken("e", start=-900, until=-800, status="completed")) is NO
    assert ask(new, taken(start=7), lacking=["MedicationRequest"]) is NOT_KNOWN
    assert [ask(new, taken(start=on)) for on in (-84, -85)] == [YES, NO]
    earlier = taken("e", start=-900, until=-800, status="completed")
    assert ask(new, taken(start=-10), earlier) is NO
    assert ask(new, taken(start=-10, until=-1, status="completed")) is NO
    assert ask(new, taken(start=-10), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(new, taken(start=-85), lacking=["MedicationStatement"]) is NO
    assert ask(new) is NO


def test_a_result_since_the_start() -> None:
    """`result_since_start(result, drug, bridge=3)`: the newest result is later than the first day."""
    since = result_since_start(potassium, co_trimoxazole, bridge=3)
    assert ask(since, taken(start=-10), k(on=-9)) is YES
    assert ask(since, taken(start=-10), k(on=-10)) is NO
    assert ask(since, taken(start=-10)) is NO
    assert ask(since, taken(start=-10), k(on=None)) is NOT_KNOWN
    assert ask(since, taken(start=-10), k(on=-9), lacking=["Observation"]) is NOT_KNOWN
    assert ask(since, taken(start=-10), k(on=-10), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert why(since, taken(start=-10), lacking=["Observation"]) == "potassium: results not supplied"


def test_not_long_established() -> None:
    """`not_long_established(drug, 30, renewal=90, bridge=30)`: planned anew, or not yet taken for 30 days.

    An order that is to begin counts. Each ingredient has its own run; what was not read may lengthen it.
    """
    lately = not_long_established(co_trimoxazole, 30, renewal=90, bridge=30)
    assert ask(lately, taken(start=-28)) is YES
    assert ask(lately, taken(start=-29)) is NO
    assert ask(lately, taken(start=7)) is YES
    assert ask(lately, taken(start=-3), taken("e", start=-99, until=-33, status="completed")) is NO
    assert ask(lately, taken(start=-3), taken("e", start=-99, until=-40, status="completed")) is YES
    assert ask(lately, taken(start=-3, status="stopped")) is NO
    assert ask(lately, taken(start=-3), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(lately, taken(start=-99), lacking=["MedicationStatement"]) is NO
    _, on_record = lately.parts()
    assert why(on_record, taken(start=-3), lacking=["MedicationStatement"]).endswith("not supplied")


def test_not_long_established_by_a_draft() -> None:
    """A draft begins it, whether this hook is about it or not; one that renews or resumes it does not."""
    lately = not_long_established(co_trimoxazole, 30, renewal=90, bridge=30)
    now = draft("d", *TMP_SMX_SS, dose=1, unit="{tbl}")
    assert [ask(lately, ordered=[now]), ask(lately, elsewhere=[now])] == [YES, YES]
    assert ask(lately, taken(start=-29), ordered=[now]) is NO
    assert ask(lately, taken(start=-28), ordered=[now]) is YES
    assert ask(lately, taken(start=-300, until=-90, status="completed"), ordered=[now]) is NO
    assert ask(lately, taken(start=-300, until=-91, status="completed"), ordered=[now]) is YES


def test_ended_within() -> None:
    """`ended_within(drug, 183)`: taken no more, ended so many days ago. A stop without a date is open.

    A hold is no end, and what ended before it does not count while it lasts.
    """
    lately = ended_within(co_trimoxazole, 183)
    assert ask(lately, taken(start=-400, until=-183, status="completed")) is YES
    assert ask(lately, taken(start=-400, until=-184, status="completed")) is NO
    assert ask(lately, taken(start=-10), taken("e", start=-99, until=-50, status="completed")) is NO
    assert ask(lately, taken(start=-400, status="stopped")) is NOT_KNOWN
    stopped = taken(start=-400, status="stopped", meta={"lastUpdated": "2026-02-01T08:00:00Z"})
    assert ask(lately, stopped) is YES
    held = taken("h", start=-90, status="on-hold", meta={"lastUpdated": "2026-02-01T08:00:00Z"})
    assert ask(lately, held) is NO
    assert ask(lately, held, taken(start=-400, until=-99, status="completed")) is NO
    assert ask(lately) is NO
    assert ask(lately, lacking=["MedicationStatement"]) is NOT_KNOWN


def test_a_result_after_something_else() -> None:
    """`result_after(result, x)`: the newest result is later than the newest fact behind x.

    Of one day it is not later. Without a result it is no.
    """
    smoker = diagnosis("s", "F17.210", recorded=-10)
    after = result_after(potassium, condition(CURRENT_SMOKER))
    assert [ask(after, smoker, k(on=on)) for on in (-9, -10)] == [YES, NO]
    assert ask(after, smoker) is NO
    assert ask(after, k(on=-3)) is NO
    assert ask(after, diagnosis("s", "F17.210", recorded=None), k(on=-3)) is NOT_KNOWN
    assert ask(after, smoker, k(on=None)) is NOT_KNOWN
    assert ask(after, smoker, lacking=["Observation"]) is NOT_KNOWN
    assert ask(after, k(on=-3), lacking=["Condition"]) is NOT_KNOWN
