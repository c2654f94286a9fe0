"""Stories that each first-line card of a rheumatic disease must tell, whatever its options are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.cards.clinic import (
    METHOTREXATE,
    METHYLPREDNISOLONE,
    MYCOPHENOLATE,
    PREDNISONE,
    PREGNANT,
    RITUXIMAB,
    RXNORM,
    TACROLIMUS,
    Json,
    allergy,
    coded,
    condition,
    draft,
    given,
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
    MMF,
    RAPID,
    RTX,
    SCREEN,
    TCZ,
    TOFACITINIB,
    TPMT_CODE,
    WOMAN,
    dlco,
    ended,
    lung,
    without,
)
from tests.cards.story import SELECT, VIEW, Story

Drug = tuple[str, str]


@dataclass(frozen=True)
class FirstLine:
    """One of the cards. ``listed`` and ``unlisted``: ILD drugs at the order; ``drugs``: the labels it offers.

    ``known``: what stands in every record beside the disease and the ILD.
    """

    card: str
    disease: Json
    listed: Sequence[Drug] = ()
    unlisted: Sequence[Drug] = ()
    drugs: tuple[str, ...] = (MMF, RTX, AZA)
    known: tuple[Json, ...] = ()

    def told(self, name: str, expect: str, *held: Json, lung_days: int = 365, **more: Any) -> Story:
        """The patient has the disease, an ILD recorded so many days ago, and what is held beside."""
        record = (self.disease, ild(recorded=-lung_days), *self.known, *held)
        return Story(self.card, name, more.pop("hook", VIEW), expect, record=record, **more)

    def but(self, label: str) -> tuple[str, ...]:
        """Its drugs without one."""
        return tuple(one for one in self.drugs if one != label)


def shared_stories(first: FirstLine) -> list[Story]:
    """All of them, for a disease that stands behind SSc and myositis."""
    return [
        *stories_of_any(first),
        *_behind_others(first),
        *screen_stories(first),
        *azathioprine_stories(first),
    ]


def stories_of_any(first: FirstLine) -> list[Story]:
    """Those that hold for each disease."""
    return [
        *_when(first),
        *_naive(first),
        *_orders(first),
        *_silent(first),
        *_not_known(first),
        *_mycophenolate(first),
        *_rituximab(first),
        *_no_drug(first),
    ]


def _when(first: FirstLine) -> list[Story]:
    old = {"lung_days": 366}
    year = (lung(85, -370), dlco(70, -370))
    unclear = replace(first, disease={**first.disease, "clinicalStatus": {}})
    return [
        first.told("ILD recorded 365 days ago", "info", recommended=MMF),
        first.told("ILD 366 days old, nothing on lung function", "silent", **old),
        first.told("ILD 366 days old, FVC 69.9 %", "info", lung(69.9), **old),
        first.told("ILD 366 days old, FVC 70 %", "silent", lung(70), **old),
        first.told("FVC 69.9 % 90 days ago", "info", lung(69.9, on=-90), **old),
        first.told("FVC 69.9 % 91 days ago", "silent", lung(69.9, on=-91), **old),
        first.told("FVC 85 to 80, DLCO 70 to 60", "info", *year, lung(80), dlco(60), **old),
        first.told("FVC 85 to 80, DLCO 70 to 60.1", "silent", *year, lung(80), dlco(60.1), **old),
        first.told("FVC 85 to 80.1, DLCO 70 to 60", "silent", *year, lung(80.1), dlco(60), **old),
        unclear.told("disease without a clinical status", "info"),
    ]


def _naive(first: FirstLine) -> list[Story]:
    return [
        *(
            first.told(
                f"{drug[1]} active",
                "silent",
                order("d", *drug, dose=50, start=-100, route=route),
            )
            for drug, route in ILD_DRUGS
        ),
        *(
            first.told(
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
        first.told("azathioprine ended 183 days ago", "silent", ended(AZATHIOPRINE, 183)),
        first.told(
            "azathioprine ended 184 days ago fires without it",
            "info",
            *LABS,
            ended(AZATHIOPRINE, 184),
            offers=(MMF, RTX),
            never_offers=(AZA, GENOTYPE),
        ),
        first.told("as the patient says", "silent", statement("s", *AZATHIOPRINE, dose=50, start=-100)),
        first.told(
            "ciclosporin without a route",
            "not known",
            order("d", *CICLOSPORIN, dose=50, start=-100, route=None),
        ),
    ]


def _orders(first: FirstLine) -> list[Story]:
    def at_select(name: str, expect: str, *drafts: Json, **more: Any) -> Story:
        return first.told(name, expect, hook=SELECT, drafts=drafts, lung_days=900, **more)

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
        *(
            at_select(f"{drug[1]} is on the list", "silent", draft("l", *drug, dose=50))
            for drug in first.listed
        ),
        *(
            at_select(f"{drug[1]} is not on the list", "info", draft("l", *drug, dose=50))
            for drug in first.unlisted
        ),
        *(
            first.told(
                f"a JAK inhibitor drafted: no {label} beside it",
                "info",
                *LABS,
                hook=SELECT,
                drafts=(draft("l", *TOFACITINIB, dose=5),),
                offers=(MMF,),
                never_offers=(label, GENOTYPE, SCREEN),
                recommended="",
            )
            for label in (AZA, RTX, TCZ)
            if TOFACITINIB in first.unlisted
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


def _silent(first: FirstLine) -> list[Story]:
    suspected, resolved = ild(verification="provisional"), ild(clinical="resolved")
    return [
        Story(first.card, "no rheumatic disease", VIEW, "silent", record=(ild(), *first.known)),
        Story(first.card, "no ILD", VIEW, "silent", record=(first.disease, *first.known)),
        Story(first.card, "ILD suspected", VIEW, "silent", record=(first.disease, suspected, *first.known)),
        Story(first.card, "ILD resolved", VIEW, "silent", record=(first.disease, resolved, *first.known)),
        first.told("hypersensitivity pneumonitis", "silent", condition("hp", "J67.2")),
        first.told(
            "hypersensitivity pneumonitis resolved",
            "info",
            condition("hp", "J67.2", clinical="resolved"),
        ),
        first.told("drug-induced ILD", "silent", condition("di", "J70.4")),
        first.told("lung transplant ever", "silent", condition("t", "Z94.2", clinical="inactive")),
        first.told("comfort care", "silent", COMFORT),
        first.told("rapidly progressive", "silent", RAPID),
        first.told("17 years", "silent", person=patient(age=17)),
        first.told("18 years", "info", person=patient(age=18)),
        first.told("deceased", "silent", person=patient(deceasedBoolean=True)),
    ]


def _behind_others(first: FirstLine) -> list[Story]:
    return [
        *(
            first.told(
                f"{name} also coded",
                "silent",
                other,
                because="systemic sclerosis" if "SSc" in name else "myopathy",
            )
            for name, other in (
                ("SSc", condition("s", "M34.0")),
                ("SSc, resolved", condition("s", "M34.0", clinical="resolved")),
                ("myositis", condition("i", "M33.10")),
            )
        ),
        first.told("inclusion-body myositis also coded", "info", condition("i", "G72.41")),
    ]


def _not_known(first: FirstLine) -> list[Story]:
    lists = ("Condition", "MedicationRequest", "MedicationStatement", "Observation")
    return [
        *(first.told(f"{kind} not supplied", "not known", lacking=(kind,), named=None) for kind in lists),
        *(
            first.told(f"{kind} in part", "not known", lung(65), partial=(kind,), named=None)
            for kind in lists
        ),
        *(first.told(f"{kind} failed", "not known", failed=(kind,), named=None) for kind in lists),
        first.told("birth date missing", "not known", person=patient(birth=""), named=None),
        first.told(
            "FVC cannot be read, ILD old",
            "not known",
            result("f", "19872-1", 69, "furlong"),
            lung_days=900,
        ),
        first.told(
            "allergies not supplied: no drug draft",
            "info",
            *LABS,
            lacking=("AllergyIntolerance",),
            never_offers=DRUGS,
        ),
    ]


def _mycophenolate(first: FirstLine) -> list[Story]:
    tests = ("6690-2", "57021-8", "1742-6", "2160-0")
    return [
        first.told("none on record: tests beside", "info", acts=tests, recommended=MMF),
        first.told(
            "every screen done: nothing is asked for",
            "info",
            *LABS,
            offers=first.drugs,
            recommended=MMF,
            never_offers=(*sorted({*DRUGS} - {*first.drugs}), SCREEN, GENOTYPE),
            never_acts=('"8640"', '"6902"', *tests),
        ),
        first.told(
            "can become pregnant, no test: not recommended, test beside",
            "info",
            *LABS,
            person=WOMAN,
            offers=(MMF,),
            recommended="",
            acts=("2118-8",),
        ),
        first.told(
            "can become pregnant, negative 7 days ago",
            "info",
            *LABS,
            result("h", "2118-8", "Negative", on=-7),
            person=WOMAN,
            recommended=MMF,
        ),
        first.told(
            "can become pregnant, negative 8 days ago",
            "info",
            *LABS,
            result("h", "2118-8", "Negative", on=-8),
            person=WOMAN,
            recommended="",
        ),
        first.told(
            "sex not recorded: a pregnancy test may be needed, and is asked for",
            "info",
            *LABS,
            person=patient(age=30, sex=None),
            offers=(f"{MMF} by mouth twice daily - check first: a negative pregnancy test",),
            recommended="",
            acts=("2118-8",),
        ),
        first.told(
            "sex not recorded, negative 7 days ago",
            "info",
            *LABS,
            result("h", "2118-8", "Negative", on=-7),
            person=patient(age=30, sex=None),
            recommended=MMF,
        ),
        first.told(
            "procedures not supplied: a woman is not taken to be sterilised",
            "info",
            *LABS,
            person=WOMAN,
            lacking=("Procedure",),
            offers=(MMF,),
            recommended="",
            acts=("2118-8",),
        ),
        first.told(
            "white cells counted, platelets not: the blood count beside",
            "info",
            *without(LABS, "plt"),
            recommended=MMF,
            acts=("57021-8",),
            never_acts=("6690-2",),
        ),
        first.told(
            "administrations not supplied: orders decide",
            "info",
            *LABS,
            lacking=("MedicationAdministration",),
            recommended=MMF,
        ),
        first.told(
            "methotrexate active, administrations not supplied",
            "info",
            *LABS,
            order("m", *METHOTREXATE, dose=15, start=-90),
            lacking=("MedicationAdministration",),
            recommended="",
        ),
        first.told(
            "rituximab given 183 days ago without an order",
            "silent",
            *LABS,
            given("g", *RITUXIMAB, dose=1000, on=-183),
            lung(65),
            lung_days=900,
        ),
        first.told(
            "rituximab given 184 days ago without an order",
            "info",
            *LABS,
            given("g", *RITUXIMAB, dose=1000, on=-184),
            lung(65),
            lung_days=900,
            recommended=MMF,
        ),
        first.told(
            "methotrexate active: none recommended",
            "info",
            *LABS,
            order("m", *METHOTREXATE, dose=15, start=-90),
            offers=(MMF,),
            recommended="",
        ),
        first.told("mycophenolate allergy", "info", *LABS, allergy("a", "68149"), never_offers=(MMF,)),
        first.told(
            "mycophenolate ended 184 days ago",
            "info",
            *LABS,
            ended(MYCOPHENOLATE, 184),
            never_offers=(MMF,),
            recommended="",
        ),
        first.told(
            "neutrophils 1.29",
            "info",
            *without(LABS, "neut"),
            result("n", "751-8", 1.29, "10*9/L"),
            never_offers=(MMF,),
        ),
    ]


def _rituximab(first: FirstLine) -> list[Story]:
    return [
        first.told(
            "rituximab ended two years ago",
            "info",
            *LABS,
            ended(RITUXIMAB, 690, route="iv"),
            never_offers=(RTX,),
            offers=first.but(RTX),
        ),
        first.told(
            "no hepatitis B screen: the screen in its place",
            "info",
            *without(LABS, "hbs", "hbc"),
            never_offers=(RTX,),
            offers=(SCREEN,),
            acts=("5196-1", "13952-7"),
            recommended=MMF,
        ),
        first.told(
            "screen asked for: result pending",
            "info",
            *without(LABS, "hbs", "hbc"),
            ordered_test("r1", "5196-1"),
            ordered_test("r2", "13952-7"),
            offers=(RTX,),
            never_offers=(SCREEN,),
        ),
        first.told(
            "HBsAg negative, anti-HBc asked for: HBsAg is not asked for again",
            "info",
            *without(LABS, "hbc"),
            ordered_test("r2", "13952-7"),
            offers=(RTX,),
            never_offers=(SCREEN,),
        ),
        first.told(
            "rituximab taken before and no screen: the screen would open nothing",
            "info",
            *without(LABS, "hbs", "hbc"),
            ended(RITUXIMAB, 690, route="iv"),
            says=("rituximab: passed over, rituximab taken now or before",),
        ),
        first.told(
            "a hepatitis B result nobody can read is no screen",
            "info",
            *without(LABS, "hbs"),
            result("s", "5196-1", 0.4, "{s_co_ratio}", on=-100),
            never_offers=(RTX,),
            offers=(SCREEN,),
        ),
        first.told(
            "an unreadable hepatitis B result, and the test asked for: result pending",
            "info",
            *without(LABS, "hbs"),
            result("s", "5196-1", 0.4, "{s_co_ratio}", on=-100),
            ordered_test("r1", "5196-1"),
            offers=(RTX,),
            recommended=MMF,
        ),
        first.told(
            "hepatitis B positive",
            "info",
            *without(LABS, "hbs"),
            result("s", "5196-1", "positive", on=-100),
            never_offers=(RTX, SCREEN),
        ),
        first.told(
            "IgG 91 days ago: asked for beside",
            "info",
            *without(LABS, "igg"),
            result("g", "2465-3", 10, "g/L", on=-91),
            offers=(RTX,),
            acts=("2465-3",),
        ),
        first.told(
            "IgG asked for already",
            "info",
            *without(LABS, "igg"),
            ordered_test("g", "2465-3"),
            offers=(RTX,),
            never_acts=("2465-3",),
        ),
        first.told(
            "IgG 3.9 g/L",
            "info",
            *without(LABS, "igg"),
            result("g", "2465-3", 3.9, "g/L"),
            never_offers=(RTX,),
        ),
    ]


def screen_stories(first: FirstLine) -> list[Story]:
    """Where nothing but rituximab needs a hepatitis B screen."""
    return [
        first.told(
            "rituximab allergy: no screen either",
            "info",
            *without(LABS, "hbs"),
            allergy("a", "121191"),
            never_offers=(RTX, SCREEN),
        ),
    ]


def azathioprine_stories(first: FirstLine) -> list[Story]:
    return [
        first.told(
            "TPMT and NUDT15 never tested: their request in its place",
            "info",
            *without(LABS, "genes"),
            never_offers=(AZA,),
            offers=(GENOTYPE,),
            acts=(BOTH_GENES,),
            recommended=MMF,
        ),
        first.told(
            "TPMT alone on record",
            "info",
            *without(LABS, "genes"),
            result("t", TPMT_CODE, "Normal", on=-400),
            never_offers=(AZA,),
            offers=(GENOTYPE,),
        ),
        first.told(
            "genotype asked for",
            "info",
            *without(LABS, "genes"),
            ordered_test("g", BOTH_GENES),
            never_offers=(AZA, GENOTYPE),
            says=("azathioprine: passed over, needs TPMT and NUDT15 on record",),
        ),
        first.told(
            "TPMT low",
            "info",
            *LABS,
            result("t", TPMT_CODE, 5, "U/mL", interpretation="L"),
            never_offers=(AZA, GENOTYPE),
        ),
        first.told(
            "genotype nobody can read: check first",
            "info",
            *without(LABS, "genes"),
            result("g", BOTH_GENES, "see report", on=-400),
            offers=("check first: TPMT not normal (not known); NUDT15 not normal (not known)",),
            recommended=MMF,
        ),
        first.told(
            "allopurinol in use",
            "info",
            *LABS,
            order("a", *ALLOPURINOL, dose=100, start=-90),
            never_offers=(AZA,),
        ),
        *(
            first.told(
                f"{words} in use",
                "info",
                *LABS,
                order("m", "", start=-90) | {"medicationCodeableConcept": said},
                never_offers=(AZA,),
            )
            for words, said in (
                ("mercaptopurine", coded(RXNORM, "103", "mercaptopurine")),
                ("mercaptopurine by its brand", {"text": "Purinethol 50 mg tablet"}),
            )
        ),
        first.told(
            "mercaptopurine in use: no genotype is asked for",
            "info",
            *without(LABS, "genes"),
            order("m", "103", "mercaptopurine", dose=50, start=-90),
            never_offers=(AZA, GENOTYPE),
        ),
        first.told(
            "hydroxychloroquine in use",
            "info",
            *LABS,
            order("m", "5521", "hydroxychloroquine", dose=200, start=-90),
            offers=(AZA,),
        ),
        first.told("azathioprine allergy", "info", *LABS, allergy("a", "1256"), never_offers=(AZA,)),
    ]


def _no_drug(first: FirstLine) -> list[Story]:
    def only_discussion(name: str, *held: Json, **more: Any) -> Story:
        return first.told(
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
        only_discussion(
            "pregnant", PREGNANT, person=WOMAN, recommended="", says=("Pregnant: no drug is drafted.",)
        ),
        only_discussion(
            "pregnancy not known",
            result("h", "2118-8", "see note"),
            person=WOMAN,
            says=("Whether the patient is pregnant is not known: no drug is drafted.",),
            never_says=("not preselected",),
        ),
        only_discussion("IPF active", condition("ipf", "J84.112"), says=("no drug is drafted; settle",)),
        only_discussion(
            "active tuberculosis",
            condition("tb", "A15.0"),
            says=("Pneumocystis pneumonia: no drug is drafted.",),
        ),
        only_discussion(
            "Pneumocystis pneumonia",
            condition("pj", "B59"),
            says=("Pneumocystis pneumonia: no drug is drafted.",),
            never_says=("not preselected",),
        ),
        first.told(
            "discussion already asked for",
            "info",
            condition("pj", "B59"),
            {**ordered_test("m", "x"), "code": {"text": "ILD multidisciplinary discussion"}},
            never_offers=(*DRUGS, DISCUSSION),
        ),
    ]
