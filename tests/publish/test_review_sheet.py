"""The review sheet: everything that a card asks and offers stands in it, in words without any jargon."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdshooks.cli import main
from cdshooks.publish.codes import COLUMNS, all_codes
from cdshooks.publish.coverage import leaves_of
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.pages import DOCS, questions_of, stories_of
from cdshooks.publish.plain_words import Step, Teller, numbered, plain
from cdshooks.publish.review_folder import write_pages
from cdshooks.publish.review_sheet import ALSO, EXPLAINS, SILENT, SPEAKS, SUGGESTS, ReviewSheet, review_sheet
from cdshooks.publish.source_attributes import attributes
from cdshooks.rules.card import Card
from cdshooks.rules.criteria import NEVER, AllOf, Criterion
from cdshooks.rules.declared import declared
from cdshooks.rules.language import condition, valueset, yes
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.plan import Plan, compile_plan
from cdshooks.rules.sign_off import SignOff
from cdshooks.rules.suggestions import Offer, request
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in
from cdshooks.service import build_plan
from cdshooks.site import Site
from tests.rules.fixed import not_so, sure
from tests.spec.asking import a_card, catalogue, plan_of, terminology

TestOrder.__test__ = False  # type: ignore[attr-defined]  # pytest takes it for a test by its name

JARGON = re.compile(
    r"FHIR|prefetch|MedicationRequest|Observation|CodeableConcept|ServiceRequest|patient-view|order-se|order-si"
    r"|Kleene|criterion|boolean|None\b|True\b|<|_"
)


@cache
def plan() -> Plan:
    return build_plan(Site())


CARDS = plan().catalogue.cards


@cache
def sheet(card_id: str) -> ReviewSheet:
    return review_sheet(plan().card(card_id), plan())


def sentences(told: ReviewSheet) -> Iterator[Step]:
    for section in told.sections:
        for step in section.steps:
            yield from step.walk()


def alone(card: Card) -> ReviewSheet:
    return review_sheet(card, plan_of(card))


def steps(*criteria: Criterion) -> list[str]:
    """The numbered sentences of the criteria, and of the words that they use."""
    held = plan_of(a_card(when=AllOf(criteria)))
    teller = Teller(held.surroundings.places)
    told = [teller.draft(one) for one in criteria]
    found = numbered([("1", told), ("W", teller.words_explained())])
    return [
        f"{one.number} {one.words}{f' (as in {one.as_in})' if one.as_in else ''}"
        for section in found
        for step in section
        for one in step.walk()
    ]


# The words


def test_a_criterion_is_numbered_below_what_it_is_part_of() -> None:
    assert steps(sure("a") & (sure("b") | ~sure("c"))) == [
        "1.1 all of these",
        "1.1.1 a",
        "1.1.2 any of these",
        "1.1.2.1 b",
        "1.1.2.2 not c",
    ]


def test_what_is_denied_or_proven_is_said_in_one_sentence() -> None:
    either = sure("a") | sure("b")
    assert steps(~either)[0] == "1.1 none of these"
    assert steps(~(sure("a") & sure("b")))[0] == "1.1 not all of these"
    assert steps(~yes(either))[0] == "1.1 none of these, on record"
    assert steps(yes(sure("a")), ~yes(sure("a"))) == ["1.1 on record: a", "1.2 not on record: a"]


def test_a_name_is_explained_once_among_the_words() -> None:
    frail = (sure("old") & sure("ill")).named("frail")
    assert steps(frail, ~frail) == [
        '1.1 "frail"',
        '1.2 not "frail"',
        "W1 frail: all of these",
        "W1.1 old",
        "W1.2 ill",
    ]


def test_two_things_of_one_name_are_told_apart() -> None:
    one, other = sure("a").named("frail"), sure("b").named("frail")
    assert steps(one, other) == ['1.1 "frail"', '1.2 "frail (2)"', "W1 frail: a", "W2 frail (2): b"]


def test_a_name_that_says_what_it_is_needs_no_explanation() -> None:
    assert steps(sure("a").named("a")) == ["1.1 a"]


def test_what_was_laid_out_is_referred_to_by_its_number() -> None:
    either = sure("a") | sure("b")
    assert steps(sure("x") & either, not_so("y") & either)[-1] == "1.2.2 any of these (as in 1.1.2)"


# Each card


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_question_of_a_card_stands_in_its_sheet(card: Card) -> None:
    said = "\n".join(one.words for one in sentences(sheet(card.id)))
    # The drugs of the occasion stand in one sentence.
    assert plain(card.about.words) in said
    elsewhere = {id(one) for one in card.about.walk()}
    elsewhere |= set() if card.silences else {id(one) for one in card.silences_while.walk()}
    asked = {plain(one.words) for one in leaves_of(card) if id(one) not in elsewhere}
    assert {words for words in asked if words not in said} == set()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_criterion_has_a_section_of_its_own(card: Card) -> None:
    assert [one.words for one in sheet(card.id).section(ALSO)] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_draft_stands_in_the_sheet_as_a_prescriber_reads_it(card: Card) -> None:
    said = "\n".join(one.words for one in sentences(sheet(card.id)))
    for draft in drafts_of(card):
        assert plain(draft.words.replace("{dose}", "...")) in said
    assert all(not isinstance(one, DrugOrder) or one.words for one in drafts_of(card))
    assert len(sheet(card.id).section(SUGGESTS)) == len(card.suggest)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_each_number_is_used_once_and_each_reference_leads_to_something(card: Card) -> None:
    told = list(sentences(sheet(card.id)))
    by_number = {one.number: one for one in told}
    assert len(by_number) == len(told)
    for one in told:
        assert not one.as_in or by_number[one.as_in].steps
        if one.explained_in:
            name = re.findall(r'"([^"]+)"', one.words)[-1]
            assert by_number[one.explained_in].words.startswith(f"{name}:")
    assert card.id != "pjp-start" or sum(bool(one.explained_in) for one in told) > 10


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_name_in_quotation_marks_is_explained(card: Card) -> None:
    told = sheet(card.id)
    explained = {one.words.partition(":")[0] for one in told.section(EXPLAINS)}
    titles = (
        {other.title for other in CARDS}
        | {"Could not be checked"}
        | {plain(words) for _, words in card.notes}
    )
    used = {name for one in sentences(told) for name in re.findall(r'"([^"]+)"', one.words)}
    # A name may hold a colon itself.
    missing = {name for name in used - titles if name.partition(":")[0] not in explained}
    assert missing == set()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_sheet_speaks_no_jargon(card: Card) -> None:
    found = [one.words for one in sentences(sheet(card.id)) if JARGON.search(one.words)]
    assert found == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_number_and_value_set_is_listed(card: Card) -> None:
    told = sheet(card.id)
    assert {one.name for one in told.numbers} == {one.name for one in found_in(declared(card), PolicyNumber)}
    text = told.told()
    for one in told.value_sets:
        assert f"| {one.name.replace('_', chr(92) + '_')} |" in text


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_story_of_a_card_stands_in_its_table(card: Card) -> None:
    chapter = (DOCS / "stories.md").read_text(encoding="utf-8").partition(f"\n`{card.id}`: ")[2]
    lines = [line for line in chapter.partition("\n## ")[0].splitlines() if line.startswith("- **")]
    cases = stories_of(card).cases
    assert len(cases) == len(lines)
    for line, case in zip(lines, cases, strict=True):
        assert line.startswith(f"- **{case.name}.** {case.case}")
        assert line.endswith(f" *{case.said}*" if case.said else case.case)


@dataclass(frozen=True, slots=True)
class SingOffer(Offer):
    """Sing to the patient behind a criterion. Nobody has a sentence for this."""

    song: Criterion = NEVER
    order: DrugOrder | None = None

    def criteria(self) -> tuple[Criterion, ...]:
        return (self.when, self.recommended_if, self.song)


def test_a_way_to_offer_that_came_later_is_told_all_the_same() -> None:
    drafted = next(one for one in drafts_of(plan().card("pjp-start")) if isinstance(one, DrugOrder))
    told = alone(a_card(suggest=(SingOffer(song=sure("a song") & sure("a choir"), order=drafted),)))
    words = [one.words for step in told.section(SUGGESTS) for one in step.walk()]
    assert words[:4] == [
        "Sing to the patient behind what is said below",
        "song: all of these",
        "a song",
        "a choir",
    ]
    assert words[4].startswith(f"order: {drafted.words}")


def test_a_test_is_told_with_all_that_is_asked() -> None:
    @dataclass(frozen=True, slots=True)
    class Questioned(TestOrder):
        question: str = ""

    known = next(one for one in drafts_of(plan().card("dapsone-g6pd")) if isinstance(one, TestOrder))
    asked = Questioned(
        known.words, known.system, known.code, known.recognised_by, 30, "soon", "urgent", "why?"
    )
    told = alone(a_card(suggest=(request(asked),)))
    assert told.section(SUGGESTS)[0].words == f"Request {known.words} soon (urgent) question: why?"


# What stands around them


def test_a_site_is_told_its_own_numbers_and_codes() -> None:
    local = terminology().with_local_codes({"obs_potassium": [("https://h.example.org", "K")]})
    here = compile_plan(build_plan(Site()).catalogue, local, {"pjp.potassium_high": Decimal("5.4")})
    told = review_sheet(here.card("tmp-smx-hyperkalaemia"), here)
    number = next(one for one in told.numbers if one.name == "pjp.potassium_high")
    assert (number.default, number.here, number.allowed) == ("5", "5.4", "4.5 to 5.5")
    assert "not chosen (`pjp.potassium_high`) | **5.4 mmol/L (default 5)** | 4.5 to 5.5 |" in told.told()
    potassium = next(one for one in told.value_sets if one.name == "obs_potassium")
    assert potassium.of_site == 1
    assert "https://h.example.org | K |" in told.told(codes=True)


def test_a_sheet_says_who_signed_and_what_became_of_it() -> None:
    card = a_card()
    known = plan_of(card).identities["a-card"]
    signed = SignOff(known.signed, "Ann Example", "pharmacist", "PharmD", "2026-01-15", "1.0.0", known.site)
    earlier = replace(signed, fingerprint="0" * 32, name="Ben Example")
    told = {}
    for name, given in (("both", (earlier, signed)), ("earlier", (earlier,)), ("none", ())):
        held = compile_plan(catalogue(card), terminology(), {}, {"a-card": given})
        told[name] = review_sheet(held.card("a-card"), held).told()
    assert "| Standing | **signed** |" in told["both"]
    assert "Ann Example, pharmacist (PharmD), 2026-01-15, version 1.0.0" in told["both"]
    assert told["both"].count("(not the one of today)") == 1
    assert "| Standing | **changed since it was signed** |" in told["earlier"]
    assert "| Standing | **not signed** |" in told["none"]


def test_a_silent_card_says_why() -> None:
    loud = a_card("loud", silences=("quiet",), silences_while=sure("a") & sure("b"))
    quiet = a_card("quiet", unless=(sure("excused"),), hooks=a_card().hooks[:1])
    held = plan_of(loud, quiet)
    said = [one.words for one in review_sheet(quiet, held).section(SILENT)]
    assert "It is never asked while an order is being chosen." in said
    assert "It is silent if excused" in said
    assert '"Title of loud" speaks in its place, where its own sheet says so.' in said
    assert said[-1].startswith("Where its owner has not signed it")
    speaks = [one.words for one in review_sheet(loud, held).section(SPEAKS)]
    assert 'It speaks in place of "Title of quiet", while all of these' in speaks


def test_questions_are_the_paragraphs_that_name_the_card_or_its_numbers(tmp_path: Path) -> None:
    page = "# Q\n\nNo `a-card`.\n\n**One?** About `a-card`.\n\n- more\n\n## H\n\n**Two?** `b-card`.\n\n"
    page += "**Three?** `a.days`.\n"
    tmp_path.joinpath("clinical-questions.md").write_text(page)
    assert questions_of(a_card(), ("a.days",), tmp_path) == (
        "**One?** About `a-card`.\n\n- more",
        "**Three?** `a.days`.",
    )
    assert questions_of(a_card("c"), (), tmp_path) == ()


def test_without_a_checkout_there_are_no_stories(tmp_path: Path) -> None:
    assert stories_of(CARDS[0], tmp_path).cases == ()


# The thirteen attributes


def test_there_are_thirteen_and_what_is_not_known_is_said() -> None:
    found = attributes(plan().card("pjp-start"), plan())
    assert [one.number for one in found] == list(range(1, 14))
    said = {one.name: one for one in found}
    assert "https://doi.org/10.1136/ard-2022-223335" in said["Citation of the research or guideline"].words
    funding = said["Funding of the technical implementation"]
    assert (funding.known, funding.words[:9]) == (False, "Not known")
    assert "48643-1" in said["Use of race"].words
    assert "aged 65 or older" in said["Use of date of birth"].words
    assert said["Use of health status assessments"].words == "Yes: pregnancy status."
    assert said["Use of language"].words.startswith("No.")


def test_a_card_that_asks_little_uses_little() -> None:
    ssc = condition(valueset("cond_ssc", words="systemic sclerosis"))
    held = plan_of(a_card(when=ssc))
    said = {one.name: one.words for one in attributes(held.card("a-card"), held)}
    for name in ("race", "ethnicity", "sex", "date of birth", "health status assessments"):
        assert said[f"Use of {name}"].startswith("No."), name


def test_age_and_sex_are_asked_for_in_no_other_place_than_the_attributes_look(checkout: Path) -> None:
    asking = re.compile(r"person\.(?:birth|gender|can_conceive)|\bages\(")
    found = {
        path.name
        for path in checkout.joinpath("cdshooks/rules").glob("*.py")
        if asking.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"person.py", "measures.py"}


# The commands


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_sheet_is_printed_for_people_and_for_programs() -> None:
    assert run("sheet", "card", "pjp-start").stdout.startswith("# PJP prophylaxis recommended\n")
    document: dict[str, Any] = json.loads(run("sheet", "card", "pjp-start", "--format", "json").stdout)
    assert document["card"] == "pjp-start"
    assert len(document["source_attributes"]) == 13
    assert "list" not in document["value_sets"][0]
    assert document["sections"][0]["sentences"][1]["sentences"][0]["words"] == "patient alive"


def test_every_code_is_printed_where_that_is_asked_for() -> None:
    told = run("sheet", "card", "dapsone-g6pd", "--codes").stdout
    assert "| LOINC | 32546-4 |" in told
    document = json.loads(run("sheet", "card", "dapsone-g6pd", "--codes", "--format", "json").stdout)
    rows = [row for one in document["value_sets"] for row in one["list"]]
    assert {"system", "code", "display", "source"} == set(rows[0])


def test_a_card_that_is_none_is_wrong_usage() -> None:
    assert run("sheet", "card", "pjp-begin").exit_code == 2


def test_all_sheets_are_written_with_their_codes(tmp_path: Path) -> None:
    assert run("sheet", "all", tmp_path).exit_code == 0
    written = {path.stem for path in (tmp_path / "cards").glob("*.md")}
    assert written == {"index", *(card.id for card in CARDS)}
    for one in all_codes(plan()):
        lines = list(csv.reader(io.StringIO((tmp_path / "codes" / one.file).read_text(encoding="utf-8"))))
        assert tuple(lines[0]) == COLUMNS
        assert len(lines) == len(one.rows) + 1
    assert len({one.file for one in all_codes(plan())}) == len(all_codes(plan()))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.joinpath("cards").write_text("")
    assert run("sheet", "all", tmp_path).exit_code == 1


def test_every_link_of_the_pages_leads_somewhere(tmp_path: Path) -> None:
    for page in DOCS.glob("*.md"):
        tmp_path.joinpath(page.name).write_text("")
    write_pages(plan(), tmp_path)
    for page in (tmp_path / "cards").glob("*.md"):
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert link.startswith("http") or (page.parent / link).is_file(), (page.name, link)
