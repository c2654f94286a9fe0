"""Extensions of requests are read where they help, and otherwise passed over in silence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.calling import TMP_SMX_DESPITE_ALLERGY, Running, sample, topics, without_ids

requirement = pytest.mark.requirement

EPIC = "com.epic.cdshooks.request."


@requirement("EX-05")
def test_the_extensions_of_a_vendor_change_nothing_and_are_not_logged(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    expected = without_ids(service.cards(request))
    names = ["bpa-trigger-action", "cds-hooks-specification-version", "fhir-version", "criteria-id"]
    names += ["epic-version", "cds-hooks-implementation-version", "cds-hooks-su-version", "unheard-of"]
    request["extension"] |= {EPIC + name: "zz-1.1" for name in names}
    request["extension"]["internal.epic.cdshooks.request.user"] = "zz-user"
    assert without_ids(service.cards(request)) == expected
    assert "zz-" not in service.log()


@requirement("EX-04")
def test_the_form_of_the_detail_is_not_announced(service: Running) -> None:
    request = sample(TMP_SMX_DESPITE_ALLERGY)
    request["extension"][EPIC + "fhir-version"] = "R4"
    assert not any("extension" in card for card in service.cards(request))


@pytest.mark.parametrize("extension", [None, [], "text", 7, {}])
def test_an_extension_of_another_type_is_as_none_sent(service: Running, extension: Any) -> None:
    answer = service.call(sample(TMP_SMX_DESPITE_ALLERGY) | {"extension": extension})
    assert answer.status_code == 200
    assert "tmpSmxAllergy" in topics(answer.json()["cards"])
