"""One person's record: lines of NDJSON by resource type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cdshooks.synth import events, measurements
from cdshooks.synth.chance import Chance
from cdshooks.synth.conditions import allergies, conditions
from cdshooks.synth.days import Days
from cdshooks.synth.forms import line
from cdshooks.synth.medications import medication
from cdshooks.synth.person import Person
from cdshooks.synth.prescribing import orders_of

Json = dict[str, Any]
Lines = dict[str, list[str]]
DOCTORS = 24
"""Practitioners of one population."""


@dataclass(frozen=True, slots=True)
class Volume:
    """How much is recorded: visits and the days between them, further tests at a visit, lung function tests,
    vaccines, and the share of patients with orders that no truth rests on."""

    visits: int
    apart: int
    beside: tuple[str, ...]
    lung_tests: int
    vaccines: int
    noise: float


VOLUMES = {
    "lean": Volume(1, 91, (), 0, 1, 0.3),
    "usual": Volume(4, 91, (), 4, 3, 0.7),
    "rich": Volume(14, 31, tuple(measurements.BESIDE), 10, 5, 1.0),
}


class Writer:
    """Writes the records of one population: its seed, day and volume."""

    def __init__(self, seed: int, today: date, volume: str) -> None:
        self.seed, self.days, self.volume = seed, Days(today), VOLUMES[volume]

    def record(self, person: Person) -> Lines:
        """The lines of one person, the Patient first."""
        return _Record(self, person).lines


def doctor_id(seed: int, number: int) -> str:
    """The id of a practitioner, numbered from 0."""
    return f"synth-{seed}-doctor-{number}"


def born(person: Person, today: date) -> str:
    """The birth date that makes the person as old as it is today."""
    year = today.year - person.age
    birthday = date(year, 2, 28) if (today.month, today.day) == (2, 29) else today.replace(year=year)
    return (birthday - timedelta(days=person.since_birthday)).isoformat()


class _Record:
    """The lines of one person while they are written; the chance of writing is apart from that of making."""

    def __init__(self, writer: Writer, person: Person) -> None:
        self.writer, self.person, self.days = writer, person, writer.days
        self.chance = Chance(writer.seed, person.number, "writing")
        self.lines: Lines = {}
        self.gaps: dict[str, Any] = {"patient": f"Patient/{person.id}"}
        self.count = 0
        doctor = doctor_id(writer.seed, self.chance.whole(0, DOCTORS - 1))
        self.gaps["doctor"] = f"Practitioner/{doctor}"
        self._patient()
        # What decides is drawn before how much is written, so that it stays the same at every volume.
        self._listed()
        self._results()
        self._series()

    def _next(self) -> str:
        self.count += 1
        return f"{self.person.id}-{self.count}"

    def _patient(self) -> None:
        person = self.person
        patient: Json = {
            "resourceType": "Patient",
            "id": person.id,
            "active": True,
            "name": [{"family": f"Invented-{person.number}", "given": ["Test"]}],
            "gender": "female" if person.female else "male",
        }
        if person.birth_known:
            birth = born(person, self.days.today)
            patient["birthDate"] = birth[:4] if person.birth_year_only else birth
        if person.died is not None:
            patient["deceasedDateTime"] = self.days.at(person.died)
        patient["generalPractitioner"] = [{"reference": self.gaps["doctor"]}]
        self.lines["Patient"] = [line(patient)]

    def _listed(self) -> None:
        """Conditions, allergies and orders."""
        patient = self.gaps["patient"]
        subject = {"reference": patient}
        for one in conditions(self.person, self.chance, self.days):
            self._add(one | {"id": self._next(), "subject": subject})
        for one in allergies(self.person, self.chance, self.days):
            self._add(one | {"id": self._next(), "patient": subject})
        for order in orders_of(self.person, self.chance, self.writer.volume.noise):
            seed, doctor = self.writer.seed, self.gaps["doctor"]
            self._add(medication(order, self._next(), patient, seed, doctor, self.days))

    def _add(self, resource: Json) -> None:
        self.lines.setdefault(resource["resourceType"], []).append(line(resource))

    def _fill(self, kind: str, form: str, **gaps: Any) -> None:
        self.count += 1
        self.gaps["id"] = f"{self.person.id}-{self.count}"
        self.lines.setdefault(kind, []).append(form % (self.gaps | gaps if gaps else self.gaps))

    def _visit(self, day: int) -> None:
        """A visit; what is filled after it was found on it."""
        self._when(day)
        visit = self._next()
        self.gaps["visit"] = visit
        self.lines.setdefault("Encounter", []).append(events.ENCOUNTER % {**self.gaps, "id": visit})

    def _when(self, day: int) -> None:
        self.gaps["moment"] = self.days.at(day)
        self.gaps["issued"] = self.days.at(day, "15:30")

    def _observe(self, form: str, value: float, digits: int) -> None:
        self.count += 1
        gaps = self.gaps
        gaps["id"] = f"{self.person.id}-{self.count}"
        gaps["value"] = f"{value:.{digits}f}"
        self.lines["Observation"].append(form % gaps)

    def _results(self) -> None:
        """The newest results, as the person was made, and the antibodies."""
        person, results = self.person, self.person.results
        self.lines["Observation"] = []
        laboratory = self.chance.whole(0, measurements.LABORATORIES - 1)
        self._visit(results.day)
        for name, value in results.values.items():
            if value is not None:
                form, factor, digits = measurements.TESTS[name][laboratory]
                self._observe(form, value * factor, digits)
        if self.chance.under(0.03):
            self._observe(measurements.WITHDRAWN, 0.2, 1)
        if results.weight_kg is not None:
            form, factor, digits = measurements.WEIGHT[laboratory]
            self._observe(form, results.weight_kg * factor, digits)
        if results.g6pd is not None:
            value = 11.2 if results.g6pd == "normal" else 2.1
            self._observe(measurements.G6PD[results.g6pd], value, 1)
        if person.mda5_since is not None:
            self._when(person.mda5_since)
            self._observe(self.chance.pick(measurements.MDA5_POSITIVE), self.chance.real(40, 150), 0)
        if person.rapid == "measured":
            self._worse()
        self.laboratory = laboratory

    def _worse(self) -> None:
        """Oxygen saturation and lung function that fell within weeks: rapid progression without a code."""
        for day, saturation, capacity in ((-40, 97, 70), (-3, 90, 52)):
            self._when(day)
            self._observe(measurements.SPO2, saturation, 0)
            self._observe(measurements.FVC_PERCENT, capacity, 0)

    def _series(self) -> None:
        """Earlier results, lung function, vaccines and reports: as much as the volume asks for."""
        volume, chance = self.writer.volume, self.chance
        first = self.person.results.day
        for number in range(1, volume.visits):
            self._visit(first - number * volume.apart)
            self._earlier()
        if volume.lung_tests and self.person.rapid != "measured":
            self._lung_function()
        for name in ("influenza", "covid19", "pneumococcal", "zoster", "influenza-high")[: volume.vaccines]:
            if chance.under(0.7):
                self._when(-chance.whole(20, 700))
                self._fill("Immunization", events.VACCINES[name])
        if volume.visits > 1:
            self._seldom()

    def _earlier(self) -> None:
        """The tests of an earlier visit. What was missing at the newest is missing here too."""
        draw = self.chance.draw
        for name, newest in self.person.results.values.items():
            if newest is None:
                continue
            form, factor, digits = measurements.TESTS[name][self.laboratory]
            self._observe(form, newest * (0.93 + 0.14 * draw()) * factor, digits)
        for name in self.writer.volume.beside:
            form, least, most, digits = measurements.BESIDE[name]
            self._observe(form, least + (most - least) * draw(), digits)

    def _lung_function(self) -> None:
        """FVC and DLCO, slowly falling in fibrosis, with the noise of the test; oxygen saturation."""
        chance, volume = self.chance, self.writer.volume
        if self.person.ild == "none" and chance.under(0.5):
            return
        percent, gas = chance.real(45, 105), chance.real(32, 95)
        litres, a_year = percent / 100 * chance.real(2.8, 4.6), chance.real(0, 7)
        saturation = chance.whole(92, 98)
        newest = -chance.whole(0, 170)
        for number in range(volume.lung_tests):
            day = newest - number * max(volume.apart, 91)
            fall = a_year * -day / 365
            self._when(day)
            now = percent + fall + chance.real(-1.5, 1.5)
            self._observe(measurements.FVC_PERCENT, now, 0)
            form, factor, digits = measurements.FVC[self.laboratory]
            self._observe(form, litres * now / percent * factor, digits)
            self._observe(measurements.DLCO_PERCENT, gas + fall + chance.real(-2, 2), 0)
            self._observe(measurements.SPO2, saturation + chance.whole(-1, 1), 0)

    def _seldom(self) -> None:
        """Reports, smoking, antibodies, a bronchoscopy."""
        chance = self.chance
        if self.person.ild != "none" or chance.under(0.3):
            self._when(-chance.whole(10, 1500))
            self._fill("DiagnosticReport", chance.pick(events.REPORTS))
        self._when(-chance.whole(10, 900))
        smoking = chance.pick(("never-smoker", "never-smoker", "former-smoker", "current-smoker"))
        self._fill("Observation", measurements.SMOKING[smoking])
        antibody = _ANTIBODIES.get(self.person.disease)
        if antibody is not None:
            self._fill("Observation", measurements.POSITIVE[antibody])
        if self.person.disease == "iim":
            self._fill("Observation", measurements.NEGATIVE["mda5"])
        if chance.under(0.08):
            self._fill("Procedure", events.BRONCHOSCOPY)


_ANTIBODIES = {
    "ssc": "scl70",
    "iim": "jo1",
    "ra": "ccp",
    "sjogren": "ssa",
    "mctd": "rnp",
    "aav": "anca",
    "sle": "ana",
}
