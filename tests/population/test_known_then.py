"""The record as it was known on a day: what was there, what was not yet, and what was still otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdshooks.population.known_since import KNOWN_SINCE, REQUESTS
from cdshooks.population.known_then import History, alive_then
from cdshooks.population.moment import Moment

Json = dict[str, Any]

DAY = date(2025, 3, 10)
EVE = DAY - timedelta(days=1)
BEFORE = "2024-01-05"
VIENNA = ZoneInfo("Europe/Vienna")


def entry(kind: str, **elements: Any) -> Json:
    return {"resourceType": kind, "id": "one", **elements}


def known_on(
    resources: Mapping[str, Sequence[Json]], day: date, zone: tzinfo, exported: date | None = None
) -> dict[str, list[Json]]:
    """The record as it was known at the end of a day in the site's time zone."""
    return History(resources, zone, exported=exported).at(Moment.end_of(day, zone))


def known(resource: Json, day: date, *others: Json, zone: Any = UTC) -> Json | None:
    """How the entry stands in the record of a day; ``None`` where it is not in it."""
    resources: dict[str, list[Json]] = {}
    for one in (resource, *others):
        resources.setdefault(one["resourceType"], []).append(one)
    found = known_on(resources, day, zone)[resource["resourceType"]]
    return next((one for one in found if one["id"] == resource["id"]), None)


def dated(name: str, when: str) -> Json:
    """The element of that name in the tables of ``known_since``: a date, or a Period by one of its ends."""
    element, _, end = name.partition(".")
    return {element: {end: when}} if end else {element: when}


ELEMENTS = [(kind, name) for kind, names in sorted(KNOWN_SINCE.items()) for name in names]


@pytest.mark.parametrize(("kind", "name"), ELEMENTS)
def test_an_entry_is_known_from_the_day_that_its_element_names(kind: str, name: str) -> None:
    resource = entry(kind, **dated(name, DAY.isoformat()))

    assert known(resource, DAY) is resource
    assert known(resource, EVE) is None


@pytest.mark.parametrize("kind", sorted(KNOWN_SINCE))
def test_of_several_elements_the_first_of_the_table_decides(kind: str) -> None:
    names = KNOWN_SINCE[kind]
    later = {key: value for name in names[1:] for key, value in dated(name, BEFORE).items()}
    resource = entry(kind, **later, **dated(names[0], DAY.isoformat()))

    assert known(resource, DAY) is not None
    assert known(resource, EVE) is None


@pytest.mark.parametrize("kind", sorted(KNOWN_SINCE))
def test_an_element_that_cannot_be_read_leaves_it_to_the_next(kind: str) -> None:
    names = KNOWN_SINCE[kind]
    resource = entry(kind, **dated(names[-1], DAY.isoformat()))
    if len(names) > 1:
        resource |= {"recordedDate": "yesterday"} | dated(names[0], "soon")

    assert known(resource, DAY) is not None
    assert known(resource, EVE) is None


@pytest.mark.parametrize("kind", sorted(KNOWN_SINCE))
def test_an_entry_without_any_date_is_known_on_every_day(kind: str) -> None:
    assert known(entry(kind), date(1901, 1, 1)) is not None


@pytest.mark.parametrize("kind", sorted(KNOWN_SINCE))
def test_when_the_server_wrote_it_counts_only_where_no_other_date_is(kind: str) -> None:
    updated = {"meta": {"lastUpdated": f"{DAY}T08:00:00Z"}}

    assert known(entry(kind, **updated), DAY) is not None
    assert known(entry(kind, **updated), EVE) is None
    older = dated(KNOWN_SINCE[kind][-1], BEFORE)
    assert known(entry(kind, **updated, **older), EVE) is not None


