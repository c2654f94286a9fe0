"""The way into the body: words tell the same as the code that they are the display of."""

from __future__ import annotations

import pytest

from cdshooks.patient.routes import route_of_concept

SNOMED = "http://snomed.info/sct"
DISPLAYS = {
    "26643006": "Oral route",
    "37839007": "Sublingual route",
    "54471007": "Buccal route",
    "47625008": "Intravenous route",
    "78421000": "Intramuscular route",
    "34206005": "Subcutaneous route",
    "127490009": "Gastrostomy route",
    "127491008": "Jejunostomy route",
    "127492001": "Nasogastric route",
    "418441008": "Orogastric route",
    "6064005": "Topical route",
    "45890007": "Transdermal route",
    "10547007": "Otic route",
    "12130007": "Intra-articular route",
    "16857009": "Per vagina",
    "37161004": "Per rectum",
    "46713006": "Nasal route",
    "54485002": "Ophthalmic route",
    "418401004": "Intravitreal route",
    "404820008": "Epidural route",
    "72607000": "Intrathecal route",
    "372466002": "Intralesional route",
    "372464004": "Intradermal route",
    "447694001": "Respiratory tract route",
}
"""As SNOMED CT shows them, from the FHIR value set ``route-codes``."""


@pytest.mark.parametrize(("code", "display"), DISPLAYS.items())
def test_the_display_of_a_route_tells_what_its_code_tells(code: str, display: str) -> None:
    told = route_of_concept({"coding": [{"system": SNOMED, "code": code}]})
    assert told is not None
    assert route_of_concept({"text": display}) == told
    assert route_of_concept({"text": f"{display} (qualifier value)"}) == told


EDQM = {
    "20001000": "Auricular use",
    "20002500": "Buccal use",
    "20003000": "Cutaneous use",
    "20013500": "Gastric use",
    "20013000": "Gastroenteral use",
    "20020000": "Inhalation use",
    "20021000": "Intestinal use",
    "20032000": "Intralesional use",
    "20035000": "Intramuscular use",
    "20045000": "Intravenous use",
    "20049000": "Nasal use",
    "20051000": "Ocular use",
    "20053000": "Oral use",
    "20061000": "Rectal use",
    "20066000": "Subcutaneous use",
    "20067000": "Sublingual use",
    "20070000": "Transdermal use",
    "20072000": "Vaginal use",
}
"""As European records write them, in the Standard Terms of the EDQM."""


@pytest.mark.parametrize(("code", "display"), EDQM.items())
def test_the_routes_of_european_records_are_read_by_code_and_by_words(code: str, display: str) -> None:
    told = route_of_concept({"coding": [{"system": "http://standardterms.edqm.eu", "code": code}]})
    assert told is not None
    assert route_of_concept({"text": display}) == told


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("i.v.", "intravenous"),
        ("I.M.", "intramuscular"),
        ("per os", "oral"),
        ("zum Einnehmen", "oral"),
        ("intraven\u00f6s", "intravenous"),
        ("voie intraveineuse", "intravenous"),
        ("subkutan", "subcutaneous"),
        ("v\u00eda subcut\u00e1nea", "subcutaneous"),
        ("voie sous-cutan\u00e9e", "subcutaneous"),
    ],
)
def test_routes_with_dots_and_in_other_languages(words: str, route: str) -> None:
    assert route_of_concept({"text": words}) == route
