"""Stories that each first-line card of a rheumatic disease must tell, whatever its options are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.cards.clinic import (
    PREDNISONE,
    Json,
    allergy,
    condition,
    draft,
    ild,
    order,
    ordered_test,
    patient,
    result,
    statement,
    steroid_draft,
)
from tests.cards.first_line import (
    ALLOPURINOL,
    AZA,
    AZATHIOPRINE,
    BOTH_GENES,
    CICLOSPORIN,
    COMFORT,
    DISCUSSION,
    DRUGS,
    GENOTYPE,
    HYDROXYCHLOROQUINE,
    ILD_DRUGS,
    LABS,
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MMF,
    MYCOPHENOLATE,
    PREGNANT,
    RAPID,
    RITUXIMAB,
    RTX,
    SCREEN,
    TACROLIMUS,
    TPMT_CODE,
    WOMAN,
    dlco,
    ended,
    lung,
    without,
)
from tests.cards.story import SELECT, VIEW, Story

Drug = tuple[str, str]


def shared_stories(
    card: str, disease: Json, *, listed: Sequence[Drug], unlisted: Sequence[Drug]
) -> list[Story]:
    """``disease``: the code of the rheumatic disease; ``listed`` and ``unlisted``: ILD drugs at the order."""
    return [
        *_when(card, disease),
        *_naive(card, disease),
        *_orders(card, disease, listed, unlisted),
        *_silent(card, disease),
        *_not_known(card, disease),
        *_mycophenolate(card, disease),
        *_rituximab(card, disease),
        *_azathioprine(card, disease),
        *_no_drug(card, disease),
    ]


def _told(
    card: str, disease: Json, name: str, expect: str, *held: Json, lung_days: int = 365, **more: Any
) -> Story:
    """The patient has the disease, an ILD recorded so many days ago, and what is held beside."""
    record = (disease, ild(recorded=-lung_days), *held)
    return Story(card, name, more.pop("hook", VIEW), expect, record=record, **more)


def _when(card: str, disease: Json) -> list[Story]:
    old = {"lung_days": 366}
    year = (lung(85, -370), dlco(70, -370))
    return [
        _told(card, disease, "ILD recorded 365 days ago", "info", recommended=MMF),
        _told(card, disease, "ILD 366 days old, nothing on lung function", "silent", **old),
        _told(card, disease, "ILD 366 days old, FVC 69.9 %", "info", lung(69.9), **old),
        _told(card, disease, "ILD 366 days old, FVC 70 %", "silent", lung(70), **old),
        _told(card, disease, "FVC 69.9 % 90 days ago", "info", lung(69.9, on=-90), **old),
        _told(card, disease, "FVC 69.9 % 91 days ago", "silent", lung(69.9, on=-91), **old),
        _told(card, disease, "FVC 85 to 80, DLCO 70 to 60", "info", *year, lung(80), dlco(60), **old),
        _told(card, disease, "FVC 85 to 80, DLCO 70 to 60.1", "silent", *year, lung(80), dlco(60.1), **old),
        _told(card, disease, "FVC 85 to 80.1, DLCO 70 to 60", "silent", *year, lung(80.1), dlco(60), **old),
        _told(card, {**disease, "clinicalStatus": {}}, "disease without a clinical status", "info"),
    ]


def _naive(card: str, disease: Json) -> list[Story]:
    return [
        *(
            _told(
                card,
                disease,
                f"{drug[1]} active",
                "silent",
                order("d", *drug, dose=50, start=-100, route=route),
            )
            for drug, route in ILD_DRUGS
        ),
        *(
            _told(
                card,
                disease,
                f"{drug[1]} by {route}",
                "info",
                order("d", *drug, dose=5, start=-9, route=route),
            )
            for drug, route in (
                (METHOTREXATE, "oral"),
                (HYDROXYCHLOROQUINE, "oral"),
                (PREDNISONE, "oral"),
                (TACROLIMUS, "topical"),
                (CICLOSPORIN, "eye"),
            )
        ),
        _told(card, disease, "azathioprine ended 183 days ago", "silent", ended(AZATHIOPRINE, 183)),
        _told(
            card,
            disease,
            "azathioprine ended 184 days ago fires without it",
            "info",
            *LABS,
            ended(AZATHIOPRINE, 184),
            offers=(MMF, RTX),
            never_offers=(AZA, GENOTYPE),
        ),
        _told(
            card, disease, "as the patient says", "silent", statement("s", *AZATHIOPRINE, dose=50, start=-100)
        ),
        _told(
            card,
            disease,
            "ciclosporin without a route",
            "not known",
            order("d", *CICLOSPORIN, dose=50, start=-100, route=None),
        ),
    ]


def _orders(card: str, disease: Json, listed: Sequence[Drug], unlisted: Sequence[Drug]) -> list[Story]:
    def at_select(name: str, expect: str, *drafts: Json, **more: Any) -> Story:
        return _told(card, disease, name, expect, hook=SELECT, drafts=drafts, lung_days=900, **more)

    return [
        at_select(
            "prednisone drafted", "info", steroid_draft(mg=10), recommended=MMF, never_acts=('"8640"',)
        ),
        at_select(
            "a single dose of methylprednisolone",
            "silent",
            draft("p", *METHYLPREDNISOLONE, dose=100, route="iv", start=0, days=1),
        ),
        at_select("prednisone ointment", "silent", steroid_draft(mg=10, route="topical")),
        at_select("methotrexate is no ILD drug", "silent", draft("x", *METHOTREXATE, dose=15)),
        *(at_select(f"{drug[1]} is on the list", "silent", draft("l", *drug, dose=50)) for drug in listed),
        *(
            at_select(f"{drug[1]} is not on the list", "info", draft("l", *drug, dose=50))
            for drug in unlisted
        ),
        at_select(
            "prednisone with mycophenolate drafted",
            "silent",
            steroid_draft(mg=10),
            draft("m", *MYCOPHENOLATE, dose=500),
        ),
        at_select(
            "prednisone selected, mycophenolate drafted beside",
            "silent",
            steroid_draft(mg=10),
            draft("m", *MYCOPHENOLATE, dose=500),
            selections=("MedicationRequest/gc",),
        ),
        at_select("no draft", "silent"),
        at_select(
            "prednisone drafted, orders not supplied",
            "not known",
            steroid_draft(mg=10),
            lacking=("MedicationRequest",),
            named=None,
        ),
    ]


def _silent(card: str, disease: Json) -> list[Story]:
    suspected = ild(verification="provisional")
    return [
        Story(card, "no rheumatic disease", VIEW, "silent", record=(ild(),)),
        Story(card, "no ILD", VIEW, "silent", record=(disease,)),
        Story(card, "ILD suspected", VIEW, "silent", record=(disease, suspected)),
        Story(card, "ILD resolved", VIEW, "silent", record=(disease, ild(clinical="resolved"))),
        *(
            _told(card, disease, f"{name} also coded", "silent", other, because="silent because")
            for name, other in (
                ("SSc", condition("s", "M34.0")),
                ("SSc, resolved", condition("s", "M34.0", clinical="resolved")),
                ("myositis", condition("i", "M33.10")),
            )
        ),
        _told(card, disease, "inclusion-body myositis also coded", "info", condition("i", "G72.41")),
        _told(card, disease, "hypersensitivity pneumonitis", "silent", condition("hp", "J67.2")),
        _told(
            card,
            disease,
            "hypersensitivity pneumonitis resolved",
            "info",
            condition("hp", "J67.2", clinical="resolved"),
        ),
        _told(card, disease, "drug-induced ILD", "silent", condition("di", "J70.4")),
        _told(card, disease, "lung transplant ever", "silent", condition("t", "Z94.2", clinical="inactive")),
        _told(card, disease, "comfort care", "silent", COMFORT),
        _told(card, disease, "rapidly progressive", "silent", RAPID),
        _told(card, disease, "17 years", "silent", person=patient(age=17)),
        _told(card, disease, "18 years", "info", person=patient(age=18)),
        _told(card, disease, "deceased", "silent", person=patient(deceasedBoolean=True)),
    ]


def _not_known(card: str, disease: Json) -> list[Story]:
    lists = ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
    return [
        *(
            _told(card, disease, f"{kind} not supplied", "not known", lacking=(kind,), named=None)
            for kind in lists
        ),
        *(
            _told(card, disease, f"{kind} in part", "not known", lung(65), partial=(kind,), named=None)
            for kind in lists
        ),
        *(_told(card, disease, f"{kind} failed", "not known", failed=(kind,), named=None) for kind in lists),
        _told(card, disease, "birth date missing", "not known", person=patient(birth=""), named=None),
        _told(
            card,
            disease,
            "FVC cannot be read, ILD old",
            "not known",
            result("f", "19872-1", 69, "furlong"),
            lung_days=900,
        ),
        _told(
            card,
            disease,
            "allergies not supplied: no drug draft",
            "info",
            *LABS,
            lacking=("AllergyIntolerance",),
            never_offers=DRUGS,
        ),
    ]


def _mycophenolate(card: str, disease: Json) -> list[Story]:
    tests = ("6690-2", "1742-6", "2160-0")
    return [
        _told(card, disease, "none on record: tests beside", "info", acts=tests, recommended=MMF),
        _told(
            card,
            disease,
            "every screen done: nothing is asked for",
            "info",
            *LABS,
            offers=(MMF, RTX, AZA),
            recommended=MMF,
            never_offers=(SCREEN, GENOTYPE),
            never_acts=('"8640"', '"6902"', "nintedanib 150", *tests),
        ),
        _told(
            card,
            disease,
            "can become pregnant, no test: not recommended, test beside",
            "info",
            *LABS,
            person=WOMAN,
            offers=(MMF,),
            recommended="",
            acts=("2118-8",),
        ),
        _told(
            card,
            disease,
            "can become pregnant, negative 7 days ago",
            "info",
            *LABS,
            result("h", "2118-8", "Negative", on=-7),
            person=WOMAN,
            recommended=MMF,
        ),
        _told(
            card,
            disease,
            "can become pregnant, negative 8 days ago",
            "info",
            *LABS,
            result("h", "2118-8", "Negative", on=-8),
            person=WOMAN,
            recommended="",
        ),
        _told(
            card,
            disease,
            "methotrexate active: none recommended",
            "info",
            *LABS,
            order("m", *METHOTREXATE, dose=15, start=-90),
            offers=(MMF,),
            recommended="",
        ),
        _told(
            card, disease, "mycophenolate allergy", "info", *LABS, allergy("a", "68149"), never_offers=(MMF,)
        ),
        _told(
            card,
            disease,
            "mycophenolate ended 184 days ago",
            "info",
            *LABS,
            ended(MYCOPHENOLATE, 184),
            never_offers=(MMF,),
            recommended="",
        ),
        _told(
            card,
            disease,
            "neutrophils 1.29",
            "info",
            *without(LABS, "neut"),
            result("n", "751-8", 1.29, "10*9/L"),
            never_offers=(MMF,),
        ),
    ]


def _rituximab(card: str, disease: Json) -> list[Story]:
    return [
        _told(
            card,
            disease,
            "rituximab ended two years ago",
            "info",
            *LABS,
            ended(RITUXIMAB, 690, route="iv"),
            never_offers=(RTX,),
            offers=(MMF, AZA),
        ),
        _told(
            card,
            disease,
            "rituximab allergy: no screen either",
            "info",
            *without(LABS, "hbs"),
            allergy("a", "121191"),
            never_offers=(RTX, SCREEN),
        ),
        _told(
            card,
            disease,
            "no hepatitis B screen: the screen in its place",
            "info",
            *without(LABS, "hbs", "hbc"),
            never_offers=(RTX,),
            offers=(SCREEN,),
            acts=("5196-1", "13952-7"),
            recommended=MMF,
        ),
        _told(
            card,
            disease,
            "screen asked for: result pending",
            "info",
            *without(LABS, "hbs", "hbc"),
            ordered_test("r1", "5196-1"),
            ordered_test("r2", "13952-7"),
            offers=(RTX,),
            never_offers=(SCREEN,),
        ),
        _told(
            card,
            disease,
            "hepatitis B positive",
            "info",
            *without(LABS, "hbs"),
            result("s", "5196-1", "positive", on=-100),
            never_offers=(RTX, SCREEN),
        ),
        _told(
            card,
            disease,
            "IgG 3.9 g/L",
            "info",
            *without(LABS, "igg"),
            result("g", "2465-3", 3.9, "g/L"),
            never_offers=(RTX,),
        ),
    ]


def _azathioprine(card: str, disease: Json) -> list[Story]:
    return [
        _told(
            card,
            disease,
            "TPMT and NUDT15 never tested: their request in its place",
            "info",
            *without(LABS, "genes"),
            never_offers=(AZA,),
            offers=(GENOTYPE,),
            acts=(BOTH_GENES,),
            recommended=MMF,
        ),
        _told(
            card,
            disease,
            "TPMT alone on record",
            "info",
            *without(LABS, "genes"),
            result("t", TPMT_CODE, "Normal", on=-400),
            never_offers=(AZA,),
            offers=(GENOTYPE,),
        ),
        _told(
            card,
            disease,
            "genotype asked for",
            "info",
            *without(LABS, "genes"),
            ordered_test("g", BOTH_GENES),
            never_offers=(AZA, GENOTYPE),
        ),
        _told(
            card,
            disease,
            "TPMT low",
            "info",
            *LABS,
            result("t", TPMT_CODE, 5, "U/mL", interpretation="L"),
            never_offers=(AZA, GENOTYPE),
        ),
        _told(
            card,
            disease,
            "genotype nobody can read: check first",
            "info",
            *without(LABS, "genes"),
            result("g", BOTH_GENES, "see report", on=-400),
            offers=("check first: TPMT not normal; NUDT15 not normal",),
            recommended=MMF,
        ),
        _told(
            card,
            disease,
            "allopurinol in use",
            "info",
            *LABS,
            order("a", *ALLOPURINOL, dose=100, start=-90),
            never_offers=(AZA,),
        ),
        _told(
            card, disease, "azathioprine allergy", "info", *LABS, allergy("a", "1256"), never_offers=(AZA,)
        ),
    ]


def _no_drug(card: str, disease: Json) -> list[Story]:
    def only_discussion(name: str, *held: Json, **more: Any) -> Story:
        return _told(
            card,
            disease,
            name,
            "info",
            *without(LABS, "hbs", "genes"),
            *held,
            never_offers=(*DRUGS, SCREEN, GENOTYPE),
            never_acts=("MedicationRequest", "23426006"),
            offers=(DISCUSSION,),
            **more,
        )

    return [
        only_discussion("pregnant", PREGNANT, person=WOMAN, recommended=""),
        only_discussion("pregnancy not known", result("h", "2118-8", "see note"), person=WOMAN),
        only_discussion("IPF active", condition("ipf", "J84.112")),
        only_discussion("active tuberculosis", condition("tb", "A15.0")),
        only_discussion("Pneumocystis pneumonia", condition("pj", "B59")),
        _told(
            card,
            disease,
            "discussion already asked for",
            "info",
            condition("pj", "B59"),
            {**ordered_test("m", "x"), "code": {"text": "ILD multidisciplinary discussion"}},
            never_offers=(*DRUGS, DISCUSSION),
        ),
    ]
