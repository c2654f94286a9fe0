"""What is true of a person by the clinical reference: PJP prophylaxis needed, taken, lacking; agents barred.

Worked out from what the person was made to be, never from the record. The numbers are those of the
reference's rule (20 mg for 28 days with a risk factor, 30 mg for 28 days without), not of a site's policy.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdshooks.synth.barred import AGENTS, KIDNEY_DAYS, barred, clearance
from cdshooks.synth.person import Person, Stretch

DAYS = 28
BRIDGED = 3
WARD_MG = 100.0
"""Methylprednisolone 40 mg twice a day, in mg of prednisone."""
PREMEDICATION_MG = 156.25
"""Methylprednisolone 125 mg, in mg of prednisone."""
PULSE_DAYS = 30
LYMPHOCYTE_DAYS = 90
WEEKS_4 = 28


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of the truth table; the columns are described in docs/synthetic-populations.md."""

    patient: str
    today: str
    disease: str
    ild: str
    age: int
    steroid: str
    steroid_mg_today: float
    days_at_20: int
    days_at_30: int
    planned_days_at_20: int
    pulse: bool
    risk_factors: str
    needs: bool
    eligible: bool
    taken: bool
    made_to_lack: bool
    missing: str
    missing_for_agent: str
    barred: str
    agent: str

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(cls.__slots__)

    def row(self) -> list[str]:
        """The cells as the table writes them; yes and no for what is either."""
        cells = (getattr(self, name) for name in self.__slots__)
        return [("yes" if cell else "no") if isinstance(cell, bool) else str(cell) for cell in cells]


def truth(person: Person, today: str) -> Truth:
    """The row of one person on the day of the export (``2026-01-15``)."""
    course = person.course
    at_20, planned = run(person, 20)
    at_30, _ = run(person, 30)
    pulse = any(-PULSE_DAYS <= day <= 0 for day in course.pulses)
    risks = risk_factors(person, pulse)
    needs = _needs(person, at_20, at_30, pulse, risks)
    eligible = _eligible(person)
    taken = _taken(person)
    bars = barred(person)
    return Truth(
        person.id,
        today,
        person.disease,
        person.ild,
        person.age,
        course.kind,
        daily_mg(person, 0),
        at_20,
        at_30,
        planned,
        pulse,
        ";".join(risks),
        needs,
        eligible,
        taken,
        needs and eligible and not taken,
        ";".join(missing(person)),
        ";".join(missing_for_agent(person)),
        ";".join(f"{agent}: {why}" for agent, why in bars.items()),
        next((agent for agent in AGENTS if agent not in bars), "none"),
    )


def daily_mg(person: Person, day: int) -> float:
    """The prednisone-equivalent of one day, pulses left out; 0 where nothing is taken."""
    before_infusion = PREMEDICATION_MG if day in _premedicated(person) else 0.0
    for stretch in _stretches(person):
        if stretch.first <= day <= stretch.last:
            return stretch.mg + person.course.besides + before_infusion
    return before_infusion


def _stretches(person: Person) -> tuple[Stretch, ...]:
    """The course with the days in hospital before it."""
    ward, course = person.course.ward, person.course.stretches
    return (Stretch(ward[0], ward[-1], WARD_MG), *course) if ward else course


def _premedicated(person: Person) -> set[int]:
    """The days of infusions before which methylprednisolone was given. An order of the same drug goes before
    what was given (reference 2.4.1), so that those who take it by mouth have none."""
    if person.course.drug == "methylprednisolone":
        return set()
    return {day for therapy in person.therapies if therapy.premedicated for day in therapy.given}


def run(person: Person, mg: float) -> tuple[int, int]:
    """The days of the run at ``mg`` or more a day that holds today, gaps of up to three days bridged, and how
    many of them are still to come; both 0 where no run holds today."""
    besides = person.course.besides
    spans = [(part.first, part.last) for part in _stretches(person) if part.mg + besides >= mg]
    spans += [(day, day) for day in _premedicated(person)]
    first = last = None
    for begin, end in sorted(spans):
        if first is None or last is None or begin - last - 1 > BRIDGED:
            if last is not None and last >= 0:
                break
            first, last = begin, end
        else:
            last = max(last, end)
    if first is None or last is None or not first <= 0 <= last:
        return 0, 0
    return last - first + 1, last


def risk_factors(person: Person, pulse: bool) -> list[str]:
    """The risk factors that the rule at 20 mg asks for one of. ILD is meant as the reference defines it
    (P.ILD, 2.2): active and confirmed; a suspected one is none, though the rule's level speaks of it."""
    results = person.results
    few = results.values["lymphocytes"]
    low = few is not None and few < 1.0 and -results.day <= LYMPHOCYTE_DAYS
    found = {
        "ILD": person.ild == "confirmed",
        "other immunosuppressant": suppressants(person) > 0,
        "lymphocytes below 1.0": low,
        "anti-MDA5": person.mda5_since is not None,
        "65 or older": person.age >= 65,
        "pulse": pulse,
        "earlier Pneumocystis": person.pneumocystis is not None and person.pneumocystis < -WEEKS_4,
    }
    return [name for name, there in found.items() if there]


def suppressants(person: Person) -> int:
    """How many other immunosuppressants count today."""
    return len({therapy.drug.split("-")[0] for therapy in person.therapies if therapy.counts()})


def _needs(person: Person, at_20: int, at_30: int, pulse: bool, risks: list[str]) -> bool:
    if at_30 >= DAYS or (at_20 >= DAYS and risks):
        return True
    rapid = person.rapid and person.ild == "confirmed" and (person.rheumatic or person.mda5_since is not None)
    return bool(rapid and (pulse or (daily_mg(person, 0) >= 20 and suppressants(person))))


def _eligible(person: Person) -> bool:
    """Alive, adult, not in comfort care, and not ill with Pneumocystis now."""
    ill = person.pneumocystis is not None and person.pneumocystis >= -WEEKS_4
    return person.died is None and person.age >= 18 and not person.comfort_care and not ill


PROTECTING = frozenset(
    {
        "tmp-smx-daily",
        "tmp-smx-thrice",
        "tmp-smx-ds-daily",
        "atovaquone",
        "dapsone",
        "dapsone-half",
        "pentamidine",
    }
)


def _taken(person: Person) -> bool:
    taken = person.prophylaxis
    if taken is None:
        return False
    if taken.regimen == "tmp-smx-half":  # enough only where the kidneys hold the drug back
        clears = clearance(person)
        return clears is not None and clears <= 30
    return taken.regimen in PROTECTING


def missing(person: Person) -> list[str]:
    """The data that the rule needs for this person and that the record leaves out."""
    taken, found = person.prophylaxis, []
    if not person.birth_known:
        found.append("birth date")
    if person.course.unreadable and person.course.stretches:
        found.append("steroid dose")
    if person.course.written == "no-end":
        found.append("end of the steroid course")
    if taken is not None and taken.unreadable:
        found.append("dose of the agent")
    if taken is not None and taken.regimen == "tmp-smx-half" and clearance(person) is None:
        found.append("kidney function")
    return found


def missing_for_agent(person: Person) -> list[str]:
    """The data that the choice of an agent needs and that the record leaves out or holds too old."""
    results, found = person.results, []
    if not person.allergies_asked:
        found.append("allergies")
    if results.values["potassium"] is None or -results.day > 30:
        found.append("potassium")
    if results.values["creatinine"] is None or -results.day > KIDNEY_DAYS:
        found.append("creatinine")
    if results.weight_kg is None:
        found.append("weight")
    if results.g6pd is None:
        found.append("G6PD")
    return found