def test_a_request_without_a_date_of_its_own_is_known_at_the_latest_when_it_is_due() -> None:
    updated = {"meta": {"lastUpdated": "2026-01-01T00:00:00Z"}}
    due = entry("ServiceRequest", occurrenceDateTime=DAY.isoformat(), **updated)
    supplied = entry(
        "MedicationRequest", dispenseRequest={"validityPeriod": {"start": DAY.isoformat()}}, **updated
    )

    for resource in (due, supplied):
        assert known(resource, DAY) is not None
        assert known(resource, EVE) is None


def test_a_request_that_is_due_later_and_has_no_other_date_is_known() -> None:
    assert known(entry("ServiceRequest", occurrenceDateTime="2030-01-01"), DAY) is not None


def test_the_day_is_that_of_the_site() -> None:
    """Half past eleven in the evening in London is the next day in Vienna."""
    resource = entry("Observation", issued="2025-03-09T23:30:00Z")

    assert known(resource, EVE, zone=UTC) is not None
    assert known(resource, EVE, zone=VIENNA) is None
    assert known(resource, DAY, zone=VIENNA) is not None


@pytest.mark.parametrize("offset", ["-12:00", "+14:00", "Z"])
@pytest.mark.parametrize("zone", [UTC, VIENNA, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")])
def test_no_offset_is_too_far_to_be_reckoned_with(offset: str, zone: Any) -> None:
    for days in range(-4, 5):
        for hour in (0, 12, 23):
            written = f"{DAY + timedelta(days=days)}T{hour:02}:30:00{offset}"
            there = datetime.fromisoformat(written).astimezone(zone).date()

            found = known(entry("Observation", issued=written), DAY, zone=zone)

            assert (found is not None) == (there <= DAY), written


@pytest.mark.parametrize(("written", "first"), [("2025-03", date(2025, 3, 1)), ("2025", date(2025, 1, 1))])
def test_an_entry_of_a_month_or_a_year_is_known_from_its_first_day(written: str, first: date) -> None:
    resource = entry("Condition", recordedDate=written)

    assert known(resource, first) is not None
    assert known(resource, first - timedelta(days=1)) is None


def test_types_of_which_no_card_speaks_stay_as_they_are() -> None:
    resource = entry("Medication", meta={"lastUpdated": "2026-01-01T00:00:00Z"}, status="inactive")

    assert known(resource, DAY) is resource


DRUG = {"authoredOn": BEFORE}
LAST_DAY = EVE.isoformat()
UNTIL_EVE = {"dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"end": LAST_DAY}}}}]}
FOR_48_DAYS = {"timing": {"repeat": {"boundsDuration": {"value": 48, "code": "d"}}}}
IN_R4 = "http://hl7.org/fhir/5.0/StructureDefinition/extension-MedicationRequest.statusChanged"
ON_DAY = {"valueDateTime": DAY.isoformat()}


def extended(url: str, **value: Any) -> Json:
    return {"extension": [{"url": url, **value}]}


def resolved(system: str = "condition") -> Json:
    coding = {"system": f"http://terminology.hl7.org/CodeSystem/{system}-clinical", "code": "resolved"}
    return {"clinicalStatus": {"coding": [coding]}}


CHANGES: dict[str, tuple[Json, str]] = {
    "order stopped, by R5's statusChanged": (
        entry("MedicationRequest", **DRUG, status="stopped", statusChanged=DAY.isoformat()),
        "active",
    ),
    "order stopped, by an extension of R4": (
        entry("MedicationRequest", **DRUG, status="stopped", **extended(IN_R4, **ON_DAY)),
        "active",
    ),
    "order stopped, by an extension of its status": (
        entry("MedicationRequest", **DRUG, status="stopped", _status=extended(IN_R4, **ON_DAY)),
        "active",
    ),
    "order stopped, by an extension of its reason": (
        entry(
            "MedicationRequest",
            **DRUG,
            status="stopped",
            statusReason={"text": "hyperkalaemia", **extended("https://x.org/statusDate", **ON_DAY)},
        ),
        "active",
    ),
    "order stopped, by an extension in an extension": (
        entry(
            "MedicationRequest",
            **DRUG,
            status="stopped",
            **extended(
                "https://x.org/MedicationStatusReason-1",
                extension=[{"url": "statusReason"}, {"url": "statusChangeDate", **ON_DAY}],
            ),
        ),
        "active",
    ),
    "order cancelled": (
        entry("MedicationRequest", **DRUG, status="cancelled", statusChanged=DAY.isoformat()),
        "active",
    ),
    "order on hold, by the last update": (
        entry("MedicationRequest", **DRUG, status="on-hold", meta={"lastUpdated": f"{DAY}T09:00:00Z"}),
        "active",
    ),
    "order completed, by the last update": (
        entry("MedicationRequest", **DRUG, status="completed", meta={"lastUpdated": f"{DAY}T09:00:00Z"}),
        "active",
    ),
    "order completed, by the end of its dosage": (
        entry("MedicationRequest", **DRUG, status="completed", **UNTIL_EVE),
        "active",
    ),
    "order completed, by the end before the last update": (
        entry(
            "MedicationRequest",
            **DRUG,
            status="completed",
            **UNTIL_EVE,
            meta={"lastUpdated": "2025-12-31T00:00:00Z"},
        ),
        "active",
    ),
    "order completed, by the end of its validity": (
        entry(
            "MedicationRequest",
            **DRUG,
            status="completed",
            dispenseRequest={"validityPeriod": {"end": LAST_DAY}},
        ),
        "active",
    ),
    "order completed, by the length of its supply": (
        entry(
            "MedicationRequest",
            authoredOn="2025-01-10",
            status="completed",
            dispenseRequest={"expectedSupplyDuration": {"value": 59, "code": "d"}},
        ),
        "active",
    ),
    "order completed, by the length of its dosage": (
        entry(
            "MedicationRequest",
            authoredOn="2025-01-21",
            status="completed",
            dosageInstruction=[FOR_48_DAYS],
        ),
        "active",
    ),
    "order of DSTU2 ended": (
        entry("MedicationOrder", dateWritten=BEFORE, status="stopped", dateEnded=DAY.isoformat()),
        "active",
    ),
    "statement completed, by the end of its period": (
        entry(
            "MedicationStatement",
            status="completed",
            effectivePeriod={"start": BEFORE, "end": LAST_DAY},
        ),
        "active",
    ),
    "statement stopped, by the last update": (
        entry(
            "MedicationStatement",
            status="stopped",
            dateAsserted=BEFORE,
            meta={"lastUpdated": f"{DAY}T09:00:00Z"},
        ),
        "active",
    ),
    "request revoked, by an extension": (
        entry("ServiceRequest", **DRUG, status="revoked", **extended(IN_R4, **ON_DAY)),
        "active",
    ),
    "result corrected": (
        entry("Observation", status="corrected", effectiveDateTime=BEFORE, issued=DAY.isoformat()),
        "final",
    ),
    "report amended": (
        entry("DiagnosticReport", status="amended", effectiveDateTime=BEFORE, issued=DAY.isoformat()),
        "final",
    ),
    "procedure over": (
        entry(
            "Procedure", status="completed", performedPeriod={"start": BEFORE, "end": DAY.isoformat()}
        ),
        "in-progress",
    ),
    "infusion over": (
        entry(
            "MedicationAdministration",
            status="completed",
            effectivePeriod={"start": BEFORE, "end": DAY.isoformat()},
        ),
        "in-progress",
    ),
    "stay over": (
        entry("Encounter", status="finished", period={"start": BEFORE, "end": DAY.isoformat()}),
        "in-progress",
    ),
}  # fmt: skip


def filler(day: date = date(2025, 12, 1)) -> Json:
    """Something recorded late, so that the record reaches beyond the ends of its orders."""
    return {"resourceType": "Immunization", "id": "late", "recorded": day.isoformat()}


@pytest.mark.parametrize("changed", CHANGES)
def test_before_the_day_of_a_change_the_entry_stood_as_before(changed: str) -> None:
    resource, before = CHANGES[changed]

    then = known(resource, EVE, filler())

    assert then is not None
    assert then["status"] == before


@pytest.mark.parametrize("changed", CHANGES)
def test_from_the_day_of_a_change_on_the_entry_stands_as_it_is(changed: str) -> None:
    resource, _ = CHANGES[changed]
    untouched = deepcopy(resource)

    assert known(resource, DAY, filler()) is resource
    assert resource == untouched


def test_what_is_taken_back_leaves_no_trace_of_why() -> None:
    resource = entry(
        "MedicationRequest",
        **DRUG,
        status="stopped",
        _status={"id": "s"},
        statusReason={"text": "rash"},
        statusChanged=DAY.isoformat(),
        dosageInstruction=[{"text": "20 mg"}],
    )

    then = known(resource, EVE)

    assert then == entry("MedicationRequest", **DRUG, status="active", dosageInstruction=[{"text": "20 mg"}])


def test_an_order_that_another_names_as_the_one_before_it_ended_with_that_order() -> None:
    first = entry("MedicationRequest", **DRUG, status="stopped")
    second = {
        "resourceType": "MedicationRequest",
        "id": "two",
        "authoredOn": DAY.isoformat(),
        "priorPrescription": {"reference": "https://ehr.example/fhir/MedicationRequest/one"},
    }

    assert (known(first, EVE, second) or {})["status"] == "active"
    assert known(first, DAY, second) is first


def test_of_two_orders_that_name_it_the_earlier_ended_it() -> None:
    first = entry("MedicationRequest", **DRUG, status="stopped")
    later = [
        {"resourceType": "MedicationRequest", "id": when, "authoredOn": when}
        | {"priorPrescription": {"reference": "MedicationRequest/one"}}
        for when in ("2025-06-01", DAY.isoformat(), "2025-05-01")
    ]

    assert known(first, DAY, *later) is first
    assert known(first, EVE, *later) is not first


def test_a_request_is_open_until_its_last_result() -> None:
    asked = entry("ServiceRequest", authoredOn=BEFORE, status="completed")
    results = [
        {
            "resourceType": kind,
            "id": f"r{number}",
            "status": "final",
            "issued": issued,
            "basedOn": [{"reference": "ServiceRequest/one"}],
        }
        for number, (kind, issued) in enumerate(
            [("Observation", "2025-02-01"), ("DiagnosticReport", DAY.isoformat())]
        )
    ]

    assert (known(asked, EVE, *results) or {})["status"] == "active"
    assert known(asked, DAY, *results) is asked
    assert known(asked, date(2024, 2, 1)) is asked  # without results nothing says when


def test_an_end_beyond_all_that_is_recorded_was_planned_and_says_nothing_of_a_stop() -> None:
    """Otherwise an order that was stopped early would come alive again until its planned end."""
    planned = {"dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"end": "2031-01-01"}}}}]}
    resource = entry("MedicationRequest", **DRUG, status="stopped", **planned)

    assert known(resource, DAY, filler(DAY)) is resource
    assert (known(resource, DAY, filler(date(2031, 1, 2))) or {})["status"] == "active"
    orders = {"MedicationRequest": [resource]}
    assert known_on(orders, DAY, UTC, exported=date(2030, 12, 31)) == orders
    assert known_on(orders, DAY, UTC, exported=date(2031, 1, 1)) != orders


def test_a_revocation_without_a_date_is_not_guessed_from_the_last_update() -> None:
    updated = {"meta": {"lastUpdated": "2025-12-31T00:00:00Z"}}

    for kind, status in (("ServiceRequest", "revoked"), ("MedicationRequest", "cancelled")):
        resource = entry(kind, **DRUG, status=status, **updated)
        assert known(resource, DAY) is resource


def test_the_end_of_a_statement_that_was_stopped_was_not_known_before() -> None:
    period = {"start": BEFORE, "end": DAY.isoformat()}
    stopped = entry("MedicationStatement", status="stopped", effectivePeriod=period)
    completed = entry("MedicationStatement", status="completed", effectivePeriod=period)

    assert (known(stopped, EVE) or {})["effectivePeriod"] == {"start": BEFORE}
    assert (known(completed, EVE, filler()) or {})["effectivePeriod"] == period


@pytest.mark.parametrize(
    "abated",
    [{"abatementDateTime": DAY.isoformat()}, {"abatementPeriod": {"start": DAY.isoformat()}}],
)
def test_a_condition_that_abated_later_was_active(abated: Json) -> None:
    resource = entry("Condition", recordedDate=BEFORE, **resolved(), **abated)

    then = known(resource, EVE)

    assert then is not None
    assert not any(name.startswith("abatement") for name in then)
    assert then["clinicalStatus"]["coding"][0]["code"] == "active"
    assert known(resource, DAY) is resource


def test_a_condition_that_was_in_relapse_when_it_abated_keeps_its_status() -> None:
    resource = entry(
        "Condition", recordedDate=BEFORE, clinicalStatus="recurrence", abatementDateTime=DAY.isoformat()
    )

    assert (known(resource, EVE) or {})["clinicalStatus"] == "recurrence"


def test_a_status_that_is_a_bare_word_becomes_a_bare_word() -> None:
    resource = entry(
        "Condition", recordedDate=BEFORE, clinicalStatus="resolved", abatementDateTime=DAY.isoformat()
    )

    assert (known(resource, EVE) or {})["clinicalStatus"] == "active"


def test_a_condition_that_is_resolved_without_a_date_stands_as_it_is() -> None:
    resource = entry(
        "Condition", recordedDate=BEFORE, **resolved(), meta={"lastUpdated": "2025-12-31T00:00:00Z"}
    )

    assert known(resource, EVE) is resource


@pytest.mark.parametrize(
    "ended",
    [
        extended("http://hl7.org/fhir/StructureDefinition/allergyintolerance-abatement", **ON_DAY),
        extended("http://hl7.org/fhir/uv/ips/StructureDefinition/abatement-dateTime-uv-ips", **ON_DAY),
        extended(
            "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd",
            extension=[{"url": "endDate", **ON_DAY}],
        ),
        extended(
            "http://hl7.org/fhir/StructureDefinition/allergyintolerance-abatement",
            valuePeriod={"start": DAY.isoformat()},
        ),
    ],
)
def test_an_allergy_that_was_resolved_later_stood(ended: Json) -> None:
    resource = entry("AllergyIntolerance", recordedDate=BEFORE, **resolved("allergyintolerance"), **ended)

    then = known(resource, EVE)

    assert then is not None
    assert then["clinicalStatus"]["coding"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}
    ]
    assert known(resource, DAY) is resource


def test_a_result_that_was_amended_was_there_before_its_amendment() -> None:
    plain = entry("Observation", status="final", effectiveDateTime=BEFORE, issued=DAY.isoformat())

    assert known(plain, EVE) is None
    amended = {**plain, "status": "amended"}
    assert known(amended, EVE) == entry("Observation", status="final", effectiveDateTime=BEFORE)
    assert known(amended, date(2024, 1, 4)) is None


@pytest.mark.parametrize(
    "error",
    [
        entry("Observation", status="entered-in-error", issued=BEFORE),
        entry("Observation", status=" Entered-in-Error", issued=BEFORE),
        entry("Condition", verificationStatus="entered-in-error", recordedDate=BEFORE),
        entry(
            "AllergyIntolerance",
            verificationStatus={"coding": [{"code": "entered-in-error"}]},
            recordedDate=BEFORE,
        ),
    ],
)
def test_an_error_is_out_on_every_day(error: Json) -> None:
    assert known(error, DAY) is None
    assert known(error, date(2024, 6, 1)) is None


def version(updated: str | None, **elements: Any) -> Json:
    meta = {"meta": {"lastUpdated": updated}} if updated else {}
    return entry("MedicationRequest", authoredOn=BEFORE, **meta, **elements)


def test_of_several_versions_the_one_of_the_day_is_there() -> None:
    first = version("2024-01-05T10:00:00Z", status="active", note=[{"text": "20 mg"}])
    second = version(f"{DAY}T10:00:00Z", status="active", note=[{"text": "10 mg"}])
    third = version("2025-06-01T10:00:00Z", status="active", note=[{"text": "5 mg"}])

    for day, then in ((EVE, first), (DAY, second), (date(2025, 6, 1), third)):
        assert known_on({"MedicationRequest": [third, first, second]}, day, UTC) == {
            "MedicationRequest": [then]
        }
    assert known(first, date(2024, 1, 4), second, third) is None


def test_a_version_that_is_exported_twice_changes_no_day() -> None:
    """Two exports that overlap hold the same version."""
    first = version("2024-01-05T10:00:00Z", status="active", note=[{"text": "20 mg"}])
    second = version(f"{DAY}T10:00:00Z", status="active", note=[{"text": "10 mg"}])
    for listed in ([first, second, dict(second)], [second, dict(first), first]):
        for day, then in ((EVE, first), (DAY, second)):
            found = known_on({"MedicationRequest": listed}, day, UTC)["MedicationRequest"]
            assert all(one == then for one in found)
            assert found


def test_versions_of_which_nothing_tells_the_order_are_all_there() -> None:
    copies = [version(None, status="active"), version(f"{DAY}T10:00:00Z", status="active")]

    assert known_on({"MedicationRequest": copies}, EVE, UTC) == {"MedicationRequest": copies}


def test_where_one_version_says_that_it_was_an_error_all_are_out() -> None:
    copies = [
        version("2024-01-05T10:00:00Z", status="active"),
        version(f"{DAY}T10:00:00Z", status="entered-in-error"),
    ]

    assert known_on({"MedicationRequest": copies}, EVE, UTC) == {"MedicationRequest": []}


def test_a_death_that_was_later_is_taken_back() -> None:
    died = {"resourceType": "Patient", "id": "p", "deceasedDateTime": f"{DAY}T03:00:00Z"}

    assert alive_then(died, Moment.end_of(EVE, UTC)) == {"resourceType": "Patient", "id": "p"}
    assert alive_then(died, Moment.end_of(DAY, UTC)) is died
    undated = {"resourceType": "Patient", "deceasedBoolean": True}
    assert alive_then(undated, Moment.end_of(EVE, UTC)) is undated


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
WRITTEN = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: f"{day}T23:10:00-05:00"),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    st.sampled_from(["", "soon", "2025-02-30", "2025"]),
)
STATUSES = st.sampled_from(
    ["active", "completed", "stopped", "on-hold", "final", "amended", "finished", "draft", "cancelled"]
)


@st.composite
def a_resource(draw: st.DrawFn, number: int) -> Json:
    kind = draw(st.sampled_from(sorted(KNOWN_SINCE)))
    resource: Json = {"resourceType": kind, "id": f"n{number}", "status": draw(STATUSES)}
    for name in draw(st.lists(st.sampled_from(KNOWN_SINCE[kind]), max_size=3)):
        resource |= dated(name, draw(WRITTEN))
    if draw(st.booleans()):
        resource["meta"] = {"lastUpdated": f"{draw(DAYS)}T12:00:00Z"}
    for name in draw(st.lists(st.sampled_from(["statusChanged", "abatementDateTime"]), max_size=1)):
        resource[name] = draw(WRITTEN)
    return resource


@st.composite
def a_record(draw: st.DrawFn) -> dict[str, list[Json]]:
    record: dict[str, list[Json]] = {}
    for number in range(draw(st.integers(0, 8))):
        resource = draw(a_resource(number))
        record.setdefault(resource["resourceType"], []).append(resource)
    return record


def names(record: Mapping[str, list[Json]]) -> set[str]:
    return {one["id"] for listed in record.values() for one in listed}


@given(a_record(), DAYS, DAYS)
def test_what_is_known_stays_known(record: dict[str, list[Json]], one: date, other: date) -> None:
    earlier, later = sorted((one, other))

    assert names(known_on(record, earlier, VIENNA)) <= names(known_on(record, later, VIENNA))


@given(a_record(), DAYS, DAYS)
def test_what_is_no_longer_taken_back_never_is_again(
    record: dict[str, list[Json]], one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    as_it_stands = {id(one) for listed in record.values() for one in listed}

    def settled(day: date) -> set[str]:
        found = known_on(record, day, VIENNA)
        return {one["id"] for listed in found.values() for one in listed if id(one) in as_it_stands}

    assert settled(earlier) <= settled(later)


@given(a_record())
def test_once_all_dates_are_past_the_record_is_as_it_stands(record: dict[str, list[Json]]) -> None:
    assert known_on(record, date(2026, 1, 1), VIENNA) == record


@given(a_record(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_does_not_matter(
    record: dict[str, list[Json]], day: date, random: Any
) -> None:
    shuffled = {kind: random.sample(listed, len(listed)) for kind, listed in record.items()}

    def sorted_by_id(found: Mapping[str, list[Json]]) -> dict[str, list[Json]]:
        return {kind: sorted(listed, key=lambda one: one["id"]) for kind, listed in found.items()}

    assert sorted_by_id(known_on(record, day, VIENNA)) == sorted_by_id(known_on(shuffled, day, VIENNA))


@given(a_record(), DAYS)
def test_nothing_in_an_export_is_changed_by_looking_at_it(record: dict[str, list[Json]], day: date) -> None:
    before = deepcopy(record)

    known_on(record, day, VIENNA)

    assert record == before


@given(a_record(), st.lists(DAYS, max_size=5))
def test_a_history_asked_for_many_days_says_the_same_as_for_each(
    record: dict[str, list[Json]], days: list[date]
) -> None:
    history = History(record, VIENNA)

    for day in days:
        assert history.at(Moment.end_of(day, VIENNA)) == known_on(record, day, VIENNA)


JUNK: st.SearchStrategy[object] = st.sampled_from(
    [
        None, True, 3, -0.5, "", "soon", "2025", "\u0662\u0660\u0662\u0665-01-01", [], [None], ["2025-01-01"],
        [[{}]], {}, {"start": 5}, {"end": {}}, {"reference": 5}, {"reference": "one"}, {"extension": "x"},
        {"extension": [{"url": 7, "extension": 3}]}, {"lastUpdated": []}, {"coding": {"code": 4}},
        [{"coding": ["x"]}], {"validityPeriod": [3]}, [{"timing": 3}],
        [{"timing": {"repeat": {"boundsDuration": {"value": "many"}}}}],
    ]
)  # fmt: skip
READ = sorted(
    {name.partition(".")[0] for listed in KNOWN_SINCE.values() for name in listed}
    | {"id", "status", "verificationStatus", "clinicalStatus", "statusReason", "extension", "meta", "basedOn"}
    | {"priorPrescription", "dispenseRequest", "dosageInstruction", "effectivePeriod", "abatementPeriod"}
)


@given(st.sampled_from(sorted(KNOWN_SINCE)), st.dictionaries(st.sampled_from(READ), JUNK), DAYS)
def test_nothing_that_an_export_holds_makes_it_raise(kind: str, elements: Json, day: date) -> None:
    resource = {"resourceType": kind, "status": "stopped", **elements}

    known_on({kind: [resource, dict(resource)]}, day, VIENNA)


def test_all_that_can_be_ordered_is_dated_by_when_it_was_written() -> None:
    assert KNOWN_SINCE.keys() >= REQUESTS
