"""Pneumocystis prophylaxis whose reason has gone: review whether to stop. Nothing is stopped from here."""

from cards.definitions.disease import anti_mda5, lung_transplant, rapidly_progressive_ild
from cards.definitions.person import adult, comfort_care
from cards.definitions.pjp_agents import atovaquone, dapsone, inhaled_pentamidine, tmp_smx
from cards.definitions.pjp_protection import earlier_pneumocystis, on_prophylaxis, pneumocystis_illness
from cards.definitions.pjp_risk import (
    another_reason,
    anti_cd20_lately,
    cyclophosphamide_lately,
    few_lymphocytes,
    mda5_in_first_year,
    pulse_lately,
)
from cards.definitions.tests import blood_count
from cards.definitions.therapy import (
    anti_cd20,
    cyclophosphamide,
    steroid,
    two_other_immunosuppressants,
)
from cards.policy.pjp import (
    CD4_DAYS,
    CD4_LOW,
    PENTAMIDINE_DAYS,
    PJP_AGENT_GAP_DAYS,
    PJP_AGENT_TAKEN_DAYS,
    PJP_LYMPHOCYTE_DAYS,
    PJP_STOP_DAYS,
    PJP_STOP_MG,
)
from cards.policy.requests_and_results import OPEN_REQUEST_DAYS
from cards.sources import PARK_2019, SERVICE_CHOICE
from cards.valuesets import (
    CD4,
    HIV,
    LOW_IMMUNOGLOBULIN,
    LYMPHOCYTES,
    LYMPHOCYTES_ASKED,
    TRANSPLANT_OR_BLOOD_CANCER,
)
from cdshooks.rules.language import (
    Card,
    Hook,
    Strength,
    alive,
    all_of,
    any_of,
    condition,
    for_now,
    info,
    lab,
    on_drug_for,
    record_only,
    request,
    request_for,
    where,
)

taken_long_enough = any_of(
    on_drug_for(tmp_smx, PJP_AGENT_TAKEN_DAYS, PJP_AGENT_GAP_DAYS),
    on_drug_for(atovaquone, PJP_AGENT_TAKEN_DAYS, PJP_AGENT_GAP_DAYS),
    on_drug_for(dapsone, PJP_AGENT_TAKEN_DAYS, PJP_AGENT_GAP_DAYS),
    on_drug_for(inhaled_pentamidine, PJP_AGENT_TAKEN_DAYS, PJP_AGENT_GAP_DAYS, dose_lasts=PENTAMIDINE_DAYS),
)
given_for_another_reason = any_of(
    where(tmp_smx.active(), another_reason),
    where(atovaquone.active(), another_reason),
    where(dapsone.active(), another_reason),
    where(inhaled_pentamidine.ordered_or_given_within(PENTAMIDINE_DAYS), another_reason),
    where(inhaled_pentamidine.active(), another_reason),
).named("the agent is given for another reason")
protocol_of_its_own = any_of(
    condition(HIV).ever(),
    condition(TRANSPLANT_OR_BLOOD_CANCER).ever(),
    lung_transplant,
    condition(LOW_IMMUNOGLOBULIN).active(),
    lab(CD4, "10*9/L", worse="lower").result(within=CD4_DAYS).below(CD4_LOW),
)
# A second immunosuppressant ordered for a coming day is among the two of "two other immunosuppressants".
coming_course = (cyclophosphamide.coming() | anti_cd20.coming()).named(
    "cyclophosphamide or anti-CD20 is ordered for a coming day"
)
lymphocytes_counted = lab(LYMPHOCYTES).result(within=PJP_LYMPHOCYTE_DAYS).on_record()
count_requested = request_for(LYMPHOCYTES_ASKED).open(within=OPEN_REQUEST_DAYS)

card = Card(
    id="pjp-stop-review",
    title="PJP prophylaxis: review stopping",
    version="1.0.0",
    owner="transplant and ILD pharmacy; review every 12 months",
    hooks=(Hook.PATIENT_VIEW,),
    about=record_only(),
    when=all_of(
        alive,
        adult,
        ~comfort_care,
        on_prophylaxis,
        taken_long_enough,
        steroid.stays_below(mg_per_day=PJP_STOP_MG, days=PJP_STOP_DAYS),
    ),
    unless=(
        pulse_lately,
        cyclophosphamide_lately,
        anti_cd20_lately,
        anti_mda5 & mda5_in_first_year,
        rapidly_progressive_ild,
        two_other_immunosuppressants,
        few_lymphocytes,
        earlier_pneumocystis,
        pneumocystis_illness,
        protocol_of_its_own,
        given_for_another_reason,
        coming_course,
    ),
    level=(info(),),
    summary="PJP prophylaxis: risk has fallen (steroid below 15 mg/day for 4 weeks); review whether to stop",
    detail=(
        "Below 15 mg a day 0.01 cases of PJP per 100 patient-years (Park 2019).",
        "Make sure that the taper goes on and that no cyclophosphamide, rituximab or second immunosuppressant is planned.",
        "Nothing is stopped from here: stopping is the clinician's own decision.",
    ),
    notes=((~lymphocytes_counted, "No lymphocyte count within 90 days: check it first."),),
    suggest=(request(blood_count).offered(~count_requested).recommended(~lymphocytes_counted),),
    override_reasons=(
        "Continue: combined or planned immunosuppression",
        "Continue: lymphopenia",
        "Infectious-disease advice to continue",
        for_now("The taper is not certain"),
    ),
    sources=(PARK_2019, SERVICE_CHOICE),
    strength=Strength("Observational", "low"),
)
