"""What a decision lacked stands in the tables also where the chart is opened and no note names it."""

from __future__ import annotations

from cards.valuesets import POTASSIUM
from cdshooks.population.decisions import data_lacking
from cdshooks.rules.case import Hook
from cdshooks.rules.findings import Outcome
from cdshooks.rules.language import lab
from tests.spec.asking import findings, plan_of
from tests.spec.test_12_cards import a_card, result


def test_a_datum_that_no_note_names_when_the_chart_is_opened_is_lacking_all_the_same() -> None:
    high = lab(POTASSIUM, "mmol/L").result(within=30).above("5.0")
    odd = result("k", "2823-3", 5.6, "furlong")
    found = findings(plan_of(a_card(when=high)), odd, hook=Hook.PATIENT_VIEW).of("a-card")
    assert found.outcome is Outcome.NOT_KNOWN
    assert not found.named
    assert data_lacking(found) == ("potassium",)
