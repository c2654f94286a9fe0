"""Low oxygen in interstitial lung disease: assess oxygen therapy, and look for the cause."""

from cards.definitions.disease import ild
from cards.definitions.oxygen import at_rest, hypoxaemia, low_on_exertion, oxygen
from cards.definitions.person import adult, comfort_care
from cards.definitions.tests import (
    arterial_blood_gas,
    chest_ct_of_choice,
    co_oximetry,
    home_oxygen,
    oxygen_assessment,
)
from cards.policy.prevention import OXYGEN_REQUEST_DAYS, OXYGEN_URGENT_SPO2
from cards.sources import ATS_OXYGEN_2020, SERVICE_CHOICE
from cards.valuesets import (
    DAPSONE,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    any_of,
    asked_for_since,
    asked_for_within,
    drug,
    on_oxygen,
    record_only,
    request,
    warning,
)

arranged = (
    any_of(
        asked_for_within(oxygen_assessment, OXYGEN_REQUEST_DAYS),
        asked_for_within(home_oxygen, OXYGEN_REQUEST_DAYS),
    )
    & at_rest.above(OXYGEN_URGENT_SPO2)
).named("oxygen or its assessment is ordered, and resting saturation is above 85 %")
arranged_since = asked_for_since(
    oxygen_assessment, hypoxaemia, open_within=OXYGEN_REQUEST_DAYS
) | asked_for_since(home_oxygen, hypoxaemia, open_within=OXYGEN_REQUEST_DAYS)

card = Card(
    id="oxygen-assessment",
    title="Oxygen assessment",
    version="1.0.0",
    owner="pulmonology; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=alive & adult & ild & hypoxaemia,
    unless=(comfort_care, arranged),
    level=(warning(),),
    lower=(arranged_since,),
    summary="Hypoxaemia in ILD: arrange oxygen assessment; look for progression, PE, PH and infection including PJP",
    detail=(
        "Resting saturation of 85 % or below, or new breathlessness: review the same day.",
        "One reading is not chronic hypoxaemia: repeat at rest and on a walk.",
        "Pulse oximetry reads too high in dark skin: blood gas where in doubt.",
    ),
    notes=(
        (on_oxygen(at_rest, oxygen), "The newest resting saturation was taken on oxygen."),
        (
            at_rest.on_record() & ~on_oxygen(at_rest, oxygen),
            "No oxygen flow is recorded with the newest resting saturation.",
        ),
        (low_on_exertion, "No oxygen flow is recorded with the saturation on exertion."),
        (
            drug(DAPSONE).active(),
            "On dapsone: methaemoglobin lowers the reading of a pulse oximeter; use co-oximetry.",
        ),
    ),
    suggest=(
        request(oxygen_assessment).recommended(),
        request(arterial_blood_gas, co_oximetry),
        request(chest_ct_of_choice),
    ),
    override_reasons=(
        "On oxygen already at the right flow",
        "Acute illness, being treated",
        "The reading is technical",
        "Goals are comfort",
    ),
    sources=(ATS_OXYGEN_2020, SERVICE_CHOICE),
    strength=Strength("Strong at rest, conditional on exertion", "very low to low"),
    waits_for=(
        "An order of oxygen as a device (DeviceRequest) counts where the record sends it along. The service does not "
        "ask for such orders, so that the card may speak although one is written.",
    ),
)
